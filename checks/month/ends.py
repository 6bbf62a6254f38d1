"""Whether a month's list is known to its end (MEASURING 1, Outcomes: certain only where nothing was missed).

A list of one page that is full, shows nothing older than the month, and has something below its rows that is no pager that we know, may be only
the newest part of a longer one: what lengthens it may be a word or a script that no reader knows. It is known to its end where it reaches back
before the month, where a pager says that it ends, or where nothing stands below it.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from checks.posts.day import readings_of
from checks.reasons import Reason
from checks.snapshot import ColumnView, EntryView
from config.month import Month
from crawler.records.items import Paging

FULL = 8
"""Rows of a page that may be the first of several: the shortest page of a list in tests that goes on has eight."""
BEFORE = timedelta(days=184)
"""How far back before the month a row proves that the list goes back beyond it: pinned rows are often of years ago."""


def unseen_end(column: ColumnView, entries: Iterable[EntryView], month: Month) -> Reason:
    """END_UNSEEN where posts of the month may stand below what was read, else NONE; a browser has run what stands there."""
    extract = column.page.extract
    if (
        column.place.browser
        or column.pages != 1
        or extract is None
        or not extract.trailed
        or _says_where_it_ends(extract.paging)
    ):
        return Reason.NONE
    listed = [entry for entry in entries if entry.column == column.place.key and entry.is_listed]
    if len(listed) < FULL or any(_is_before(entry, month.first) for entry in listed):
        return Reason.NONE
    return Reason.END_UNSEEN


def _says_where_it_ends(paging: Paging) -> bool:
    """Whether the page has a pager that was understood: a walk that read all it asks for is at its end."""
    return bool(paging.total_pages or paging.total_rows or paging.current or paging.is_last)


def _is_before(entry: EntryView, first: date) -> bool:
    return any(first - BEFORE <= reading.day < first for reading in readings_of((entry,)))
