"""Counting posts (MEASURING 1): which entries of a month count, and for each that does not, why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from checks.findings import Finding, Post
from checks.measures import Name
from checks.posts.candidates import Candidate
from checks.posts.finding import column_names
from checks.posts.flags import NOT_COUNTED, Surroundings, flags_of
from checks.posts.same import known_contents, repeated_posts
from checks.reasons import Reason
from checks.snapshot import SectionSnapshot
from config.monitor import Policies
from config.month import Month


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The posts of a section that concern a month, with the findings about them."""

    posts: tuple[Post, ...]
    findings: tuple[Finding, ...]
    count: int
    unsure: int
    why: Reason
    """Why the first of them could not be; NONE where all could."""
    """Listed posts that could not be judged; `least` leaves them out of the count."""
    least: int


def count_posts(
    measure: Name,
    section: SectionSnapshot,
    shown: Sequence[Candidate],
    month: Month,
    today: date,
    policies: Policies,
    closed_on: date | None = None,
) -> Counted:
    """The posts of one section (or one unit's clones) that claim a day in the month, or none at all."""
    around = Surroundings(
        section=section,
        today=today,
        policies=policies,
        repeated=repeated_posts(shown, month),
        known_since=known_contents(shown),
        closed_on=closed_on,
    )
    concerned = [item for item in shown if _concerns(item, month, today)]
    concerned.sort(key=lambda item: (item.day or date.max, item.identity))
    flags = [flags_of(item, around) for item in concerned]
    posts = tuple(_post(measure, item, section, found) for item, found in zip(concerned, flags, strict=True))
    unsure = [item.unsure if item.is_listed else Reason.NONE for item in concerned]
    return Counted(
        posts=posts,
        findings=tuple(finding for found in flags for finding in found),
        count=sum(post.counted for post in posts),
        unsure=sum(map(bool, unsure)),
        why=next(filter(None, unsure), Reason.NONE),
        least=sum(post.counted and not doubt for post, doubt in zip(posts, unsure, strict=True)),
    )


def _concerns(item: Candidate, month: Month, today: date) -> bool:
    """A month's list: what claims a day in it; and in the current month everything undated or future-dated now listed."""
    if item.day is not None and item.day <= today:
        return month.holds(item.day)
    return item.is_listed and month.holds(today)


def _post(measure: Name, item: Candidate, section: SectionSnapshot, flags: Sequence[Finding]) -> Post:
    chosen = [reading.raw for reading in item.readings if (reading.source, reading.day) == (item.source, item.day)]
    article = item.seen.article
    return Post(
        site=section.place.site,
        url=item.address,
        title=item.title,
        published=item.day,
        date_source=item.source,
        raw_date=chosen[0] if chosen else item.seen.raw_date,
        column=column_names(item.columns, section.by_key),
        counted=not any(flag.check in NOT_COUNTED for flag in flags),
        flags=tuple(flag.check.value for flag in flags),
        source=article.source if article else "",
        evidence=item.seen.evidence,
        measure=measure,
    )
