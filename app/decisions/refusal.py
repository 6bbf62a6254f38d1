"""Why a decision is not taken: all objections at once, each with the place it speaks of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from app.errors import AppError, WrongUse

Value = TypeVar("Value")
TOLD = 100
"""Faults that are listed one by one: a sheet of another kind has one in each cell."""


@dataclass(frozen=True, slots=True)
class Objection:
    """One fault of what was typed: the form's field, what is wrong in Chinese, and the cell it stands in, if in one."""

    field: str
    message: str
    place: str = ""
    """Where a person finds it, as `工作表“政务公开”第 4 行 D 列`; empty where the field alone says it."""

    def __str__(self) -> str:
        return f"{self.place}：{self.message}" if self.place else self.message


class Refused(AppError):
    """Raised when a decision cannot be taken; nothing was written; correct what is named and decide again."""

    def __init__(self, objections: Sequence[Objection]) -> None:
        self.objections = tuple(objections)
        super().__init__("\n".join(str(item) for item in objections))


def listed(objections: Sequence[Objection]) -> list[str]:
    """The faults as a person reads them: the first ones each, and how many more there are."""
    told = [str(item) for item in objections[:TOLD]]
    more = len(objections) - len(told)
    return [*told, f"……另有 {more} 处，改正以上各处后再试即可看到"] if more > 0 else told


class Objections:
    """Gathers what is wrong with a form, so that all of it is said at once."""

    def __init__(self) -> None:
        self.found: list[Objection] = []

    def add(self, field: str, message: str, place: str = "") -> None:
        """One more fault."""
        self.found.append(Objection(field, message, place))

    def take(self, field: str, read: Callable[[str], Value], text: str, place: str = "") -> Value | None:
        """What a reader makes of a field's text; its WrongUse becomes an objection, and None is returned."""
        try:
            return read(text)
        except WrongUse as error:
            self.add(field, str(error), place)
            return None

    def check(self) -> None:
        """Raise Refused where anything was found."""
        if self.found:
            raise Refused(self.found)
