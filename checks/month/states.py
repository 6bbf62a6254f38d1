"""Faults and basic information: tonight's for the current month, the recorded ones for an earlier month."""

from collections.abc import Mapping

from checks.facts import check_facts
from checks.faults import Faults
from checks.findings import Check, Finding, Measure, Outcome
from checks.freshness import check_freshness
from checks.measures import DEAD_LINKS, EMPTY_COLUMNS, Name
from checks.month.faults import fault_measure, past_faults
from checks.profiles import DISCLOSURE_ROLES, PORTAL_ROLES, check_consistency, check_profiles
from checks.reasons import Reason
from checks.services import check_services
from checks.snapshot import SectionSnapshot, UnitSnapshot
from config.month import Month
from config.schema import Policies, Role, SiteKind


def check_states(
    snapshot: UnitSnapshot, month: Month, policies: Policies, tonight: Mapping[SiteKind, Faults], is_current: bool
) -> tuple[list[Finding], list[Measure]]:
    """Faults and basic information: tonight's for the current month, the recorded ones for an earlier month."""
    findings: list[Finding] = []
    measures: list[Measure] = []
    for kind in SiteKind:
        section = snapshot.sections.get(kind)
        if section is None:
            measures += [Measure.unknown(name, Reason.NO_SECTION) for name in (*_FAULTS[kind], *_STATES[kind])]
            continue
        faults = list(tonight[kind].findings) if is_current else []
        open_now = {(finding.check, finding.subject) for finding in faults if finding.outcome is Outcome.NOT_MET}
        past = past_faults(section, tonight[kind].faults, month, policies, snapshot.today, open_now)
        findings += faults + past
        for name, check in _FAULTS[kind].items():
            measures.append(
                fault_measure(
                    name,
                    section,
                    [item for item in faults + past if item.check is check],
                    is_current,
                    _nights_in(snapshot, month),
                )
            )
        if not is_current:
            measures += [Measure.unknown(name, Reason.NOT_OBSERVED) for name in _STATES[kind]]
            continue
        more, states = _profile_measures(snapshot, section, kind, policies)
        findings += more
        measures += states
    if is_current:
        findings += check_consistency(snapshot) + check_facts(snapshot) + check_freshness(snapshot)
    return findings, measures


_FAULTS = {kind: {DEAD_LINKS[kind]: Check.DEAD_LINK, EMPTY_COLUMNS[kind]: Check.EMPTY_COLUMN} for kind in SiteKind}
_STATES = {
    SiteKind.PORTAL: (Name.PORTAL_BASIC_INFORMATION, Name.PORTAL_LEADERS, Name.PORTAL_SERVICES),
    SiteKind.DISCLOSURE: (Name.DISCLOSURE_BASIC_INFORMATION,),
}


def _nights_in(snapshot: UnitSnapshot, month: Month) -> int:
    return sum(month.holds(night) for night in snapshot.nights)


def _profile_measures(
    snapshot: UnitSnapshot, section: SectionSnapshot, kind: SiteKind, policies: Policies
) -> tuple[list[Finding], list[Measure]]:
    if kind is SiteKind.DISCLOSURE:
        basic = check_profiles(snapshot, section, DISCLOSURE_ROLES, policies.stale_after_days)
        return basic, [_all_met(Name.DISCLOSURE_BASIC_INFORMATION, basic)]
    basic = check_profiles(snapshot, section, PORTAL_ROLES, policies.stale_after_days)
    leaders = check_profiles(snapshot, section, (Role.LEADERS,), policies.stale_after_days)
    forms, services = check_services(snapshot, section)
    measures = [_all_met(Name.PORTAL_BASIC_INFORMATION, basic), _all_met(Name.PORTAL_LEADERS, leaders), services]
    return basic + leaders + forms, measures


def _all_met(name: Name, findings: list[Finding]) -> Measure:
    failed = [finding for finding in findings if finding.outcome is Outcome.NOT_MET]
    unknown = [finding for finding in findings if finding.outcome is Outcome.INCONCLUSIVE]
    met = len(findings) - len(failed) - len(unknown)
    keys = tuple(finding.key for finding in failed or unknown)
    if failed:
        return Measure(
            name,
            met,
            Outcome.NOT_MET,
            reason=failed[0].reason,
            lower=met,
            upper=met + len(unknown),
            findings=keys,
        )
    if unknown:
        return Measure.unknown(name, unknown[0].reason, met, len(findings), findings=keys)
    return Measure.known(name, met, Outcome.MET)
