"""What waits to be stored: observations handed over in batches, and the extracts among them."""

import time
from collections.abc import Callable

from crawler.records.items import PageExtract, PageLinks, links_of
from crawler.records.observations import Observation, PageSeen
from crawler.sink import CrawlStore

BATCH = 200
AGE = 5.0
"""Seconds after which what waits is stored however little it is: what a killed crawl had asked before is not asked again."""


class Outbox:
    """Observations on their way to the store; an extract is found here until the store has it."""

    def __init__(self, store: CrawlStore, clock: Callable[[], float] = time.monotonic) -> None:
        self._store = store
        self._clock = clock
        self._sent = clock()
        self._batch: list[Observation] = []
        self._fresh: dict[str, PageExtract] = {}
        self.refused = False
        """Whether the store did not take a batch: there is no use in going on."""

    def put(self, observation: Observation) -> None:
        """Hand an observation over, with the rest of its batch when that is full."""
        self._batch.append(observation)
        if isinstance(observation, PageSeen) and observation.extract is not None:
            self._fresh[observation.answer.extract_key] = observation.extract
        if len(self._batch) >= BATCH or self._clock() - self._sent >= AGE:
            self.send()

    def send(self) -> None:
        """Store what waits; what the store refuses is not offered again, for the crawl is not believed any more."""
        batch, self._batch = self._batch, []
        try:
            self._store.add(batch)
        except Exception:
            self.refused = True
            raise
        finally:
            self._fresh = {}
            self._sent = self._clock()

    def has_fresh(self, key: str) -> bool:
        """Whether an extract waits in the batch."""
        return key in self._fresh

    def extract(self, key: str) -> PageExtract | None:
        """An extract by its key, whether it waits in the batch or is stored."""
        return (self._fresh.get(key) or self._store.extract(key)) if key else None

    def links(self, key: str) -> PageLinks | None:
        """The links of an extract by its key, whether it waits in the batch or is stored."""
        fresh = self._fresh.get(key)
        return links_of(fresh) if fresh is not None else self._store.links(key)

    def expect(self, key: str) -> None:
        """Say that a stored extract's links will be asked for in a moment."""
        self._store.expect(key)

    def holds(self, digest: str) -> bool:
        """Whether a stored copy is kept and can be read."""
        return self._store.holds(digest)

    def body(self, digest: str) -> bytes | None:
        """A stored copy by its hash, None where none is kept."""
        return self._store.body(digest)
