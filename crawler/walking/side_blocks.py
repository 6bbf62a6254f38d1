"""Side blocks: lists that a section's pages share (latest news, hot items, other units' posts) are its frame, no column's list.

What the pages share is told from the first pages of the section's columns, its home, and a few articles: an article's page never holds its
column's list, so that a block which stands there at the same place with the same rows is the frame's, however few columns the section has.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from crawler.pages.own import own_entries
from crawler.records.blocks import rows_of
from crawler.records.items import PageExtract

LEAST_COLUMNS = 3
SAMPLES = 3
"""Articles of each column that are looked at for what the section's pages share."""
HOME = "home"

Blocks = dict[str, frozenset[str]]
"""The rows of each block of a page, by the block's place."""


@dataclass(slots=True)
class SideBlocks:
    """What a section's pages have in common, known once each of them was read or failed."""

    waiting: set[str]
    """Keys of columns, and addresses of articles, whose page has not come yet."""
    texts: frozenset[str] = frozenset()
    """Keys of columns that are pages of text."""
    _columns: dict[str, Blocks] = field(default_factory=dict)
    _plain: dict[str, Blocks] = field(default_factory=dict)
    _links: dict[str, frozenset[str]] = field(default_factory=dict)
    """What the first page of each column leads to."""

    @property
    def is_settled(self) -> bool:
        """Whether every page that is compared has come."""
        return not self.waiting

    def read(self, key: str, extract: PageExtract | None, *, plain: bool = False) -> None:
        """Take a page into account: a column's first page, the home, or (`plain`) an article; None where it could not be read."""
        if key not in self.waiting:
            return
        self.waiting.discard(key)
        if extract is not None:
            pages = self._plain if plain or key in self.texts else self._columns
            pages[key] = _blocks(extract)
            if not plain and key != HOME:
                self._links[key] = frozenset(link.url for link in extract.links if link.kind in ("a", "area"))

    def is_navigation(self, url: str, column: str) -> bool:
        """Whether another column of the section leads to an address, too: it is a column by itself, and no part of this one."""
        return any(url in links for key, links in self._links.items() if key != column)

    def own(self, extract: PageExtract, key: str) -> PageExtract:
        """The page of a column with the rows of its own list alone."""
        return replace(extract, entries=own_entries(extract, self._shared(extract, key)))

    def _shared(self, extract: PageExtract, key: str) -> set[int]:
        rows = rows_of(extract)
        return {
            block.number
            for block in extract.blocks
            if self._is_shared(block.place, frozenset(rows.get(block.number, ())), key)
        }

    def _is_shared(self, place: str, rows: frozenset[str], key: str) -> bool:
        plain = [_holds(page, place, rows) for name, page in self._plain.items() if name != key]
        columns = [_holds(page, place, rows) for name, page in self._columns.items() if name != key]
        others = len(columns)
        if sum(columns) + 1 >= LEAST_COLUMNS and (sum(columns) + 1) * 2 > others + 1:
            return True
        if plain:
            return sum(plain) * 2 > len(plain)
        return others >= LEAST_COLUMNS - 1 and all(columns)


def _blocks(extract: PageExtract) -> Blocks:
    rows = rows_of(extract)
    found: dict[str, set[str]] = {}
    for block in extract.blocks:
        found.setdefault(block.place, set()).update(rows.get(block.number, ()))
    return {place: frozenset(some) for place, some in found.items()}


def _holds(page: Blocks, place: str, rows: frozenset[str]) -> bool:
    """Whether a page has a block at this place with at least half of these rows (the newest few may be others)."""
    return bool(rows) and len(page.get(place, frozenset()) & rows) * 2 >= len(rows)


def samples(extract: PageExtract) -> Iterator[str]:
    """Addresses of articles to compare with: the first rows of each of the page's blocks, the blocks in turn."""
    by_block: dict[int, list[str]] = {}
    for entry in extract.entries:
        if entry.url is not None:
            by_block.setdefault(entry.block, []).append(entry.url)
    for position in range(SAMPLES):
        for addresses in by_block.values():
            if position < len(addresses):
                yield addresses[position]
