"""Faults that cost a month (SCORING: which moment of the month counts): open ones, and those that stayed too long."""

from collections.abc import Iterable, Sequence

from checks.dead_links import costing
from checks.findings import Check, Finding, Measure, Outcome
from checks.look import Look, SectionNight
from checks.measures import DEAD_LINKS, EMPTY_COLUMNS, Name
from checks.month.counts import why_unknown
from checks.reasons import Reason, walk_reason
from checks.snapshot import Fault, SectionSnapshot
from checks.verdicts import Verdict
from config.schema import SiteKind
from crawler.addresses import host_of, in_prefix
from crawler.records.observations import Failure


def fault_findings(look: Look, check: Check) -> list[Finding]:
    """Tonight's findings where the month is running, and recorded faults that touched the month."""
    found = []
    for night in look.sections.values():
        tonight = [item for item in night.faults.findings if item.check is check] if look.is_current else []
        past = _past(look, night, check, {item.subject for item in tonight if _stands(item)})
        due = {item.subject for item in past if item.costs}  # such a fault costs whatever its link answers tonight
        found += [item for item in tonight if _stands(item) or item.subject not in due] + past
    return found


def _stands(finding: Finding) -> bool:
    return finding.outcome is Outcome.NOT_MET


def _past(look: Look, night: SectionNight, check: Check, open_now: set[str]) -> list[Finding]:
    """Recorded faults of the month: one repaired within `repair_days` of its first report costs nothing."""
    month = look.month
    return [
        _past_finding(look, night.section, fault)
        for fault in night.faults.faults
        if fault.check is check
        and fault.subject not in open_now
        and fault.confirmed
        and fault.first_night <= month.last
        and (fault.fixed_on is None or fault.fixed_on >= month.first)
    ]


def _past_finding(look: Look, section: SectionSnapshot, fault: Fault) -> Finding:
    days = ((fault.fixed_on or look.today) - fault.first_night).days
    costs = fault.fixed_on is None or days > look.policies.repair_days
    done = "链接已取消" if fault.ended == "removed" else "已修复"
    state = f"{fault.fixed_on} {done}" if fault.fixed_on else "仍未修复"
    return Finding(
        fault.check,
        section.place.site,
        Outcome.NOT_MET if costs else Outcome.MET,
        fault.subject,
        reason=fault.reason,
        message=f"{fault.first_night} 首次发现，{state}，持续 {days} 天{'' if costs else '，在整改期内，不扣分'}",
        verdict=Verdict.BROKEN.value if fault.check is Check.DEAD_LINK else "",
        category=fault.category,
        confirmed=True,
        first_seen=fault.first_night,
        last_seen=fault.last_night,
        nights=fault.nights,
        costs=costs,
        number=fault.number,
        fixed_on=fault.fixed_on,
        ended=fault.ended,
    )


def dead_links_measure(look: Look, kind: SiteKind, findings: Iterable[Finding]) -> Measure:
    """How many dead links cost the month; unknown where links are hidden in what was not read."""
    return _measure(look, kind, DEAD_LINKS[kind], [item for item in findings if item.check is Check.DEAD_LINK])


def empty_columns_measure(look: Look, kind: SiteKind, findings: Iterable[Finding]) -> Measure:
    """How many empty columns cost the month."""
    return _measure(look, kind, EMPTY_COLUMNS[kind], [item for item in findings if item.check is Check.EMPTY_COLUMN])


def _measure(look: Look, kind: SiteKind, name: Name, findings: Sequence[Finding]) -> Measure:
    night = look.sections.get(kind)
    if night is None:
        return Measure.unknown(name, Reason.NO_SECTION)
    own = [item for item in findings if item.site == night.section.place.site]
    faults = costing(own)
    reason, keys = _doubt(look, night, own, asks_links=name is DEAD_LINKS[kind])
    if faults:
        return Measure(
            name,
            len(faults),
            Outcome.NOT_MET,
            reason=Reason.FAULTS,
            lower=len(faults),
            upper=None if reason else len(faults),
            findings=tuple(item.key for item in faults),
            otherwise=reason,
        )
    return Measure.unknown(name, reason, findings=keys) if reason else Measure.known(name, 0, Outcome.MET)


def _doubt(
    look: Look, night: SectionNight, findings: Sequence[Finding], *, asks_links: bool
) -> tuple[Reason, tuple[str, ...]]:
    """Why a section may hold a fault that nobody saw, and the findings that say so; NONE where it cannot."""
    section = night.section
    if not look.is_current:
        return (Reason.NONE if look.nights else Reason.NOT_OBSERVED), ()
    if section.is_down:
        return Reason.SITE_UNREACHABLE, ()
    if not section.complete:
        return walk_reason(section.reason), ()
    hiding = [item for item in findings if item.outcome is Outcome.INCONCLUSIVE and _hides_a_fault(item)]
    if hiding:
        return hiding[0].reason, tuple(item.key for item in hiding)
    return (unknown_links(night) if asks_links else Reason.NONE), ()


def unknown_links(night: SectionNight) -> Reason:
    """Why a section holds links that nobody saw (MEASURING 3), NONE where it holds none.

    A list that was not read to its end, configured or not, and a page that was loaded and could not be read.
    """
    section = night.section
    for column in section.columns:
        reason = why_unknown(column, night.unread)
        if reason and reason not in _ELSEWHERE and host_of(column.place.url) == host_of(section.place.home):
            return reason
    if _has_unreadable_page(section):
        return Reason.UNREADABLE
    return walk_reason(section.cut_short) if section.cut_short else Reason.NONE


def _has_unreadable_page(section: SectionSnapshot) -> bool:
    own = (
        link.answer for link in section.links if any(in_prefix(link.target, prefix) for prefix in section.place.scope)
    )
    answers = (section.home.answer, *own)
    return any(
        answer is not None
        and (answer.failure is Failure.UNREADABLE or (answer.failure is Failure.TOO_LARGE and answer.sniffed == "html"))
        for answer in answers
    )


_ELSEWHERE = frozenset((Reason.REDIRECTED_AWAY, Reason.NOT_HTML))
"""A column that leads to another host, or is a file, holds no link of the section."""
_HIDING = frozenset((Reason.NOT_ASKED, Reason.LIMIT_REACHED, Reason.OFFLINE))


def _hides_a_fault(finding: Finding) -> bool:
    """Whether an unknown could be a fault: guarded and disallowed links are left to a person and cost nothing."""
    if finding.check is Check.DEAD_LINK:
        return finding.verdict == Verdict.INCONCLUSIVE and finding.reason in _HIDING
    return True
