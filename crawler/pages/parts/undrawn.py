"""Choices of an application's own elements (`<el-select>`, `<van-dropdown-item>`) that no script has drawn yet, and charts whose parts are clicked."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from crawler.pages.acting import says_click
from crawler.pages.outline import Outline
from crawler.pages.pagers.growing import LONGEST_SCRIPT
from crawler.pages.parts.choices import OTHERS, is_filled
from crawler.pages.parts.names import ALL
from crawler.pages.parts.near import near
from crawler.pages.parts.tabs import is_bar, says
from crawler.reading.document import Element
from crawler.reading.words import REPEATS
from crawler.records.items import ListPart

MOST = 40
"""Elements of one such choice, and of what stands round it, that are looked at."""
MOST_OF_TAB = 3
"""Elements, and texts, of one tab."""
_CHOICE = re.compile(
    r"^[a-z]{1,5}-(?:select|dropdown-item|radio-group|checkbox-group|segmented|cascader|tree-select|check-tag)$"
)
_LEADS = frozenset(("href", ":href", "v-bind:href", "ng-href", ":to", "to"))
"""Attributes by which what is repeated leads to another page."""
_NEUTRALLY = re.compile(r"选择|全部|所有|不限|\ball\b", re.IGNORECASE)
_MODELS = ("v-model", "v-model:value", ":value", "v-bind:value", "ng-model")
"""Attributes that name the field of a script which a choice is kept in."""
_LOOKS = re.compile(r"size|limit|order|sort", re.IGNORECASE)
"""What a choice is kept in that chooses how the list looks."""
_WHOLE = re.compile(r"^(?:|null|undefined|0|-1|all|全部|所有|不限)$", re.IGNORECASE)
"""The value of a choice that shows all."""
_TYPED = re.compile(
    r"^(?:input|textarea|[a-z]{1,5}-(?:input|search|field|autocomplete|input-search|textarea|upload|button))$"
)
CHART = "图表"
"""What the parts of a column are called that a chart shows."""
_CLICKS = re.compile(r"\b(\w{1,40})\.on\s{0,4}\(\s{0,4}[\"']click[\"']\s{0,4},")
_MADE = re.compile(r"\b(\w{1,40})\s{0,4}=\s{0,4}echarts\.init\b")
"""What a chart is called in a script."""
_ELSEWHERE = re.compile(
    r"location|window\.open|href|\.s?html?\b|://|alert|dispatchAction|layer\.(?:open|msg)|downplay|\.resize"
)
_REACH = 400
"""Characters behind a click on a chart in which something is done."""


def read_undrawn(outline: Outline, beside: Iterable[int]) -> Iterator[ListPart]:
    """What such choices and charts of the list's own part of the page hide; where it leads only a script knows."""
    inside = list(chain.from_iterable(near(outline, beside, MOST, with_frame=False)))
    kinds = {tag for tag in set(outline.tags) if "-" in tag and _CHOICE.match(tag)}
    if kinds and any(_hides(outline, index) for index in inside if outline.tags[index] in kinds):
        yield ListPart(OTHERS, "")
    if any(_is_repeated(outline, index) or _is_filled_bar(outline, index) for index in inside):
        yield ListPart(OTHERS, "")
    if any(map(_filters, outline.document.scripts)):
        yield ListPart(CHART, "")


def _is_repeated(outline: Outline, index: int) -> bool:
    """Whether an element is a tab that a script has yet to repeat: a click on it turns the list, and none beside it shows all."""
    node = outline.elements[index]
    if not any(node.get(name) for name in REPEATS) or _LEADS.intersection(map(str, node.attrib)):
        return False
    siblings = outline.children[outline.parents[index]]
    acts = any(map(says_click, islice(node.iter(), MOST_OF_TAB)))
    return acts and outline.count(index) <= MOST_OF_TAB and not any(ALL.match(says(outline, item)) for item in siblings)


def _is_filled_bar(outline: Outline, index: int) -> bool:
    """Whether an element is an empty bar of tabs that a script fills."""
    node = outline.elements[index]
    is_empty = not outline.children[index] and not outline.count(index)
    return is_empty and bool(node.get("id")) and is_bar(outline, index) and is_filled(outline, node)


def _hides(outline: Outline, index: int) -> bool:
    """Whether a choice begins with a value of its own, or nothing says that it may show all; none of a form that is filled in and sent hides any, and none
    of how the list looks."""
    choice = outline.elements[index]
    model = next((str(choice.get(name)) for name in _MODELS if choice.get(name)), "").rpartition(".")[2]
    if outline.is_aside(index) or _is_asked_for(choice) or _LOOKS.search(model):
        return False
    begins = _beginning(outline.document.scripts, model)
    if begins is not None:
        return not _WHOLE.match(begins)
    nodes = islice(choice.iter(), MOST)
    says = " ".join(f"{node.text or ''} {' '.join(map(str, node.attrib.values()))}" for node in nodes)
    return not _NEUTRALLY.search(says)


def _beginning(scripts: Iterable[str], model: str) -> str | None:
    """The value with which a page's script begins a choice; None where none says so."""
    if not model.isidentifier():
        return None
    told = re.compile(
        rf"\b{model}[\"']?\s{{0,4}}:\s{{0,4}}(?:[\"']([^\"'\n]{{0,40}})[\"']|(null|undefined|-?\d{{1,6}})\b)"
    )
    found = next(filter(None, map(told.search, scripts)), None)
    return (found[1] or found[2] or "") if found is not None else None


def _is_asked_for(choice: Element) -> bool:
    """Whether a field to type into, or a button, stands in the form of a choice, or beside it where it has none."""
    form = next((node for node in choice.iterancestors() if str(node.tag).endswith("form")), choice.getparent())
    return form is not None and any(_TYPED.match(str(node.tag)) for node in islice(form.iter(), MOST))


def _filters(script: str) -> bool:
    """Whether a click on a chart that a script draws does something on this page."""
    if "echarts" not in script or len(script) >= LONGEST_SCRIPT:
        return False
    charts = set(_MADE.findall(script))
    clicks = (found for found in _CLICKS.finditer(script) if found[1] in charts)
    handlers = (script[found.end() : found.end() + _REACH] for found in clicks)
    return any("(" in handler and not _ELSEWHERE.search(handler) for handler in handlers)
