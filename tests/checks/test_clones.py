"""Clones: main posts by the unit that their source names (MEASURING 2)."""

from dataclasses import replace
from typing import Any

import pytest

from checks.month.clones import judge_main, unmatched_sources
from checks.posts.sources import normal_source
from config.monitor import Policies
from config.month import Month
from config.schema import Content, Unit
from tests.builders import (
    HOST,
    NIGHT,
    OCTOBER,
    answer,
    article,
    checked,
    column,
    entry,
    look,
    main_section,
    reading,
    section,
    unread_page,
    value,
)

MAIN = column("要闻")
PREFIXES = ("天津市", "红桥区")


def post(source: str | None = "区教育局", name: str = "a", day: str = "2026-10-12", **changes: Any) -> Any:
    own = None if source is None else article(reading(day, "header"), source=source, body_hash=name)
    return entry(name, day, column=MAIN, article=own, **changes)


def clones(*posts: Any, columns: Any = (MAIN,), month: Month = OCTOBER, **changes: Any) -> Any:
    main = main_section(columns, posts, **changes)
    return value(checked(section(), main=main, month=month, aliases=("教育局",)), "portal.clones")


@pytest.mark.parametrize("source", ["区教育局", "教育局", "红桥区教育局", "天津市红桥区教育局", "　区 教育 局"])
def test_a_source_is_a_units_name_or_alias_whatever_its_width_and_its_prefix(source: str) -> None:
    assert clones(post(source)) == (1, "met", "", 1, 1)


@pytest.mark.parametrize("source", ["区教育局办公室", "教育", ""])
def test_another_source_is_not_the_units(source: str) -> None:
    assert clones(post(source)) == (0, "not_met", "", 0, 0)


@pytest.mark.parametrize(
    ("changes", "known"),
    [
        ({}, False),
        ({"day": ""}, False),
        ({"is_read": True}, True),
        ({"elsewhere": True}, True),
        ({"is_listed": False}, True),
        ({"answer": answer("a", 404)}, True),
        ({"url": None, "answer": None}, True),
        ({"day": "2026-09-30"}, True),
    ],
)  # fmt: skip
def test_a_main_post_that_was_not_read_may_be_anybodys(changes: dict[str, Any], known: bool) -> None:
    found = clones(post(name="b"), post(None, **changes))
    assert found == ((1, "met", "", 1, 1) if known else (None, "inconclusive", "page_not_read", 1, None))


def test_main_columns_that_were_not_read_to_their_ends_leave_a_lower_bound() -> None:
    cut = column("要闻", complete=False, reason="page_limit")
    assert clones(post(), columns=(cut,)) == (None, "inconclusive", "limit_reached", 1, None)


def test_a_main_column_whose_rows_could_not_be_read_leaves_the_clones_unknown() -> None:
    from tests.builders import page

    bare = column("要闻", page=page(MAIN.page.url, by_script=True))
    assert clones(columns=(bare,))[:3] == (None, "inconclusive", "script_list")


def test_clones_are_told_as_posts_of_the_main_part() -> None:
    result = checked(section(), main=main_section((MAIN,), [post()]))
    assert [(item.column, item.measure, item.source) for item in result.posts] == [
        ("主站：要闻", "portal.clones", "区教育局")
    ]


def test_sources_that_match_no_unit_are_listed_with_their_valid_posts_the_most_frequent_first() -> None:
    posts = [post("甲", "a"), post("乙", "b"), post("乙", "c"), post("", "d"), post("乙", "e", "2026-09-01"), post("丙", "f", "2026-11-30")]  # fmt: skip
    night = judge_main(main_section((MAIN,), posts), [Unit(code="jyj", name="区教育局")], Policies(), NIGHT)
    found = unmatched_sources(night, OCTOBER, NIGHT, Policies())
    assert [(item.source, item.posts) for item in found] == [("乙", 2), ("", 1), ("甲", 1)]


def test_what_a_clone_shares_with_a_post_of_the_section_is_said_once() -> None:
    own = column()
    twice = entry("a", "", column=own), entry("a", "", column=MAIN, url=entry("a", column=own).url, article=article(source="区教育局"))  # fmt: skip
    result = checked(section(columns=[own], entries=twice[:1]), main=main_section((MAIN,), twice[1:]))
    keys = [item.key for item in result.findings if item.check == "post_undated"]
    assert len(keys) == 2 or len(set(keys)) == len(keys)


def test_prefixes_are_dropped_in_their_order() -> None:
    assert normal_source("天津市 红桥区教育局", PREFIXES) == "教育局"
    assert normal_source("红桥区天津市教育局", PREFIXES) == "天津市教育局"


def test_messages_of_a_main_column_are_no_clones_and_leave_none_unknown() -> None:
    news, box = column("要闻"), column("信箱", key="02", page=unread_page(f"{HOST}/xx/"))
    box = replace(box, place=replace(box.place, content=Content.REPLIES))
    mail = entry("mail", "2026-10-11", column=box, article=None, answer=None)
    main = replace(main_section((news, box)), entries=(mail,))
    night = look(section(), main=main)
    assert (night.main.unknown, dict(night.main.unmatched)) == ((), {}) and box.page.url not in night.main.unread
