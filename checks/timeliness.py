"""Disclosure within 20 working days (MEASURING 8): 是否在政府信息形成或者变更之日起20个工作日内予以公开."""

from checks.findings import Check, Finding, Measure, Outcome
from checks.posts.candidates import Candidate, candidates
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
        Check.POST_OVERDUE, section.place.site, Outcome.NOT_MET, item.entry.entry.url or item.entry.page, "overdue", message,
        title=item.title, quotes=(f"成文日期：{formed}", f"发布日期：{item.day}"), evidence=(item.entry.evidence,), published=item.day,
    )  # fmt: skip


def _measure(findings: list[Finding], pairs: int, unknown: str) -> Measure:
    keys = tuple(finding.key for finding in findings)
    if findings:
        return Measure("disclosure.timeliness", len(findings), Outcome.NOT_MET, "overdue", len(findings), None, keys)
    if unknown:
        return Measure("disclosure.timeliness", None, Outcome.INCONCLUSIVE, "calendar_unknown", note=unknown)
    if not pairs:
        return Measure("disclosure.timeliness", None, Outcome.INCONCLUSIVE, "no_pair")
    return Measure("disclosure.timeliness", 0, Outcome.MET, "", 0, 0, note=f"共 {pairs} 条同时标明成文日期和发布日期")
