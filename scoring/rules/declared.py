"""单项否决 that only a person can tell: nothing is known until somebody says whether it was found."""

from dataclasses import replace
from decimal import Decimal

from config.rubric import DeclaredRule
from scoring.lines import Entry, LineBasis, ScoreLine, Veto
from scoring.rules.kind import Facts, Field, Kind, entered_line, from_zero
from scoring.rules.number import ZERO, number
from scoring.rules.years import latest

FOUND = (("未发现", Decimal(0)), ("发现", Decimal(1)))
"""What may be declared, as forms show it and as records keep it."""


def line(facts: Facts, _rule: DeclaredRule) -> ScoreLine:
    """As it was declared; unknown where nobody declared anything."""
    made = entered_line(facts, (ZERO, ZERO), _declared)
    if made.basis is LineBasis.UNKNOWN or facts.entry is None:
        return replace(made, veto=Veto.UNKNOWN)
    return replace(made, veto=Veto.YES if _is_found(facts.entry) else Veto.NO)


def _declared(entry: Entry) -> tuple[Decimal, str]:
    return ZERO, f"人工认定{'存在' if _is_found(entry) else '不存在'}"


def _is_found(entry: Entry) -> bool:
    return bool(number(entry.value.get("found", "")))


DECLARED: Kind[DeclaredRule] = Kind(
    name="declared", line=line, bounds=from_zero, year=latest, fields=(Field(key="found", choices=FOUND),)
)
