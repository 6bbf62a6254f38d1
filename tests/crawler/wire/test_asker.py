"""The one way of asking: what a host says to one question holds for those that wait for their turn."""

import asyncio

from config.monitor import Crawl, Probe
from crawler.records.observations import Answer, Failure, Target
from crawler.wire.asker import Asker
from crawler.wire.chase import Question

CLOSED = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 86400\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


async def _asked_together(count: int) -> tuple[list[Answer], int]:
    """What a host that wants to be left alone is said to answer, and how often it was asked."""
    asked = 0

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal asked
        asked += 1
        await reader.readuntil(b"\r\n\r\n")
        writer.write(CLOSED)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    name = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    crawl = Crawl(delay=0, requests_per_host=1, obey_robots=False)
    asker = Asker(crawl, Probe(attempts=3, retry_pauses=(0.01, 0.01)), [name], "seed")
    urls = [f"http://{name}/{number}" for number in range(count)]
    async with server:
        outcomes = await asyncio.gather(*(asker.ask(Question(Target(url))) for url in urls))
        await asker.close()
    return [outcome.answer for outcome in outcomes], asked


def test_a_host_that_wants_to_be_left_alone_is_not_asked_what_waited_for_its_turn() -> None:
    answers, asked = asyncio.run(_asked_together(4))
    assert asked == 1
    assert [answer.failure for answer in answers[1:]] == [Failure.LIMIT] * 3
