"""A site's week of visits by day: met, not met, or unknown where a day has too few of them."""

from datetime import date, timedelta

import pytest

from checks.availability import DayOfVisits, check_availability
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
