"""The mailbox: replies in time and complete, then the gap to the district's satisfaction."""

from decimal import ROUND_FLOOR, Decimal

from config.rubric import (
    Criterion,
    SatisfactionRule,
)
from scoring.lines import Entry
from scoring.rules.number import ZERO, number


def satisfaction(criterion: Criterion, rule: SatisfactionRule, entry: Entry) -> tuple[Decimal, str]:
    """10 points when all replies are in time and complete and the satisfaction reaches the district's."""
    late = number(entry.value.get("late", "")) or ZERO
    messages, answered = (
        number(entry.value.get("messages", "")) or ZERO,
        number(entry.value.get("answered", "")) or ZERO,
    )
    if late > 0:
        return rule.late, f"逾期回复 {late} 件"
    if answered < messages:
        return ZERO, f"回复率 {answered}/{messages}，未达到 100%"
    gap = (number(entry.value.get("district", "")) or ZERO) - (number(entry.value.get("satisfaction", "")) or ZERO)
    if gap <= 0:
        return criterion.maximum, "按期回复，满意率不低于全区总体"
    steps = (gap / rule.step).to_integral_value(ROUND_FLOOR) + 1
    return max(ZERO, criterion.maximum - steps), f"满意率低于全区总体 {gap} 个百分点"
