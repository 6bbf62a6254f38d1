"""Pagers whose links are named by the rows that they lead to: 1-10, 11-20, 第21-40条."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from crawler.addresses import identified
from crawler.pages.anchors import address_of
from crawler.pages.pagers.links import turns
from crawler.pages.pagers.numbers import YEARS, onward_after
from crawler.reading.document import Document, Element
from crawler.records.items import Paging

LONGEST = 24
"""Characters of such a link: two numbers of six digits with their words."""
MOST = 2_000
"""Links of pagers that are looked at."""
LEVELS = 3
"""How far above a link the range of the page itself stands as plain text."""
_MOST_NEAR = 60
"""Elements of a pager's block."""
_RANGE = re.compile(r"^[\s\[(（【第]*(\d{1,6})\s{0,3}[-–—~～至到]{1,2}\s{0,3}(\d{1,6})[\s\])）】条篇则项]*$")


@dataclass(frozen=True, slots=True)
class _Range:
    """The rows of one page, and the element that names them."""

    first: int
    last: int
    element: Element

    @property
    def size(self) -> int:
        return self.last - self.first + 1


def read(document: Document) -> Paging | None:
    """Where the links with ranges lead; None where there are none, or a link leads to the next page by its word."""
    links = list(islice(_ranges(document), MOST))
    if not links or not _are_pages(links):
        return None
    if any(turn.url is not None and not turn.number and not turn.is_arrow for turn in turns(document)):
        return None
    own = document.own
    asked = [document.asked(_leads(found.element)) for found in links if found.first > 1]
    asked += [document.asked(_leads(link)) for link in onward_after(links[-1].element)]
    if None in asked:
        return Paging(unreadable="pager_by_script")
    return Paging(tuple(dict.fromkeys(address for address in asked if address and identified(address) != own)))


def _ranges(document: Document) -> Iterator[_Range]:
    for element in document.root.iter("a", "option", "button"):
        text = document.shown(element) if len(element) < LEVELS else ""
        yield from _range_of(text, element)


def _range_of(text: str, element: Element) -> Iterator[_Range]:
    """The range that a text names, if it names one."""
    match = _RANGE.match(text) if len(text) <= LONGEST else None
    if match is not None and int(match[1]) <= int(match[2]):
        yield _Range(int(match[1]), int(match[2]), element)


def _leads(element: Element) -> str:
    value = (element.get("value") or "").strip() if element.tag == "option" else ""
    return address_of(element) or ("" if value.isdecimal() else value)


def _are_pages(links: list[_Range]) -> bool:
    """Whether ranges follow each other as pages of one size do: days (11-20) and years (2015-2020) stand alone."""
    around: dict[int, _Range] = {}
    for found in (*_plain(links[0].element), *links):
        around.setdefault(found.first, found)
    pages = sorted(around.values(), key=lambda found: found.first)
    size = max(found.size for found in pages)
    in_turn = all(_adjoin(pair) or pair[0].last < pair[1].first - size for pair in pairwise(pages))
    whole = all((found.first - 1) % size == 0 for found in pages)
    are_years = pages[0].first in YEARS
    return size > 1 and whole and in_turn and not are_years and any(_adjoin(pair) for pair in pairwise(pages))


def _adjoin(pair: tuple[_Range, _Range]) -> bool:
    return pair[0].last + 1 == pair[1].first


def _plain(element: Element) -> Iterator[_Range]:
    """The ranges that stand beside a link as texts: that of the page itself among them."""
    for above in islice(element.iterancestors(), LEVELS):
        near = list(islice(above.iter(), _MOST_NEAR + 1))
        if len(near) > _MOST_NEAR:
            return
        for node in near:
            for text in (node.text, node.tail):
                yield from _range_of(text or "", node)
