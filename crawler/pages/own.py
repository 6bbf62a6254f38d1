"""Which of a page's blocks are its own list, once it is known which ones the section's other pages share."""

from collections.abc import Collection

from crawler.pages.apart import apart_in
from crawler.pages.choosing import TITLE_COUNTS
from crawler.records.items import ListEntry, PageExtract


def own_entries(extract: PageExtract, shared: Collection[int] = ()) -> tuple[ListEntry, ...]:
    """The rows of a page without those of shared blocks.

    An undated block beside a dated one is the page's own where it has more rows and more text: otherwise it is a side block. Posts under the column's
    own address are the page's own wherever they stand.
    """
    entries = [entry for entry in extract.entries if entry.block not in shared]
    dated = {block.number for block in extract.blocks if block.dated}
    apart = apart_in(extract)
    weight = {block.number: (0, 0) for block in extract.blocks}
    for entry in entries:
        rows, characters = weight[entry.block]
        weight[entry.block] = rows + 1, characters + min(len(entry.title), TITLE_COUNTS)
    most = [max((weight[number][part] for number in dated), default=0) for part in (0, 1)]
    kept = {
        number
        for number in weight
        if number in dated | apart or (weight[number][0] > most[0] and weight[number][1] > most[1])
    }
    own: dict[str | int, ListEntry] = {}
    for number, entry in enumerate(entries):
        if entry.block in kept:
            known = own.get(entry.url or number)
            own[entry.url or number] = (
                entry if known is None or (known.date is None and entry.date is not None) else known
            )
    return tuple(own.values())
