"""Asks once: one request over a guarded connection, exactly the bytes of its address, no more of the body than is wanted."""

import asyncio
import ssl
from base64 import b64encode
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from urllib.parse import unquote, urlsplit

import httpcore
import httpx

from crawler.wire.decoding import ACCEPTED, unpacker
from crawler.wire.failures import is_certificate
from crawler.wire.line import Origin
from crawler.wire.lines import Lines
from crawler.wire.reply import Reply


@dataclass(frozen=True, slots=True)
class Sending:
    """One request: `limit` tells from the answer's type how many bytes of its body are wanted."""

    url: str
    timeout: float
    """Seconds for each step of the connection; the whole answer may take twice as long."""
    limit: Callable[[str], int]
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None


class Client:
    """Sends requests, whoever is asked, over connections that are kept."""

    def __init__(self, agent: str, allowed: Iterable[str], in_flight: int) -> None:
        allowed = tuple(allowed)
        verifying = ssl.create_default_context()
        careless = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        careless.check_hostname, careless.verify_mode = False, ssl.CERT_NONE
        for context in (verifying, careless):
            context.set_alpn_protocols(["http/1.1"])
        self._lines = Lines(allowed, verifying, in_flight)
        self._unverified = Lines(allowed, careless, in_flight)
        self._headers = (
            (b"User-Agent", agent.encode()),  # Chinese is sent as UTF-8
            (b"Accept", b"text/html,application/xhtml+xml,*/*;q=0.8"),
            (b"Accept-Language", b"zh-CN,zh;q=0.9"),
            (b"Accept-Encoding", ACCEPTED),
        )

    async def send(self, sending: Sending) -> Reply:
        """Send a request; with a faulty certificate a second time without verification. Raises `failures.EXPECTED`."""
        try:
            return await self._sent(self._lines, sending)
        except httpcore.ConnectError as error:
            if not is_certificate(error):
                raise
            reply = await self._sent(self._unverified, sending)
            return replace(reply, tls_error=str(error)[:200])

    async def _sent(self, lines: Lines, sending: Sending) -> Reply:
        at, target, credentials = wire_parts(sending.url)
        origin = origin_of(at)
        timeout = sending.timeout
        async with asyncio.timeout(timeout * 2), lines.to(origin, timeout) as line:
            head = await line.ask(
                sending.method, target, self._heading(origin, sending, credentials), sending.body, timeout
            )
            headers = httpx.Headers(head.headers.raw_items())
            limit = sending.limit(headers.get("content-type", ""))
            body, complete = (
                await _body(line.body(timeout), headers, limit) if sending.method != "HEAD" else (b"", False)
            )
        return Reply(
            url=sending.url,
            status=head.status_code,
            headers=headers,
            body=body,
            complete=complete,
            method=sending.method,
        )

    def _heading(self, origin: Origin, sending: Sending, credentials: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
        own = {**sending.headers, **credentials}.items()
        length = [] if sending.body is None else [(b"Content-Length", str(len(sending.body)).encode())]
        named = ((name.encode(), value.encode()) for name, value in own)
        return [(b"Host", origin.named), *length, *self._headers, *named]

    async def close(self) -> None:
        """Close all connections."""
        await self._lines.close()
        await self._unverified.close()


async def _body(coming: AsyncIterator[bytes], headers: httpx.Headers, limit: int) -> tuple[bytes, bool]:
    """At most `limit` bytes, packed or unpacked, and whether that is all."""
    unpack = unpacker(headers.get("content-encoding", ""))
    body = bytearray()
    received = 0
    async for raw in coming:
        received += len(raw)
        body += unpack.feed(raw, limit - len(body))
        if len(body) >= limit or received >= limit:
            return bytes(body), False
    return bytes(body), True


@lru_cache(maxsize=1024)
def origin_of(url: str) -> Origin:
    """Where an address without a path leads to. Raises httpx.InvalidURL."""
    parsed = httpx.URL(url)
    port = parsed.port or (443 if parsed.scheme == "https" else 80)
    return Origin(parsed.scheme, parsed.raw_host.decode("ascii"), port, parsed.netloc)


def wire_parts(url: str) -> tuple[str, bytes, dict[str, str]]:
    """Where to connect to, what to ask for there, and the header that stands for a user's name in the address."""
    parts = urlsplit(url)
    scheme, _, rest = url.partition("://")
    target = rest[len(parts.netloc) :] or "/"
    user, mark, host = parts.netloc.rpartition("@")
    target = target if target.startswith("/") else f"/{target}"
    credentials = {"Authorization": f"Basic {b64encode(unquote(user).encode()).decode()}"} if mark else {}
    return f"{scheme}://{host}/", target.encode(), credentials
