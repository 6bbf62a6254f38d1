"""The guard of all who ask: private addresses are never connected to, and the address judged is the one connected to."""

import asyncio
import socket
import ssl
from collections.abc import Iterable, Sequence
from ipaddress import ip_address

from crawler.addresses import is_private, literal_ip
from crawler.wire.failures import NameUnknown, PrivateAddress

MOST_TRIED = 3
"""Addresses of one name that are tried."""


class Guard:
    """Resolves names itself and refuses private answers; whoever connects does so to the very addresses that it judged."""

    def __init__(self, allowed: Iterable[str]) -> None:
        self.allowed = frozenset(host.lower() for host in allowed)

    async def resolve(self, host: str, port: int, timeout: float | None) -> Sequence[str]:
        """The public addresses of a host; raise PrivateAddress where any is private and the host is not allowed."""
        name = host.strip("[]").lower()
        literal = literal_ip(name)
        addresses = [str(literal)] if literal is not None else await _look_up(name, port, timeout)
        if not (name in self.allowed or f"{name}:{port}" in self.allowed or f"[{name}]:{port}" in self.allowed):
            for address in addresses:
                if is_private(ip_address(address.partition("%")[0])):
                    raise PrivateAddress(f"{host} is {address}")
        return addresses[:MOST_TRIED]

    async def secured(self, host: str, port: int, context: ssl.SSLContext, timeout: float) -> ssl.SSLObject:
        """What TLS says of a connection, which is closed once it stands: nothing is asked over it. Raises `failures.EXPECTED`."""
        async with asyncio.timeout(timeout):
            last: OSError | None = None
            for address in await self.resolve(host, port, timeout):
                try:
                    _, writer = await asyncio.open_connection(address, port)
                except OSError as error:
                    last = error
                    continue
                try:
                    await writer.start_tls(context, server_hostname=host)
                    shown: ssl.SSLObject = writer.get_extra_info("ssl_object")
                    return shown
                finally:
                    writer.close()
        raise last or NameUnknown(host)


def unverified(offered: list[str]) -> ssl.SSLContext:
    """TLS that believes any certificate and offers these protocols: what is wrong with a certificate is told by who verifies."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_alpn_protocols(offered)
    return context


async def _look_up(name: str, port: int, timeout: float | None) -> list[str]:
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(timeout):
            found = await loop.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, TimeoutError) as error:
        raise NameUnknown(f"{name}: {error}") from error
    return list(dict.fromkeys(str(item[4][0]) for item in found))
