"""Answers that are no good HTTP: what browsers show is shown, what broke is broken, and no host is asked twice for long."""

import asyncio
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from crawler.records.observations import Failure
from crawler.wire.client import Client
from crawler.wire.failures import EXPECTED, failure_of
from crawler.wire.sending import Sending

BODY = b"<html><body>" + b"x" * 200 + b"</body></html>"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
LENGTH = b"Content-Length: %d\r\n" % len(BODY)
CHUNKED = b"Transfer-Encoding: chunked\r\n"
CHUNKS = b"%x\r\n%s\r\n0\r\n\r\n" % (len(BODY), BODY)


@asynccontextmanager
async def saying(answer: bytes, *, resets: bool = False) -> AsyncIterator[tuple[str, list[bytes]]]:
    """A host that gives each request the same bytes and closes, or resets; with the targets that it was asked for."""
    targets: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        targets.append((await reader.readuntil(b"\r\n\r\n")).split(b" ", 2)[1])
        writer.write(answer)
        await writer.drain()
        if resets:
            await asyncio.sleep(0.02)
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}", targets


async def _told(host: str, *paths: str) -> list[tuple[int, bytes] | Failure]:
    """What each address gives, by one client."""
    client = Client("tests", [host])
    told: list[tuple[int, bytes] | Failure] = []
    try:
        for path in paths:
            try:
                reply = await client.send(Sending(f"http://{host}{path}", 5, lambda _: 100_000))
                told.append((reply.status, reply.body))
            except EXPECTED as error:
                told.append(failure_of(error))
    finally:
        await client.close()
    return told


def answers(answer: bytes, *, resets: bool = False) -> tuple[list[tuple[int, bytes] | Failure], int]:
    """What two addresses of such a host give, and the requests that it got."""

    async def run() -> tuple[list[tuple[int, bytes] | Failure], int]:
        async with saying(answer, resets=resets) as (host, targets):
            return await _told(host, "/1", "/2"), len(targets)

    return asyncio.run(run())


SHOWN = {
    "length and chunks": HEAD + LENGTH + CHUNKED + b"\r\n" + CHUNKS,
    "chunked said twice": HEAD + CHUNKED + CHUNKED + b"\r\n" + CHUNKS,
    "bare line feeds": (HEAD + LENGTH + b"\r\n").replace(b"\r\n", b"\n") + BODY,
    "no reason": b"HTTP/1.1 200\r\n" + LENGTH + b"\r\n" + BODY,
    "HTTP/1.0 without a length": b"HTTP/1.0 200 OK\r\n\r\n" + BODY,
    "empty lines first": b"\r\n\r\n" + HEAD + LENGTH + b"\r\n" + BODY,
    "the same length twice": HEAD + LENGTH + LENGTH + b"\r\n" + BODY,
    "more than its length": HEAD + LENGTH + b"\r\n" + BODY + b"<!-- more -->",
    "spaces after a chunk's size": HEAD + CHUNKED + b"\r\n%x  \r\n%s\r\n0\r\n\r\n" % (len(BODY), BODY),
    "early hints": b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + HEAD + LENGTH + b"\r\n" + BODY,
    "a folded header": HEAD + b"X: a\r\n b\r\n" + LENGTH + b"\r\n" + BODY,
    "a header in GBK": HEAD + b"X: \xd6\xd0\xce\xc4\r\n" + LENGTH + b"\r\n" + BODY,
    "a reason in GBK": b"HTTP/1.1 200 \xd6\xd0\r\n" + LENGTH + b"\r\n" + BODY,
    "three hundred headers": HEAD + b"".join(b"X-%d: y\r\n" % n for n in range(300)) + LENGTH + b"\r\n" + BODY,
    "a cookie of 60 kB": HEAD + b"Set-Cookie: a=" + b"x" * 60_000 + b"\r\n" + LENGTH + b"\r\n" + BODY,
}


@pytest.mark.parametrize("name", SHOWN)
def test_what_a_browser_shows_is_read_and_its_host_asked_once_more_at_most(name: str) -> None:
    told, requests = answers(SHOWN[name])
    assert told == [(200, BODY), (200, BODY)]
    assert requests <= 3, "who was refused once is asked the other way from then on"


BROKEN = {
    "no HTTP": (BODY, Failure.EMPTY_RESPONSE),
    "nothing": (b"", Failure.EMPTY_RESPONSE),
    "half a header": (HEAD + b"Content-Le", Failure.EMPTY_RESPONSE),
    "less than its length": (HEAD + b"Content-Length: 5000\r\n\r\n" + BODY, Failure.TRUNCATED),
    "a chunk cut off": (HEAD + CHUNKED + b"\r\n%x\r\n%s" % (len(BODY) + 9, BODY), Failure.TRUNCATED),
    "no last chunk": (HEAD + CHUNKED + b"\r\n%x\r\n%s\r\n" % (len(BODY), BODY), Failure.TRUNCATED),
    "a chunk's size that is none": (HEAD + CHUNKED + b"\r\nzz\r\nabc\r\n0\r\n\r\n", Failure.PROTOCOL),
    "two lengths": (HEAD + LENGTH + b"Content-Length: 5\r\n\r\n" + BODY, Failure.PROTOCOL),
    "switching unasked": (b"HTTP/1.1 101 Switching\r\nUpgrade: h2c\r\n\r\n" + BODY, Failure.PROTOCOL),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_no_browser_shows_is_broken(name: str) -> None:
    answer, failure = BROKEN[name]
    assert answers(answer)[0] == [failure, failure]


@pytest.mark.parametrize("header", [LENGTH.replace(b"226", b"5000"), CHUNKED, b""], ids=["length", "chunks", "neither"])
def test_a_body_that_ends_with_a_reset_is_not_whole(header: bytes) -> None:
    start = b"%x\r\n" % (len(BODY) + 9) if header == CHUNKED else b""
    assert answers(HEAD + header + b"\r\n" + start + BODY, resets=True) == ([Failure.RESET, Failure.RESET], 2)


@pytest.mark.parametrize("path", ["/a?", "/a//b/../c?x=[1]|2&&3", "/%zz/100%.doc", "//x/y?a=b?c"])
def test_an_address_arrives_byte_for_byte(path: str) -> None:
    async def run() -> list[bytes]:
        async with saying(HEAD + LENGTH + b"\r\n" + BODY) as (host, targets):
            await _told(host, path)
            return targets

    assert asyncio.run(run()) == [path.encode()]


def test_a_host_that_fails_is_asked_once_by_one_question() -> None:
    assert answers(b"", resets=True) == ([Failure.RESET, Failure.RESET], 2)
