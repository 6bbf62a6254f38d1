"""Whether what dots and arrows turn stands on the page: slides of rows side by side, and lists that a library scrolls."""

import re
from collections.abc import Sequence
from itertools import islice

from crawler.pages.once import once
from crawler.pages.outline import SELECTED, Outline, named
from crawler.pages.panes import is_kept_back
from crawler.pages.rows import MOST_IN_ROW
from crawler.pages.wordless import dots_in
from crawler.reading.words import SLIDERS

LEVELS = 4
"""How far below what holds slides they stand, and how far above it what a library scrolls."""
_SCROLLS = (
    r"slide|carousel|bxSlider|slick|owlCarousel|flexslider|jCarouselLite|carouFredSel|kxbd(?:Super)?Marquee|liMarquee|cycle|vTicker|unslider|"
    r"scrollForever|marquee|tinycarousel"
)
_CALLED = re.compile(
    rf"[\"']([^\"'<>]{{1,80}})[\"']\s{{0,4}}\)\s{{0,4}}\.(?:{_SCROLLS})\s{{0,4}}\(|\bnew\s{{1,4}}Swiper\s{{0,4}}\(\s{{0,4}}[\"']([^\"'<>]{{1,80}})[\"']"
)
"""Calls of libraries that move what a page holds, and what they move."""
_NAMED_SO = re.compile(r"(?<!infinite-)scroll(?!er-y|-y)|marquee|superslide", re.IGNORECASE)
"""What such a library's box is named, whatever script calls it."""


@once
def count_rows(outline: Outline, node: int) -> int:
    """How many posts an element holds, as far as that tells a group from a row."""
    inside = outline.anchors_in(outline.starts[node], outline.ends[node])[:MOST_IN_ROW]
    return sum(anchor.is_titled for anchor in inside)


def holds_slides(outline: Outline, control: int) -> bool:
    """Whether what stands beside dots or arrows is slides of one list, or what a library moves that is told to move it."""
    siblings = outline.children[outline.parents[control]]
    at = siblings.index(control)
    beside = next((node for node in (*siblings[:at][::-1], *siblings[at + 1 :]) if count_rows(outline, node)), None)
    if beside is None:
        return False
    return _is_moved(outline, beside) or _are_slides(outline, _slides(outline, beside), control)


def _slides(outline: Outline, node: int) -> list[int]:
    """The elements side by side that hold a list's rows."""
    for _ in range(LEVELS):
        inside = [child for child in outline.children[node] if count_rows(outline, child)]
        if len(inside) != 1:
            return inside
        node = inside[0]
    return []


def _are_slides(outline: Outline, inside: Sequence[int], control: int) -> bool:
    """Whether all but one are hidden, all are named so, or there are as many as dots, each with several rows and no heading of its own."""
    nodes = [outline.elements[index] for index in inside]
    if len(nodes) < 2 or len({node.tag for node in nodes}) > 1:
        return False
    holder = outline.elements[outline.parents[control]]
    if sum(map(is_kept_back, nodes)) >= len(nodes) - 1 or SLIDERS.search(named(holder)):
        return True
    if all(SLIDERS.search(named(node)) for node in nodes):
        return True
    is_plain = all(count_rows(outline, index) > 1 and _begins_with_row(outline, index) for index in inside)
    return is_plain and dots_in(outline.elements[control]) == len(nodes)


def _begins_with_row(outline: Outline, index: int) -> bool:
    (first,) = outline.pieces_in(outline.starts[index], outline.ends[index])[:1]
    is_day = outline.holds_day(first.order, first.order + 1)
    return is_day or (first.anchor >= 0 and outline.anchors[first.anchor].is_titled)


def _is_moved(outline: Outline, node: int) -> bool:
    """Whether a script of the page moves an element, or what it stands in, by a library, or it is named so."""
    around = [named(item) for item in (outline.elements[node], *islice(outline.elements[node].iterancestors(), LEVELS))]
    names = {name for item in around for name in item.split()}
    return any(map(_NAMED_SO.search, around[:2])) or not names.isdisjoint(_moved(outline))


@once
def _moved(outline: Outline) -> set[str]:
    """The names of what the page's scripts move."""
    called = (found for script in outline.document.scripts for found in _CALLED.finditer(script))
    return {name for found in called for name in SELECTED.findall(found[1] or found[2])}
