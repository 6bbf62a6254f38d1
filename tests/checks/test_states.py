"""Dynamic columns, dead links and empty columns of a month, and what earlier nights know of it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from checks.findings import Check, Finding, Measure, Outcome, UnitMonth
from checks.look import unread_columns
from checks.measures import Name
from checks.month.earlier import with_earlier
from checks.month.faults import dead_links_measure
from checks.month.profiles import profile_measure
from checks.month.unread import unread_findings
from checks.reasons import Reason
from checks.verdicts import Verdict
from config.month import Month
from config.schema import Role, SiteKind
from crawler.records.observations import Failure
from tests.builders import (
    HOST,
    NIGHT,
    TEXT,
    checked,
    column,
    entry,
    fault,
    link,
    look,
    page,
    section,
    unread_page,
    value,
)

SEPTEMBER = Month(2026, 9)
LINKS, EMPTY, DYNAMIC = "portal.dead_links", "portal.empty_columns", "portal.dynamic_columns"


# ---- dynamic columns ----------------------------------------------------------------------------------------------------


def dynamic(*columns: Any, entries: Any = (), **changes: Any) -> UnitMonth:
    return checked(section(columns=columns, entries=entries, **changes))


def test_every_dynamic_column_needs_a_counted_post_of_the_month() -> None:
    one, two = column("动态", dynamic=True), column("要闻", dynamic=True)
    both = [entry("a", column=one), entry("b", column=two)]
    assert value(dynamic(one, two, entries=both), DYNAMIC) == (2, "met", "", 2, 2)
    assert value(dynamic(one, two, entries=both[:1]), DYNAMIC)[:3] == (1, "not_met", "not_updated")
    found = [item for item in dynamic(one, two, entries=both[:1]).findings if item.check is Check.DYNAMIC_COLUMN]
    assert [(item.outcome.value, item.message) for item in found] == [("not_met", "动态栏目本月没有更新：要闻")]


@pytest.mark.parametrize("changes", [{"day": "2026-09-30"}, {"day": "2026-11-01"}, {"is_listed": False}])
def test_a_post_that_does_not_count_in_the_month_updates_nothing(changes: dict[str, Any]) -> None:
    own = column(dynamic=True)
    assert value(dynamic(own, entries=[entry(column=own, **changes)]), DYNAMIC)[1] == "not_met"


def test_a_dynamic_column_that_was_not_read_is_unknown_where_no_other_is_stale_for_certain() -> None:
    cut, stale = column("动态", dynamic=True, complete=False, reason="page_limit"), column("要闻", dynamic=True)
    assert value(dynamic(cut), DYNAMIC) == (None, "inconclusive", "limit_reached", 0, 1)
    assert value(dynamic(cut, entries=[entry(column=cut)]), DYNAMIC)[:2] == (1, "met")
    assert value(dynamic(cut, stale), DYNAMIC)[1] == "not_met"
    assert value(dynamic(stale, is_down=True), DYNAMIC)[:3] == (None, "inconclusive", "site_unreachable")
    messages = [item.message for item in dynamic(cut).findings if item.check is Check.DYNAMIC_COLUMN]
    assert messages == ["动态栏目是否更新未能确认"]


def test_without_dynamic_columns_or_a_section_nothing_can_be_said() -> None:
    assert value(dynamic(column()), DYNAMIC)[:3] == (None, "inconclusive", "no_column")
    assert value(checked(), DYNAMIC)[:3] == (None, "inconclusive", "no_section")
    assert not [item for item in checked().findings if item.check is Check.DYNAMIC_COLUMN]


# ---- dead links -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("case", "outcome"),
    [
        ({}, (0, "met", "", 0, 0)),
        ({"status": 404}, (1, "not_met", "faults", 1, 1)),
        ({"problem": "malformed", "answer": None}, (1, "not_met", "faults", 1, 1)),
        ({"status": 500}, (0, "met", "", 0, 0)),
        ({"status": 403}, (0, "met", "", 0, 0)),
        ({"failure": Failure.ROBOTS}, (0, "met", "", 0, 0)),
        ({"answer": None}, (None, "inconclusive", "not_asked", 0, None)),
        ({"failure": Failure.LIMIT}, (None, "inconclusive", "limit_reached", 0, None)),
        ({"failure": Failure.OFFLINE}, (None, "inconclusive", "offline", 0, None)),
    ],
)  # fmt: skip
def test_a_confirmed_broken_link_costs_the_month_and_an_unasked_one_leaves_it_unknown(
    case: dict[str, Any], outcome: tuple[Any, ...]
) -> None:
    assert value(checked(section(links=[link(**case)])), LINKS) == outcome


def test_a_passing_failure_costs_once_it_is_confirmed() -> None:
    seen = fault(reason="timeout", nights=1, confirmed=False, last_night=NIGHT - timedelta(1))
    found = checked(section(links=[link(failure=Failure.TIMEOUT)], faults=(seen,)))
    assert value(found, LINKS)[:2] == (1, "not_met")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"complete": False, "reason": "time_limit"}, "limit_reached"),
        ({"complete": False, "reason": ""}, "not_read"),
        ({"is_down": True}, "site_unreachable"),
        ({"columns": (column(complete=False, reason="pager_by_script"),)}, "pager_by_script"),
        ({"columns": (column("办事", Role.SERVICES, complete=False, reason="http_403"),)}, "http_403"),
        ({"cut_short": "pager_by_script"}, "pager_by_script"),
        ({"cut_short": "stopped"}, "limit_reached"),
        ({"home": unread_page(f"{HOST}/portal/jyj/", failure=Failure.UNREADABLE)}, "unreadable"),
        ({"links": (link(f"{HOST}/portal/jyj/p.html", failure=Failure.UNREADABLE),)}, "unreadable"),
        ({"links": (link(f"{HOST}/portal/jyj/p.html", failure=Failure.TOO_LARGE, sniffed="html"),)}, "unreadable"),
    ],
)  # fmt: skip
def test_what_was_not_read_may_hide_links_unless_one_is_confirmed_broken(changes: dict[str, Any], reason: str) -> None:
    assert value(checked(section(**changes)), LINKS)[:3] == (None, "inconclusive", reason)
    own = (*changes.get("links", ()), link(status=404))
    assert value(checked(section(**{**changes, "links": own})), LINKS) == (1, "not_met", "faults", 1, None)


@pytest.mark.parametrize(
    "changes",
    [
        {"columns": (column(complete=False, reason="redirected_away"),)},
        {"columns": (column(complete=False, reason="not_html"),)},
        {"columns": (column(complete=False, reason="not_read", url="http://o.example/x/"),)},
        {"links": (link("http://o.example/p.html", failure=Failure.UNREADABLE),)},
        {"links": (link(f"{HOST}/portal/jyj/p.zip", failure=Failure.TOO_LARGE, sniffed="zip"),)},
    ],
)  # fmt: skip
def test_what_is_no_page_of_the_section_hides_none_of_its_links(changes: dict[str, Any]) -> None:
    assert value(checked(section(**changes)), LINKS)[:2] == (0, "met")


@pytest.mark.parametrize(("sections", "of", "owner"), [(3, 5, "site"), (3, 6, "unit"), (2, 2, "unit"), (4, 6, "site"), (3, 3, "site")])  # fmt: skip
def test_a_link_of_most_sections_three_at_least_is_the_operators(sections: int, of: int, owner: str) -> None:
    shared = section(links=[link(status=404, sections=sections)], site_sections=of)
    assert value(checked(shared), LINKS)[0] == (0 if owner == "site" else 1)


# ---- recorded faults ------------------------------------------------------------------------------------------------------


def recorded(month: Month = Month(2026, 10), check: Check = Check.DEAD_LINK, **changes: Any) -> UnitMonth:
    return checked(section(faults=(fault(check, **changes),)), month=month, nights=(date(2026, 9, 15), NIGHT))


@pytest.mark.parametrize(
    ("first", "fixed", "cost"),
    [
        (date(2026, 9, 20), date(2026, 9, 27), 0),
        (date(2026, 9, 20), date(2026, 9, 28), 1),
        (date(2026, 9, 20), date(2026, 10, 20), 1),
        (date(2026, 9, 30), date(2026, 10, 20), 1),
        (date(2026, 10, 1), date(2026, 10, 20), 0),
        (date(2026, 8, 1), date(2026, 8, 31), 0),
        (date(2026, 8, 1), date(2026, 9, 1), 1),
    ],
)  # fmt: skip
def test_a_fault_costs_each_month_that_it_touched_unless_it_was_mended_within_seven_days(
    first: date, fixed: date, cost: int
) -> None:
    result = recorded(SEPTEMBER, first_night=first, fixed_on=fixed, is_open=False, ended="recovered")
    assert value(result, LINKS)[0] == cost


def test_a_fault_that_stands_costs_a_month_that_is_over_and_an_unconfirmed_one_does_not() -> None:
    assert value(recorded(SEPTEMBER, first_night=date(2026, 9, 30)), LINKS)[:3] == (1, "not_met", "faults")
    assert value(recorded(SEPTEMBER, first_night=date(2026, 9, 30), confirmed=False), LINKS)[0] == 0


def test_a_recorded_fault_says_how_long_it_stood_and_how_it_ended() -> None:
    said = {}
    for ended in ("recovered", "removed"):
        result = recorded(first_night=date(2026, 10, 1), fixed_on=date(2026, 10, 5), is_open=False, ended=ended)
        item = next(item for item in result.findings if item.check is Check.DEAD_LINK)
        said[ended] = (item.outcome.value, item.costs, item.message)
    assert said == {
        "recovered": ("met", False, "2026-10-01 首次发现，2026-10-05 已修复，持续 4 天，在整改期内，不扣分"),
        "removed": ("met", False, "2026-10-01 首次发现，2026-10-05 链接已取消，持续 4 天，在整改期内，不扣分"),
    }
    unread = section(faults=(fault(first_night=date(2026, 9, 30)),), complete=False, reason="page_limit")
    standing = checked(unread, month=SEPTEMBER, nights=(NIGHT,)).findings[0]
    assert standing.message == "2026-09-30 首次发现，仍未修复，持续 27 天"
    assert (standing.verdict, standing.number, standing.stands) == ("broken", "LJ-zhengwu-jyj-001", True)


def test_a_fault_is_counted_under_its_own_check() -> None:
    result = recorded(
        SEPTEMBER, Check.EMPTY_COLUMN, first_night=date(2026, 9, 1), reason="placeholder", category="空栏目"
    )
    assert (value(result, LINKS)[0], value(result, EMPTY)[0]) == (0, 1)
    assert [item.verdict for item in result.findings if item.check is Check.EMPTY_COLUMN] == [""]


def test_tonights_finding_stands_for_the_recorded_fault() -> None:
    result = checked(section(links=[link(status=404)], faults=(fault(),)))
    assert [item.number for item in result.findings if item.check is Check.DEAD_LINK] == ["LJ-zhengwu-jyj-001"]
    assert value(result, LINKS)[0] == 1


def test_a_month_without_any_night_is_not_observed() -> None:
    assert value(checked(section(), month=SEPTEMBER), LINKS)[:3] == (None, "inconclusive", "not_observed")
    assert value(checked(section(), month=SEPTEMBER, nights=(date(2026, 9, 30),)), LINKS)[:2] == (0, "met")


def test_the_accepted_fault_of_tonight_is_left_to_scoring() -> None:
    result = checked(section(links=[link(status=404)]))
    assert [item.accepted for item in result.findings if item.check is Check.DEAD_LINK] == [""]


# ---- empty columns --------------------------------------------------------------------------------------------------------


def shown(*texts: str, **changes: Any) -> Any:
    own = column("专栏", Role.OTHER)
    return column("专栏", Role.OTHER, page=page(own.page.url, *texts, **changes))


@pytest.mark.parametrize(
    ("own", "outcome"),
    [
        (shown(TEXT), (0, "met", "", 0, 0)),
        (shown(), (1, "not_met", "faults", 1, 1)),
        (shown("暂无内容"), (1, "not_met", "faults", 1, 1)),
        (shown(by_script=True), (None, "inconclusive", "script_list", 0, None)),
        (column("专栏", Role.OTHER, page=unread_page("x", status=404)), (0, "met", "", 0, 0)),
    ],
)  # fmt: skip
def test_an_empty_column_costs_the_month_and_one_that_a_script_fills_is_unknown(own: Any, outcome: Any) -> None:
    assert value(checked(section(columns=[own])), EMPTY) == outcome


def test_an_unread_list_leaves_empty_columns_as_they_are() -> None:
    cut = column(complete=False, reason="pager_by_script")
    assert value(checked(section(columns=[cut])), EMPTY)[:2] == (0, "met")


# ---- what earlier nights know ---------------------------------------------------------------------------------------------


def after(now: UnitMonth, name: str, *, month: Month = Month(2026, 10), earlier: UnitMonth, **changes: Any) -> Any:
    return value(checked(**changes, month=month, earlier=earlier), name)


MET = checked(section())
UNKNOWN = checked(section(complete=False, reason="page_limit"))
BROKEN = checked(section(links=[link(status=404)]))


def test_a_night_that_cannot_tell_does_not_undo_one_that_could() -> None:
    unsure = section(complete=False, reason="page_limit")
    assert value(checked(unsure, earlier=MET), LINKS)[:2] == (0, "met")
    assert value(checked(unsure, earlier=UNKNOWN), LINKS)[1] == "inconclusive"
    assert value(checked(unsure, earlier=BROKEN), LINKS)[1] == "inconclusive"


def test_a_month_that_is_over_stays_unknown_where_no_night_of_it_could_tell() -> None:
    nights = (date(2026, 9, 15), NIGHT)
    assert value(checked(section(), month=SEPTEMBER, nights=nights, earlier=UNKNOWN), LINKS)[:3] == (
        None, "inconclusive", "limit_reached",
    )  # fmt: skip
    assert value(checked(section(), month=SEPTEMBER, nights=nights, earlier=MET), LINKS)[:2] == (0, "met")
    assert value(checked(section(), earlier=UNKNOWN), LINKS)[:2] == (0, "met")


def test_the_last_conclusive_night_counts_for_basic_information_with_its_findings() -> None:
    own = column("领导信息", Role.LEADERS)
    known = checked(section(columns=[own]))
    assert value(known, "portal.leaders")[:3] == (0, "not_met", "no_leader")
    gone = column("领导信息", Role.LEADERS, page=unread_page(own.page.url, failure=Failure.TIMEOUT), complete=False, reason="timeout")  # fmt: skip
    kept = checked(section(columns=[gone]), earlier=known)
    assert value(kept, "portal.leaders")[:3] == (0, "not_met", "no_leader")
    keys = next(item.findings for item in kept.measures if item.name == "portal.leaders")
    assert set(keys) <= {item.key for item in kept.findings}
    assert value(checked(section(columns=[own]), earlier=replace(known, measures=())), "portal.leaders")[1] == "not_met"


def test_counts_are_never_taken_from_an_earlier_night() -> None:
    known = checked(section(columns=[column()], entries=[entry()]))
    cut = section(columns=[column(complete=False, reason="page_limit")])
    assert value(checked(cut, earlier=known), "portal.posts") == (None, "inconclusive", "limit_reached", 0, None)


def test_a_confirmed_fault_keeps_the_doubt_beside_it() -> None:
    own = checked(section(links=[link(status=404)], complete=False, reason="page_limit"))
    measure = next(item for item in own.measures if item.name == LINKS)
    assert (measure.otherwise, measure.upper) == (Reason.LIMIT_REACHED, None)


def test_what_is_kept_of_an_earlier_night_is_its_measures_findings_and_no_others() -> None:
    own = column("领导信息", Role.LEADERS)
    known = checked(section(columns=[own], links=[link(status=404)], personal=((f"{HOST}/p", "120***", ""),)))
    gone = column("领导信息", Role.LEADERS, page=unread_page(own.page.url, failure=Failure.TIMEOUT), complete=False, reason="timeout")  # fmt: skip
    kept = checked(section(columns=[gone]), earlier=known)
    assert not [item for item in kept.findings if item.check in (Check.DEAD_LINK, Check.PERSONAL_INFORMATION)]
    assert len([item for item in kept.findings if item.role == "leaders"]) == 1
    names = [item.name for item in kept.measures]
    assert len(names) == len(set(names))


def test_the_doubt_of_a_month_that_is_over_stays_beside_its_faults() -> None:
    nights = (date(2026, 9, 15), NIGHT)
    old = fault(first_night=date(2026, 9, 1), fixed_on=date(2026, 9, 20), is_open=False, ended="recovered")
    unsure = checked(section(faults=(old,), complete=False, reason="page_limit"), month=SEPTEMBER, nights=nights)
    assert next(item.otherwise for item in unsure.measures if item.name == LINKS) is Reason.NONE
    now = checked(section(faults=(old,)), month=SEPTEMBER, nights=nights, earlier=UNKNOWN)
    measure = next(item for item in now.measures if item.name == LINKS)
    assert (measure.value, measure.otherwise) == (1, Reason.LIMIT_REACHED)
    again = checked(section(faults=(old,)), month=SEPTEMBER, nights=nights, earlier=now)
    assert next(item.otherwise for item in again.measures if item.name == LINKS) is Reason.LIMIT_REACHED
    running = checked(section(links=[link(status=404)]), earlier=UNKNOWN)
    assert next(item.otherwise for item in running.measures if item.name == LINKS) is Reason.NONE
    leaders = next(item for item in now.measures if item.name == "portal.leaders")
    assert leaders.otherwise is Reason.NONE


def month(name: Name, outcome: Outcome, *, value: int | None = 0, **changes: Any) -> UnitMonth:
    """A month of one measure."""
    return UnitMonth("jyj", "2026-10", (Measure(name, value, outcome, **changes),), (), ())


@pytest.mark.parametrize(
    ("name", "now", "earlier", "is_current", "kept"),
    [
        (Name.PORTAL_LEADERS, Outcome.INCONCLUSIVE, Outcome.MET, True, True),
        (Name.PORTAL_LEADERS, Outcome.INCONCLUSIVE, Outcome.NOT_MET, True, True),
        (Name.PORTAL_LEADERS, Outcome.INCONCLUSIVE, Outcome.INCONCLUSIVE, True, False),
        (Name.PORTAL_LEADERS, Outcome.MET, Outcome.INCONCLUSIVE, False, False),
        (Name.PORTAL_SERVICES, Outcome.NOT_APPLICABLE, Outcome.NOT_MET, False, True),
        (Name.PORTAL_SERVICES, Outcome.NOT_APPLICABLE, Outcome.NOT_MET, True, False),
        (Name.PORTAL_SERVICES, Outcome.NOT_APPLICABLE, Outcome.INCONCLUSIVE, False, False),
        (Name.PORTAL_DEAD_LINKS, Outcome.INCONCLUSIVE, Outcome.MET, True, True),
        (Name.PORTAL_DEAD_LINKS, Outcome.INCONCLUSIVE, Outcome.NOT_MET, True, False),
        (Name.PORTAL_DEAD_LINKS, Outcome.MET, Outcome.INCONCLUSIVE, False, True),
        (Name.PORTAL_DEAD_LINKS, Outcome.MET, Outcome.INCONCLUSIVE, True, False),
        (Name.PORTAL_DEAD_LINKS, Outcome.MET, Outcome.NOT_MET, False, False),
        (Name.PORTAL_DEAD_LINKS, Outcome.NOT_MET, Outcome.INCONCLUSIVE, False, False),
        (Name.PORTAL_POSTS, Outcome.INCONCLUSIVE, Outcome.MET, True, False),
        (Name.PORTAL_POSTS, Outcome.MET, Outcome.INCONCLUSIVE, False, False),
    ],
)
def test_what_an_earlier_night_knows_is_kept_where_the_measure_lasts(
    name: Name, now: Outcome, earlier: Outcome, is_current: bool, kept: bool
) -> None:
    tonight, before = month(name, now, note="now"), month(name, earlier, note="earlier")
    (measure,) = with_earlier(tonight, before, is_current).measures
    assert measure.note == ("earlier" if kept else "now")


@pytest.mark.parametrize(
    ("name", "earlier", "changes", "doubt"),
    [
        (Name.PORTAL_DEAD_LINKS, {"outcome": Outcome.INCONCLUSIVE, "reason": Reason.NOT_READ}, {}, Reason.NOT_READ),
        (Name.PORTAL_DEAD_LINKS, {"outcome": Outcome.MET}, {}, Reason.NONE),
        (Name.PORTAL_DEAD_LINKS, {"outcome": Outcome.NOT_MET, "otherwise": Reason.OFFLINE}, {}, Reason.OFFLINE),
        (Name.PORTAL_DEAD_LINKS, {"outcome": Outcome.INCONCLUSIVE, "reason": Reason.NOT_READ}, {"otherwise": Reason.OFFLINE}, Reason.OFFLINE),
        (Name.PORTAL_SERVICES, {"outcome": Outcome.INCONCLUSIVE, "reason": Reason.NOT_READ}, {}, Reason.NONE),
        (Name.DISCLOSURE_DEAD_LINKS, None, {}, Reason.NONE),
    ],
)  # fmt: skip
def test_a_doubt_of_an_earlier_night_stays_beside_faults_that_cost_a_month_that_is_over(
    name: Name, earlier: dict[str, Any] | None, changes: dict[str, Any], doubt: Reason
) -> None:
    now = month(name, Outcome.NOT_MET, value=1, reason=Reason.FAULTS, **changes)
    before = month(Name.PORTAL_EMPTY_COLUMNS, Outcome.MET) if earlier is None else month(name, **earlier)
    assert with_earlier(now, before, False).measures[0].otherwise is doubt


def test_a_post_of_today_updates_a_column() -> None:
    own = column("动态", dynamic=True)
    assert value(dynamic(own, entries=[entry("a", str(NIGHT), column=own)]), DYNAMIC)[1] == "met"


@pytest.mark.parametrize("day", ["2026-09-12", "2026-10-28"])
def test_a_counted_row_without_an_address_updates_no_other_column_of_its_page(day: str) -> None:
    own = column("动态", dynamic=True)
    other = column("要闻", key="02-要闻", url=own.page.url, dynamic=True)
    rows = entry("a", url=None, article=None, column=own), entry("b", day, url=None, article=None, column=other)
    assert value(dynamic(own, other, entries=rows), DYNAMIC)[:2] == (1, "not_met")


def test_of_several_unread_dynamic_columns_the_first_says_why() -> None:
    one = column("动态", dynamic=True, complete=False, reason="page_limit")
    other = column("要闻", dynamic=True, complete=False, reason="pager_by_script")
    assert value(dynamic(one, other), DYNAMIC)[2] == "limit_reached"


@pytest.mark.parametrize(
    ("verdict", "reason", "hides"),
    [
        (Verdict.INCONCLUSIVE, Reason.OFFLINE, True),
        (Verdict.BROKEN, Reason.OFFLINE, False),
        (Verdict.INCONCLUSIVE, Reason("http_403"), False),
    ],
)
def test_an_unknown_link_may_be_a_fault_where_nobody_could_ask_it(
    verdict: Verdict, reason: Reason, hides: bool
) -> None:
    unsure = Finding(
        Check.DEAD_LINK, "zhengwu", Outcome.INCONCLUSIVE, f"{HOST}/x", verdict=verdict.value, reason=reason
    )
    measure = dead_links_measure(look(section()), SiteKind.PORTAL, [unsure])
    assert (measure.outcome is Outcome.INCONCLUSIVE) is hides


def test_of_several_unknown_links_the_first_says_why() -> None:
    links = (link(f"{HOST}/a", failure=Failure.LIMIT), link(f"{HOST}/b", failure=Failure.OFFLINE))
    assert value(checked(section(links=links)), LINKS)[2] == "limit_reached"


def test_an_open_fault_costs_its_month_however_young_and_one_that_was_mended_in_time_does_not() -> None:
    nights, today = (date(2026, 9, 29), date(2026, 10, 2)), date(2026, 10, 2)
    young = fault(first_night=date(2026, 9, 28), last_night=date(2026, 10, 1))
    over = checked(section(links=[link(status=404)], faults=(young,)), month=SEPTEMBER, nights=nights, today=today)
    assert value(over, LINKS)[:2] == (1, "not_met")
    mended = replace(young, is_open=False, fixed_on=date(2026, 10, 1), ended="recovered")
    assert value(checked(section(faults=(mended,)), month=SEPTEMBER, nights=nights, today=today), LINKS)[0] == 0


@pytest.mark.parametrize("tonight", [{"answer": None}, {"status": 403}, {"failure": Failure.LIMIT}])
def test_a_recorded_fault_costs_its_month_also_where_its_link_cannot_be_judged_tonight(tonight: dict[str, Any]) -> None:
    old = fault(first_night=date(2026, 9, 1), fixed_on=date(2026, 10, 20), is_open=False, ended="recovered")
    result = checked(section(links=[link(**tonight)], faults=(old,)))
    assert value(result, LINKS) == (1, "not_met", "faults", 1, 1)
    assert len([item for item in result.findings if item.check is Check.DEAD_LINK]) == 1


def test_an_unasked_link_whose_fault_was_mended_in_time_may_be_broken_again() -> None:
    mended = fault(first_night=date(2026, 10, 10), fixed_on=date(2026, 10, 12), is_open=False, ended="recovered")
    assert value(checked(section(links=[link(answer=None)], faults=(mended,))), LINKS)[:3] == (
        None,
        "inconclusive",
        "not_asked",
    )


def test_a_column_behind_one_that_was_read_may_hide_links() -> None:
    columns = column(), column("通知公告", complete=False, reason="pager_by_script")
    assert value(checked(section(columns=columns)), LINKS)[2] == "pager_by_script"


def test_a_page_in_one_of_a_sections_folders_may_hide_links() -> None:
    own = section(links=[link(f"{HOST}/zt/p.html", failure=Failure.UNREADABLE)])
    wide = replace(own, place=replace(own.place, scope=(*own.place.scope, f"{HOST}/zt/")))
    assert value(checked(wide), LINKS)[2] == "unreadable"
    assert value(checked(section(links=[link(f"{HOST}/portal/jyj/p.html", answer=None)])), LINKS)[2] == "not_asked"


def test_updated_columns_have_no_finding() -> None:
    own = column(dynamic=True)
    found = dynamic(own, entries=[entry(column=own)]).findings
    assert not [item for item in found if item.check is Check.DYNAMIC_COLUMN]


def test_only_findings_of_columns_leave_a_column_unread() -> None:
    url = column().page.url
    of_link = Finding(Check.DEAD_LINK, "zhengwu", Outcome.INCONCLUSIVE, url, reason=Reason.OFFLINE)
    assert unread_columns([of_link]) == {}
    assert unread_columns([replace(of_link, check=Check.EMPTY_COLUMN)]) == {url: Reason.OFFLINE}
    assert unread_findings(look(section(links=[link(status=404)]))) == []


def test_basic_information_is_judged_by_its_own_findings() -> None:
    other = Finding(Check.PROFILE_CONSISTENCY, "zhengwu", Outcome.NOT_MET, HOST, role="telephone")
    measure = profile_measure(look(section()), Name.PORTAL_BASIC_INFORMATION, [other])
    assert measure.outcome is not Outcome.NOT_MET
