"""更多 in the head of a list that leads nowhere: a script alone shows the whole of it."""

import re
from functools import lru_cache

from crawler.pages.acting import is_clicked
from crawler.pages.once import once
from crawler.pages.outline import Outline, named
from crawler.pages.pagers.growing import is_control
from crawler.pages.parts.names import ALL
from crawler.pages.rows import block_around, is_in_row
from crawler.pages.wordless import SHARES
from crawler.reading.document import Element
from crawler.reading.words import HEAD, LONGEST_NAME, WHOLE_LIST

LEVELS = 4
"""How far above 更多 its head is looked for."""
MOST_TEXTS = 6
"""Texts of a list's head."""
LONGEST = 20
"""Characters of a heading."""
_MORE = re.compile(r"(?:^|[-_ /])(?:more|gengduo)(?:[-_]?(?:btn|link|ico|icon|img))?\d?(?:[-_. ]|$)", re.IGNORECASE)
"""What 更多 is named where it says nothing, and the file of its picture."""
_SENTENCE = re.compile(r"[，,。；;：:]")


def is_drawn(node: Element) -> bool:
    """Whether an element without words is named as 更多, or shows a picture that is."""
    pictures = (str(image.get("src") or "").rpartition("/")[2] for image in node.iter("img"))
    return bool(_MORE.search(named(node))) or any(map(_MORE.search, pictures))


def is_frame(outline: Outline, index: int) -> bool:
    """Whether an element stands in the page's frame: the small head of a box is none, whatever its name is."""
    if not outline.outside[index]:
        return False
    node = index
    while outline.parents[node] >= 0 and outline.outside[outline.parents[node]]:
        node = outline.parents[node]
    element, parent = outline.elements[node], outline.elements[outline.parents[node]]
    is_head = bool(HEAD.search(named(element))) or (element.tag == "header" and parent.tag != "body")
    return not is_head or outline.count(node) > MOST_TEXTS


@once
def heads(outline: Outline) -> list[int]:
    """Where the heads of a page say 更多 and lead nowhere, in its order."""
    found = [
        anchor.order
        for anchor in outline.anchors
        if not anchor.href and _is_head(outline, anchor.element, anchor.title)
    ]
    found += [
        piece.order
        for piece in outline.pieces
        if piece.anchor < 0
        and _says_more(piece.text)
        and is_control(outline, piece)
        and _is_head(outline, piece.element, piece.text)
    ]
    found += [outline.starts[index] for index in _pictures(outline) if _is_head(outline, index, "")]
    return sorted(found)


def _pictures(outline: Outline) -> list[int]:
    """The pictures that a script acts on by themselves."""
    images = (image for image in outline.document.root.iter("img") if is_clicked(image))
    return [outline.places[image] for image in images if image in outline.places]


@lru_cache(maxsize=4096)
def _says_more(text: str) -> bool:
    """Whether a text says 更多; what is all of a choice (全部), and a sign, do not."""
    return (
        1 < len(text) <= LONGEST_NAME
        and bool(WHOLE_LIST.match(text))
        and not ALL.match(text)
        and any(map(str.isalpha, text))
    )


def _is_head(outline: Outline, element: int, text: str) -> bool:
    """Whether an element says 更多 behind a heading, or alone: not in a row, and not behind what is chosen, shared or said in a sentence."""
    is_sign = not any(map(str.isalpha, text))
    if not (is_drawn(outline.elements[element]) if is_sign else _says_more(text)) or outline.is_side(element):
        return False
    block = block_around(outline, element, MOST_TEXTS)
    before = outline.pieces_in(outline.starts[block], outline.starts[element])
    nodes = [outline.elements[element], *outline.elements[element].iterancestors()][: LEVELS + 1]
    is_shared = any(SHARES.search(named(node)) for node in nodes)
    if is_shared or is_frame(outline, element) or is_in_row(outline, element, outline.starts[element]):
        return False
    return not any(
        len(piece.text) > LONGEST or _SENTENCE.search(piece.text) or ALL.match(piece.text) for piece in before
    )
