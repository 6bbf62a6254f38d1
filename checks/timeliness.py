"""Disclosure within 20 working days (MEASURING 8): 是否在政府信息形成或者变更之日起20个工作日内予以公开."""

from dataclasses import replace

from checks.findings import Check, Finding, Measure, Outcome
from checks.measures import Name
from checks.posts.candidates import Candidate, candidates
from checks.reasons import Reason
from checks.snapshot import EntryView, SectionSnapshot
from checks.workdays import CalendarUnknown, working_days_between
from config.month import Month
from config.schema import Policies


def check_timeliness(
    section: SectionSnapshot, entries: tuple[EntryView, ...], month: Month, policies: Policies
) -> tuple[list[Finding], Measure]:
    """Overdue posts of the month, and the measure over all posts that show both days."""
    findings: list[Finding] = []
    pairs = 0
    unknown = ""
    for item in candidates(entries):
        article = item.entry.article
        if (
            item.day is None
            or not month.holds(item.day)
            or article is None
            or article.formed is None
            or article.formed.day > item.day
        ):
            continue
        pairs += 1
        try:
            days = working_days_between(article.formed.day, item.day, policies.holidays)
        except CalendarUnknown as error:
            unknown = str(error)
            continue
        if days > policies.due_working_days:
            findings.append(_overdue(section, item, article.formed.raw, days, policies.due_working_days))
    return findings, _measure(findings, pairs, unknown)


def _overdue(section: SectionSnapshot, item: Candidate, formed: str, days: int, due: int) -> Finding:
    message = f"成文日期 {formed}，发布日期 {item.day}，相隔 {days} 个工作日，超过 {due} 个工作日"
    return Finding(
        Check.POST_OVERDUE, section.place.site, Outcome.NOT_MET, item.entry.entry.url or item.entry.page, reason=Reason.OVERDUE, message=message,
        title=item.title, quotes=(f"成文日期：{formed}", f"发布日期：{item.day}"), evidence=(item.entry.evidence,), published=item.day,
    )  # fmt: skip


def _measure(findings: list[Finding], pairs: int, unknown: str) -> Measure:
    keys = tuple(finding.key for finding in findings)
    if findings:
        return Measure(
            Name.DISCLOSURE_TIMELINESS,
            len(findings),
            Outcome.NOT_MET,
            reason=Reason.OVERDUE,
            lower=len(findings),
            findings=keys,
        )
    if unknown:
        return replace(Measure.unknown(Name.DISCLOSURE_TIMELINESS, Reason.CALENDAR_UNKNOWN), note=unknown)
    if not pairs:
        return Measure.unknown(Name.DISCLOSURE_TIMELINESS, Reason.NO_PAIR)
    return Measure.known(Name.DISCLOSURE_TIMELINESS, 0, Outcome.MET, note=f"共 {pairs} 条同时标明成文日期和发布日期")
