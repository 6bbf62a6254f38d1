"""Hosts that speak HTTP/2 and nothing else. All others are asked in HTTP/1.1, and told apart by what their TLS chooses.

Each request to such a host has a connection of its own: httpcore does not reset a stream whose body is not wanted to its
end, and a connection that others share would be full of them after a hundred answers.
"""

import ssl
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import httpcore
import httpx
from h2.exceptions import H2Error

from crawler.addresses import host_of
from crawler.wire.failures import EXPECTED
from crawler.wire.network import GuardedBackend, guarded_transport
from crawler.wire.reply import Reply

_OFFERED = ["http/1.1", "h2"]
"""As httpcore offers it: the look and the request must be answered by the same choice."""
_NOT_THIS_VERSION = frozenset((426, 505))


class Http2Hosts:
    """What is known tonight of the hosts' languages; `allowed` are the private hosts that may be connected to."""

    def __init__(self, allowed: Iterable[str]) -> None:
        self._allowed = tuple(allowed)
        self._guard = GuardedBackend(self._allowed)
        self._verifying: ssl.SSLContext | None = None
        self._only: set[str] = set()
        self._others: set[str] = set()

    def knows(self, url: str) -> bool:
        """Whether a host has answered in HTTP/2 and in nothing else."""
        return host_of(url) in self._only

    def heard(self, url: str, *, in_http2: bool) -> None:
        """Remember in what a host answered."""
        (self._only if in_http2 else self._others).add(host_of(url))

    def may_be(self, url: str, came: Reply | httpx.TransportError) -> bool:
        """Whether what came of HTTP/1.1 may mean that a host does not speak it: it never answered in it."""
        if not url.startswith("https:") or host_of(url) in self._others:
            return False
        if isinstance(came, Reply):
            return came.status in _NOT_THIS_VERSION
        return not isinstance(came, httpx.TimeoutException) and (
            not isinstance(came, httpx.ConnectError) or _is_refused_by_name(came)
        )

    async def chosen(self, url: str, timeout: float) -> bool:
        """Whether a host chooses HTTP/2 where both are offered; nothing is asked. Raises nothing of the network."""
        parts = urlsplit(url)
        host = parts.hostname or ""
        try:
            stream = await self._guard.connect_tcp(host, parts.port or 443, timeout)
            try:
                stream = await stream.start_tls(_looking(), host, timeout)
                return bool(stream.get_extra_info("ssl_object").selected_alpn_protocol() == "h2")
            finally:
                await stream.aclose()
        except (*EXPECTED, httpcore.NetworkError, httpcore.TimeoutException):
            return False

    @asynccontextmanager
    async def transport(self, *, verified: bool) -> AsyncIterator[httpx.AsyncHTTPTransport]:
        """A transport for one request. Raises `failures.EXPECTED`."""
        if self._verifying is None:
            self._verifying = ssl.create_default_context()
        verify = self._verifying if verified else False
        made = guarded_transport(self._allowed, verify=verify, connections=1, http2=True)
        try:
            yield made
        except H2Error as error:  # httpcore lets it through while a body comes
            raise httpx.RemoteProtocolError(f"{type(error).__name__}: {error}") from error
        finally:
            await made.aclose()


def _is_refused_by_name(error: httpx.ConnectError) -> bool:
    """Whether a handshake ended because the host speaks none of what was offered (RFC 7301, 3.2)."""
    return "no_application_protocol" in str(error).lower().replace(" ", "_")


def _looking() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE  # what is wrong with a certificate is told by the request
    context.set_alpn_protocols(_OFFERED)
    return context
