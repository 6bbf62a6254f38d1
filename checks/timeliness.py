"""Disclosure within 20 working days (MEASURING 8): 是否在政府信息形成或者变更之日起20个工作日内予以公开."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from checks.findings import Check, Finding, Measure, Outcome
from checks.look import Look, SectionNight
from checks.measures import Name
from checks.posts.candidates import Candidate
from checks.reasons import Reason
from checks.workdays import CalendarUnknown, working_days_between
from config.schema import SiteKind
from crawler.records.day import DateReading

NAME = Name.DISCLOSURE_TIMELINESS


def check_timeliness(look: Look) -> list[Finding]:
    """Posts of the month that were published more than `due_working_days` after they were formed."""
    found = []
    for night, item, formed, day in _pairs(look):
        days = _working_days(look, formed.day, day)
        if days is not None and days > look.policies.due_working_days:
            found.append(_overdue(look, night, item, formed, days))
    return found


def timeliness_measure(look: Look, findings: Sequence[Finding]) -> Measure:
    """How many posts were late, over all posts that show both days."""
    if SiteKind.DISCLOSURE not in look.sections:
        return Measure.unknown(NAME, Reason.NO_SECTION)
    keys = tuple(item.key for item in findings if item.check is Check.POST_OVERDUE)
    if keys:
        return Measure(NAME, len(keys), Outcome.NOT_MET, reason=Reason.OVERDUE, lower=len(keys), findings=keys)
    pairs = list(_pairs(look))
    unknown = [day for _, _, formed, day in pairs if _working_days(look, formed.day, day) is None]
    if unknown:
        return replace(Measure.unknown(NAME, Reason.CALENDAR_UNKNOWN), note=str(max(unknown)))
    if not pairs:
        return Measure.unknown(NAME, Reason.NO_PAIR)
    return Measure.known(NAME, 0, Outcome.MET, note=f"共 {len(pairs)} 条同时标明成文日期和发布日期")


def _pairs(look: Look) -> Iterator[tuple[SectionNight, Candidate, DateReading, date]]:
    """The month's posts that show when they were formed, and the day on which they were published."""
    night = look.sections.get(SiteKind.DISCLOSURE)
    for item in night.posts if night is not None else ():
        formed = item.seen.article.formed if item.seen.article else None
        if (
            night is not None
            and formed is not None
            and item.day is not None
            and look.month.holds(item.day)
            and formed.day <= item.day
        ):
            yield night, item, formed, item.day


def _working_days(look: Look, formed: date, published: date) -> int | None:
    try:
        return working_days_between(formed, published, look.policies.holidays)
    except CalendarUnknown:
        return None


def _overdue(look: Look, night: SectionNight, item: Candidate, formed: DateReading, days: int) -> Finding:
    due = look.policies.due_working_days
    return Finding(
        Check.POST_OVERDUE,
        night.section.place.site,
        Outcome.NOT_MET,
        item.address,
        reason=Reason.OVERDUE,
        message=f"成文日期 {formed.raw}，发布日期 {item.day}，相隔 {days} 个工作日，超过 {due} 个工作日",
        title=item.title,
        quotes=(f"成文日期：{formed.raw}", f"发布日期：{item.day}"),
        evidence=(item.seen.evidence,),
        published=item.day,
    )
