"""Connections are kept and used again, and never past what a server or an answer leaves of them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from crawler.wire import line as one
from crawler.wire.client import Client, Sending
from crawler.wire.reply import Reply

BODY = b"x" * 5000
WHOLE = b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\nContent-Type: text/html\r\n\r\n" + BODY
CLOSING = WHOLE.replace(b"\r\nContent-Type", b"\r\nConnection: close\r\nContent-Type")


@dataclass
class Server:
    """Counts connections and requests; answers each request with the same bytes."""

    answer: bytes
    closes: bool = False
    """Whether it closes after each answer without a word."""
    port: int = 0
    connections: int = 0
    requests: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/a"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while True:
                await reader.readuntil(b"\r\n\r\n")
                self.requests += 1
                writer.write(self.answer)
                await writer.drain()
                if self.closes:
                    return
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            writer.close()


@asynccontextmanager
async def serving(*servers: Server) -> AsyncIterator[Client]:
    started = []
    for server in servers:
        listening = await asyncio.start_server(server.serve, "127.0.0.1")
        server.port = listening.sockets[0].getsockname()[1]
        started.append(listening)
    client = Client("hongqiao", ["127.0.0.1"], 2)
    try:
        yield client
    finally:
        await client.close()
        for listening in started:
            listening.close()


async def ask(client: Client, server: Server, limit: int = 10_000) -> Reply:
    return await client.send(Sending(url=server.url, timeout=5, limit=lambda _: limit))


def run(test: Callable[[Client], Awaitable[None]], *servers: Server) -> None:
    async def whole() -> None:
        async with serving(*servers) as client:
            await test(client)

    asyncio.run(whole())


def test_one_connection_serves_one_request_after_another() -> None:
    server = Server(WHOLE)

    async def test(client: Client) -> None:
        for _ in range(5):
            assert (await ask(client, server)).body == BODY

    run(test, server)
    assert (server.connections, server.requests) == (1, 5)


def test_requests_at_the_same_time_have_connections_of_their_own() -> None:
    server = Server(WHOLE)

    async def test(client: Client) -> None:
        await asyncio.gather(*(ask(client, server) for _ in range(4)))

    run(test, server)
    assert server.connections == 4


def test_a_connection_that_the_server_closed_while_it_rested_is_not_used_again() -> None:
    server = Server(WHOLE, closes=True)

    async def test(client: Client) -> None:
        for _ in range(3):
            assert (await ask(client, server)).status == 200
            await asyncio.sleep(0.05)

    run(test, server)
    assert server.connections == 3


def test_a_connection_is_not_used_again_where_the_answer_says_so() -> None:
    server = Server(CLOSING)

    async def test(client: Client) -> None:
        for _ in range(3):
            assert (await ask(client, server)).body == BODY

    run(test, server)
    assert server.connections == 3


def test_a_connection_whose_answer_was_not_read_to_its_end_is_closed() -> None:
    server = Server(WHOLE)

    async def test(client: Client) -> None:
        for _ in range(2):
            reply = await ask(client, server, limit=100)
            assert (len(reply.body), reply.complete) == (100, False)

    run(test, server)
    assert server.connections == 2


def test_a_connection_that_rested_too_long_is_not_used_again() -> None:
    server = Server(WHOLE)
    before, one.IDLE_SECONDS = one.IDLE_SECONDS, 0.01

    async def test(client: Client) -> None:
        for _ in range(2):
            await ask(client, server)
            await asyncio.sleep(0.05)

    try:
        run(test, server)
    finally:
        one.IDLE_SECONDS = before
    assert server.connections == 2


def test_of_many_resting_connections_the_longest_unused_are_closed() -> None:
    servers = [Server(WHOLE) for _ in range(4)]

    async def test(client: Client) -> None:
        for server in servers:
            await ask(client, server)
        await asyncio.sleep(0.05)
        for server in (servers[3], servers[0]):
            await ask(client, server)

    run(test, *servers)
    assert [server.connections for server in servers] == [2, 1, 1, 1]
