"""Sheets: all lines of a unit for a month, and a year from its months."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from checks.findings import Measure
from config.rubric import Criterion, DeductionRule, LadderRule, Rubric
from scoring.lines import Decisions, ScoreLine, Sheet, Total
from scoring.rules.line import score
from scoring.rules.number import ZERO

CENT = Decimal("0.01")


def month_sheet(unit: str, month: str, rubric: Rubric, measures: Sequence[Measure], decisions: Decisions) -> Sheet:
    """The 100-point sheet of one unit for one month; the denominator never moves."""
    by_name: dict[str, Measure] = {measure.name: measure for measure in measures}
    lines: dict[str, ScoreLine] = {}
    derived = [criterion for criterion in rubric.criteria if criterion.basis == "derived"]
    for criterion in (*(item for item in rubric.criteria if item.basis != "derived"), *derived):
        lines[criterion.id] = score(criterion, by_name, decisions, lines)
    ordered = tuple(lines[criterion.id] for criterion in rubric.criteria)
    return _sheet(unit, month, rubric, ordered)


def _sheet(unit: str, period: str, rubric: Rubric, lines: tuple[ScoreLine, ...], months: tuple[str, ...] = ()) -> Sheet:
    groups = {
        group.id: _total([line for line in lines if line.criterion.startswith(f"{group.id}.")], group.maximum)
        for group in rubric.groups
    }
    total = _total(list(lines), rubric.maximum)
    vetoes = {line.veto for line in lines}
    if "yes" in vetoes:
        total = Total(ZERO, ZERO, rubric.maximum)
    elif "unknown" in vetoes:
        total = Total(min(ZERO, total.low), total.high, rubric.maximum)
    return Sheet(
        unit,
        period,
        rubric.id,
        rubric.sha256,
        lines,
        groups,
        total,
        coverage(rubric, lines),
        months,
    )


def _total(lines: Sequence[ScoreLine], maximum: Decimal) -> Total:
    return Total(sum((line.low for line in lines), ZERO), sum((line.high for line in lines), ZERO), maximum)


def coverage(rubric: Rubric, lines: Sequence[ScoreLine]) -> Decimal:
    """The share of points that are backed by conclusive measures or by entries, from 0 to 1."""
    known = sum((line.maximum for line in lines if line.is_known), ZERO)
    return (known / rubric.maximum).quantize(CENT, ROUND_HALF_UP)


def year_sheet(unit: str, year: str, rubric: Rubric, sheets: Sequence[Sheet]) -> Sheet:
    """The year from its months by the rubric's year policy; the order of the months does not matter."""
    ordered = sorted(sheets, key=lambda sheet: sheet.period)
    lines = tuple(
        _year_line(criterion, [sheet.line(criterion.id) for sheet in ordered]) for criterion in rubric.criteria
    )
    return _sheet(unit, year, rubric, lines, tuple(sheet.period for sheet in ordered))


def _year_line(criterion: Criterion, lines: Sequence[ScoreLine]) -> ScoreLine:
    if not lines:
        return ScoreLine(
            criterion.id,
            min(ZERO, criterion.maximum),
            criterion.maximum,
            criterion.maximum,
            "unknown",
            "没有已封账的月份",
        )
    rule = criterion.rule
    if isinstance(rule, LadderRule):
        low = mean_of_gains([line.low for line in lines], rule.yearly_deduction_cap)
        high = mean_of_gains([line.high for line in lines], rule.yearly_deduction_cap)
    elif isinstance(rule, DeductionRule) and criterion.basis == "confirmed":
        low = _capped(sum((line.low for line in lines), ZERO), rule.yearly_cap)
        high = _capped(sum((line.high for line in lines), ZERO), rule.yearly_cap)
    elif criterion.basis == "measured":
        low, high = _mean([line.low for line in lines]), _mean([line.high for line in lines])
    else:
        low, high = lines[-1].low, lines[-1].high
    basis = "unknown" if any(line.basis == "unknown" for line in lines) and low != high else lines[-1].basis
    return ScoreLine(criterion.id, low, high, criterion.maximum, basis, f"按 {len(lines)} 个月计算")


def mean_of_gains(points: Sequence[Decimal], cap: Decimal | None) -> Decimal:
    """The mean of the non-negative monthly points, a month with a deduction giving 0, plus the capped deductions."""
    gains = _mean([max(value, ZERO) for value in points])
    return gains + _capped(sum((min(value, ZERO) for value in points), ZERO), cap)


def _mean(points: Sequence[Decimal]) -> Decimal:
    return (sum(points, ZERO) / len(points)).quantize(CENT, ROUND_HALF_UP)


def _capped(points: Decimal, cap: Decimal | None) -> Decimal:
    return points if cap is None else max(points, -cap)
