"""The one reader of days: exact patterns first, then dateparser; what neither reads is unread.

MEASURING 1 lists the spellings. Whatever place a day stands in (a row, a label, a header, a table, a script, an interface), it is read here:
`read` takes a text that should be a day and nothing else, `at_start` one that begins with it, `at_end` one that ends with it, `find_in` one that
holds it somewhere. A reading keeps the raw text, so that an appeal can be answered.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache

from crawler.reading.day_shapes import CLOCK, HAN, SHAPES, SURE, TENS, WEEKDAY, Found, made, shapes_at, with_clock
from crawler.reading.plain import SHORT, is_numberless, plain
from crawler.reading.words import PUBLISHED, SHORTLY, UPDATED, spaced
from crawler.records.day import DateReading

LONGEST = 60
"""Characters: a longer text is no day, whatever it holds."""
_LABEL = re.compile(
    rf"^(?:{spaced((*PUBLISHED, *UPDATED, *SHORTLY))})\s*[\])】]?\s*[:：]?\s*[\[(【]?\s*", re.IGNORECASE
)
_OUTER = " []()【】〔〕《》<>|,;、。\"'"
_STANDS_BEFORE = re.compile(r"[\w./:\-〔]$")
_STANDS_AFTER = re.compile(r"^(?:[\dA-Za-z_/〕]|[-.:]\d|\s?(?:至|到|前|后|起|止|以|内|-\s*\d|~))")
_CANDIDATE = re.compile(
    rf"(?:19|20)\d{{2}}\s?[-/.年]|\d{{2}}(?:[-/.]\d{{2}}[-/.]|\s?年)|(?:19|20)\d{{6}}|[{HAN}]{{4}}\s?年|\d{{1,2}}\s?月|\d{{1,2}}[-/.]\d|今[天日]|昨[天日]|前天|刚[刚才]|"
    rf"[\d半一二两三四五六七八九十]{{1,3}}\s?(?:个半)?(?:秒|分|个?小时|个?钟头|天|日|周|个?星期|个?礼拜|个月)|[{TENS}]{{1,3}}月[{TENS}]"
)
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
    rf"今[天日]|昨[天日]|前(?:天|$|[^\u4e00-\u9fa5])|刚[刚才]|年(?<=[{HAN}]{{4}}年)|月(?<=[{TENS}]月)[{TENS}]"
)
_NUMBERED = re.compile(r"\d(?:\s?[-/.年月]\s?\d|\s?月|(?:(?<=19)|(?<=20))\d{6}|(?<=(?<!\d)1)\d{12}$)")
_IN_ENGLISH = re.compile(r"[A-Z][a-z]{2,8} .*\d{4}")
"""What is in every text that names a day, in three parts: each begins with a few characters, which are found ten times as fast as a choice of
all that may follow. Without a number there is only the first."""
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
    bare = re.sub(rf"^{WEEKDAY}\s*", "", bare)
    bare = re.sub(rf"(?<=[\d日号前天刚])\s?(?:{'|'.join(_SAID)})$", "", bare)
    for whole in (_whole, _english, _epoch, _library):
        found = whole(bare, reference)
        if found is not None:
            return _reading(raw, found, source)
    return None


def at_start(text: str, reference: datetime, source: str) -> DateReading | None:
    """The day with which a text begins (what follows a label); None where it begins with none."""
    bare = plain(text[: 2 * LONGEST]).lstrip(_OUTER)
    for _, found, end in shapes_at(bare, 0, reference):
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
        for shape, found, end in shapes_at(bare, start, reference):
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
        for shape, found, stop in shapes_at(bare, start, reference):
            bracketed = bare[start - 1 : start] in ("[", "(", "【") and bare[stop : stop + 1] in ("]", ")", "】")
            if (shape in SURE or bracketed) and not _STANDS_AFTER.match(bare[stop:]):
                yield _reading(bare[start:stop].strip(), found, source)
                end = stop
                break


def in_address(url: str) -> DateReading | None:
    """The day that an address carries (`t20140512_1.html`, `/2014/5/12/`, `/2014-05/12/`); None where none does."""
    for pattern in _ADDRESS_DAYS:
        match = pattern.search(url)
        day = made(*match.groups()) if match else None
        if match and day is not None:
            return DateReading(match[0].strip("/"), day, "day", "address")
    return None


def _reading(raw: str, found: Found, source: str) -> DateReading:
    day, clock = found
    return DateReading(raw, day, "day" if not clock else "minute" if clock.count(":") == 1 else "second", source, clock)


def _whole(text: str, reference: datetime) -> Found | None:
    return next((found for _, found, end in shapes_at(text, 0, reference) if not text[end:].strip(_OUTER)), None)


def _english(text: str, reference: datetime) -> Found | None:
    """`Fri Feb 21 00:00:00 CST 2020`, `Mon, 12 Oct 2026 09:30:00 GMT`, `Oct 12, 2026`."""
    match = _ENGLISH.match(text)
    year = (match["y"] or match["y0"] or match["y2"]) if match else None
    month = _MONTHS.get(match["mon"] or match["mon2"]) if match else None
    if match is None or year is None or month is None:
        return None
    day = made(year, month, match["d"] or match["d2"])
    if day is None:
        return None
    clock = CLOCK.match(match["clock"]) if match["clock"] else None
    if clock is None:
        return day, ""
    zone = match["z"] or ""
    return with_clock(day, {**clock.groupdict(), "z": "" if zone == "CST" else zone}, reference)


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
        or any(pattern.match(text) for name, pattern in SHAPES if name in SURE)
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
    if moment is None or made(moment.year, moment.month, moment.day) is None:
        return None
    return moment.date(), ""
