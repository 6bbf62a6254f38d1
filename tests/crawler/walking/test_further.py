"""What a pager led to: a further page of the list, its empty end, or something else that the host calls right."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from crawler.records.items import Link, PageExtract
from crawler.walking.further import likeness, why_not
from tests.crawler.walking.test_walk import NEW, PAST, entries, walk

FRAME = ("红桥政务网", "专区首页", "工作动态", "第1页 共3页", "主办：区人民政府办公室")


def page(*days: date, texts: tuple[str, ...] = FRAME, start: int = 0, **changes: Any) -> PageExtract:
    """A page of a list within its site's frame."""
    rows = entries(*days, start=start)
    said = (*texts, *(entry.title for entry in rows))
    values = {"title": "工作动态", "charset": "utf-8", "entries": rows, "texts": said, **changes}
    return PageExtract("http://h.cn/list/", "generic", **values)


FIRST = likeness(page(*NEW))


@pytest.mark.parametrize(
    "end",
    [
        page(*PAST, start=9),
        page(*PAST, start=9, texts=()),
        page(texts=FRAME),
        page(texts=(*FRAME[:3], "第4页 共3页", FRAME[4])),
        page(texts=(*FRAME, "暂无数据")),
        page(texts=(*FRAME, "没有更多了")),
        page(texts=(*FRAME, "共0条记录", "上一页", "已经是最后一页")),
    ],
)
def test_further_rows_and_an_empty_end_are_the_lists(end: PageExtract) -> None:
    assert why_not(FIRST, end) == ""


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (page(texts=(*FRAME, "数据库连接失败")), "pages_missing"),
        (page(texts=("系统繁忙，请稍后再试",), title="提示"), "pages_missing"),
        (page(texts=(), title=""), "pages_missing"),
        (page(texts=('{"code":500}',), title=""), "pages_missing"),
        (page(texts=FRAME, by_script=True), "script_list"),
        (page(*PAST, start=9, cut=True), "truncated"),
    ],
)
def test_what_is_no_page_of_the_list_is_not_its_end(other: PageExtract, why: str) -> None:
    assert why_not(FIRST, other) == why


def test_a_list_without_days_at_other_places_with_other_addresses_is_another_list() -> None:
    rows = tuple(entry for entry in page().entries)
    other = page(entries=tuple(_elsewhere(number) for number in range(5)) + rows)
    assert why_not(FIRST, other) == "pages_missing"


def test_of_a_list_without_days_too_an_error_with_a_row_of_the_frame_is_no_further_page() -> None:
    undated = likeness(page(entries=entries(None, None, None)))
    assert why_not(undated, page(entries=(_elsewhere(0),), texts=(*FRAME, "数据库连接失败"))) == "pages_missing"
    assert why_not(undated, page(entries=entries(None, None, start=9))) == ""


@pytest.mark.parametrize("day", [None, NEW[0]])
def test_rows_of_which_the_list_page_holds_the_links_already_make_no_further_page(day: date | None) -> None:
    known = likeness(page(*NEW, links=(Link("http://h.cn/jyj/", "a", "区教育局", "/jyj/", 1),)))
    frame = replace(entries(day)[0], url="http://h.cn/jyj/", title="区教育局")
    assert why_not(known, page(entries=(frame,), texts=(*FRAME, "数据库连接失败"))) == "pages_missing"
    assert why_not(known, page(entries=(frame,), texts=FRAME)) == ""
    assert why_not(known, page(entries=(replace(frame, title="区教育局关于一事的通知"),), texts=FRAME)) == ""


def _elsewhere(number: int) -> Any:
    (row,) = entries(None)
    return type(row)(f"http://h.cn/tj/hot{number}.html", f"热点推荐之{number}", None, "", 1)


def test_a_walk_that_meets_something_else_ends_there_and_is_not_complete() -> None:
    made = walk()
    assert made.read(page(*NEW), full=False)
    assert not made.read(page(texts=(*FRAME, "数据库连接失败")), full=False)
    assert (made.complete, made.reason, made.pages) == (False, "pages_missing", 1)


def test_a_frames_page_and_a_guess_need_not_be_like_the_list() -> None:
    made = walk()
    made.read(page(*NEW), full=False)
    assert made.read(page(texts=("晴转多云",), title="天气"), full=False, is_further=False)
