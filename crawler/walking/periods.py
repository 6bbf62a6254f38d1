"""Names of periods: tabs of years and months, of which those before the open months hold nothing that counts."""

import re
from calendar import monthrange
from datetime import date

from crawler.reading.numerals import numeral

_YEAR = re.compile(r"^(20\d{2})\s?年?度?(?:信息|文章|动态|归档)?$")
_MONTH = re.compile(r"^(20\d{2})\s?[-/.年]\s?(\d{1,2})\s?月?(?:份)?$")
_MONTH_ALONE = re.compile(r"^(\d{1,2}|[一二三四五六七八九十]{1,2})\s?月份?$")


def end_of_period(name: str, today: date) -> date | None:
    """The last day of the period that a name tells; of a month without a year that of the latest such month. None where it tells none."""
    year = _YEAR.match(name)
    if year is not None:
        return date(int(year[1]), 12, 31)
    month = _MONTH.match(name)
    if month is not None:
        return _end(int(month[1]), int(month[2]))
    alone = _MONTH_ALONE.match(name)
    if alone is None:
        return None
    number = numeral(alone[1])
    return _end(today.year - (number > today.month), number)


def _end(year: int, month: int) -> date | None:
    return date(year, month, monthrange(year, month)[1]) if 1 <= month <= 12 else None
