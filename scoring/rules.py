"""The rubric's rules: a measure or an entry to points low–high. Unknown is never zero and never full marks."""

from collections.abc import Mapping
from decimal import ROUND_FLOOR, Decimal, InvalidOperation

from checks.findings import Measure, Outcome
from config.rubric import (
    Criterion,
    DeductionRule,
    EnteredRule,
    JointRule,
    LadderRule,
    MetRule,
    NoneOpenRule,
    PerFaultRule,
    ResponseRule,
    SatisfactionRule,
    VetoRule,
)
from scoring.lines import Decisions, Entry, ScoreLine
from scoring.words import measure_reason

ZERO = Decimal(0)


def score(
    criterion: Criterion, measures: Mapping[str, Measure], decisions: Decisions, lines: Mapping[str, ScoreLine]
) -> ScoreLine:
    """The line of one criterion for one month; an override stands beside what was measured."""
    line = _line(criterion, measures, decisions, lines)
    override = decisions.overrides.get(criterion.id)
    if override is None:
        return line
    points = _number(override.value.get("points", "")) or ZERO
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
        return _joint(criterion, rule, lines)
    if criterion.basis == "confirmed" and isinstance(rule, DeductionRule):
        return _orders(criterion, rule, decisions)
    if isinstance(rule, PerFaultRule):
        return _per_fault(criterion, rule, measures)
    if isinstance(rule, VetoRule):
        return _veto(criterion, rule, measures)
    if criterion.basis == "measured":
        return _measured(criterion, measures.get(criterion.id), decisions)
    if entry is None:
        low, high = bounds(criterion)
        return ScoreLine(criterion.id, low, high, criterion.maximum, "unknown", "尚未录入")
    return _entered(criterion, entry)


# ---- measured criteria --------------------------------------------------------------------------------------------------


def _measured(criterion: Criterion, measure: Measure | None, decisions: Decisions) -> ScoreLine:
    if measure is None:
        measure = Measure(criterion.id, None, Outcome.INCONCLUSIVE, "not_measured")
    rule = criterion.rule
    if isinstance(rule, LadderRule):
        return _ladder(criterion, rule, measure)
    low, high = _met_range(criterion, measure)
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
        _shown(measure),
    )


def _met_range(criterion: Criterion, measure: Measure) -> tuple[Decimal, Decimal]:
    assert isinstance(criterion.rule, (MetRule, NoneOpenRule))
    if measure.outcome in (Outcome.MET, Outcome.NOT_APPLICABLE):
        return criterion.maximum, criterion.maximum
    if measure.outcome is Outcome.NOT_MET:
        return ZERO, ZERO
    return ZERO, criterion.maximum


def ladder_points(rule: LadderRule, count: int) -> Decimal:
    """The points of the first step that a count reaches (以上 includes the number itself)."""
    for step in rule.steps:
        if count >= step.at_least:
            return step.points
    raise ValueError(f"a count below zero: {count}")


def _ladder(criterion: Criterion, rule: LadderRule, measure: Measure) -> ScoreLine:
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
        _shown(measure),
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


def _range(measures: Mapping[str, Measure], name: str) -> tuple[int, int | None, tuple[str, ...]]:
    """How many faults a measure counts at least and at most (None: nobody knows), and which."""
    measure = measures.get(name)
    if measure is None:
        return 0, None, ()
    return measure.lower if measure.value is None else measure.value, measure.upper, measure.findings


def _per_fault(criterion: Criterion, rule: PerFaultRule, measures: Mapping[str, Measure]) -> ScoreLine:
    ranges = [(counted.each, *_range(measures, counted.measure)) for counted in rule.counts]
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


def _veto(criterion: Criterion, rule: VetoRule, measures: Mapping[str, Measure]) -> ScoreLine:
    answers, reasons = [], []
    findings: tuple[str, ...] = ()
    for threshold in rule.any_of:
        ranges = [_range(measures, name) for name in threshold.measures]
        least = sum(lower for lower, _, _ in ranges)
        most = None if any(upper is None for _, upper, _ in ranges) else sum(upper or 0 for _, upper, _ in ranges)
        findings += tuple(key for _, _, keys in ranges for key in keys)
        reached = least >= threshold.at_least
        answers.append("yes" if reached else "no" if most is not None and most < threshold.at_least else "unknown")
        exact = "" if most == least else "至少 "
        reasons.append("未发现" if most == 0 else f"{exact}{least} 个，达到 {threshold.at_least} 个即否决")
    answer = next(item for item in ("yes", "unknown", "no") if item in answers)
    basis = "unknown" if answer == "unknown" else "measured"
    return ScoreLine(criterion.id, ZERO, ZERO, criterion.maximum, basis, "；".join(reasons), findings, veto=answer)


def _shown(measure: Measure) -> str:
    if measure.value is not None:
        return str(measure.value)
    return f"≥{measure.lower}" if measure.lower else ""


# ---- entered criteria ---------------------------------------------------------------------------------------------------


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
        count = int(_number(entry.value.get("count", "")) or 0)
        points, reason = ladder_points(rule, count), f"录入 {count} 条"
    elif isinstance(rule, DeductionRule):
        points, reason = _deduction(rule, int(_number(entry.value.get("count", "")) or 0))
    elif isinstance(rule, SatisfactionRule):
        points, reason = _satisfaction(criterion, rule, entry)
    elif isinstance(rule, ResponseRule):
        points, reason = _response(criterion, rule, entry)
    else:
        points = min(_number(entry.value.get("points", "")) or ZERO, criterion.maximum)
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


def _deduction(rule: DeductionRule, count: int) -> tuple[Decimal, str]:
    if count == 0:
        return rule.otherwise, "没有发生"
    points = rule.each * count if count else ZERO
    if rule.yearly_cap is not None:
        points = max(points, -rule.yearly_cap)
    return points, f"发生 {count} 次，每次 {rule.each} 分"


def _satisfaction(criterion: Criterion, rule: SatisfactionRule, entry: Entry) -> tuple[Decimal, str]:
    """10 points when all replies are in time and complete and the satisfaction reaches the district's."""
    late = _number(entry.value.get("late", "")) or ZERO
    messages, answered = (
        _number(entry.value.get("messages", "")) or ZERO,
        _number(entry.value.get("answered", "")) or ZERO,
    )
    if late > 0:
        return rule.late, f"逾期回复 {late} 件"
    if answered < messages:
        return ZERO, f"回复率 {answered}/{messages}，未达到 100%"
    gap = (_number(entry.value.get("district", "")) or ZERO) - (_number(entry.value.get("satisfaction", "")) or ZERO)
    if gap <= 0:
        return criterion.maximum, "按期回复，满意率不低于全区总体"
    steps = (gap / rule.step).to_integral_value(ROUND_FLOOR) + 1
    return max(ZERO, criterion.maximum - steps), f"满意率低于全区总体 {gap} 个百分点"


def _response(criterion: Criterion, rule: ResponseRule, entry: Entry) -> tuple[Decimal, str]:
    """All within two hours: full points; one late or unanswered event takes the row of its own."""
    unanswered, late = _number(entry.value.get("unanswered", "")) or ZERO, _number(entry.value.get("late", "")) or ZERO
    if unanswered > 0:
        return rule.unanswered, f"超出 2 小时仍未回复 {unanswered} 件"
    return (rule.late, f"超出 2 小时回复 {late} 件") if late > 0 else (criterion.maximum, "均在 2 小时内回复")


def _joint(criterion: Criterion, rule: JointRule, lines: Mapping[str, ScoreLine]) -> ScoreLine:
    """The joint deduction: certain when every part is known to be zero, possible when every part may be."""
    parts = [lines[name] for name in rule.of if name in lines]
    may = all(part.low <= 0 for part in parts)
    must = all(part.high <= 0 for part in parts)
    low, high = (rule.points if may else ZERO), (rule.points if must else ZERO)
    basis = "derived" if low == high else "unknown"
    reason = "各项均未公布" if must else "取决于尚未录入的项目" if may else "至少一项已公布"
    return ScoreLine(criterion.id, low, high, criterion.maximum, basis, reason)


def _orders(criterion: Criterion, rule: DeductionRule, decisions: Decisions) -> ScoreLine:
    count = decisions.confirmed_orders.get(criterion.id, 0)
    points = rule.each * count if count else ZERO
    if rule.yearly_cap is not None:
        points = max(points, -rule.yearly_cap)
    waiting = decisions.open_orders.get(criterion.id, 0)
    reason = f"确认未落实督办单 {count} 件" if count else "没有确认未落实的督办单"
    return ScoreLine(
        criterion.id,
        points,
        points,
        criterion.maximum,
        "confirmed",
        reason + (f"；另有 {waiting} 件待确认" if waiting else ""),
    )


def _number(text: object) -> Decimal | None:
    try:
        return Decimal(str(text))
    except InvalidOperation:
        return None
