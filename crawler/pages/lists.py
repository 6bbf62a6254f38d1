"""All lists of a page: dated blocks, the main undated one, rows in record stores and scripts."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from crawler.pages.apart import NAME, apart, main
from crawler.pages.blocks import Block, block, data_script
from crawler.pages.choosing import TITLE_COUNTS, Taken, choose, lead_to_few, undated
from crawler.pages.day_columns import name_columns
from crawler.pages.headlines import kind_of, with_headline
from crawler.pages.more import whole_lists
from crawler.pages.outline import Outline
from crawler.pages.parts.column import parts_of
from crawler.pages.rows import MEAN_TITLE, Group, Row, is_opened, looks_like_post, rows_of
from crawler.pages.shapes import SHAPES, records, scripts
from crawler.pages.trailing import trails, turned
from crawler.reading.document import Document
from crawler.records.items import ListBlock, ListEntry, ListPart

_HREF = re.compile(r"""<a\s[^<>]{0,200}?href\s?=\s?\\?["']?([^"'\s<>\\]{1,500})""", re.IGNORECASE)
MOST_KEPT_BACK = 200
"""Links of such a text that are looked at."""
LEAST_CLICKED = 2
"""Rows of a script without an address: one alone may be a page's own settings."""
LEVELS = 3
"""Groups of one list (by month, in tables of their own) stand at most so far below what joins them."""


@dataclass(frozen=True, slots=True)
class Lists:
    """The entries of a page in its order, one for each address and title, the blocks that they stand in, and what was left over."""

    entries: tuple[ListEntry, ...] = ()
    blocks: tuple[ListBlock, ...] = ()
    left_over: int = 0
    """Links among the rows that look like rows and were read as none: the list is not understood to its end."""
    trailed: bool = False
    """Whether something stands below the rows that is neither a row nor the page's frame."""
    framed: tuple[str, ...] = ()
    """The frames that stand there, where nothing else does."""
    goes_on: bool = False
    """Whether that may show others however few the rows are."""
    below: tuple[str, ...] = ()
    """The texts of each element that stands there."""
    files: tuple[str, ...] = ()
    """The files of scripts there, where nothing else is."""
    turned: bool = False
    """Whether what stands there turns the list without a word."""
    turned_beside: bool = False
    """Whether one of several lists is turned so, whatever leads on behind another one."""
    parts: tuple[ListPart, ...] = ()
    """Parts of the column that the page does not show."""


def read_lists(outline: Outline) -> Lists:
    """All lists of a page."""
    blocks = list(_blocks(outline))
    beside = apart(outline, blocks)
    parts = parts_of(outline, blocks, frozenset(entry.url for _, entry in beside.entries) if beside else frozenset())
    addresses = {part.address for part in parts}
    kept = [_without(found, addresses) for found in (*blocks, *((beside,) if beside else ()))]
    told = {part.name for part in parts}
    return replace(listed(outline, [found for found in kept if found.entries], told), parts=parts)


def _without(found: Block, addresses: set[str]) -> Block:
    """A list without what leads to the column's parts: tabs are no posts without days."""
    if found.dated or not addresses:
        return found
    return replace(found, entries=tuple(item for item in found.entries if item[1].url not in addresses))


def listed(outline: Outline, blocks: list[Block], told: Collection[str] = ()) -> Lists:
    """The entries of blocks in the page's order; `told` are the names of the column's parts."""
    kept: list[ListEntry] = []
    seen: set[tuple[int, str, str]] = set()
    rows = ((order, number, entry) for number, found in enumerate(blocks, 1) for order, entry in found.entries)
    for _, number, entry in sorted(rows, key=lambda row: row[:2]):
        key = (number, entry.url or entry.title, "" if entry.url or not entry.date else entry.date.day.isoformat())
        if key not in seen:
            seen.add(key)
            kept.append(replace(entry, block=number))
    shown = tuple(
        ListBlock(
            number=number,
            shape=found.shape,
            place=found.place,
            dated=found.dated,
            wholes=whole_lists(outline, found) if found.high and found.shape != NAME else (),
        )
        for number, found in enumerate(blocks, 1)
    )
    below = trails(outline, blocks, told)
    is_turned, is_turned_beside = turned(outline, blocks)
    return Lists(
        tuple(kept),
        shown,
        _left_over(outline, blocks),
        trailed=below.trailed,
        framed=below.framed,
        goes_on=below.goes_on,
        below=below.texts,
        files=below.files,
        turned=is_turned,
        turned_beside=is_turned_beside,
    )


def _left_over(outline: Outline, blocks: list[Block]) -> int:
    """How many links stand between the rows of the main lists, look like posts of the same kind, and are in no list; what was not looked at counts, and what a page that breaks off lacks."""
    known = {entry.url for found in blocks for _, entry in found.entries}
    longest = main(blocks)
    kinds = {kind_of(entry.url) for found in longest for _, entry in found.entries if entry.url}
    unread = outline.unseen + outline.document.breaks_off + sum(found.lost for found in longest)
    unread += _clicked(outline, blocks)
    if not kinds:
        return unread
    hrefs: set[str] = set()
    for found in longest:
        for anchor in outline.anchors_in(_top(outline, found), found.high):
            may_be_row = anchor.is_titled or not anchor.title or (anchor.opens and not found.dated)
            if may_be_row and looks_like_post(outline, anchor):
                hrefs.add(anchor.href)
    asked = {outline.document.asked(href) for href in (*hrefs, *_kept_back(outline.document), *_in_scripts(outline))}
    left = {address for address in asked - known if address and kind_of(address) in kinds}
    return len(left) + unread


def _clicked(outline: Outline, blocks: list[Block]) -> int:
    """How many rows of scripts bear no address, where several do, and stand in none of the page's lists: a click alone shows them."""
    titles = scripts.without_address(outline.document, outline.reference)
    if len(titles) < LEAST_CLICKED:
        return 0
    shown = tuple({_stem(entry.title) for found in blocks for _, entry in found.entries})
    return sum(not title.startswith(shown) for title in titles)


def _stem(title: str) -> str:
    """A title as far as a row shows it, where it is cut short."""
    return title.rstrip(".…")


def _kept_back(document: Document) -> Iterator[str]:
    """The addresses of links that a page holds as text or as a template, for a script to put in."""
    for element in document.root.iter("textarea", "template"):
        yield from (href for link in element.iter("a") if (href := link.get("href")))
        yield from _HREF.findall(element.text or "")[:MOST_KEPT_BACK]


def _in_scripts(outline: Outline) -> Iterator[str]:
    """The addresses of links that the scripts of the page's own content hold, as a template or to be put in."""
    for script in outline.document.root.iter("script"):
        index, text = outline.places.get(script, -1), script.text or ""
        if "<a " in text and index >= 0 and not outline.is_aside(index):
            yield from (href for href in _HREF.findall(text)[:MOST_KEPT_BACK] if "+" not in href and "{" not in href)


def _top(outline: Outline, found: Block) -> int:
    """Where a list begins: an undated one takes in what stands just before its container, headlines above the rest."""
    anchors = outline.anchors_in(found.low, found.low + 1) or outline.anchors_in(found.low, found.high)[:1]
    if found.dated or not anchors:
        return found.low
    node = anchors[0].element
    while node >= 0 and not (outline.starts[node] < found.low and outline.ends[node] >= found.high):
        node = outline.parents[node]
    around = outline.parents[node] if node >= 0 else -1
    if around < 0:
        return found.low
    before = outline.children[around][: outline.children[around].index(node)]
    return outline.starts[before[-1]] if before else found.low


def _blocks(outline: Outline) -> Iterator[Block]:
    """Rows held as data come first: where they are dated, undated markup beside them is not the list."""
    data = [_on_page(outline, found) for found in _data_blocks(outline.document, outline.reference)]
    yield from data
    yield from markup_blocks(outline, with_undated=not any(found.dated for found in data))


def _on_page(outline: Outline, found: Block) -> Block:
    """A list of a script's rows where that script stands."""
    script = data_script(outline, found)
    low, high = (outline.starts[script], outline.ends[script]) if script >= 0 else (0, 0)
    return replace(found, low=low, high=high)


def _data_blocks(document: Document, reference: datetime) -> Iterator[Block]:
    for name, markups in (
        (records.NAME, records.markups(document.text) if "<record>" in document.text else ()),
        (scripts.NAME, scripts.written(document)),
    ):
        for markup in markups:
            within = Outline(document.part(markup), reference)
            for found in markup_blocks(within):
                lost = _left_over(within, [found])
                yield replace(found, shape=name, place=f"{name}:{found.place}", lost=lost, is_data=True)
    written = scripts.read_scripts(document, reference)
    if written and "<record>" not in document.text:
        yield from _of_scripts(written)


def _of_scripts(written: tuple[ListEntry, ...]) -> Iterator[Block]:
    """Rows of scripts as a list: where most have a day the others must be named as they are; without days they must be titles."""
    rows = [entry for entry in written if not entry.title.isascii()]
    is_dated = sum(entry.date is not None for entry in rows) * 2 > len(rows)
    titles = sum(min(len(entry.title), TITLE_COUNTS) for entry in rows)
    if rows and (is_dated or (len(rows) > 1 and titles >= MEAN_TITLE * len(rows))):
        yield Block(scripts.NAME, scripts.NAME, tuple(enumerate(rows)), is_dated, is_data=True)


def markup_blocks(outline: Outline, *, with_undated: bool = True) -> Iterator[Block]:
    """The lists that stand in a page's markup."""
    if not any(anchor.is_post or anchor.opens for anchor in outline.anchors) and not outline.days:
        return
    name_columns(outline)
    groups = [group for shape in SHAPES for group in shape(outline) if group.rows and _may_be_list(outline, group)]
    chosen = [(group, with_headline(outline, group, rows)) for group, rows in _joined(outline, choose(outline, groups))]
    for group, rows in chosen:
        yield block(outline, group, rows, is_dated=True)
    if with_undated:
        taken = Taken()
        for row in (row for _, rows in chosen for row in rows):
            taken.add(row.span.low, row.span.high)
        for group, rows in _main_undated(outline, groups, taken):
            yield block(outline, group, with_headline(outline, group, rows), is_dated=False)


def _may_be_list(outline: Outline, group: Group) -> bool:
    """Whether a group may be a list at all: it holds a link (several rows: or a day), and a day where it stands in the page's frame."""
    low, high = group.rows[0].low, group.rows[-1].high
    if len(group.rows) == 1 and not outline.anchors_in(low, high):
        return False
    return outline.holds_day(low, high) or (not outline.outside[group.container] and outline.holds_link(low, high))


def _joined(outline: Outline, chosen: list[tuple[Group, list[Row]]]) -> list[tuple[Group, list[Row]]]:
    """Groups of one list as one: alike, and near each other under one element that is no row of a layout table."""
    joined: list[tuple[Group, list[Row]]] = []
    for group, rows in sorted(chosen, key=lambda item: item[1][0].span.low):
        place = outline.path(group.container)
        partner = next(
            (
                number
                for number, (other, _) in enumerate(joined)
                if other.shape == group.shape
                and outline.path(other.container) == place
                and _are_near(outline, other.container, group.container)
            ),
            None,
        )
        if partner is None:
            joined.append((group, rows))
        else:
            joined[partner] = (joined[partner][0], joined[partner][1] + rows)
    return joined


def _are_near(outline: Outline, one: int, other: int) -> bool:
    for _ in range(LEVELS):
        if one < 0 or other < 0:
            return False
        if outline.parents[one] == outline.parents[other]:
            return outline.elements[one].tag not in ("td", "th")
        one, other = outline.parents[one], outline.parents[other]
    return False


def _main_undated(outline: Outline, groups: list[Group], taken: Taken) -> list[tuple[Group, list[Row]]]:
    """The page's main list of rows without days: the heaviest group, with those alike beside it."""
    weighed: list[tuple[float, int, Group, list[Row]]] = []
    for group in groups:
        if taken.holds(group.rows[0].low, group.rows[-1].high):
            continue
        weight, rows = undated(outline, group, rows_of(outline, group))
        if weight:
            weighed.append((weight, outline.depth(group.container), group, rows))
    if not weighed:
        return []
    _, _, best, rows = max(weighed, key=lambda item: (item[0], item[1]))
    place = outline.path(best.container)
    alike = [
        (group, more)
        for _, _, group, more in weighed
        if group is best
        or (
            group.shape == best.shape
            and group.container != best.container
            and outline.path(group.container) == place
            and _are_near(outline, group.container, best.container)
        )
    ]
    joined = _joined(outline, alike or [(best, rows)])
    shown = [row for _, rows in joined for row in rows]
    return [] if lead_to_few(shown) or (len(shown) == 1 and is_opened(shown[0])) else joined
