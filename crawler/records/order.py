"""The order of a list's days: whether it runs back beyond a day, or only shows something old."""

from collections.abc import Sequence
from datetime import date, timedelta

BEFORE = timedelta(days=184)
"""How far back before the month one last row proves that the list goes back beyond it: one of years ago may be mistyped, two are not."""
MARGIN = timedelta(days=7)
"""Lists are not strictly in order: how much newer a later row may be."""
FULL = 5
"""Rows of a page that may be the first of several: the shortest pages of lists in view that go on have five or six (cards with pictures)."""
PINNED = 1 / 3
"""The share of a list's rows that may be pinned above those in order: three of ten are."""


def runs_back(days: Sequence[date], first: date) -> bool:
    """Whether a list ends before a day: all but pinned rows at its top run from newer to older, and its last rows lie before it.

    Whatever stands above a pinned row is pinned as well, unless most rows there are by their days: then a new one only came among them.
    """
    if not days or days[-1] >= first:
        return False
    newest, top, pinned, before = days[-1], 0, 0, 0
    for place in range(len(days) - 1, -1, -1):
        if days[place] < newest - MARGIN:
            top, pinned = top or place + 1, pinned + 1
        else:
            newest = max(newest, days[place])
            before += not top and days[place] < first
    above = pinned if top < 2 * pinned else top
    if not before or above > len(days) * PINNED:
        return False
    return before > 1 or days[-1] >= first - BEFORE
