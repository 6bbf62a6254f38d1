"""Whether a month's list is known to its end (MEASURING 1, Outcomes: certain only where nothing was missed).

A list of one page that is full, does not run back before the month, and has something below its rows that is no pager that we know, may be only
a part of a longer one: what lengthens it may be a word or a script that no reader knows. So may one of few rows, where that says so or is clicked. It is known to its end where its last rows lie before the
month and the newest stand first, where a pager says that it ends, or where nothing stands below it. Older rows anywhere else prove nothing: they
are pinned, or the list is in no order of days.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from checks.posts.day import readings_of
from checks.reasons import Reason
from checks.snapshot import ColumnView, EntryView
from config.month import Month
from crawler.records.order import FULL, runs_back


def unseen_end(column: ColumnView, entries: Sequence[EntryView], month: Month) -> Reason:
    """END_UNSEEN where posts of the month may stand below what was read, else NONE; a browser has run what stands there."""
    extract = column.page.extract
    if (
        column.place.browser
        or column.pages != 1
        or extract is None
        or not extract.trailed
        or extract.paging.says_where_it_ends
    ):
        return Reason.NONE
    listed = [entry for entry in entries if entry.column == column.place.key and entry.is_listed]
    if not listed or (len(listed) < FULL and not extract.goes_on) or runs_back(_days(listed), month.first):
        return Reason.NONE
    return Reason.END_UNSEEN


def _days(listed: Sequence[EntryView]) -> list[date]:
    """The days of the longest list's rows, as they stand on the page."""
    longest = Counter(entry.block for entry in listed).most_common(1)[0][0]
    rows = sorted((entry for entry in listed if entry.block == longest), key=lambda entry: entry.entry.block)
    return [day for entry in rows if (day := _day(entry)) is not None]


def _day(entry: EntryView) -> date | None:
    """The day of a row, else the one that its post tells of itself."""
    if entry.date is not None:
        return entry.date.day
    return next((reading.day for reading in readings_of((entry,))), None)
