"""Columns that only a browser can load: what it shows is read, and what it cannot show is unreadable, never empty."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from crawler.records.observations import PageSeen
from crawler.walking.frontier import Task
from crawler.walking.pages import ReadPage
from crawler.walking.walk import Walk
from crawler.wire.browser import BrowserFailed, BrowserMissing, Rendered
from tests.crawler.walking.builders import HOST, Room, column, job, outcome, rows, section

URL = f"{HOST}/jyj/gzdt/"
EMPTY = "<html><body><div id='app'></div></body></html>"


def taken(monkeypatch: pytest.MonkeyPatch, render: Any, body: str = EMPTY) -> tuple[Room, ReadPage]:
    """A browsed column's page."""
    monkeypatch.setattr("crawler.walking.pages.render", render)
    room = Room(job(section("jyj", (replace(column("gzdt", "/jyj/gzdt/"), browser=True),))))
    room.frontier.ask(URL, Task("portal/jyj"))
    return room, asyncio.run(room.pages.take(outcome(URL, body)))


def test_the_rows_that_the_browser_shows_are_the_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    _, page = taken(monkeypatch, lambda *_: Rendered(rows(3)))
    assert page.extract is not None and len(page.extract.entries) == 3


def test_a_page_that_the_browser_could_not_load_is_unreadable(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> Rendered:
        raise BrowserFailed("crashed")

    _, page = taken(monkeypatch, fail)
    assert (page.extract, page.answer.failure, page.answer.detail) == (None, "unreadable", "crashed")


def test_without_a_browser_the_page_is_read_as_it_came(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> Rendered:
        raise BrowserMissing("no Chromium")

    _, page = taken(monkeypatch, missing)
    assert page.extract is not None and page.extract.entries == ()


@pytest.mark.parametrize(("day", "expected"), [("2026-10-12", False), ("2026-09-28", False), ("2026-09-20", True)])
def test_the_browser_turns_pages_until_one_holds_nothing_newer(
    monkeypatch: pytest.MonkeyPatch, day: str, expected: bool
) -> None:
    asked: list[bool] = []

    def render(*arguments: Any) -> Rendered:
        asked.append(arguments[-1](rows(3, day)))
        return Rendered(rows(3, day))

    taken(monkeypatch, render)
    assert asked == [expected]


def test_a_list_whose_turning_was_cut_short_is_not_complete(monkeypatch: pytest.MonkeyPatch) -> None:
    room, page = taken(monkeypatch, lambda *_: Rendered(rows(3), "page_limit"))
    assert page.extract is not None
    walk = Walk("portal/jyj", "gzdt", URL, "generic", room.work.floor)
    walk.read(page.extract, full=False)
    assert (walk.following(), walk.complete, walk.reason) == (None, False, "page_limit")


def test_without_a_browser_the_marks_of_going_on_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> Rendered:
        raise BrowserMissing("no Chromium")

    _, page = taken(monkeypatch, missing, f"{rows(3)}<div>共3页</div>")
    assert page.extract is not None and page.extract.paging.total_pages == 3


def test_a_page_that_was_shown_before_is_the_last_one(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []

    def render(*arguments: Any) -> Rendered:
        asked.extend(arguments[-1](f"<p>{clock}</p>{rows(3)}") for clock in ("09:11", "09:12"))
        return Rendered(rows(3))

    taken(monkeypatch, render)
    assert asked == [False, True]


def test_a_page_of_the_same_bytes_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    room, first = taken(monkeypatch, lambda *_: Rendered(rows(3)))
    assert first.extract is not None
    room.store.extracts[first.answer.extract_key] = first.extract
    room.outbox.put(PageSeen(first.answer, first.body, first.extract))
    monkeypatch.setattr("crawler.walking.pages.read_page", lambda *_, **__: pytest.fail("read again"))
    again = asyncio.run(room.pages.take(outcome(URL, EMPTY)))
    assert again.extract == first.extract
