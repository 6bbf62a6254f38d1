"""The calendar month as a value: what the evaluation counts by."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month, ordered in time and written `2026-10`."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2026-10`; raise ValueError for anything else, and for years that no evaluation lies in."""
        match = re.fullmatch(r"(\d{4})-(\d{2})", text.strip())
        if not match or not 1 <= int(match[2]) <= 12 or not 1990 <= int(match[1]) <= 2999:
            raise ValueError(f"not a month: {text!r}")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> Self:
        """The month that holds a day."""
        return cls(day.year, day.month)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    @property
    def chinese(self) -> str:
        """The month as an office writes it: 2026年10月."""
        return f"{self.year}年{self.number}月"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.year, self.number, calendar.monthrange(self.year, self.number)[1])

    def next(self) -> "Month":
        """The month after it."""
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    def after(self, months: int) -> "Month":
        """The month so many months later."""
        found = self
        for _ in range(months):
            found = found.next()
        return found

    def previous(self) -> "Month":
        """The month before it."""
        return Month(self.year - (self.number == 1), (self.number - 2) % 12 + 1)

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return (day.year, day.month) == (self.year, self.number)


def months_between(first: Month, last: Month) -> list[Month]:
    """All months from `first` to `last`, both included; empty where `last` is earlier."""
    months = []
    while first <= last:
        months.append(first)
        first = first.next()
    return months


def window_of(window: str) -> tuple[int, str]:
    """A window's number and unit: `14d` is (14, `d`), the units are `d`, `mo` and `y`. Raises ValueError for another text."""
    match = re.fullmatch(r"(\d+)(d|mo|y)", window)
    if match is None:
        raise ValueError(f"not a window: {window!r}")
    return int(match[1]), match[2]


def back(day: date, window: str) -> date:
    """The day that lies `14d`, `6mo` or `1y` before a day; of a month that is too short, its last day."""
    count, unit = window_of(window)
    if unit == "d":
        return day - timedelta(days=count)
    number = day.year * 12 + day.month - 1 - count * (12 if unit == "y" else 1)
    month = Month(number // 12, number % 12 + 1)
    return month.first.replace(day=min(day.day, month.last.day))


def ahead(day: date, window: str) -> date:
    """The last day on which a window counted back still holds a day."""
    last = day + timedelta(days=window_of(window)[0] * {"d": 1, "mo": 28, "y": 365}[window_of(window)[1]])
    while back(last + timedelta(days=1), window) <= day:
        last += timedelta(days=1)
    return last


def parse_as_of(text: str, zone: str) -> datetime:
    """Read the logical time of a run: ISO 8601 with offset, or a day alone, which means 02:00 that day in `zone`.

    Raises ValueError for any other spelling, also for a time without offset.
    """
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return datetime.fromisoformat(f"{text}T02:00:00").replace(tzinfo=ZoneInfo(zone))
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"no offset: {text!r}")
    return moment.astimezone(ZoneInfo(zone))
