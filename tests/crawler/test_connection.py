"""A host's connection, looked at over real TLS on loopback with certificates made here."""

import asyncio
import socket
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme

from crawler.records.connection import Connection, Https
from crawler.wire.connection import look_at
from tests.crawler.failing import FailingServer, serving

LAST = datetime.now(UTC).replace(microsecond=0) + timedelta(days=12)


async def _seen(certificate: trustme.LeafCert, allowed: bool = True) -> tuple[Connection, int]:
    """What is seen of a server with a certificate, and the requests that it got."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    certificate.configure_cert(context)
    server = FailingServer()
    async with serving(server, context):
        seen = await look_at(f"https://{server.name}/", [server.name] if allowed else [], 5)
    return seen, len(server.raw)


@pytest.mark.parametrize(
    ("names", "trusted", "last", "expected"),
    [
        ("127.0.0.1", True, LAST, Connection(Https.WORKS, LAST.date())),
        ("other.example", True, LAST, Connection(Https.FAULTY)),
        ("127.0.0.1", False, LAST, Connection(Https.FAULTY)),
        ("127.0.0.1", True, LAST - timedelta(days=13), Connection(Https.EXPIRED)),
    ],
)
def test_a_certificate_tells_its_last_day_where_it_is_trusted(
    names: str, trusted: bool, last: datetime, expected: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = trustme.CA()
    (authority if trusted else trustme.CA()).cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    seen, requests = asyncio.run(_seen(authority.issue_cert(names, not_after=last)))
    assert (seen, requests) == (expected, 0)


def test_a_private_host_that_is_not_ours_is_not_connected_to() -> None:
    assert asyncio.run(_seen(trustme.CA().issue_cert("127.0.0.1"), allowed=False))[0].https is Https.UNKNOWN


def test_a_port_where_nobody_listens_has_no_https() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        name = f"127.0.0.1:{free.getsockname()[1]}"
    assert asyncio.run(look_at(f"https://{name}/", [name], 5)) == Connection(Https.CLOSED)


def test_a_name_that_nobody_knows_tells_nothing() -> None:
    assert asyncio.run(look_at("https://unknown.invalid/", [], 5)) == Connection(Https.UNKNOWN)


@pytest.mark.parametrize(
    ("families", "expected"), [([socket.AF_INET], False), ([socket.AF_INET, socket.AF_INET6], True)]
)
def test_an_ipv6_address_is_one_that_the_name_has(
    families: list[socket.AddressFamily], expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def known(*_: object, **__: object) -> list[object]:
        hosts = {socket.AF_INET: ("127.0.0.1", 1), socket.AF_INET6: ("::1", 1, 0, 0)}
        return [(family, socket.SOCK_STREAM, 6, "", hosts[family]) for family in families]

    monkeypatch.setattr(socket, "getaddrinfo", known)
    assert asyncio.run(look_at("https://h.example/", [], 5)).ipv6 is expected
