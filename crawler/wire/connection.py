"""Looks at a host's connection under the guard: whether https works, how long its certificate lasts, whether it has an IPv6 address.

The connection is closed once it stands: nothing is asked over it.
"""

import asyncio
import socket
import ssl
from collections.abc import Iterable
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

import httpcore

from crawler.addresses import literal_ip
from crawler.records.connection import Connection, Https
from crawler.wire.failures import NameUnknown, PrivateAddress
from crawler.wire.network import GuardedBackend

PORT = 443
_EXPIRED = 10
"""X509_V_ERR_CERT_HAS_EXPIRED of OpenSSL."""


async def look_at(home: str, allowed: Iterable[str], timeout: float) -> Connection:
    """One look at the host of a home page; a home without https is asked at the usual port. Raises nothing of the network."""
    parts = urlsplit(home)
    host = parts.hostname or ""
    port = (parts.port or PORT) if parts.scheme == "https" else PORT
    try:
        async with asyncio.timeout(timeout):
            https, until = await _secure(GuardedBackend(allowed), host, port, timeout)
    except (TimeoutError, httpcore.TimeoutException, NameUnknown, PrivateAddress):
        https, until = Https.UNKNOWN, None
    return Connection(https, until, await _has_ipv6(host, timeout))


async def _secure(guard: GuardedBackend, host: str, port: int, timeout: float) -> tuple[Https, date | None]:
    try:
        stream = await guard.connect_tcp(host, port, timeout)
    except httpcore.ConnectError as error:
        return (Https.CLOSED if _is_refused(error) else Https.UNKNOWN), None
    try:
        secured = await stream.start_tls(ssl.create_default_context(), host, timeout)
    except httpcore.ConnectError as error:
        await stream.aclose()
        return _fault(error.__cause__), None
    try:
        shown = secured.get_extra_info("ssl_object").getpeercert()
    finally:
        await secured.aclose()
    until = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(shown["notAfter"])), UTC).date()
    return Https.WORKS, until


def _is_refused(error: BaseException | None) -> bool:
    """Whether the host itself said that nobody listens; libraries wrap that in several layers."""
    while error is not None:
        if isinstance(error, ConnectionRefusedError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _fault(cause: BaseException | None) -> Https:
    if isinstance(cause, ssl.SSLCertVerificationError):
        return Https.EXPIRED if cause.verify_code == _EXPIRED else Https.FAULTY
    return Https.FAULTY if isinstance(cause, ssl.SSLError) else Https.UNKNOWN


async def _has_ipv6(host: str, timeout: float) -> bool | None:
    """Whether a name has an IPv6 address; None for a literal address, and where names cannot be looked up now."""
    if literal_ip(host) is not None:
        return None
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(timeout):
            found = await loop.getaddrinfo(host, PORT, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, TimeoutError):
        return None
    return any(family is socket.AF_INET6 for family, *_ in found)
