"""A crawl without a reactor: a store in memory, a job of two sections, and answers as the one way of asking gives them."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from config.monitor import Crawl, Policies, Probe
from config.schema import Role, SiteKind
from config.settings import ColumnPlace, SectionPlace
from crawler.job import CrawlJob
from crawler.records.items import PageExtract, PageLinks, links_of
from crawler.records.observations import Answer, Known, Observation, PageSeen
from crawler.walking.frontier import Frontier
from crawler.walking.lists import Lists
from crawler.walking.outbox import Outbox
from crawler.walking.pages import Pages, ReadPage
from crawler.wire.chase import Outcome
from crawler.wire.reply import Reply
from crawler.wire.signs import with_facts

HOST = "http://h.cn"
NOW = datetime(2026, 10, 28, 2, tzinfo=UTC)


@dataclass
class MemoryStore:
    """Keeps what it is given."""

    seen: list[Observation] = field(default_factory=list)
    extracts: dict[str, PageExtract] = field(default_factory=dict)
    known_pages: dict[str, Known] = field(default_factory=dict)
    answers: dict[str, Answer] = field(default_factory=dict)
    batches: int = 0
    expected: list[str] = field(default_factory=list)

    def known(self, hosts: Sequence[str]) -> dict[str, Known]:
        return self.known_pages

    def tonight(self, hosts: Sequence[str]) -> dict[str, Answer]:
        return self.answers

    def extract(self, key: str) -> PageExtract | None:
        return self.extracts.get(key)

    def body(self, digest: str) -> bytes | None:
        return None

    def links(self, key: str) -> PageLinks | None:
        return links_of(self.extracts[key]) if key in self.extracts else None

    def expect(self, key: str) -> None:
        self.expected.append(key)

    def holds(self, digest: str) -> bool:
        return True

    def add(self, batch: Iterable[Observation]) -> None:
        self.batches += 1
        for item in batch:
            self.seen.append(item)
            if isinstance(item, PageSeen) and item.extract is not None:
                self.extracts[item.answer.extract_key] = item.extract

    def close(self) -> None:
        return None


def column(name: str, path: str, role: Role = Role.POSTS) -> ColumnPlace:
    return ColumnPlace(name, name, f"{HOST}{path}", (role,), False, "generic", True, False, None)


def section(unit: str, columns: tuple[ColumnPlace, ...] = ()) -> SectionPlace:
    return SectionPlace("portal", SiteKind.PORTAL, unit, f"{HOST}/{unit}/", (f"{HOST}/{unit}/",), columns)


def job(*sections: SectionPlace, **crawl: Any) -> CrawlJob:
    return CrawlJob(
        name="h.cn",
        hosts=("h.cn",),
        sections=sections,
        walked=tuple(item.key for item in sections),
        crawl=Crawl(**crawl),
        probe=Probe(),
        policies=Policies(),
        reference=NOW,
        floor=date(2026, 10, 1),
        seed="seed",
    )


@dataclass
class Room:
    """One crawl's parts."""

    work: CrawlJob
    store: MemoryStore = field(default_factory=MemoryStore)

    def __post_init__(self) -> None:
        self.outbox = Outbox(self.store)
        self.frontier = Frontier(self.work, self.store.answers, lambda _: True)
        self.pages = Pages(self.work, self.frontier, self.outbox, self.store.known_pages)
        self.lists = Lists(self.work, self.frontier, self.outbox)

    def wanted(self) -> list[str]:
        """What is asked now."""
        return [target.address for target in self.frontier.take()]


def outcome(url: str, body: str = "", status: int = 200, **headers: str) -> Outcome:
    """An answer with one hop."""
    named = {
        "content-type": "text/html; charset=utf-8",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    headers = tuple((name.encode(), value.encode()) for name, value in named.items())
    reply = Reply(url, status, headers, body.encode(), True)
    return Outcome(with_facts(Answer(url, NOW), reply, conditional=True), reply)


def answered(room: Room, given: Callable[[str], Outcome]) -> dict[str, ReadPage]:
    """Answer whatever is asked until nothing is; what was read, by what identifies it."""
    taken: dict[str, ReadPage] = {}
    while (wanted := room.wanted()) or room.frontier.ready:
        for address in wanted:
            read = taken[room.frontier.key(address)] = asyncio.run(room.pages.take(given(address)))
            for task in room.frontier.answered(read.answer):
                room.lists.serve(read.answer, read.extract, task)
        while room.frontier.ready:
            answer, waiting = room.frontier.ready.popleft()
            assert waiting is not None
            room.lists.serve(answer, taken[answer.url].extract, waiting)
    return taken


def rows(count: int, day: str = "2026-10-12") -> str:
    lines = (
        f'<li><a href="/jyj/gzdt/p{n}.html">关于第{n}项工作的通知</a><span>{day}</span></li>' for n in range(count)
    )
    return f"<html><body><ul>{''.join(lines)}</ul></body></html>"
