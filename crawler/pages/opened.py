"""Rows whose link says no more than that it opens them (查看, 详情): their titles stand beside it as text."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from crawler.pages.anchors import HEADINGS, TITLED, Anchor
from crawler.pages.outline import Outline, Piece
from crawler.reading.document import Element, text_of
from crawler.reading.kinds import document_extension
from crawler.reading.words import OPENS

_SENTENCE = "。"
MOST_TEXTS = 20
"""Texts of one row that are looked at: a row of a catalogue has up to ten."""
COUNTED = 40
"""Characters of a text beyond which its length says nothing more about which one is the title."""
_OPENERS = ("a", "button", "input", "span")


@dataclass(frozen=True, slots=True)
class Texts:
    """What stands in a row beside its link, by its place: the child of the row that holds it."""

    places: tuple[tuple[int, str], ...]
    named: str
    """What is headed, or named as a title; empty where nothing is."""


def opener_of(anchors: Iterable[Anchor]) -> Anchor | None:
    """The link that opens a row's post and says no more than that; None where several lead to different pages."""
    openers = [anchor for anchor in anchors if anchor.opens]
    pages = [anchor for anchor in openers if not document_extension(anchor.href)] or openers
    return pages[0] if len({anchor.href for anchor in pages}) == 1 else None


def says_open(element: Element) -> bool:
    """Whether an element, or one within it, says that it opens what stands beside it, wherever it leads."""
    texts = map(text_of, element.iter(*_OPENERS))
    return any(text and OPENS.match(text) is not None for text in texts)


def texts_of(outline: Outline, low: int, high: int, element: int, silent: set[int], opener: Anchor | None) -> Texts:
    """The texts of a row but for its days (`silent`) and its link's."""
    pieces = [
        piece
        for piece in islice(outline.pieces_in(low, high), MOST_TEXTS)
        if piece.order not in silent and not (opener and opener.order <= piece.order <= opener.end)
    ]
    named = (piece.text for piece in pieces if _is_of_title(outline, piece.element, element))
    return Texts(
        tuple((_place(outline, piece, element), piece.text) for piece in pieces), max(named, key=len, default="")
    )


def title_of(texts: Texts) -> str:
    """The title of a row by itself: what is named so, else the longest text that is no sentence, for numbers and offices beside it are shorter."""
    told = [text for _, text in texts.places]
    return (texts.named or max([text for text in told if _SENTENCE not in text] or told, key=len, default=""))[:300]


def titles_of(rows: list[Texts]) -> list[str]:
    """The titles of rows side by side: they stand in one place and differ most, while an office or a kind comes again."""
    differ: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        for place, text in row.places:
            if _SENTENCE not in text:
                differ[place].add(text[:COUNTED])
    best = max(differ, key=lambda place: sum(map(len, differ[place])), default=None)
    return [
        row.named[:300]
        or max((text for place, text in row.places if place == best), key=len, default="")[:300]
        or title_of(row)
        for row in rows
    ]


def _place(outline: Outline, piece: Piece, row: int) -> int:
    """Which child of a row a text stands in; -1 where it is the row's own."""
    node = piece.element
    if node == row:
        return -1
    while outline.parents[node] >= 0 and outline.parents[node] != row:
        node = outline.parents[node]
    return outline.children[row].index(node) if outline.parents[node] == row else -1


def _is_of_title(outline: Outline, element: int, row: int) -> bool:
    """Whether a text stands in a heading of a row, or in what is named as its title."""
    while element >= 0 and element != row and outline.starts[element] >= outline.starts[row]:
        node = outline.elements[element]
        if node.tag in HEADINGS or TITLED.search(node.get("class") or ""):
            return True
        element = outline.parents[element]
    return False
