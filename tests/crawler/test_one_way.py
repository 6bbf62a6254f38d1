"""Whoever asks an address, its verdict is the same: spider, prober and inspect over the table of failing servers, and roles exchanged."""

import asyncio
import pickle
import threading
import tracemalloc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pytest

from checks.verdicts import judge
from config.monitor import Crawl, Policies, Probe
from config.schema import SiteKind
from config.settings import SectionPlace
from crawler.addresses import canonical
from crawler.engines.base import run_crawls
from crawler.engines.local import local_executor
from crawler.job import CrawlJob
from crawler.probing.conclude import conclude
from crawler.probing.prober import Prober
from crawler.records.items import PageExtract, PageLinks
from crawler.records.observations import Answer, Known, Observation, PageSeen, Target
from crawler.wire.asker import Asker
from crawler.wire.chase import Question
from tests.crawler.failing import FailingServer, serving
from tests.crawler.test_verdicts import STRICT

PROBE = Probe(attempts=3, retry_pauses=(0.01, 0.02), timeout=2)
CRAWL = Crawl(delay=0, timeout=2, requests_per_host=8)
SLOW = ("/never", "/drip")


@dataclass
class FileStore:
    """A store of a crawl's process: nothing is known before, and what was answered lies in a file after."""

    path: Path
    answers: list[Answer] = field(default_factory=list)

    def known(self, hosts: Sequence[str]) -> dict[str, Known]:
        return {}

    def tonight(self, hosts: Sequence[str]) -> dict[str, Answer]:
        return {}

    def extract(self, key: str) -> PageExtract | None:
        return None

    def body(self, digest: str) -> bytes | None:
        return None

    def links(self, key: str) -> PageLinks | None:
        return None

    def expect(self, key: str) -> None:
        return None

    def holds(self, digest: str) -> bool:
        return True

    def add(self, batch: Iterable[Observation]) -> None:
        self.answers += [item.answer for item in batch if type(item) is PageSeen]

    def close(self) -> None:
        self.path.write_bytes(pickle.dumps(self.answers))


@contextmanager
def running(server: FailingServer) -> Iterator[FailingServer]:
    """A server in a thread of its own, for a crawl in a process of its own."""
    loop = asyncio.new_event_loop()
    begun, end = threading.Event(), asyncio.Event()

    async def serve() -> None:
        async with serving(server):
            begun.set()
            await end.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    begun.wait()
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(end.set)
        thread.join()
        loop.close()


def walked(server: FailingServer, folder: Path) -> dict[str, Answer]:
    """What the spider says of everything that `/all/` links to; what it leaves to the prober is not among it."""
    home = f"http://{server.name}/all/"
    section = SectionPlace("portal", SiteKind.PORTAL, "jyj", home, (f"http://{server.name}/",), ())
    job = CrawlJob(
        name=server.name,
        hosts=(server.name,),
        sections=(section,),
        walked=(section.key,),
        crawl=CRAWL,
        probe=PROBE,
        policies=Policies(),
        reference=datetime(2026, 11, 25, tzinfo=UTC),
        floor=date(2026, 10, 1),
        seed="seed",
    )
    with local_executor(1) as executor:
        [report] = run_crawls([job], partial(FileStore, folder / "answers"), executor)
    assert report.error == ""
    return {answer.url: answer for answer in pickle.loads((folder / "answers").read_bytes())}


async def probed(server: FailingServer, urls: Iterable[str]) -> dict[str, Answer]:
    asker = Asker(CRAWL, PROBE, (server.name,), "seed")
    answers: list[Answer] = []
    try:
        await Prober(asker).probe_all([Target(canonical(url), url) for url in urls], answers.extend)
    finally:
        await asker.close()
    return {answer.url: answer for answer in answers}


async def inspected(server: FailingServer, urls: Iterable[str]) -> dict[str, Answer]:
    asker = Asker(CRAWL, PROBE, (server.name,), "inspect")

    async def look(url: str) -> Answer:
        return conclude(await asker.ask(Question(Target(canonical(url), url), whole=CRAWL.max_body)))

    try:
        found = await asyncio.gather(*map(look, urls))
    finally:
        await asker.close()
    return {answer.url: answer for answer in found}


def verdicts(answers: dict[str, Answer]) -> dict[str, tuple[str, str]]:
    return {url: (judged.verdict.value, judged.reason) for url, answer in answers.items() if (judged := judge(answer))}


FIRST_TIME_ONLY = ("/busy-once", "/slow-down", "/slow-down-date")
ROWS = tuple(path for path in STRICT if path not in (*FIRST_TIME_ONLY, *SLOW))


def test_spider_prober_and_inspect_judge_each_row_of_the_table_alike(tmp_path: Path) -> None:
    with running(FailingServer(links=ROWS)) as server:
        urls = [f"http://{server.name}{path}" for path in ROWS]
        by_spider = verdicts(walked(server, tmp_path))
        by_prober = verdicts(asyncio.run(probed(server, urls)))
        by_inspect = verdicts(asyncio.run(inspected(server, urls)))
    rows = [(path, by_spider.get(url), by_prober[url], by_inspect[url]) for path, url in zip(ROWS, urls, strict=True)]
    assert sum(row[1] is not None for row in rows) > len(rows) * 0.8
    assert [row for row in rows if {row[1] or row[2], row[3]} != {row[2]} or row[2] != STRICT[row[0]]] == []


def test_five_hundred_addresses_have_the_same_verdict_with_roles_exchanged(tmp_path: Path) -> None:
    kinds = [path for path in ROWS if not path.startswith(("/hops", "/endless", "/bomb", "/big"))]
    paths = tuple(f"{kinds[number % len(kinds)]}?n={number}" for number in range(500))
    with running(FailingServer(links=paths)) as server:
        urls = [f"http://{server.name}{path}" for path in paths]
        by_spider = verdicts(walked(server, tmp_path))
        by_prober = verdicts(asyncio.run(probed(server, urls)))
    assert len(by_prober) == 500
    both = by_prober.keys() & by_spider.keys()
    assert len(both) > 400
    assert {url: (by_spider[url], by_prober[url]) for url in both if by_spider[url] != by_prober[url]} == {}


@pytest.mark.parametrize("path", ["/bomb", "/layers", "/brotli", "/damaged", "/big-header"])
def test_one_link_costs_at_most_32_megabytes_whatever_its_encoding(path: str) -> None:
    async def run() -> int:
        async with serving(FailingServer()) as server:
            await probed(server, [f"http://{server.name}/ok"])
            tracemalloc.start()
            try:
                await probed(server, [f"http://{server.name}{path}"])
                return tracemalloc.get_traced_memory()[1]
            finally:
                tracemalloc.stop()

    assert asyncio.run(run()) < 32_000_000


@pytest.mark.parametrize("order", [1, -1])
def test_a_neighbours_cookies_change_no_verdict(order: int) -> None:
    async def run() -> dict[str, tuple[str, str]]:
        async with serving(FailingServer()) as server:
            base = f"http://{server.name}"
            urls = [
                f"{base}{path}" for path in ("/bait", "/hurt-by-cookies", "/ok", "/status/404", "/hurt-by-cookies?2")
            ]
            found = verdicts(await probed(server, urls[::order]))
            return {url.removeprefix(base): verdict for url, verdict in found.items()}

    found = asyncio.run(run())
    assert found.pop("/status/404") == ("broken", "http_404")
    assert set(found.values()) == {("ok", "ok")}


def test_a_hostile_neighbour_is_its_own_fault_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def conclude_or_die(outcome: object) -> Answer:
        if "/bomb" in outcome.answer.url:  # type: ignore[attr-defined]
            raise MemoryError
        return conclude(outcome)  # type: ignore[arg-type]

    async def run() -> dict[str, tuple[str, str]]:
        monkeypatch.setattr("crawler.probing.prober.conclude", conclude_or_die)
        async with serving(FailingServer()) as server:
            found = verdicts(
                await probed(server, [f"http://{server.name}{path}" for path in ("/bomb", "/ok", "/layers")])
            )
            return {url.rpartition("/")[2]: verdict for url, verdict in found.items()}

    assert asyncio.run(run()) == {
        "bomb": ("inconclusive", "unreadable"), "ok": ("ok", "ok"), "layers": ("inconclusive", "unreadable"),
    }  # fmt: skip
