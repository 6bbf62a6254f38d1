"""Rows that are numbered downwards and do not come to 1: the list goes on below its last one, whatever stands there."""

import re
from itertools import islice, pairwise

from crawler.pages.outline import Outline
from crawler.pages.rows import is_titled_post

LEAST = 4
"""Rows whose numbers fall by one: fewer may be numbers of readers."""
MOST = 200
"""Posts of a page that are looked at."""
_NUMBER = re.compile(r"^[\[(（【第]?\s?(\d{1,5})\s?[\])）】.．、:：]*$")
_LEADS = re.compile(r"^[\[(（【]?(\d{1,5})[\])）】.．、]\s?(?!\d)")


def falls_short(outline: Outline) -> bool:
    """Whether the numbers before a page's posts fall by one from row to row and end above 1; days of a month (28 above 2026-10) fall so, too."""
    posts = (
        anchor for anchor in outline.anchors if is_titled_post(outline, anchor) and not outline.is_side(anchor.element)
    )
    numbers: list[int] = []
    before = 0
    for anchor in islice(posts, MOST):
        numbers.append(_own(anchor.title) or _before(outline, before, anchor.order))
        before = anchor.order + 1
    runs = [0]
    for one, other in pairwise(numbers):
        runs.append(runs[-1] + 1 if other and other == one - 1 else 0)
    ends = [at for at, run in enumerate(runs) if run >= LEAST - 1 and runs[at + 1 : at + 2] in ([], [0])]
    days = {token.reading.day.day for token in outline.days}
    return any(numbers[at] > 1 and not days.issuperset(numbers[at - runs[at] : at + 1]) for at in ends)


def _own(title: str) -> int:
    match = _LEADS.match(title)
    return int(match[1]) if match else 0


def _before(outline: Outline, low: int, high: int) -> int:
    """The number that stands between two posts as a text of its own, the nearest to the second one; 0 where none does."""
    for piece in reversed(outline.pieces_in(low, high)[-3:]):
        match = _NUMBER.match(piece.text)
        if match is not None:
            return int(match[1])
    return 0
