"""A year from its months: the ways that the rubric's year policy knows (SCORING: from months to the year)."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from config.rubric import Criterion
from scoring.lines import ScoreLine
from scoring.rules.number import ZERO

CENT = Decimal("0.01")
"""Means are rounded to cents, as the office writes points."""


def mean_of_months(_criterion: Criterion, _rule: object, lines: Sequence[ScoreLine]) -> tuple[Decimal, Decimal]:
    """The mean of the months: measured criteria."""
    return mean([line.low for line in lines]), mean([line.high for line in lines])


def latest(_criterion: Criterion, _rule: object, lines: Sequence[ScoreLine]) -> tuple[Decimal, Decimal]:
    """The latest month: criteria that people enter, where the latest valid entry counts."""
    return lines[-1].low, lines[-1].high


def mean_of_gains(points: Sequence[Decimal], cap: Decimal | None) -> Decimal:
    """The mean of the non-negative monthly points, a month with a deduction giving 0, plus the capped deductions."""
    gains = mean([max(value, ZERO) for value in points])
    return gains + capped(sum((min(value, ZERO) for value in points), ZERO), cap)


def mean(points: Sequence[Decimal]) -> Decimal:
    """The mean, in cents."""
    return (sum(points, ZERO) / len(points)).quantize(CENT, ROUND_HALF_UP)


def capped(points: Decimal, cap: Decimal | None) -> Decimal:
    """Deductions cut off at their cap."""
    return points if cap is None else max(points, -cap)
