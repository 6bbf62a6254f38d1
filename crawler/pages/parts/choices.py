"""Choices beside a list: selects of categories and periods, of which the page shows the one that is chosen."""

import re
from collections.abc import Iterable
from itertools import islice

from crawler.addresses import canonical
from crawler.pages.acting import is_handled
from crawler.pages.anchors import ADDRESSES
from crawler.pages.fields import is_asked_for, sends
from crawler.pages.outline import Outline
from crawler.pages.parts.names import ALL, bare, is_name
from crawler.pages.parts.narrowing import FIRST_PAGE
from crawler.reading.document import Element, visible_text
from crawler.reading.periods import is_period

MOST_OPTIONS = 100
_NEUTRAL = re.compile(
    r"^[-—=\s]*(?:.*选择.*|全\s?部.*|所有.*|.*不限|按.{1,6}查看|.{0,6}(?:类型|类别|分类|年[份度]|月份|部门|栏目|单位|机构|时间|日期|来源|主题|体裁))[-—=\s]*$"
)
LONGEST = 30
"""Characters of what says only what there is to choose."""
OTHERS = "其他选项"
"""What is called that nobody knows by name."""
MOST_NAMED = 10
_REACH = 300
"""Characters behind a select's name in a script in which it is filled."""
_WRITES = re.compile(r"\.(?:append(?:Child)?|html|add)\s{0,4}\(|innerHTML|\.options\b|insertAdjacent|new\s{1,4}Option")
_NEUTRALLY = re.compile(r"请选择|全部|所有|不限")
_ELSEWHERE = re.compile(r"window\.open|location|link|href|lang|site", re.IGNORECASE)
"""What a select is called, or calls, that leads to other pages."""
_ADDRESS = re.compile(r"[/?]|\.\w*htm")


def is_neutral(name: str) -> bool:
    """Whether a choice or a label says only what there is to choose (请选择月份, 全部, 类别)."""
    is_short = len(name) <= LONGEST
    return is_short and bool(_NEUTRAL.match(name) or ALL.match(name)) and not is_period(name)


def offered(outline: Outline, index: int) -> list[tuple[str, str]]:
    """What a select offers beside the part that it has chosen; none where that is all, or where what is chosen is not what is shown."""
    options = list(islice(outline.elements[index].iter("option"), MOST_OPTIONS))
    if len(options) < 2:
        return [(OTHERS, "")] if _is_filled_later(outline, index, options) else []
    chosen = next((node for node in options if node.get("selected") is not None), options[0])
    names = {node: bare(visible_text(node)) for node in options}
    others = {node: _leads(outline, node) for node, name in names.items() if node is not chosen and is_name(name)}
    are_choices = all(is_name(name) or is_neutral(name) for name in names.values())
    whole = {node: _whole(outline, node) for node, name in names.items() if node is not chosen and ALL.match(name)}
    if not (others or whole) or not are_choices or ALL.match(names[chosen]):
        return []
    are_periods = all(is_period(names[node]) for node in others)
    if not _turns(outline, index, options) or not _are_own(outline, index, others.values(), are_periods=are_periods):
        return []
    if chosen.get("value") == "" or is_neutral(
        names[chosen]
    ):  # what is shown is not told: the whole, or its newest part
        return [(names[node], address) for node, address in others.items() if address and are_periods]
    return [(names[node], address or "") for node, address in (others | whole).items()]


def _is_filled_later(outline: Outline, index: int, options: list[Element]) -> bool:
    """Whether a script has yet to write what a select offers, and what it has chosen is a part: a list of other sites is none."""
    node = outline.elements[index]
    called = " ".join(str(node.get(name) or "") for name in ("onchange", "id", "name", "class"))
    if _ELSEWHERE.search(called) or outline.is_aside(index) or is_asked_for(outline, outline.parents[index]):
        return False
    if any(not is_name(bare(visible_text(option))) for option in options):
        return False
    near = _named_in_scripts(outline, node)
    return _fill(near) or (not options and is_handled(node) and not any(map(_NEUTRALLY.search, near)))


def _named_in_scripts(outline: Outline, node: Element) -> list[str]:
    """What scripts say behind the name of an element, by its id or its name."""
    return [
        script[found.start() : found.end() + _REACH]
        for name in {str(node.get("id") or ""), str(node.get("name") or "")} - {""}
        for script in outline.document.scripts
        for found in islice(re.finditer(rf"[#'\"=]{re.escape(name)}['\"\]]", script), MOST_NAMED)
    ]


def is_filled(outline: Outline, node: Element) -> bool:
    """Whether a script fills an element, and with no choice of all."""
    return _fill(_named_in_scripts(outline, node))


def _fill(texts: list[str]) -> bool:
    return any(_WRITES.search(text) and not _NEUTRALLY.search(text) for text in texts)


def _whole(outline: Outline, option: Element) -> str | None:
    """Where the choice of all parts leads; None where that is this page, or lies outside of its column."""
    address = _leads(outline, option)
    own = FIRST_PAGE.sub("", outline.document.own)
    is_here = address is None or FIRST_PAGE.sub("", canonical(address)) == own
    return address if not is_here and _are_own(outline, -1, [address], are_periods=False) else None


def _are_own(outline: Outline, index: int, leads: Iterable[str | None], *, are_periods: bool) -> bool:
    """Whether choices lead to parts of this column, not to other columns, other hosts or a whole site's archive."""
    own = outline.document.url.partition("?")[0].rpartition("/")[0] + "/"
    below = all(address is None or address.startswith(own) for address in leads)
    return below or (are_periods and not outline.is_side(index))


def _turns(outline: Outline, index: int, options: list[Element]) -> bool:
    """Whether a select shows what is shown: a script or its own addresses turn the list, or the page says what is chosen; one that is only sent with a form does not."""
    if is_handled(outline.elements[index]) or any(_leads(outline, node) for node in options):
        return True
    parent = outline.parents[index]
    is_told = any(node.get("selected") is not None for node in options)
    return not is_asked_for(outline, parent) and (is_told or not sends(outline, parent))


def _leads(outline: Outline, option: Element) -> str | None:
    """Where an option leads by its value or its data; None where neither is an address."""
    values = [(option.get(name) or "").strip() for name in ("value", *ADDRESSES)]
    value = next((value for value in values if _ADDRESS.search(value)), "")
    return outline.document.asked(value) if value else None
