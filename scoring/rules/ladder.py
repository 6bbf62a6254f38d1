"""Points by a month's count."""

from decimal import Decimal

from checks.findings import Measure
from config.rubric import (
    Criterion,
    LadderRule,
)
from scoring.lines import ScoreLine
from scoring.rules.shown import shown
from scoring.words import measure_reason


def ladder_points(rule: LadderRule, count: int) -> Decimal:
    """The points of the first step that a count reaches (以上 includes the number itself)."""
    for step in rule.steps:
        if count >= step.at_least:
            return step.points
    raise ValueError(f"a count below zero: {count}")


def ladder_line(criterion: Criterion, rule: LadderRule, measure: Measure) -> ScoreLine:
    if measure.value is not None:
        low = high = ladder_points(rule, measure.value)
    else:
        low = ladder_points(rule, measure.lower)
        high = max(step.points for step in rule.steps) if measure.upper is None else ladder_points(rule, measure.upper)
    basis = "measured" if measure.value is not None or low == high else "unknown"
    return ScoreLine(
        criterion.id,
        low,
        high,
        criterion.maximum,
        basis,
        measure_reason(measure),
        measure.findings,
        shown(measure),
        _next_step(rule, measure),
    )


def _next_step(rule: LadderRule, measure: Measure) -> str:
    """What would change the month: how many more posts reach the next step."""
    count = measure.value if measure.value is not None else measure.lower
    above = [step for step in rule.steps if step.at_least > count]
    if not above or (measure.name.endswith("clones") and not above):
        return ""
    step = above[-1]
    return f"再发布 {step.at_least - count} 条达到 {step.at_least} 条，得 {step.points} 分"
