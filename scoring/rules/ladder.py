"""Points by a month's count, measured or entered: the first step that the count reaches (以上 includes the number itself)."""

from collections.abc import Sequence
from decimal import Decimal

from checks.findings import Measure
from config.rubric import Basis, Criterion, LadderRule
from scoring.lines import Entry, LineBasis, ScoreLine
from scoring.rules.kind import Bounds, Facts, Field, Kind, entered_line
from scoring.rules.number import number
from scoring.rules.shown import shown
from scoring.rules.years import mean_of_gains
from scoring.words import measure_reason


def ladder_points(rule: LadderRule, count: int) -> Decimal:
    """The points of the first step that a count reaches."""
    for step in rule.steps:
        if count >= step.at_least:
            return step.points
    raise ValueError(f"a count below zero: {count}")


def line(facts: Facts, rule: LadderRule) -> ScoreLine:
    """A count's points, or the points of its bounds."""
    criterion, measure = facts.criterion, facts.measure
    if criterion.basis is not Basis.MEASURED:
        return entered_line(facts, bounds(criterion, rule), lambda entry: _entered(rule, entry))
    low, high = bounds(criterion, rule) if measure is None else _range(rule, measure)
    return ScoreLine(
        criterion.id,
        low,
        high,
        maximum=criterion.maximum,
        basis=LineBasis.MEASURED if low == high else LineBasis.UNKNOWN,
        reason=measure_reason(measure),
        findings=measure.findings if measure else (),
        value=shown(measure),
        advice=_next_step(rule, measure),
    )


def _range(rule: LadderRule, measure: Measure) -> Bounds:
    if measure.value is not None:
        points = ladder_points(rule, measure.value)
        return points, points
    best = max(step.points for step in rule.steps) if measure.upper is None else ladder_points(rule, measure.upper)
    return ladder_points(rule, measure.lower), best


def _entered(rule: LadderRule, entry: Entry) -> tuple[Decimal, str]:
    count = int(number(entry.value.get("count", "")) or 0)
    return ladder_points(rule, count), f"录入 {count} 条"


def _next_step(rule: LadderRule, measure: Measure | None) -> str:
    """What would change the month: how many more posts reach the next step; nothing where none could be counted."""
    if measure is None or (measure.value is None and not measure.lower):
        return ""
    count = measure.value if measure.value is not None else measure.lower
    above = [step for step in rule.steps if step.at_least > count]
    if not above:
        return ""
    step = above[-1]
    return f"再发布 {step.at_least - count} 条达到 {step.at_least} 条，得 {step.points} 分"


def bounds(_criterion: Criterion, rule: LadderRule) -> Bounds:
    """The lowest and the highest step."""
    values = [step.points for step in rule.steps]
    return min(values), max(values)


def year(_criterion: Criterion, rule: LadderRule, lines: Sequence[ScoreLine]) -> Bounds:
    """The mean of gains plus the capped deductions."""
    low = mean_of_gains([line.low for line in lines], rule.yearly_deduction_cap)
    return low, mean_of_gains([line.high for line in lines], rule.yearly_deduction_cap)


LADDER: Kind[LadderRule] = Kind(
    name="ladder",
    line=line,
    bounds=bounds,
    year=year,
    fields=(Field(key="count", label="条数", whole=True),),
    counts_a_month=True,
)
