"""The engine of one machine: a fresh process for each crawl, as many at a time as the memory holds."""

import os
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import psutil

from crawler.engines.loading import load_for_crawls
from crawler.engines.slots import Slots
from crawler.fresh_process import call, load_before

MEMORY = 280_000_000
"""Bytes that a crawl is given: 18 at a time need 5 GB (ARCHITECTURE, "Beyond one machine")."""
MOST = 64
"""A bound of our own, not measured: more crawls than that begin faster than one machine's cores serve them."""
_CGROUP = Path("/sys/fs/cgroup")


@dataclass(frozen=True, slots=True)
class LocalEngine:
    """This machine: `at_once` crawls at a time, by memory where None; those of several nights share `slots`."""

    at_once: int | None = None
    slots: Slots | None = None

    def executor(self, calls: int, seconds: float, log_to: Callable[[Path], None], logs: Path) -> Executor:
        """Fresh processes that write to the office's own log."""
        load_for_crawls()
        return local_executor(calls, partial(log_to, logs), seconds, at_once=self.at_once, slots=self.slots)

    @property
    def shares_work(self) -> bool:
        """More than one core, and the memory for it."""
        return self._cores > 1

    def computing(
        self, calls: int, seconds: float, module: str, log_to: Callable[[Path], None], logs: Path
    ) -> Executor:
        """As many fresh processes at a time as there are cores, for all nights that share this machine."""
        load_before(module)
        slots = Slots(self.slots.folder / "cores", self._cores) if self.slots else None
        return local_executor(calls, partial(log_to, logs), seconds, at_once=self._cores, slots=slots)

    @property
    def _cores(self) -> int:
        return min(os.cpu_count() or 1, self.at_once or MOST, crawls_at_once())


class FreshProcesses(ThreadPoolExecutor):
    """Runs each call in a process of its own, which ends with it.

    `prepare` is called first in each process; one that takes longer than `seconds` is ended.
    """

    def __init__(
        self,
        workers: int,
        prepare: Callable[[], None] | None = None,
        seconds: float | None = None,
        slots: Slots | None = None,
    ) -> None:
        super().__init__(workers)
        self._prepare, self._seconds, self._slots = prepare, seconds, slots

    def submit(self, function: Any, /, *arguments: Any, **options: Any) -> Future[Any]:
        """Run a function in a fresh process."""
        return super().submit(self._call, partial(function, **options), arguments)

    def _call(self, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        with self._slots.one() if self._slots else nullcontext():
            return call(function, arguments, self._seconds, self._prepare)


def local_executor(
    jobs: int,
    prepare: Callable[[], None] | None = None,
    seconds: float | None = None,
    *,
    at_once: int | None = None,
    slots: Slots | None = None,
) -> Executor:
    """Fresh processes, one crawl each, `at_once` at a time (by memory where None); `prepare` is called first in each, and
    one that is still at work after so many seconds is ended."""
    return FreshProcesses(max(1, min(jobs, at_once or crawls_at_once())), prepare, seconds, slots)


def crawls_at_once() -> int:
    """How many crawls the free memory holds. They wait far more than they work: cores do not count."""
    return max(1, min(MOST, available_memory() // MEMORY))


def available_memory(cgroup: Path = _CGROUP) -> int:
    """Bytes that may still be used, by the machine and by the limit of the container around this process."""
    free = int(psutil.virtual_memory().available)
    try:
        limit = int((cgroup / "memory.max").read_text())
        used = int((cgroup / "memory.current").read_text())
    except (OSError, ValueError):  # no container, or one without a limit ("max")
        return free
    return max(0, min(free, limit - used))
