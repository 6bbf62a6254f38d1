"""For which months a decision holds: an end not before its beginning, months that are assessed, none that is closed."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.decisions import typed
from app.decisions.desk import Desk
from app.decisions.refusal import Objections
from config.month import Month
from db.decisions import Ledger

FURTHEST = 12
"""Months ahead that a decision may begin: what lies further is a mistyped year."""


@dataclass(frozen=True, slots=True)
class Period:
    """From a month to a month, both included; without end where `last` is None."""

    first: Month
    last: Month | None

    @property
    def ends(self) -> str:
        """The last month as a record keeps it."""
        return "" if self.last is None else str(self.last)

    def holds(self, month: str) -> bool:
        """Whether a month (`2026-10`) lies in it."""
        return str(self.first) <= month and (self.last is None or month <= str(self.last))


def read_period(
    desk: Desk, found: Objections, first: str, last: str, places: tuple[str, str] = ("", "")
) -> Period | None:
    """The period that two texts name, an empty end meaning none; what is wrong with it goes to `found` (`first`, `last`)."""
    begins = found.take("first", typed.month, first, places[0])
    ends = begins
    if last.strip() != first.strip():
        ends = found.take("last", typed.month, last, places[1]) if last.strip() else None
    if begins is None or (ends is None and last.strip()):
        return None
    period = Period(begins, ends)
    if ends is not None and ends < begins:
        found.add("last", f"结束月份 {ends} 早于开始月份 {begins}", places[1])
        return None
    _is_assessed(desk, found, period, places)
    _is_open(found, period, desk.context.months.closed(), places[0])
    return period


def still_open(ledger: Ledger, period: Period) -> None:
    """Raise Refused where a month of a period was closed since the form was checked."""
    found = Objections()
    _is_open(found, period, ledger.closed())
    found.check()


def _is_open(found: Objections, period: Period, months: Iterable[str], place: str = "") -> None:
    closed = [month for month in sorted(months) if period.holds(month)]
    if closed:
        shown = "、".join(Month.parse(month).chinese for month in closed)
        found.add("first", f"{shown}已封账，不能再录入或改判；请改用未封账的月份，或先用 reopen 重开该月", place)


def _is_assessed(desk: Desk, found: Objections, period: Period, places: tuple[str, str]) -> None:
    """A period that no sheet will ever look at does nothing."""
    starts = desk.context.configuration.monitor.assessment_starts
    if period.last is not None and period.last < starts:
        found.add("last", f"考核从{starts.chinese}开始，{period.last.chinese}不在考核范围内", places[1])
    if period.first > Month.of(desk.today).after(FURTHEST):
        found.add("first", f"{period.first.chinese}距今过远，请核对年份", places[0])
