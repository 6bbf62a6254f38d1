"""What was read of pages: packed in the store, unpacked and kept at hand for those who ask in a moment."""

from collections import OrderedDict
from collections.abc import Iterable
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, bindparam, select, update

from crawler.records.items import PageExtract, PageGist, PageLinks, gist_of, links_of
from crawler.records.observations import PageSeen
from db import tables
from db.codec import pack, unpack
from db.intervals import insert_missing

_EXTRACTS = tables.table(tables.Extract)
Part = TypeVar("Part", PageExtract, PageLinks)
CACHED_EXTRACTS = 64
FETCHED_TOGETHER = 100
"""Extracts of one question: asking for each alone costs as much as unpacking it."""
MOST_PACKED = 1000
"""Links of extracts that were expected and are kept until they are asked for: some 1 kB each. Of pages that changed they never are."""


class Extracts:
    """The extracts of one store, as one crawl asks for them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._extracts: OrderedDict[str, PageExtract] = OrderedDict()
        self._expected: dict[str, None] = {}
        self._links: OrderedDict[str, PageLinks] = OrderedDict()
        self._packed: OrderedDict[str, bytes | None] = OrderedDict()
        self._unlinked: dict[str, bytes] = {}
        """Links of extracts that were written before links were kept apart, on their way into the store."""

    def extract(self, key: str) -> PageExtract | None:
        """A stored extract; the latest few are kept at hand."""
        if key in self._extracts:
            self._extracts.move_to_end(key)
            return self._extracts[key]
        with self._engine.connect() as connection:
            blob = connection.execute(select(_EXTRACTS.c.blob).where(_EXTRACTS.c.key == key)).scalar()
        return None if blob is None else _kept(self._extracts, key, unpack(blob, PageExtract))

    def links(self, key: str) -> PageLinks | None:
        """The links of a stored extract; of one that was written before they were kept apart, they are kept from now on."""
        if key in self._links:
            return self._links[key]
        blob = self._packed.pop(key) if key in self._packed else self._fetched(key)
        if blob is not None:
            return _kept(self._links, key, unpack(blob, PageLinks))
        extract = self.extract(key)
        if extract is None:
            return None
        found = links_of(extract)
        self._unlinked[key] = pack(found, PageLinks)
        return _kept(self._links, key, found)

    def expect(self, key: str) -> None:
        """An extract whose links will be asked for in a moment: they are fetched with those of others."""
        self._expected[key] = None

    def _fetched(self, key: str) -> bytes | None:
        """An extract's links, packed; those that are expected come with them, the longest expected first."""
        self._expected.pop(key, None)
        wanted = [key, *islice(self._expected, FETCHED_TOGETHER - 1)]
        for one in wanted:
            self._expected.pop(one, None)
        with self._engine.connect() as connection:
            rows = connection.execute(select(_EXTRACTS.c.key, _EXTRACTS.c.links).where(_EXTRACTS.c.key.in_(wanted)))
            self._packed.update({row.key: row.links for row in rows})
        for _ in range(len(self._packed) - MOST_PACKED):
            self._packed.popitem(last=False)
        return self._packed.pop(key, None)

    def add(self, connection: Connection, pages: Iterable[PageSeen]) -> None:
        """Store the extracts of pages, and links that were missing."""
        rows = {}
        for page in pages:
            if page.extract is not None and page.answer.extract_key:
                rows[page.answer.extract_key] = _row(page.answer.extract_key, page.extract)
                _kept(self._extracts, page.answer.extract_key, page.extract)
        if rows:
            insert_missing(connection, _EXTRACTS, list(rows.values()), "key")
        if self._unlinked:
            told = [{"row_key": key, "links": links} for key, links in self._unlinked.items()]
            connection.execute(update(_EXTRACTS).where(_EXTRACTS.c.key == bindparam("row_key")), told)
            self._unlinked = {}


def _kept(cache: OrderedDict[str, Part], key: str, part: Part) -> Part:
    """What was unpacked, kept at hand with the latest few."""
    cache[key] = part
    if len(cache) > CACHED_EXTRACTS:
        cache.popitem(last=False)
    return part


def _row(key: str, extract: PageExtract) -> dict[str, Any]:
    return {
        "key": key,
        "gist": pack(gist_of(extract), PageGist),
        "blob": pack(extract, PageExtract),
        "links": pack(links_of(extract), PageLinks),
    }
