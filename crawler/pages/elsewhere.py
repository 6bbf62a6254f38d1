"""What numbers and arrows turn that is no list: calendars, pictures that are shown in turn, and bars for easy reading."""

import re
from collections.abc import Iterable
from itertools import islice, pairwise

from crawler.pages.anchors import address_of
from crawler.pages.outline import Outline, named
from crawler.reading.document import Element, visible_text
from crawler.reading.words import PAGERS, READING_AIDS, SLIDERS

LEVELS = 3
"""How far above a number or an arrow what it turns stands."""
DAYS_OF_A_WEEK = 7
MONTH = range(28, 32)
"""How many days a month has."""
MOST_CELLS = 49
"""Elements of a month side by side, with the days of its neighbours and the names of the week's days."""
MOST_NODES = 100
"""Elements of a bar of tools: what holds more is not read for each of its links."""
LONGEST_BAR = 200
"""Characters of a bar of tools."""
_CALENDAR = re.compile(r"(?:^|[-_ ])(?:cal|calendar|rili|date-?picker)(?:[-_ ]|$)", re.IGNORECASE)
"""What a calendar is named."""
_NO_PAGE = ("javascript:", "#")


def in_calendar(element: Element) -> bool:
    """Whether a number is a day of a calendar: it is named one, its row has seven cells, or one of the table in which it has a cell of its own, or a
    month's days stand side by side."""
    above = list(islice(element.iterancestors(), LEVELS + 1))
    if any(_CALENDAR.search(named(node)) for node in above) or any(map(_is_month, above[:LEVELS])):
        return True
    row = next((node for node in above[:LEVELS] if node.tag == "tr"), None)
    if row is None or _is_week(row):
        return row is not None
    cell = next((node for node in above if node.tag == "td"), None)
    table = next(row.iterancestors("table"), None)
    is_alone = cell is not None and visible_text(cell) == visible_text(element)
    return is_alone and table is not None and any(map(_is_week, islice(table.iter("tr"), DAYS_OF_A_WEEK)))


def _is_week(row: Element) -> bool:
    return sum(cell.tag in ("td", "th") for cell in islice(row, DAYS_OF_A_WEEK + 1)) == DAYS_OF_A_WEEK


def _is_month(node: Element) -> bool:
    """Whether an element holds the days of one month, from the first to the last, each in an element of its own, and none that leads to a page."""
    cells = list(islice(node, MOST_CELLS + 1))  # it is asked of each number: counting all of them would be quadratic
    if not MONTH.start <= len(cells) <= MOST_CELLS or PAGERS.search(named(node)):
        return False
    links = list(islice(node.iter("a"), MOST_CELLS + 1))
    if len(links) > MOST_CELLS:
        return False
    if any(not address.startswith(_NO_PAGE) for link in links if (address := address_of(link).strip().lower())):
        return False
    return _counts_month(visible_text(cell).strip() for cell in cells)


def _counts_month(texts: Iterable[str]) -> bool:
    numbers = [int(text) for text in texts if text.isascii() and text.isdecimal()]
    days = numbers[numbers.index(1) :] if 1 in numbers else []
    last = next((place for place, (one, other) in enumerate(pairwise(days)) if other != one + 1), len(days) - 1)
    return last + 1 in MONTH


def aids_reading(element: Element) -> bool:
    """Whether an element stands in a bar for easy reading: beside it are two other tools of one."""
    for node in islice(element.iterancestors(), LEVELS):
        if next(islice(node.iter(), MOST_NODES, None), None) is not None:
            return False
        text = visible_text(node)
        if len(text) > LONGEST_BAR:
            return False
        if len(set(READING_AIDS.findall(text))) > 1:
            return True
    return False


def in_slider(outline: Outline, index: int) -> bool:
    """Whether an element stands in what shows pictures in turn, by its name, and holds no day of a row."""
    for node in islice((index, *outline.above(index)), LEVELS + 1):
        if SLIDERS.search(outline.names[node]) and next(outline.elements[node].iter("img"), None) is not None:
            return not outline.holds_day(outline.starts[node], outline.ends[node])
    return False
