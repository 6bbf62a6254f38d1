"""Columns of days: what the head of a table or of a list of rows says of the days below it, 发布日期 or 成文日期."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from crawler.pages.day_tokens import LABELLED, DayToken
from crawler.pages.outline import Outline, Piece
from crawler.reading.document import Element
from crawler.reading.words import FORMED, PUBLISHED, SHORTLY, UPDATED, spaced

LEVELS = 3
"""How far above its text a head's cell may be."""
MOST_HEADS = 20
"""Heads of a page that are looked at: each walks its rows."""
LEAST_ROWS = 2
LONGEST_HEAD = 16
_AROUND = r"[\s\W]*"
_PUBLISHED = re.compile(rf"^{_AROUND}(?:{spaced((*PUBLISHED, *SHORTLY))}){_AROUND}$", re.IGNORECASE)
_END = re.compile(rf"^{_AROUND}(?:(?:截止|失效|废止|结束|到期|终止)(?:时间|日期)|有效期.{{0,3}}){_AROUND}$")
_OTHER = re.compile(rf"^{_AROUND}(?:{spaced((*FORMED, *UPDATED))}|(?:实施|施行|生效|开始|起始)(?:时间|日期)){_AROUND}$")
_DATED = re.compile(rf"^{_AROUND}[\u4e00-\u9fa5]{{0,6}}(?:时间|日期){_AROUND}$")


def name_columns(outline: Outline) -> None:
    """Make the days below 发布日期 the surest of their rows, and take away those below a head that names another day.

    Where no column is headed so, the first that is headed as some day else (提交时间) is taken, and only ends (截止时间) are taken away.
    """
    below: dict[re.Pattern[str], list[set[int]]] = {_PUBLISHED: [], _END: [], _OTHER: [], _DATED: []}
    for piece in islice(_heads(outline), MOST_HEADS):
        orders = {
            token.order
            for cell in _cells_below(outline, piece)
            for token in outline.days_in(outline.starts[cell], outline.ends[cell])
        }
        if orders:
            below[next(kind for kind in below if kind.match(piece.text))].append(orders)
    published = set().union(*below[_PUBLISHED]) or set().union(*below[_DATED][:1])
    others = set().union(*below[_END], *(below[_OTHER] if below[_PUBLISHED] else []))
    away = others - published
    if published or away:
        outline.set_days([_named(token, published) for token in outline.days if token.order not in away])


def _named(token: DayToken, published: set[int]) -> DayToken:
    return replace(token, rank=LABELLED) if token.order in published else token


def _heads(outline: Outline) -> Iterator[Piece]:
    """Texts that are the name of a day and nothing else."""
    return (piece for piece in outline.pieces if len(piece.text) <= LONGEST_HEAD and _names_day(piece.text))


@lru_cache(maxsize=4096)
def _names_day(text: str) -> bool:
    return any(kind.match(text) for kind in (_PUBLISHED, _END, _OTHER, _DATED))


def _cells_below(outline: Outline, piece: Piece) -> list[int]:
    """The cells of the rows below a head, in its place; empty where it heads no column."""
    cell = piece.element
    for _ in range(LEVELS):
        row = outline.parents[cell]
        if row < 0:
            return []
        place = outline.children[row].index(cell)
        if len(outline.children[row]) > 1:
            rows = [
                outline.children[other][place]
                for other in rows_like(outline, row)
                if outline.starts[other] > outline.starts[row]
                and len(outline.children[other]) == len(outline.children[row])
            ]
            if len(rows) >= LEAST_ROWS:
                return rows
        cell = row
    return []


def rows_like(outline: Outline, row: int) -> list[int]:
    """The rows beside a head's row: a table's, whatever part of it they stand in, else its siblings of one kind."""
    around = outline.parents[row]
    if around >= 0 and _tag(outline, row) == "tr" and _tag(outline, around) in ("thead", "tbody"):
        around = outline.parents[around]
        parts = [around, *outline.children[around]] if around >= 0 else []
        return [child for part in parts for child in outline.children[part] if _tag(outline, child) == "tr"]
    return (
        [child for child in outline.children[around] if _tag(outline, child) == _tag(outline, row)]
        if around >= 0
        else []
    )


def _tag(outline: Outline, index: int) -> str:
    element: Element = outline.elements[index]
    return str(element.tag)
