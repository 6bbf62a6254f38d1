"""What belongs to a site's operator: links of the shared template and the main part, its home, times out of reach."""

from dataclasses import replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from checks.findings import Check, SiteResult
from checks.sites import check_site, joined_links
from checks.template_links import is_shared, operators_links
from config.monitor import Policies
from config.schema import Content
from crawler.records.items import ListEntry
from crawler.records.observations import Failure, LinkSample
from tests.builders import (  # fmt: skip
    HOST,
    NIGHT,
    TEXT,
    column,
    entry,
    fault,
    home_of,
    link,
    main_night,
    main_section,
    page,
    reading,
    said,
    section,
    unit,
    unread_page,
)

HOME = home_of()


def site(*template: Any, **changes: Any) -> SiteResult:
    columns = changes.pop("columns", ())
    return check_site(main_section(columns, changes.pop("entries", ()), **changes), template, NIGHT, 2, Policies())[0]


def test_a_good_site_is_met() -> None:
    assert site().outcome == "met"
    assert said(site().findings, Check.DEAD_LINK) == []


def test_a_broken_link_of_the_template_or_of_the_main_part_is_told_once_with_all_its_pages() -> None:
    shared, own = link(status=404, pages=7), link(status=404, pages=2)
    result = site(shared, shared, links=(own,))
    (found,) = [item for item in result.findings if item.check is Check.DEAD_LINK]
    assert (found.page_count, found.confirmed, found.site, result.outcome) == (16, True, "zhengwu", "not_met")


def test_places_of_the_main_part_come_first_and_twenty_are_kept() -> None:
    def held(count: int, where: str) -> Any:
        samples = tuple(LinkSample(f"{HOST}/{where}{n}", "x", "a", "x", n) for n in range(count))
        return link(samples=samples)

    (joined,) = joined_links([held(1, "main"), held(30, "unit")])
    assert [place.page for place in joined.samples][:2] == [f"{HOST}/main0", f"{HOST}/unit0"]
    assert len(joined.samples) == 20


def test_a_site_out_of_reach_is_inconclusive_and_keeps_its_faults() -> None:
    result = site(is_down=True, faults=(fault(),), home=unread_page(HOME, status=None, failure=Failure.TIMEOUT))
    assert result.outcome == "inconclusive"
    assert said(result.findings, Check.SITE_UNREACHABLE) == [("not_met", "timeout")]
    assert [item.message for item in result.findings if item.check is Check.DEAD_LINK] == ["沿用 2026-10-26 的结果，本夜未能检查"]  # fmt: skip


def test_when_a_site_was_out_of_reach_is_told_by_the_offices_own_clock() -> None:
    down = main_section((), (), is_down=True, home=unread_page(HOME, status=None, failure=Failure.TIMEOUT))
    told = check_site(down, (), NIGHT, 2, Policies(), zone=ZoneInfo("Asia/Shanghai"))[0]
    assert [item.message[:17] for item in told.findings if item.check is Check.SITE_UNREACHABLE] == [
        "2026-10-27 02:00 "
    ]


def test_a_known_fault_that_could_not_be_asked_stays_as_it_was() -> None:
    result = site(links=(link(failure=Failure.OFFLINE),), faults=(fault(),))
    assert said(result.findings, Check.DEAD_LINK) == [("not_met", "http_404")]
    unknown = site(links=(link(failure=Failure.OFFLINE),))
    assert said(unknown.findings, Check.DEAD_LINK) == [("inconclusive", "offline")]


def test_an_empty_main_column_is_the_sites() -> None:
    bare = column("专题", page=page(f"{HOST}/zt/", "暂无内容"))
    result = site(columns=(bare,))
    assert said(result.findings, Check.EMPTY_COLUMN) == [("not_met", "placeholder")]
    assert result.outcome == "not_met"


# ---- the home page --------------------------------------------------------------------------------------------------------


def shown(*days: str) -> Any:
    rows = tuple(ListEntry(f"{HOST}/{day}.html", "一条信息", reading(day), day, 0) for day in days)
    return page(HOME, TEXT, entries=rows)


def home_is(result: SiteResult) -> tuple[str, str]:
    (found,) = [item for item in result.findings if item.check is Check.COLUMN_FRESHNESS and item.role == "section"]
    return found.outcome.value, found.reason.value


NEWS = column("要闻")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"columns": (NEWS,), "entries": [entry(day="2026-10-13", column=NEWS)]}, ("met", "")),
        ({"columns": (NEWS,), "entries": [entry(day="2026-10-12", column=NEWS)]}, ("not_met", "stale")),
        ({"columns": (NEWS,), "home": shown("2026-10-20")}, ("met", "")),
        ({"columns": (NEWS,), "home": shown("2026-10-01", "2026-11-20")}, ("not_met", "stale")),
        ({"columns": (NEWS,), "home": unread_page(HOME)}, ("inconclusive", "not_read")),
        ({"columns": (column("要闻", complete=False, reason="timeout"),)}, ("inconclusive", "not_read")),
    ],
)  # fmt: skip
def test_a_home_is_fresh_by_its_own_rows_and_by_its_main_columns(changes: dict[str, Any], expected: Any) -> None:
    assert home_is(site(**changes)) == expected


def test_a_home_without_days_on_a_site_without_main_columns_tells_nothing() -> None:
    bare = section(unit="", home=page(HOME, TEXT))
    result = check_site(bare, (), NIGHT, 2, Policies())[0]
    assert home_is(result) == ("inconclusive", "no_column")
    dated = check_site(section(unit="", home=shown("2026-10-20")), (), NIGHT, 2, Policies())[0]
    assert home_is(dated) == ("met", "")


def test_a_main_column_with_a_window_is_asked_for_it() -> None:
    result = site(columns=(column("要闻", freshness="14d"),))
    found = [item for item in result.findings if item.role == "14d"]
    assert said(found) == [("not_met", "stale")]
    assert result.outcome == "met"


# ---- whose a link is --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("sections", "of", "shared"), [(3, 5, True), (3, 6, False), (4, 7, True), (2, 3, False), (3, 3, True), (1, 1, False)])  # fmt: skip
def test_a_link_of_more_than_half_of_the_sections_three_at_least_is_shared(
    sections: int, of: int, shared: bool
) -> None:
    assert is_shared(link(sections=sections), section(site_sections=of)) is shared


def test_the_operator_is_told_of_shared_links_that_are_not_plainly_good() -> None:
    links = (link(f"{HOST}/1", sections=3), link(f"{HOST}/2", sections=3, status=404), link(f"{HOST}/3", status=404))
    assert [item.target for item in operators_links(section(links=links, site_sections=3))] == [f"{HOST}/2"]
    assert date(2026, 10, 27) == NIGHT


def test_links_after_a_good_one_are_told_too_and_only_open_dead_links_are_known() -> None:
    closed, other = fault(is_open=False, fixed_on=NIGHT), fault(Check.EMPTY_COLUMN)
    links = (link(f"{HOST}/good"), link(status=404, problem=""), link(f"{HOST}/slow", failure=Failure.TIMEOUT))
    found = {item.subject: item for item in site(links=links).findings if item.check is Check.DEAD_LINK}
    assert [(item.confirmed, item.nights) for item in found.values()] == [(True, 1), (False, 1)]
    for known in (closed, other):
        (item,) = [item for item in site(links=(link(failure=Failure.OFFLINE),), faults=(known,)).findings if item.check is Check.DEAD_LINK]  # fmt: skip
        assert item.outcome == "inconclusive"
    again = site(links=(link(failure=Failure.TIMEOUT),), faults=(fault(nights=1, confirmed=False, reason="timeout"),))
    assert [(item.confirmed, item.nights) for item in again.findings if item.check is Check.DEAD_LINK] == [(True, 2)]
    down = site(is_down=True, links=(link(status=404),), faults=(fault(), fault(subject=f"{HOST}/y")))
    assert sorted(item.subject for item in down.findings if item.check is Check.DEAD_LINK) == [f"{HOST}/x.html", f"{HOST}/y"]  # fmt: skip


def test_a_column_that_could_not_be_judged_is_no_fault_of_the_site() -> None:
    unsure = link(failure=Failure.OFFLINE)
    assert site(links=(unsure,)).outcome == "met"
    assert site(links=(link(failure=Failure.TIMEOUT),)).outcome == "not_met"


def test_rows_of_the_home_without_a_day_and_of_today_are_read() -> None:
    rows = (
        ListEntry(f"{HOST}/1.html", "一条没有日期的信息", None, "", 0),
        ListEntry(f"{HOST}/2.html", "一条今天的信息标题", reading(NIGHT, "list"), str(NIGHT), 0),
    )
    assert home_is(site(home=page(HOME, TEXT, entries=rows))) == ("met", "")


def test_a_home_without_days_beside_main_columns_is_as_stale_as_they_are() -> None:
    assert home_is(site(columns=(NEWS,), home=page(HOME, TEXT))) == ("not_met", "stale")


def test_one_main_column_that_was_not_read_leaves_the_home_unknown() -> None:
    cut = column("公告", complete=False, reason="timeout")
    assert home_is(site(columns=(NEWS, cut))) == ("inconclusive", "not_read")


def test_a_shared_link_that_bears_another_title_or_is_hidden_is_told_to_the_operator() -> None:
    good = link(f"{HOST}/1", sections=3)
    titled = replace(good, titles=((date(2026, 10, 1), "社区服务中心"), (date(2026, 10, 20), "澳门娱乐城")))
    hidden = replace(good, samples=tuple(replace(sample, hidden=True) for sample in good.samples))
    for shown_, told in ((good, 0), (titled, 1), (hidden, 1)):
        assert len(operators_links(section(links=(shown_,), site_sections=3))) == told


def test_a_link_is_called_by_what_readers_click_on() -> None:
    own = link()
    shown_ = replace(own, samples=(replace(own.samples[0], text="甲"), replace(own.samples[0], kind="img", text="乙")))
    assert shown_.texts == ("甲",)


def test_a_mailbox_of_the_main_part_that_a_script_fills_is_no_unread_list() -> None:
    box = column("信箱", page=page(column("信箱").page.url, by_script=True))
    assert main_night(unit(main=main_section((box,)))).unread != {}
    own = replace(box, place=replace(box.place, content=Content.REPLIES))
    assert main_night(unit(main=main_section((own,)))).unread == {}
