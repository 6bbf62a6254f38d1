"""What a rule kind is: how a criterion's line, its bounds, its year, and what people enter for it follow from its rule."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from checks.findings import Measure
from config.rubric import Basis, Criterion
from scoring.lines import Decisions, Entry, LineBasis, ScoreLine
from scoring.rules.number import ZERO, number

R = TypeVar("R")
Bounds = tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything that one criterion's line for one month may rest on."""

    criterion: Criterion
    measures: Mapping[str, Measure]
    decisions: Decisions
    lines: Mapping[str, ScoreLine]
    """Lines of the sheet that are made before: a derived criterion rests on them."""

    @property
    def measure(self) -> Measure | None:
        """The measure of the criterion's own name, None where nothing was measured."""
        return self.measures.get(self.criterion.id)

    @property
    def entry(self) -> Entry | None:
        """What a person entered for it."""
        return self.decisions.entries.get(self.criterion.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One value that people enter for a criterion: a number within bounds, or one of `choices` (label and value)."""

    key: str
    label: str = ""
    high: Decimal | None = None
    """The largest value, None where there is none; the smallest is 0."""
    whole: bool = False
    percent: bool = False
    """Whether it is a rate in per cent, where 95 and 95% are the same."""
    choices: tuple[tuple[str, Decimal], ...] = ()
    unless_none: str = ""
    """The field that says how many there are: where that is 0, this one has nothing to tell and may stay empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind(Generic[R]):
    """One kind of rule. `bounds` are the worst and the best possible result, where nothing is known."""

    name: str
    line: Callable[[Facts, R], ScoreLine]
    bounds: Callable[[Criterion, R], Bounds]
    year: Callable[[Criterion, R, Sequence[ScoreLine]], Bounds]
    fields: tuple[Field, ...] | Callable[[Criterion, R], tuple[Field, ...]] = ()
    counts_a_month: bool = False
    """Whether what people enter is a month's count, which says nothing of the next month."""

    def fields_of(self, criterion: Criterion, rule: R) -> tuple[Field, ...]:
        """What people enter for a criterion, nothing where it is not theirs to enter."""
        if criterion.basis is not Basis.ENTERED:
            return ()
        return self.fields(criterion, rule) if callable(self.fields) else self.fields


def from_zero(criterion: Criterion, _rule: object) -> Bounds:
    """The bounds of most rules: nothing, or everything."""
    return ZERO, criterion.maximum


def entered_line(facts: Facts, bounds: Bounds, judged: Callable[[Entry], tuple[Decimal, str]]) -> ScoreLine:
    """The line of a criterion that a person enters: a range until somebody did."""
    criterion, entry = facts.criterion, facts.entry
    if entry is None or any(number(text) is None for text in entry.value.values()):
        reason = "尚未录入" if entry is None else f"{entry.author}录入的内容无法识别，请重新录入"
        return ScoreLine(criterion.id, *bounds, maximum=criterion.maximum, basis=LineBasis.UNKNOWN, reason=reason)
    points, reason = judged(entry)
    note = f"（{entry.author}，{entry.created[:10]}{f'：{entry.reason}' if entry.reason else ''}）"
    return ScoreLine(
        criterion.id,
        points,
        points,
        maximum=criterion.maximum,
        basis=LineBasis.ENTERED,
        reason=reason + note,
        value=str(entry.value.get("count", "")),
    )
