"""Whether something stands below a list's rows, in the list's own part of the page, that is neither a row nor the page's frame.

What lengthens or turns a list stands there, whatever it looks like: a word, a sign, a button, an empty element that a script fills, a script.
"""

import re
from collections.abc import Sequence

from crawler.addresses import canonical
from crawler.pages.blocks import Block
from crawler.pages.outline import Outline, Piece
from crawler.pages.pagers.growing import pagers
from crawler.pages.panes import shown_in_turn
from crawler.pages.shapes import records, scripts
from crawler.pages.wordless import turns
from crawler.reading.document import Element
from crawler.reading.kinds import document_extension

LEVELS = 4
"""How far above its rows a list's own part of the page goes; what holds nothing else is no step."""
_LOOKS = frozenset(("style", "align", "valign", "width", "height", "border", "clear", "bgcolor", "color", "size"))
"""Attributes that only say how an element looks."""
_SILENT = frozenset(("br", "hr", "style", "link", "noscript", "footer", "nav", "aside"))
_CLEARS = re.compile(r"^(?:clear|clearfix|clearboth|clear[-_]?both|blank\d*|line|hr|h\d+)$", re.IGNORECASE)
"""The class of an empty element that only makes room."""
_ASKS = re.compile(
    r"ajax|fetch|XMLHttp|axios|getJSON|\.(?:get|post|load|append|html)\s{0,4}\(|innerHTML|load|more|page", re.IGNORECASE
)
"""What a script says that adds to a list."""
_ACTING = frozenset(
    ("script", "button", "input", "select", "iframe", "img", "i", "svg", "canvas", "template", "textarea")
)


def trails(outline: Outline, blocks: Sequence[Block]) -> bool:
    """Whether something follows the rows of the page's longest list where its pager would stand."""
    if not blocks:
        return False
    main = _longest(blocks)
    if main.shape == scripts.NAME and any(script.get("src") for script in outline.document.root.iter("script")):
        return True  # a script of another file draws the rows, and may draw more below them
    behind = [node for node in _behind(outline, blocks) if _speaks(outline, node)]
    scripts_alone = all(_only_shows(outline.elements[node]) for node in behind)
    return bool(behind) and not (scripts_alone and _in_turn(outline, blocks))


def _only_shows(node: Element) -> bool:
    """Whether an element is a script that may show and hide what is on the page, and asks or adds nothing as far as it can be read."""
    return node.tag == "script" and not _ASKS.search(node.text or "")


def _in_turn(outline: Outline, blocks: Sequence[Block]) -> bool:
    """Whether the rows of the page's lists are shown in turn, which a script below them does."""
    rows = (anchor for found in blocks if found.high for anchor in outline.anchors_in(found.low, found.high + 1))
    return shown_in_turn(outline, (anchor for anchor in rows if anchor.is_titled))


def turned(outline: Outline, blocks: Sequence[Block]) -> bool:
    """Whether what follows those rows turns them without a word."""
    return bool(blocks) and turns(outline, _behind(outline, blocks))


def _longest(blocks: Sequence[Block]) -> Block:
    return max(blocks, key=lambda found: len(found.entries))


def _behind(outline: Outline, blocks: Sequence[Block]) -> list[int]:
    """What stands behind the rows of the longest list in its own part of the page, and is no frame, no side block, and no list."""
    main = _longest(blocks)
    is_data = main.shape in (scripts.NAME, records.NAME)
    rows = [] if is_data else [(found.low, found.high) for found in blocks]
    last = _script_of(outline, main) if is_data else _last(outline, main)
    end = outline.ends[last] if is_data else main.high
    return [node for node in _following(outline, last, end) if _is_own(outline, node, rows)]


def _last(outline: Outline, main: Block) -> int:
    """The element of a list's last link; -1 where it has none."""
    anchors = outline.anchors_in(main.low, main.high + 1)
    return anchors[-1].element if anchors else -1


def _script_of(outline: Outline, main: Block) -> int:
    """The script that holds a list's last row, where it stands in the page's content; -1 where none does."""
    names = [entry.url.rpartition("/")[2] or entry.url for _, entry in main.entries[-1:] if entry.url]
    for index in range(len(outline.elements) - 1, -1, -1):
        node = outline.elements[index]
        if node.tag == "script" and node.text and any(name in node.text for name in names):
            parent = outline.parents[index]
            return -1 if parent < 0 or outline.elements[parent].tag in ("body", "html", "head") else index
    return -1


def _following(outline: Outline, node: int, end: int) -> list[int]:
    """The elements that stand behind a list's last row, in what holds it; nothing directly in the body, where the frame stands, but for a list there."""
    found: list[int] = []
    levels = 0
    while node > 0 and levels < LEVELS:
        parent = outline.parents[node]
        if parent < 0 or (found and outline.elements[parent].tag in ("body", "html")):
            break
        siblings = outline.children[parent]
        found += [other for other in siblings[siblings.index(node) + 1 :] if outline.starts[other] >= end]
        levels += outline.ends[parent] > end and len(siblings) > 1
        node = parent
    return found


def _is_own(outline: Outline, node: int, rows: Sequence[tuple[int, int]]) -> bool:
    """Whether an element is no frame but for a pager that leads on, no side block, and no list."""
    low, high = outline.starts[node], outline.ends[node]
    if outline.outside[node] and outline.pieces_in(low, high):
        return _leads_on(outline, node)
    is_list = any(low <= first <= high for first, _ in rows)
    return not (outline.is_side(node) or is_list or outline.elements[node].tag in _SILENT)


def _speaks(outline: Outline, node: int) -> bool:
    """Whether an element is seen or acts."""
    element = outline.elements[node]
    if not len(element) and not (element.text or "").strip() and _CLEARS.match(str(element.get("class") or "")):
        return set(element.attrib) - _LOOKS - {"class"} != set()
    if any(child.tag in _ACTING for child in element.iter()) or "-" in str(element.tag) or set(element.attrib) - _LOOKS:
        return True
    pieces = outline.pieces_in(outline.starts[node], outline.ends[node])
    return any(not _is_of_file(outline, piece) for piece in pieces)


def _leads_on(outline: Outline, node: int) -> bool:
    """Whether what is named a pager holds a link to another page: one that was understood is followed, and asks nothing of this."""
    if node not in pagers(outline):
        return False
    own = canonical(outline.document.url)
    folder = own.rpartition("/")[0] + "/"
    asked = (
        outline.document.asked(anchor.href)
        for anchor in outline.anchors_in(outline.starts[node], outline.ends[node])
        if anchor.href
    )
    return any(address and canonical(address) not in (own, folder) for address in asked)


def _is_of_file(outline: Outline, piece: Piece) -> bool:
    """Whether a text is the link of a document that stands below a list."""
    return piece.anchor >= 0 and bool(document_extension(outline.anchors[piece.anchor].href))
