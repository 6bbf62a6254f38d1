"""Whether a month's list is known to its end (MEASURING 1, Outcomes: certain only where nothing was missed).

A list of one page that is full, does not run back before the month, and has something below its rows that is no pager that we know, may be only
a part of a longer one: what lengthens it may be a word or a script that no reader knows. So may one of few rows, where that says so or is clicked. It is known to its end where its last rows lie before the
month and the newest stand first, where a pager says that it ends, or where nothing stands below it. Older rows anywhere else prove nothing: they
are pinned, or the list is in no order of days.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from checks.posts.day import readings_of
from checks.reasons import Reason
from checks.snapshot import ColumnView, EntryView, SectionSnapshot
from config.month import Month
from config.schema import TEXT_ROLES
from crawler.records.order import FULL, runs_back

LEAST_TEXTS = 2
"""Pages of text that show what stands below a list as well: then it is their frame."""


def unseen_end(column: ColumnView, section: SectionSnapshot, month: Month) -> Reason:
    """END_UNSEEN where posts of the month may stand below what was read, else NONE; a browser has run what stands there, and the scripts that a section's
    home loads as well are its frame's."""
    extract = column.page.extract
    if (
        column.place.browser
        or column.pages != 1
        or extract is None
        or not extract.trailed
        or extract.paging.says_where_it_ends
        or _is_frame(extract.below, section)
        or _are_of_home(extract.files_below, column, section)
    ):
        return Reason.NONE
    listed = [entry for entry in section.entries if entry.column == column.place.key and entry.is_listed]
    if not listed or (len(listed) < FULL and not extract.goes_on) or runs_back(_days(listed), month.first):
        return Reason.NONE
    return Reason.END_UNSEEN


def _is_frame(below: Sequence[str], section: SectionSnapshot) -> bool:
    """Whether everything that stands below a list has words, and pages of text show the same ones in a row."""
    shown = list(_texts(section))
    return bool(below) and all(text and sum(f"\n{text}\n" in other for other in shown) >= LEAST_TEXTS for text in below)


def _texts(section: SectionSnapshot) -> Iterator[str]:
    """The texts of a section's pages that hold no list of their own: columns that are pages of text, and its home where nothing on it is a row."""
    pages = [column.page for column in section.columns if set(column.place.roles) <= TEXT_ROLES]
    if section.home.extract is not None and not section.home.extract.entries:
        pages.append(section.home)
    for page in pages:
        if page.extract is not None:
            yield "\n".join(("", *page.extract.texts, ""))


def _are_of_home(files: Collection[str], column: ColumnView, section: SectionSnapshot) -> bool:
    """Whether files of scripts are all that stands below a list, and the section's home, another page, loads them as well."""
    home = section.home
    if not files or home.extract is None or home.url == column.page.url:
        return False
    return {link.address for link in home.extract.links if link.kind == "script"}.issuperset(files)


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
