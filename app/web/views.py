"""What pages show: the view models that reports show too, kept at hand until the store says something new."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import func, select

from app.context import Context
from app.errors import WrongUse
from app.looking.view import Reader, latest_good
from checks.findings import Finding, Outcome
from config.month import Month
from db import tables
from db.runs import RunRecord
from reports.models import MonthReport, UnitReport
from reports.morning import Stake, stakes
from reports.problems import page_name
from reports.warnings import EarlyWarning, early_warnings

KEPT = 8
"""Months at hand: whoever works looks at the running month and the one to be closed."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding of a unit that somebody should look at, by a number that stays the same from night to night."""

    number: str
    unit: UnitReport
    finding: Finding


class MonthView:
    """One month with what is looked up in it again and again."""

    def __init__(self, report: MonthReport) -> None:
        self.report = report

    @cached_property
    def units(self) -> Mapping[str, UnitReport]:
        """Units by code."""
        return {unit.code: unit for unit in self.report.units}

    @cached_property
    def problems(self) -> Mapping[str, Problem]:
        """All problems by number, in the order of units."""
        found = (
            Problem(page_name(unit.code, item), unit, item)
            for unit in self.report.units
            for item in unit.result.findings
            if item.outcome in (Outcome.NOT_MET, Outcome.INCONCLUSIVE) or item.fixed_on is not None
        )
        return {item.number: item for item in found}

    @cached_property
    def losses(self) -> Sequence[Stake]:
        """Lines that give less than they could and for which something would help, the dearest first."""
        return sorted(stakes(self.report), key=lambda item: -item.lost)

    @cached_property
    def warnings(self) -> Sequence[EarlyWarning]:
        """What will tip over within ten days under the national checks."""
        return early_warnings(self.report)

    @cached_property
    def holders(self) -> Mapping[str, frozenset[str]]:
        """The units whose findings or posts rest on an observation, by its name."""
        found: dict[str, set[str]] = {}
        for unit in self.report.units:
            for item in unit.result.findings:
                holding = self.report.holders.get(item.places[0].page) if item.places else None
                for name in (*item.evidence, *([holding.name] if holding is not None else [])):
                    found.setdefault(name, set()).add(unit.code)
            for post in unit.result.posts:
                found.setdefault(post.evidence, set()).add(unit.code)
        return {name: frozenset(codes) for name, codes in found.items()}


def _month(name: str) -> Month:
    try:
        return Month.parse(name)
    except ValueError:
        raise WrongUse(f"“{name}”不是月份，应写作 2026-10") from None


class Views:
    """Months at hand, by what the store holds of them."""

    def __init__(self, context: Callable[[], Context]) -> None:
        self._context = context
        self._kept: OrderedDict[tuple[Any, ...], MonthView] = OrderedDict()
        self._lock = threading.Lock()
        self._making: dict[tuple[Any, ...], threading.Lock] = {}

    def latest(self) -> RunRecord:
        """The last good night. Raises NightNotReady."""
        return latest_good(self._context())

    def month(self, name: str | None = None) -> MonthView:
        """A month as the last good night or its closing left it. Raises WrongUse or NightNotReady."""
        context, run = self._context(), self.latest()
        month = _month(name) if name else context.configuration.month_of(run.as_of)
        key = (run.id, str(month), id(context.configuration), *self._state())
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            making = self._making.setdefault(key, threading.Lock())
        with making:
            with self._lock:
                if key in self._kept:
                    return self._kept[key]
            view = MonthView(Reader(context, run).report(month))
            with self._lock:
                self._kept[key] = view
                self._making.pop(key, None)
                while len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
        return view

    def _state(self) -> tuple[Any, ...]:
        """What changes whenever a page might have to show something else."""
        results, decisions = tables.table(tables.Result), tables.table(tables.Decision)
        months = tables.table(tables.ClosedMonth)
        questions = (
            select(func.max(results.c.id)),
            select(func.max(decisions.c.id)),
            select(func.count(decisions.c.withdrawn_at)),
            select(func.max(months.c.id)),
            select(func.count(months.c.reopened_at)),
        )
        with self._context().engine.connect() as connection:
            return tuple(connection.execute(question).scalar() for question in questions)
