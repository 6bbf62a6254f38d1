"""Connections that are kept: one that the host has closed meanwhile is not used again."""

import asyncio
import ssl

import trustme

from crawler.wire.client import Client
from crawler.wire.sending import Sending

ANSWER = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 2\r\n\r\nok"


async def _asked_twice(server_context: ssl.SSLContext | None, pause: float, *, closes: bool) -> tuple[list[int], int]:
    """The statuses of two questions, and over how many connections they came."""
    connections: list[asyncio.Task[None] | None] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.append(asyncio.current_task())
        while await reader.readline():
            while (await reader.readline()).strip():
                pass
            writer.write(ANSWER)
            await writer.drain()
            if closes:
                break
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=server_context)
    host = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    client = Client("tests", [host])
    sending = Sending(f"{'https' if server_context else 'http'}://{host}/", 5, lambda _: 1000)
    statuses = []
    async with server:
        for _ in range(2):
            statuses.append((await client.send(sending)).status)
            await asyncio.sleep(pause)
        await client.close()
        await asyncio.wait([task for task in connections if task is not None])
    return statuses, len(connections)


def test_a_connection_that_stays_open_is_used_again() -> None:
    assert asyncio.run(_asked_twice(None, 0.05, closes=False)) == ([200, 200], 1)


def test_a_secured_connection_that_stays_open_is_used_again() -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    assert asyncio.run(_asked_twice(context, 0.05, closes=False)) == ([200, 200], 1)


def test_a_connection_that_the_host_closed_is_not_used_again() -> None:
    assert asyncio.run(_asked_twice(None, 0.05, closes=True)) == ([200, 200], 2)
