"""Bars of tabs in the page's header that a script turns, told from the site's own menu, search and looks."""

import re
from collections.abc import Iterator
from itertools import islice

from crawler.pages.fields import is_typed_into
from crawler.pages.outline import Outline, named
from crawler.pages.parts.tabs import MOST_TABS, acts, is_active, is_bar, tabs_in

MOST = 60
"""Elements beside such a bar among which a field to type into is looked for."""
LEVELS = 2
"""How far above such a bar it may be named as the site's."""
_SITES = re.compile(r"nav|foot|menu|lang|search|sousuo|login|user|link|wza|skin|tool|share|weather", re.IGNORECASE)
"""What a bar of the page's header is named that is the whole site's."""
_BARS = frozenset(("ul", "ol", "div", "p", "dl", "tr", "section", "header"))
"""What may be a bar of the page's header."""


def read_headed(outline: Outline, first: int) -> Iterator[tuple[str, str]]:
    """The names of parts that a bar in the page's header shows by a script, where it stands above the first row and is none of the site's menu, search or looks."""
    for index, tag in enumerate(outline.tags):
        if outline.starts[index] >= first:
            return
        if outline.outside[index] and tag in _BARS and 1 < len(outline.children[index]) <= MOST_TABS:
            children = outline.children[index]
            is_turned = is_bar(outline, index) or all(acts(outline, child) for child in children)
            is_shown = is_turned and any(is_active(outline, child) for child in children)
            if is_shown and _is_just_above(outline, index, first) and not is_the_sites(outline, index):
                yield from tabs_in(outline, index, must_act=True)


def is_the_sites(outline: Outline, bar: int) -> bool:
    """Whether a bar is named as the site's menu or a choice of looks, or a field to type into, or links as of a menu, stand beside it."""
    above = [bar, *islice(outline.above(bar), LEVELS)]
    if any(outline.tags[node] == "nav" or _SITES.search(named(outline.elements[node])) for node in above):
        return True
    return any(
        _is_beside_the_sites(outline, node)
        for node in above
        if outline.parents[node] >= 0 and outline.outside[outline.parents[node]]
    )


def _is_just_above(outline: Outline, bar: int, first: int) -> bool:
    """Whether nothing of the page's frame stands between a bar and the first row: what other things of the header follow is the site's."""
    between = outline.pieces_in(outline.ends[bar], first)
    return not any(outline.outside[piece.element] for piece in between)


def _is_beside_the_sites(outline: Outline, node: int) -> bool:
    """Whether a field to type into, or links as of a menu, stand beside a bar or what holds it."""
    siblings = outline.children[outline.parents[node]]
    at = siblings.index(node)
    around = (*siblings[max(0, at - 1) : at], *siblings[at + 1 : at + 2])
    if any(is_typed_into(outline.elements[number]) for other in around for number in outline.within(other, MOST)):
        return True
    behind = siblings[at + 1 : at + 2]
    links = (
        link
        for other in behind
        if outline.outside[other]
        for link in outline.anchors_in(outline.starts[other], outline.ends[other])
    )
    return any(link.href for link in links)
