"""Other facts with evidence (MEASURING 9), overdue disclosure (8), windows of columns: shown, timed, never guessed."""

from datetime import date, timedelta
from typing import Any

import pytest

from checks.facts.annual_report import due_day
from checks.facts.personal import check_personal
from checks.findings import Check, UnitMonth
from config.monitor import Policies
from config.month import Month
from config.schema import Role, SiteKind
from crawler.records.observations import Failure
from tests.builders import (
    NIGHT,
    TEXT,
    article,
    checked,
    column,
    entry,
    look,
    page,
    reading,
    said,
    section,
    unread_page,
    value,
)

PLATFORM = SiteKind.DISCLOSURE


def platform(*columns: Any, entries: Any = (), month: Month = Month(2026, 10), **changes: Any) -> UnitMonth:
    policies = changes.pop("policies", {})
    today = changes.pop("today", NIGHT)
    return checked(section(PLATFORM, columns, entries, **changes), month=month, policies=policies, today=today)


# ---- annual report ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "policy", "due"),
    [
        (2025, "01-31", date(2026, 1, 31)),
        (2025, "03-15", date(2026, 3, 15)),
        (2019, "01-31", date(2020, 1, 31)),
        (2018, "01-31", date(2019, 3, 31)),
        (2008, "01-31", date(2009, 3, 31)),
    ],
)
def test_a_report_is_due_by_the_policy_and_before_2019_by_the_old_rule(year: int, policy: str, due: date) -> None:
    assert due_day(year, policy) == due


REPORTS = column("年报", Role.ANNUAL_REPORT, kind=PLATFORM)


def report(day: str, title: str = "2025年政府信息公开工作年度报告", **changes: Any) -> list[tuple[str, str]]:
    posts = [entry(day=day, title=title, column=REPORTS)] if title else []
    return said(platform(REPORTS, entries=posts, **changes).findings, Check.ANNUAL_REPORT)


@pytest.mark.parametrize(
    ("day", "title", "found"),
    [
        ("2026-01-31", "2025年度报告", [("met", "published")]),
        ("2026-02-01", "2025年度报告", [("not_met", "published")]),
        ("2026-01-31", "2024年度报告", [("inconclusive", "not_seen")]),
        ("", "2025年度报告", [("inconclusive", "not_seen")]),
        ("", "", [("inconclusive", "not_seen")]),
    ],
)
def test_last_years_report_is_looked_for_by_its_title_and_day(day: str, title: str, found: list[Any]) -> None:
    assert report(day, title) == found


def test_the_earliest_of_two_reports_counts_and_one_in_another_column_does_not() -> None:
    two = [entry(name, day, title="2025年度报告", column=REPORTS) for name, day in (("a", "2026-03-01"), ("b", "2026-01-20"))]  # fmt: skip
    assert said(platform(REPORTS, entries=two).findings, Check.ANNUAL_REPORT) == [("met", "published")]
    other = entry(title="2025年度报告", day="2026-01-20", column=column(kind=PLATFORM))
    found = platform(REPORTS, column(kind=PLATFORM), entries=[other]).findings
    assert said(found, Check.ANNUAL_REPORT) == [("inconclusive", "not_seen")]


def test_facts_are_told_of_the_running_month_of_a_platform_that_is_up() -> None:
    assert report("2026-01-31", is_down=True) == []
    assert report("2026-01-31", month=Month(2026, 9)) == []
    assert said(checked().findings, Check.ANNUAL_REPORT) == []
    assert said(platform(column(kind=PLATFORM)).findings, Check.ANNUAL_REPORT) == []
    assert said(checked(section(columns=[REPORTS])).findings, Check.ANNUAL_REPORT) == []


@pytest.mark.parametrize("value", ["1-31", "02-29", "13-01", "01-32", "31-01", "01/31", ""])
def test_a_due_day_is_a_day_of_every_year(value: str) -> None:
    if value == "1-31":
        assert due_day(2025, Policies(annual_report_due=value).annual_report_due) == date(2026, 1, 31)
        return
    with pytest.raises(ValueError, match="月-日"):
        Policies(annual_report_due=value)


# ---- other facts ----------------------------------------------------------------------------------------------------------


def test_key_areas_are_told_with_the_number_of_their_entries() -> None:
    own = column("重点领域", Role.KEY_AREAS, kind=PLATFORM)
    listed, gone = entry("a", column=own), entry("b", column=own, is_listed=False)
    assert said(platform(own, entries=[listed, gone]).findings, Check.KEY_AREAS) == [("met", "entries")]
    assert said(platform(own, entries=[gone]).findings, Check.KEY_AREAS) == [("inconclusive", "entries")]
    message = next(
        item.message for item in platform(own, entries=[listed, gone]).findings if item.check is Check.KEY_AREAS
    )
    assert message == "重点领域栏目现有 1 条信息"
    for nothing in (
        platform(column("重点领域", Role.KEY_AREAS, page=unread_page("x"))),
        platform(own, is_down=True),
        platform(own, month=Month(2026, 9)),
        checked(section(columns=[column("重点领域", Role.KEY_AREAS)])),
    ):
        assert said(nothing.findings, Check.KEY_AREAS) == []


@pytest.mark.parametrize(
    ("own", "found"),
    [
        (page("x", TEXT), [("met", "ok")]),
        (unread_page("x", status=404), [("not_met", "http_404")]),
        (unread_page("x", status=500), [("inconclusive", "http_500")]),
        (unread_page("x", status=403), [("inconclusive", "http_403")]),
        (unread_page("x", status=None, failure=Failure.TIMEOUT), [("inconclusive", "timeout")]),
    ],
)  # fmt: skip
def test_the_channel_for_requests_works_or_is_gone_or_unknown(own: Any, found: list[Any]) -> None:
    shown = column("依申请公开", Role.REQUEST_CHANNEL, kind=PLATFORM, page=own)
    assert said(platform(shown).findings, Check.REQUEST_CHANNEL) == found
    assert said(platform(shown, is_down=True).findings, Check.REQUEST_CHANNEL) == []
    assert said(platform(shown, month=Month(2026, 9)).findings, Check.REQUEST_CHANNEL) == []


def test_personal_numbers_are_told_masked_and_cost_nothing() -> None:
    shown = section(personal=(("http://h.example/a.html", "120***********0013", "obs:3"), ("http://h.example/b.html", "6222****", "")))  # fmt: skip
    found = [item for item in checked(shown).findings if item.check is Check.PERSONAL_INFORMATION]
    assert [(item.subject, item.role, item.evidence, item.costs) for item in found] == [
        ("http://h.example/a.html", "120***********0013", ("obs:3",), False),
        ("http://h.example/b.html", "6222****", (), False),
    ]
    assert said(checked(shown, month=Month(2026, 9)).findings, Check.PERSONAL_INFORMATION) == []


# ---- 20 working days ------------------------------------------------------------------------------------------------------


LIST = column("公开内容", kind=PLATFORM)


def formed(day: str, published: str, name: str = "a") -> Any:
    own = article(reading(published, "header"), formed=reading(day, raw=day), body_hash=name)
    return entry(name, published, article=own, column=LIST)


def timely(*posts: Any, month: Month = Month(2025, 10), **changes: Any) -> Any:
    return value(platform(LIST, entries=posts, month=month, **changes), "disclosure.timeliness")


def test_twenty_working_days_are_in_time_and_twenty_one_are_not() -> None:
    assert timely(formed("2025-09-05", "2025-10-10")) == (0, "met", "", 0, 0)
    assert timely(formed("2025-09-05", "2025-10-11")) == (1, "not_met", "overdue", 1, None)
    both = [formed("2025-09-05", "2025-10-11"), formed("2025-09-04", "2025-10-11", "b")]
    assert timely(*both)[:2] == (2, "not_met")
    assert timely(formed("2025-09-05", "2025-10-11"), policies={"due_working_days": 21})[:2] == (0, "met")


def test_only_posts_of_the_month_that_show_both_days_in_order_are_pairs() -> None:
    none = (None, "inconclusive", "no_pair", 0, None)
    assert timely() == none
    assert timely(entry(day="2025-10-10", column=LIST)) == none
    assert timely(formed("2025-09-05", "2025-11-10")) == none
    assert timely(formed("2025-10-11", "2025-10-10")) == none
    assert timely(formed("2025-10-10", "2025-10-10"))[:2] == (0, "met")


def test_a_calendar_that_is_not_announced_leaves_the_month_unknown_unless_one_post_is_late_anyway() -> None:
    far = Month(2099, 10)
    post = formed("2099-10-01", "2099-10-03")
    assert timely(post, month=far, today=date(2099, 10, 27))[:3] == (None, "inconclusive", "calendar_unknown")
    days = {f"2099-10-{day:02d}": True for day in range(2, 31)}
    known = timely(post, month=far, today=date(2099, 10, 27), policies={"holidays": days})
    assert known[:2] == (0, "met")


def test_without_a_section_on_the_platform_nothing_is_timed() -> None:
    assert value(checked(section()), "disclosure.timeliness")[:3] == (None, "inconclusive", "no_section")
    note = next(item.note for item in platform(LIST, entries=[formed("2025-10-09", "2025-10-10")], month=Month(2025, 10)).measures if item.name == "disclosure.timeliness")  # fmt: skip
    assert note == "共 1 条同时标明成文日期和发布日期"


def test_an_overdue_post_is_told_with_both_days() -> None:
    result = platform(LIST, entries=[formed("2025-09-05", "2025-10-11")], month=Month(2025, 10))
    (item,) = [item for item in result.findings if item.check is Check.POST_OVERDUE]
    assert item.message == "成文日期 2025-09-05，发布日期 2025-10-11，相隔 21 个工作日，超过 20 个工作日"
    assert item.quotes == ("成文日期：2025-09-05", "发布日期：2025-10-11")


# ---- windows ----------------------------------------------------------------------------------------------------------------


def fresh(own: Any, *posts: Any, **changes: Any) -> list[tuple[str, str, str]]:
    result = checked(section(columns=[own], entries=posts, **changes))
    return [(item.role, item.outcome.value, item.reason.value) for item in result.findings if item.check is Check.COLUMN_FRESHNESS]  # fmt: skip


NEWS = column(freshness="14d")


@pytest.mark.parametrize(
    ("post", "outcome"),
    [
        (entry(day="2026-10-13", column=NEWS), ("met", "")),
        (entry(day="2026-10-12", column=NEWS), ("not_met", "stale")),
        (entry(day="2026-10-27", column=NEWS), ("met", "")),
        (entry(day="2026-10-28", column=NEWS), ("not_met", "stale")),
        (entry(day="", column=NEWS), ("not_met", "stale")),
        (entry(day="2026-10-20", column=NEWS, is_listed=False), ("not_met", "stale")),
    ],
)  # fmt: skip
def test_a_column_is_fresh_where_its_newest_day_lies_within_its_window(post: Any, outcome: tuple[str, str]) -> None:
    assert fresh(NEWS, post) == [("14d", *outcome), ("section", *outcome)]


def test_a_column_that_was_not_read_is_stale_for_nobody_but_a_fresh_row_is_fresh() -> None:
    for changes in ({"pages": 0}, {"page": unread_page(NEWS.page.url)}):
        own = column(freshness="14d", complete=False, reason="timeout", **changes)
        assert fresh(own)[0] == ("14d", "inconclusive", "not_read")
        assert fresh(own, entry(day="2026-10-20", column=own))[0] == ("14d", "met", "")
    assert [found[1] for found in fresh(NEWS, is_down=True)] == ["inconclusive", "inconclusive"]


def test_a_section_that_was_not_walked_or_has_no_columns_is_not_idle_for_certain() -> None:
    assert fresh(NEWS, complete=False)[1] == ("section", "inconclusive", "not_read")
    assert said(checked(section()).findings, Check.COLUMN_FRESHNESS) == [("inconclusive", "not_read")]


def test_windows_are_told_of_the_running_month_and_of_the_portals_section_alone() -> None:
    assert said(checked(section(columns=[NEWS]), month=Month(2026, 9)).findings, Check.COLUMN_FRESHNESS) == []
    own = column(freshness="1y", kind=PLATFORM)
    found = [item for item in platform(own).findings if item.check is Check.COLUMN_FRESHNESS]
    assert [item.role for item in found] == ["1y"]


def test_a_window_says_how_old_the_newest_row_is() -> None:
    result = checked(section(columns=[NEWS], entries=[entry(day="2026-10-20", column=NEWS)]))
    messages = [item.message for item in result.findings if item.check is Check.COLUMN_FRESHNESS]
    assert messages == ["应在14 天内更新，最近一条为 2026-10-20（7 天前）", "整个专区最近一条为 2026-10-20（7 天前）"]
    assert [fresh(column(freshness=window))[0][:2] for window in ("6mo", "3mo", "1y")] == [
        ("6mo", "met"), ("3mo", "not_met"), ("1y", "met"),
    ]  # fmt: skip
    assert timedelta(days=7) == NIGHT - date(2026, 10, 20)


def test_a_number_in_an_attachment_is_told_as_one() -> None:
    shown = section(attachments=(("http://h.example/a.docx", "110***********4413", "obs:3"),))
    (found,) = check_personal(look(shown))
    assert (found.message[:2], found.evidence, found.costs) == ("附件", ("obs:3",), False)


def test_a_month_of_calendars_that_are_not_announced_names_the_last_day() -> None:
    posts = [formed("2099-10-01", "2099-10-03"), formed("2099-10-01", "2099-10-05", "b")]
    result = platform(LIST, entries=posts, month=Month(2099, 10), today=date(2099, 10, 27))
    (measure,) = [item for item in result.measures if item.name == "disclosure.timeliness"]
    assert measure.note == "2099-10-05"


def test_a_post_without_a_day_is_no_pair() -> None:
    own = article(formed=reading("2025-10-09", raw="2025-10-09"), body_hash="u")
    undated = entry("u", "", article=own, column=LIST)
    assert timely(undated)[2] == "no_pair"


def test_an_undated_report_beside_a_dated_one_changes_nothing() -> None:
    two = [entry(name, day, title="2025年度报告", column=REPORTS) for name, day in (("a", ""), ("b", "2026-01-20"))]
    assert said(platform(REPORTS, entries=two).findings, Check.ANNUAL_REPORT) == [("met", "published")]


def test_a_column_of_which_nothing_was_read_may_be_fresh() -> None:
    unread = column(freshness="14d", page=unread_page(column().page.url))
    assert [item[1] for item in fresh(unread) if item[0] == "14d"] == ["inconclusive"]
