"""What the crawler asks of whoever stores its observations."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from crawler.records.items import PageExtract
from crawler.records.observations import Answer, Known, Observation


class CrawlStore(Protocol):
    """Where observations go, and what was known before."""

    def known(self, hosts: Sequence[str]) -> dict[str, Known]:
        """What the last night that asked knew of the pages on these hosts, by address."""

    def tonight(self, hosts: Sequence[str]) -> dict[str, Answer]:
        """Answers that this night already has from these hosts: they are not asked again."""

    def extract(self, key: str) -> PageExtract | None:
        """A stored extract, None where there is none."""

    def body(self, digest: str) -> bytes | None:
        """A stored copy by its hash, None where none is kept."""

    def add(self, batch: Iterable[Observation]) -> None:
        """Store a batch in one transaction."""

    def close(self) -> None:
        """Release what the store holds."""


OpenStore = Callable[[], CrawlStore]
"""Opens a store in the process that calls it; must be picklable."""
