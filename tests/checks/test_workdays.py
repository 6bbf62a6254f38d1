"""Working days by the official calendar (MEASURING 8)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.workdays import CalendarUnknown, is_working_day, working_days_between

DAYS = st.dates(date(2020, 1, 1), date(2025, 12, 1))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2025, 10, 1), False),
        (date(2025, 9, 28), True),
        (date(2025, 10, 11), True),
        (date(2025, 10, 12), False),
        (date(2025, 10, 9), True),
        (date(2025, 1, 26), True),
    ],
)
def test_holidays_are_off_and_make_up_days_are_on(day: date, works: bool) -> None:
    assert is_working_day(day, {}) is works


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_working_days_add_up(first: date, one: int, other: int) -> None:
    middle, last = first + timedelta(days=one), first + timedelta(days=one + other)
    assert working_days_between(first, middle, {}) + working_days_between(middle, last, {}) == working_days_between(
        first, last, {}
    )
    assert working_days_between(first, first, {}) == 0


def test_a_year_that_was_not_announced_is_unknown_unless_the_office_says() -> None:
    with pytest.raises(CalendarUnknown):
        working_days_between(date(2099, 1, 1), date(2099, 1, 3), {})
    assert working_days_between(date(2099, 1, 1), date(2099, 1, 3), {"2099-01-02": True, "2099-01-03": False}) == 1
