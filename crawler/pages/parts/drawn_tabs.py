"""Tabs that a script has yet to draw, or that are pictures without a word: another part of the column is shown where one of them is clicked."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from crawler.pages.acting import call_of
from crawler.pages.anchors import address_of
from crawler.pages.outline import Outline, named
from crawler.pages.panes import has_panes
from crawler.pages.parts.archives import ARCHIVE
from crawler.pages.parts.header_tabs import is_the_sites
from crawler.pages.parts.names import is_name
from crawler.pages.parts.near import near
from crawler.pages.wordless import is_of_tool
from crawler.reading.document import Element, text_of
from crawler.reading.periods import tells_of_archive
from crawler.reading.words import SLIDERS
from crawler.records.items import ListPart

MOST = 60
"""Elements of one block beside a list in which such tabs are looked for."""
MOST_TABS = 20
MOST_PARTS = 3
"""Elements of one tab: itself, a link, its picture."""
LEVELS = 2
"""How far above its tabs a slider is named."""
LEAST_SIZE = 12
"""A script that is given such numbers sets the size of letters."""
_COMPONENT = re.compile(
    r"^(?:[a-z]+-)+(?:tab(?:-?pane|-?panel|-item)?|sidebar-item|segmented-item|(?P<fold>collapse-(?:item|panel)))$"
)
"""A tab of an application's own elements (`<el-tab-pane label="办事公告">`), or what a click folds out."""
_HINTS = ("el-tab", "van-tab", "a-tab", "-tab-pane ", "-tab-item ", "-sidebar-item ", "-segmented-item ", "-collapse-")
"""What stands in a page's text where one of them may: most pages hold none."""
_LABELS = ("label", "title", "tab", "header", "name")
_PHOTOS = re.compile(r"view|big|img|pic|photo|gallery|album|zoom|preview|open|play", re.IGNORECASE)
"""What shows pictures by themselves is named, or called."""


def read_drawn(outline: Outline, beside: Iterable[int]) -> Iterator[ListPart]:
    """The tabs beside a list that are pictures, but for the first one."""
    for index in chain.from_iterable(near(outline, beside, MOST, with_frame=False)):
        yield from (ListPart(f"图片{number}", "") for number in range(2, _tabs(outline, index) + 1))


def read_components(outline: Outline) -> Iterator[ListPart]:
    """The tabs of an application's own elements that hold nothing yet, but for the one that is shown; of what is folded out none is."""
    text = outline.document.text
    if not any("-" in tag for tag in outline.tags) or not any(hint in text for hint in _HINTS):
        return
    groups: dict[int, list[int]] = {}
    for index, node in enumerate(outline.elements):
        if "-" in outline.tags[index] and _COMPONENT.match(str(node.tag)) and any(node.get(name) for name in _LABELS):
            groups.setdefault(outline.parents[index], []).append(index)
    for tabs in groups.values():
        empty = [index for index in tabs if not outline.count(index)]
        folds = any(found and found["fold"] for found in (_COMPONENT.match(outline.tags[index]) for index in tabs))
        for index in empty if folds or len(empty) < len(tabs) else empty[1:]:
            name = next(filter(None, map(outline.elements[index].get, _LABELS)), "")
            if (is_name(name) or tells_of_archive(name)) and not (
                outline.outside[index] and is_the_sites(outline, outline.parents[index])
            ):
                yield ListPart(ARCHIVE if tells_of_archive(name) else name, "")


def _tabs(outline: Outline, bar: int) -> int:
    """How many pictures of one bar call one function with another argument each; 0 where their panes stand on the page, or they are slides, tools or letters' sizes."""
    children = outline.children[bar]
    if not 1 < len(children) <= MOST_TABS or outline.count(bar):
        return 0
    tabs = [nodes for index in children if (nodes := _drawn(outline.elements[index]))]
    calls = [call_of(nodes) for nodes in tabs]
    if len(tabs) < 2 or len({name for name, _ in calls}) > 1 or not calls[0][0] or len(set(calls)) < len(calls):
        return 0
    if _PHOTOS.search(calls[0][0]):
        return 0
    if any(given.isdecimal() and int(given) >= LEAST_SIZE for _, given in calls) and len(tabs) < LEAST_SIZE:
        return 0
    around = [outline.elements[bar], *islice(outline.elements[bar].iterancestors(), LEVELS)]
    is_other = any(map(_is_other, (*around, *(node for tab in tabs for node in tab))))
    return 0 if is_other or has_panes(outline, bar, len(tabs)) else len(tabs)


def _is_other(node: Element) -> bool:
    """Whether an element is named as slides, photos or a tool."""
    return bool(SLIDERS.search(named(node)) or _PHOTOS.search(named(node)) or is_of_tool(node))


def _drawn(tab: Element) -> list[Element]:
    """The elements of a picture that a script acts on and that says nothing; none of anything else."""
    nodes = list(islice(tab.iter(), MOST_PARTS))
    is_drawn = any(
        node.tag in ("img", "area") or (node.tag == "input" and node.get("type") == "image") for node in nodes
    )
    return nodes if is_drawn and not text_of(tab) and not any(map(address_of, nodes)) else []
