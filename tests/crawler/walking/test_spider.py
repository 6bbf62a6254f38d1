"""The spider without its engine: requests are answered by hand, and what they lead to is asked and kept."""

import asyncio
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure as TwistedFailure

from crawler.records.observations import Answer, ColumnWalk, EntrySeen, Failure, Known, PageSeen, SectionWalk
from crawler.walking.handler import AskingHandler
from crawler.walking.spider import SectionSpider
from crawler.wire.chase import Outcome
from tests.crawler.walking.builders import HOST, NOW, MemoryStore, column, job, outcome, rows, section

JYJ = section("jyj", (column("gzdt", "/jyj/gzdt/"),))
HOME, LIST = f"{HOST}/jyj/", f"{HOST}/jyj/gzdt/"
ARTICLE = "<html><body><h1>文章</h1><p>发布时间：2026-10-12</p><div class='content'>正文一段。</div></body></html>"


def spider(store: MemoryStore | None = None, **changes: Any) -> SectionSpider:
    """A spider of one section."""
    return SectionSpider(replace(job(JYJ), **changes), store or MemoryStore())


def begun(made: SectionSpider) -> list[Request]:
    """Its first requests."""

    async def collect() -> list[Request]:
        return [request async for request in made.start()]

    return asyncio.run(collect())


def answered(made: SectionSpider, request: Request, found: Outcome) -> list[Request]:
    """The requests that an answer leads to."""
    request.meta["outcome"] = found
    return asyncio.run(made.answered(Response(request.url, request=request)))


def walked(made: SectionSpider, count: int = 3) -> None:
    """Answer everything: the home, a list of some rows, and their articles."""
    waiting = begun(made)
    while waiting:
        request = waiting.pop(0)
        body = {HOME: "<html><body><p>首页</p></body></html>", LIST: rows(count)}.get(request.url, ARTICLE)
        waiting += answered(made, request, outcome(request.url, body))
    made.hand_over("finished")


def seen(made: SectionSpider, store: MemoryStore, kind: type) -> list[Any]:
    """What was stored, of one kind."""
    made.outbox.send()
    return [item for item in store.seen if isinstance(item, kind)]


def walks_and_links(store: MemoryStore) -> set[Any]:
    """All that was stored but answers."""
    return {item for item in store.seen if not isinstance(item, PageSeen)}


def test_a_section_is_walked_to_its_end() -> None:
    store = MemoryStore()
    made = spider(store)
    walked(made)
    assert len(seen(made, store, PageSeen)) == 5
    assert len(seen(made, store, EntrySeen)) == 3
    assert [walk.complete for walk in seen(made, store, ColumnWalk)] == [True]
    assert [walk.complete for walk in seen(made, store, SectionWalk)] == [True]


def test_a_page_of_this_night_is_served_from_the_store_after_a_stop() -> None:
    store = MemoryStore()
    walked(spider(store))
    store.answers = {item.answer.url: item.answer for item in store.seen if isinstance(item, PageSeen)}
    again = spider(store)
    assert begun(again) == []
    again.hand_over("finished")
    assert seen(again, store, ColumnWalk)[-1].complete


def test_an_unchanged_page_costs_its_links_alone_and_leads_to_the_same() -> None:
    store = MemoryStore()
    walked(spider(store), 9)
    pages = {item.answer.url: item.answer for item in store.seen if isinstance(item, PageSeen)}
    for url, kept in pages.items():
        store.known_pages[url] = Known(url, kept.final_url, 200, kept.body_hash, kept.extract_key, "1", "", "text/html")
    first, store.seen = walks_and_links(store), []
    whole: list[str] = []
    store.extract = lambda key: whole.append(key) or store.extracts.get(key)  # type: ignore[method-assign, func-returns-value]
    made = spider(store)
    waiting = begun(made)
    while waiting:
        request = waiting.pop(0)
        assert request.meta["question"].conditions == {"If-None-Match": "1"}
        waiting += answered(made, request, outcome(request.url, "", 304))
    made.hand_over("finished")
    made.outbox.send()
    assert walks_and_links(store) == first
    assert {pages[url].extract_key for url in (HOME, LIST)} <= set(whole)
    assert len(set(whole)) < len(pages)


def test_a_replay_asks_nothing_and_reads_the_stored_copies() -> None:
    store = MemoryStore()
    walked(spider(store))
    pages = {item.answer.url: item for item in store.seen if isinstance(item, PageSeen)}
    store.answers = {url: item.answer for url, item in pages.items()}
    bodies = {item.answer.body_hash: item.body for item in pages.values()}
    store.body = bodies.get  # type: ignore[method-assign, assignment]
    again = spider(store, replay=True)
    assert begun(again) == []
    again.hand_over("finished")
    assert seen(again, store, ColumnWalk)[-1].complete


def test_a_fault_of_ours_costs_one_address() -> None:
    store = MemoryStore()
    made = spider(store)
    home, listing = begun(made)
    failure: Any = TwistedFailure(RuntimeError("broken"))
    failure.request = listing
    assert made.failed(failure) == []
    answered(made, home, outcome(HOME, "<html><body><p>首页</p></body></html>"))
    made.hand_over("finished")
    [answer] = [item.answer for item in seen(made, store, PageSeen) if item.answer.url == LIST]
    assert (answer.failure, answer.detail) == (Failure.UNREADABLE, "RuntimeError broken")
    assert [walk.complete for walk in seen(made, store, ColumnWalk)] == [False]


def test_what_another_host_answered_is_left_to_the_prober() -> None:
    store = MemoryStore()
    made = spider(store)
    _, listing = begun(made)
    answered(made, listing, Outcome(Answer(LIST, NOW), left=True))
    made.hand_over("finished")
    assert [walk.reason for walk in seen(made, store, ColumnWalk)] == ["redirected_away"]


def test_a_store_that_refused_ends_the_crawl() -> None:
    made = spider()
    made.outbox.refused = True
    with pytest.raises(CloseSpider):
        made.flush()


def test_a_fault_at_the_beginning_is_remembered() -> None:
    made = spider()
    made.lists.begin = lambda: 1 / 0  # type: ignore[method-assign, assignment, return-value]
    with pytest.raises(ZeroDivisionError):
        begun(made)
    assert made.fault.startswith("ZeroDivisionError")


def test_scrapys_handler_asks_the_one_way() -> None:
    class Asks:
        requests, received, closed = 3, 4000, False

        async def ask(self, question: object) -> str:
            return f"asked {question}"

        async def close(self) -> None:
            self.closed = True

    asks, told, expected = Asks(), {}, list[object]()
    crawler: Any = SimpleNamespace(
        spider=SimpleNamespace(asker=asks, pages=SimpleNamespace(expect=expected.append)),
        stats=SimpleNamespace(set_value=told.__setitem__),
    )
    handler = AskingHandler.__new__(AskingHandler)
    handler.crawler = crawler
    request = Request(HOME, meta={"question": "it"})

    async def both() -> None:
        await handler.download_request(request)
        await handler.close()

    asyncio.run(both())
    assert (request.meta["outcome"], asks.closed) == ("asked it", True)
    assert expected == ["it"], "its links are wanted in a moment"
    assert told == {"asked/requests": 3, "asked/bytes": 4000}
