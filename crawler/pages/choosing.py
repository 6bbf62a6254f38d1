"""Which groups of a page are lists.

A list is a block most of whose rows are rows of posts (MEASURING 1). Every shape proposes groups; the ones with the most rows win, the
innermost of equal ones, and no row is taken twice.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator

from crawler.pages.anchors import USUAL_TITLE
from crawler.pages.once import once
from crawler.pages.opened import says_open, title_of
from crawler.pages.outline import Outline
from crawler.pages.rows import (
    LEAST_TITLE,
    MEAN_TITLE,
    MOST_IN_ROW,
    Group,
    Row,
    is_opened,
    looks_like_post,
    posts_in,
    rows_of,
    texts_beside,
)
from crawler.reading.days import looks_like
from crawler.reading.kinds import document_extension

TITLE_COUNTS = 40
"""A title's characters beyond these say nothing more about which block is the page's main list."""
MOST_LINKS = 3
"""Targets of a single row (category, title, office): with more it is a part of the page."""
_NUMBERED = re.compile(r"\d{3}")
_PERIOD = re.compile(r"^\s*(?:19|20)\d{2}\s*(?:年?(?:度)?|[-/.年]\s*\d{1,2}\s*月?)\s*(?:[(（]\s*\d+\s*[)）])?\s*$")
"""A year or a month: links that say no more lead to parts of a list."""
_INLINE = frozenset(("b", "strong", "font", "span", "em", "i", "u", "h1", "h2", "h3", "h4", "h5", "h6"))


def is_composite(outline: Outline, row: Row) -> bool:
    """Whether a row holds several posts: links with titles and days in turn."""
    anchors = posts_in(outline, row.span)
    if len(anchors) < 2:
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


def dated(outline: Outline, group: Group, rows: list[Row]) -> list[Row]:
    """The rows of a group that is a dated list; empty where it is none."""
    linked = any(row.anchor is not None for row in rows)
    whole = [row for row in rows if row.days and (row.anchor is not None if linked else len(row.title) >= LEAST_TITLE)]
    if len(whole) * 2 <= len(rows) and not _is_patchy(outline, group, whole, rows):
        return []
    if not linked and (len(whole) < 2 or outline.outside[group.container]):
        return []
    several = {id(row) for row in rows if is_composite(outline, row)}
    if len(several) * 3 >= len(rows):
        return []
    if several:  # what they hold is a group of its own
        rows = [row for row in rows if id(row) not in several]
        whole = [row for row in whole if id(row) not in several]
    if linked and _differ(outline, whole):
        return []
    if len(whole) == 1 and (len(rows) > 1 or not _is_likely(outline, whole[0])):
        return []
    return [] if _are_abreast(outline, [row for row in rows if row.anchor is None and row.days]) else rows


def _are_abreast(outline: Outline, rows: list[Row]) -> bool:
    """Whether rows hold posts side by side, each beside what opens it, of which nobody knows where one ends."""
    titles = [title for row in rows if (title := _second_title(outline, row))]
    return len(set(titles)) * 2 > len(titles)


def _second_title(outline: Outline, row: Row) -> str:
    """What stands between two links of a row that open different pages, where it is as long as a title."""
    inside = outline.anchors_in(row.span.low, row.span.high)[:MOST_IN_ROW]
    openers = [anchor for anchor in inside if anchor.opens and not document_extension(anchor.href)]
    if len({anchor.href for anchor in openers}) < 2:
        return ""
    texts = [piece.text for piece in outline.pieces_in(openers[0].end, openers[-1].order) if piece.anchor < 0]
    return max((text for text in texts if len(text) >= MEAN_TITLE and not looks_like(text)), key=len, default="")


def undated(outline: Outline, group: Group, rows: list[Row]) -> tuple[float, list[Row]]:
    """How much a group without days looks like the page's main list, and its rows; 0 where it does not."""
    rows = [row for row in rows if row.anchor is not None]
    if (
        not rows
        or all(_PERIOD.match(row.title) for row in rows)
        or outline.outside[group.container]
        or outline.is_side(group.container)
        or sum(is_composite(outline, row) for row in rows) * 3 > len(rows)
    ):
        return 0.0, []
    likely = [row for row in rows if (row.days and len(rows) > 1) or _leads_to_post(outline, row)]
    if not likely or len(likely) * 2 < len(rows) or (len(rows) == 1 and not _is_likely(outline, rows[0])):
        return 0.0, []
    if lead_to_few(rows):
        return 0.0, []
    rows = [row for row in rows if len(row.title) >= USUAL_TITLE or _leads_to_post(outline, row)]
    if any(map(is_opened, rows)):
        rows += unopened(outline, group, rows)
    length = sum(min(len(row.title), TITLE_COUNTS) for row in likely) / len(likely)
    least = USUAL_TITLE if _are_numbered(rows) else MEAN_TITLE
    return (length * len(likely), rows) if length >= least else (0.0, [])


def _are_numbered(rows: list[Row]) -> bool:
    """Whether several rows lead to pages that are each named by a number, and none by a month alone: items of services (教师资格认定) have short names."""
    if any(_PERIOD.match(row.title) for row in rows):
        return False
    names = [row.anchor.href.partition("?")[0].rsplit("/", 1)[-1] for row in rows if row.anchor is not None]
    return len(set(names)) > 1 and len(set(names)) == len(rows) and all(map(_NUMBERED.search, names))


def lead_to_few(rows: list[Row]) -> bool:
    """Whether rows that a link opens lead to a few pages that they share, such as a form to log in with."""
    opened = [row.anchor.href for row in rows if row.anchor is not None and is_opened(row)]
    return len(set(opened)) * 2 < len(opened)


def unopened(outline: Outline, group: Group, rows: list[Row]) -> Iterator[Row]:
    """The rows of a list that links open which only a script opens, or of which nobody knows what opens them."""
    known = {row.span for row in rows}
    for span in group.rows:
        if span not in known and says_open(outline.elements[span.element]):
            yield Row(span, None, (), title_of(texts_beside(outline, span)))


def _leads_to_post(outline: Outline, row: Row) -> bool:
    """Whether a row's link leads to a page of its own: 网站地图 with the day of a footer does not."""
    return row.anchor is not None and looks_like_post(outline, row.anchor)


def _is_patchy(outline: Outline, group: Group, whole: list[Row], rows: list[Row]) -> bool:
    """Whether rows are a list all the same where half of them show no day: several do, and all are titles."""
    if len(whole) < 2 or len(whole) * 3 < len(rows) or outline.outside[group.container]:
        return False
    return sum(min(len(row.title), TITLE_COUNTS) for row in rows) >= MEAN_TITLE * len(rows)


def _differ(outline: Outline, rows: list[Row]) -> bool:
    """Whether rows are parts of a page rather than rows of one list: fewer than half of them have their link at the same place."""
    if len(rows) < 2:
        return False
    ways = Counter(_way(outline, row) for row in rows if row.anchor is not None)
    return ways.most_common(1)[0][1] * 2 < len(rows) + (len(rows) == 2)


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
    """Whether a single row is a post and not a line of the frame, or a part of the page."""
    if outline.outside[row.span.element] or row.anchor is None or len(posts_in(outline, row.span)) > 1:
        return False
    if len({anchor.href for anchor in outline.anchors_in(row.span.low, row.span.high)}) > MOST_LINKS:
        return False
    return len(row.title) >= USUAL_TITLE or (len(row.title) >= LEAST_TITLE and looks_like_post(outline, row.anchor))


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


def choose(outline: Outline, groups: Iterable[Group]) -> list[tuple[Group, list[Row]]]:
    """The dated lists of a page, no row twice: most rows first, then the innermost, then single rows."""
    ranked = sorted((rank, number, group) for number, group in enumerate(groups) if (rank := _rank(outline, group)))
    taken = Taken()
    chosen = []
    for _, _, group in ranked:
        if len(group.rows) == 1 and taken.holds(group.rows[0].low, group.rows[0].high):
            continue  # most single rows stand in a list's: they are not read
        rows = _dated(outline, group)
        if not rows:
            continue
        low, high = rows[0].span.low, rows[-1].span.high
        if taken.holds(low, high):
            rows = [row for row in rows if not taken.holds(row.span.low, row.span.high)]
            if len([row for row in rows if row.days]) < 2:
                continue
        for row in rows:
            taken.add(row.span.low, row.span.high)
        chosen.append((group, rows))
    return chosen


@once
def _dated(outline: Outline, group: Group) -> list[Row]:
    if _are_parts(outline, group):
        return []
    rows = rows_of(outline, group)
    return dated(outline, group, rows) if any(row.days for row in rows) else []


def _are_parts(outline: Outline, group: Group) -> bool:
    """Whether what stands side by side in the body are the page's parts (a running notice, the list with all else): named apart, and one holds several posts."""
    if outline.tags[group.container] != "body" or len({outline.name_of(row.element) for row in group.rows}) < 2:
        return False
    return any(len(posts_in(outline, row)) > 1 for row in group.rows)


def _rank(outline: Outline, group: Group) -> tuple[bool, int, bool, int] | None:
    """Rows with links first, most dated rows first; of single rows those that are rows by their tag; then the innermost. None for what is no
    dated list; a single row, which is one only with a link and a day, is read when its turn comes."""
    is_row = outline.tags[group.rows[0].element] in ("li", "tr", "dl", "article")
    inner = -outline.depth(group.container)
    if len(group.rows) == 1:
        return False, -1, not is_row, inner
    rows = _dated(outline, group)
    if not rows:
        return None
    dated_rows = sum(bool(row.days) for row in rows)
    return all(row.anchor is None for row in rows), -dated_rows, dated_rows == 1 and not is_row, inner
