"""Pages that hang readers: reading time grows with a page's size and no faster, whatever the page repeats."""

import time
from contextlib import suppress
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from crawler.pages import reader
from crawler.pages.reader import read_page
from crawler.reading.clock import ReadingTooLong
from crawler.reading.document import Document
from crawler.reading.encoding import decode
from tests.crawler.hostile import HOSTILE, repeated

NOW = datetime(2026, 10, 28, 2, tzinfo=ZoneInfo("Asia/Shanghai"))
SMALL, LARGE, HUGE, LARGEST = 20_000, 200_000, 1_000_000, 10_000_000
"""Bytes: the largest list page that was seen has 700,000, nearly all of it script and style; LARGEST is half of what a crawl takes of
a page."""
SECONDS = 2.0
"""CPU for one page of LARGE bytes."""
STEEPEST = 30
"""How much longer a page of ten times the size may take: ten times and what caches and first calls blur; a quadratic reader takes a hundred times."""
TRIES = 3
"""How often a page is read: whatever else the machine does makes a reading dearer by its own clock, and none makes one cheaper."""
WINDING_UP = 1.0
"""Seconds for decoding, which no clock watches, and for what a clock's ring interrupts."""
LEAST = 0.05
"""Seconds: what takes less is not compared."""


def cost(body: bytes, *, is_list: bool = True) -> float:
    """CPU seconds for one page from its bytes on, read to its end or given up."""
    started = time.process_time()
    decoded = decode(body, "text/html")
    with suppress(ReadingTooLong):
        read_page(Document("http://h.cn/gzdt/", decoded.text, decoded.charset), "generic", NOW, is_list=is_list)
    return time.process_time() - started


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_is_read_in_time_that_grows_with_its_size(name: str) -> None:
    small, page = cost(HOSTILE[name](SMALL)), HOSTILE[name](LARGE)
    most = min(SECONDS, STEEPEST * max(small, LEAST))
    assert any(cost(page) < most for _ in range(TRIES))


@pytest.mark.soak
@pytest.mark.timeout(300)
@pytest.mark.parametrize("size", [HUGE, LARGEST], ids=["1 MB", "10 MB"])
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_of_megabytes_is_read_or_given_up_in_time(name: str, size: int) -> None:
    assert cost(HOSTILE[name](size)) < SECONDS + WINDING_UP


@pytest.mark.soak
@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_costs_time_that_grows_with_its_size_up_to_ten_megabytes(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "READING_SECONDS", 500.0)  # to its end, which no night waits for
    middle, huge, largest = (cost(HOSTILE[name](size)) for size in (HUGE // 10, HUGE, LARGEST))
    print(f"{name}: {middle:.2f} s, {huge:.2f} s, {largest:.2f} s for 100 kB, 1 MB, 10 MB")
    assert huge < STEEPEST * max(middle, LEAST)
    assert largest < STEEPEST * max(huge, LEAST)


NUMBERED = repeated("<a href='index_{n}.html'>{n}</a> ", "<div class='page'>", "</div>")
TWO_DAYS = repeated(
    "<tr><td><a href='/a/{n}.html'>关于第{n}项工作的通知</a></td><td>2026-10-12</td><td>2026-09-30</td></tr>",
    "<table><tr><th>标题</th><th>发布日期</th><th>成文日期</th></tr>",
    "</table>",
)


@pytest.mark.parametrize("piece, page", [(33, NUMBERED), (112, TWO_DAYS)], ids=["2,000 numbers", "2,000 rows"])
def test_long_pages_as_they_are_seen_are_read_at_once(piece: int, page: object) -> None:
    assert callable(page)
    assert any(cost(page(piece * 2_000)) < SECONDS for _ in range(TRIES))


@pytest.mark.parametrize("name", ["comments", "cdata"])
def test_what_readers_do_not_see_costs_nothing(name: str) -> None:
    assert cost(HOSTILE[name](4_000_000)) < SECONDS


def test_the_zoo_is_large_enough() -> None:
    assert len(HOSTILE) >= 100
