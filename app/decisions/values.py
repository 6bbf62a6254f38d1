"""One value of an entry or an override, from what was typed for it."""

from decimal import Decimal

from app.decisions import typed
from app.errors import WrongUse
from scoring.fields import EntryField
from scoring.rules.number import ZERO
from scoring.rules.shown import plain

FINEST = Decimal("0.01")
"""The smallest step of points: the rubric's own are halves, means of months have two decimals."""


def read_value(field: EntryField, text: str) -> Decimal:
    """A field's text as a number; a choice by its label. Raises WrongUse saying what was expected.

    A rate is in per cent: `95` and `95%` are the same, and a bare number of at most 1 is refused, for 0.98 may mean 98 %.
    """
    if field.field.choices:
        return _choice(field, text)
    said, marked = _without_sign(text) if field.field.percent else (text, False)
    value = _within(field, said, text)
    if field.field.percent and not marked and ZERO < value <= 1:
        meant = plain(value * 100)
        raise WrongUse(f"{typed.told(text)}，满意率按百分数填写：{meant}% 请填 {meant}")
    return value


def read_points(text: str) -> Decimal:
    """Points, by the rubric's decimals. Raises WrongUse."""
    value = typed.number(text)
    if value != value.quantize(FINEST):
        raise WrongUse(f"{typed.told(text)}，得分最多保留两位小数")
    return value


def _choice(field: EntryField, text: str) -> Decimal:
    labels = dict(field.field.choices)
    if text.strip() not in labels:
        raise WrongUse(f"{typed.told(text)}，应为{field.expected}")
    return labels[text.strip()]


def _within(field: EntryField, said: str, text: str) -> Decimal:
    """A number within the field's bounds."""
    try:
        value = typed.number(said)
    except WrongUse:
        raise WrongUse(f"{typed.told(text)}，应为{field.expected}") from None
    outside = value < ZERO or (field.high is not None and value > field.high)
    if outside or (field.field.whole and value % 1):
        raise WrongUse(f"{typed.told(text)}，应为{field.expected}")
    return value if field.field.whole or field.field.percent else read_points(said)


def _without_sign(text: str) -> tuple[str, bool]:
    """A rate without its per cent sign, and whether it had one."""
    said = text.strip()
    return (said[:-1], True) if said.endswith(("%", "％")) else (said, False)
