"""Met and none open: full points when the measure is met, none when it is not."""

from decimal import Decimal

from checks.findings import Measure, Outcome
from config.rubric import (
    Criterion,
    MetRule,
    NoneOpenRule,
)
from scoring.rules.number import ZERO


def met_range(criterion: Criterion, measure: Measure) -> tuple[Decimal, Decimal]:
    assert isinstance(criterion.rule, (MetRule, NoneOpenRule))
    if measure.outcome in (Outcome.MET, Outcome.NOT_APPLICABLE):
        return criterion.maximum, criterion.maximum
    if measure.outcome is Outcome.NOT_MET:
        return ZERO, ZERO
    return ZERO, criterion.maximum
