"""Entries joined to posts (MEASURING 1): one post, all its columns, its day by trust."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from checks.posts.day import chosen_day, readings_of
from checks.reasons import Reason
from checks.snapshot import EntryView
from crawler.reading.days import looks_like
from crawler.records.day import DateReading
from crawler.records.observations import Failure

SHORT_BODY = 10
"""Characters below which a body says nothing about being the same as another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One post of a section: all its entries, its day, and what is to be said of it."""

    seen: EntryView
    """The entry that tells most of it."""
    columns: tuple[str, ...]
    readings: tuple[DateReading, ...]
    """All days that are claimed for it, by trust."""
    day: date | None
    clock: str
    """The time of day that is stated with its day, empty where none is."""
    source: str
    """Where its day was read."""
    doubtful: bool
    title: str
    body: str
    first_seen: date
    last_seen: date
    is_listed: bool
    unsure: Reason
    """Why it could not be judged: its own page was not read tonight, or its day stands there and no pattern reads it; NONE where it could."""

    @property
    def identity(self) -> str:
        """What makes it one post."""
        return self.seen.identity

    @property
    def address(self) -> str:
        """Its own address, or that of the page that lists it."""
        return self.seen.address


def candidates(entries: Iterable[EntryView]) -> tuple[Candidate, ...]:
    """Entries joined by identity: a post listed in several columns is one post."""
    groups: dict[str, list[EntryView]] = defaultdict(list)
    for entry in entries:
        groups[entry.identity].append(entry)
    return tuple(_candidate(group) for group in groups.values())


def _candidate(group: Sequence[EntryView]) -> Candidate:
    first = max(group, key=lambda item: (item.article is not None, item.is_listed, item.last_seen))
    article = first.article
    readings = readings_of(group)
    chosen = chosen_day(readings, is_doubtful=article is not None and article.doubtful)
    return Candidate(
        seen=first,
        columns=tuple(dict.fromkeys(item.column for item in group)),
        readings=readings,
        day=chosen.day,
        clock=chosen.clock,
        source=chosen.source,
        doubtful=chosen.is_doubtful,
        title=first.title or (article.title if article else ""),
        body=article.body_hash if article and article.body_length >= SHORT_BODY else "",
        first_seen=min(item.first_seen for item in group),
        last_seen=max(item.last_seen for item in group),
        is_listed=any(item.is_listed for item in group),
        unsure=_doubt(group, first, chosen.day),
    )


def _doubt(group: Sequence[EntryView], first: EntryView, day: date | None) -> Reason:
    """Why a post cannot be judged; a day that did not parse is no missing one."""
    failed = first.answer is not None and first.answer.failure is not None
    if first.url is not None and (_was_left_out(first) or (day is None and failed)):
        return Reason.PAGE_NOT_READ
    return Reason.DATE_UNREAD if day is None and any(_shows_unread(item) for item in group) else Reason.NONE


def _shows_unread(entry: EntryView) -> bool:
    """Whether a row or its article shows a day that no pattern reads."""
    of_article = entry.article is not None and bool(entry.article.unread_dates)
    return of_article or (entry.date is None and looks_like(entry.raw_date))


def _was_left_out(entry: EntryView) -> bool:
    """Whether a listed post's page was not asked tonight, because a limit was reached: it may be gone, or of another day."""
    return entry.is_listed and (entry.answer is None or entry.answer.failure is Failure.LIMIT)
