"""Several lists on one page with a pager each: each of them is followed, and one that nobody can follow leaves the page's lists unknown."""

from collections.abc import Iterator
from itertools import islice

from crawler.addresses import canonical
from crawler.pages.outline import Outline, named
from crawler.pages.pagers import anchors
from crawler.pages.pagers.links import Turn
from crawler.pages.rows import is_titled_post
from crawler.reading.words import PAGERS
from crawler.records.items import Paging

LEVELS = 3
"""How far above its links a pager stands."""
LEAST = 2
"""Pagers of a page with several lists."""


def read(outline: Outline, links: list[Turn]) -> Paging | None:
    """Where the lists go on by the page's links that turn pages; None where all of these are those of one list."""
    groups = list(_groups(outline, links)) if len(links) > 1 else []
    if sum(map(bool, groups)) < LEAST:
        return None
    own = canonical(outline.document.url)
    lists: list[Paging] = []
    leads: list[set[str]] = []
    unreadable = ""
    for number, group in enumerate(groups):
        paging = anchors.of(outline.document, group) or Paging()
        asked = [*paging.following, *(address for _, address in paging.numbered)]
        addresses = {canonical(address) for address in asked} - {own}
        if addresses and not any(addresses <= other or other <= addresses for other in leads):
            lists.append(paging)
            leads.append(addresses)
        elif not addresses and (number or any(map(_is_in_pager, group))) and paging.last_called != 1:
            unreadable = unreadable or paging.unreadable
    if len(lists) + bool(unreadable) < LEAST:
        return None
    return Paging(tuple(_addresses(lists, own)), unreadable=unreadable, lists=tuple(lists))


def _addresses(lists: list[Paging], own: str) -> dict[str, None]:
    """The addresses that the pagers of several lists lead to, in order."""
    asked = (address for paging in lists for address in (*paging.following, *dict(paging.numbered).values()))
    return dict.fromkeys(address for address in asked if canonical(address) != own)


def _is_in_pager(turn: Turn) -> bool:
    """Whether a link stands in what is named a pager: above the first list a script turns slides, too."""
    return any(PAGERS.search(named(node)) for node in islice(turn.element.iterancestors(), LEVELS))


def _groups(outline: Outline, links: list[Turn]) -> Iterator[list[Turn]]:
    """The links that turn pages, as rows of lists part them; the first ones are those above all lists."""
    places = {node: outline.starts[index] for index, node in enumerate(outline.elements)}
    group: list[Turn] = []
    before = 0
    for turn in links:
        order = places.get(turn.element, before)
        if _holds_rows(outline, before, order):
            yield group
            group = []
        group.append(turn)
        before = order
    yield group


def _holds_rows(outline: Outline, low: int, high: int) -> bool:
    """Whether a post with its day stands in a range, and no side block's."""
    if not outline.holds_day(low, high):
        return False
    inside = (anchor for anchor in outline.anchors_in(low, high) if is_titled_post(outline, anchor))
    return any(not outline.is_side(anchor.element) for anchor in inside)
