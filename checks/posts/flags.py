"""What is to be said of one post (MEASURING 1): what keeps it from counting, and what is only remarked."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from checks.findings import Check, Finding, Outcome
from checks.posts.candidates import Candidate
from checks.posts.finding import is_gone, post_finding
from checks.posts.same import content
from checks.reasons import Reason
from checks.snapshot import ColumnView, SectionSnapshot
from checks.verdicts import judge
from config.monitor import Policies
from config.words import DATE_SOURCE_NAMES, reason_name
from crawler.records.day import DateReading

NOT_COUNTED = frozenset(
    (
        Check.POST_UNDATED,
        Check.POST_FUTURE_DATED,
        Check.POST_UNREACHABLE,
        Check.POST_DUPLICATE,
        Check.POST_REMOVED,
        Check.POST_LATE,
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a post is judged against: its section, the night, and the other posts."""

    section: SectionSnapshot
    today: date
    policies: Policies
    repeated: Mapping[str, Candidate]
    """For each repeated post the first one."""
    known_since: Mapping[tuple[str, str], date]
    """Since when each content is known, at whatever address."""
    closed_on: date | None


def flags_of(item: Candidate, around: Surroundings) -> list[Finding]:
    """Everything to be said of one post; those that keep it from counting come first."""
    return [*_exclusions(item, around), *_remarks(item, around)]


def _exclusions(item: Candidate, around: Surroundings) -> Iterator[Finding]:
    section = around.section
    if item.day is None:
        yield _undated(item, section)
    elif item.day > around.today:
        text = f"标注日期 {item.day} 晚于检查日 {around.today}"
        yield post_finding(Check.POST_FUTURE_DATED, section, item, text)
    if item.is_listed and is_gone(item):
        reason = judge(item.seen.answer).reason
        text = f"信息页面打不开：{reason_name(reason)}"
        yield post_finding(Check.POST_UNREACHABLE, section, item, text, reason=reason)
    first = around.repeated.get(item.identity)
    if first is not None:
        text = f"与《{first.title}》标题、正文相同（{first.address}），只计第一条"
        yield post_finding(Check.POST_DUPLICATE, section, item, text)
    if not item.is_listed and _is_removed(item, section):
        yield post_finding(Check.POST_REMOVED, section, item, f"{item.last_seen} 还在列表中，之后已撤下")
    if around.closed_on is not None and item.first_seen > around.closed_on:
        text = f"{around.closed_on} 封账后，{item.first_seen} 才首次出现，不改变已封账月份"
        yield post_finding(Check.POST_LATE, section, item, text)


def _undated(item: Candidate, section: SectionSnapshot) -> Finding:
    raw = item.seen.raw_date
    text = f"列表和文章页都没有读到发布日期{f'（原文：{raw}）' if raw else ''}"
    if item.unsure:
        return post_finding(Check.POST_UNDATED, section, item, text, Outcome.INCONCLUSIVE, item.unsure)
    return post_finding(Check.POST_UNDATED, section, item, text, reason=Reason.UNDATED)


def _remarks(item: Candidate, around: Surroundings) -> Iterator[Finding]:
    """What is flagged but counted."""
    if item.day is None:
        return
    section, policies = around.section, around.policies
    missed = _missed_night(item, around)
    if missed is not None:
        text = f"标注日期 {item.day}，但 {missed} 完整检查该栏目时还没有，{item.first_seen} 才首次出现"
        yield post_finding(Check.POST_BACKDATED, section, item, text)
    trusted = [reading for reading in item.readings if reading.source != "address"]
    if not item.doubtful and _conflict(trusted, timedelta(days=policies.date_conflict_above_days)):
        shown = "；".join(f"{DATE_SOURCE_NAMES[reading.source]} {reading.day}" for reading in trusted)
        text = f"几处日期相差超过 {policies.date_conflict_above_days} 天：{shown}。按最可信的一处计"
        yield post_finding(Check.DATE_CONFLICT, section, item, text)
    if item.doubtful:
        text = "发布日期与页面生成时间完全相同，且没有其他日期可以印证"
        yield post_finding(Check.DATE_DOUBTFUL, section, item, text)


def _conflict(trusted: list[DateReading], limit: timedelta) -> bool:
    return any(
        abs(reading.day - trusted[0].day) > limit and not _may_agree(reading, trusted[0]) for reading in trusted[1:]
    )


def _may_agree(reading: DateReading, trusted: DateReading) -> bool:
    """Whether a reading without a year is the same day of another year: its year was only taken to be the latest."""
    has_year = re.search(r"\d{4}|\d{2}[-/.]\d{1,2}[-/.]\d{1,2}", reading.raw) is not None
    return not has_year and (reading.day.month, reading.day.day) == (trusted.day.month, trusted.day.day)


def _is_removed(item: Candidate, section: SectionSnapshot) -> bool:
    """Removed where every column that once held it was read to its end tonight and no longer shows it."""
    columns = section.by_key
    return all(column not in columns or columns[column].complete for column in item.columns)


def _missed_night(item: Candidate, around: Surroundings) -> date | None:
    """A night that read a column to its end, more than `backdated_after_days` after the claimed day, without the post.

    Nights after the content was first seen, at whatever address, prove nothing.
    """
    day, since = item.day, around.known_since.get(content(item), item.first_seen)
    columns: list[ColumnView] = [around.section.by_key[key] for key in item.columns if key in around.section.by_key]
    nights = [
        night
        for column in columns
        for night in column.complete_nights
        if day is not None and night < since and (night - day).days > around.policies.backdated_after_days
    ]
    return max(nights, default=None)
