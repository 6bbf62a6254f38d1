"""Several lists on one page with a pager each: each of them is followed, and one that nobody can follow leaves the page's lists unknown.

What one list says of its length is no end of another: where a pager that only a script turns stands below other rows than a claim (共1页) or a call
for a pager, that list goes on.
"""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice

from crawler.addresses import canonical
from crawler.pages.once import once
from crawler.pages.outline import Outline, named
from crawler.pages.pagers import anchors, claimed, growing, trs
from crawler.pages.pagers.links import Turn, turns
from crawler.pages.rows import is_titled_post
from crawler.reading.words import PAGERS, SLIDERS
from crawler.records.items import Paging

LEVELS = 3
"""How far above its links a pager stands."""
LEAST = 2
"""Pagers of a page with several lists."""


@once
def turns_of(outline: Outline) -> list[Turn]:
    """The links of a page that may turn lists."""
    return list(turns(outline.document))


@once
def called_of(outline: Outline) -> list[Paging]:
    """Where the calls of a page's scripts lead."""
    return trs.read(outline.document)


def read(outline: Outline, links: list[Turn], called: list[Paging]) -> Paging | None:
    """Where the lists go on by what scripts call for some of them and by the page's links; None where all of these are those of one list."""
    groups = list(_groups(outline, links)) if links else []
    if sum(map(bool, groups)) + len(called) < LEAST:
        return None
    ended, drawn = _told_of(outline, groups, called)
    own = outline.document.own
    lists = list(called)
    leads = [found for paging in called if (found := set(_addresses([paging], own)))]
    unreadable, posted = "", set[str]()
    for number, group in enumerate(groups):
        paging = anchors.of(outline.document, group) or Paging()
        addresses = set(_addresses([paging], own))
        if addresses and not any(addresses <= other or other <= addresses for other in leads):
            if paging.following or number not in drawn:
                lists.append(paging)
                leads.append(addresses)
        elif _is_dead_end(number, group, paging, addresses, called) and number not in ended:
            unreadable = unreadable or ("pager_by_script" if paging.form else paging.unreadable)
            if paging.form and (number or _holds_rows(outline, _last(outline, links), outline.ends[0])):
                posted.add(paging.form[0])
    if len(lists) + max(bool(unreadable), len(posted)) < LEAST:
        return None
    perhaps = tuple(address for paging in lists for address in paging.perhaps)
    return Paging(tuple(_addresses(lists, own).values()), perhaps, unreadable=unreadable, lists=tuple(lists))


def _is_dead_end(number: int, group: list[Turn], paging: Paging, addresses: set[str], called: list[Paging]) -> bool:
    """Whether links lead nowhere and turn a list all the same; beside a call for a pager this is looked at by itself."""
    is_pager = bool(number) or any(map(_is_in_pager, group))
    return not addresses and not called and is_pager and paging.last_called != 1


def _told_of(outline: Outline, groups: list[list[Turn]], called: list[Paging]) -> tuple[set[int], set[int]]:
    """Which groups of links stand where a list is said to end, and which where a script draws a pager."""
    starts = {number: _start(outline, group[0], 0) for number, group in enumerate(groups) if group}
    ends, scripts = list(claimed.ends(outline)), _scripts(outline) if called else []
    parts = _parts(outline, {*starts.values(), *ends, *scripts})
    told, near = {parts[order] for order in ends}, {parts[order] for order in scripts}
    of = {number: parts[order] for number, order in starts.items()}
    return {number for number in of if of[number] in told}, {number for number in of if of[number] in near}


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


def is_turned_apart(outline: Outline) -> bool:
    """Whether a list of the page is turned by a script, and what is told of a list's length is told of another one."""
    links, called = turns_of(outline), called_of(outline)
    marks = (
        [_start(outline, group[0], 0) for group in _groups(outline, links) if _is_dead(outline, group, called)]
        if links
        else []
    )
    marks += growing.places(outline)
    if not marks:
        return False
    claims = [*claimed.ends(outline), *(_scripts(outline) if called else ())]
    own = _parts(outline, {*marks, *claims})
    told = {own[order] for order in claims}
    return bool(told) and any(own[order] not in told for order in marks)


def _scripts(outline: Outline) -> list[int]:
    found = (outline.places.get(script) for script in trs.places(outline.document))
    return [outline.starts[index] for index in found if index is not None]


def _is_dead(outline: Outline, group: list[Turn], called: list[Paging]) -> bool:
    """Whether links turn a list that nobody can follow."""
    paging = anchors.of(outline.document, group) or Paging()
    leads = paging.following or paging.numbered or (paging.form and not called)
    is_marked = paging.unreadable or paging.form
    return bool(is_marked) and not leads and paging.last_called != 1 and any(map(_is_of_list, group))


def _is_of_list(turn: Turn) -> bool:
    return not any(SLIDERS.search(named(node)) for node in islice(turn.element.iterancestors(), LEVELS))


def _parts(outline: Outline, orders: set[int]) -> dict[int, int]:
    """Which of the page's lists, as rows part them, each of some places belongs to."""
    found: dict[int, int] = {}
    before = lists = 0
    for order in sorted(orders):
        lists += _holds_rows(outline, before, order)
        found[order] = lists - _is_below(outline, order)
        before = order
    return found


def _is_below(outline: Outline, order: int) -> bool:
    """Whether a place belongs to the rows before it: they stand in the innermost element round it that holds rows; to those behind it where no others do."""
    node = bisect_right(outline.starts, order) - 1
    while node >= 0:
        low, high = outline.starts[node], outline.ends[node]
        is_below = low < order <= high and _holds_rows(outline, low, order)
        if is_below or (order <= high and _holds_rows(outline, order, high)):
            return is_below
        node = outline.parents[node]
    return False
