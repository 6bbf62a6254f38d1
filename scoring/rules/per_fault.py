"""The maximum less so many points for each fault."""

from collections.abc import Mapping

from checks.findings import Measure
from config.rubric import (
    Criterion,
    PerFaultRule,
)
from scoring.lines import ScoreLine
from scoring.rules.number import ZERO
from scoring.rules.ranges import fault_range


def per_fault_line(criterion: Criterion, rule: PerFaultRule, measures: Mapping[str, Measure]) -> ScoreLine:
    ranges = [(counted.each, *fault_range(measures, counted.measure)) for counted in rule.counts]
    least = sum(lower for _, lower, _, _ in ranges)
    findings = tuple(key for _, _, _, keys in ranges for key in keys)
    high = max(ZERO, criterion.maximum + sum((each * lower for each, lower, _, _ in ranges), ZERO))
    low = max(ZERO, criterion.maximum + sum((each * (upper or 0) for each, _, upper, _ in ranges), ZERO))
    if any(upper is None for _, _, upper, _ in ranges):
        low = ZERO
    basis = "measured" if low == high else "unknown"
    reason = f"{'共' if basis == 'measured' else '至少'} {least} 处问题" if least else "没有发现问题"
    reason += "" if basis == "measured" else "，部分内容未能检查"
    return ScoreLine(criterion.id, low, high, criterion.maximum, basis, reason, findings, str(least))
