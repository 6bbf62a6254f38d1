"""Fields beside a list that choose what it shows: names that are offered to what is typed (`<datalist>`), and sliders (`type=range`)."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from crawler.pages.acting import is_handled, says_click
from crawler.pages.fields import is_asked_for, sends
from crawler.pages.outline import Outline, named
from crawler.pages.parts.choices import MOST_OPTIONS, OTHERS, is_neutral
from crawler.pages.parts.names import is_name
from crawler.pages.parts.near import near
from crawler.pages.wordless import is_of_tool
from crawler.reading.document import Element, text_of
from crawler.records.items import ListPart

MOST = 60
"""Elements of one block beside a list in which such a field is looked for."""
LEVELS = 2
"""How far above a slider it is named, or labelled."""
_TOOL = re.compile(
    r"字[号体]|字体|音量|[语倍]速|亮度|对比度|缩放|进度|透明|间距|font|zoom|scale|volume|rate|speed|seek|progress|opacity|bright|contrast",
    re.IGNORECASE,
)
"""What a slider says, is named, or does that chooses how the page looks, or plays something."""


def read_choosers(outline: Outline, beside: Iterable[int]) -> Iterator[ListPart]:
    """What such fields offer beside what is shown; where it leads only a script knows."""
    for index in chain.from_iterable(near(outline, beside, MOST)):
        node = outline.elements[index]
        if node.tag == "input" and node.get("type") == "range" and _is_known(node) and not _is_tool(outline, index):
            yield ListPart(OTHERS, "")
        elif node.tag == "input" and node.get("list"):
            yield from (ListPart(name, "") for name in _offered(outline, index))


def _offered(outline: Outline, index: int) -> list[str]:
    """The names that are offered beside the one that a field holds; none where it is filled in to be sent."""
    node, around = outline.elements[index], outline.parents[index]
    chosen = str(node.get("value") or "").strip()
    offers = (item for item in outline.document.root.iter("datalist") if item.get("id") == node.get("list"))
    options = chain.from_iterable(islice(offer.iter("option"), MOST_OPTIONS) for offer in offers)
    names = [text_of(option) for option in options]
    is_sent = sends(outline, around) or any(says_click(outline.elements[other]) for other in outline.children[around])
    if not is_name(chosen) or chosen not in names or is_sent or is_asked_for(outline, around, node):
        return []
    return [name for name in names if name != chosen and is_name(name) and not is_neutral(name)]


def _is_known(node: Element) -> bool:
    """Whether a script acts on a slider, or knows it by its id."""
    return is_handled(node) or bool(node.get("id"))


def _is_tool(outline: Outline, index: int) -> bool:
    """Whether a slider chooses how the page looks, plays something, or is one field of several that are sent."""
    node, around = outline.elements[index], outline.parents[index]
    told = " ".join(map(str, node.attrib.values()))
    above: list[Element] = list(islice(node.iterancestors(), LEVELS))
    says = outline.text(outline.starts[around], outline.ends[around]) if around >= 0 else ""
    is_named = any(is_of_tool(item) or _TOOL.search(named(item)) for item in (node, *above))
    return is_named or bool(_TOOL.search(f"{told} {says}")) or is_asked_for(outline, around)
