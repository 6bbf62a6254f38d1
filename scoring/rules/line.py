"""The rubric's rules: a measure or an entry to points low–high. Unknown is never zero and never full marks."""

from collections.abc import Mapping
from decimal import Decimal

from checks.findings import Measure
from checks.measures import Name
from checks.reasons import Reason
from config.rubric import (
    Criterion,
    DeductionRule,
    EnteredRule,
    JointRule,
    LadderRule,
    PerFaultRule,
    ResponseRule,
    SatisfactionRule,
    VetoRule,
)
from scoring.lines import Decisions, Entry, ScoreLine
from scoring.rules.deduction import deduction, orders_line
from scoring.rules.joint import joint_line
from scoring.rules.ladder import ladder_line, ladder_points
from scoring.rules.met import met_range
from scoring.rules.number import ZERO, number
from scoring.rules.per_fault import per_fault_line
from scoring.rules.response import response
from scoring.rules.satisfaction import satisfaction
from scoring.rules.shown import shown
from scoring.rules.veto import veto_line
from scoring.words import measure_reason


def score(
    criterion: Criterion, measures: Mapping[str, Measure], decisions: Decisions, lines: Mapping[str, ScoreLine]
) -> ScoreLine:
    """The line of one criterion for one month; an override stands beside what was measured."""
    line = _line(criterion, measures, decisions, lines)
    override = decisions.overrides.get(criterion.id)
    if override is None:
        return line
    points = number(override.value.get("points", "")) or ZERO
    measured = f"{line.low}" if line.low == line.high else f"{line.low}–{line.high}"
    reason = f"由{override.author}改判：{override.reason}（监测结果：{line.reason}）"
    return ScoreLine(
        criterion.id,
        points,
        points,
        criterion.maximum,
        "override",
        reason,
        line.findings,
        line.value,
        measured=measured,
    )


def _line(
    criterion: Criterion, measures: Mapping[str, Measure], decisions: Decisions, lines: Mapping[str, ScoreLine]
) -> ScoreLine:
    rule = criterion.rule
    entry = decisions.entries.get(criterion.id)
    if isinstance(rule, JointRule):
        return joint_line(criterion, rule, lines)
    if criterion.basis == "confirmed" and isinstance(rule, DeductionRule):
        return orders_line(criterion, rule, decisions)
    if isinstance(rule, PerFaultRule):
        return per_fault_line(criterion, rule, measures)
    if isinstance(rule, VetoRule):
        return veto_line(criterion, rule, measures)
    if criterion.basis == "measured":
        return _measured(criterion, measures.get(criterion.id), decisions)
    if entry is None:
        low, high = bounds(criterion)
        return ScoreLine(criterion.id, low, high, criterion.maximum, "unknown", "尚未录入")
    return _entered(criterion, entry)


def _measured(criterion: Criterion, measure: Measure | None, decisions: Decisions) -> ScoreLine:
    if measure is None:
        measure = Measure.unknown(Name(criterion.id), Reason.NOT_MEASURED)
    rule = criterion.rule
    if isinstance(rule, LadderRule):
        return ladder_line(criterion, rule, measure)
    low, high = met_range(criterion, measure)
    if criterion.id in decisions.inconsistent:
        low = high = ZERO
    basis = "measured" if low == high else "unknown"
    return ScoreLine(
        criterion.id,
        low,
        high,
        criterion.maximum,
        basis,
        measure_reason(measure, criterion.id in decisions.inconsistent),
        measure.findings,
        shown(measure),
    )


def bounds(criterion: Criterion) -> tuple[Decimal, Decimal]:
    """The worst and the best possible result of a criterion that nobody entered."""
    rule = criterion.rule
    if isinstance(rule, EnteredRule):
        values = [choice.value for choice in rule.choices] or [ZERO, criterion.maximum]
        return min(values), max(values)
    if isinstance(rule, LadderRule):
        values = [step.points for step in rule.steps]
        return min(values), max(values)
    if isinstance(rule, DeductionRule):
        return (-rule.yearly_cap if rule.yearly_cap is not None else rule.each), rule.otherwise
    if isinstance(rule, SatisfactionRule):
        return rule.late, criterion.maximum
    if isinstance(rule, ResponseRule):
        return min(rule.late, rule.unanswered), criterion.maximum
    return ZERO, criterion.maximum


def _entered(criterion: Criterion, entry: Entry) -> ScoreLine:
    rule = criterion.rule
    if isinstance(rule, LadderRule):
        count = int(number(entry.value.get("count", "")) or 0)
        points, reason = ladder_points(rule, count), f"录入 {count} 条"
    elif isinstance(rule, DeductionRule):
        points, reason = deduction(rule, int(number(entry.value.get("count", "")) or 0))
    elif isinstance(rule, SatisfactionRule):
        points, reason = satisfaction(criterion, rule, entry)
    elif isinstance(rule, ResponseRule):
        points, reason = response(criterion, rule, entry)
    else:
        points = min(number(entry.value.get("points", "")) or ZERO, criterion.maximum)
        reason = f"录入 {points} 分"
    note = f"（{entry.author}，{entry.created[:10]}{f'：{entry.reason}' if entry.reason else ''}）"
    return ScoreLine(
        criterion.id,
        points,
        points,
        criterion.maximum,
        "entered",
        reason + note,
        value=str(entry.value.get("count", "")),
    )
