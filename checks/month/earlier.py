"""What an earlier night knows of the month where tonight cannot tell (SCORING: which moment of the month counts)."""

from dataclasses import replace

from checks.findings import Measure, Outcome, UnitMonth
from checks.measures import DEAD_LINKS, EMPTY_COLUMNS, Name
from checks.reasons import Reason

_LASTING = frozenset(
    (Name.PORTAL_BASIC_INFORMATION, Name.PORTAL_LEADERS, Name.PORTAL_SERVICES, Name.DISCLOSURE_BASIC_INFORMATION)
)
"""Measures whose last conclusive night of the month counts."""


_FAULTLESS = frozenset((*DEAD_LINKS.values(), *EMPTY_COLUMNS.values()))
"""Measures of recorded faults: that none is recorded is only known where some night of the month could tell."""


def with_earlier(now: UnitMonth, earlier: UnitMonth, is_current: bool) -> UnitMonth:
    """Keep what an earlier night knows of the month where tonight cannot tell, and what no night could tell as unknown."""
    before = {measure.name: measure for measure in earlier.measures}
    kept = {
        measure.name: before[measure.name]
        for measure in now.measures
        if measure.name in before and _keeps(measure, before[measure.name], is_current)
    }
    if not is_current:
        kept |= {
            measure.name: replace(measure, otherwise=measure.otherwise or doubt)
            for measure in now.measures
            if measure.name in _FAULTLESS
            and measure.name in before
            and (doubt := _doubt(measure, before[measure.name]))
        }
    if not kept:
        return now
    keys = {key for measure in kept.values() for key in measure.findings}
    known = {finding.key for finding in now.findings}
    findings = tuple(finding for finding in earlier.findings if finding.key in keys and finding.key not in known)
    return replace(
        now,
        measures=tuple(kept.get(measure.name, measure) for measure in now.measures),
        findings=now.findings + findings,
    )


def _doubt(now: Measure, earlier: Measure) -> Reason:
    """Why no night of a month that is over could tell of further faults, where recorded ones cost it."""
    if now.reason is not Reason.FAULTS:
        return Reason.NONE
    return earlier.reason if earlier.outcome is Outcome.INCONCLUSIVE else earlier.otherwise


def _keeps(now: Measure, earlier: Measure, is_current: bool) -> bool:
    if not is_current and now.name in _LASTING and earlier.outcome is not Outcome.INCONCLUSIVE:
        return True  # what a setting of today says of a month that is over gives way to what its own nights found
    if now.outcome is Outcome.INCONCLUSIVE:
        conclusive = earlier.outcome is not Outcome.INCONCLUSIVE
        return (now.name in _LASTING and conclusive) or (now.name in _FAULTLESS and earlier.outcome is Outcome.MET)
    # a month that is over is no more looked at: what its own nights could not tell stays unknown
    unknown = now.outcome is Outcome.MET and earlier.outcome is Outcome.INCONCLUSIVE
    return not is_current and now.name in _FAULTLESS and unknown
