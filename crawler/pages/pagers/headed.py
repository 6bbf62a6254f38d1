"""How many rows the heading of a list says that it has: 工作动态（57条）, 通知公告(87), a number in a badge beside its name."""

import re
from functools import lru_cache

from crawler.pages.anchors import HEADINGS
from crawler.pages.outline import Outline, Piece, named
from crawler.pages.pagers.counted import COUNT
from crawler.pages.pagers.numbers import YEARS
from crawler.pages.parts.names import ALL
from crawler.pages.parts.tabs import is_marked
from crawler.pages.rows import is_in_row
from crawler.reading.words import HEAD

LONGEST = 20
"""Characters of such a heading."""
MOST_TEXTS = 3
"""Texts of a heading, and elements from its number up to it."""
NEAR = 12
"""Texts between a heading and the first day of its rows."""
_COUNTED = re.compile(rf"[(（]\s?(?:共\s?)?({COUNT})\s?[条篇则]\s?[)）]$")
_ENDS = frozenset("0123456789条篇则件)）]】")
_ENDS_WITH_COUNT = re.compile(r"(?<![-/.:\d])\d{1,5}\s?[条篇则件]?\s?[)）\]】]?$")
"""A number that is none of a day's."""
_N = r"[1-9]\d{0,4}"
_HEADING = re.compile(
    rf"^[\u4e00-\u9fff]{{2,12}}(?:\s?[(（\[【]\s?(?P<framed>{_N})\s?[)）\]】]|\s?[(（\[【]?\s?共\s?(?P<all>{_N})\s?[条篇则件]?[)）\]】]?|"
    rf"\s?[(（\[【\s]\s?(?P<counted>{_N})\s?[条篇则件]\s?[)）\]】]?|\s(?P<bare>{_N}))$"
)
"""A list's name and how many rows it has: what is joined to it (优化营商环境50条) is a part of the name."""
_TAB = re.compile(
    r"^([\u4e00-\u9fff]{2,10}|All)\s?[(（\[]\s?(?:共\s?)?([1-9]\d{0,4})\s?[条篇则件]?\s?[)）\]]$", re.IGNORECASE
)
"""A tab and how many rows it has."""
MOST_TABS = 40
"""Texts between such a tab and the first day of the rows: the other tabs."""
_CLOSES = frozenset(")）]】")
_BADGE = re.compile(r"badge|count|(?:^|[-_ ])(?:nums?|total|shuliang)(?:[-_ ]|$)", re.IGNORECASE)
"""What a number is named that needs no brackets."""


def read(outline: Outline) -> list[int]:
    """The number of rows by the page's heading; nothing where several texts tell one, of several lists or tabs."""
    ends = (piece for piece in outline.pieces if piece.text[-1] in _ENDS)
    texts = (piece for piece in ends if _may_count(piece.text) and not outline.is_side(piece.element))
    found = [count for piece in texts if (count := _count(outline, piece))]
    return found if len(found) == 1 else [] if found else _of_shown(outline)


def _of_shown(outline: Outline) -> list[int]:
    """The number of rows by the tab that is shown, or the one called 全部, where it says how many there are and leads nowhere; nothing where several do."""
    found = []
    for at, piece in ((at, piece) for at, piece in enumerate(outline.pieces) if piece.text[-1] in _CLOSES):
        match = _TAB.match(piece.text) if len(piece.text) <= LONGEST else None
        if match is None or outline.is_aside(piece.element) or is_in_row(outline, piece.element, piece.order):
            continue
        if piece.anchor >= 0 and outline.anchors[piece.anchor].href:
            continue
        if not (
            _is_one_of_tabs(outline, at) or (ALL.match(match[1]) and _is_above_rows(outline, piece.order, MOST_TEXTS))
        ):
            continue
        is_shown = ALL.match(match[1]) or any(map(is_marked, outline.alone(piece.element)))
        if is_shown and _is_above_rows(outline, piece.order, MOST_TABS) and int(match[2]) not in YEARS:
            found.append(int(match[2]))
    return found if len(found) == 1 else []


def _is_one_of_tabs(outline: Outline, at: int) -> bool:
    """Whether another tab that counts its rows stands beside one."""
    beside = (*outline.pieces[max(0, at - 1) : at], *outline.pieces[at + 1 : at + 2])
    return any(_TAB.match(other.text) for other in beside if len(other.text) <= LONGEST)


def _is_above_rows(outline: Outline, order: int, most: int) -> bool:
    """Whether rows with days begin within so many texts behind a place."""
    after = outline.pieces_after(order, most)
    return bool(after) and outline.holds_day(order, after[-1].order + 1)


@lru_cache(maxsize=4096)
def _may_count(text: str) -> bool:
    """Whether a text ends as a heading does that counts its rows; pages of a site share many texts."""
    return len(text) <= LONGEST and _ENDS_WITH_COUNT.search(text) is not None


def _count(outline: Outline, piece: Piece) -> int:
    counted = _COUNTED.search(piece.text) if piece.anchor < 0 else None
    return int(counted[1]) if counted else _headed(outline, piece)


def _headed(outline: Outline, piece: Piece) -> int:
    """How many rows a heading tells in which a text is the last; 0 where it stands in none, or not above dated rows."""
    node = _heading(outline, piece.element)
    if node < 0 or outline.outside[node]:
        return 0
    low, high = outline.starts[node], outline.ends[node]
    match = None if outline.anchors_in(low, high) else _HEADING.match(outline.text(low, high))
    if match is None or (match["bare"] and not _BADGE.search(named(outline.elements[piece.element]))):
        return 0
    count = int(next(filter(None, match.groups())))
    return (
        count if _is_above_rows(outline, high, NEAR) and (match["all"] or match["counted"] or count not in YEARS) else 0
    )


def _heading(outline: Outline, node: int) -> int:
    """The heading that an element is or stands in; -1 where it stands in none."""
    for _ in range(MOST_TEXTS):
        if node < 0 or outline.count(node) > MOST_TEXTS:
            return -1
        if outline.tags[node] in HEADINGS or HEAD.search(named(outline.elements[node])):
            return node
        node = outline.parents[node]
    return -1
