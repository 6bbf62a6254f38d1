"""Sheets: all lines of a unit for a month, and a year from its months."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from checks.findings import Measure
from config.rubric import Basis, Criterion, Rubric
from scoring.lines import Decisions, LineBasis, ScoreLine, Sheet, Total, Veto
from scoring.rules.line import score
from scoring.rules.number import ZERO
from scoring.rules.table import bounds, kind_of
from scoring.rules.years import CENT


def month_sheet(unit: str, month: str, rubric: Rubric, measures: Sequence[Measure], decisions: Decisions) -> Sheet:
    """The sheet of one unit (or site) for one month; the denominator never moves."""
    by_name: dict[str, Measure] = {measure.name: measure for measure in measures}
    lines: dict[str, ScoreLine] = {}
    # derived criteria rest on the lines of the others
    for criterion in sorted(rubric.criteria, key=lambda item: item.basis is Basis.DERIVED):
        lines[criterion.id] = score(criterion, by_name, decisions, lines)
    return _sheet(unit, month, rubric, tuple(lines[criterion.id] for criterion in rubric.criteria))


def _sheet(unit: str, period: str, rubric: Rubric, lines: tuple[ScoreLine, ...], months: tuple[str, ...] = ()) -> Sheet:
    return Sheet(
        unit,
        period,
        rubric=rubric.id,
        rubric_sha256=rubric.sha256,
        lines=lines,
        groups={
            group.id: _total([line for line in lines if line.criterion.startswith(f"{group.id}.")], group.maximum)
            for group in rubric.groups
        },
        total=_vetoed(_total(lines, rubric.maximum), {line.veto for line in lines}),
        coverage=coverage(rubric, lines),
        months=months,
    )


def _total(lines: Sequence[ScoreLine], maximum: Decimal) -> Total:
    return Total(sum((line.low for line in lines), ZERO), sum((line.high for line in lines), ZERO), maximum)


def _vetoed(total: Total, vetoes: set[Veto]) -> Total:
    """Nothing where the sheet fails as a whole, perhaps nothing where it may."""
    if Veto.YES in vetoes:
        return Total(ZERO, ZERO, total.maximum)
    return Total(min(ZERO, total.low), total.high, total.maximum) if Veto.UNKNOWN in vetoes else total


def coverage(rubric: Rubric, lines: Sequence[ScoreLine]) -> Decimal:
    """The share of points that are backed by conclusive measures or by entries, from 0 to 1."""
    known = sum((line.maximum for line in lines if line.is_known), ZERO)
    return (known / rubric.maximum).quantize(CENT, ROUND_HALF_UP)


def year_sheet(unit: str, year: str, rubric: Rubric, sheets: Sequence[Sheet]) -> Sheet:
    """The year from its months by the rubric's year policy; the order of the months does not matter.

    A month that was closed under a rubric without a criterion says nothing of it.
    """
    ordered = sorted(sheets, key=lambda sheet: sheet.period)
    by_id = [{line.criterion: line for line in sheet.lines} for sheet in ordered]
    lines = tuple(
        _year_line(criterion, [lines[criterion.id] for lines in by_id if criterion.id in lines])
        for criterion in rubric.criteria
    )
    return _sheet(unit, year, rubric, lines, tuple(sheet.period for sheet in ordered))


def _year_line(criterion: Criterion, lines: Sequence[ScoreLine]) -> ScoreLine:
    if not lines:
        low, high = bounds(criterion)
        return ScoreLine(
            criterion.id,
            low,
            high,
            maximum=criterion.maximum,
            basis=LineBasis.UNKNOWN,
            reason="没有已封账的月份",
        )
    low, high = kind_of(criterion).year(criterion, criterion.rule, lines)
    return ScoreLine(
        criterion.id,
        low,
        high,
        maximum=criterion.maximum,
        basis=_year_basis(criterion, lines) if low == high else LineBasis.UNKNOWN,
        reason=f"按 {len(lines)} 个月计算",
    )


def _year_basis(criterion: Criterion, lines: Sequence[ScoreLine]) -> LineBasis:
    """Where a year's points come from: the last month says it, and of orders any month with a person's word."""
    is_said = criterion.basis is Basis.CONFIRMED and any(line.basis is LineBasis.CONFIRMED for line in lines)
    return LineBasis.CONFIRMED if is_said else lines[-1].basis
