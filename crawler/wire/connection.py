"""Looks at a host's connection under the guard: whether https works, how long its certificate lasts, whether it has an IPv6 address.

The connection is closed once it stands: nothing is asked over it.
"""

import asyncio
import socket
import ssl
from collections.abc import Iterable
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from crawler.addresses import literal_ip
from crawler.records.connection import Connection, Https
from crawler.wire.failures import EXPECTED
from crawler.wire.network import Guard

PORT = 443
_EXPIRED = 10
"""X509_V_ERR_CERT_HAS_EXPIRED of OpenSSL."""


async def look_at(home: str, allowed: Iterable[str], timeout: float) -> Connection:
    """One look at the host of a home page; a home without https is asked at the usual port. Raises nothing of the network."""
    parts = urlsplit(home)
    host = parts.hostname or ""
    port = (parts.port or PORT) if parts.scheme == "https" else PORT
    https, until = await _secure(Guard(allowed), host, port, timeout)
    return Connection(https, until, await _has_ipv6(host, timeout))


async def _secure(guard: Guard, host: str, port: int, timeout: float) -> tuple[Https, date | None]:
    try:
        shown = (await guard.secured(host, port, ssl.create_default_context(), timeout)).getpeercert()
    except ConnectionRefusedError:
        return Https.CLOSED, None
    except ssl.SSLError as error:
        is_expired = isinstance(error, ssl.SSLCertVerificationError) and error.verify_code == _EXPIRED
        return (Https.EXPIRED if is_expired else Https.FAULTY), None
    except EXPECTED:
        return Https.UNKNOWN, None
    assert shown is not None
    until = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(shown["notAfter"])), UTC).date()
    return Https.WORKS, until


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
