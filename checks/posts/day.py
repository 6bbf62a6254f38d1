"""The day of a post (MEASURING 1): what its article, its row and its address claim, and which of them counts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from checks.snapshot import EntryView
from crawler.reading.days import in_address
from crawler.records.day import DateReading

_TRUST = ("meta", "header", "list", "address")
"""The most trusted source comes first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenDay:
    """The day that counts, with the time of day stated beside it; `day` is None where none was read."""

    day: date | None = None
    clock: str = ""
    source: str = ""
    is_doubtful: bool = False
    """Whether it only repeats the moment in which the page was generated, and nothing else claims a day."""


def readings_of(entries: Iterable[EntryView]) -> tuple[DateReading, ...]:
    """All days that are claimed for a post, by trust: meta, header, list, address."""
    found: list[DateReading] = []
    for item in entries:
        if item.article is not None:
            found += item.article.dates
        if item.date is not None:
            found.append(item.date)
        if item.url and not item.elsewhere:
            address = in_address(item.url)
            found += [address] if address else []
    unique = {(reading.source, reading.day): reading for reading in reversed(found)}
    return tuple(sorted(unique.values(), key=lambda reading: _TRUST.index(reading.source)))


def chosen_day(readings: Sequence[DateReading], *, is_doubtful: bool) -> ChosenDay:
    """The most trusted day; a PubDate that equals the page's generation time only where there is no other."""
    if not readings:
        return ChosenDay()
    others = [reading for reading in readings if not (is_doubtful and reading.source == "meta")]
    chosen = others[0] if others else readings[0]
    return ChosenDay(
        day=chosen.day, clock=_clock(readings, chosen.day), source=chosen.source, is_doubtful=is_doubtful and not others
    )


def _clock(readings: Sequence[DateReading], day: date) -> str:
    """The time of day that the most trusted source states for a day."""
    return next((reading.clock for reading in readings if reading.day == day and reading.clock), "")
