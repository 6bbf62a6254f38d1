"""What Scrapy leaves to its users: Retry-After, Crawl-delay, pauses between attempts, and private addresses."""

import asyncio
import logging
import time
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response
from scrapy.robotstxt import RobotParser

from crawler.retry_after import MAX_WAIT, retry_after

logger = logging.getLogger(__name__)
_PASSING = (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)


class LeftAlone(IgnoreRequest):
    """A request that is not sent any more: its host asked for a longer pause than a night can wait, or the time is up."""


class PoliteHandler(HTTP11DownloadHandler):
    """Scrapy's downloader, looking once more at the moment of sending: what waits in its queues may be too late."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.left: set[str] = set()
        self._end = time.monotonic() + crawler.settings.getfloat("POLITE_SECONDS")

    async def download_request(self, request: Request) -> Response:
        """Send a request. Raises LeftAlone where it must not be sent any more."""
        host = urlsplit(request.url).netloc
        if host in self.left or time.monotonic() > self._end:
            raise LeftAlone(request.url)
        response = await super().download_request(request)
        if response.status in (429, 503):
            wait = retry_after(response.headers.get("Retry-After"), datetime.now(UTC)) or 0
            if wait > MAX_WAIT:
                logger.warning("%s asks to wait %.0f s: it is left alone tonight", host, wait)
                self.left.add(host)
        return response


class PoliteRobots(RobotsTxtMiddleware):
    """Scrapy's robots.txt, one waiter at a time: where several wait for one file, Scrapy 2.19 lets all but the first pass."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._waiting: dict[str, asyncio.Lock] = {}

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """The rules of a request's host, None where it has none."""
        async with self._waiting.setdefault(urlsplit(request.url).netloc, asyncio.Lock()):
            return await super().robot_parser(request)


class PoliteRetry:
    """Asks again after growing pauses what failed in a passing way, and slows down for a host that asks for it."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.attempts = crawler.settings.getint("POLITE_ATTEMPTS")
        self.pauses = [float(pause) for pause in crawler.settings.getlist("POLITE_PAUSES")] or [0.0]
        crawler.signals.connect(self.robots_parsed, signal=signals.robots_parsed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "PoliteRetry":
        """Scrapy's way of building a middleware."""
        return cls(crawler)

    def robots_parsed(self, robotparser: Any, request: Request) -> None:
        """Obey `Crawl-delay`: it raises the pause of the host's slot."""
        try:
            delay = robotparser.crawl_delay(self.crawler.settings["USER_AGENT"])
        except Exception:  # a damaged robots.txt must not stop the crawl
            logger.exception("crawl-delay could not be read at %s", request.url)
            return
        if delay:
            self._slow(request, min(float(delay), 60.0))

    def _slow(self, request: Request, delay: float) -> None:
        downloader = self.crawler.engine.downloader if self.crawler.engine else None
        if downloader is None:
            return
        slot = downloader.slots.get(downloader.get_slot_key(request))
        if slot is not None and slot.delay < delay:
            logger.info("pause at %s raised to %.2f s", request.url, delay)
            slot.delay = delay

    async def process_response(self, request: Request, response: Response) -> Response | Request:
        """Wait and ask again after 429, or after a 5xx that may pass."""
        if response.status != 429 and (response.status < 500 or response.status in (501, 505, 521)):
            return response
        wait = retry_after(response.headers.get("Retry-After"), datetime.now(UTC))
        if response.status == 429:
            self._slow(request, min(max(2 * self._delay(request), 0.5), 10.0))
        again = await self._again(request, wait)
        return again or response

    async def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """Wait and ask again after a failure of the connection."""
        return await self._again(request, None) if isinstance(exception, _PASSING) else None

    def _delay(self, request: Request) -> float:
        downloader = self.crawler.engine.downloader if self.crawler.engine else None
        slot = downloader.slots.get(downloader.get_slot_key(request)) if downloader else None
        return float(slot.delay) if slot else 0.0

    async def _again(self, request: Request, wait: float | None) -> Request | None:
        attempt = request.meta.get("attempt", 1)
        if attempt >= self.attempts or request.meta.get("ask_once") or (wait or 0) > MAX_WAIT:
            return None
        pause = self.pauses[min(attempt - 1, len(self.pauses) - 1)]
        await asyncio.sleep(max(pause, wait or 0.0))
        return request.replace(
            dont_filter=True, meta={**request.meta, "attempt": attempt + 1}, priority=request.priority - 1
        )
