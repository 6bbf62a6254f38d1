"""The rubric: an immutable, versioned data file. Its hash is stored with every sheet."""

import hashlib
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, ValidationError, model_validator

from config.errors import Problem, RubricError
from config.model import Model
from config.schema import SiteKind
from config.yaml_lines import dotted, line_of, read_yaml

Points = Annotated[Decimal, BeforeValidator(lambda value: Decimal(str(value)))]


UNCONFIRMED = "to be confirmed"
"""The source of a criterion whose text nobody has read yet."""


class Basis(StrEnum):
    """Where a criterion's result comes from."""

    MEASURED = "measured"
    ENTERED = "entered"
    CONFIRMED = "confirmed"
    DERIVED = "derived"


class Subject(StrEnum):
    """What a sheet is made of: a unit with its sections, or a whole site with all sections and main columns."""

    UNIT = "unit"
    SITE = "site"


class Step(Model):
    """One row of a ladder: these points from this count upwards."""

    at_least: int
    points: Points


class LadderRule(Model):
    """Points by a month's count; the first step that the count reaches wins (以上 includes the number itself)."""

    kind: Literal["ladder"]
    steps: tuple[Step, ...] = Field(min_length=2)
    yearly_deduction_cap: Points | None = None

    @model_validator(mode="after")
    def _steps_fall_to_zero(self) -> "LadderRule":
        bounds = [step.at_least for step in self.steps]
        if bounds != sorted(bounds, reverse=True) or bounds[-1] != 0:
            raise ValueError("由高到低、以 0 结尾的 steps")
        return self


class MetRule(Model):
    """Full points when the measure is met, none when it is not."""

    kind: Literal["met"]


class NoneOpenRule(Model):
    """Full points when no confirmed fault of the measure costs the month (SCORING: which moment counts)."""

    kind: Literal["none_open"]


class Choice(Model):
    """One result that a person may enter."""

    value: Points
    label: str


class EnteredRule(Model):
    """Points that a person enters: one of `choices`, or anything from 0 to the maximum."""

    kind: Literal["entered"]
    choices: tuple[Choice, ...] = ()


class DeductionRule(Model):
    """`each` points for every counted case, at most `yearly_cap` a year; `otherwise` points when there is none."""

    kind: Literal["deduction"]
    each: Points
    otherwise: Points = Decimal(0)
    yearly_cap: Points | None = None


class JointRule(Model):
    """`points` when every named criterion was entered with no points."""

    kind: Literal["joint"]
    of: tuple[str, ...] = Field(min_length=1)
    points: Points


class SatisfactionRule(Model):
    """The mailbox: replies in time and complete, then the gap to the district's satisfaction in percentage points."""

    kind: Literal["satisfaction"]
    late: Points
    step: Points


class ResponseRule(Model):
    """Emergencies: `late` or `unanswered` points as soon as one event was so."""

    kind: Literal["response"]
    late: Points
    unanswered: Points


class Counted(Model):
    """`each` points, below zero, for every fault that a measure counts."""

    measure: str
    each: Points = Field(lt=0)


class PerFaultRule(Model):
    """The maximum less so many points for each fault, until nothing is left."""

    kind: Literal["per_fault"]
    counts: tuple[Counted, ...] = Field(min_length=1)


class Threshold(Model):
    """So many faults of these measures together."""

    measures: tuple[str, ...] = Field(min_length=1)
    at_least: int = Field(ge=1)


class VetoRule(Model):
    """单项否决: the whole sheet fails as soon as one threshold is reached."""

    kind: Literal["veto"]
    any_of: tuple[Threshold, ...] = Field(min_length=1)


class DeclaredRule(Model):
    """单项否决 that only a person can tell: the whole sheet fails where somebody declared it."""

    kind: Literal["declared"]


Rule = Annotated[
    LadderRule
    | MetRule
    | NoneOpenRule
    | EnteredRule
    | DeductionRule
    | JointRule
    | SatisfactionRule
    | ResponseRule
    | PerFaultRule
    | VetoRule
    | DeclaredRule,
    Field(discriminator="kind"),
]


class Criterion(Model):
    """One 评测要点: what is judged, from which source, by which rule."""

    id: str
    name: str
    maximum: Points
    basis: Basis
    rule: Rule
    evidence: tuple[str, ...] = ()
    source: str = ""
    """The document that says so, where it is another than the rubric's, or `to be confirmed`."""

    @model_validator(mode="after")
    def _scores_nothing_unconfirmed(self) -> "Criterion":
        if self.is_unconfirmed and (self.maximum != 0 or not isinstance(self.rule, EnteredRule)):
            raise ValueError("来源待确认（source: to be confirmed）的项目不计分：maximum 须为 0，规则须为 entered")
        return self

    @property
    def is_unconfirmed(self) -> bool:
        """Whether its source was not read: it stands on the sheet and scores nothing."""
        return self.source == UNCONFIRMED

    @property
    def group(self) -> str:
        """The first part of its id, which names the 一级指标."""
        return self.id.split(".")[0]


class Row(Model):
    """One printed row of the source document."""

    text: str
    points: Points | None = None
    criterion: str


class Item(Model):
    """One 二级指标."""

    name: str
    maximum: Points | None = None
    rows: tuple[Row, ...]


class Group(Model):
    """One 一级指标."""

    id: str
    name: str
    maximum: Points
    items: tuple[Item, ...]


class RubricFile(Model):
    """The file's content."""

    id: str
    title: str
    source: str
    subject: Subject = Subject.UNIT
    year_policy: Literal["mean_of_gains_plus_capped_deductions", "none"]
    maximum: Points
    criteria: tuple[Criterion, ...]
    groups: tuple[Group, ...]

    @model_validator(mode="after")
    def _adds_up(self) -> "RubricFile":
        ids = [criterion.id for criterion in self.criteria]
        if len(ids) != len(set(ids)):
            raise ValueError("不重复的 criteria 编号")
        printed = {row.criterion for group in self.groups for item in group.items for row in item.rows}
        if unknown := printed ^ set(ids):
            raise ValueError(f"criteria 与 groups 中一致的编号（不一致：{'、'.join(sorted(unknown))}）")
        for group in self.groups:
            total = sum((item.maximum for item in self.criteria if item.group == group.id), Decimal(0))
            if total != group.maximum:
                raise ValueError(f"{group.name}各要点之和 {group.maximum}（现为 {total}）")
        if sum((group.maximum for group in self.groups), Decimal(0)) != self.maximum:
            raise ValueError(f"各一级指标之和 {self.maximum}")
        return self


class Rubric(RubricFile):
    """A rubric with the hash of the file it was read from."""

    sha256: str

    @property
    def site_groups(self) -> tuple[Group, ...]:
        """The groups that the two sites are evaluated by, in the order of the document."""
        return tuple(group for group in self.groups if group.id in set(SiteKind))

    def criterion(self, criterion_id: str) -> Criterion:
        """The criterion with this id; KeyError where there is none."""
        for criterion in self.criteria:
            if criterion.id == criterion_id:
                return criterion
        raise KeyError(criterion_id)


def load_rubric(path: Path) -> Rubric:
    """Read a rubric file; raise RubricError naming every wrong place."""
    shown = f"rubrics/{path.name}"
    value, lines, problems = read_yaml(path, shown)
    if problems:
        raise RubricError(problems)
    digest = hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
    try:
        return Rubric.model_validate({**(value if isinstance(value, dict) else {}), "sha256": digest})
    except ValidationError as error:
        found = [
            Problem(shown, line_of(lines, item["loc"]), dotted(item["loc"]), str(item["input"])[:60], item["msg"])
            for item in error.errors()
        ]
        raise RubricError(found) from None
