"""Posts side by side in the rows of a table, each a title in one cell and what opens it (查看) in another."""

from collections.abc import Iterator
from itertools import chain

from crawler.pages.opened import opener_of, says_open, title_of
from crawler.pages.outline import Outline
from crawler.pages.rows import MEAN_TITLE, MOST_IN_ROW, Group, Span, texts_beside
from crawler.reading.kinds import document_extension

NAME = "cells"
LEAST_ROWS = 2
"""Rows of several posts: what stands beside one alone may be its answer, or its office."""


def groups(outline: Outline) -> Iterator[Group]:
    """Each table in which several rows hold several posts, with all of its rows cut where posts end."""
    if not any(anchor.opens and anchor.title for anchor in outline.anchors):
        return
    for container, children in enumerate(outline.children):
        rows = [child for child in children if outline.tags[child] == "tr"]
        cut = [_posts(outline, row) for row in rows]
        several = [posts for posts in cut if len(posts) > 1]
        if (
            len(several) >= LEAST_ROWS
            and _are_titled(outline, several)
            and not _is_headed_otherwise(outline, rows[0], several)
        ):
            yield Group(NAME, container, tuple(chain.from_iterable(cut)))


def _posts(outline: Outline, row: int) -> list[Span]:
    """The posts of a row: runs of as many cells with one that opens something at the same place, else the row as it is."""
    cells = [child for child in outline.children[row] if outline.tags[child] == "td"]
    opened = [place for place, cell in enumerate(cells) if _opens(outline, cell)]
    size, rest = divmod(len(cells), len(opened)) if opened else (0, 0)
    first = opened[0] if opened else 0
    if rest or len(opened) < 2 or opened != list(range(first, len(cells), size)):
        return [Span(outline.starts[row], outline.ends[row], row)]
    edges = [outline.starts[cell] for cell in cells[::size]] + [outline.ends[row]]
    return [Span(low, high, cells[place]) for low, high, place in zip(edges, edges[1:], opened, strict=False)]


def _opens(outline: Outline, cell: int) -> bool:
    """Whether a cell holds what opens a post, and no document alone."""
    inside = outline.anchors_in(outline.starts[cell], outline.ends[cell])[:MOST_IN_ROW]
    hrefs = [anchor.href for anchor in inside if anchor.href]
    return says_open(outline.elements[cell]) and (not hrefs or not all(map(document_extension, hrefs)))


def _are_titled(outline: Outline, rows: list[list[Span]]) -> bool:
    """Whether what stands at each place of the rows is a title: long enough, mostly another one in each row, and with a day where all have one."""
    is_dated = set()
    for posts in zip(*rows, strict=False):
        titles = [_title(outline, span) for span in posts]
        is_dated.add(any(outline.holds_day(span.low, span.high) for span in posts))
        if sum(map(len, titles)) < MEAN_TITLE * len(titles) or len(set(titles)) * 2 <= len(titles):
            return False
    return len(is_dated) == 1


def _title(outline: Outline, span: Span) -> str:
    days = tuple(outline.days_in(span.low, span.high))
    opener = opener_of(outline.anchors_in(span.low, span.high)[:MOST_IN_ROW])
    return title_of(texts_beside(outline, span, days, opener))


def _is_headed_otherwise(outline: Outline, first: int, several: list[list[Span]]) -> bool:
    """Whether the table's head names other things above the second post of its rows than above the first: these are parts of one."""
    head = _head(outline, first)
    if outline.anchors_in(outline.starts[head], outline.ends[head]):
        return False
    names = [outline.text(outline.starts[cell], outline.ends[cell]) for cell in outline.children[head]]
    size, rest = divmod(len(names), len(several[0]))
    return size > 0 and not rest and names[:size] != names[size : 2 * size]


def _head(outline: Outline, first: int) -> int:
    """The row of names above a table's rows: their first one, or that of the part before them."""
    body = outline.parents[first]
    table = outline.parents[body] if outline.tags[body] == "tbody" else body
    parts = outline.children[table] if table >= 0 else []
    heads = [row for part in parts if outline.tags[part] == "thead" for row in outline.children[part]]
    return heads[-1] if heads else first
