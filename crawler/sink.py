"""What the crawler asks of whoever stores its observations."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from crawler.records.items import PageExtract, PageLinks
from crawler.records.observations import Answer, Known, Observation


class CrawlStore(Protocol):
    """Where observations go, and what was known before."""

    def known(self, hosts: Sequence[str]) -> dict[str, Known]:
        """What the last night that asked knew of the pages on these hosts, by address."""

    def tonight(self, hosts: Sequence[str]) -> dict[str, Answer]:
        """Answers that this night already has from these hosts: they are not asked again."""

    def expect(self, key: str) -> None:
        """Say that an extract's links will be asked for in a moment: those that are expected are fetched together."""

    def extract(self, key: str) -> PageExtract | None:
        """A stored extract, None where there is none."""

    def links(self, key: str) -> PageLinks | None:
        """The links of a stored extract, which cost far less than the whole; None where there is none."""

    def body(self, digest: str) -> bytes | None:
        """A stored copy by its hash, None where none is kept."""

    def holds(self, digest: str) -> bool:
        """Whether a stored copy is kept and can be read."""

    def add(self, batch: Iterable[Observation]) -> None:
        """Store a batch in one transaction."""

    def close(self) -> None:
        """Release what the store holds."""


OpenStore = Callable[[], CrawlStore]
"""Opens a store in the process that calls it; must be picklable."""


class WatchedStore:
    """A store that remembers whether it refused anything: whoever swallows the error, the crawl is not believed."""

    def __init__(self, store: CrawlStore, require: Callable[[], None] = lambda: None) -> None:
        self._store = store
        self._require = require
        """Raises where this crawl may not write any more; that is no refusal of the store's."""
        self.refusal = ""
        """What the first refusal was, empty where there was none."""

    @contextmanager
    def _watched(self) -> Iterator[None]:
        try:
            yield
        except BaseException as error:
            self.refusal = self.refusal or refusal_of(error)
            raise

    def known(self, hosts: Sequence[str]) -> dict[str, Known]:
        """What earlier nights knew."""
        with self._watched():
            return self._store.known(hosts)

    def tonight(self, hosts: Sequence[str]) -> dict[str, Answer]:
        """Answers of this night."""
        with self._watched():
            return self._store.tonight(hosts)

    def expect(self, key: str) -> None:
        """An extract whose links will be asked for in a moment."""
        self._store.expect(key)

    def extract(self, key: str) -> PageExtract | None:
        """A stored extract."""
        with self._watched():
            return self._store.extract(key)

    def links(self, key: str) -> PageLinks | None:
        """The links of a stored extract."""
        with self._watched():
            return self._store.links(key)

    def body(self, digest: str) -> bytes | None:
        """A stored copy."""
        with self._watched():
            return self._store.body(digest)

    def holds(self, digest: str) -> bool:
        """Whether a stored copy can be read."""
        with self._watched():
            return self._store.holds(digest)

    def add(self, batch: Iterable[Observation]) -> None:
        """Store a batch."""
        self._require()
        with self._watched():
            self._store.add(batch)

    def close(self) -> None:
        """Release what the store holds."""
        with self._watched():
            self._store.close()


def refusal_of(error: BaseException) -> str:
    """A refusal in one line, without the rows that were to be stored."""
    told = str(error).splitlines()
    return f"{type(error).__name__}: {told[0][:200] if told else ''}"
