"""Early warnings: what tips over within ten days, and nothing that does not."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from checks.availability import DayOfVisits, check_availability
from checks.connection import check_connection
from checks.findings import Check, Finding, Outcome, SiteResult
from config.month import ahead, back
from crawler.records.connection import Connection, Https
from reports.models import MonthReport
from reports.warnings import early_warnings
from tests.builders import NIGHT


class Report:
    """As much of a month's report as warnings look at."""

    def __init__(self, *findings: Finding, is_closed: bool = False) -> None:
        self.units, self.night, self.is_closed = (), NIGHT, is_closed
        self.site_results = (SiteResult("zhengwu", Outcome.MET, findings),)
        self.sites = (type("Site", (), {"id": "zhengwu"}),)

    def site_name(self, _site: str) -> str:
        return "政务网"


def warned(*findings: Finding, is_closed: bool = False) -> list[tuple[int, str]]:
    report: MonthReport = Report(*findings, is_closed=is_closed)  # type: ignore[assignment]
    return [(item.left, item.text) for item in early_warnings(report)]


def column(days: int, window: str = "14d", **changes: object) -> Finding:
    made = Finding(
        Check.COLUMN_FRESHNESS, "zhengwu", Outcome.MET, f"http://h.example/{days}", column="要闻", role=window, published=NIGHT - timedelta(days=days)
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def blank(number: int) -> Finding:
    return Finding(Check.EMPTY_COLUMN, "zhengwu", Outcome.NOT_MET, f"http://h.example/{number}")


@pytest.mark.parametrize(
    ("found", "left"),
    [(column(3), []), (column(4), [10]), (column(14), [0]), (column(20, outcome=Outcome.NOT_MET), []), (column(4, "section"), [10]), (column(4, "1y"), [])],
)  # fmt: skip
def test_a_column_is_warned_of_from_day_four_of_fourteen(found: Finding, left: list[int]) -> None:
    assert [days for days, _ in warned(found)] == left


@pytest.mark.parametrize(("count", "warnings"), [(3, 0), (4, 1), (5, 0)])
def test_the_fourth_blank_column_is_warned_of(count: int, warnings: int) -> None:
    assert len(warned(*(blank(number) for number in range(count)))) == warnings


@pytest.mark.parametrize(("failed", "warnings"), [(0, 0), (4, 0), (5, 1), (6, 1), (7, 0)])
def test_three_per_cent_of_failing_visits_are_warned_of(failed: int, warnings: int) -> None:
    days = [DayOfVisits(NIGHT - timedelta(days=number), 20, failed if number == 1 else 0) for number in range(1, 8)]
    assert len(warned(check_availability("zhengwu", "http://h.example/", days, NIGHT))) == warnings


def test_a_closed_month_warns_of_nothing() -> None:
    assert warned(column(14), is_closed=True) == []


@pytest.mark.parametrize("window", ["14d", "2mo", "6mo", "1y"])
@pytest.mark.parametrize("day", [date(2026, 10, 12), date(2026, 2, 28), date(2026, 8, 31), date(2028, 2, 29)])
def test_the_last_day_of_a_window_is_the_last_that_still_holds_a_day(day: date, window: str) -> None:
    last = ahead(day, window)
    assert back(last, window) <= day < back(last + timedelta(days=1), window)


@pytest.mark.parametrize(("left", "warnings"), [(29, [29]), (30, []), (0, [0]), (-1, [])])
def test_a_certificate_is_warned_of_in_its_last_thirty_days(left: int, warnings: list[int]) -> None:
    seen = Connection(Https.WORKS, NIGHT + timedelta(days=left), True)
    assert [days for days, _ in warned(*check_connection("zhengwu", "http://h.example/", seen, NIGHT))] == warnings


@pytest.mark.parametrize(
    ("role", "day", "left"),
    [("最早未答复留言", "2026-08-07", [11]), ("最早未答复留言", "2026-08-05", [9]), ("最近一次答复", "2026-08-31", [4]), ("最近一次答复", "2026-10-01", []), ("按时答复", "2026-08-05", [])],
)  # fmt: skip
def test_messages_are_warned_of_before_they_have_waited_too_long(role: str, day: str, left: list[int]) -> None:
    made = Finding(
        Check.MESSAGES, "zhengwu", Outcome.MET, "http://h.example/x/", role=role, published=date.fromisoformat(day)
    )
    assert [days for days, _ in warned(made)] == [days for days in left if days <= 10]
