"""Steps from one month or year of a list to another (< 2026年10月 >, 上一年 下一年): the page shows one of them, the others are elsewhere."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache

from crawler.pages.acting import is_handled, may_act
from crawler.pages.anchors import address_of
from crawler.pages.elsewhere import in_calendar
from crawler.pages.outline import Outline, named
from crawler.pages.parts.near import near
from crawler.reading.document import Element, text_of
from crawler.reading.periods import STEP_BACK, STEP_ON, bare_period, is_period, period
from crawler.records.items import ListPart

MOST = 60
"""Elements of one block beside a list in which a stepper is looked for."""
MOST_TEXTS = 8
"""Texts of a stepper: two arrows, the numbers of a year and a month, their words."""
LONGEST = 30
"""Characters of a stepper."""
_LEFT = re.compile(r"(?:^|[-_/ ])(?:\w{1,12}[-_])?(?:prev\w{0,6}|left|l(?:btn)?|last)\d?(?:[-_. ]|$)", re.IGNORECASE)
_RIGHT = re.compile(r"(?:^|[-_/ ])(?:\w{1,12}[-_])?(?:next\w{0,6}|right|r(?:btn)?)\d?(?:[-_. ]|$)", re.IGNORECASE)
"""What an arrow without a word is named, and the file of its picture."""
_WEEK = re.compile(r"^(?:周|星期)?[日一]$")
_DAILY = re.compile("[周天日期]")
_ISSUE = re.compile(r"^(?:20\d\d年)?(?:总?第\s?\d{1,5}\s?期){1,2}$")
"""What is shown between steps of a paper."""
DAYS_OF_A_WEEK = 7
_EARLIER = {"月": "往月信息", "年": "往年信息", "": "往期信息"}
"""What steps back are called that do not say to which period, by their unit."""


def read_steppers(outline: Outline, beside: Iterable[int]) -> Iterator[ListPart]:
    """The periods before and after the one that a stepper beside a list shows, and where each leads, empty where only a script knows."""
    if not _may_step(outline):
        return
    for inside in near(outline, beside, MOST):
        yield from next(filter(None, (_stepper(outline, index) for index in inside)), [])


def _may_step(outline: Outline) -> bool:
    """Whether a short text of the page, or a field's value, is a period or a step: most pages have none, and are asked no further."""
    values = (str(field.get("value") or "") for field in outline.document.root.iter("input"))
    return any(map(_tells, values)) or any(
        len(piece.text) <= LONGEST and _tells(piece.text) for piece in outline.pieces
    )


@lru_cache(maxsize=4096)
def _tells(text: str) -> bool:
    is_short = 1 < len(text) <= LONGEST  # an arrow alone stands in every breadcrumb
    return is_short and (is_step(text) or is_period(bare_period(text)))


def _stepper(outline: Outline, index: int) -> list[ListPart]:
    node = outline.elements[index]
    if node.tag == "input" and node.get("type") == "month" and is_handled(node):
        return _shifted(outline, str(node.get("value") or ""), None, None)
    if outline.count(index) > MOST_TEXTS or len(outline.children[index]) < 2:
        return []
    inside = [outline.elements[number] for number in outline.within(index, MOST)[1:]]
    back, on = _step(inside, STEP_BACK, _LEFT), _step(inside, STEP_ON, _RIGHT)
    if back is None or _is_calendar(outline, index):
        return []
    shown = _shown(outline, index, inside)
    if shown:
        return _shifted(outline, shown, back, on)
    texts = [piece.text for piece in outline.pieces_in(outline.starts[index], outline.ends[index])]
    if any(map(_ISSUE.match, texts)):
        return [ListPart(_EARLIER[""], _asked(outline, back))]
    words = [text for text in texts if is_step(text)]
    is_short = any(map(_DAILY.search, words))
    if on is None or not words or (len(words) < len(texts) and not is_short):
        return []
    unit = "" if is_short else "月" if "月" in words[0] else "年"
    return [ListPart(_EARLIER[unit], _asked(outline, back))]


def _step(inside: Sequence[Element], word: re.Pattern[str], name: re.Pattern[str]) -> Element | None:
    """The element that steps in one direction: by its word or its arrow, or by its name where it says nothing."""
    for node in inside:
        text = text_of(node) if len(node) < 3 else ""
        if not may_act(node) or len(text) > LONGEST:
            continue
        pictures = " ".join(str(image.get("src") or "").rpartition("/")[2] for image in node.iter("img"))
        if word.match(text) if text else name.search(f"{named(node)} {pictures}"):
            return node
    return None


def _shown(outline: Outline, index: int, inside: Sequence[Element]) -> str:
    """The period that a stepper shows between its arrows: a text, or a field's value."""
    texts = [piece.text for piece in outline.pieces_in(outline.starts[index], outline.ends[index])]
    texts += [str(node.get("value") or "") for node in inside if node.tag == "input"]
    text = bare_period("".join(text for text in texts if not is_step(text)))
    return text if len(text) <= LONGEST and is_period(text) else ""


def is_step(text: str) -> bool:
    """Whether a text is an arrow, or a step from one period to another."""
    return bool(STEP_BACK.match(text) or STEP_ON.match(text))


def _shifted(outline: Outline, shown: str, back: Element | None, on: Element | None) -> list[ListPart]:
    told = period(shown, outline.reference.date())
    if told is None:
        return []
    first, last = told
    before, after = first - timedelta(days=1), last + timedelta(days=1)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    parts = [ListPart(_name(before, months), _asked(outline, back))]
    if on is not None or back is None:
        parts.append(ListPart(_name(after, months), _asked(outline, on)))
    return parts


def _name(day: date, months: int) -> str:
    """What a period of so many months is called that holds a day."""
    if months == 1:
        return f"{day.year}年{day.month}月"
    return f"{day.year}年" if months == 12 else f"{day.year}年第{'一二三四'[(day.month - 1) // 3]}季度"


def _asked(outline: Outline, step: Element | None) -> str:
    return outline.document.asked(address_of(step)) or "" if step is not None and address_of(step) else ""


def _is_calendar(outline: Outline, index: int) -> bool:
    """Whether days of a week, or of a month, stand below a stepper: it steps through a calendar."""
    following = outline.pieces_in(outline.starts[index], outline.ends[index] + 1)
    after = outline.pieces_after(outline.ends[index], DAYS_OF_A_WEEK)
    return any(_WEEK.match(piece.text) for piece in (*following, *after)) or any(
        piece.text.isdecimal() and in_calendar(outline.elements[piece.element]) for piece in after
    )
