"""The shapes in which Chinese pages write a day, with the clock beside it, each as an exact pattern (MEASURING 1)."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone

from dateutil.relativedelta import relativedelta

from crawler.reading.numerals import numeral

HAN = "〇○零ОO0一二三四五六七八九"
TENS = "一二三四五六七八九十廿卅元正"

_LONG = r"(?P<y>(?:19|20)\d{2})\s?(?:[-/.]|年)\s?(?P<m>\d{1,2})\s?(?:[-/.]|月)\s?(?P<d>\d{1,2})(?!\d)\s?[日号]?"
_TWO_DIGITS = r"(?P<y>\d{2})(?P<sep>[-/.])(?P<m>\d{2})(?P=sep)(?P<d>\d{2})(?!\d)|(?P<y2>\d{2})\s?年\s?(?P<m2>\d{1,2})\s?月\s?(?P<d2>\d{1,2})\s?[日号]"
_SOLID = r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})(?:(?P<h>\d{2})(?P<mi>\d{2})(?P<s>\d{2}))?(?!\d)"
_CHINESE = rf"(?P<y>[{HAN}]{{4}})\s?年\s?(?P<m>[{TENS}]{{1,3}})\s?月\s?(?P<d>[{TENS}]{{1,4}})\s?[日号]?"
_NO_YEAR = (
    r"(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?[日号]|(?P<m2>\d{1,2})-(?P<d2>\d{1,2})(?![\d-])|(?P<m3>\d{2})[/.](?P<d3>\d{2})(?!\d)"
    rf"|(?P<m4>[{TENS}]{{1,3}})月(?P<d4>[{TENS}]{{1,4}})[日号]"
)
_WORD = r"(?P<word>今天|今日|昨天|昨日|前天|刚刚|刚才)"
_AGO = r"(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,3}|半)\s?(?P<half>个半)?\s?(?:(?P<unit>秒钟?|分钟?|个?小时|个?钟头|天|日|周|个?星期|个?礼拜)|(?P<months>个月))\s?(?:之|以)?前"
WEEKDAY = r"\s*[(\[]?(?:星期|周|礼拜)[一二三四五六日天][)\]]?"
CLOCK = re.compile(
    rf"(?:{WEEKDAY})?(?:[ ,]*|[ ]?T)(?P<half>上午|下午|早上|早晨|清晨|中午|傍晚|晚上|夜间|凌晨|AM|PM)?[ ]?"
    r"(?P<h>\d{1,2})[ ]?[:时点][ ]?(?P<mi>\d{1,2})?(?:[ ]?[:分][ ]?(?P<s>\d{1,2})?秒?)?分?(?:[.,]\d{1,9})?"
    r"[ ]?(?P<after>AM|PM)?[ ]?(?P<z>Z|(?:GMT|UTC)?[+-]\d{2}:?\d{2})?"
    rf"(?:{WEEKDAY})?",
    re.IGNORECASE,
)
_ODD_CLOCK = re.compile(
    r"(?:[ ,]+|[ ]?T|(?=[上下早晚中凌]))[\d :.,时分秒点TZ+\-上下午早晚中凌晨AMPGUCS]{2,24}(?![\w-])", re.IGNORECASE
)
"""A clock of a kind that nobody foresaw: it makes no day unread."""
_CLOCKLIKE = re.compile(r"[:时点午晨]|早上|晚上|\d\.\d{2}")
SHAPES: tuple[tuple[str, "re.Pattern[str]"], ...] = (
    ("long", re.compile(_LONG)),
    ("solid", re.compile(_SOLID)),
    ("short", re.compile(_TWO_DIGITS)),
    ("chinese", re.compile(_CHINESE)),
    ("ago", re.compile(_AGO)),
    ("word", re.compile(_WORD)),
    ("no_year", re.compile(_NO_YEAR)),
)
SURE = frozenset(("long", "chinese", "short"))
"""Shapes that are a day wherever they stand in a text; the others are one only where a day is expected."""
Found = tuple[date, str]
"""A day and its time of day (`HH:MM` or `HH:MM:SS`, empty where none is told)."""


def shapes_at(text: str, start: int, reference: datetime) -> Iterator[tuple[str, Found, int]]:
    """Each shape of a day that stands at a place, with where it ends, its clock included."""
    for shape, pattern in SHAPES:
        match = pattern.match(text, start)
        if match is None:
            continue
        day = _DAYS[shape](match, reference)
        if day is None:
            continue
        if shape == "solid" and match["h"]:
            yield shape, with_clock(day, match.groupdict(), reference), match.end()
            continue
        clock = CLOCK.match(text, match.end())
        if clock is not None and not text[clock.end() : clock.end() + 1].isdigit():
            yield shape, with_clock(day, clock.groupdict(), reference), clock.end()
            continue
        odd = _ODD_CLOCK.match(text, match.end())
        yield shape, (day, ""), odd.end() if odd and _CLOCKLIKE.search(odd[0]) else _past_weekday(text, match.end())


def _past_weekday(text: str, end: int) -> int:
    match = re.compile(WEEKDAY).match(text, end)
    return match.end() if match else end


def made(year: str | int, month: str | int, day: str | int) -> date | None:
    """The day of a year, a month and a number; None where there is none, or no page can be of it."""
    try:
        day_of = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return day_of if 1980 <= day_of.year <= 2100 else None


def _group(match: re.Match[str], name: str) -> str:
    """A field, whichever of its spellings (`m`, `m2`, …) matched."""
    fields = match.groupdict()
    return next((fields[key] for key in (name, f"{name}2", f"{name}3", f"{name}4") if fields.get(key)), "")


def _long(match: re.Match[str], _: datetime) -> date | None:
    return made(match["y"], match["m"], match["d"])


def _short(match: re.Match[str], _: datetime) -> date | None:
    return made(f"20{_group(match, 'y')}", _group(match, "m"), _group(match, "d"))


def _chinese(match: re.Match[str], _: datetime) -> date | None:
    year = "".join(str(max("零一二三四五六七八九".find(character), 0)) for character in match["y"])
    return made(year, numeral(match["m"]), numeral(match["d"]))


def _no_year(match: re.Match[str], reference: datetime) -> date | None:
    month, number = numeral(_group(match, "m")), numeral(_group(match, "d"))
    days = (made(year, month, number) for year in range(reference.year, reference.year - 9, -1))
    return next((day for day in days if day is not None and day <= reference.date()), None)


def _word(match: re.Match[str], reference: datetime) -> date | None:
    return reference.date() - timedelta(days={"昨": 1, "前": 2}.get(match["word"][0], 0))


def _ago(match: re.Match[str], reference: datetime) -> date | None:
    number = 0.5 if match["n"] == "半" else float(numeral(match["n"].replace("两", "二")))
    if match["months"]:
        return (reference - relativedelta(months=int(number))).date() if number >= 1 else None
    unit = match["unit"].lstrip("个")[0]
    number += 0.5 if match["half"] else 0
    seconds = {
        "秒": 1,
        "分": 60,
        "小": 3600,
        "钟": 3600,
        "天": 86400,
        "日": 86400,
        "周": 604800,
        "星": 604800,
        "礼": 604800,
    }[unit]
    return (reference - timedelta(seconds=number * seconds)).date()


_DAYS: dict[str, Callable[[re.Match[str], datetime], date | None]] = {
    "long": _long, "solid": _long, "short": _short, "chinese": _chinese, "ago": _ago, "word": _word, "no_year": _no_year,
}  # fmt: skip


def with_clock(day: date, fields: dict[str, str | None], reference: datetime) -> Found:
    """The day with the time of day beside it; a time that no clock shows leaves the day alone."""
    hour, minute, second = (int(fields.get(name) or 0) for name in ("h", "mi", "s"))
    half = (fields.get("half") or fields.get("after") or "").upper()
    hour += 12 if half in ("下午", "晚上", "傍晚", "夜间", "PM") and hour < 12 else 0
    if hour > 24 or minute > 59 or second > 60:
        return day, ""
    clock = f"{hour % 24:02d}:{minute:02d}" + (f":{min(second, 59):02d}" if fields.get("s") else "")
    offset = _offset(fields.get("z") or "")
    if offset is None:
        return day, clock
    moment = datetime(day.year, day.month, day.day, hour % 24, minute, min(second, 59), tzinfo=offset)
    local = moment.astimezone(reference.tzinfo)
    return local.date(), local.strftime("%H:%M:%S" if fields.get("s") else "%H:%M")


def _offset(zone: str) -> timezone | None:
    """The offset that a zone tells; None for none, and for one that no clock on earth has."""
    if zone.upper() in ("Z", "GMT", "UTC"):
        return UTC
    match = re.search(r"([+-])(\d{2}):?(\d{2})$", zone)
    if match is None or int(match[2]) > 14 or int(match[3]) > 59:
        return None
    minutes = int(match[2]) * 60 + int(match[3])
    return timezone(timedelta(minutes=minutes if match[1] == "+" else -minutes))
