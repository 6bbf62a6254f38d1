"""So many points for every counted case."""

from decimal import Decimal

from config.rubric import (
    Criterion,
    DeductionRule,
)
from scoring.lines import Decisions, ScoreLine
from scoring.rules.number import ZERO


def deduction(rule: DeductionRule, count: int) -> tuple[Decimal, str]:
    if count == 0:
        return rule.otherwise, "没有发生"
    points = rule.each * count if count else ZERO
    if rule.yearly_cap is not None:
        points = max(points, -rule.yearly_cap)
    return points, f"发生 {count} 次，每次 {rule.each} 分"


def orders_line(criterion: Criterion, rule: DeductionRule, decisions: Decisions) -> ScoreLine:
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
