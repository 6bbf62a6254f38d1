"""Where more of a column stands than its page shows: the whole of its lists, its parts, its archives. An empty address is one that only a script knows."""

from collections.abc import Iterator
from datetime import date

from crawler.reading.periods import is_archive, period
from crawler.records.items import PageExtract
from crawler.records.order import runs_back


def wholes_of(extract: PageExtract, floor: date) -> Iterator[str]:
    """Where the whole stands of lists that are the newest part of one, unless what is shown runs back before a day."""
    for block in extract.blocks:
        days = [entry.date.day for entry in extract.entries if entry.block == block.number and entry.date]
        is_own = any(entry.block == block.number for entry in extract.entries)
        if is_own and not (len(block.wholes) == 1 and runs_back(days, floor)):
            may_be_whole = len(extract.blocks) == 1 and _leads_on(extract)
            yield from (address for address in block.wholes if address or not may_be_whole)


def archives_of(extract: PageExtract) -> list[str]:
    """Where posts stand that the lists no longer show (往期)."""
    return [part.address for part in extract.parts if is_archive(part.name)]


def open_parts(extract: PageExtract, floor: date, today: date) -> list[str]:
    """The other parts, but for periods of which nothing counts: before a day, or yet to come."""
    parts = (part for part in extract.parts if not is_archive(part.name))
    return [part.address for part in parts if not _is_closed(part.name, floor, today)]


def _is_closed(name: str, floor: date, today: date) -> bool:
    told = period(name, today)
    return told is not None and (told[1] < floor or told[0] > today)


def _leads_on(extract: PageExtract) -> bool:
    """Whether a page says by itself how its list goes on, or where it ends: it is no newest part of another."""
    paging = extract.paging
    return bool(
        paging.following or paging.perhaps or paging.numbered or paging.form or paging.total_pages or paging.is_last
    )
