"""So many points for every case: counted by a person, or orders that a person confirmed as not fulfilled."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from config.rubric import Basis, Criterion, DeductionRule
from scoring.lines import Entry, LineBasis, ScoreLine
from scoring.rules.kind import Bounds, Facts, Field, Kind, entered_line
from scoring.rules.number import ZERO, number
from scoring.rules.years import capped, latest


def line(facts: Facts, rule: DeductionRule) -> ScoreLine:
    """Confirmed orders, or cases as entered."""
    if facts.criterion.basis is Basis.CONFIRMED:
        return _orders(facts, rule)
    made = entered_line(facts, bounds(facts.criterion, rule), lambda entry: _entered(rule, entry))
    if made.basis is not LineBasis.UNKNOWN or rule.yearly_cap is not None:
        return made
    return replace(made, reason=f"{made.reason}；每次 {rule.each} 分，细则没有写扣分上限，最低分按发生 1 次列出")


def _entered(rule: DeductionRule, entry: Entry) -> tuple[Decimal, str]:
    count = int(number(entry.value.get("count", "")) or 0)
    if count == 0:
        return rule.otherwise, "没有发生"
    return capped(rule.each * count, rule.yearly_cap), f"发生 {count} 次，每次 {rule.each} 分"


def _orders(facts: Facts, rule: DeductionRule) -> ScoreLine:
    """A person's word where orders were confirmed; where none was, nobody said anything, and the nights alone stand behind it."""
    criterion, decisions = facts.criterion, facts.decisions
    count, waiting = decisions.confirmed_orders.get(criterion.id, 0), decisions.open_orders.get(criterion.id, 0)
    points = capped(rule.each * count if count else ZERO, rule.yearly_cap)
    reason = f"确认未落实督办单 {count} 件" if count else "没有确认未落实的督办单"
    told = decisions.confirmations.get(criterion.id, ())
    reason += f"（{'；'.join(told)}）" if told else ""
    return ScoreLine(
        criterion.id,
        points,
        points,
        maximum=criterion.maximum,
        basis=LineBasis.CONFIRMED if count else LineBasis.MEASURED,
        reason=reason + (f"；另有 {waiting} 件待确认" if waiting else ""),
    )


def bounds(_criterion: Criterion, rule: DeductionRule) -> Bounds:
    """All that a year can cost, one case where no cap is named, or nothing."""
    return (-rule.yearly_cap if rule.yearly_cap is not None else rule.each), rule.otherwise


def year(criterion: Criterion, rule: DeductionRule, lines: Sequence[ScoreLine]) -> Bounds:
    """Orders add up to their cap; what people enter is the latest that is valid."""
    if criterion.basis is not Basis.CONFIRMED:
        return latest(criterion, rule, lines)
    low, high = sum((line.low for line in lines), ZERO), sum((line.high for line in lines), ZERO)
    return capped(low, rule.yearly_cap), capped(high, rule.yearly_cap)


DEDUCTION: Kind[DeductionRule] = Kind(
    name="deduction", line=line, bounds=bounds, year=year, fields=(Field(key="count", label="应扣分次数", whole=True),)
)
