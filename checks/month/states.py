"""Faults and basic information: tonight's for the current month, the recorded ones for an earlier month."""

from collections.abc import Mapping

from checks.facts import check_facts
from checks.faults import Faults
from checks.findings import Check, Finding, Measure, Outcome
from checks.freshness import check_freshness
from checks.month.earlier import FAULT_MEASURES
from checks.month.faults import fault_measure, past_faults
from checks.profiles import DISCLOSURE_ROLES, PORTAL_ROLES, check_consistency, check_profiles
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
            measures += [
                Measure(f"{kind.value}.{name}", None, Outcome.INCONCLUSIVE, "no_section")
                for name in _STATE_MEASURES[kind]
            ]
            continue
        faults = list(tonight[kind].findings) if is_current else []
        open_now = {(finding.check.value, finding.subject) for finding in faults if finding.outcome is Outcome.NOT_MET}
        past = past_faults(section, tonight[kind].faults, month, policies, snapshot.today, open_now)
        findings += faults + past
        for name, check in (("dead_links", Check.DEAD_LINK), ("empty_columns", Check.EMPTY_COLUMN)):
            measures.append(
                fault_measure(
                    f"{kind.value}.{name}",
                    section,
                    [item for item in faults + past if item.check is check],
                    is_current,
                    _nights_in(snapshot, month),
                )
            )
        if not is_current:
            measures += [
                Measure(f"{kind.value}.{name}", None, Outcome.INCONCLUSIVE, "not_observed")
                for name in _STATE_MEASURES[kind]
                if name not in FAULT_MEASURES
            ]
            continue
        more, states = _profile_measures(snapshot, section, kind, policies)
        findings += more
        measures += states
    if is_current:
        findings += check_consistency(snapshot) + check_facts(snapshot) + check_freshness(snapshot)
    return findings, measures


_STATE_MEASURES = {
    SiteKind.PORTAL: (*FAULT_MEASURES, "basic_information", "leaders", "services"),
    SiteKind.DISCLOSURE: (*FAULT_MEASURES, "basic_information"),
}


def _nights_in(snapshot: UnitSnapshot, month: Month) -> int:
    return sum(month.holds(night) for night in snapshot.nights)


def _profile_measures(
    snapshot: UnitSnapshot, section: SectionSnapshot, kind: SiteKind, policies: Policies
) -> tuple[list[Finding], list[Measure]]:
    if kind is SiteKind.DISCLOSURE:
        basic = check_profiles(snapshot, section, DISCLOSURE_ROLES, policies.stale_after_days)
        return basic, [_all_met("disclosure.basic_information", basic)]
    basic = check_profiles(snapshot, section, PORTAL_ROLES, policies.stale_after_days)
    leaders = check_profiles(snapshot, section, (Role.LEADERS,), policies.stale_after_days)
    forms, services = check_services(snapshot, section)
    measures = [_all_met("portal.basic_information", basic), _all_met("portal.leaders", leaders), services]
    return basic + leaders + forms, measures


def _all_met(name: str, findings: list[Finding]) -> Measure:
    failed = [finding for finding in findings if finding.outcome is Outcome.NOT_MET]
    unknown = [finding for finding in findings if finding.outcome is Outcome.INCONCLUSIVE]
    met = len(findings) - len(failed) - len(unknown)
    keys = tuple(finding.key for finding in failed or unknown)
    if failed:
        return Measure(name, met, Outcome.NOT_MET, failed[0].reason, met, met + len(unknown), keys)
    if unknown:
        return Measure(name, None, Outcome.INCONCLUSIVE, unknown[0].reason, met, len(findings), keys)
    return Measure(name, met, Outcome.MET, "", met, met)
