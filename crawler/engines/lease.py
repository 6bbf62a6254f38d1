"""The lease of a crawl: who holds a host asks it, and nobody else does.

LeaseError             the hosts cannot be had; another night they can
└── LeaseLost          somebody else may have taken them meanwhile; whoever has them goes on
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Protocol


class Lease(Protocol):
    """What a crawl holds while it asks its hosts, so that nobody else does."""

    @property
    def is_done(self) -> bool:
        """Whether these hosts have been crawled already, by an attempt whose report was lost."""

    @property
    def attempts(self) -> int:
        """How many have held these hosts for this run, this holder among them."""

    def require(self) -> None:
        """Raise LeaseLost unless nobody else can have taken the hosts."""

    def finish(self) -> None:
        """Remember that the crawl ran to its end."""


class NoLease:
    """For one crawl that nobody else can begin: tests, and a replay, which asks nothing."""

    is_done = False
    attempts = 1

    def require(self) -> None:
        """Nothing can be lost."""

    def finish(self) -> None:
        """Nothing is to be remembered."""


TakeLease = Callable[[Sequence[str]], AbstractContextManager[Lease]]
"""Waits for some hosts and holds them; must be picklable. Raises LeaseError."""


def take_none(_: Sequence[str]) -> AbstractContextManager[Lease]:
    """No lease at all."""
    return nullcontext(NoLease())


class LeaseError(Exception):
    """Raised when hosts cannot be had; another night can."""


class LeaseLost(LeaseError):
    """Raised when somebody else may have taken the hosts; whoever has them goes on."""
