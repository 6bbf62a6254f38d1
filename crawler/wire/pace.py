"""The pace and the record of each host: how many requests at a time, what pause between them, and how it has answered."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from config.monitor import Crawl, Probe
from crawler.wire.missing import MissingPage
from crawler.wire.reply import Reply
from crawler.wire.retry_after import MAX_WAIT, retry_after
from crawler.wire.robots import Rules

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Host:
    """The pace and the record of one host."""

    name: str
    configured: bool
    slots: asyncio.Semaphore
    delay: float
    pace: float
    """The configured pause; `delay` grows above it while the host asks for it, and comes back."""
    timeout: float
    next_at: float = 0.0
    requests: int = 0
    answered: int = 0
    failed: int = 0
    last_good: str = ""
    alive: bool = False
    unresolved: int = 0
    """How often in a row its name was not resolved."""
    left: bool = False
    """Whether it asked for a longer pause than a night can wait: it is asked nothing more."""
    rules: Rules | None = None
    """Its robots.txt, None before it was asked for."""
    missing: dict[str, MissingPage | None] = field(default_factory=dict)
    heads: bool | None = None
    """Whether it answers HEAD as it answers GET; None until that is known."""
    files: int = 0
    """How many files of it were asked with GET so far."""
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while its missing page is learned, which needs its rules first."""
    rules_lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def paced(self, send: Callable[[], Awaitable[Reply]]) -> Reply:
        """Send a request when it is its turn; slow down where the host asks for it."""
        async with self.slots:
            now = time.monotonic()
            wait = self.next_at - now
            self.next_at = max(now, self.next_at) + self.delay
            if wait > 0:
                await asyncio.sleep(wait)
            reply = await send()
            self._heed(reply)
            return reply

    def _heed(self, reply: Reply) -> None:
        asked = wait_of(reply) or 0.0
        if asked > MAX_WAIT:
            logger.warning("%s asks to wait %.0f s: it is left alone tonight", self.name, asked)
            self.left = True
        if reply.status == 429:
            self.delay = min(max(self.delay * 2, 0.5), 10.0)
            self.next_at = time.monotonic() + min(asked or self.delay, MAX_WAIT)
        else:
            self.delay = max(self.pace, self.delay * 0.7 if self.delay > 0.05 else 0.0)

    def slow_down(self, pause: float) -> None:
        """Obey a `Crawl-delay`."""
        self.pace = max(self.pace, pause)
        self.delay = max(self.delay, self.pace)


def wait_of(reply: Reply) -> float | None:
    """Seconds that an answer asks to wait, None where it asks for none."""
    if reply.status not in (429, 503):
        return None
    return retry_after(reply.header("retry-after"), datetime.now(UTC))


class Hosts:
    """The records of all hosts, each made at its first address."""

    def __init__(self, crawl: Crawl, probe: Probe, configured: Iterable[str]) -> None:
        self._crawl = crawl
        self._probe = probe
        self.configured = frozenset(configured)
        self._hosts: dict[str, Host] = {}

    def limit(self, name: str) -> int:
        """How many requests a host gets at a time."""
        return self._crawl.requests_per_host if name in self.configured else self._probe.requests_per_host

    def of(self, name: str) -> Host:
        """The record of a host."""
        if name not in self._hosts:
            own = name in self.configured
            delay = self._crawl.delay if own else 0.0
            timeout = self._crawl.timeout if own else self._probe.timeout
            self._hosts[name] = Host(
                name=name,
                configured=own,
                slots=asyncio.Semaphore(self.limit(name)),
                delay=delay,
                pace=delay,
                timeout=timeout,
            )
        return self._hosts[name]

    def all(self) -> list[Host]:
        """Every host that was asked so far."""
        return [host for host in self._hosts.values() if host.name and host.requests]
