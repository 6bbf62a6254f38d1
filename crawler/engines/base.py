"""What all engines share: they give an Executor, over which crawls are run; and how long crawls may take."""

import logging
from collections.abc import Callable, Iterable
from concurrent.futures import CancelledError, Executor, as_completed
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from typing import Any, Protocol

from config.monitor import Probe
from crawler.engines.crawl import CrawlReport, crawl_host
from crawler.engines.lease import TakeLease, take_none
from crawler.engines.probe import ProbeJob, ProbeReport, probe_hosts
from crawler.job import CrawlJob
from crawler.sink import OpenStore

logger = logging.getLogger(__name__)
MARGIN = 60.0
"""Seconds that a crawl may go on beyond its limit, to read what has come and to store it; then it is ended."""


class Engine(Protocol):
    """Where crawls are run."""

    def executor(
        self, calls: int, seconds: float, log_to: Callable[[Path], None], logs: Path
    ) -> AbstractContextManager[Executor]:
        """What runs each of so many calls in a process of its own, ended after so many seconds; `log_to` begins a log in a
        folder there, and `logs` is the office's."""

    @property
    def shares_work(self) -> bool:
        """Whether calls that compute end sooner when several processes share them."""

    def computing(
        self, calls: int, seconds: float, module: str, log_to: Callable[[Path], None], logs: Path
    ) -> AbstractContextManager[Executor]:
        """The same for calls that compute rather than wait: as many at a time as there are cores; `module` is what they need."""


def longest(jobs: Iterable[CrawlJob]) -> float:
    """Seconds after which no crawl can still be at work: its limit of time, what its last request may cost with all its
    attempts, and a margin for reading and storing."""
    return max((longest_of(job.crawl.time_limit, job.crawl.timeout, job.probe) for job in jobs), default=MARGIN)


def longest_of(limit: timedelta, timeout: float, probe: Probe) -> float:
    """Seconds after which nothing that may ask for so long, with this timeout, can still be at work."""
    asking: float = probe.attempts * timeout + sum(probe.retry_pauses)
    return limit.total_seconds() + asking + MARGIN


def run_crawls(
    jobs: Iterable[CrawlJob],
    open_store: OpenStore,
    executor: Executor,
    done: Callable[[CrawlReport], None] = lambda _: None,
    take: TakeLease = take_none,
) -> list[CrawlReport]:
    """Run all crawls; one that crashes is reported with its error and does not stop the others."""
    pending = {executor.submit(crawl_host, job, open_store, take): job for job in jobs}
    reports = []
    for future in as_completed(pending):
        report = _report_of(future, pending[future].name)
        reports.append(report)
        done(report)
    return reports


def run_probes(
    jobs: Iterable[ProbeJob], open_store: OpenStore, executor: Executor, take: TakeLease = take_none
) -> list[ProbeReport]:
    """Ask the links of all jobs; one that crashes is reported with its error and does not stop the others."""
    pending = {executor.submit(probe_hosts, job, open_store, take): job for job in jobs}
    return [_probed(future, pending[future].name) for future in as_completed(pending)]


def _probed(future: Any, name: str) -> ProbeReport:
    try:
        report: ProbeReport = future.result()
    except (Exception, CancelledError) as error:  # whatever a task dies of, the others go on
        logger.exception("the links of %s could not be asked", name)
        return ProbeReport(error=f"{type(error).__name__}: {error}")
    return report


def _report_of(future: Any, name: str) -> CrawlReport:
    try:
        report: CrawlReport = future.result()
    except (Exception, CancelledError) as error:  # whatever a crawl dies of, the others go on
        logger.exception("the crawl of %s failed", name)
        return CrawlReport(name, 0, 0, 0, f"{type(error).__name__}: {error}")
    return report
