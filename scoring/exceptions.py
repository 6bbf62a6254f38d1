"""Accepted links (例外): a fault that a person accepted stays a finding, says so, and costs nothing.

An input of scoring: what the checks concluded is not changed by it, and a withdrawn exception leaves nothing behind.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from checks.findings import Check, Finding, Measure, Outcome, SiteResult, UnitMonth
from checks.measures import DEAD_LINKS
from checks.reasons import Reason

TOLD = 3
"""Reasons of people that a line names."""
Accepted = Mapping[str, str]
"""Accepted targets, and who accepted each for which reason."""


def with_accepted(result: UnitMonth, accepted: Accepted) -> UnitMonth:
    """A unit's month where the accepted links cost nothing."""
    findings = tuple(_finding(item, accepted) for item in result.findings)
    keys = {item.key: item.accepted for item in findings if item.accepted}
    if not keys:
        return result
    measures = tuple(_measure(item, keys) if item.name in DEAD_LINKS.values() else item for item in result.measures)
    return replace(result, findings=findings, measures=measures)


def site_with_accepted(result: SiteResult, accepted: Accepted) -> SiteResult:
    """What belongs to a site's operator, with the accepted links marked."""
    return replace(result, findings=tuple(_finding(item, accepted) for item in result.findings))


def _finding(item: Finding, accepted: Accepted) -> Finding:
    if item.check is not Check.DEAD_LINK or item.outcome is not Outcome.NOT_MET or item.subject not in accepted:
        return item
    return replace(item, accepted=accepted[item.subject], costs=False)


def _measure(measure: Measure, accepted: Mapping[str, str]) -> Measure:
    """How many faults cost the month without the accepted ones; unknown where only they made it certain."""
    kept = tuple(key for key in measure.findings if key not in accepted)
    if measure.reason is not Reason.FAULTS or len(kept) == len(measure.findings):
        return measure
    note = _note([accepted[key] for key in measure.findings if key in accepted])
    if kept:
        upper = None if measure.upper is None else len(kept)
        return replace(measure, value=len(kept), lower=len(kept), upper=upper, findings=kept, note=note)
    unsure = measure.otherwise or (Reason.NOT_READ if measure.upper is None else Reason.NONE)
    left = Measure.unknown(measure.name, unsure) if unsure else Measure.known(measure.name, 0, Outcome.MET)
    return replace(left, note=note)


def _note(accepted: Sequence[str]) -> str:
    """How many faults cost nothing because people accepted them, and who did so why."""
    said = list(dict.fromkeys(accepted))
    etc = "等" if len(said) > TOLD else ""
    return f"另有 {len(accepted)} 个无效链接已列为例外，不扣分（{'；'.join(said[:TOLD])}{etc}）"
