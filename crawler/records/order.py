"""The order of a list's days: whether it runs back beyond a day, or only shows something old."""

from collections.abc import Sequence
from datetime import date, timedelta

BEFORE = timedelta(days=184)
"""How far back before the month one last row proves that the list goes back beyond it: one of years ago may be mistyped, two are not."""
MARGIN = timedelta(days=7)
"""Lists are not strictly in order: how much newer a later row may be."""
PINNED = 1 / 3
"""The share of a list's rows that may be pinned above those in order: three of ten are."""


def runs_back(days: Sequence[date], first: date) -> bool:
    """Whether a list ends before a day: all but pinned rows at its top run from newer to older, and its last rows lie before it."""
    if not days:
        return False
    newest, run, before = days[-1], 0, 0
    for day in reversed(days):
        if day < newest - MARGIN:
            break
        newest = max(newest, day)
        run += 1
        before += day < first
    if not before or (len(days) - run) > len(days) * PINNED or days[-1] >= first:
        return False
    return before > 1 or days[-1] >= first - BEFORE
