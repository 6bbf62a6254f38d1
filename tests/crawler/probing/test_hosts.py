"""How hosts are told that were asked: by a real server that answers, fails, and comes back."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from config.monitor import Crawl, Probe
from crawler.probing.health import host_health, reachable
from crawler.records.observations import HostHealth, Target
from crawler.wire.asker import Asker
from crawler.wire.chase import Question
from demo.server import free_port
from tests.sites import Site

PROBE = Probe.model_validate(
    {"attempts": 2, "retry_pauses": (0.01,), "timeout": 2, "allow_private_hosts": ("127.0.0.1",)}
)


def nobody() -> str:
    """An address where nothing listens."""
    socket, port = free_port()
    socket.close()
    return f"http://127.0.0.1:{port}/"


@asynccontextmanager
async def asking(*configured: str) -> AsyncIterator[Asker]:
    made = Asker(Crawl(obey_robots=True, delay=0), PROBE, configured, "seed")
    try:
        yield made
    finally:
        await made.close()


def told(*urls: str, own: str = "", before: frozenset[str] = frozenset()) -> HostHealth:
    """The record of the only host after some addresses were asked."""

    async def ask() -> list[HostHealth]:
        async with asking(own) as made:
            for url in urls:
                await made.ask(Question(Target(url)))
            return await host_health(made, before)

    (record,) = asyncio.run(ask())
    return record


def answering(*urls: str, own: str = "", patiently: bool = False) -> dict[str, bool]:
    async def ask() -> dict[str, bool]:
        async with asking(own) as made:
            return await reachable(made, urls, patiently=patiently)

    return asyncio.run(ask())


def after_failing(site: Site, *, comes_back: bool) -> HostHealth:
    """The record of a host that answers once, then cuts its connections, for good or for one address."""

    async def ask() -> HostHealth:
        async with asking() as made:
            await made.ask(Question(Target(f"http://{site.name}/good")))
            site.cut_after = 1
            await made.ask(Question(Target(f"http://{site.name}/bad")))
            site.cut_after = 0 if comes_back else 1
            (record,) = await host_health(made, frozenset())
            return record

    return asyncio.run(ask())


def test_an_error_page_and_a_shut_site_are_answers_and_silence_is_none() -> None:
    with Site({"/robots.txt": "User-agent: *\nDisallow: /shut/", "/": (500, {}, b"")}) as site:
        urls = [f"http://{site.name}/", f"http://{site.name}/shut/", nobody()]
        assert list(answering(*urls, urls[-1], own=site.name).values()) == [True, True, False]
        assert site.requests["/shut/"] == 0


def test_one_that_is_asked_patiently_is_asked_again() -> None:
    with Site({"/": "<html></html>"}) as site:
        site.cut_after = 1
        url = f"http://{site.name}/"
        assert answering(url) == {url: False}
        once = site.requests["/"]
        assert answering(url, patiently=True) == {url: False}
    assert site.requests["/"] - once > once


def test_a_host_that_answered_is_alive_and_one_of_the_sites_is_told_as_that() -> None:
    with Site({"/": "<html></html>"}) as site:
        record = told(f"http://{site.name}/", own=site.name)
    assert record.reachable and record.was_reachable and record.configured
    assert (record.answered, record.failed) == (record.requests, 0)


def test_a_host_that_never_answered_is_out_of_reach_whatever_it_was_before() -> None:
    silent = nobody()
    record = told(silent, before=frozenset((silent.split("/")[2],)))
    assert not record.reachable and record.was_reachable and not record.configured
    assert record.failed >= 1 and record.answered == 0
    assert not told(silent).was_reachable


def test_a_host_that_failed_after_it_had_answered_is_asked_once_more_at_the_end() -> None:
    with Site({"/good": "<html></html>"}) as site:
        record = after_failing(site, comes_back=True)
        assert site.requests["/good"] == 2
    assert record.reachable and record.failed >= 1


def test_a_host_that_went_away_for_good_is_out_of_reach() -> None:
    with Site({"/good": "<html></html>"}) as site:
        assert not after_failing(site, comes_back=False).reachable
