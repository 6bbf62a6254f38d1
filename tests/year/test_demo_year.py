"""A calendar year of the demo's replica, closed month by month: every line of every unit's year, and its sum, by a table.

The replica stands still: it shows what it shows on its second night, and nobody publishes anything in the year. CI closes two
months of one unit of each family, `make soak` all twelve of all units.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

from app.context import open_context
from app.looking.view import Reader, latest_good
from config.month import Month
from demo.plan import UNITS, UnitPlan
from demo.server import ReplicaServer
from demo.settings import write_configuration
from demo.truth import FULL, Truth
from tests.year.test_year import one_night

YEAR = 2027
FIRST_STALE_MONTH = 3
"""Basic information says 2026-03-05 everywhere; after 365 days it is stale."""
CAPS = {"portal.posts": 60, "portal.clones": 60, "disclosure.posts": 48, "weibo.adopted": 60}
"""By the rubric: how much a year may lose by monthly ladders (it names no limit for 政务微博: twelve times five)."""
FEW = [next(plan for plan in UNITS if plan.family == family) for family in sorted({plan.family for plan in UNITS})]
"""One unit of each family."""


def nights(months: int) -> list[date]:
    """A night in January, so that the next one confirms suspects; then those on which the month before is closed."""
    return [date(YEAR, 1, 7), *(Month(YEAR, month).last + timedelta(days=7) for month in range(1, months + 1))]


def only(folder: Path, plans: Iterable[UnitPlan]) -> None:
    """Leave only these units in the office's file."""
    file, codes = folder / "units.yaml", {plan.code for plan in plans}
    units = [unit for unit in yaml.safe_load(file.read_text(encoding="utf-8"))["units"] if unit["code"] in codes]
    file.write_text(yaml.safe_dump({"units": units}, allow_unicode=True, sort_keys=False), encoding="utf-8")


def month_lines(truth: Truth, plan: UnitPlan, month: int) -> dict[str, tuple[Decimal, Decimal]]:
    """Low and high of every line of one month."""
    lines = dict(truth.lines(plan, f"{YEAR}-{month:02d}", 1))
    if month >= FIRST_STALE_MONTH:
        lines.update({"portal.basic_information": ("0", "0"), "portal.leaders": ("0", "0")})
        if plan.disclosure is not None:
            lines["disclosure.basic_information"] = ("0", "0")
    return {name: (Decimal(low), Decimal(high)) for name, (low, high) in lines.items()}


def year_points(name: str, points: Sequence[Decimal]) -> Decimal:
    """A line's year from its months: ladders as the rubric limits them, measured lines as means, of entered ones the last."""
    if name in CAPS:
        gains = mean([max(value, Decimal(0)) for value in points])
        return gains + max(sum((min(value, Decimal(0)) for value in points), Decimal(0)), Decimal(-CAPS[name]))
    return mean(points) if name in FULL else points[-1]


def mean(points: Sequence[Decimal]) -> Decimal:
    return (sum(points, Decimal(0)) / len(points)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def year_of_the_demo(folder: Path, months: int, plans: Sequence[UnitPlan]) -> None:
    """Live through the months, close each, and compare the year's sheets with the table."""
    with ReplicaServer() as server:
        server.night = 1
        write_configuration(folder, server, assessment_starts=f"{YEAR}-01", pictures=False)
        only(folder, plans)
        for day in nights(months):
            run, _ = one_night(folder, day, full=True)
            assert run.is_good, run.reason
        context = open_context(folder)
        truth = server.replica.truth
        assert list(context.months.closed()) == [f"{YEAR}-{month:02d}" for month in range(1, months + 1)]
        units = {unit.code: unit for unit in Reader(context, latest_good(context)).report(Month(YEAR, months)).units}
        context.close()
    assert set(units) == {plan.code for plan in plans}
    for plan in plans:
        table = [month_lines(truth, plan, month) for month in range(1, months + 1)]
        expected = {
            name: tuple(year_points(name, [lines[name][side] for lines in table]) for side in (0, 1))
            for name in table[0]
        }
        sheet = units[plan.code].year
        assert sheet is not None
        assert {line.criterion: (line.low, line.high) for line in sheet.lines} == expected, plan.code
        low, high = (sum((pair[side] for pair in expected.values()), Decimal(0)) for side in (0, 1))
        assert (sheet.total.low, sheet.total.high) == (low, high), plan.code
        print(f"{plan.code} {months} months: {low} to {high}")


@pytest.mark.timeout(600)
def test_two_months_of_the_demo_are_closed_and_sum_to_the_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "app.stages.night.publish", lambda *_: SimpleNamespace(report=None)
    )  # reports are the golden nights'
    year_of_the_demo(tmp_path / "config", 2, FEW)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_a_full_year_of_the_demo_is_closed_month_by_month_and_sums_to_the_table(tmp_path: Path) -> None:
    year_of_the_demo(tmp_path / "config", 12, UNITS)
