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


def read(outline: Outline, links: list[Turn], called: list[Paging]) -> Paging | None:
    """Where the lists go on by what scripts call for some of them and by the page's links; None where all of these are those of one list."""
    groups = list(_groups(outline, links)) if links else []
    if sum(map(bool, groups)) + len(called) < LEAST:
        return None
    own = canonical(outline.document.url)
    lists = list(called)
    leads = [found for paging in called if (found := set(_addresses([paging], own)))]
    unreadable, posted = "", set[str]()
    for number, group in enumerate(groups):
        paging = anchors.of(outline.document, group) or Paging()
        addresses = set(_addresses([paging], own))
        if addresses and not any(addresses <= other or other <= addresses for other in leads):
            if paging.following or not called:
                lists.append(paging)
                leads.append(addresses)
        elif not addresses and not called and (number or any(map(_is_in_pager, group))) and paging.last_called != 1:
            unreadable = unreadable or ("pager_by_script" if paging.form else paging.unreadable)
            if paging.form and (number or _holds_rows(outline, _last(outline, links), outline.ends[0])):
                posted.add(paging.form[0])
    if len(lists) + max(bool(unreadable), len(posted)) < LEAST:
        return None
    perhaps = tuple(address for paging in lists for address in paging.perhaps)
    return Paging(tuple(_addresses(lists, own).values()), perhaps, unreadable=unreadable, lists=tuple(lists))


def _addresses(lists: list[Paging], own: str) -> dict[str, str]:
    """The addresses that the pagers of several lists lead to, in order, by what identifies them."""
    asked = [address for paging in lists for address in (*paging.following, *dict(paging.numbered).values())]
    return {key: address for address in asked if (key := canonical(address)) != own}


def _last(outline: Outline, links: list[Turn]) -> int:
    """Where the last of the links stands."""
    return max((_start(outline, turn, 0) for turn in links), default=0)


def _start(outline: Outline, turn: Turn, otherwise: int) -> int:
    index = outline.places.get(turn.element)
    return otherwise if index is None else outline.starts[index]


def _is_in_pager(turn: Turn) -> bool:
    """Whether a link stands in what is named a pager: above the first list a script turns slides, too."""
    return any(PAGERS.search(named(node)) for node in islice(turn.element.iterancestors(), LEVELS))


def _groups(outline: Outline, links: list[Turn]) -> Iterator[list[Turn]]:
    """The links that turn pages, as rows of lists part them; the first ones are those above all lists."""
    group: list[Turn] = []
    before = 0
    for turn in links:
        order = _start(outline, turn, before)
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
