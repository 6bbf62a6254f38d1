"""What each crawl works with, loaded once for all of them, by whichever engine; this module itself loads next to nothing."""

from crawler.fresh_process import begin_serving, load_before

LOADED_BEFORE = (
    "app.logs",
    "concurrent_log_handler",
    "db.sink",
    "db.held_leases",
    "crawler.walking.spider",
    "crawler.engines.probe",
    "crawler.walking.handler",
    "scrapy.crawler",
    "scrapy.core.downloader",
    "aiohttp",
    "dateparser",
)


def load_for_crawls() -> None:
    """Say what the processes of crawls need."""
    load_before(*LOADED_BEFORE)


def begin_loading() -> None:
    """Load it now, in the server that will make these processes, while this process goes on with its own work."""
    load_for_crawls()
    begin_serving()
