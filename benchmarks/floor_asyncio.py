"""An asyncio client that only fetches: every page and every link of a site once, links found by lxml."""

import asyncio
import sys
from urllib.parse import urljoin, urlsplit

import aiohttp
from lxml import html

REFERENCES = ("a/@href", "area/@href", "img/@src", "link/@href", "script/@src")


async def fetch_all(homes: list[str], tasks: int) -> int:
    """Ask for everything that can be reached from the homes; how much that was."""
    hosts = {urlsplit(home).netloc for home in homes}
    seen = set(homes)
    queue: asyncio.Queue[str] = asyncio.Queue()
    for home in homes:
        queue.put_nowait(home)

    async def work(session: aiohttp.ClientSession) -> None:
        while True:
            url = await queue.get()
            try:
                async with session.get(url) as response:
                    body = await response.read()
                    if "html" in response.content_type and urlsplit(url).netloc in hosts and body:
                        for found in links(url, body):
                            if found not in seen:
                                seen.add(found)
                                queue.put_nowait(found)
            except (aiohttp.ClientError, TimeoutError, ValueError):
                pass
            finally:
                queue.task_done()

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=tasks)) as session:
        workers = [asyncio.create_task(work(session)) for _ in range(tasks)]
        await queue.join()
        for worker in workers:
            worker.cancel()
    return len(seen)


def links(url: str, body: bytes) -> list[str]:
    """The addresses that a page refers to."""
    root = html.fromstring(body)
    found = []
    for reference in REFERENCES:
        for value in root.xpath(f"//{reference}"):
            address = urljoin(url, str(value).strip()).partition("#")[0]
            if address.startswith(("http://", "https://")):
                found.append(address)
    return found


if __name__ == "__main__":
    print(asyncio.run(fetch_all(sys.argv[2:], int(sys.argv[1]))))
