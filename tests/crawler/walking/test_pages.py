"""Pages: read once, taken from the store where they are as they were, and each fault is its page's own."""

import asyncio
import hashlib

import pytest

from crawler.records.observations import Known, Target
from crawler.walking.frontier import Task
from crawler.walking.pages import ReadPage
from crawler.wire.chase import Outcome, Question
from tests.crawler.walking.builders import HOST, Room, column, job, outcome, rows, section

JYJ = section("jyj", (column("gzdt", "/jyj/gzdt/"),))
URL = f"{HOST}/jyj/gzdt/"


def room() -> Room:
    made = Room(job(JYJ))
    made.frontier.ask(URL, Task(JYJ.key))
    return made


def take(place: Room, found: Outcome) -> ReadPage:
    return asyncio.run(place.pages.take(found))


def test_a_page_is_read_with_its_rows() -> None:
    page = take(room(), outcome(URL, rows(3)))
    assert page.extract is not None
    assert len(page.extract.entries) == 3
    assert page.answer.extract_key


@pytest.mark.parametrize(
    ("body", "status", "sign"),
    [
        ("<html><head><title>404 页面不存在</title></head><body>x</body></html>", 200, "missing"),
        ("<script>$_ts=1</script>", 412, "challenge"),
        ("<html><body>x</body></html>", 500, "status"),
    ],
)
def test_what_is_no_page_of_the_section_is_not_read(body: str, status: int, sign: str) -> None:
    page = take(room(), outcome(URL, body, status))
    assert page.extract is None
    assert getattr(page.answer, sign)


def test_a_file_that_was_linked_as_a_page_is_not_read() -> None:
    page = take(room(), outcome(URL, "%PDF-1.4", content_type="application/pdf"))
    assert (page.extract, page.answer.failure, page.answer.sniffed) == (None, None, "pdf")


def test_a_page_that_its_reader_cannot_take_is_unreadable_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr("crawler.walking.pages.read_page", fail)
    assert take(room(), outcome(URL, rows(3))).answer.failure == "unreadable"


def test_an_unchanged_page_comes_from_the_store() -> None:
    place = room()
    first = take(place, outcome(URL, rows(3)))
    assert first.extract is not None
    place.store.extracts[first.answer.extract_key] = first.extract
    digest = hashlib.sha256(rows(3).encode()).hexdigest()
    key = first.answer.extract_key
    place.store.known_pages[URL] = Known(URL, URL, 200, digest, key, '"tag"', "", "text/html")
    conditions = place.pages.conditions(URL)
    assert conditions == {"If-None-Match": '"tag"'}
    place.pages.expect(Question(Target(URL, URL)))
    assert place.store.expected == [], "asked whole, it is read anew"
    place.pages.expect(Question(Target(URL, URL), conditions=conditions))
    assert place.store.expected == [key]
    page = take(place, outcome(URL, status=304))
    assert (page.extract, page.body) == (None, None)
    assert place.outbox.extract(page.answer.extract_key) == first.extract
    assert page.answer.unchanged


def test_a_page_that_other_code_has_read_is_asked_whole() -> None:
    place = room()
    place.store.known_pages[URL] = Known(URL, URL, 200, "digest", "a key of yesterday", '"tag"', "", "text/html")
    assert place.pages.conditions(URL) == {}
