"""The usual way of asking: HTTP/1.1 by aiohttp, which costs a fifth of httpx's time, over connections that are kept and guarded."""

import asyncio
import select
import socket
import ssl
from contextvars import ContextVar
from functools import partial
from urllib.parse import urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.client_proto import ResponseHandler
from yarl import URL

from crawler.addresses import literal_ip
from crawler.records.observations import Failure
from crawler.wire.failures import ConnectionFailed
from crawler.wire.network import Guard, unverified
from crawler.wire.reply import Reply
from crawler.wire.sending import Sending, Wire, wanted

KEPT = 2.0
"""Seconds that a connection is kept: hosts that are asked again are so in less, and all others are many."""
LONGEST_FIELD = 100_000
MOST_FIELDS = 5_000
_PATIENCE: ContextVar[float] = ContextVar("patience")
"""Seconds that a name may take: aiohttp does not tell its resolver."""
_OFFERED = ["http/1.1"]


class _Resolver(AbstractResolver):
    """Hands over the addresses that the guard has judged, and no others."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_UNSPEC,  # noqa: ARG002
    ) -> list[ResolveResult]:
        """The addresses of a host. Raises NameUnknown and PrivateAddress."""
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=socket.IPPROTO_TCP,
                flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            )
            for address in await self._guard.resolve(host, port, _PATIENCE.get())
        ]

    async def close(self) -> None:
        """Nothing is held."""


class _Handler(ResponseHandler):
    """A connection, in two ways stricter than aiohttp's: one that the host has closed is not used again, though nobody has heard of it yet, and
    one that ends with an error ends no body, though it had no length."""

    def is_connected(self) -> bool:
        """Whether a connection that was kept may be used again: nothing may have come over it, not even its end."""
        if not super().is_connected() or self.transport is None:
            return False
        come = select.poll()
        come.register(self.transport.get_extra_info("socket"), select.POLLIN)
        return not come.poll(0)

    def connection_lost(self, exc: BaseException | None) -> None:
        payload = self._payload
        if exc is None or payload is None or payload.is_eof():
            super().connection_lost(exc)
            return
        payload.set_exception(exc)  # for who waits now
        super().connection_lost(exc)
        payload.set_exception(exc)  # for who comes later: aiohttp has told it otherwise meanwhile


class Http1:
    """Sends requests in HTTP/1.1; made and used in one event loop."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._verifying = ssl.create_default_context()  # one for all: it reads the certificates for 20 ms
        self._verifying.set_alpn_protocols(_OFFERED)
        self._unverified = unverified(_OFFERED)
        connector = aiohttp.TCPConnector(
            resolver=_Resolver(guard), use_dns_cache=False, limit=0, keepalive_timeout=KEPT
        )
        connector._factory = partial(_Handler, loop=asyncio.get_running_loop())  # type: ignore[assignment]  # there is no public way, nor below
        self._session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            max_line_size=LONGEST_FIELD,
            max_field_size=LONGEST_FIELD,
            max_headers=MOST_FIELDS,
        )
        self._session._retry_connection = False  # what failed is asked again by the asker, in its time

    async def send(self, sending: Sending, wire: Wire, url: URL, *, verified: bool) -> Reply:
        """One request, to what `exact` made of its address. Raises `failures.EXPECTED`."""
        _PATIENCE.set(sending.timeout)
        parts = urlsplit(sending.url)
        if literal_ip(parts.hostname or "") is not None:  # no resolver is asked for it
            port = parts.port or (443 if parts.scheme == "https" else 80)
            await self._guard.resolve(parts.hostname or "", port, sending.timeout)
        try:
            return await self._sent(sending, wire, url, self._verifying if verified else self._unverified)
        except (aiohttp.ClientError, ConnectionError) as error:
            raise _told(error) from error

    async def _sent(self, sending: Sending, wire: Wire, url: URL, context: ssl.SSLContext) -> Reply:
        async with self._session.request(
            sending.method,
            url,
            headers=wire.headers,
            data=sending.body,
            allow_redirects=False,
            ssl=context,
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=sending.timeout, sock_read=sending.timeout),
        ) as response:
            if response.status < 200:
                raise ConnectionFailed(Failure.PROTOCOL, f"status {response.status}")
            reply = Reply(url=sending.url, status=response.status, headers=response.raw_headers, method=sending.method)
            if sending.method == "HEAD":
                return reply
            limit = sending.limit(reply.header("content-type"))
            pieces = response.content.iter_any()
            body, is_whole = await wanted(pieces, reply.header("content-encoding"), limit)
            if not is_whole:
                response.close()  # what is left is not read
            return reply.with_body(body, complete=is_whole)

    async def close(self) -> None:
        """Close all connections."""
        await self._session.close()


def exact(wire: Wire) -> URL | None:
    """An address as aiohttp takes it; None where it would not go over the wire byte for byte: yarl drops an empty query."""
    url = URL(wire.origin + wire.target, encoded=True)
    return url if url.raw_path_qs == wire.target else None


def _told(error: aiohttp.ClientError | ConnectionError) -> Exception:
    """What went wrong, in the words of this room; what took too long is a TimeoutError already."""
    if isinstance(error, TimeoutError):
        return TimeoutError(str(error))
    return ConnectionFailed(_failure(error), _text(error))


def _failure(error: BaseException) -> Failure:
    if isinstance(error, aiohttp.ClientSSLError):
        return Failure.TLS
    if isinstance(error, aiohttp.ClientConnectorError):
        return Failure.REFUSED
    if isinstance(error, aiohttp.ServerDisconnectedError):
        return Failure.EMPTY_RESPONSE
    if isinstance(error, aiohttp.InvalidURL):
        return Failure.MALFORMED
    if isinstance(error, aiohttp.ClientPayloadError):
        return Failure.TRUNCATED
    return Failure.RESET if isinstance(error, (aiohttp.ClientOSError, ConnectionError)) else Failure.PROTOCOL


def _text(error: BaseException) -> str:
    """What a certificate's fault was is told in OpenSSL's words."""
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return str(error.certificate_error)
    if isinstance(error, aiohttp.ClientConnectorError):
        return str(error.os_error)
    if isinstance(error, aiohttp.ClientResponseError):
        return error.message
    return f"{type(error).__name__} {error}"
