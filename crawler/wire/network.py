"""Connections of all who ask: private addresses are never connected to, and the address judged is the one connected to."""

import asyncio
import socket
import ssl
from collections.abc import Iterable, Sequence
from ipaddress import ip_address
from typing import Any

import httpcore
import httpx
from anyio.abc import ByteStream, SocketAttribute
from httpcore._backends.anyio import AnyIOStream
from httpcore._utils import is_socket_readable

from crawler.addresses import is_private, literal_ip
from crawler.wire.failures import NameUnknown, PrivateAddress


class _Stream(AnyIOStream):
    """A connection that knows its socket: a pool looks at each idle one twice a request, and finding the socket cost most of that."""

    def __init__(self, stream: ByteStream) -> None:
        super().__init__(stream)
        self._socket = stream.extra(SocketAttribute.raw_socket, None)

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.AsyncNetworkStream:
        return _known(await super().start_tls(ssl_context, server_hostname, timeout))

    def get_extra_info(self, info: str) -> Any:
        return is_socket_readable(self._socket) if info == "is_readable" else super().get_extra_info(info)


def _known(stream: httpcore.AsyncNetworkStream) -> httpcore.AsyncNetworkStream:
    return _Stream(stream._stream) if type(stream) is AnyIOStream else stream


class GuardedBackend(httpcore.AnyIOBackend):
    """Resolves a name itself, refuses private answers, and connects to the very address that it judged."""

    def __init__(self, allowed: Iterable[str]) -> None:
        super().__init__()
        self.allowed = frozenset(host.lower() for host in allowed)

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        addresses = await self.resolve(host, port, timeout)
        last: Exception | None = None
        for address in addresses[:3]:
            try:
                return _known(await super().connect_tcp(address, port, timeout, local_address, socket_options))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
        raise last or NameUnknown(host)

    async def resolve(self, host: str, port: int, timeout: float | None) -> Sequence[str]:
        """The public addresses of a host; raise PrivateAddress where any is private and the host is not allowed."""
        name = host.strip("[]").lower()
        literal = literal_ip(name)
        addresses = [str(literal)] if literal is not None else await _look_up(name, port, timeout)
        if not (name in self.allowed or f"{name}:{port}" in self.allowed or f"[{name}]:{port}" in self.allowed):
            for address in addresses:
                if is_private(ip_address(address.partition("%")[0])):
                    raise PrivateAddress(f"{host} is {address}")
        return addresses


async def _look_up(name: str, port: int, timeout: float | None) -> list[str]:
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(timeout):
            found = await loop.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, TimeoutError) as error:
        raise NameUnknown(f"{name}: {error}") from error
    return list(dict.fromkeys(str(item[4][0]) for item in found))


def guarded_transport(
    allowed: Iterable[str], *, verify: ssl.SSLContext | bool, connections: int, http2: bool = False
) -> httpx.AsyncHTTPTransport:
    """An httpx transport whose connections go through the guard; `http2` offers it to the hosts, who choose."""
    limits = httpx.Limits(max_connections=connections, max_keepalive_connections=connections, keepalive_expiry=10)
    transport = httpx.AsyncHTTPTransport(verify=verify, http2=http2, limits=limits, retries=0)
    transport._pool._network_backend = GuardedBackend(allowed)  # httpx offers no public way to hand a backend over
    return transport
