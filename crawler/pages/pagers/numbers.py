"""The numbers of a pager: whether they begin with 0, and which of them is the page's own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise

from crawler.pages.pagers.links import FIRST_IS_ZERO, LONGEST, Turn
from crawler.reading.document import Element, visible_text
from crawler.reading.words import ONWARD

LEVELS = 2
"""How far above a number what stands beside it stands."""
YEARS = range(1990, 2100)
"""Numbers that are years where no other stands beside them, and where the first range of rows does not begin: a list of so many pages names its
first ones as well."""
_BRACKETS = " \t\r\n\xa0\u3000[]()（）【】|,，"
_ELLIPSIS = re.compile(r"^[.…]{1,6}$")
_ONWARD = re.compile(
    rf"^\s*(?:[.…]{{1,6}}|{ONWARD}|[后下]\s?[\d一二三四五六七八九十]{{1,3}}\s?页|[后下]一?[组屏批])\s*$"
)


def from_one(found: list[Turn]) -> list[Turn]:
    """Links of pagers with their pages numbered from 1, whatever they are called; one that is called 0 elsewhere turns no page."""
    first = next((turn for turn in found if turn.number == 1), None)
    others = [turn for turn in found if turn.number != FIRST_IS_ZERO]
    zero = next((turn for turn in found if turn.number == FIRST_IS_ZERO), None)
    if first is None or _beside(first.element, before=True) != "0":
        follows = zero is not None and first is None and _beside(zero.element, before=False) == "1"
        if not follows:
            return others
    return [
        replace(turn, number=1 if turn.number == FIRST_IS_ZERO else turn.number + 1) if turn.number else turn
        for turn in found
    ]


def current(turns: Sequence[Turn]) -> int | None:
    """The page that a window of numbers leaves out or shows without a link: this one. None where that cannot be told."""
    numbers = sorted({turn.number for turn in turns})
    if not numbers:
        return None
    first = next(turn for turn in turns if turn.number == numbers[0])
    last = next(turn for turn in turns if turn.number == numbers[-1])
    if _beside(first.element, before=True) == str(numbers[0] - 1):
        return numbers[0] - 1
    if _beside(last.element, before=False) == str(numbers[-1] + 1):
        return numbers[-1] + 1
    gaps = [one + 1 for one, other in pairwise(numbers) if other == one + 2]
    return gaps[0] if len(gaps) == 1 else 1 if numbers[0] == 2 else None


def onward_after(element: Element) -> Iterator[Element]:
    """The links behind the last number that lead to numbers which are not shown: …, », 后5页."""
    row = element
    for _ in range(LEVELS):
        for other in islice(row.itersiblings(), LONGEST):
            link = other if other.tag == "a" else next(other.iter("a"), None)
            if link is not None and _ONWARD.match(visible_text(link)):
                yield link
        parent = row.getparent()
        if parent is None:
            return
        row = parent


def ellipsis_after(element: Element) -> Element | None:
    """The link called … behind the last number: it leads to the page after it. None where there is none."""
    return next((link for link in onward_after(element) if _ELLIPSIS.match(visible_text(link))), None)


def _beside(element: Element, *, before: bool) -> str:
    """The text just before or behind an element, that of its own row where it stands alone in one; without brackets."""
    node = element
    for _ in range(LEVELS):
        text = _just_before(node) if before else _just_behind(node)
        if text:
            return text
        parent = node.getparent()
        if parent is None or len(parent) > 1:
            return ""
        node = parent
    return ""


def _just_before(node: Element) -> str:
    sibling, parent = node.getprevious(), node.getparent()
    tail = sibling.tail if sibling is not None else parent.text if parent is not None else ""
    text = (tail or "").strip(_BRACKETS)
    if text or sibling is None:
        return (text.split() or [""])[-1]
    return visible_text(sibling).strip(_BRACKETS)


def _just_behind(node: Element) -> str:
    text = (node.tail or "").strip(_BRACKETS)
    sibling = node.getnext()
    if text or sibling is None:
        return (text.split() or [""])[0]
    return visible_text(sibling).strip(_BRACKETS)
