"""The maximum less so many points for each fault, until nothing is left."""

from config.rubric import PerFaultRule
from scoring.lines import LineBasis, ScoreLine
from scoring.rules.kind import Facts, Kind, from_zero
from scoring.rules.number import ZERO
from scoring.rules.ranges import fault_range
from scoring.rules.years import mean_of_months


def line(facts: Facts, rule: PerFaultRule) -> ScoreLine:
    """As many faults as there are at most, to as many as there are at least."""
    criterion = facts.criterion
    ranges = [(counted.each, *fault_range(facts.measures, counted.measure)) for counted in rule.counts]
    least = sum(lower for _, lower, _, _ in ranges)
    high = max(ZERO, criterion.maximum + sum((each * lower for each, lower, _, _ in ranges), ZERO))
    low = max(ZERO, criterion.maximum + sum((each * (upper or 0) for each, _, upper, _ in ranges), ZERO))
    if any(upper is None for _, _, upper, _ in ranges):
        low = ZERO
    known = low == high
    return ScoreLine(
        criterion.id,
        low,
        high,
        maximum=criterion.maximum,
        basis=LineBasis.MEASURED if known else LineBasis.UNKNOWN,
        reason=_reason(least, known),
        findings=tuple(key for _, _, _, keys in ranges for key in keys),
        value=str(least),
    )


def _reason(least: int, known: bool) -> str:
    text = f"{'共' if known else '至少'} {least} 处问题" if least else "没有发现问题"
    return text if known else f"{text}，部分内容未能检查"


PER_FAULT: Kind[PerFaultRule] = Kind(name="per_fault", line=line, bounds=from_zero, year=mean_of_months)
