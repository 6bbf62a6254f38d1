"""What is to be said of one post (MEASURING 1): what keeps it from counting, and what is only remarked."""

import re
from datetime import date, timedelta

from checks.findings import Check, Finding, Outcome
from checks.posts.candidates import SOURCE_NAMES, Candidate
from checks.posts.finding import is_gone, post_finding
from checks.posts.same import content
from checks.reasons import Reason
from checks.snapshot import ColumnView, SectionSnapshot
from checks.verdicts import judge, reason_name
from config.schema import Policies
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


def flags_of(
    item: Candidate,
    section: SectionSnapshot,
    columns: dict[str, ColumnView],
    today: date,
    policies: Policies,
    duplicates: dict[str, Candidate],
    known_since: dict[tuple[str, str], date],
    closed_on: date | None,
) -> list[Finding]:
    """Everything to be said of one post; those that keep it from counting come first."""
    site = section.place.site
    flags: list[Finding] = []
    if item.day is None:
        raw = item.entry.entry.raw_date
        outcome = Outcome.INCONCLUSIVE if item.unsure else Outcome.NOT_MET
        text = f"列表和文章页都没有读到发布日期{f'（原文：{raw}）' if raw else ''}"
        flags.append(
            post_finding(
                Check.POST_UNDATED,
                site,
                item,
                columns,
                text,
                outcome,
                Reason.PAGE_NOT_READ if item.unsure else Reason.UNDATED,
            )
        )
    elif item.day > today:
        flags.append(
            post_finding(Check.POST_FUTURE_DATED, site, item, columns, f"标注日期 {item.day} 晚于检查日 {today}")
        )
    if is_gone(item) and item.is_listed:
        reason = judge(item.entry.answer).reason
        flags.append(
            post_finding(
                Check.POST_UNREACHABLE, site, item, columns, f"信息页面打不开：{reason_name(reason)}", reason=reason
            )
        )
    if item.entry.identity in duplicates:
        first = duplicates[item.entry.identity]
        flags.append(
            post_finding(
                Check.POST_DUPLICATE,
                site,
                item,
                columns,
                f"与《{first.title}》标题、正文相同（{first.entry.entry.url or first.entry.page}），只计第一条",
            )
        )
    if not item.is_listed and _is_removed(item, columns):
        flags.append(post_finding(Check.POST_REMOVED, site, item, columns, f"{item.last_seen} 还在列表中，之后已撤下"))
    if closed_on is not None and item.first_seen > closed_on:
        flags.append(
            post_finding(
                Check.POST_LATE,
                site,
                item,
                columns,
                f"{closed_on} 封账后，{item.first_seen} 才首次出现，不改变已封账月份",
            )
        )
    return flags + _remarks(item, site, columns, policies, known_since.get(content(item), item.first_seen))


def _remarks(
    item: Candidate, site: str, columns: dict[str, ColumnView], policies: Policies, since: date
) -> list[Finding]:
    """What is flagged but counted; `since` is the first night that saw this content at any address."""
    remarks: list[Finding] = []
    if item.day is None:
        return remarks
    missed = _missed_night(item, columns, policies.backdated_after_days, since)
    if missed is not None:
        text = f"标注日期 {item.day}，但 {missed} 完整检查该栏目时还没有，{item.first_seen} 才首次出现"
        remarks.append(post_finding(Check.POST_BACKDATED, site, item, columns, text))
    trusted = [reading for reading in item.readings if reading.source != "address"]
    limit = timedelta(days=policies.date_conflict_above_days)
    apart = [
        reading
        for reading in trusted[1:]
        if abs(reading.day - trusted[0].day) > limit and not _may_agree(reading, trusted[0])
    ]
    if apart and not item.doubtful:
        shown = "；".join(f"{SOURCE_NAMES[reading.source]} {reading.day}" for reading in trusted)
        remarks.append(
            post_finding(
                Check.DATE_CONFLICT,
                site,
                item,
                columns,
                f"几处日期相差超过 {policies.date_conflict_above_days} 天：{shown}。按最可信的一处计",
            )
        )
    if item.doubtful:
        remarks.append(
            post_finding(
                Check.DATE_DOUBTFUL, site, item, columns, "发布日期与页面生成时间完全相同，且没有其他日期可以印证"
            )
        )
    return remarks


def _may_agree(reading: DateReading, trusted: DateReading) -> bool:
    """Whether a reading without a year is the same day of another year: its year was only taken to be the latest."""
    has_year = re.search(r"\d{4}|\d{2}[-/.]\d{1,2}[-/.]\d{1,2}", reading.raw) is not None
    return not has_year and (reading.day.month, reading.day.day) == (trusted.day.month, trusted.day.day)


def _is_removed(item: Candidate, columns: dict[str, ColumnView]) -> bool:
    """Removed where every column that once held it was read to its end tonight and no longer shows it."""
    return all(column not in columns or columns[column].complete for column in item.columns)


def _missed_night(item: Candidate, columns: dict[str, ColumnView], days: int, since: date) -> date | None:
    """A night that read a column to its end more than `days` after the claimed day and did not see the post."""
    if item.day is None:
        return None
    nights = [
        night
        for column in item.columns
        if column in columns
        for night in columns[column].complete_nights
        if night < since and (night - item.day).days > days
    ]
    return max(nights, default=None)
