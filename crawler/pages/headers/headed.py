"""The texts of a header with each label before its value, also where labels stand in one row and their values in the next, cell below cell."""

import re
from collections.abc import Sequence
from itertools import pairwise

from crawler.pages.day_columns import rows_like
from crawler.pages.outline import Outline, Piece
from crawler.reading.plain import plain
from crawler.reading.words import LABELS, spaced

LABEL = 12
"""Characters of a line that is a label alone: what it names stands in the next one."""
MOST_ROWS = 20
"""Rows of labels that are looked at: a header has few, and for each its neighbours are gone through."""
LEVELS = 3
"""How far above a label its cell stands at most."""
_ALONE = re.compile(rf"[\[【(（]?\s*(?:{spaced(LABELS)})\s*[\])】）]?\s*[:：]?", re.IGNORECASE)
_DIGIT = re.compile(r"\d")


def labels_first(outline: Outline, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of a header, in order, but for values that stand below their labels: each follows its own."""
    values = _values_below(outline, pieces)
    if not values:
        return list(pieces)
    moved = {piece.order for below in values.values() for piece in below}
    found: list[Piece] = []
    for piece in pieces:
        if piece.order not in moved:
            found += [piece, *values.get(piece.order, ())]
    return found


def _values_below(outline: Outline, pieces: Sequence[Piece]) -> dict[int, list[Piece]]:
    """What stands below labels, by the order of each label. Two labels side by side make a row of labels: beside values a value stands between them."""
    found: dict[int, list[Piece]] = {}
    looked: set[int] = set()
    rows = 0
    for piece in pieces:
        if rows >= MOST_ROWS:
            break
        row = _row_of(outline, piece) if _is_label(piece.text) else -1
        if row < 0 or row in looked:
            continue
        looked.add(row)
        heads = outline.children[row]
        if not _are_labels(outline, heads):
            continue
        rows += 1
        cells = next((outline.children[other] for other in rows_like(outline, row) if other > row), [])
        if len(cells) == len(heads) and not _are_labels(outline, cells):
            for head, cell in zip(heads, cells, strict=True):
                texts = outline.pieces_in(outline.starts[head], outline.ends[head])
                if texts:
                    found[texts[-1].order] = outline.pieces_in(outline.starts[cell], outline.ends[cell])
    return found


def _row_of(outline: Outline, piece: Piece) -> int:
    """What holds a label's cell and others; -1 where none is near."""
    node = piece.element
    for _ in range(LEVELS):
        row = outline.parents[node]
        if row < 0 or outline.count(node) > 1:
            return -1
        if len(outline.children[row]) > 1:
            return row
        node = row
    return -1


def _are_labels(outline: Outline, cells: Sequence[int]) -> bool:
    """Whether cells hold names alone, known labels side by side among them."""
    texts = [outline.text(outline.starts[cell], outline.ends[cell]) for cell in cells]
    labels = list(map(_is_label, texts))
    are_short = all(len(text) <= LABEL and not _DIGIT.search(text) for text in texts)
    return are_short and (True, True) in pairwise(labels)


def _is_label(text: str) -> bool:
    return len(text) <= LABEL and bool(_ALONE.fullmatch(plain(text)))
