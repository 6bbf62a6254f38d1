"""Days of a page's rows: in texts, at labels, under a heading that tells the year, in parts, and in values of fields."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crawler.reading.days import at_end, at_start, find_in, looks_like, read
from crawler.reading.plain import plain
from crawler.reading.words import FORMED, PUBLISHED, SHORTLY, SOURCE, UPDATED, spaced
from crawler.records.day import DateReading

if TYPE_CHECKING:
    from crawler.pages.outline import Outline, Piece

_VALUED = frozenset(("input", "time", "abbr", "span", "em", "i", "small", "td"))
_AGO = re.compile(r"前|刚|今[天日]|昨[天日]")
_PUBLISHED_LABEL = re.compile(rf"(?:{spaced(PUBLISHED)})\s*[\])】]?\s*[:：]?\s*", re.IGNORECASE)
_OTHER_LABEL = re.compile(rf"(?:{spaced((*UPDATED, *SHORTLY))})\s*[:：]\s*")
_FORMED_LABEL = re.compile(rf"(?:{spaced(FORMED)}|截止(?:时间|日期)|有效期|起止|开始|结束)\s*[:：]?\s*")
_ENDS_WITH_LABEL = re.compile(rf"(?:{spaced(PUBLISHED)})\s*[:：]?\s*$", re.IGNORECASE)
_ENDS_WITH_FORMED = re.compile(rf"(?:{spaced(FORMED)}|截止(?:时间|日期))\s*[:：]?\s*$")
_MONTH = re.compile(r"^(20\d{2})[-/.年](\d{1,2})月?$")
_YEAR_ALONE = re.compile(r"^(20\d{2})年?$")
_MONTH_ALONE = re.compile(r"^(\d{1,2})月$|^(\d{1,2})[/.]$")
_DAY = re.compile(r"^(\d{1,2})[日号]?$")
_BESIDE_LABEL = re.compile(rf"^[\s\W]*(?:(?:{spaced(SOURCE)}|作者|浏览|点击|阅读|发布).{{0,24}})?[\s\W]*$")
LABELLED, WHOLE, INSIDE, TAIL = 0, 1, 2, 3
"""How sure a day is to be its row's, the surest first: at its label, a text of its own, within a text, at the end of a link."""
LONG = 200
"""Characters of a text that shows no row's day any more, unless it is a link's."""
LENGTH_OF_A_DAY = 2
"""Digits of a day of the month that stands alone under its month: `05`."""
_PERIOD = re.compile(r"^((?:19|20)\d{2})(?:[-/.]|年)(?:(\d{1,2})月?)?$")
_MONTH_DAY = re.compile(r"^(\d{1,2})(?:[-/.]|月)(\d{1,2})[日号]?$")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "dt", "th", "caption", "strong", "b", "summary", "legend"))
NEAR = 10
"""Steps in the page's order between the parts of one day."""


@dataclass(slots=True)
class DayToken:
    """One day of the page."""

    order: int
    reading: DateReading
    rank: int
    element: int


@dataclass(frozen=True, slots=True)
class _Heading:
    """A period above rows, and where its block ends in the order; `month` is 0 where only a year is told."""

    year: int
    month: int
    end: int


def find_days(outline: Outline) -> list[DayToken]:
    """The days of a page's texts."""
    days: list[DayToken] = []
    before = ""
    heading: _Heading | None = None
    for number, piece in enumerate(outline.pieces_in(0, outline.end)):
        heading = _heading(outline, piece) or (heading if heading and piece.order <= heading.end else None)
        found = _under(outline, heading, piece) if heading else None
        found = found or (_day_of(outline, piece, before) if _may_be_day(piece) else None)
        if found is not None:
            days.append(found)
        elif len(piece.text) <= 8 and (split := _split(outline, number)) is not None:
            days.append(split)
        before = piece.text
    return days


def _may_be_day(piece: Piece) -> bool:
    """Whether a text may show a row's day: no long text does, but for a link's, which may end in one."""
    return (len(piece.text) <= LONG or piece.anchor >= 0) and looks_like(piece.text)


def _heading(outline: Outline, piece: Piece) -> _Heading | None:
    """A year, or a year and a month, that a heading tells for the rows of its block."""
    match = _PERIOD.match(plain(piece.text)) if len(piece.text) <= 12 else None
    if match is None or outline.elements[piece.element].tag not in _HEADINGS:
        return None
    parent = outline.parents[piece.element]
    return _Heading(
        int(match[1]), int(match[2]) if match[2] else 0, outline.ends[parent] if parent >= 0 else piece.order
    )


def _under(outline: Outline, heading: _Heading, piece: Piece) -> DayToken | None:
    """A row's day whose year or month its heading tells."""
    text = plain(piece.text).strip(" []()")
    day, month_day = _DAY.match(text), _MONTH_DAY.match(text)
    if heading.month and day is not None and (text != day[1] or len(text) == LENGTH_OF_A_DAY):
        whole = f"{heading.year}-{heading.month}-{day[1]}"
    elif month_day is not None:
        whole = f"{heading.year}-{month_day[1]}-{month_day[2]}"
    else:
        return None
    reading = read(whole, outline.reference, "list")
    return DayToken(piece.order, replace(reading, raw=piece.text), WHOLE, piece.element) if reading else None


def with_values(outline: Outline) -> list[DayToken]:
    """An outline's days, and those in the values of fields, of `time` elements and of small texts' titles, where no text shows one, or only how long ago it was."""
    found: dict[int, DayToken] = {}
    for index, node in enumerate(outline.elements):
        if node.tag in _VALUED and len(node.attrib) and outline.starts[index] < outline.end:
            value = (node.get("value") if node.tag == "input" else node.get("datetime") or node.get("title")) or ""
            if looks_like(value) and not _shows_day(outline, outline.starts[index], outline.ends[index]):
                reading = read(value, outline.reference, "list")
                if reading is not None:
                    found[index] = DayToken(outline.starts[index], reading, WHOLE, index)
    ranges = [(outline.starts[index], outline.ends[index]) for index in found]
    ago = {id(day) for low, high in ranges for day in outline.days_in(low, high + 1)}
    return [day for day in outline.days if id(day) not in ago] + list(found.values())


def _shows_day(outline: Outline, low: int, high: int) -> bool:
    """Whether a day of the calendar stands in a range: 3天前 was right when its page was made, and may be long since."""
    return any(not _AGO.search(day.reading.raw) for day in outline.days_in(low, high))


def _day_of(outline: Outline, piece: Piece, before: str) -> DayToken | None:
    text = piece.text
    if len(text) <= 60:
        reading = read(text, outline.reference, "list")
        if reading is not None:
            if _ENDS_WITH_FORMED.search(plain(before)[-20:]):
                return None
            labelled = bool(_PUBLISHED_LABEL.match(text) or _ENDS_WITH_LABEL.search(plain(before)[-20:]))
            return DayToken(piece.order, reading, LABELLED if labelled else WHOLE, piece.element)
    if piece.anchor >= 0:
        reading = at_end(text, outline.reference, "list")
        if reading is not None:
            return DayToken(piece.order, reading, TAIL, piece.element)
        is_title = len(text) > LONG or text in outline.anchors[piece.anchor].title
        return None if is_title else _at_label(outline, piece, plain(text))
    return _at_label(outline, piece, plain(text)) or _within(outline, piece, plain(text))


def _at_label(outline: Outline, piece: Piece, text: str) -> DayToken | None:
    """A day in a text that holds more than it, at a label of publication."""
    for rank, label in ((LABELLED, _PUBLISHED_LABEL), (WHOLE, _OTHER_LABEL)):
        for match in label.finditer(text):
            reading = at_start(text[match.end() :], outline.reference, "list")
            if reading is not None:
                return DayToken(piece.order, reading, rank, piece.element)
    return None


def _within(outline: Outline, piece: Piece, text: str) -> DayToken | None:
    """A day in a text that holds more than it, at either end of a short line."""
    formed = _FORMED_LABEL.search(text)
    reading = find_in(text[: formed.start()] if formed else text, outline.reference, "list")
    if reading is None:
        return None
    head, _, tail = text.partition(reading.raw)
    if len(head) + len(tail) > 40 or not (_BESIDE_LABEL.match(head) or _BESIDE_LABEL.match(tail)):
        return None
    return DayToken(piece.order, reading, INSIDE, piece.element)


def _split(outline: Outline, number: int) -> DayToken | None:
    """Days whose parts stand in elements of their own: `<b>12</b>/<i>2026.10</i>`, `<i>10月</i><b>12</b>`, `<i>2026</i><b>10-12</b>`."""
    here = plain(outline.pieces[number].text).strip(" [].()")
    if not here[:1].isdigit() or not any(pattern.match(here) for pattern in (_MONTH, _MONTH_ALONE, _YEAR_ALONE)):
        return None
    for step in (-1, 1):
        other = number + step
        while 0 <= other < len(outline.pieces) and re.fullmatch(r"[\W_]{1,3}", outline.pieces[other].text):
            other += step
        if (
            not 0 <= other < len(outline.pieces)
            or abs(outline.pieces[other].order - outline.pieces[number].order) > NEAR
        ):
            continue
        text = _joined(here, plain(outline.pieces[other].text).strip(" []/.-"))
        if not text or not _are_of_one_row(outline, outline.pieces[number].element, outline.pieces[other].element):
            continue
        reading = read(text, outline.reference, "list")
        if reading is not None:
            order = min(outline.pieces[other].order, outline.pieces[number].order)
            return DayToken(order, reading, WHOLE, outline.pieces[number].element)
    return None


def _are_of_one_row(outline: Outline, one: int, other: int) -> bool:
    """Whether no row parts two elements: nothing that holds a post's link, but the link itself, holds one of them alone."""
    return not (_stands_in_row(outline, one, other) or _stands_in_row(outline, other, one))


def _stands_in_row(outline: Outline, element: int, beside: int) -> bool:
    """Whether an element stands in a row that ends before another element begins, or begins after it."""
    order = outline.starts[beside]
    while element >= 0 and not outline.starts[element] <= order <= outline.ends[element]:
        is_row = outline.elements[element].tag != "a" and outline.holds_post(
            outline.starts[element], outline.ends[element]
        )
        if is_row:
            return True
        element = outline.parents[element]
    return False


def _joined(here: str, other: str) -> str:
    """The day that two texts tell together: `2026.10` and `12`, `10月` and `12`, `2026` and `10/12`; empty where they tell none."""
    day, month, alone = _DAY.match(other), _MONTH.match(here), _MONTH_ALONE.match(here)
    if day is not None and month is not None:
        return f"{month[1]}-{month[2]}-{day[1]}"
    if day is not None and alone is not None:
        return f"{alone[1] or alone[2]}月{day[1]}日"
    year, rest = _YEAR_ALONE.match(here), _MONTH_DAY.match(other)
    return f"{year[1]}-{rest[1]}-{rest[2]}" if year is not None and rest is not None else ""
