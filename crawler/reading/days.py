"""Reading days from pages: fast exact patterns first, then dateparser; what neither reads is unread.

MEASURING 1 lists the spellings. A reading keeps the raw text, so that an appeal can be answered.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

import dateparser

from crawler.records.day import DateReading

_TIME = (
    r"(?:[ T]*(?P<h>\d{1,2})[:时](?P<mi>\d{1,2})(?:[:分](?P<s>\d{1,2})秒?|分)?(?:\.\d+)?\s*(?P<z>Z|[+-]\d{2}:?\d{2})?)?"
)
_TAIL = r"\s*(?:\(?(?:星期|周|礼拜)[一二三四五六日天]\)?)?"
_LONG = r"(?P<y>(?:19|20)\d{2})(?:\s?[-/.]\s?|\s?年\s?)(?P<m>\d{1,2})(?:\s?[-/.]\s?|\s?月\s?)(?P<d>\d{1,2})\s?日?"
_SHORT_YEAR = r"(?P<y>\d{2})(?P<sep>[-/.])(?P<m>\d{2})(?P=sep)(?P<d>\d{2})"
_SOLID = r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})(?:(?P<h>\d{2})(?P<mi>\d{2})(?P<s>\d{2}))?"
_NO_YEAR = (
    r"(?:(?P<m>\d{1,2})-(?P<d>\d{1,2})|(?P<m2>\d{1,2})\s?月\s?(?P<d2>\d{1,2})\s?日|(?P<m3>\d{2})[/.](?P<d3>\d{2}))"
)
_FULL = [re.compile(rf"^{_LONG}{_TIME}{_TAIL}$"), re.compile(rf"^{_SHORT_YEAR}{_TIME}$"), re.compile(rf"^{_SOLID}$")]
_YEARLESS = re.compile(rf"^{_NO_YEAR}{_TIME}$")
_JAVA = re.compile(r"^[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{1,2}) (\d{2}):(\d{2}):(\d{2}) (?:CST|GMT\+08:00) (\d{4})$")
_AGO = re.compile(r"^(\d{1,3})\s?(秒钟?|分钟|小时|天|日)前$")
_HAN = re.compile(
    r"^([〇○零ОO0一二三四五六七八九]{4})年([一二三四五六七八九十元正]{1,3})月([一二三四五六七八九十]{1,4})日?$"
)
_EPOCH = re.compile(r"^1\d{12}$")
_MONTHS = {
    name: number
    for number, name in enumerate(
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], 1
    )
}
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "О": 0,
    "O": 0,
    "0": 0,
}
_IN_TEXT = re.compile(
    rf"(?<![\d.-])(?:{_LONG}|{_SHORT_YEAR.replace('?P<y>', '').replace('?P<m>', '').replace('?P<d>', '').replace('?P<sep>', '?P<q>').replace('(?P=sep)', '(?P=q)')})(?:[ T]+\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?(?![\d-])"
)
_RELATIVE_HINT = re.compile(r"\d|今|昨|前|天|日|月|年|周")
_ADDRESS_DAYS = (
    re.compile(r"/t((?:19|20)\d{2})(\d{2})(\d{2})_"),
    re.compile(r"/((?:19|20)\d{2})[-/](\d{1,2})/(\d{1,2})/"),
    re.compile(r"/((?:19|20)\d{2})-(\d{1,2})/(\d{1,2})/"),
    re.compile(r"/((?:19|20)\d{2})-(\d{1,2})-(\d{1,2})/"),
    re.compile(r"/((?:19|20)\d{2})(\d{2})/?(\d{2})/"),
)


def normalise(text: str) -> str:
    """Full-width forms to ASCII, brackets and outer punctuation off, white space squeezed."""
    text = unicodedata.normalize("NFKC", text).replace("\u200b", "")
    text = re.sub(r"\s+", " ", text).strip()
    return text.strip(" []()【】〔〕《》<>|,;。，、").strip()


@lru_cache(maxsize=4096)
def read_date(text: str, reference: datetime, source: str) -> DateReading | None:
    """Read a text that should be a date and nothing else; None where it is not.

    `reference` is the time of the fetch in the configured zone: year-less days are the latest not after it.
    """
    raw = text.strip()[:80]
    plain = normalise(raw)
    if not plain or len(plain) > 60:
        return None
    for read in _READERS:
        found = read(plain, reference)
        if found is not None:
            day, clock = found
            precision = "day" if not clock else "minute" if clock.count(":") == 1 else "second"
            return DateReading(raw, day, precision, source, clock)
    return None


Found = tuple[date, str] | None


def _make(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        made = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return made if 1980 <= made.year <= 2100 else None


def _full(text: str, reference: datetime) -> Found:
    for pattern in _FULL:
        match = pattern.match(text)
        if match is None:
            continue
        year = match["y"] if len(match["y"]) == 4 else f"20{match['y']}"
        day = _make(year, match["m"], match["d"])
        return None if day is None else _with_clock(day, match, reference)
    return None


def _with_clock(day: date, match: re.Match[str], reference: datetime) -> Found:
    fields = match.groupdict()
    if not fields.get("h"):
        return day, ""
    hour, minute, second = int(fields["h"]), int(fields["mi"] or 0), int(fields["s"] or 0)
    if hour > 24 or minute > 59 or second > 60:
        return None
    clock = f"{hour:02d}:{minute:02d}" + (f":{second:02d}" if fields["s"] else "")
    zone = fields.get("z")
    if not zone:
        return day, clock
    offset = UTC if zone == "Z" else datetime.strptime(zone.replace(":", ""), "%z").tzinfo
    moment = datetime(day.year, day.month, day.day, hour % 24, minute, min(second, 59), tzinfo=offset)
    local = moment.astimezone(reference.tzinfo)
    return local.date(), local.strftime("%H:%M:%S" if fields["s"] else "%H:%M")


def _yearless(text: str, reference: datetime) -> Found:
    match = _YEARLESS.match(text)
    if match is None:
        return None
    fields = match.groupdict()
    month = fields["m"] or fields["m2"] or fields["m3"]
    number = fields["d"] or fields["d2"] or fields["d3"]
    for year in range(reference.year, reference.year - 5, -1):
        day = _make(year, month, number)
        if day is not None and day <= reference.date():
            return _with_clock(day, match, reference)
    return None


def _java(text: str, _: datetime) -> Found:
    match = _JAVA.match(text)
    if match is None or match[1] not in _MONTHS:
        return None
    day = _make(match[6], _MONTHS[match[1]], match[2])
    return None if day is None else (day, f"{match[3]}:{match[4]}:{match[5]}")


def _relative(text: str, reference: datetime) -> Found:
    word = re.match(r"^(今天|今日|昨天|昨日|前天|刚刚)(?:\s*(\d{1,2}:\d{2}))?$", text)
    if word:
        back = {"昨": 1, "前": 2}.get(word[1][0], 0)
        return reference.date() - timedelta(days=back), word[2] or ""
    ago = _AGO.match(text)
    if ago is None:
        return None
    unit = {"秒": "seconds", "分": "minutes", "小": "hours", "天": "days", "日": "days"}[ago[2][0]]
    return (reference - timedelta(**{unit: int(ago[1])})).date(), ""


def _han(text: str, _: datetime) -> Found:
    match = _HAN.match(text.replace(" ", ""))
    if match is None:
        return None
    year = "".join(str(_DIGITS[character]) for character in match[1])
    day = _make(year, _han_number(match[2]), _han_number(match[3]))
    return None if day is None else (day, "")


def _han_number(text: str) -> int:
    text = text.replace("元", "一").replace("正", "一")
    if "十" not in text:
        return int("".join(str(_DIGITS[character]) for character in text))
    tens, _, ones = text.partition("十")
    return (_DIGITS.get(tens, 1) if tens else 1) * 10 + (_DIGITS.get(ones, 0) if ones else 0)


def _epoch(text: str, reference: datetime) -> Found:
    if not _EPOCH.match(text):
        return None
    moment = datetime.fromtimestamp(int(text) / 1000, reference.tzinfo)
    return moment.date(), moment.strftime("%H:%M:%S")


def _library(text: str, reference: datetime) -> Found:
    """What the patterns do not know, dateparser may; pagers and bare numbers never reach it."""
    if any(pattern.match(text) for pattern in _FULL):
        return None  # a plain spelling of a day that does not exist
    if not re.search(r"\d{4}", text) or not re.search(r"[A-Za-z年月]", text) or not _RELATIVE_HINT.search(text):
        return None
    settings = {
        "DATE_ORDER": "YMD",
        "REQUIRE_PARTS": ["day", "month", "year"],
        "RELATIVE_BASE": reference.replace(tzinfo=None),
        "TIMEZONE": getattr(reference.tzinfo, "key", "Asia/Shanghai"),
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    try:
        moment = dateparser.parse(text, languages=["zh", "en"], settings=settings)
    except (ValueError, OverflowError, RecursionError):
        return None
    return None if moment is None or _make(moment.year, moment.month, moment.day) is None else (moment.date(), "")


_READERS: tuple[Callable[[str, datetime], Found], ...] = (_full, _yearless, _relative, _han, _java, _epoch, _library)


def date_inside(text: str, reference: datetime, source: str) -> DateReading | None:
    """A complete date inside a longer text: the last one, because rows end with theirs; None where there is none."""
    plain = unicodedata.normalize("NFKC", text)
    for match in reversed(list(_IN_TEXT.finditer(plain))):
        found = read_date(match[0], reference, source)
        if found is not None:
            return found
    return None


def date_in_address(url: str) -> DateReading | None:
    """The day that an address carries (`t20140512_1.html`, `/2014/5/12/`, `/2014-05/12/`); None where none does."""
    for pattern in _ADDRESS_DAYS:
        match = pattern.search(url)
        day = _make(*match.groups()) if match else None
        if match and day is not None:
            return DateReading(match[0].strip("/"), day, "day", "address")
    return None
