"""Calendars and fields for a day beside a list: where all rows lie on the day that is chosen, those of other days are elsewhere."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from crawler.pages.acting import is_handled, may_act
from crawler.pages.apart import main
from crawler.pages.blocks import Block
from crawler.pages.outline import Outline, named
from crawler.pages.pagers.growing import LONGEST_SCRIPT
from crawler.reading.days import read
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
LEVELS = 2
"""How far above a day's number what is clicked stands."""
_PICKER = re.compile(r"date-?picker|laydate|wdate|date-?(?:input|time)|rili|riqi|calendar", re.IGNORECASE)
"""What a field is named, or calls, that shows a calendar."""
OTHER_DAYS = "其他日期"


def read_calendars(outline: Outline, beside: Sequence[int], blocks: Sequence[Block]) -> Iterator[ListPart]:
    """What calendars and fields for a day hide beside lists whose rows all lie on one day, or in one month."""
    days = {entry.date.day for found in main(blocks) for _, entry in found.entries if entry.date}
    if not days or (max(days) - min(days)).days > LONGEST:
        return
    near = [block for block in beside if not outline.is_side(block)]
    is_chosen = len(days) == 1 and any(_is_calendar(outline, block, max(days)) for block in near)
    if is_chosen or any(_chooses(outline, node, days) for node in _fields(outline, near)):
        yield ListPart(OTHER_DAYS, "")


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
    for _ in range(LEVELS):
        if element < 0 or outline.count(element) > 1:
            return False
        if may_act(outline.elements[element]):
            return True
        element = outline.parents[element]
    return False


def _fields(outline: Outline, beside: Iterable[int]) -> Iterator[Element]:
    """The fields beside a list that a calendar fills in, or a script acts on."""
    for block in beside:
        for index in outline.within(block, MOST):
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
    called = f"{named(node)} {node.get('onclick') or ''} {node.get('onfocus') or ''}"
    is_picker = node.get("type") == "date" or bool(_PICKER.search(called)) or is_handled(node)
    return is_picker and node.get("type") != "month"  # whose months before and after it are told by name


def _chooses(outline: Outline, field: Element, days: set[date]) -> bool:
    """Whether a field names the day, or the month, that all rows lie in."""
    value = str(field.get("value") or "").strip()
    reading = read(value, outline.reference, "value")
    told = (reading.day, reading.day) if reading is not None else period(value, outline.reference.date())
    return told is not None and told[0] <= min(days) <= max(days) <= told[1]
