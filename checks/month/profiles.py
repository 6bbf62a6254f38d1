"""Basic information of a month (MEASURING 6): whether all required roles are met."""

from collections.abc import Iterable

from checks.findings import Check, Finding, Measure, Outcome
from checks.look import Look
from checks.measures import Name
from checks.profiles.roles import REQUIRED, check_profiles
from checks.reasons import Reason


def profile_findings(look: Look) -> list[Finding]:
    """One finding for each required role of each section, as it stands tonight."""
    if not look.is_current:
        return []
    roles = {
        kind: [role for name, own in REQUIRED.items() if name.kind is kind for role in own] for kind in look.sections
    }
    return [
        finding
        for kind, night in look.sections.items()
        for finding in check_profiles(look.today, night.section, roles[kind], look.policies.stale_after_days)
    ]


def profile_measure(look: Look, name: Name, findings: Iterable[Finding]) -> Measure:
    """How many of the required roles are met, and whether all are."""
    night = look.sections.get(name.kind)
    if night is None:
        return Measure.unknown(name, Reason.NO_SECTION)
    if not look.is_current:
        return Measure.unknown(name, Reason.NOT_OBSERVED)
    roles = {role.value for role in REQUIRED[name]}
    own = [item for item in findings if item.check is Check.PROFILE and item.site == night.section.place.site]
    return _all_met(name, [item for item in own if item.role in roles])


def _all_met(name: Name, findings: list[Finding]) -> Measure:
    failed = [finding for finding in findings if finding.outcome is Outcome.NOT_MET]
    unknown = [finding for finding in findings if finding.outcome is Outcome.INCONCLUSIVE]
    met = len(findings) - len(failed) - len(unknown)
    keys = tuple(finding.key for finding in failed or unknown)
    if failed:
        most = met + len(unknown)
        return Measure(name, met, Outcome.NOT_MET, reason=failed[0].reason, lower=met, upper=most, findings=keys)
    if unknown:
        return Measure.unknown(name, unknown[0].reason, met, len(findings), findings=keys)
    return Measure.known(name, met, Outcome.MET)
