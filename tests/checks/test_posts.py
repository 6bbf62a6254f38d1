"""Which posts of a month count, and what is said of each (MEASURING 1): one case a line."""

from datetime import date, timedelta
from typing import Any

import pytest

from checks.findings import UnitMonth
from checks.posts.candidates import candidates
from checks.posts.day import chosen_day
from checks.posts.finding import column_names
from config.month import Month
from crawler.records.items import ListEntry
from crawler.records.observations import Failure, MissingSign
from tests.builders import (
    NIGHT,
    answer,
    article,
    checked,
    column,
    entry,
    main_section,
    reading,
    section,
    unread_page,
    value,
)

LIST = column()
OTHER = column("通知公告")
POSTS = "portal.posts"


def one(columns: tuple[Any, ...] = (LIST,), *, month: Month = Month(2026, 10), **changes: Any) -> UnitMonth:
    return checked(section(columns=columns, entries=[entry(**changes)]), month=month)


def flags(result: UnitMonth) -> dict[str, tuple[bool, tuple[str, ...]]]:
    return {post.url.rsplit("/", 1)[-1]: (post.counted, post.flags) for post in result.posts}


@pytest.mark.parametrize(
    ("case", "counted", "said"),
    [
        ({}, True, ()),
        ({"day": "2026-10-01"}, True, ()),
        ({"day": "2026-10-27"}, True, ()),
        ({"day": "2026-10-28"}, False, ("post_future_dated",)),
        ({"day": ""}, False, ("post_undated",)),
        ({"answer": answer("x", 404)}, False, ("post_unreachable",)),
        ({"answer": answer("x", 410)}, False, ("post_unreachable",)),
        ({"answer": answer("x", missing=MissingSign.SAME_PAGE)}, False, ("post_unreachable",)),
        ({"answer": answer("x", 403)}, True, ()),
        ({"answer": answer("x", 500)}, True, ()),
        ({"answer": answer("x", None, failure=Failure.TIMEOUT)}, True, ()),
        ({"is_listed": False}, False, ("post_removed",)),
        ({"day": "2026-10-27", "is_listed": False}, False, ("post_removed",)),
        ({"first_seen": date(2026, 10, 21), "first_night": False}, True, ()),
    ],
)  # fmt: skip
def test_a_post_counts_or_says_why_not(case: dict[str, Any], counted: bool, said: tuple[str, ...]) -> None:
    assert flags(one(**case)) == {"a.html": (counted, said)}


@pytest.mark.parametrize(("day", "month", "posts"), [("2026-09-30", Month(2026, 9), 1), ("2026-09-30", Month(2026, 10), 0), ("2026-10-01", Month(2026, 9), 0)])  # fmt: skip
def test_a_post_belongs_to_the_month_of_its_day(day: str, month: Month, posts: int) -> None:
    assert value(one(day=day, month=month), POSTS)[0] == posts


def test_what_has_no_day_or_one_to_come_belongs_to_the_running_month_alone() -> None:
    for day in ("", "2026-11-03"):
        assert len(one(day=day).posts) == 1
        assert one(day=day, month=Month(2026, 9)).posts == ()
        assert one(day=day, is_listed=False).posts == ()


def test_a_post_listed_in_several_columns_is_one_post_that_names_them_all() -> None:
    twice = [entry(column=LIST), entry(column=OTHER, url=entry().url)]
    result = checked(section(columns=[LIST, OTHER], entries=twice))
    assert [(post.column, post.counted) for post in result.posts] == [("工作动态、通知公告", True)]


def test_entries_of_a_column_that_does_not_count_are_no_posts() -> None:
    other = column(is_counted=False)
    result = checked(section(columns=[LIST, other], entries=[entry(column=column("x", key="09-x", is_counted=False))]))
    assert result.posts == ()


def test_a_row_without_an_address_is_named_by_its_page() -> None:
    result = one(url=None, article=None)
    assert [(post.url, post.counted) for post in result.posts] == [(LIST.page.url, True)]


def test_a_removed_post_is_only_told_where_its_columns_were_read_to_their_ends() -> None:
    cut = column(complete=False, reason="page_limit")
    assert flags(one((cut,), is_listed=False)) == {"a.html": (True, ())}
    assert flags(one((), is_listed=False, column=LIST)) == {}


# ---- certain or not ---------------------------------------------------------------------------------------------------


def test_a_month_without_posts_is_not_met_and_one_with_posts_is_met() -> None:
    assert value(checked(section(columns=[LIST])), POSTS) == (0, "not_met", "", 0, 0)
    assert value(one(), POSTS) == (1, "met", "", 1, 1)


@pytest.mark.parametrize(
    ("raw", "unread", "told"),
    [
        ("2026年13月第二周", (), ("inconclusive", "date_unread")),
        ("", ("甲午年九月初二",), ("inconclusive", "date_unread")),
        ("置顶", (), ("not_met", "")),
        ("", (), ("not_met", "")),
    ],
)
def test_a_day_that_stands_there_and_is_not_read_is_unknown_not_missing(
    raw: str, unread: tuple[str, ...], told: tuple[str, str]
) -> None:
    row = ListEntry(f"{LIST.page.url}a.html", "关于热线的标题", None, raw, 0)
    result = one(entry=row, article=article(unread_dates=unread))
    assert value(result, POSTS)[1:3] == told


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("page_limit", "limit_reached"), ("time_limit", "limit_reached"), ("stopped", "limit_reached"), ("", "not_read"),
        ("pager_by_script", "pager_by_script"), ("http_403", "http_403"), ("a word of the crawler's", "not_read"),
    ],
)  # fmt: skip
def test_a_list_that_was_cut_short_gives_a_lower_bound(reason: str, told: str) -> None:
    cut = column(complete=False, reason=reason)
    assert value(one((cut,)), POSTS) == (None, "inconclusive", told, 1, None)


def test_no_column_and_no_section_and_a_site_that_is_down_are_unknown() -> None:
    assert value(checked(section()), POSTS) == (None, "inconclusive", "no_column", 0, None)
    assert value(checked(), POSTS) == (None, "inconclusive", "no_section", 0, None)
    down = checked(section(columns=[LIST], entries=[entry()], is_down=True))
    assert value(down, POSTS) == (None, "inconclusive", "site_unreachable", 1, None)


@pytest.mark.parametrize(
    ("changes", "known"),
    [
        ({"is_linked": True, "pages": 0}, True),
        ({"is_linked": False, "pages": 0}, False),
        ({"is_linked": True, "pages": 1}, False),
    ],
)  # fmt: skip
def test_a_column_that_is_gone_holds_nothing_where_the_section_links_to_it(
    changes: dict[str, Any], known: bool
) -> None:
    gone = column(complete=False, reason="http_404", **changes)
    page = type(gone.page)(gone.page.url, answer(gone.page.url, 404), None)
    result = checked(section(columns=[column(complete=False, reason="http_404", page=page, **changes)]))
    assert (value(result, POSTS)[0] == 0) is known


def test_a_column_that_fails_in_a_passing_way_is_not_gone() -> None:
    url = LIST.page.url
    page = type(LIST.page)(url, answer(url, 500), None)
    result = checked(section(columns=[column(complete=False, reason="http_500", pages=0, page=page)]))
    assert value(result, POSTS)[:3] == (None, "inconclusive", "http_500")


def test_a_listed_post_that_nobody_asked_makes_the_count_a_lower_bound_without_it() -> None:
    left = entry("b", answer=answer("b", None, failure=Failure.LIMIT), article=None)
    result = checked(section(columns=[LIST], entries=[entry(), left]))
    assert value(result, POSTS) == (None, "inconclusive", "page_not_read", 1, None)
    unasked = entry("b", answer=None, article=None)
    assert value(checked(section(columns=[LIST], entries=[unasked])), POSTS)[:4] == (None, "inconclusive", "page_not_read", 0)  # fmt: skip
    removed = entry("b", answer=None, article=None, is_listed=False)
    assert value(checked(section(columns=[LIST], entries=[entry(), removed])), POSTS)[0] == 1


def test_an_undated_row_whose_page_failed_is_unknown_and_not_undated_for_certain() -> None:
    result = one(day="", article=None, answer=answer("x", None, failure=Failure.TIMEOUT))
    assert [(item.outcome.value, item.reason.value) for item in result.findings if item.check == "post_undated"] == [
        ("inconclusive", "page_not_read")
    ]
    assert value(result, POSTS)[:4] == (None, "inconclusive", "page_not_read", 0)


# ---- remarks ------------------------------------------------------------------------------------------------------------


def seen_late(missed: date, day: str = "2026-10-05", **changes: Any) -> tuple[str, ...]:
    where = column(complete_nights=(missed, NIGHT))
    shown = entry(day=day, column=where, first_seen=missed + timedelta(2), first_night=False, **changes)
    return checked(section(columns=[where], entries=[shown])).posts[0].flags


@pytest.mark.parametrize(("missed", "said"), [(date(2026, 10, 12), ()), (date(2026, 10, 13), ("post_backdated",))])
def test_a_post_is_backdated_where_a_complete_walk_more_than_seven_days_after_its_day_missed_it(
    missed: date, said: tuple[str, ...]
) -> None:
    assert seen_late(missed) == said


def test_a_walk_of_the_night_that_first_saw_it_proves_nothing() -> None:
    where = column(complete_nights=(date(2026, 10, 20),))
    shown = entry(day="2026-10-05", column=where, first_seen=date(2026, 10, 20))
    assert checked(section(columns=[where], entries=[shown])).posts[0].flags == ()


def test_a_post_that_moved_is_not_backdated() -> None:
    where = column(complete_nights=(date(2026, 10, 15), NIGHT))
    own = article(reading("2026-10-05", "header"))
    old = entry("old", "2026-10-05", column=where, article=own, title="标题", is_listed=False)
    new = entry("new", "2026-10-05", column=where, article=own, title="标题", first_seen=date(2026, 10, 20))
    assert flags(checked(section(columns=[where], entries=[old, new])))["new.html"] == (True, ())


def conflict(*dates: Any, row: str = "2026-10-12") -> tuple[str, ...]:
    return one(day=row, article=article(*dates)).posts[0].flags


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        ((reading("2026-10-12", "header"),), ()),
        ((reading("2026-10-13", "header"),), ()),
        ((reading("2026-10-14", "header"),), ("date_conflict",)),
        ((reading("2026-10-14", "meta"), reading("2026-10-13", "header")), ("date_conflict",)),
    ],
)  # fmt: skip
def test_days_that_lie_more_than_a_day_apart_are_a_conflict(dates: tuple[Any, ...], said: tuple[str, ...]) -> None:
    assert conflict(*dates) == said


def test_a_row_that_names_another_year_is_a_conflict() -> None:
    assert conflict(reading("2026-10-12", "header"), row="2025-10-12") == ("date_conflict",)


def test_a_row_without_a_year_that_is_the_same_day_of_another_year_agrees() -> None:
    own = article(reading("2025-10-12", "header"))
    shown = entry(article=own)
    bare = type(shown.entry)(shown.url, shown.title, reading("2026-10-12", raw="10-12"), "10-12", 0)
    result = checked(section(columns=[LIST], entries=[entry(article=own, entry=bare)]), month=Month(2025, 10))
    assert result.posts[0].flags == ()


def test_the_day_in_the_address_is_no_conflict() -> None:
    url = f"{LIST.page.url}t20260101_5.html"
    assert one(url=url).posts[0].flags == ()


def test_a_doubtful_publication_day_gives_way_to_any_other() -> None:
    stamp = article(reading("2026-10-20", "meta"), doubtful=True)
    post = one(day="2026-10-02", article=stamp).posts[0]
    assert (post.date_source, str(post.published), post.flags) == ("list", "2026-10-02", ("date_conflict",))
    assert post.raw_date == "2026-10-02"
    alone = one(entry=entry(day="").entry, article=stamp).posts[0]
    assert (alone.date_source, str(alone.published), alone.flags) == ("meta", "2026-10-20", ("date_doubtful",))
    assert alone.counted


@pytest.mark.parametrize(
    ("dates", "row", "source"),
    [
        ((reading("2026-10-02", "header"), reading("2026-10-03", "meta")), "2026-10-04", "meta"),
        ((reading("2026-10-02", "header"),), "2026-10-04", "header"),
        ((), "2026-10-04", "list"),
        ((), "", "address"),
    ],
)  # fmt: skip
def test_the_day_is_taken_from_the_most_trusted_source(dates: tuple[Any, ...], row: str, source: str) -> None:
    url = f"{LIST.page.url}t20261005_9.html"
    shown = entry(day=row, url=url, article=article(*dates))
    assert checked(section(columns=[LIST], entries=[shown])).posts[0].date_source == source


def test_the_address_of_another_host_dates_nothing() -> None:
    result = one(day="", url="http://o.example/t20261005_9.html", elsewhere=True, article=None)
    assert result.posts[0].published is None


def test_a_closed_month_learns_of_late_posts_and_counts_none_of_them() -> None:
    closed = {"2026-10": date(2026, 10, 20)}
    for first_seen, said in ((date(2026, 10, 20), ()), (date(2026, 10, 21), ("post_late",))):
        shown = entry(day="2026-10-19", first_seen=first_seen, column=column(complete_nights=()))
        result = checked(section(columns=[column(complete_nights=())], entries=[shown]), closed=closed)
        assert result.posts[0].flags == said


# ---- imports ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("number", "warnings"), [(30, 0), (31, 1)])
def test_more_than_thirty_posts_of_one_address_day_are_an_import(number: int, warnings: int) -> None:
    posts = [entry(f"{n}", url=f"{LIST.page.url}t20261005_{n}.html") for n in range(number)]
    found = [item for item in checked(section(columns=[LIST], entries=posts)).findings if item.check == "bulk_import"]
    assert len(found) == warnings
    assert all("网址日期同为 2026-10-05" in item.message for item in found)


@pytest.mark.parametrize(
    ("changes", "warnings"),
    [
        ({"first_seen": date(2026, 10, 9), "first_night": False}, 1),
        ({"first_seen": date(2026, 10, 9), "first_night": True}, 0),
        ({"first_seen": date(2026, 10, 1), "first_night": False}, 0),
        ({"first_seen": date(2026, 9, 30), "first_night": False}, 0),
    ],
)  # fmt: skip
def test_more_than_thirty_posts_first_seen_in_one_later_night_are_an_import(
    changes: dict[str, Any], warnings: int
) -> None:
    posts = [entry(f"{n}", **changes) for n in range(31)]
    found = checked(section(columns=[LIST], entries=posts)).findings
    assert sum(item.check == "bulk_import" for item in found) == warnings


def test_an_import_belongs_to_the_month_of_its_day() -> None:
    posts = [entry(f"{n}", url=f"{LIST.page.url}t20260905_{n}.html") for n in range(31)]
    for month, number in ((Month(2026, 9), 1), (Month(2026, 10), 0)):
        found = checked(section(columns=[LIST], entries=posts), month=month).findings
        assert sum(item.check == "bulk_import" for item in found) == number


def test_a_post_names_its_columns_as_they_are_called_now() -> None:
    renamed = column("要闻", key="01-旧名")
    result = checked(section(columns=[renamed], entries=[entry(column=renamed)]))
    assert [post.column for post in result.posts] == ["要闻"]
    assert column_names(["01-旧名", "02-没-了"], {"01-旧名": renamed}) == "要闻、没-了"


def test_a_removed_post_that_is_gone_is_removed_and_not_out_of_reach() -> None:
    assert flags(one(is_listed=False, answer=answer("x", 404))) == {"a.html": (False, ("post_removed",))}


def test_one_column_that_was_not_read_to_its_end_may_still_hold_a_post() -> None:
    cut = column("通知公告", complete=False, reason="page_limit")
    both = [entry(column=LIST, is_listed=False), entry(column=cut, url=entry().url, is_listed=False)]
    assert flags(checked(section(columns=[LIST, cut], entries=both))) == {"a.html": (True, ())}
    unknown = [entry(column=LIST, is_listed=False), entry(column=column("没了"), url=entry().url, is_listed=False)]
    assert flags(checked(section(columns=[LIST], entries=unknown))) == {"a.html": (False, ("post_removed",))}


def test_a_backdated_post_names_the_last_night_that_missed_it() -> None:
    where = column(complete_nights=(date(2026, 10, 13), date(2026, 10, 14), NIGHT))
    shown = entry(day="2026-10-05", column=where, first_seen=date(2026, 10, 16), first_night=False)
    (found,) = [item for item in checked(section(columns=[where], entries=[shown])).findings if item.check == "post_backdated"]  # fmt: skip
    assert "但 2026-10-14 完整检查" in found.message


def test_a_doubtful_day_beside_another_one_that_is_chosen_is_told_as_a_doubt_alone() -> None:
    stamp = article(reading("2026-10-20", "meta"), doubtful=True)
    assert one(entry=entry(day="").entry, article=stamp).posts[0].flags == ("date_doubtful",)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("10-12", ()),
        ("26-10-12", ("date_conflict",)),
        ("2026-10-12", ("date_conflict",)),
        ("10-13", ("date_conflict",)),
    ],
)
def test_a_row_that_shows_no_year_may_be_of_another_one(raw: str, said: tuple[str, ...]) -> None:
    own = article(reading("2025-10-12", "header"))
    day = "2026-10-13" if raw == "10-13" else "2026-10-12"
    bare = ListEntry(f"{LIST.page.url}a.html", "关于a的标题", reading(day, raw=raw), raw, 0)
    result = checked(section(columns=[LIST], entries=[entry(article=own, entry=bare)]), month=Month(2025, 10))
    assert result.posts[0].flags == said


def test_a_post_quotes_the_day_that_it_is_counted_by_as_it_stands() -> None:
    own = article(reading("2026-10-03", "meta", raw="2026年10月3日"), reading("2026-10-02", "header", raw="10月2日"))
    post = one(day="2026-10-04", article=own).posts[0]
    assert (post.date_source, post.raw_date) == ("meta", "2026年10月3日")


def test_an_import_is_told_with_its_number() -> None:
    posts = [entry(f"{n}", url=f"{LIST.page.url}t20261005_{n}.html") for n in range(31)]
    (found,) = [
        item for item in checked(section(columns=[LIST], entries=posts)).findings if item.check == "bulk_import"
    ]
    assert found.message.startswith("31 条信息网址日期同为 2026-10-05")
    later = [entry(f"{n}", first_seen=date(2026, 10, 9), first_night=False) for n in range(32)]
    (found,) = [
        item for item in checked(section(columns=[LIST], entries=later)).findings if item.check == "bulk_import"
    ]
    assert found.message.startswith("32 条信息同一夜首次出现 2026-10-09")


@pytest.mark.parametrize(
    ("changes", "is_known"),
    [({"status": 403}, False), ({"sniffed": "html", "missing": MissingSign.SAME_PAGE}, True), ({"status": 412}, False)],
)
def test_a_column_that_is_guarded_is_not_gone(changes: dict[str, Any], is_known: bool) -> None:
    where = unread_page(LIST.page.url, **changes)
    result = checked(section(columns=[column(complete=False, reason="http_404", pages=0, page=where)]))
    assert (value(result, POSTS)[0] == 0) is is_known


def test_a_day_that_was_read_is_no_unread_one() -> None:
    row = ListEntry(
        f"{LIST.page.url}a.html", "关于热线的标题", reading("2026-11-03", raw="2026年13月第二周"), "2026年13月第二周", 0
    )
    undated = entry(day="", url=row.url)
    result = checked(section(columns=[LIST, OTHER], entries=[undated, entry(entry=row, column=OTHER, article=None)]))
    assert value(result, POSTS)[2] == ""


def test_a_post_of_several_columns_was_there_from_the_first_to_the_last_night_of_any() -> None:
    early = entry(first_seen=date(2026, 10, 2), last_seen=date(2026, 10, 20), is_listed=False, article=None)
    late = entry(first_seen=date(2026, 10, 9), last_seen=NIGHT, column=OTHER, url=early.url)
    for group in ([early, late], [late, early]):
        (post,) = candidates(group)
        assert (post.first_seen, post.last_seen, post.is_listed) == (date(2026, 10, 2), NIGHT, True)
        assert post.seen is late, "the one whose article was read"
    gone = [entry(is_listed=False), entry(url=early.url, column=OTHER)]
    assert candidates(gone)[0].seen is gone[1], "the one that is listed"


@pytest.mark.parametrize(("row", "own", "title"), [("行", "文", "行"), ("", "文", "文"), ("", None, "")])
def test_a_post_is_called_as_its_row_says_or_its_article(row: str, own: str | None, title: str) -> None:
    of_page = None if own is None else article(reading("2026-10-12", "header"), title=own)
    assert candidates([entry(title=row, article=of_page)])[0].title == title


@pytest.mark.parametrize(
    "changes",
    [
        {"url": None, "article": None, "answer": None},
        {"article": None, "answer": answer("x", None, failure=Failure.TIMEOUT)},
        {"article": article(reading("2026-10-12", "header"), unread_dates=("甲午年九月初二",))},
    ],
)
def test_a_post_that_shows_a_day_is_certain(changes: dict[str, Any]) -> None:
    assert value(one(**changes), POSTS) == (1, "met", "", 1, 1)


def test_one_row_that_shows_an_unread_day_leaves_a_post_unknown() -> None:
    row = ListEntry(f"{LIST.page.url}a.html", "关于热线的标题", None, "2026年13月第二周", 0)
    other = entry(day="", url=row.url, column=OTHER)
    result = checked(section(columns=[LIST, OTHER], entries=[entry(day="", entry=row), other]))
    assert value(result, POSTS)[2] == "date_unread"


@pytest.mark.parametrize(
    ("readings", "doubtful", "expected"),
    [
        ((), False, (None, "", "", False)),
        ((reading("2026-10-13", "meta"), reading("2026-10-12", "header", "09:00")), False, ("2026-10-13", "", "meta", False)),
        ((reading("2026-10-13", "meta"), reading("2026-10-13", "header", "09:00")), False, ("2026-10-13", "09:00", "meta", False)),
        ((reading("2026-10-13", "meta", "08:00"), reading("2026-10-12", "header", "09:00")), True, ("2026-10-12", "09:00", "header", False)),
        ((reading("2026-10-13", "meta", "08:00"),), True, ("2026-10-13", "08:00", "meta", True)),
        ((reading("2026-10-13", "meta"), reading("2026-10-14", "meta")), True, ("2026-10-13", "", "meta", True)),
    ],
)  # fmt: skip
def test_the_day_that_counts_has_the_clock_that_stands_beside_it(readings: Any, doubtful: bool, expected: Any) -> None:
    day = chosen_day(readings, is_doubtful=doubtful)
    assert (str(day.day) if day.day else None, day.clock, day.source, day.is_doubtful) == expected


def test_two_doubtful_days_are_a_doubt_and_no_conflict() -> None:
    stamps = article(reading("2026-10-15", "meta"), reading("2026-10-20", "meta"), doubtful=True)
    assert one(entry=entry(day="").entry, article=stamps).posts[0].flags == ("date_doubtful",)


def test_a_section_that_was_never_walked_whole_has_no_later_posts() -> None:
    posts = [entry(f"{n}", first_seen=date(2026, 10, 9), first_night=False) for n in range(31)]
    found = checked(section(columns=[LIST], entries=posts, first_complete=None)).findings
    assert not [item for item in found if item.check == "bulk_import"]


def clone(**changes: Any) -> UnitMonth:
    news = column("要闻")
    of_unit = article(reading("2026-10-11", "header"), source="区教育局", body_hash="m")
    post = entry("c", "2026-10-11", column=news, article=of_unit, answer=answer("c", 404))
    own = section(**changes) if changes else section()
    return checked(own, main=main_section((news,), [post]))


def test_a_clone_is_said_of_once_under_its_check() -> None:
    def told(result: UnitMonth) -> list[tuple[str, str]]:
        own = [item for item in result.findings if item.check in ("post_unreachable", "post_undated", "post_removed")]
        return [(item.check.value, item.subject.rsplit("/", 1)[-1]) for item in own]

    assert told(clone()) == [("post_unreachable", "c.html")]
    news = column("要闻")
    twice = entry("c", "2026-10-11", column=news, answer=answer("c", 404))
    assert told(clone(columns=[news], entries=[twice])) == [("post_unreachable", "c.html")]
