"""Counting posts (MEASURING 1): which entries of a month count, and for each that does not, why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from checks.findings import Finding, Post
from checks.posts.candidates import Candidate, candidates
from checks.posts.finding import column_names
from checks.posts.flags import NOT_COUNTED, flags_of
from checks.posts.same import known_contents, repeated_posts
from checks.snapshot import ColumnView, EntryView, SectionSnapshot
from config.month import Month
from config.schema import Policies


@dataclass(frozen=True, slots=True)
class Counted:
    """The posts of a section that concern a month, with the findings about them."""

    posts: tuple[Post, ...]
    findings: tuple[Finding, ...]
    count: int
    unsure: int
    """Listed posts that could not be judged; `least` leaves them out of the count."""
    least: int


def count_posts(
    section: SectionSnapshot,
    entries: Iterable[EntryView],
    month: Month,
    today: date,
    policies: Policies,
    closed_on: date | None = None,
) -> Counted:
    """The posts of one section (or one unit's clones) that claim a day in the month, or none at all."""
    shown = candidates(entries)
    months = [item for item in shown if _concerns(item, month, today)]
    duplicates = repeated_posts(shown, month)
    known_since = known_contents(shown)
    posts: list[Post] = []
    findings: list[Finding] = []
    columns = {column.place.key: column for column in section.columns}
    ordered = sorted(months, key=lambda item: (item.day or date.max, item.entry.identity))
    for item in ordered:
        flags = flags_of(item, section, columns, today, policies, duplicates, known_since, closed_on)
        posts.append(_post(item, section, columns, flags))
        findings += flags
    counted = sum(post.counted for post in posts)
    unsure = {item.entry.identity for item in months if item.is_listed and item.unsure}
    least = sum(post.counted for post, item in zip(posts, ordered, strict=True) if item.entry.identity not in unsure)
    return Counted(tuple(posts), tuple(findings), counted, len(unsure), least)


def _concerns(item: Candidate, month: Month, today: date) -> bool:
    """A month's list: what claims a day in it; and in the current month everything undated or future-dated now listed."""
    if item.day is not None and item.day <= today:
        return month.holds(item.day)
    return item.is_listed and month.holds(today)


def _post(item: Candidate, section: SectionSnapshot, columns: dict[str, ColumnView], flags: list[Finding]) -> Post:
    article = item.entry.article
    raw = next(
        (reading.raw for reading in item.readings if reading.source == item.source and reading.day == item.day),
        item.entry.entry.raw_date,
    )
    return Post(
        site=section.place.site,
        url=item.entry.entry.url or item.entry.page,
        title=item.title,
        published=item.day,
        date_source=item.source,
        raw_date=raw,
        column=column_names(item.columns, columns),
        counted=not any(flag.check in NOT_COUNTED for flag in flags),
        flags=tuple(flag.check.value for flag in flags),
        source=article.source if article else "",
        evidence=item.entry.evidence,
    )
