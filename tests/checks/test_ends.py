"""A list of one page whose end nobody saw: is the month's count certain, or a lower bound?"""

from dataclasses import replace
from typing import Any

import pytest

from checks.findings import Outcome
from checks.measures import Name
from checks.month.ends import unseen_end
from checks.reasons import Reason
from checks.snapshot import PageView
from config.schema import Role
from crawler.records.items import ListEntry, Paging
from tests.builders import (
    OCTOBER,
    article,
    checked,
    column,
    entry,
    page,
    reading,
    reference,
    section,
    unread_page,
    value,
)

URL = "http://h.cn/jyj/gzdt/"


def measured(
    days: list[str], paging: Paging = Paging(), *, pages: int = 1, home: PageView | None = None, **below: Any
) -> tuple[Any, ...]:
    """What is said of October's posts of a column that lists posts of these days."""
    own = page(URL, paging=paging, **{"trailed": True, **below})
    shown = column("工作动态", Role.POSTS, page=own, pages=pages)
    entries = tuple(entry(f"p{number}", day, column=shown) for number, day in enumerate(days))
    frame: dict[str, Any] = {"home": home} if home else {}
    whole = section(columns=(shown,), entries=entries, **frame)
    return value(checked(whole), Name.PORTAL_POSTS)[:3]


NOTICE = ListEntry("http://h.cn/tz/1.html", "全站通告之一", reading("2026-10-01"), "2026-10-01", 1)
"""A row of the frame, on pages of text as well."""
FULL = [f"2026-10-{number:02d}" for number in range(12, 2, -1)]


def test_a_full_page_of_the_month_with_something_below_it_is_a_lower_bound() -> None:
    assert measured(FULL) == (None, Outcome.INCONCLUSIVE, Reason.END_UNSEEN)


@pytest.mark.parametrize(
    "known",
    [
        {"trailed": False},
        {"pages": 2},
        {"paging": Paging(total_pages=1)},
        {"paging": Paging(total_rows=10)},
        {"paging": Paging(is_last=True)},
    ],
)
def test_its_end_is_known_where_nothing_stands_below_or_a_pager_was_understood(known: dict[str, Any]) -> None:
    assert measured(FULL, **known) == (10, Outcome.MET, Reason.NONE)


def test_the_number_of_the_page_that_is_shown_alone_is_no_end() -> None:
    assert measured(FULL, paging=Paging(current=1)) == (None, Outcome.INCONCLUSIVE, Reason.END_UNSEEN)


def test_a_list_that_reaches_back_before_the_month_is_known_to_its_end() -> None:
    assert measured([*FULL, "2026-09-28"]) == (10, Outcome.MET, Reason.NONE)


def test_one_last_row_of_years_ago_proves_nothing_two_do() -> None:
    assert measured([*FULL, "2021-03-04"])[2] == Reason.END_UNSEEN
    assert measured([*FULL, "2021-03-04", "2021-02-03"])[2] == Reason.NONE


@pytest.mark.parametrize(
    "days",
    [
        ["2026-09-28", "2026-09-25", "2026-09-20", *FULL],
        ["2026-09-28", "2026-09-25", *reversed(FULL)],
        [day for pair in zip(FULL, [f"2026-08-{number:02d}" for number in range(1, 11)], strict=True) for day in pair],
        [*FULL[:4], "2026-09-28", "2026-09-27", *FULL[4:], "2026-09-26"],
    ],
    ids=["pinned", "oldest first", "in no order", "two runs"],
)
def test_older_rows_prove_nothing_where_the_list_does_not_run_back_to_them(days: list[str]) -> None:
    assert measured(days)[2] == Reason.END_UNSEEN


def test_a_few_rows_out_of_order_and_pinned_ones_leave_the_end_of_a_list_known() -> None:
    days = ["2021-03-04", "2026-09-30", "2026-10-12", "2026-10-14", *FULL[1:], "2026-09-28", "2026-10-01", "2026-09-20"]
    assert measured(days)[2] == Reason.NONE


def test_a_new_row_among_pinned_ones_leaves_the_end_of_a_list_known() -> None:
    pinned = ["2025-03-04", "2023-06-05", "2026-10-13", "2024-09-06"]
    assert measured([*pinned, *FULL[:4], "2026-09-28", "2026-09-24", "2026-09-20"])[2] == Reason.NONE
    assert measured([*pinned, *FULL[:3], "2026-09-24"])[2] == Reason.END_UNSEEN


@pytest.mark.parametrize("count", [1, 4])
def test_a_short_list_is_no_full_page(count: int) -> None:
    assert measured(FULL[:count]) == (count, Outcome.MET, Reason.NONE)


@pytest.mark.parametrize(
    ("day", "is_known"),
    [("2026-09-30", True), ("2026-03-31", True), ("2026-03-30", False), ("2026-10-01", False)],
)
def test_a_row_of_half_a_year_before_the_month_proves_that_the_list_goes_back(day: str, is_known: bool) -> None:
    assert (measured([*FULL, day])[2] == Reason.NONE) is is_known


def test_five_rows_are_a_full_page() -> None:
    assert measured(FULL[:5])[2] == Reason.END_UNSEEN


def test_a_row_without_a_day_has_that_of_its_post() -> None:
    shown = column("工作动态", Role.POSTS, page=page(URL, trailed=True))
    posts = [entry(f"p{number}", day, column=shown) for number, day in enumerate(FULL)]
    for day, known in (("2026-09-28", True), ("2026-10-02", False)):
        bare = ListEntry(f"{URL}x.html", "没有日期的一行标题", None, "", 99)
        last = entry("x", day, column=shown, entry=bare, article=article(reading(day, "header")))
        result = value(checked(section(columns=(shown,), entries=(*posts, last))), Name.PORTAL_POSTS)
        assert (result[2] == Reason.NONE) is known


@pytest.mark.parametrize(("changes", "is_known"), [({"is_listed": False}, True), ({"column": column("别的")}, True), ({}, False)])  # fmt: skip
def test_only_rows_that_the_list_shows_now_fill_its_page(changes: dict[str, Any], is_known: bool) -> None:
    shown = column("工作动态", Role.POSTS, page=page(URL, trailed=True), complete_nights=())
    posts = [entry(f"p{number}", day, column=shown) for number, day in enumerate(FULL[:4])]
    last = entry("p4", FULL[4], **{"column": shown, **changes})
    result = checked(section(columns=(shown, column("别的")), entries=(*posts, last)))
    assert (value(result, Name.PORTAL_POSTS)[2] == Reason.NONE) is is_known


def test_a_browser_has_run_what_stands_below_a_list_and_a_page_that_was_not_read_tells_nothing() -> None:
    shown = column("工作动态", Role.POSTS, page=page(URL, trailed=True))
    posts = [entry(f"p{number}", day, column=shown) for number, day in enumerate(FULL)]
    seen = section(columns=(shown,), entries=tuple(posts))
    assert unseen_end(shown, seen, OCTOBER) is Reason.END_UNSEEN
    assert unseen_end(replace(shown, place=replace(shown.place, browser=True)), seen, OCTOBER) is Reason.NONE
    assert unseen_end(replace(shown, page=unread_page(URL)), seen, OCTOBER) is Reason.NONE


@pytest.mark.parametrize(
    ("below", "pages", "is_known"),
    [
        (("上一栏目\n下一栏目",), 2, True),
        (("上一栏目\n下一栏目", "站内导航"), 2, True),
        (("上一栏目\n下一栏目",), 1, False),
        (("上一栏目\n下一栏目", ""), 2, False),
        (("上一栏目\n下一栏目", "更多"), 2, False),
        (("上一栏目\n站内导航",), 2, False),
        (("下一",), 2, False),
        ((), 2, False),
    ],
)
def test_what_the_sections_pages_of_text_show_as_well_is_their_frame(
    below: tuple[str, ...], pages: int, *, is_known: bool
) -> None:
    shown = column("工作动态", Role.POSTS, page=page(URL, trailed=True, below=below))
    posts = tuple(entry(f"p{number}", day, column=shown) for number, day in enumerate(FULL))
    frame = ("上一栏目", "下一栏目", "站内导航")
    texts = [
        column(
            name, role, page=page(f"{URL}{name}", "本单位的职责是这些。", *frame, entries=(NOTICE,)), is_counted=False
        )
        for name, role in (("单位简介", Role.INTRODUCTION), ("主要职责", Role.DUTIES))[:pages]
    ]
    lists = [column("公告", Role.OTHER, page=page(f"{URL}gg/", *frame, "更多"), is_counted=False)]
    assert (
        unseen_end(shown, section(columns=(shown, *texts, *lists), entries=posts), OCTOBER) is Reason.NONE
    ) is is_known


def test_a_list_of_few_rows_is_a_lower_bound_where_what_stands_below_may_show_others() -> None:
    few = FULL[:3]
    assert measured(few, goes_on=True)[2] == Reason.END_UNSEEN
    assert measured(few)[2] == Reason.NONE
    assert measured([*few, "2026-09-28"], goes_on=True)[2] == Reason.NONE
    assert measured(few, Paging(total_pages=1), goes_on=True)[2] == Reason.NONE


def test_a_script_of_another_file_is_the_frames_where_the_sections_home_loads_it_too() -> None:
    files = ("http://h.cn/js/common.js", "http://h.cn/js/nav.js")
    scripts = tuple(reference(file, kind="script") for file in files)
    assert measured(FULL, files_below=files, home=page("http://h.cn/jyj/", links=scripts))[2] == Reason.NONE
    assert measured(FULL, files_below=files, home=page("http://h.cn/jyj/", links=scripts[:1]))[2] == Reason.END_UNSEEN
    assert measured(FULL, home=page("http://h.cn/jyj/", links=scripts))[2] == Reason.END_UNSEEN
    assert measured(FULL, files_below=files, home=page(URL, links=scripts))[2] == Reason.END_UNSEEN
    assert measured(FULL, files_below=files, home=unread_page("http://h.cn/jyj/"))[2] == Reason.END_UNSEEN
