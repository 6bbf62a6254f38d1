"""Rows: what stands in each of the elements, lines and runs that a shape proposes side by side."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from crawler.pages.anchors import HEADINGS, Anchor
from crawler.pages.day_tokens import DayToken
from crawler.pages.once import once
from crawler.pages.opened import Texts, opener_of, texts_of, title_of, titles_of
from crawler.pages.outline import Outline
from crawler.reading.days import in_address
from crawler.reading.document import squeeze
from crawler.reading.kinds import document_extension

LEAST_TITLE = 4
MEAN_TITLE = 8
MOST_IN_ROW = 60
"""Links of a row that are looked at: what holds more is a part of the page, whatever the others are."""
MOST_OF_A_DAY = 300
"""Links below one day: a unit publishes fewer in a day."""
LEVELS = 12
"""How far below its row a link's list stands at most."""
_RUNNING = frozenset(("a", "span", "em", "i", "b", "strong", "font", "u", "td"))
"""Elements that stand in a line of text: two links side by side in them are no two rows."""
_ROW_TAGS = frozenset(("li", "tr", "dl", "article"))
_ABOVE = 4
"""How far above a text its row stands."""
_INDEX = re.compile(r"^(?:index|default|list|main|home|column|channel|node)(?:[_-]?\d*)?(?:\.\w+)?$", re.IGNORECASE)
_DIGITS = re.compile(r"\d{3,}")


class Span(NamedTuple):
    """One row as a range of the outline's order, and the element that it hangs on. A page has hundreds: a tuple is made and found again faster."""

    low: int
    high: int
    element: int
    day: int = -1
    """Where the day stands that is told once above several rows; -1 where each row has its own."""


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Rows that a shape found side by side: no other group is the same, whatever it holds."""

    shape: str
    container: int
    rows: tuple[Span, ...]


@dataclass(slots=True)
class Row:
    """A row with what stands in it: its link (None where it has none) and its days. Nobody changes one; a page has hundreds."""

    span: Span
    anchor: Anchor | None
    days: tuple[DayToken, ...]
    title: str


@once
def holders(outline: Outline) -> list[tuple[int, list[int]]]:
    """The elements that may hold rows, each with its children."""
    return [
        (index, children)
        for index, children in enumerate(outline.children)
        if children and outline.holds_row(outline.starts[index], outline.ends[index])
    ]


@once
def rows_of(outline: Outline, group: Group) -> list[Row]:
    """The rows of a group that hold a link or a day; separators and headings are none."""
    is_outside = outline.outside[group.container]
    looked_at = (
        span
        for span in _split_rows(outline, group)
        if outline.outside[span.element] == is_outside and outline.is_seen(span.low)
    )
    return _titled(outline, [row for span in looked_at if (row := _row(outline, span)) is not None])


def _titled(outline: Outline, rows: list[Row]) -> list[Row]:
    """Rows with the titles of those that a link opens told by all of them together."""
    opened = [number for number, row in enumerate(rows) if is_opened(row)]
    if len(opened) > 1:
        texts = [texts_beside(outline, rows[number].span, rows[number].days, rows[number].anchor) for number in opened]
        for number, title in zip(opened, titles_of(texts), strict=True):
            rows[number] = replace(rows[number], title=title)
    return rows


@once
def _row(outline: Outline, span: Span) -> Row | None:
    """A row with what stands in it; None where that is neither link nor day."""
    inside = outline.anchors_in(span.low, span.high)
    days = tuple(outline.days_in(span.low, span.high))
    if not days and span.day >= 0:
        days = tuple(outline.days_in(span.day, span.day + 1))
    anchor = main_anchor(outline, span, [anchor for anchor in inside[:MOST_IN_ROW] if anchor.is_post]) or _cover(inside)
    opener = opener_of(inside[:MOST_IN_ROW]) if anchor is None else None
    if anchor is None and opener is None and not days:
        return None
    title = anchor.title if anchor else ""
    if opener is not None:
        return Row(span, opener, days, title_of(texts_beside(outline, span, days, opener)))
    return Row(span, anchor, days, title or _own_title(outline, span, days))


def is_opened(row: Row) -> bool:
    """Whether a row's link says no more than that it opens what stands beside it."""
    return row.anchor is not None and row.anchor.opens


def _split_rows(outline: Outline, group: Group) -> Iterator[Span]:
    """The rows of a group; one that holds several posts under one day (a day's heading) as the posts that it holds."""
    for span in group.rows:
        parts = _posts_of_a_day(outline, span) if len(group.rows) > 1 else []
        if parts:
            yield from parts
        else:
            yield span


def _posts_of_a_day(outline: Outline, span: Span) -> list[Span]:
    """The parts of a row that hold one post each, side by side, where one day stands above them all."""
    days = outline.days_in(span.low, span.high)
    inside = outline.anchors_in(span.low, span.high) if days else []
    if not days or max(len(inside), len(days)) > MOST_OF_A_DAY:
        return []
    anchors = [anchor for anchor in inside if is_titled_post(outline, anchor)]
    if len({day.reading.day for day in days}) != 1 or len({anchor.href for anchor in anchors}) < 2:
        return []
    parts = [_part(outline, anchor, anchors, span) for anchor in anchors]
    kinds = {(outline.elements[part].tag, outline.parents[part]) for part in parts}
    if len(kinds) != 1 or outline.elements[parts[0]].tag in _RUNNING or days[0].order > outline.starts[parts[0]]:
        return []
    return [Span(outline.starts[part], outline.ends[part], part, days[0].order) for part in dict.fromkeys(parts)]


def _part(outline: Outline, anchor: Anchor, others: list[Anchor], span: Span) -> int:
    """The largest element in a row that holds a link and none of the others."""
    node = anchor.element
    while True:
        parent = outline.parents[node]
        if parent < 0 or outline.starts[parent] < span.low or parent == span.element:
            return node
        low, high = outline.starts[parent], outline.ends[parent]
        if any(low <= other.order <= high and other.href != anchor.href for other in others):
            return node
        node = parent


def _cover(anchors: list[Anchor]) -> Anchor | None:
    """The one link of a row that has no text of its own, laid over the row."""
    return anchors[0] if len(anchors) == 1 and not anchors[0].title and anchors[0].href else None


@once
def posts_in(outline: Outline, span: Span) -> list[Anchor]:
    """The links of a row whose texts are as long as titles, one for each target."""
    found: dict[str, Anchor] = {}
    for anchor in outline.anchors_in(span.low, span.high)[:MOST_IN_ROW]:
        if anchor.is_titled:
            found.setdefault(anchor.href or anchor.title, anchor)
    return list(found.values())


def is_in_row(outline: Outline, element: int, order: int) -> bool:
    """Whether a text stands in a row beside its post: a summary (全文共12页), a day (11/26), its own 更多."""
    node = element
    for _ in range(_ABOVE):
        if node < 0:
            return False
        inside = outline.anchors_in(outline.starts[node], outline.ends[node])
        if len(inside) > MOST_IN_ROW:
            return False
        posts = {anchor.href for anchor in inside if is_titled_post(outline, anchor)}
        if posts:
            is_day = outline.holds_day(order, order + 1)
            is_row = outline.elements[node].tag in _ROW_TAGS or outline.is_one_of_many(node)
            return len(posts) == 1 and (is_day or is_row)
        node = outline.parents[node]
    return False


def block_around(outline: Outline, element: int, texts: int) -> int:
    """The largest element of few texts round another that holds no row."""
    for _ in range(_ABOVE):
        parent = outline.parents[element]
        low, high = (outline.starts[parent], outline.ends[parent]) if parent >= 0 else (0, 0)
        if parent < 0 or outline.count(parent) > texts or outline.holds_day(low, high):
            break
        if any(anchor.is_titled for anchor in outline.anchors_in(low, high)):
            break
        element = parent
    return element


def is_titled_post(outline: Outline, anchor: Anchor) -> bool:
    """Whether a link leads to a post by its address, and its text is as long as a title."""
    return anchor.is_titled and looks_like_post(outline, anchor)


@once
def looks_like_post(outline: Outline, anchor: Anchor) -> bool:
    """Whether a link leads to a page of its own and not to a column, a home or this page."""
    href = anchor.href.partition("#")[0].strip()
    return href != outline.document.url and _names_post(href, is_titled=len(anchor.title) >= MEAN_TITLE)


@lru_cache(maxsize=4096)
def _names_post(href: str, *, is_titled: bool) -> bool:
    """Whether an address names a page of its own; pages of a site share many."""
    if not href:
        return False
    path, _, query = href.partition("?")
    name = path.rsplit("/", 1)[-1]
    if document_extension(path) or in_address(href) is not None or (query and re.search(r"\d", query)):
        return True
    if _INDEX.match(name) and is_titled and re.search(r"\d{4,}/[^/]*$", path):
        return True
    return bool(name) and not _INDEX.match(name) and ("." in name or bool(_DIGITS.search(name)))


def main_anchor(outline: Outline, span: Span, anchors: Sequence[Anchor]) -> Anchor | None:
    """The link that names the entry: the one with the longest text; a picture's, or one of a list inside the row, only where no other is there."""
    if len(anchors) < 2:
        return anchors[0] if anchors else None
    best: Anchor | None = None
    highest = (False, False, 0)
    for anchor in anchors:
        weight = (not _is_nested(outline, span, anchor), not anchor.is_picture, min(len(anchor.title), 200))
        if best is None or weight > highest:
            best, highest = anchor, weight
    return best


def _is_nested(outline: Outline, span: Span, anchor: Anchor) -> bool:
    """Whether a link stands in a list inside its row."""
    around = outline.list_around(anchor.element)
    if around < 0 or outline.depth(anchor.element) - outline.depth(around) >= LEVELS:
        return False
    return outline.starts[around] >= span.low and outline.starts[around] > outline.starts[span.element]


def texts_beside(outline: Outline, span: Span, days: tuple[DayToken, ...] = (), opener: Anchor | None = None) -> Texts:
    """What stands in a row beside its days and its link."""
    return texts_of(outline, span.low, span.high, span.element, {day.order for day in days}, opener)


def _own_title(outline: Outline, span: Span, days: tuple[DayToken, ...]) -> str:
    """The text of a row without a link, its days left out."""
    orders = {day.order for day in days}
    for index in range(span.element, len(outline.elements)):
        if outline.starts[index] >= span.high:
            break
        if outline.elements[index].tag in HEADINGS and outline.starts[index] >= span.low:
            return outline.text(outline.starts[index], outline.ends[index])[:300]
    pieces = [piece.text for piece in outline.pieces_in(span.low, span.high) if piece.order not in orders]
    return squeeze(" ".join(pieces)).strip(" []()【】·•")[:300]


def spans(outline: Outline, nodes: Iterable[int]) -> Iterator[Span]:
    """Elements as rows."""
    for node in nodes:
        yield Span(outline.starts[node], outline.ends[node], node)
