"""Runs crawls: each host group in a subprocess of its own, behind a plain Executor."""

import logging
import os
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from crawler.fresh_process import call
from crawler.job import CrawlJob
from crawler.sink import OpenStore, WatchedStore, refusal_of

logger = logging.getLogger(__name__)


WAITING = 3
"""Addresses of a host that are on their way for each request that it may get at a time: most of them wait for a pause."""
MARGIN = 60.0
"""Seconds that a crawl may go on beyond its limit, to read what has come and to store it; then it is ended."""
LEAST_DELAY = 0.001
"""Seconds. Without any delay Scrapy 2.19 starts everything that waits for a host at once, whatever its limit."""


@dataclass(frozen=True, slots=True)
class CrawlReport:
    """How one crawl ended; `error` is empty where it ran to its end."""

    name: str
    pages: int
    requests: int
    bytes: int
    error: str = ""
    refused: bool = False
    """Whether the store refused something: then the fault is ours, and the whole night's."""


def crawl_settings(job: CrawlJob) -> dict[str, object]:
    """Scrapy's settings for a job: it hands requests over; how and how fast they are asked is the asker's."""
    return {
        "ROBOTSTXT_OBEY": False,  # the asker obeys it, on every hop
        "CONCURRENT_ITEMS": 1,
        "CONCURRENT_REQUESTS": 64 * len(job.hosts),
        "CONCURRENT_REQUESTS_PER_DOMAIN": WAITING * job.crawl.requests_per_host,
        "DOWNLOAD_DELAY": LEAST_DELAY,
        "DOWNLOAD_DELAY_JITTER": 0,
        "DOWNLOADER_MIDDLEWARES_BASE": {},
        "SPIDER_MIDDLEWARES_BASE": {},
        "DOWNLOAD_HANDLERS_BASE": {},
        "DOWNLOAD_HANDLERS": dict.fromkeys(("http", "https"), "crawler.walking.handler.AskingHandler"),
        "TELNETCONSOLE_ENABLED": False,
        "EXTENSIONS": {"scrapy.extensions.remote_control.RemoteControl": None},  # loads a web server for 0.3 s
        "DUPEFILTER_CLASS": "scrapy.dupefilters.BaseDupeFilter",
        "LOG_LEVEL": os.environ.get("HONGQIAO_CRAWL_LOG", "WARNING"),
    }


def crawl_host(job: CrawlJob, open_store: OpenStore) -> CrawlReport:
    """Crawl one group of hosts in this process, which must be a fresh one: a reactor cannot be started twice."""
    try:
        store = WatchedStore(open_store())
    except Exception as error:  # whatever a store cannot be opened for
        logger.exception("the store of %s could not be opened", job.name)
        return CrawlReport(job.name, 0, 0, 0, refusal_of(error), refused=True)
    try:
        report = _crawl(job, store)
    except Exception as error:  # told in the report, with what the store said of it
        logger.exception("the crawl of %s failed", job.name)
        report = CrawlReport(job.name, 0, 0, 0, refusal_of(error))
    finally:
        _closed(store)
    return replace(report, error=store.refusal, refused=True) if store.refusal else report


def _closed(store: WatchedStore) -> None:
    try:
        store.close()
    except Exception:  # remembered by the store, and told in the report
        logger.exception("the store could not be closed")


def _crawl(job: CrawlJob, store: WatchedStore) -> CrawlReport:
    """Walk, then store what is left: outside of Scrapy, whose signals swallow errors."""
    from scrapy.crawler import AsyncCrawlerProcess

    from crawler.walking.spider import SectionSpider

    process = AsyncCrawlerProcess(crawl_settings(job))
    crawler = process.create_crawler(SectionSpider)
    task = process.crawl(crawler, job=job, store=store)
    process.start(install_signal_handlers=False)
    error = task.exception() if task.done() and not task.cancelled() else None
    if error is not None:
        raise error
    stats, spider = crawler.stats, crawler.spider
    assert stats is not None and isinstance(spider, SectionSpider)
    fault = _error_of(stats.get_stats())
    spider.hand_over(str(stats.get_value("finish_reason", "")))
    return CrawlReport(
        job.name,
        int(stats.get_value("response_received_count", 0)),
        int(stats.get_value("asked/requests", 0)),
        int(stats.get_value("asked/bytes", 0)),
        fault or spider.fault,
    )


def _error_of(stats: dict[str, object]) -> str:
    """Why a crawl cannot be believed, empty where it can: it was stopped, or our own code failed in it."""
    failed = sorted(name.partition("/")[2] for name in stats if name.startswith("spider_exceptions/"))
    if failed:
        return "、".join(failed)
    return "" if stats.get("finish_reason") == "finished" else str(stats.get("finish_reason"))


class FreshProcesses(ThreadPoolExecutor):
    """Runs each call in a process of its own, which ends with it.

    `prepare` is called first in each process; one that takes longer than `seconds` is ended.
    """

    def __init__(self, workers: int, prepare: Callable[[], None] | None = None, seconds: float | None = None) -> None:
        super().__init__(workers)
        self._prepare, self._seconds = prepare, seconds

    def submit(self, function: Any, /, *arguments: Any, **options: Any) -> Future[Any]:
        """Run a function in a fresh process."""
        return super().submit(call, partial(function, **options), arguments, self._seconds, self._prepare)


def longest(jobs: Iterable[CrawlJob]) -> float:
    """Seconds after which no crawl can still be at work: its limit of time, what its last request may cost with all its
    attempts, and a margin for reading and storing."""
    return max((_seconds(job) for job in jobs), default=MARGIN)


def _seconds(job: CrawlJob) -> float:
    asking: float = job.probe.attempts * job.crawl.timeout + sum(job.probe.retry_pauses)
    return job.crawl.time_limit.total_seconds() + asking + MARGIN


def local_executor(jobs: int, prepare: Callable[[], None] | None = None, seconds: float | None = None) -> Executor:
    """Fresh processes, one crawl each, as many at a time as the machine has cores; `prepare` is called first in each, and
    one that is still at work after so many seconds is ended."""
    return FreshProcesses(max(1, min(jobs, os.cpu_count() or 1)), prepare, seconds)


def run_crawls(
    jobs: Iterable[CrawlJob],
    open_store: OpenStore,
    executor: Executor,
    done: Callable[[CrawlReport], None] = lambda _: None,
) -> list[CrawlReport]:
    """Run all crawls; one that crashes is reported with its error and does not stop the others."""
    pending = {executor.submit(crawl_host, job, open_store): job for job in jobs}
    reports = []
    for future in as_completed(pending):
        try:
            report = future.result()
        except Exception as error:  # whatever a crawl dies of, the others go on
            logger.exception("the crawl of %s failed", pending[future].name)
            report = CrawlReport(pending[future].name, 0, 0, 0, f"{type(error).__name__}: {error}")
        reports.append(report)
        done(report)
    return reports
