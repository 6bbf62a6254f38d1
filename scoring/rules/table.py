"""All rule kinds, one a file; a rubric's rule is looked up by its `kind`."""

from typing import Any

from config.rubric import Criterion
from scoring.rules.declared import DECLARED
from scoring.rules.deduction import DEDUCTION
from scoring.rules.entered import ENTERED
from scoring.rules.joint import JOINT
from scoring.rules.kind import Bounds, Field, Kind
from scoring.rules.ladder import LADDER
from scoring.rules.met import MET, NONE_OPEN
from scoring.rules.per_fault import PER_FAULT
from scoring.rules.response import RESPONSE
from scoring.rules.satisfaction import SATISFACTION
from scoring.rules.veto import VETO

KINDS: dict[str, Kind[Any]] = {
    kind.name: kind
    for kind in (
        LADDER,
        MET,
        NONE_OPEN,
        ENTERED,
        DEDUCTION,
        JOINT,
        SATISFACTION,
        RESPONSE,
        PER_FAULT,
        VETO,
        DECLARED,
    )
}


def kind_of(criterion: Criterion) -> Kind[Any]:
    """The kind of a criterion's rule."""
    return KINDS[criterion.rule.kind]


def bounds(criterion: Criterion) -> Bounds:
    """The worst and the best possible result of a criterion of which nothing is known."""
    return kind_of(criterion).bounds(criterion, criterion.rule)


def fields(criterion: Criterion) -> tuple[Field, ...]:
    """What people enter for a criterion."""
    return kind_of(criterion).fields_of(criterion, criterion.rule)
