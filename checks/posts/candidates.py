"""Entries joined to posts (MEASURING 1): one post, all its columns, its day by trust."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from checks.snapshot import EntryView
from crawler.reading.days import date_in_address
from crawler.records.day import DateReading
from crawler.records.observations import Failure

SOURCE_NAMES = {
    "meta": "文章 PubDate 标记",
    "header": "文章标题下的发布时间",
    "list": "列表中的日期",
    "address": "网址中的日期",
    "": "无",
}


_TRUST = ("meta", "header", "list", "address")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One post of a section: all its entries, its day, and what is to be said of it."""

    entry: EntryView
    columns: tuple[str, ...]
    readings: tuple[DateReading, ...]
    day: date | None
    source: str
    doubtful: bool
    title: str
    body: str
    first_seen: date
    last_seen: date
    is_listed: bool
    unsure: bool
    """Whether it could not be judged because its own page was not read tonight."""


def candidates(entries: Iterable[EntryView]) -> list[Candidate]:
    """Entries joined by identity: a post listed in several columns is one post."""
    groups: dict[str, list[EntryView]] = defaultdict(list)
    for entry in entries:
        groups[entry.identity].append(entry)
    return [_candidate(group) for group in groups.values()]


def _candidate(group: Sequence[EntryView]) -> Candidate:
    first = max(group, key=lambda item: (item.article is not None, item.is_listed, item.last_seen))
    readings = _readings(group)
    doubtful = bool(first.article and first.article.doubtful)
    chosen = next((reading for reading in readings if not (doubtful and reading.source == "meta")), None)
    chosen = chosen or (readings[0] if readings else None)
    article = first.article
    failed = first.answer is not None and first.answer.failure is not None
    return Candidate(
        entry=first,
        columns=tuple(dict.fromkeys(item.column for item in group)),
        readings=readings,
        day=chosen.day if chosen else None,
        source=chosen.source if chosen else "",
        doubtful=doubtful and chosen is not None and chosen.source == "meta",
        title=first.entry.title or (article.title if article else ""),
        body=article.body_hash if article and article.body_length >= 10 else "",
        first_seen=min(item.first_seen for item in group),
        last_seen=max(item.last_seen for item in group),
        is_listed=any(item.is_listed for item in group),
        unsure=first.entry.url is not None and (_was_left_out(first) or (chosen is None and failed)),
    )


def _readings(group: Sequence[EntryView]) -> tuple[DateReading, ...]:
    """All days that are claimed for a post, by trust: meta, header, list, address."""
    found: list[DateReading] = []
    for item in group:
        if item.article is not None:
            found += item.article.dates
        if item.entry.date is not None:
            found.append(item.entry.date)
        if item.entry.url:
            address = date_in_address(item.entry.url)
            found += [address] if address and not item.elsewhere else []
    unique = {(reading.source, reading.day): reading for reading in reversed(found)}
    return tuple(sorted(unique.values(), key=lambda reading: _TRUST.index(reading.source)))


def _was_left_out(entry: EntryView) -> bool:
    """Whether a listed post's page was not asked tonight, because a limit was reached: it may be gone, or of another day."""
    return entry.is_listed and (entry.answer is None or entry.answer.failure is Failure.LIMIT)
