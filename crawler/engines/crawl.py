"""One crawl, in this process: the lease, the store, Scrapy with our spider, and what is told of it."""

import logging
import os
from dataclasses import dataclass, replace

from crawler.engines.lease import Lease, LeaseError, TakeLease, take_none
from crawler.job import CrawlJob
from crawler.sink import CrawlStore, OpenStore, WatchedStore, refusal_of

logger = logging.getLogger(__name__)
WAITING = 3
"""Addresses of a host that are on their way for each request that it may get at a time: most of them wait for a pause."""
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
        "CONCURRENT_REQUESTS": min(64 * len(job.hosts), 1024),
        "CONCURRENT_REQUESTS_PER_DOMAIN": WAITING * job.crawl.requests_per_host,
        "DOWNLOAD_DELAY": LEAST_DELAY,
        "DOWNLOAD_DELAY_JITTER": 0,
        "DOWNLOADER_MIDDLEWARES_BASE": {},
        "SPIDER_MIDDLEWARES_BASE": {},
        "DOWNLOAD_HANDLERS_BASE": {},
        "DOWNLOAD_HANDLERS": dict.fromkeys(("http", "https"), "crawler.walking.handler.AskingHandler"),
        "TELNETCONSOLE_ENABLED": False,
        "EXTENSIONS_BASE": {"scrapy.extensions.corestats.CoreStats": 0},  # the others load two web servers, for 0.2 s
        "DUPEFILTER_CLASS": "scrapy.dupefilters.BaseDupeFilter",
        "LOG_LEVEL": os.environ.get("HONGQIAO_CRAWL_LOG", "WARNING"),
    }


def crawl_host(job: CrawlJob, open_store: OpenStore, take: TakeLease = take_none) -> CrawlReport:
    """Crawl one group of hosts in this process, which must be a fresh one: a reactor cannot be started twice.

    Nothing is asked before the hosts are this crawl's own; ones that an earlier attempt has crawled are not asked again.
    """
    nothing = CrawlReport(job.name, 0, 0, 0)
    try:
        with take(job.hosts) as lease:
            return nothing if lease.is_done else _leased(job, open_store, lease)
    except LeaseError as error:
        logger.exception("the hosts of %s could not be had", job.name)
        return replace(nothing, error=refusal_of(error))
    except Exception as error:  # the leases are in a store, which cannot be opened
        logger.exception("the leases of %s could not be read or written", job.name)
        return replace(nothing, error=refusal_of(error), refused=True)


def _leased(job: CrawlJob, open_store: OpenStore, lease: Lease) -> CrawlReport:
    try:
        opened = open_store()
    except Exception as error:  # whatever a store cannot be opened for
        logger.exception("the store of %s could not be opened", job.name)
        return CrawlReport(job.name, 0, 0, 0, refusal_of(error), refused=True)
    report = _stored(job, opened, lease)
    if not report.error:
        lease.finish()
    return report


def _stored(job: CrawlJob, opened: CrawlStore, lease: Lease) -> CrawlReport:
    store = WatchedStore(opened, lease.require)
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
