"""Asks once: one request over a guarded connection, exactly the bytes of its address, no more of the body than is wanted."""

import asyncio
import ssl
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import unquote, urlsplit

import httpx

from crawler.wire.decoding import ACCEPTED, unpacker
from crawler.wire.failures import is_certificate
from crawler.wire.http2 import Http2Hosts
from crawler.wire.network import guarded_transport
from crawler.wire.reply import Reply

CONNECTIONS_PER_CLIENT = 10
"""httpx grows slower beyond about ten connections a client: more clients serve more hosts."""


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
    """Sends requests; hosts are spread over several pools of connections.

    httpx's transports are used without its client, which would follow, unpack and remember by rules of its own.
    """

    def __init__(self, agent: str, allowed: Iterable[str], in_flight: int) -> None:
        allowed = tuple(allowed)
        count = max(1, -(-in_flight // CONNECTIONS_PER_CLIENT))
        verifying = ssl.create_default_context()  # one for all pools: it reads the certificates for 20 ms
        self._pools = [_pool(allowed, verifying) for _ in range(count)]
        self._unverified = _pool(allowed, False)
        self._http2 = Http2Hosts(allowed)
        self._headers = (
            (b"User-Agent", agent.encode()),  # Chinese is sent as UTF-8
            (b"Accept", b"text/html,application/xhtml+xml,*/*;q=0.8"),
            (b"Accept-Language", b"zh-CN,zh;q=0.9"),
            (b"Accept-Encoding", ACCEPTED),
        )

    async def send(self, sending: Sending) -> Reply:
        """Send a request; with a faulty certificate a second time without verification. Raises `failures.EXPECTED`."""
        try:
            return await self._answered(sending, verified=True)
        except httpx.ConnectError as error:
            if not is_certificate(error):
                raise
            reply = await self._answered(sending, verified=False)
            return replace(reply, tls_error=str(error)[:200])

    async def _answered(self, sending: Sending, *, verified: bool) -> Reply:
        """An answer in HTTP/1.1, or in HTTP/2 of a host that speaks nothing else."""
        if self._http2.knows(sending.url):
            return await self._in_http2(sending, verified=verified)
        try:
            reply = await self._in_time(self._pool(sending.url, verified=verified), sending)
        except httpx.TransportError as error:
            if not self._http2.may_be(sending.url, error) or not await self._http2.chosen(sending.url, sending.timeout):
                raise
            return await self._in_http2(sending, verified=verified)
        if self._http2.may_be(sending.url, reply) and await self._http2.chosen(sending.url, sending.timeout):
            return await self._in_http2(sending, verified=verified)
        self._http2.heard(sending.url, in_http2=False)
        return reply

    async def _in_http2(self, sending: Sending, *, verified: bool) -> Reply:
        async with self._http2.transport(verified=verified) as transport:
            reply = await self._in_time(transport, sending)
        self._http2.heard(sending.url, in_http2=True)
        return reply

    def _pool(self, url: str, *, verified: bool) -> httpx.AsyncHTTPTransport:
        if not verified:
            return self._unverified
        return self._pools[hash(urlsplit(url).netloc) % len(self._pools)]

    async def _in_time(self, pool: httpx.AsyncHTTPTransport, sending: Sending) -> Reply:
        async with asyncio.timeout(sending.timeout * 2):
            return await self._read(pool, sending)

    async def _read(self, pool: httpx.AsyncHTTPTransport, sending: Sending) -> Reply:
        request = self._request(sending)
        response = await pool.handle_async_request(request)
        response.request = request
        try:
            limit = sending.limit(response.headers.get("content-type", ""))
            body, complete = await _body(response, limit) if sending.method != "HEAD" else (b"", False)
            return Reply(
                url=sending.url,
                status=response.status_code,
                headers=response.headers,
                body=body,
                complete=complete,
                method=sending.method,
            )
        finally:
            await response.aclose()

    def _request(self, sending: Sending) -> httpx.Request:
        origin, target, credentials = wire_parts(sending.url)
        own = {**sending.headers, **credentials}.items()
        headers = [*self._headers, *((name.encode(), value.encode()) for name, value in own)]
        options = {"target": target, "timeout": httpx.Timeout(sending.timeout).as_dict()}
        return httpx.Request(sending.method, origin, headers=headers, content=sending.body, extensions=options)

    async def close(self) -> None:
        """Close all connections."""
        for pool in (*self._pools, self._unverified):
            await pool.aclose()


def _pool(allowed: Iterable[str], verify: ssl.SSLContext | bool) -> httpx.AsyncHTTPTransport:
    return guarded_transport(allowed, verify=verify, connections=CONNECTIONS_PER_CLIENT)


async def _body(response: httpx.Response, limit: int) -> tuple[bytes, bool]:
    """At most `limit` bytes, packed or unpacked, and whether that is all."""
    unpack = unpacker(response.headers.get("content-encoding", ""))
    body = bytearray()
    received = 0
    try:
        async for raw in response.aiter_raw():
            received += len(raw)
            body += unpack.feed(raw, limit - len(body))
            if len(body) >= limit or received >= limit:
                return bytes(body), False
    except httpx.RemoteProtocolError as error:
        if "disconnected" in str(error):  # so HTTP/2 calls this end, and that of an answer which never began
            raise httpx.RemoteProtocolError(f"incomplete body: {error}") from error
        raise
    return bytes(body), True


def wire_parts(url: str) -> tuple[str, bytes, dict[str, str]]:
    """Where to connect to, what to ask for there, and the header that stands for a user's name in the address."""
    parts = urlsplit(url)
    scheme, _, rest = url.partition("://")
    target = rest[len(parts.netloc) :] or "/"
    user, mark, host = parts.netloc.rpartition("@")
    target = target if target.startswith("/") else f"/{target}"
    credentials = {"Authorization": f"Basic {b64encode(unquote(user).encode()).decode()}"} if mark else {}
    return f"{scheme}://{host}/", target.encode(), credentials
