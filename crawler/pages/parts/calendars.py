"""Calendars, days and fields for a day beside a list: where all rows lie on the day that is chosen, those of other days are elsewhere."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, islice, pairwise

from crawler.pages.acting import is_handled, may_act, scripts_of_reach
from crawler.pages.apart import main
from crawler.pages.blocks import Block
from crawler.pages.outline import Outline, Piece, named
from crawler.pages.pagers.growing import LONGEST_SCRIPT
from crawler.pages.parts.near import near
from crawler.reading.days import looks_like, read
from crawler.reading.document import Element
from crawler.reading.periods import period
from crawler.records.items import ListPart

MOST = 400
"""Elements of one block beside a list in which a calendar is looked for: one month has some hundred."""
LEAST_DAYS = 3
LEAST_OF_MONTH = 28
"""Days of a month: fewer numbers from 1 on are pages."""
LONGEST_NUMBER = 3
"""Digits of what is no day of a month any more."""
LONGEST = 31
"""Days of a month."""
MOST_SIDE_BY_SIDE = 31
"""Days of a bar."""
LONGEST_DAY = 16
"""Characters of a day that is a tab (2026年10月12日)."""
LEVELS = 2
"""How far above a day's number what is clicked stands."""
_PICKER = re.compile(r"date-?picker|laydate|wdate|date-?(?:input|time)|rili|riqi|calendar", re.IGNORECASE)
"""What a field is named, or calls, that shows a calendar."""
_OTHERWISE = frozenset(("month", "range"))
"""Fields that are read elsewhere: the months before and after one are told by name, a slider by itself."""
OTHER_DAYS = "其他日期"


def read_calendars(outline: Outline, beside: Sequence[int], blocks: Sequence[Block]) -> Iterator[ListPart]:
    """What calendars and fields for a day hide beside lists whose rows all lie on one day, or in one month."""
    days = {entry.date.day for found in main(blocks) for _, entry in found.entries if entry.date}
    if not days or (max(days) - min(days)).days > LONGEST:
        return
    inside = list(near(outline, beside, MOST))
    if len(days) == 1:
        yield from chain.from_iterable(_days(outline, block[0], max(days)) for block in inside)
    is_chosen = len(days) == 1 and any(_is_calendar(outline, block[0], max(days)) for block in inside)
    told = (
        [] if is_chosen else [chosen for node in _fields(outline, inside) if (chosen := _chosen(outline, node, days))]
    )
    if is_chosen or any(not _is_year(*chosen) for chosen in told):
        yield ListPart(OTHER_DAYS, "")
    elif told:
        yield from (ListPart(f"{told[0][0].year + step}年", "") for step in (-1, 1))


def _days(outline: Outline, block: int, chosen: date) -> Iterator[ListPart]:
    """The days that stand side by side in a block, the chosen one among them, as parts of their months; where each leads, empty where only a script knows."""
    pieces = outline.pieces_in(outline.starts[block], outline.ends[block])[: MOST_SIDE_BY_SIDE + 1]
    told = [(piece, _day(outline, piece)) for piece in pieces]
    days = [(piece, day) for piece, day in told if day is not None]
    others = [piece for piece, day in told if day is None and any(map(str.isalnum, piece.text))]
    if not 1 < len(days) <= MOST_SIDE_BY_SIDE or len(others) > 1 or chosen not in {day for _, day in days}:
        return
    for piece, day in days:
        if day != chosen:
            asked = _asked(outline, piece)
            if asked or _acts(outline, piece.element):
                yield ListPart(f"{day.year}年{day.month}月", asked)


def _day(outline: Outline, piece: Piece) -> date | None:
    """The day that a text says and nothing else."""
    text = piece.text.strip(" []【】|/")
    reading = read(text, outline.reference, "list") if len(text) <= LONGEST_DAY and looks_like(text) else None
    return reading.day if reading is not None else None


def _asked(outline: Outline, piece: Piece) -> str:
    href = outline.anchors[piece.anchor].href if piece.anchor >= 0 else ""
    return (outline.document.asked(href) or "") if href else ""


def _is_calendar(outline: Outline, block: int, chosen: date) -> bool:
    """Whether days stand in turn in a block, those of a month or some with the chosen one, and a click on some of them does something."""
    pieces = outline.pieces_in(outline.starts[block], outline.ends[block])
    numbers = [piece for piece in pieces if piece.text.isdecimal() and len(piece.text) < LONGEST_NUMBER][:MOST]
    shown = [int(piece.text) for piece in numbers]
    in_turn = all(other - one == 1 or other == 1 for one, other in pairwise(shown))
    is_pager = shown[:1] == [1] and len(shown) < LEAST_OF_MONTH
    are_days = in_turn and len(shown) >= LEAST_DAYS and not is_pager and chosen.day in shown
    return are_days and sum(_acts(outline, piece.element) for piece in numbers) > 1


def _acts(outline: Outline, element: int) -> bool:
    return any(map(may_act, islice(outline.alone(element), LEVELS)))


def _fields(outline: Outline, inside: Iterable[range]) -> Iterator[Element]:
    """The fields beside a list that a calendar fills in, or a script acts on."""
    for index in chain.from_iterable(inside):
        node = outline.elements[index]
        if node.tag == "input" and node.get("value") and (_is_picker(node) or _is_called(outline, node)):
            yield node


def _is_called(outline: Outline, node: Element) -> bool:
    """Whether a script shows a calendar for a field by its id."""
    name = f"#{node.get('id')}"
    return node.get("type") != "month" and any(
        _PICKER.search(script) for script in outline.document.scripts if len(script) < LONGEST_SCRIPT and name in script
    )


def _is_picker(node: Element) -> bool:
    called = f"{named(node)} {scripts_of_reach(node)}"
    is_picker = node.get("type") == "date" or bool(_PICKER.search(called)) or is_handled(node)
    return is_picker and node.get("type") not in _OTHERWISE


def _chosen(outline: Outline, field: Element, days: set[date]) -> tuple[date, date] | None:
    """The day, the month or the year that a field names, where all rows lie in it; None for others."""
    value = str(field.get("value") or "").strip()
    reading = read(value, outline.reference, "value")
    told = (reading.day, reading.day) if reading is not None else period(value, outline.reference.date())
    return told if told is not None and told[0] <= min(days) <= max(days) <= told[1] else None


def _is_year(first: date, last: date) -> bool:
    return (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year
