"""A lease in the hand of the process that crawls: taken with patience, kept by a heartbeat, and the end of the process when lost."""

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from sqlalchemy.exc import SQLAlchemyError

from crawler.engines.lease import LeaseError, LeaseLost, TakeLease
from db.leases import Leases, Taken
from db.processes import BEAT, STALE
from db.session import open_engine

logger = logging.getLogger(__name__)
LOST = 75
"""The status of a process that lost its lease: nothing that it still wanted to do may be done."""
MOST_ATTEMPTS = 4
"""A crawl that took four workers with it would take the next one too; it costs its own sections only."""
LOOK = 0.5
"""Seconds between looks at a lease that somebody else holds."""


class LeaseSpent(LeaseError):
    """Raised when a crawl has ended its holders so often that nobody shall try again this night."""


class LeaseBusy(LeaseError):
    """Raised when somebody else held a host for as long as a crawl may last."""


class HeldLease:
    """A lease that this process holds. The heart beats in a thread of its own; `lost` is called when it is somebody else's."""

    def __init__(
        self,
        leases: Leases,
        taken: Taken,
        *,
        lost: Callable[[], None] | None = None,
        beat: float = BEAT,
        clock: Callable[[], float] = time.monotonic,
        taken_at: float | None = None,
    ) -> None:
        self._leases, self._taken = leases, taken
        self._lost = lost or _end_process
        self._beat, self._clock = beat, clock
        self._confirmed = clock() if taken_at is None else taken_at
        """Before the beat, or the taking, that was confirmed last."""
        self._stop = threading.Event()
        self._is_finished = False

    @property
    def is_done(self) -> bool:
        """Whether the hosts were crawled by an attempt before."""
        return self._taken.is_done

    @property
    def attempts(self) -> int:
        """How many have held the hosts for this run, this one among them."""
        return self._taken.attempts

    def require(self) -> None:
        """Raise LeaseLost unless the lease is ours; a heartbeat that is not fresh is made first."""
        if self._clock() - self._confirmed < STALE.total_seconds() / 2:
            return
        try:
            is_ours = self.confirm()
        except SQLAlchemyError as error:
            raise LeaseLost("心跳无法写入") from error
        if not is_ours:
            raise LeaseLost("另一进程已接手这一主机")

    def finish(self) -> None:
        """The crawl ran to its end."""
        self._is_finished = True

    def confirm(self) -> bool:
        """One heartbeat; False where the lease is somebody else's."""
        asked = self._clock()
        is_ours = self._leases.beat(self._taken)
        if is_ours:
            self._confirmed = asked
        return is_ours

    def _keep(self) -> None:
        while not self._stop.wait(self._beat):
            try:
                is_ours = self.confirm()
            except (
                SQLAlchemyError
            ):  # a database that is away for a moment: the next beat tries again, while there is time
                is_ours = self._clock() - self._confirmed < STALE.total_seconds()
            if not is_ours:
                self._lost()
                return

    @contextmanager
    def kept(self) -> Iterator["HeldLease"]:
        """Beat while the block runs, then give the hosts back."""
        heart = threading.Thread(target=self._keep, daemon=True)
        heart.start()
        try:
            yield self
        finally:
            self._stop.set()
            heart.join()
            self._give_back()

    def _give_back(self) -> None:
        try:
            self._leases.end(self._taken, done=self._is_finished)
        except SQLAlchemyError:  # what was crawled is stored; the lease goes stale by itself
            logger.exception("the lease could not be given back")


def _end_process() -> None:
    """A crawl whose hosts somebody else has taken ends on the spot: it may neither ask nor store."""
    logger.error("the lease is lost, the crawl ends")
    logging.shutdown()
    os._exit(LOST)


@contextmanager
def held(database: str, run: str, patience: float, hosts: Sequence[str]) -> Iterator[HeldLease]:
    """Hold hosts while the block runs, waiting for as many seconds as `patience` says. Raises LeaseSpent, LeaseBusy."""
    engine = open_engine(database)
    try:
        lease = _taken(Leases(engine, run), hosts, patience)
        if lease.is_done:
            yield lease
            return
        with lease.kept():
            yield lease
    finally:
        engine.dispose()


def _taken(leases: Leases, hosts: Sequence[str], patience: float) -> HeldLease:
    end = time.monotonic() + patience
    while True:
        asked = time.monotonic()
        taken = leases.take(hosts)
        if taken is not None:
            break
        if asked > end:
            raise LeaseBusy(f"{'、'.join(hosts[:3])} 一直由另一进程占用")
        time.sleep(LOOK)
    if taken.attempts > MOST_ATTEMPTS:
        leases.end(taken, done=False)
        raise LeaseSpent(f"已有 {MOST_ATTEMPTS} 次检查中途终止")
    return HeldLease(leases, taken, taken_at=asked)


def lease_taker(database: str, run: str, patience: float) -> TakeLease:
    """A picklable taker, for the process that crawls."""
    return partial(held, database, run, patience)
