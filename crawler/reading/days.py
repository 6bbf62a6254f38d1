"""The one reader of days: exact patterns first, then dateparser; what neither reads is unread.

MEASURING 1 lists the spellings. Whatever place a day stands in (a row, a label, a header, a table, a script, an interface), it is read here:
`read` takes a text that should be a day and nothing else, `at_start` one that begins with it, `at_end` one that ends with it, `find_in` one that
holds it somewhere. A reading keeps the raw text, so that an appeal can be answered.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache

from dateutil.relativedelta import relativedelta

from crawler.reading.numerals import numeral
from crawler.reading.words import PUBLISHED, SHORTLY, UPDATED, spaced
from crawler.records.day import DateReading

LONGEST = 60
"""Characters: a longer text is no day, whatever it holds."""
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−﹘﹣－─━~～", "-"),
        **dict.fromkeys("∶ː꞉˸﹕", ":"),
        **dict.fromkeys("·•・‧∙⋅｡", "."),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", " "),
    }
)
_LABEL = re.compile(
    rf"^(?:{spaced((*PUBLISHED, *UPDATED, *SHORTLY))})\s*[\])】]?\s*[:：]?\s*[\[(【]?\s*", re.IGNORECASE
)
_OUTER = " []()【】〔〕《》<>|,;、。\"'"
_HAN = "〇○零ОO0一二三四五六七八九"
_TENS = "一二三四五六七八九十廿卅元正"

_LONG = r"(?P<y>(?:19|20)\d{2})\s?(?:[-/.]|年)\s?(?P<m>\d{1,2})\s?(?:[-/.]|月)\s?(?P<d>\d{1,2})(?!\d)\s?[日号]?"
_TWO_DIGITS = r"(?P<y>\d{2})(?P<sep>[-/.])(?P<m>\d{2})(?P=sep)(?P<d>\d{2})(?!\d)|(?P<y2>\d{2})\s?年\s?(?P<m2>\d{1,2})\s?月\s?(?P<d2>\d{1,2})\s?[日号]"
_SOLID = r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})(?:(?P<h>\d{2})(?P<mi>\d{2})(?P<s>\d{2}))?(?!\d)"
_CHINESE = rf"(?P<y>[{_HAN}]{{4}})\s?年\s?(?P<m>[{_TENS}]{{1,3}})\s?月\s?(?P<d>[{_TENS}]{{1,4}})\s?[日号]?"
_NO_YEAR = (
    r"(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?[日号]|(?P<m2>\d{1,2})-(?P<d2>\d{1,2})(?![\d-])|(?P<m3>\d{2})[/.](?P<d3>\d{2})(?!\d)"
    rf"|(?P<m4>[{_TENS}]{{1,3}})月(?P<d4>[{_TENS}]{{1,4}})[日号]"
)
_WORD = r"(?P<word>今天|今日|昨天|昨日|前天|刚刚|刚才)"
_AGO = r"(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,3}|半)\s?(?P<half>个半)?\s?(?:(?P<unit>秒钟?|分钟?|个?小时|个?钟头|天|日|周|个?星期|个?礼拜)|(?P<months>个月))\s?(?:之|以)?前"
_WEEKDAY = r"\s*[(\[]?(?:星期|周|礼拜)[一二三四五六日天][)\]]?"
_CLOCK = re.compile(
    rf"(?:{_WEEKDAY})?(?:[ ,]*|[ ]?T)(?P<half>上午|下午|早上|早晨|清晨|中午|傍晚|晚上|夜间|凌晨|AM|PM)?[ ]?"
    r"(?P<h>\d{1,2})[ ]?[:时点][ ]?(?P<mi>\d{1,2})?(?:[ ]?[:分][ ]?(?P<s>\d{1,2})?秒?)?分?(?:[.,]\d{1,9})?"
    r"[ ]?(?P<after>AM|PM)?[ ]?(?P<z>Z|(?:GMT|UTC)?[+-]\d{2}:?\d{2})?"
    rf"(?:{_WEEKDAY})?",
    re.IGNORECASE,
)
_ODD_CLOCK = re.compile(
    r"(?:[ ,]+|[ ]?T|(?=[上下早晚中凌]))[\d :.,时分秒点TZ+\-上下午早晚中凌晨AMPGUCS]{2,24}(?![\w-])", re.IGNORECASE
)
"""A clock of a kind that nobody foresaw: it makes no day unread."""
_CLOCKLIKE = re.compile(r"[:时点午晨]|早上|晚上|\d\.\d{2}")
_STANDS_BEFORE = re.compile(r"[\w./:\-〔]$")
_STANDS_AFTER = re.compile(r"^(?:[\dA-Za-z_/〕]|[-.:]\d|\s?(?:至|到|前|后|起|止|以|内|-\s*\d|~))")
_CANDIDATE = re.compile(
    rf"(?:19|20)\d{{2}}\s?[-/.年]|\d{{2}}(?:[-/.]\d{{2}}[-/.]|\s?年)|(?:19|20)\d{{6}}|[{_HAN}]{{4}}\s?年|\d{{1,2}}\s?月|\d{{1,2}}[-/.]\d|今[天日]|昨[天日]|前天|刚[刚才]|"
    rf"[\d半一二两三四五六七八九十]{{1,3}}\s?(?:个半)?(?:秒|分|个?小时|个?钟头|天|日|周|个?星期|个?礼拜|个月)|[{_TENS}]{{1,3}}月[{_TENS}]"
)
_SHAPES: tuple[tuple[str, "re.Pattern[str]"], ...] = (
    ("long", re.compile(_LONG)),
    ("solid", re.compile(_SOLID)),
    ("short", re.compile(_TWO_DIGITS)),
    ("chinese", re.compile(_CHINESE)),
    ("ago", re.compile(_AGO)),
    ("word", re.compile(_WORD)),
    ("no_year", re.compile(_NO_YEAR)),
)
_SURE = frozenset(("long", "chinese", "short"))
"""Shapes that are a day wherever they stand in a text; the others are one only where a day is expected."""
_ENGLISH = re.compile(
    r"^(?:[A-Z][a-z]{2,8},? )?(?:(?P<mon>[A-Z][a-z]{2})[a-z]* (?P<d>\d{1,2})(?:,? (?P<y0>(?:19|20)\d{2}))?|(?P<d2>\d{1,2}) (?P<mon2>[A-Z][a-z]{2})[a-z]*,? (?P<y2>(?:19|20)\d{2}))"
    r"(?:,? (?P<clock>\d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]M)?))?(?: (?P<z>[A-Z]{3}(?:[+-]\d{2}:?\d{2})?|[+-]\d{2}:?\d{2}))?(?: (?P<y>(?:19|20)\d{2}))?$"
)
_MONTHS = {
    name: number
    for number, name in enumerate(
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], 1
    )
}
_EPOCH = re.compile(r"^1\d{12}$")
_WORDED = re.compile(
    rf"今[天日]|昨[天日]|前(?:天|$|[^\u4e00-\u9fa5])|刚[刚才]|年(?<=[{_HAN}]{{4}}年)|月(?<=[{_TENS}]月)[{_TENS}]"
)
_NUMBERED = re.compile(r"\d(?:\s?[-/.年月]\s?\d|\s?月|(?:(?<=19)|(?<=20))\d{6}|(?<=(?<!\d)1)\d{12}$)")
_IN_ENGLISH = re.compile(r"[A-Z][a-z]{2,8} .*\d{4}")
"""What is in every text that names a day, in three parts: each begins with a few characters, which are found ten times as fast as a choice of
all that may follow. Without a number there is only the first."""
_NUMBERLESS = re.compile(
    "[\x00-/:-\x7f\u2013\u2014\u2018-\u201d\u2026\u3000-\u3002\u3008-\u3011\u4e00-\u9fff\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff5e]*"
)
"""A text of Chinese characters, punctuation and Latin letters: no plain form of it shows more of a day than it does itself."""
_FOR_LIBRARY = re.compile(r"\d.*(?:年|[A-Za-z]{3})|^(?:上|本|这)?(?:周|星期|礼拜)[一二三四五六日天]$")
_COUNTED = re.compile(r"[年月]\s?[(\[]\s?\d")
"""A period with the number of its posts (`2026年10月 (3)`): the library takes that for a day."""
_TAIL = re.compile(
    rf"(?<![^\s\[(【〔<|])(?:{spaced((*PUBLISHED, *UPDATED))}|(?:星期|周|礼拜)[一二三四五六日天]|(?:\d{{1,2}} )?[A-Z][a-z]{{2,8}}\b)"
)
"""With what a day at the end of a text may begin that begins with no number: its label, its weekday, an English month."""
_SAID = ("发布", "发表", "更新")
"""What may stand behind a day: `2026-10-12 发布`."""
_ENDS = re.compile(r"\s{2,}|[|;；]|\s(?=[\u4e00-\u9fa5])")
_ENDS_OR_COMMA = re.compile(rf"{_ENDS.pattern}|[,，]")
_ADDRESS_DAYS = (
    re.compile(r"/t((?:19|20)\d{2})(\d{2})(\d{2})_"),
    re.compile(r"/((?:19|20)\d{2})[-/](\d{1,2})/(\d{1,2})/"),
    re.compile(r"/((?:19|20)\d{2})-(\d{1,2})-(\d{1,2})/"),
    re.compile(r"/((?:19|20)\d{2})(\d{2})/?(\d{2})/"),
)

Found = tuple[date, str]
"""A day and its time of day (`HH:MM` or `HH:MM:SS`, empty where none is told)."""


_NARROW = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_NARROW |= {"\u3000": " ", "\u2014": "-", "\u2013": "-", "\xb7": ".", "\u2026": "..."}
_WIDE = re.compile(f"[{''.join(map(re.escape, _NARROW))}]")
_USUAL = re.compile(
    "[\x00-\x7f\xb7\u2013\u2014\u2018-\u201d\u2026\u3000-\u3002\u3008-\u3011\u4e00-\u9fff\uff01-\uff5e]*"
)
"""A text of characters of which those in `_NARROW` alone have another plain form: most texts, in a tenth of the time."""
SHORT = 120
"""Characters of a text whose plain form is remembered."""


def plain(text: str) -> str:
    """Full-width forms, dashes, dots and colons of every width to ASCII, white space squeezed."""
    if text.isascii():
        return " ".join(text.translate(_ALIKE).split()) if "~" in text else " ".join(text.split())
    return _plain_short(text) if len(text) <= SHORT else _plain(text)


def _plain(text: str) -> str:
    if _USUAL.fullmatch(text):
        for wide in set(_WIDE.findall(text)):
            text = text.replace(wide, _NARROW[wide])
        return " ".join(text.replace("~", "-").split())
    return " ".join(unicodedata.normalize("NFKC", text.translate(_ALIKE)).translate(_ALIKE).split())


_plain_short = lru_cache(maxsize=8192)(_plain)
"""Several readers look at the short texts of a page, and the pages of a site share them."""


def is_numberless(text: str) -> bool:
    """Whether a text surely holds no digit of any width or script; False for a text with unusual characters, whatever they are."""
    return _NUMBERLESS.fullmatch(text) is not None


def normalise(text: str) -> str:
    """A text as patterns see it, brackets and outer punctuation off."""
    return plain(text).strip(_OUTER)


def looks_like(text: str) -> bool:
    """Whether a text may hold a day at all: cheap, and never False for a text that `read` reads."""
    return _short_looks_like(text) if len(text) <= SHORT else _looks_like(text)


def _looks_like(text: str) -> bool:
    if is_numberless(text):
        return _WORDED.search(text) is not None
    return _hints(text) or (not text.isascii() and _hints(plain(text)))


def _hints(text: str) -> bool:
    return any(pattern.search(text) for pattern in (_WORDED, _NUMBERED, _IN_ENGLISH))


_short_looks_like = lru_cache(maxsize=8192)(_looks_like)


@lru_cache(maxsize=8192)
def read(text: str, reference: datetime, source: str) -> DateReading | None:
    """Read a text that should be a day and nothing else, a label before it aside; None where it is not.

    `reference` is the time of the fetch in the configured zone: year-less days are the latest not after it.
    """
    raw = text.strip()[:80]
    bare = normalise(raw)
    if not bare or len(bare) > LONGEST:
        return None
    bare = _LABEL.sub("", bare, count=1).strip(_OUTER) if not bare[0].isdigit() else bare
    bare = re.sub(rf"^{_WEEKDAY}\s*", "", bare)
    bare = re.sub(rf"(?<=[\d日号前天刚])\s?(?:{'|'.join(_SAID)})$", "", bare)
    for whole in (_whole, _english, _epoch, _library):
        found = whole(bare, reference)
        if found is not None:
            return _reading(raw, found, source)
    return None


def at_start(text: str, reference: datetime, source: str) -> DateReading | None:
    """The day with which a text begins (what follows a label); None where it begins with none."""
    bare = plain(text[: 2 * LONGEST]).lstrip(_OUTER)
    for _, found, end in _at(bare, 0, reference):
        is_parted = bare[:end].endswith(" ") and bare[end : end + 1].isalpha()
        if is_parted or not _STANDS_AFTER.match(bare[end:]):
            return _reading(bare[:end].strip(), found, source)
    heads = (re.split(ends, bare, maxsplit=1)[0] for ends in (_ENDS, _ENDS_OR_COMMA))  # `Oct 12, 2026` holds one
    return next((reading for head in heads if head and (reading := read(head, reference, source)) is not None), None)


def at_end(text: str, reference: datetime, source: str) -> DateReading | None:
    """The day with which a text ends, after white space or in brackets (a link that holds its row's day); None where none does."""
    bare = plain(text[-2 * LONGEST :])
    for match in _TAIL.finditer(bare):
        reading = read(bare[match.start() :], reference, source)
        if reading is not None:
            return reading
    for match in _CANDIDATE.finditer(bare):
        start = match.start()
        before = bare[start - 1] if start else " "
        if not before.isspace() and before not in "[(【〔<|":
            continue
        for shape, found, end in _at(bare, start, reference):
            if bare[end:].strip(_OUTER) in ("", *_SAID) and (
                shape != "no_year" or before != " " or bare[start:end].count("-") == 1
            ):
                return _reading(bare[start:].strip(_OUTER), found, source)
    return None


def find_in(text: str, reference: datetime, source: str) -> DateReading | None:
    """A day inside a longer text: the last one, because rows end with theirs; None where there is none.

    Only shapes that are days wherever they stand: `05-12` in a text may be anything, `[05-12]` is a day.
    """
    readings = list(_inside(plain(text[:2000]), reference, source))
    return readings[-1] if readings else None


def _inside(bare: str, reference: datetime, source: str) -> Iterator[DateReading]:
    end = 0
    for match in _CANDIDATE.finditer(bare):
        start = match.start()
        if start < end or _STANDS_BEFORE.search(bare[max(0, start - 1) : start]):
            continue
        for shape, found, stop in _at(bare, start, reference):
            bracketed = bare[start - 1 : start] in ("[", "(", "【") and bare[stop : stop + 1] in ("]", ")", "】")
            if (shape in _SURE or bracketed) and not _STANDS_AFTER.match(bare[stop:]):
                yield _reading(bare[start:stop].strip(), found, source)
                end = stop
                break


def in_address(url: str) -> DateReading | None:
    """The day that an address carries (`t20140512_1.html`, `/2014/5/12/`, `/2014-05/12/`); None where none does."""
    for pattern in _ADDRESS_DAYS:
        match = pattern.search(url)
        day = _make(*match.groups()) if match else None
        if match and day is not None:
            return DateReading(match[0].strip("/"), day, "day", "address")
    return None


def _reading(raw: str, found: Found, source: str) -> DateReading:
    day, clock = found
    return DateReading(raw, day, "day" if not clock else "minute" if clock.count(":") == 1 else "second", source, clock)


def _at(text: str, start: int, reference: datetime) -> Iterator[tuple[str, Found, int]]:
    """Each shape of a day that stands at a place, with where it ends, its clock included."""
    for shape, pattern in _SHAPES:
        match = pattern.match(text, start)
        if match is None:
            continue
        day = _DAYS[shape](match, reference)
        if day is None:
            continue
        if shape == "solid" and match["h"]:
            yield shape, _with_clock(day, match.groupdict(), reference), match.end()
            continue
        clock = _CLOCK.match(text, match.end())
        if clock is not None and not text[clock.end() : clock.end() + 1].isdigit():
            yield shape, _with_clock(day, clock.groupdict(), reference), clock.end()
            continue
        odd = _ODD_CLOCK.match(text, match.end())
        yield shape, (day, ""), odd.end() if odd and _CLOCKLIKE.search(odd[0]) else _past_weekday(text, match.end())


def _past_weekday(text: str, end: int) -> int:
    match = re.compile(_WEEKDAY).match(text, end)
    return match.end() if match else end


def _whole(text: str, reference: datetime) -> Found | None:
    return next((found for _, found, end in _at(text, 0, reference) if not text[end:].strip(_OUTER)), None)


def _make(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        made = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return made if 1980 <= made.year <= 2100 else None


def _group(match: re.Match[str], name: str) -> str:
    """A field, whichever of its spellings (`m`, `m2`, …) matched."""
    fields = match.groupdict()
    return next((fields[key] for key in (name, f"{name}2", f"{name}3", f"{name}4") if fields.get(key)), "")


def _long(match: re.Match[str], _: datetime) -> date | None:
    return _make(match["y"], match["m"], match["d"])


def _short(match: re.Match[str], _: datetime) -> date | None:
    return _make(f"20{_group(match, 'y')}", _group(match, "m"), _group(match, "d"))


def _chinese(match: re.Match[str], _: datetime) -> date | None:
    year = "".join(str(max("零一二三四五六七八九".find(character), 0)) for character in match["y"])
    return _make(year, numeral(match["m"]), numeral(match["d"]))


def _no_year(match: re.Match[str], reference: datetime) -> date | None:
    month, number = numeral(_group(match, "m")), numeral(_group(match, "d"))
    days = (_make(year, month, number) for year in range(reference.year, reference.year - 9, -1))
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


def _with_clock(day: date, fields: dict[str, str | None], reference: datetime) -> Found:
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


def _english(text: str, reference: datetime) -> Found | None:
    """`Fri Feb 21 00:00:00 CST 2020`, `Mon, 12 Oct 2026 09:30:00 GMT`, `Oct 12, 2026`."""
    match = _ENGLISH.match(text)
    year = (match["y"] or match["y0"] or match["y2"]) if match else None
    month = _MONTHS.get(match["mon"] or match["mon2"]) if match else None
    if match is None or year is None or month is None:
        return None
    day = _make(year, month, match["d"] or match["d2"])
    if day is None:
        return None
    clock = _CLOCK.match(match["clock"]) if match["clock"] else None
    if clock is None:
        return day, ""
    zone = match["z"] or ""
    return _with_clock(day, {**clock.groupdict(), "z": "" if zone == "CST" else zone}, reference)


def _epoch(text: str, reference: datetime) -> Found | None:
    """Milliseconds since 1970, as interfaces give them."""
    if not _EPOCH.match(text):
        return None
    moment = datetime.fromtimestamp(int(text) / 1000, reference.tzinfo)
    return moment.date(), moment.strftime("%H:%M:%S")


def _library(text: str, reference: datetime) -> Found | None:
    """What the patterns do not know, dateparser may; pagers, bare numbers and days that do not exist never reach it."""
    if (
        len(text) > 40
        or not _FOR_LIBRARY.search(text)
        or _COUNTED.search(text)
        or any(pattern.match(text) for name, pattern in _SHAPES if name in _SURE)
    ):
        return None
    import dateparser

    settings = {
        "DATE_ORDER": "YMD",
        "REQUIRE_PARTS": ["day", "month", "year"],
        "RELATIVE_BASE": reference.replace(tzinfo=None),
        "TIMEZONE": getattr(reference.tzinfo, "key", "Asia/Shanghai"),
        "RETURN_AS_TIMEZONE_AWARE": False,
        "PREFER_DATES_FROM": "past",
    }
    try:
        moment = dateparser.parse(text, languages=["zh", "en"], settings=settings)
    except (ValueError, OverflowError, RecursionError, TypeError):
        return None
    if moment is None or _make(moment.year, moment.month, moment.day) is None:
        return None
    return moment.date(), ""
