"""What scoring produces: lines, sheets, and the decisions of people that it takes as input."""

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field
from decimal import Decimal
from enum import StrEnum


class LineBasis(StrEnum):
    """Where a line's points come from; `unknown` where they are a range."""

    MEASURED = "measured"
    ENTERED = "entered"
    CONFIRMED = "confirmed"
    DERIVED = "derived"
    OVERRIDE = "override"
    UNKNOWN = "unknown"


class Veto(StrEnum):
    """Whether a criterion that can fail the whole sheet does (单项否决); NONE for all others."""

    NONE = ""
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a person entered for a criterion: who, when, why, and for which months it is valid."""

    unit: str
    criterion: str
    value: Mapping[str, str]
    author: str
    reason: str
    valid_from: str
    valid_to: str
    created: str
    id: int = 0

    def is_valid_for(self, month: str) -> bool:
        """Whether the entry is valid for a month (`2026-10`)."""
        return (not self.valid_from or self.valid_from[:7] <= month) and (
            not self.valid_to or month <= self.valid_to[:7]
        )


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """The points of one unit for one criterion and period: as a range where something is unknown."""

    criterion: str
    low: Decimal
    high: Decimal
    _: KW_ONLY
    maximum: Decimal
    basis: LineBasis
    reason: str
    findings: tuple[str, ...] = ()
    value: str = ""
    advice: str = ""
    measured: str = ""
    """The measured points beside a person's override, empty where there is none."""
    veto: Veto = Veto.NONE

    @property
    def is_known(self) -> bool:
        """Whether nothing about the line is unknown."""
        return self.low == self.high and self.basis is not LineBasis.UNKNOWN


def span(line: ScoreLine) -> str:
    """A line's points as people write them."""
    return f"{line.low}" if line.low == line.high else f"{line.low}～{line.high}"


@dataclass(frozen=True, slots=True)
class Total:
    """Points of a group or of the sheet, as a range."""

    low: Decimal
    high: Decimal
    maximum: Decimal


@dataclass(frozen=True, slots=True)
class Sheet:
    """One unit's sheet for one month or one year."""

    unit: str
    period: str
    _: KW_ONLY
    rubric: str
    rubric_sha256: str
    lines: tuple[ScoreLine, ...]
    groups: Mapping[str, Total]
    total: Total
    coverage: Decimal
    months: tuple[str, ...] = ()

    @property
    def veto(self) -> Veto:
        """Whether the sheet fails as a whole (单项否决)."""
        said = {line.veto for line in self.lines}
        return next((answer for answer in (Veto.YES, Veto.UNKNOWN, Veto.NO) if answer in said), Veto.NONE)

    def line(self, criterion: str) -> ScoreLine:
        """The line of a criterion; KeyError where there is none."""
        for line in self.lines:
            if line.criterion == criterion:
                return line
        raise KeyError(criterion)


@dataclass(frozen=True, slots=True)
class Decisions:
    """What people decided for one unit, as far as it is valid for a month."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    overrides: Mapping[str, Entry] = field(default_factory=dict)
    confirmed_orders: Mapping[str, int] = field(default_factory=dict)
    open_orders: Mapping[str, int] = field(default_factory=dict)
    confirmations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Of each confirmed order its number, who confirmed it, when and why, by criterion."""
    inconsistent: Mapping[str, Entry] = field(default_factory=dict)
