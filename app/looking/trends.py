"""A unit's twelve months: closed ones as they were frozen, open ones as this night counts them."""

from collections.abc import Iterator, Mapping
from typing import Any

from checks.findings import UnitMonth
from config.month import Month, months_between
from config.schema import SiteKind
from db.months import Months
from reports.models import TrendPoint
from scoring.lines import Sheet

MONTHS = 12

Results = Mapping[tuple[str, str], Any]
"""Of one kind, by unit and month."""


def trends(month: Month, months: Months, units: Results, sheets: Results) -> dict[str, tuple[TrendPoint, ...]]:
    """Each unit's points up to a month, oldest first; a month without a sheet has none."""
    first = month
    for _ in range(MONTHS - 1):
        first = first.previous()
    closed = months.closed()
    points: dict[str, list[TrendPoint]] = {}
    for each in months_between(first, month):
        frozen = months.content(closed[str(each)]) if str(each) in closed else None
        pairs = _frozen(frozen.units, frozen.sheets) if frozen else _open(str(each), units, sheets)
        for result, sheet in pairs:
            points.setdefault(result.unit, []).append(_point(result, sheet))
    return {code: tuple(found) for code, found in points.items()}


def _frozen(results: tuple[UnitMonth, ...], sheets: tuple[Sheet, ...]) -> Iterator[tuple[UnitMonth, Sheet]]:
    by_unit = {sheet.unit: sheet for sheet in sheets}
    return ((result, by_unit[result.unit]) for result in results if result.unit in by_unit)


def _open(month: str, units: Results, sheets: Results) -> Iterator[tuple[UnitMonth, Sheet]]:
    return ((item, sheets[key]) for key, item in units.items() if key[1] == month and key in sheets)


def _point(result: UnitMonth, sheet: Sheet) -> TrendPoint:
    values: dict[str, int | None] = {measure.name: measure.value for measure in result.measures}
    measured = [sheet.groups[name] for name in SiteKind if name in sheet.groups]
    low, high = sum(float(group.low) for group in measured), sum(float(group.high) for group in measured)
    return TrendPoint(
        month=result.month,
        portal_posts=values.get("portal.posts"),
        disclosure_posts=values.get("disclosure.posts"),
        clones=values.get("portal.clones"),
        low=low,
        high=high,
    )
