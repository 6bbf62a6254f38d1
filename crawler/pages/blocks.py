"""Blocks of rows: which groups of a page are lists, and what each row says.

A list is a block most of whose rows are rows of posts (MEASURING 1). Every shape proposes groups; the ones with the most rows win, the
innermost of equal ones, and no row is taken twice.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crawler.addresses import resolve
from crawler.pages.outline import Anchor, DayToken, Outline
from crawler.reading.days import in_address, plain
from crawler.reading.document import squeeze
from crawler.reading.kinds import document_extension
from crawler.records.day import DateReading
from crawler.records.items import ListEntry

_PUBLISHED_HEAD = re.compile(r"发布|公开日期|公布|发文日期|上网|更新")
_DATE_HEAD = re.compile(r"日期|时间")
_FORMED_HEAD = re.compile(r"成文|生成|形成|生效|实施|印发|截止")
LEAST_TITLE = 4
USUAL_TITLE = 6
"""Characters: names of columns and departments have four, titles of posts more (the shortest on the lists in tests have eight)."""
TITLE_COUNTS = 40
"""A title's characters beyond these say nothing more about which block is the page's main list."""
MEAN_TITLE = 8
MOST_LINKS = 3
"""Targets of a single row (category, title, office): with more it is a part of the page."""
MOST_IN_ROW = 60
"""Links of a row that are looked at: what holds more is a part of the page, whatever the others are."""
MOST_OF_A_DAY = 300
"""Links below one day: a unit publishes fewer in a day."""
LEVELS = 12
"""How far below its row a link's list stands at most."""
_INLINE = frozenset(("b", "strong", "font", "span", "em", "i", "u", "h1", "h2", "h3", "h4", "h5", "h6"))
_RUNNING = frozenset(("a", "span", "em", "i", "b", "strong", "font", "u", "td"))
"""Elements that stand in a line of text: two links side by side in them are no two rows."""
_INDEX = re.compile(r"^(?:index|default|list|main|home|column|channel|node)(?:[_-]?\d*)?(?:\.\w+)?$", re.IGNORECASE)
_DIGITS = re.compile(r"\d{3,}")
_OPEN, _CLOSE = " [(（【〔<|-", " ])】）〕>|-·,，。"
"""What stands before and behind a day inside a link's text."""


@dataclass(frozen=True, slots=True)
class Span:
    """One row as a range of the outline's order, and the element that it hangs on."""

    low: int
    high: int
    element: int
    day: int = -1
    """Where the day stands that is told once above several rows; -1 where each row has its own."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that a shape found side by side."""

    shape: str
    container: int
    rows: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row with what stands in it: its link (None where it has none) and its days."""

    span: Span
    anchor: Anchor | None
    days: tuple[DayToken, ...]
    title: str


@dataclass(frozen=True, slots=True)
class Block:
    """A list on a page. `place` names its container as every page of a template has it."""

    shape: str
    place: str
    entries: tuple[tuple[int, ListEntry], ...]
    """Each with its place in the page's order."""
    dated: bool
    low: int = 0
    high: int = 0
    """From its first to its last row in the page's order."""


def rows_of(outline: Outline, group: Group) -> list[Row]:
    """The rows of a group that hold a link or a day; separators and headings are none."""
    is_outside = outline.outside[group.container]
    looked_at = (
        span
        for span in _split_rows(outline, group)
        if outline.outside[span.element] == is_outside and outline.is_seen(span.low)
    )
    return [row for span in looked_at if (row := _row(outline, span)) is not None]


def _row(outline: Outline, span: Span) -> Row | None:
    """A row with what stands in it; None where that is neither link nor day."""
    key = ("row", span.low, span.high, span.element, span.day)
    if key not in outline.known:
        outline.known[key] = _read_row(outline, span)
    found: Row | None = outline.known[key]
    return found


def _read_row(outline: Outline, span: Span) -> Row | None:
    inside = outline.anchors_in(span.low, span.high)
    days = tuple(outline.days_in(span.low, span.high)) or tuple(outline.days_in(span.day, span.day + 1))
    anchor = main_anchor(outline, span, [anchor for anchor in inside[:MOST_IN_ROW] if anchor.is_post]) or _cover(inside)
    if anchor is None and not days:
        return None
    return Row(span, anchor, days, (anchor.title if anchor else "") or _own_title(outline, span, days))


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
    days, inside = outline.days_in(span.low, span.high), outline.anchors_in(span.low, span.high)
    if not days or max(len(inside), len(days)) > MOST_OF_A_DAY:
        return []
    anchors = [
        anchor
        for anchor in inside
        if anchor.is_post and len(anchor.title) >= USUAL_TITLE and looks_like_post(outline, anchor)
    ]
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


def is_composite(outline: Outline, row: Row) -> bool:
    """Whether a row holds several posts: links with titles and days in turn."""
    anchors = _posts(outline, row)
    if len({anchor.href or anchor.title for anchor in anchors}) < 2:
        return False
    if not row.days:
        return True
    marks = sorted(
        [(anchor.order, "link", anchor.href or anchor.title) for anchor in anchors]
        + [(day.order, "day", "") for day in row.days[: 2 * MOST_IN_ROW]]
    )
    turns = [mark for number, mark in enumerate(marks) if not number or marks[number - 1][1] != mark[1]]
    links = [mark[2] for mark in turns if mark[1] == "link"]
    return len(set(links)) > 1 and sum(mark[1] == "day" for mark in turns) > 1


def _posts(outline: Outline, row: Row) -> list[Anchor]:
    """The links of a row whose texts are as long as titles, one for each target."""
    key = ("posts", row.span.low, row.span.high)
    if key not in outline.known:
        found: dict[str, Anchor] = {}
        for anchor in outline.anchors_in(row.span.low, row.span.high)[:MOST_IN_ROW]:
            if anchor.is_post and len(anchor.title) >= USUAL_TITLE:
                found.setdefault(anchor.href or anchor.title, anchor)
        outline.known[key] = list(found.values())
    posts: list[Anchor] = outline.known[key]
    return posts


def dated(outline: Outline, group: Group, rows: list[Row]) -> list[Row]:
    """The rows of a group that is a dated list; empty where it is none."""
    linked = any(row.anchor is not None for row in rows)
    whole = [row for row in rows if row.days and (row.anchor is not None if linked else len(row.title) >= LEAST_TITLE)]
    if len(whole) * 2 <= len(rows) and not _is_patchy(outline, group, whole, rows):
        return []
    if not linked and (len(whole) < 2 or outline.outside[group.container]):
        return []
    several = [row for row in rows if is_composite(outline, row)]
    if len(several) * 3 >= len(rows):
        return []
    rows = [row for row in rows if row not in several]  # what they hold is a group of its own
    whole = [row for row in whole if row not in several]
    if linked and _differ(outline, whole):
        return []
    if len(whole) == 1 and (len(rows) > 1 or not _is_likely(outline, whole[0])):
        return []
    return rows


def undated(outline: Outline, group: Group, rows: list[Row]) -> tuple[float, list[Row]]:
    """How much a group without days looks like the page's main list, and its rows; 0 where it does not."""
    rows = [row for row in rows if row.anchor is not None]
    if (
        not rows
        or outline.outside[group.container]
        or outline.is_side(group.container)
        or sum(is_composite(outline, row) for row in rows) * 3 > len(rows)
    ):
        return 0.0, []
    likely = [row for row in rows if row.anchor is not None and (row.days or looks_like_post(outline, row.anchor))]
    if not likely or len(likely) * 2 < len(rows):
        return 0.0, []
    length = sum(min(len(row.title), TITLE_COUNTS) for row in likely) / len(likely)
    return (length * len(likely), rows) if length >= MEAN_TITLE else (0.0, [])


def _is_patchy(outline: Outline, group: Group, whole: list[Row], rows: list[Row]) -> bool:
    """Whether rows are a list all the same where half of them show no day: several do, and all are titles."""
    if len(whole) < 2 or len(whole) * 3 < len(rows) or outline.outside[group.container]:
        return False
    return sum(min(len(row.title), TITLE_COUNTS) for row in rows) >= MEAN_TITLE * len(rows)


def _differ(outline: Outline, rows: list[Row]) -> bool:
    """Whether rows are parts of a page rather than rows of one list: fewer than half of them have their link at the same place."""
    ways = Counter(_way(outline, row) for row in rows if row.anchor is not None)
    return len(rows) > 1 and ways.most_common(1)[0][1] * 2 < len(rows) + (len(rows) == 2)


def _way(outline: Outline, row: Row) -> tuple[str, ...]:
    """The tags from a row down to its link, inline ones left out."""
    node = row.anchor.element if row.anchor is not None else -1
    tags = []
    while node >= 0 and node != row.span.element and outline.starts[node] >= row.span.low:
        if outline.elements[node].tag not in _INLINE:
            tags.append(str(outline.elements[node].tag))
        node = outline.parents[node]
    return tuple(tags)


def _is_likely(outline: Outline, row: Row) -> bool:
    """Whether a single dated row is a post and not a line of the frame."""
    if outline.outside[row.span.element] or row.anchor is None or len(_posts(outline, row)) > 1:
        return False
    if len({anchor.href for anchor in outline.anchors_in(row.span.low, row.span.high)}) > MOST_LINKS:
        return False
    return len(row.title) >= USUAL_TITLE or (len(row.title) >= LEAST_TITLE and looks_like_post(outline, row.anchor))


def looks_like_post(outline: Outline, anchor: Anchor) -> bool:
    """Whether a link leads to a page of its own and not to a column, a home or this page."""
    key = ("post", anchor.order)
    if key not in outline.known:
        outline.known[key] = _leads_to_post(outline, anchor)
    return bool(outline.known[key])


def _leads_to_post(outline: Outline, anchor: Anchor) -> bool:
    href = anchor.href.partition("#")[0].strip()
    if not href or href == outline.document.url:
        return False
    path, _, query = href.partition("?")
    name = path.rsplit("/", 1)[-1]
    if document_extension(path) or in_address(href) is not None or (query and re.search(r"\d", query)):
        return True
    if _INDEX.match(name) and len(anchor.title) >= MEAN_TITLE and re.search(r"\d{4,}/[^/]*$", path):
        return True
    return bool(name) and not _INDEX.match(name) and ("." in name or bool(_DIGITS.search(name)))


def main_anchor(outline: Outline, span: Span, anchors: Iterable[Anchor]) -> Anchor | None:
    """The link that names the entry: the one with the longest text; a picture's, or one of a list inside the row, only where no other is there."""
    best: Anchor | None = None
    highest = (False, False, 0)
    for anchor in anchors:
        weight = (not _is_nested(outline, span, anchor), not anchor.is_picture, min(len(anchor.title), 200))
        if best is None or weight > highest:
            best, highest = anchor, weight
    return best


def _is_nested(outline: Outline, span: Span, anchor: Anchor) -> bool:
    """Whether a link stands in a list inside its row."""
    node = anchor.element
    for _ in range(LEVELS):
        if node < 0 or node == span.element or outline.starts[node] < span.low:
            return False
        if outline.elements[node].tag in ("ul", "ol"):
            return True
        node = outline.parents[node]
    return False


def _own_title(outline: Outline, span: Span, days: tuple[DayToken, ...]) -> str:
    """The text of a row without a link, its days left out."""
    orders = {day.order for day in days}
    for index in range(span.element, len(outline.elements)):
        if outline.starts[index] >= span.high:
            break
        if outline.elements[index].tag in ("h1", "h2", "h3", "h4", "h5", "h6") and outline.starts[index] >= span.low:
            return outline.text(outline.starts[index], outline.ends[index])[:300]
    pieces = [piece.text for piece in outline.pieces_in(span.low, span.high) if piece.order not in orders]
    return squeeze(" ".join(pieces)).strip(" []()【】·•")[:300]


class Taken:
    """The ranges of the order that rows have taken, joined where they overlap."""

    def __init__(self) -> None:
        self._lows: list[int] = []
        self._highs: list[int] = []

    def holds(self, low: int, high: int) -> bool:
        """Whether anything of a range is taken."""
        at = bisect_right(self._highs, low)
        return at < len(self._lows) and self._lows[at] < high

    def add(self, low: int, high: int) -> None:
        """Take a range."""
        first, last = bisect_right(self._highs, low), bisect_left(self._lows, high)
        if first < last:
            low, high = min(low, self._lows[first]), max(high, self._highs[last - 1])
        self._lows[first:last] = [low]
        self._highs[first:last] = [high]


def choose(outline: Outline, groups: Iterable[tuple[Group, list[Row]]]) -> list[tuple[Group, list[Row]]]:
    """The dated lists of a page, no row twice: most rows first, then the innermost, then single rows."""
    found = [
        (group, kept)
        for group, rows in groups
        if any(row.days for row in rows) and (kept := dated(outline, group, rows))
    ]
    ranked = sorted(found, key=lambda item: _rank(outline, *item))
    taken = Taken()
    chosen = []
    for group, rows in ranked:
        low, high = rows[0].span.low, rows[-1].span.high
        if taken.holds(low, high):
            rows = [row for row in rows if not taken.holds(row.span.low, row.span.high)]
            if len([row for row in rows if row.days]) < 2:
                continue
        for row in rows:
            taken.add(row.span.low, row.span.high)
        chosen.append((group, rows))
    return chosen


def _rank(outline: Outline, group: Group, rows: list[Row]) -> tuple[bool, int, bool, int]:
    """Rows with links first, most dated rows first; of single rows those that are rows by their tag; then the innermost."""
    dated_rows = sum(bool(row.days) for row in rows)
    is_row = outline.elements[group.rows[0].element].tag in ("li", "tr", "dl", "article")
    linked = any(row.anchor is not None for row in rows)
    return not linked, -dated_rows, dated_rows == 1 and not is_row, -outline.depth(group.container)


def block(outline: Outline, group: Group, rows: list[Row], *, is_dated: bool) -> Block:
    """A list with its entries."""
    heading = _heading(outline, group) if is_dated else None
    entries = tuple((row.span.low, entry) for row in rows if (entry := _entry(outline, row, heading)) is not None)
    return Block(
        shape=group.shape,
        place=outline.path(group.container),
        entries=entries,
        dated=is_dated,
        low=min(row.span.low for row in rows),
        high=max(row.span.high for row in rows),
    )


def _entry(outline: Outline, row: Row, heading: int | None) -> ListEntry | None:
    reading = _row_day(outline, row, heading)
    raw = reading.raw if reading else _unread(outline, row)
    anchor = row.anchor
    if not row.title.strip() or (
        (anchor is None or not anchor.href) and (reading is None or len(row.title) < LEAST_TITLE)
    ):
        return None
    if anchor is None or not anchor.href:
        return ListEntry(
            url=None,
            title=_without_day(row.title, reading)[:300],
            date=reading,
            raw_date=raw,
            block=0,
            text_cut=anchor.cut if anchor else False,
        )
    resolved = resolve(outline.document.base, anchor.href, outline.document.charset)
    if resolved.problem:
        return None
    return ListEntry(
        url=resolved.asked,
        title=_without_day(row.title, reading)[:300],
        date=reading,
        raw_date=raw,
        block=0,
        text_cut=anchor.cut,
    )


def _row_day(outline: Outline, row: Row, heading: int | None) -> DateReading | None:
    """The row's publication day: the surest kind, in the table's column of that name, otherwise the last one shown."""
    if not row.days:
        return None
    best = min(day.rank for day in row.days)
    days = [day for day in row.days if day.rank == best]
    if len({day.reading.day for day in days}) > 1 and heading is not None:
        cells = outline.children[row.span.element]
        for day in days:
            if heading < len(cells) and outline.starts[cells[heading]] <= day.order <= outline.ends[cells[heading]]:
                return day.reading
    return days[-1].reading


def _heading(outline: Outline, group: Group) -> int | None:
    """Which cell of a table's rows holds the day of publication, by the table's heading; None where none says so."""
    if outline.elements[group.rows[0].element].tag != "tr":
        return None
    node = group.container
    while node >= 0 and outline.elements[node].tag != "table":
        node = outline.parents[node]
    if node < 0:
        return None
    for index in range(node, len(outline.elements)):
        if outline.starts[index] > outline.ends[node]:
            break
        if outline.elements[index].tag == "tr":
            names = [outline.text(outline.starts[cell], outline.ends[cell]) for cell in outline.children[index]]
            for wanted in (_PUBLISHED_HEAD, _DATE_HEAD):
                for cell, name in enumerate(names):
                    if wanted.search(name) and not _FORMED_HEAD.search(name) and len(name) <= 12:
                        return cell
            return None
    return None


def _unread(outline: Outline, row: Row) -> str:
    """What stands where a day should: kept, so that an undated post can be explained."""
    for piece in outline.pieces_in(row.span.low, row.span.high):
        if piece.anchor < 0 and 1 < len(piece.text) <= 30 and not re.fullmatch(r"\d{1,3}|[\W_]*", piece.text):
            return piece.text
    return ""


def _without_day(title: str, reading: DateReading | None) -> str:
    """A title without the row's day, where that stands inside the link."""
    if reading is None or not reading.raw:
        return title
    raw = reading.raw.strip(_OPEN + _CLOSE)
    if raw not in title and len(plain(title)) == len(title):
        at = plain(title).rfind(raw)  # the same day in full-width digits
        raw = title[at : at + len(raw)] if at >= 0 else raw
    if title.rstrip(_CLOSE).endswith(raw):
        bare = title.rstrip(_CLOSE)[: -len(raw)].rstrip(_OPEN)
        return bare if len(bare) >= 2 else title
    if title.lstrip(_OPEN).startswith(raw):
        bare = title.lstrip(_OPEN)[len(raw) :].lstrip(_CLOSE)
        return bare if len(bare) >= 2 else title
    return title


def spans(outline: Outline, nodes: Iterable[int]) -> Iterator[Span]:
    """Elements as rows."""
    for node in nodes:
        yield Span(outline.starts[node], outline.ends[node], node)
