"""A site's week of visits by day: met, not met, or unknown where a day has too few of them."""

from datetime import date, timedelta

import pytest

from checks.availability import DayOfVisits, check_availability, share_text
from tests.builders import NIGHT


def week(failed: int, visits: int = 20, days: int = 7, last: date = NIGHT) -> list[DayOfVisits]:
    """Days up to the one before the night; all failing visits on the first of them."""
    return [
        DayOfVisits(last - timedelta(days=days - number), visits, 0 if number else failed) for number in range(days)
    ]


@pytest.mark.parametrize(
    ("days", "outcome"),
    [
        (week(0), "met"),
        (week(6), "met"),
        (week(7), "not_met"),
        (week(20), "not_met"),
        (week(9, visits=24), "not_met"),
        (week(8, visits=24), "met"),
        (week(0, visits=19), "inconclusive"),
        (week(20, days=6), "inconclusive"),
        (week(7, last=NIGHT + timedelta(days=1)), "inconclusive"),
        ([], "inconclusive"),
    ],
)
def test_five_per_cent_of_a_week_with_twenty_visits_a_day(days: list[DayOfVisits], outcome: str) -> None:
    found = check_availability("zhengwu", "http://h.example/", days, NIGHT)
    assert (found.outcome.value, found.costs, len(found.quotes)) == (outcome, False, 7)
    assert [DayOfVisits.parse(text).text for text in found.quotes] == list(found.quotes)


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (week(7), "最近 7 天访问 140 次，失败 7 次（5.0%）"),
        (week(1, visits=30), "最近 7 天访问 210 次，失败 1 次（0.5%）"),
        (week(20, days=6), "最近 7 天访问 120 次，失败 20 次（16.7%）；其中 1 天不足 20 次，不作判断"),
        ([], "最近 7 天访问 0 次，失败 0 次；其中 7 天不足 20 次，不作判断"),
    ],
)
def test_a_week_is_told_with_its_share_and_the_days_that_lack_visits(days: list[DayOfVisits], told: str) -> None:
    assert check_availability("zhengwu", "http://h.example/", days, NIGHT).message == told


def test_a_day_without_visits_is_quoted_as_one() -> None:
    assert check_availability("zhengwu", "http://h.example/", [], NIGHT).quotes[0] == "2026-10-20 0 0"
    assert share_text(0, 0) == "—"
