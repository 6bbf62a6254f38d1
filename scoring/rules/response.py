"""Emergencies: all within two hours gives full points; one late or unanswered event takes the row of its own."""

from decimal import Decimal

from config.rubric import Criterion, ResponseRule
from scoring.lines import Entry, ScoreLine
from scoring.rules.kind import Bounds, Facts, Field, Kind, entered_line
from scoring.rules.number import ZERO, number
from scoring.rules.years import latest


def line(facts: Facts, rule: ResponseRule) -> ScoreLine:
    """The worst event decides."""
    return entered_line(facts, bounds(facts.criterion, rule), lambda entry: _entered(facts.criterion, rule, entry))


def _entered(criterion: Criterion, rule: ResponseRule, entry: Entry) -> tuple[Decimal, str]:
    unanswered, late = (number(entry.value.get(name, "")) or ZERO for name in ("unanswered", "late"))
    if unanswered > 0:
        return rule.unanswered, f"超出 2 小时仍未回复 {unanswered} 件"
    if number(entry.value.get("events", "")) == ZERO:
        return criterion.maximum, "没有事件"
    return (rule.late, f"超出 2 小时回复 {late} 件") if late > 0 else (criterion.maximum, "均在 2 小时内回复")


def bounds(criterion: Criterion, rule: ResponseRule) -> Bounds:
    """The worse of both rows, or full points."""
    return min(rule.late, rule.unanswered), criterion.maximum


RESPONSE: Kind[ResponseRule] = Kind(
    name="response",
    line=line,
    bounds=bounds,
    year=latest,
    fields=(
        Field(key="events", label="事件数", whole=True),
        Field(key="late", label="超 2 小时回复数", whole=True, unless_none="events"),
        Field(key="unanswered", label="超 2 小时未回复数", whole=True, unless_none="events"),
    ),
)
