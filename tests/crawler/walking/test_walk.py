"""When a list was read to its end: each mark of going on was followed, or the pages read last lead into the past (MEASURING 1)."""

from datetime import date, timedelta
from typing import Any

import pytest

from crawler.records.day import DateReading
from crawler.records.items import ListEntry, PageExtract, Paging
from crawler.walking.walk import MARGIN, OLD_PAGES, Walk, fingerprint

FLOOR = date(2026, 9, 1)
OLD = FLOOR - MARGIN - timedelta(days=1)
HERE = "http://h.cn/list/"


def walk(**changes: Any) -> Walk:
    """A walk of a column that has asked its first page."""
    return Walk("portal/jyj", "01-动态", HERE, "generic", FLOOR, **{"asked": {HERE}, **changes})


def entries(*days: date | None, start: int = 0) -> tuple[ListEntry, ...]:
    """Rows of these days, newest first as lists are."""
    return tuple(
        ListEntry(
            f"http://h.cn/a/{start + number}.html", f"第{start + number}条信息", day and DateReading(str(day), day, "day", "list"), "", 1
        )
        for number, day in enumerate(days)
    )  # fmt: skip


def page(*days: date | None, start: int = 0, left_over: int = 0, **paging: Any) -> PageExtract:
    """A page of a list with its pager."""
    return PageExtract(
        HERE, "generic", "动态", "utf-8", entries=entries(*days, start=start), paging=Paging(**paging), left_over=left_over
    )  # fmt: skip


def ended(*pages: PageExtract, **changes: Any) -> Walk:
    """A walk that read these pages in turn, following whatever they name, and then asked for the next one."""
    made = walk(**changes)
    for extract in pages:
        made.read(extract, full=False)
        while made.queue:
            made.queue.pop(0)
    made.following()
    return made


NEW = (date(2026, 10, 12), date(2026, 10, 5), date(2026, 9, 30))
PAST = (OLD, OLD - timedelta(days=3), OLD - timedelta(days=9))


def test_a_list_without_any_mark_of_going_on_is_complete() -> None:
    assert ended(page(*NEW)).complete


@pytest.mark.parametrize(
    ("paging", "reason"),
    [
        ({"total_pages": 3}, "pages_missing"),
        ({"highest": 4}, "pages_missing"),
        ({"numbered": ((2, "http://h.cn/2"), (9, "http://h.cn/9"))}, "pages_missing"),
        ({"total_rows": 25}, "rows_missing"),
        ({"unreadable": "pager_by_script"}, "pager_by_script"),
        ({"unreadable": "pager_by_script", "last_called": 2}, "pager_by_script"),
    ],
)
def test_a_mark_of_going_on_that_nobody_followed_makes_a_list_incomplete(paging: dict[str, Any], reason: str) -> None:
    found = ended(page(*NEW, **paging))
    assert (found.complete, found.reason) == (False, reason)


def test_rows_that_were_left_over_make_a_list_incomplete() -> None:
    assert ended(page(*NEW, left_over=1)).reason == "rows_unread"


@pytest.mark.parametrize(
    "paging",
    [
        {"unreadable": "pager_by_script", "total_pages": 1},
        {"unreadable": "pager_by_script", "total_rows": 3},
        {"unreadable": "pager_by_script", "last_called": 1},
        {"total_pages": 1},
        {"total_rows": 3},
    ],
)
def test_what_the_pager_claims_may_say_that_this_is_all(paging: dict[str, Any]) -> None:
    assert ended(page(*NEW, **paging)).complete


def test_as_many_rows_as_were_claimed_are_all_wherever_they_were_read() -> None:
    assert ended(page(*NEW, total_rows=6, following=("http://h.cn/2",)), page(*NEW, start=3)).complete


def test_rows_that_two_pages_repeat_are_counted_once_against_the_claim() -> None:
    again = page(*NEW, date(2026, 9, 2))
    assert ended(page(*NEW, total_rows=5, following=("http://h.cn/2",)), again).reason == "rows_missing"


def test_two_pages_in_a_row_that_hold_nothing_newer_end_a_list_whatever_it_claims() -> None:
    last = page(*PAST, start=6, total_pages=99, unreadable="pager_by_script")
    assert ended(page(*NEW), page(*PAST, start=3), last).complete


@pytest.mark.parametrize(
    "second",
    [
        pytest.param(page(*NEW, start=9), id="a newer page between"),
        pytest.param(page(OLD, None, start=9), id="a row without a day"),
        pytest.param(page(*sorted(PAST), start=9), id="days that rise"),
        pytest.param(page(start=9), id="no rows"),
        pytest.param(page(OLD, FLOOR - MARGIN, start=9), id="a day within the margin"),
    ],
)
def test_a_page_that_may_hold_something_newer_is_not_the_past(second: PageExtract) -> None:
    assert ended(page(*PAST, total_pages=9), second).reason == "pages_missing"


def test_one_old_row_on_top_proves_nothing() -> None:
    assert ended(page(OLD, *NEW, total_pages=2)).reason == "pages_missing"


def test_a_list_that_runs_oldest_first_is_read_on() -> None:
    older, newer = page(*PAST), page(*(day + timedelta(days=2) for day in PAST), start=3, total_pages=9)
    assert ended(older, newer).reason == "pages_missing"


def test_a_list_is_followed_page_by_page() -> None:
    made = walk()
    made.read(page(*NEW, following=("http://h.cn/2",), perhaps=("http://h.cn/3",)), full=False)
    assert [made.following(), made.following()] == [("http://h.cn/2", False), ("http://h.cn/3", True)]
    assert made.following() is None and made.is_over
    assert made.following() is None


def test_the_number_after_this_page_is_the_next_one() -> None:
    made = walk()
    made.read(page(*NEW, numbered=((1, HERE), (2, "http://h.cn/2"), (3, "http://h.cn/3"))), full=False)
    assert made.queue == [("http://h.cn/2", False)]


def test_a_posted_form_is_followed_by_its_name() -> None:
    made = walk()
    made.read(page(*NEW, form=("http://h.cn/list#post:1", "page=2")), full=False)
    assert (made.queue, made.forms) == ([("http://h.cn/list#post:1", False)], {"http://h.cn/list#post:1": "page=2"})


def test_no_page_is_asked_twice_and_a_repeated_page_ends_the_list() -> None:
    made = walk()
    assert made.read(page(*NEW, following=(HERE, "http://h.cn/2")), full=False)
    assert made.queue == [("http://h.cn/2", False)]
    assert not made.read(page(*NEW), full=False)
    assert made.pages == 1


def test_a_further_page_without_rows_leads_nowhere() -> None:
    made = walk()
    made.read(page(*NEW), full=False)
    made.read(page(start=9, following=("http://h.cn/3",)), full=False)
    assert made.queue == []


def test_pages_beyond_the_past_are_asked_only_where_all_is_wanted() -> None:
    for full, asked in ((False, None), (True, ("http://h.cn/4", False))):
        made = walk()
        for number in range(OLD_PAGES):
            made.read(page(*PAST, start=3 * number), full=full)
        made.read(page(*PAST, start=9, following=("http://h.cn/4",)), full=full)
        assert made.following() == asked


def test_a_page_that_failed_ends_a_list_unless_it_was_a_guess_or_only_the_past_lay_beyond() -> None:
    for optional, pages, reason in (
        (False, [page(*NEW)], "http_500"),
        (True, [page(*NEW)], ""),
        (False, [], "http_500"),
    ):
        made = walk()
        for extract in pages:
            made.read(extract, full=False)
        made.failed("http_500", optional=optional)
        assert made.reason == reason
    past = walk()
    for number in range(OLD_PAGES):
        past.read(page(*PAST, start=3 * number), full=True)
    past.failed("http_500", optional=False)
    assert (past.reason, past.is_over) == ("", False)


def test_the_first_reason_is_kept() -> None:
    made = walk()
    made.stop("page_limit")
    made.stop("http_404")
    assert (made.complete, made.reason, made.following()) == (False, "page_limit", None)


def test_pages_without_rows_are_told_apart_by_their_texts() -> None:
    one, other = (PageExtract(HERE, "generic", "", "utf-8", texts=(text,)) for text in ("一", "二"))
    assert fingerprint(one) != fingerprint(other)


def test_numbers_from_0_are_followed_where_the_window_no_longer_shows_the_0() -> None:
    made = walk()
    for start in range(0, 12, 3):
        made.read(page(*NEW, start=start), full=False)
    made.read(
        page(*NEW, start=12, current=4, numbered=tuple((n, f"http://h.cn/p{n}") for n in (1, 2, 3, 5, 6))), full=False
    )
    assert ("http://h.cn/p5", False) in made.queue
