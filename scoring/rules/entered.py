"""Points that a person enters: one of the rule's choices, or anything from 0 to the maximum."""

from decimal import Decimal

from config.rubric import Criterion, EnteredRule
from scoring.lines import Entry, ScoreLine
from scoring.rules.kind import Bounds, Facts, Field, Kind, entered_line
from scoring.rules.number import ZERO, number
from scoring.rules.years import latest


def line(facts: Facts, rule: EnteredRule) -> ScoreLine:
    """The points as entered, never above the maximum."""
    return entered_line(facts, bounds(facts.criterion, rule), lambda entry: _entered(facts.criterion, entry))


def _entered(criterion: Criterion, entry: Entry) -> tuple[Decimal, str]:
    points = min(number(entry.value.get("points", "")) or ZERO, criterion.maximum)
    return points, f"录入 {points} 分"


def bounds(criterion: Criterion, rule: EnteredRule) -> Bounds:
    """The lowest and the highest choice."""
    values = [choice.value for choice in rule.choices] or [ZERO, criterion.maximum]
    return min(values), max(values)


def fields(criterion: Criterion, rule: EnteredRule) -> tuple[Field, ...]:
    """One choice, or a number of points."""
    choices = tuple((choice.label, choice.value) for choice in rule.choices)
    return (Field(key="points", high=None if choices else criterion.maximum, choices=choices),)


ENTERED: Kind[EnteredRule] = Kind(name="entered", line=line, bounds=bounds, year=latest, fields=fields)
