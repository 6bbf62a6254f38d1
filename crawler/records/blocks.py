"""Blocks of rows across pages: the same list on two pages is told by its place and its rows."""

import hashlib
from collections import defaultdict

from crawler.records.items import PageExtract


def rows_of(extract: PageExtract) -> dict[int, set[str]]:
    """The rows of each block of a page, by what identifies them."""
    rows: dict[int, set[str]] = defaultdict(set)
    for entry in extract.entries:
        rows[entry.block].add(entry.url or entry.title)
    return dict(rows)


def block_marks(extract: PageExtract) -> dict[int, str]:
    """A mark for each block of rows: the same rows at the same place of other pages give the same mark."""
    places = {block.number: block.place for block in extract.blocks}
    rows: dict[int, list[str]] = defaultdict(list)
    for entry in extract.entries:
        rows[entry.block].append(f"{entry.url}|{entry.title}")
    return {
        number: hashlib.sha256("\n".join([places.get(number, ""), *lines]).encode()).hexdigest()[:16]
        for number, lines in rows.items()
    }
