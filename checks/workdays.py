"""Working days by China's official calendar, make-up working days included; past the announced year: unknown."""

from collections.abc import Mapping
from datetime import date, timedelta

import chinese_calendar


class CalendarUnknown(Exception):
    """Raised when a day lies beyond the announced calendar; entering the day in `policies.holidays` mends it."""


def is_working_day(day: date, overrides: Mapping[str, bool]) -> bool:
    """Whether a day is a working day; raise CalendarUnknown where neither calendar nor overrides say."""
    known = overrides.get(day.isoformat())
    if known is not None:
        return known
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError as error:
        raise CalendarUnknown(day.isoformat()) from error


def working_days_between(formed: date, published: date, overrides: Mapping[str, bool]) -> int:
    """Working days after `formed` up to and including `published`; the day of forming is not counted."""
    count = 0
    day = formed
    while day < published:
        day += timedelta(days=1)
        count += is_working_day(day, overrides)
    return count
