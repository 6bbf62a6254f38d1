"""A proxy on loopback that all of a browser's traffic goes through: names are resolved and judged here, nowhere else.

What a page does to reach a private host (a redirect of page, script, frame, picture or fetch, a WebSocket) ends at the
guard, which is the one that all others who ask have. What the browser asks for its own sake (updates, accounts, hints for
forms) ends here too: only hosts that its page and its requests name are led to.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread
from urllib.parse import urlsplit

from crawler.wire.failures import EXPECTED, Unnamed
from crawler.wire.network import Guard

logger = logging.getLogger(__name__)
IDLE = 30.0
"""Seconds without a byte after which a connection is closed."""
NAMED_WITHIN = 10.0
"""Seconds that a connection waits for its host to be named: the browser tells of a request before it connects, but is
heard only when nobody is busy reading the page (two seconds at most) or waiting for a processor."""
_REFUSED = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_FAILED = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_OPEN = b"HTTP/1.1 200 Connection established\r\n\r\n"
Pair = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass(frozen=True, slots=True)
class Way:
    """A browser's way out: the proxy's address, and what a request must be named to before it may go to its host."""

    address: str
    name: Callable[[str], None]


class GuardedProxy:
    """Serves a browser: plain requests and tunnels to hosts that were named, so many at a time for each host."""

    def __init__(self, allowed: Iterable[str], per_host: int, timeout: float) -> None:
        self._guard = Guard(allowed)
        self._slots: dict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(per_host))
        self._named: dict[str, asyncio.Event] = defaultdict(asyncio.Event)
        self._timeout = timeout

    def name(self, url: str) -> None:
        """Lead to an address's host from now on."""
        self._named[urlsplit(url).hostname or ""].set()

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection of the browser."""
        try:
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), IDLE)
            method, target, _ = head.split(b"\r\n", 1)[0].decode("latin-1").split(" ", 2)
            host, port = _place(method, target)
            async with self._slots[f"{host}:{port}"]:
                await self._serve((reader, writer), head, method, host, port)
        except (*EXPECTED, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
            logger.info("a browser's connection ended: %s", error)
        except asyncio.CancelledError:
            logger.debug("the browser was closed")  # the loop ends, and nobody waits for this task
        finally:
            writer.close()

    async def _serve(self, browser: Pair, head: bytes, method: str, host: str, port: int) -> None:
        try:
            await self._is_named(host)
            addresses = await self._guard.resolve(host, port, self._timeout)
            server = await asyncio.wait_for(asyncio.open_connection(addresses[0], port), self._timeout)
        except EXPECTED as error:
            logger.info("a browser is not led to %s: %s", host, error)
            browser[1].write(_FAILED if isinstance(error, OSError) else _REFUSED)
            await browser[1].drain()
            return
        try:
            if method == "CONNECT":
                browser[1].write(_OPEN)
            else:
                server[1].write(_origin_form(head))
            to_server = asyncio.create_task(_pipe(browser[0], server[1]))
            to_browser = asyncio.create_task(_pipe(server[0], browser[1]))
            await asyncio.wait((to_server, to_browser), return_when=asyncio.FIRST_COMPLETED)
            if method != "CONNECT":
                await to_browser  # a browser that has asked may still be listening
            to_server.cancel()
            to_browser.cancel()
        finally:
            server[1].close()

    async def _is_named(self, host: str) -> None:
        """Wait until a host is named. Raises Unnamed."""
        try:
            await asyncio.wait_for(self._named[host].wait(), NAMED_WITHIN)
        except TimeoutError:
            raise Unnamed(host) from None


async def _pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while piece := await asyncio.wait_for(reader.read(65_536), IDLE):
            writer.write(piece)
            await writer.drain()
    except (OSError, TimeoutError) as error:
        logger.debug("a browser's connection broke: %s", error)


def _place(method: str, target: str) -> tuple[str, int]:
    """Host and port that a request to a proxy names."""
    parts = urlsplit(f"//{target}" if method == "CONNECT" else target)
    if not parts.hostname or (method != "CONNECT" and parts.scheme != "http"):
        raise ValueError(f"no place: {target[:200]}")
    return parts.hostname, parts.port or (443 if method == "CONNECT" else 80)


def _origin_form(head: bytes) -> bytes:
    """A request as the server itself expects it, one to a connection."""
    first, *lines = head.removesuffix(b"\r\n\r\n").split(b"\r\n")
    method, target, version = first.split(b" ", 2)
    path = target.split(b"://", 1)[1].partition(b"/")[2]
    kept = [line for line in lines if not line.lower().startswith((b"proxy-", b"connection:"))]
    return b"\r\n".join([b" ".join((method, b"/" + path, version)), *kept, b"Connection: close", b"", b""])


@contextmanager
def guarded_proxy(allowed: Iterable[str], per_host: int, timeout: float) -> Iterator[Way]:
    """The way through a proxy that runs, in a thread and a loop of its own, as long as this is open."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever, name="browser-proxy", daemon=True)
    thread.start()
    proxy = GuardedProxy(allowed, per_host, timeout)
    server = asyncio.run_coroutine_threadsafe(asyncio.start_server(proxy.handle, "127.0.0.1", 0), loop).result()

    def name(url: str) -> None:
        loop.call_soon_threadsafe(proxy.name, url)

    try:
        yield Way(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", name)
    finally:
        asyncio.run_coroutine_threadsafe(_end(server), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _end(server: asyncio.Server) -> None:
    server.close()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await asyncio.get_running_loop().shutdown_default_executor()
