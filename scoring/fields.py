"""What people enter, field by field: the rule kinds' fields with the names and headings that forms and workbooks show."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from config.rubric import Criterion, Rubric
from scoring.rules.kind import Field
from scoring.rules.number import ZERO
from scoring.rules.shown import plain
from scoring.rules.table import fields


@dataclass(frozen=True, slots=True)
class EntryField:
    """One value of a criterion that people enter."""

    criterion: Criterion
    field: Field

    @property
    def key(self) -> str:
        """Its name in the record."""
        return self.field.key

    @property
    def name(self) -> str:
        """What names it in forms and in the workbook: `weibo.adopted:count`."""
        return f"{self.criterion.id}:{self.key}"

    @property
    def label(self) -> str:
        """What is entered, without the criterion's name."""
        return self.field.label or "得分"

    @property
    def heading(self) -> str:
        """What stands above its column."""
        if self.field.choices:
            return self.criterion.name
        if self.field.label:
            single = len(fields(self.criterion)) == 1
            return (
                f"{self.criterion.name}（{self.field.label}）"
                if single
                else f"{self.criterion.name}：{self.field.label}"
            )
        return f"{self.criterion.name}（0～{plain(self.high or ZERO)} 分）"

    @property
    def high(self) -> Decimal | None:
        """The largest value, None where there is none; the smallest is 0."""
        return self.field.high

    def may_be_empty(self, values: Mapping[str, Decimal]) -> bool:
        """Whether it has nothing to tell beside the values of its criterion: no satisfaction where nobody wrote."""
        return bool(self.field.unless_none) and values.get(self.field.unless_none) == ZERO

    @property
    def note(self) -> str:
        """When it may stay empty; nothing where it may not."""
        others = fields(self.criterion) if self.field.unless_none else ()
        return next((f"{item.label}为 0 时可不填" for item in others if item.key == self.field.unless_none), "")

    @property
    def expected(self) -> str:
        """What may stand in it, in Chinese."""
        if self.field.choices:
            return "以下之一：" + "、".join(f"“{label}”" for label, _ in self.field.choices)
        bounds = "不小于 0 的" if self.high is None else f"0 到 {plain(self.high)} 的"
        return f"{bounds}{'整数' if self.field.whole else '数'}"


def fields_of(criterion: Criterion) -> list[EntryField]:
    """The fields of a criterion; none where it is measured, confirmed or derived."""
    return [EntryField(criterion, field) for field in fields(criterion)]


def all_fields(rubric: Rubric) -> dict[str, EntryField]:
    """Every field of a rubric, by name, in the rubric's order."""
    return {field.name: field for criterion in rubric.criteria for field in fields_of(criterion)}
