"""The mailbox: replies in time and complete, then the gap to the district's satisfaction in percentage points."""

from decimal import ROUND_FLOOR, Decimal

from config.rubric import Criterion, SatisfactionRule
from scoring.lines import Entry, ScoreLine
from scoring.rules.kind import Bounds, Facts, Field, Kind, entered_line
from scoring.rules.number import ZERO, number
from scoring.rules.years import latest


def line(facts: Facts, rule: SatisfactionRule) -> ScoreLine:
    """10 points when all replies are in time and complete and the satisfaction reaches the district's."""
    return entered_line(facts, bounds(facts.criterion, rule), lambda entry: _entered(facts.criterion, rule, entry))


def _entered(criterion: Criterion, rule: SatisfactionRule, entry: Entry) -> tuple[Decimal, str]:
    late, messages, answered = (_value(entry, name) for name in ("late", "messages", "answered"))
    if late > 0:
        return rule.late, f"逾期回复 {late} 件"
    if answered < messages:
        return ZERO, f"回复率 {answered}/{messages}，未达到 100%"
    if "messages" in entry.value and messages == 0:
        return criterion.maximum, "没有应回复的留言"
    gap = _value(entry, "district") - _value(entry, "satisfaction")
    if gap <= 0:
        return criterion.maximum, "按期回复，满意率不低于全区总体"
    steps = (gap / rule.step).to_integral_value(ROUND_FLOOR) + 1
    return max(ZERO, criterion.maximum - steps), f"满意率低于全区总体 {gap} 个百分点"


def _value(entry: Entry, name: str) -> Decimal:
    return number(entry.value.get(name, "")) or ZERO


def bounds(criterion: Criterion, rule: SatisfactionRule) -> Bounds:
    """One late reply in the year, or everything as it should be."""
    return rule.late, criterion.maximum


SATISFACTION: Kind[SatisfactionRule] = Kind(
    name="satisfaction",
    line=line,
    bounds=bounds,
    year=latest,
    fields=(
        Field(key="messages", label="应回复件数", whole=True),
        Field(key="answered", label="已回复件数", whole=True, unless_none="messages"),
        Field(key="late", label="逾期件数", whole=True, unless_none="messages"),
        Field(key="satisfaction", label="本单位满意率（%）", high=Decimal(100), percent=True, unless_none="messages"),
        Field(key="district", label="全区总体满意率（%）", high=Decimal(100), percent=True, unless_none="messages"),
    ),
)
