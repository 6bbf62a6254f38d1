"""Faults that cost a month (SCORING: which moment of the month counts)."""

from collections.abc import Iterable
from datetime import date

from checks.dead_links import costing
from checks.findings import Check, Finding, Measure, Outcome
from checks.measures import Name
from checks.reasons import Reason, walk_reason
from checks.snapshot import Fault, SectionSnapshot
from checks.verdicts import Verdict
from config.month import Month
from config.schema import Policies


def past_faults(
    section: SectionSnapshot,
    faults: Iterable[Fault],
    month: Month,
    policies: Policies,
    today: date,
    open_now: set[tuple[Check, str]],
) -> list[Finding]:
    """Recorded faults that touched the month: one repaired within `repair_days` of its first report costs nothing."""
    findings = []
    for fault in faults:
        if (fault.check, fault.subject) in open_now or not fault.confirmed or fault.first_night > month.last:
            continue
        if fault.fixed_on is not None and fault.fixed_on < month.first:
            continue
        days = ((fault.fixed_on or today) - fault.first_night).days
        costs = fault.fixed_on is None or days > policies.repair_days
        findings.append(_past_finding(section, fault, days, costs))
    return findings


def _past_finding(section: SectionSnapshot, fault: Fault, days: int, costs: bool) -> Finding:
    done = "链接已取消" if fault.ended == "removed" else "已修复"
    state = f"{fault.fixed_on} {done}" if fault.fixed_on else "仍未修复"
    message = f"{fault.first_night} 首次发现，{state}，持续 {days} 天{'' if costs else '，在整改期内，不扣分'}"
    outcome = Outcome.NOT_MET if costs else Outcome.MET
    return Finding(
        fault.check, section.place.site, outcome, fault.subject, reason=fault.reason, message=message, verdict="broken" if fault.check == Check.DEAD_LINK else "",
        category=fault.category, confirmed=True, first_seen=fault.first_night, last_seen=fault.last_night, nights=fault.nights, costs=costs, number=fault.number, fixed_on=fault.fixed_on, ended=fault.ended,
    )  # fmt: skip


def fault_measure(
    name: Name, section: SectionSnapshot, findings: list[Finding], is_current: bool, nights: int
) -> Measure:
    """How many faults cost the month; unknown where the section was not wholly looked at."""
    faults = costing(findings)
    keys = tuple(finding.key for finding in faults)
    if faults:
        return Measure(
            name,
            len(faults),
            Outcome.NOT_MET,
            reason=Reason.FAULTS,
            lower=len(faults),
            upper=len(faults) if section.complete else None,
            findings=keys,
        )
    if not is_current and not nights:
        return Measure.unknown(name, Reason.NOT_OBSERVED)
    if section.is_down:
        return Measure.unknown(name, Reason.SITE_UNREACHABLE)
    if is_current and not section.complete:
        return Measure.unknown(name, walk_reason(section.reason))
    unknown = [finding for finding in findings if finding.outcome is Outcome.INCONCLUSIVE and _hides_a_fault(finding)]
    if unknown:
        return Measure.unknown(name, unknown[0].reason, findings=tuple(finding.key for finding in unknown))
    return Measure.known(name, 0, Outcome.MET)


def _hides_a_fault(finding: Finding) -> bool:
    """Whether an unknown could be a fault: guarded and disallowed links are left to a person and cost nothing."""
    if finding.check is Check.DEAD_LINK:
        return finding.verdict == Verdict.INCONCLUSIVE and finding.reason in (
            Reason.NOT_ASKED,
            Reason.LIMIT_REACHED,
            Reason.OFFLINE,
        )
    return finding.check is Check.EMPTY_COLUMN
