"""Emergencies: one late or unanswered event takes the row of its own."""

from decimal import Decimal

from config.rubric import (
    Criterion,
    ResponseRule,
)
from scoring.lines import Entry
from scoring.rules.number import ZERO, number


def response(criterion: Criterion, rule: ResponseRule, entry: Entry) -> tuple[Decimal, str]:
    """All within two hours: full points; one late or unanswered event takes the row of its own."""
    unanswered, late = number(entry.value.get("unanswered", "")) or ZERO, number(entry.value.get("late", "")) or ZERO
    if unanswered > 0:
        return rule.unanswered, f"超出 2 小时仍未回复 {unanswered} 件"
    return (rule.late, f"超出 2 小时回复 {late} 件") if late > 0 else (criterion.maximum, "均在 2 小时内回复")
