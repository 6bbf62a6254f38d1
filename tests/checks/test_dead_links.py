"""Dead links of one night (MEASURING 3): suspected, confirmed, carried over; and what each finding says."""

from datetime import timedelta
from typing import Any

import pytest

from checks.dead_links import carried_over, check_links, costing
from checks.faults import check_faults, is_fault
from checks.findings import Check, Finding, Outcome
from config.monitor import Policies
from crawler.records.observations import Failure
from tests.builders import HOST, NIGHT, answer, column, fault, link, section, unit

X = f"{HOST}/x.html"


def found(*links: Any, **changes_: Any) -> list[Finding]:
    own = section(links=links, **changes_)
    return check_links(unit(own), own, 2)


def test_a_good_link_is_no_finding_and_a_broken_one_is_confirmed_at_once_where_its_reason_is_definite() -> None:
    assert found(link()) == []
    (item,) = found(link(status=404, pages=5))
    assert (item.confirmed, item.costs, item.nights, item.first_seen, item.last_seen) == (True, True, 1, NIGHT, NIGHT)
    assert (item.verdict, item.category, item.page_count, item.evidence) == ("broken", "断链", 5, ("obs:9",))
    assert item.message == "断链：页面不存在（404）。请恢复该页面，或更新、取消链接"
    assert [place.page for place in item.places] == [f"{HOST}/portal/jyj/"]


@pytest.mark.parametrize(
    ("known", "confirmed", "nights"),
    [
        ((), False, 1),
        ((fault(nights=1, confirmed=False, reason="timeout"),), True, 2),
        ((fault(nights=1, confirmed=False, reason="timeout", last_night=NIGHT),), False, 1),
        ((fault(nights=2, confirmed=False, reason="timeout", last_night=NIGHT),), True, 2),
        ((fault(nights=1, confirmed=True),), True, 2),
        ((fault(nights=1, confirmed=True, reason="timeout", last_night=NIGHT),), True, 1),
        ((fault(nights=5, is_open=False),), False, 1),
        ((fault(Check.EMPTY_COLUMN, nights=5),), False, 1),
    ],
)  # fmt: skip
def test_a_passing_reason_is_confirmed_when_it_fails_again_on_a_later_night(
    known: Any, confirmed: bool, nights: int
) -> None:
    (item, *_) = found(link(failure=Failure.TIMEOUT), faults=known)
    assert (item.confirmed, item.costs, item.nights) == (confirmed, confirmed, nights)


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (link(status=403), ("inconclusive", "restricted", "受限", None, False)),
        (link(answer=None), ("inconclusive", "inconclusive", "", None, False)),
        (link(answer=None, problem="placeholder"), ("met", "warned", "提示", None, False)),
    ],
)  # fmt: skip
def test_what_is_not_broken_costs_nothing_and_has_no_history(own: Any, expected: tuple[Any, ...]) -> None:
    (item,) = found(own)
    assert (item.outcome.value, item.verdict, item.category, item.confirmed, item.costs) == expected
    assert (item.first_seen, item.nights) == (None, 0)


def test_an_open_fault_that_could_not_be_asked_is_carried_over() -> None:
    (item,) = found(link(failure=Failure.OFFLINE), faults=(fault(),))
    assert (item.outcome, item.last_seen, item.costs, item.verdict) == ("not_met", NIGHT - timedelta(1), True, "broken")
    (guarded,) = found(link(status=403), faults=(fault(),))
    assert guarded.verdict == "restricted"


@pytest.mark.parametrize("changes_", [{"complete": False}, {"is_down": True}])
def test_faults_of_links_that_were_not_seen_are_carried_over_where_not_all_was_seen(changes_: dict[str, Any]) -> None:
    assert [item.subject for item in found(faults=(fault(),), **changes_)] == [X]
    assert len(found(link(status=404), faults=(fault(),), **changes_)) == 1
    assert found(faults=(fault(),)) == []


def test_a_carried_over_fault_keeps_its_check_and_its_costs() -> None:
    item = carried_over("zhengwu", fault(Check.EMPTY_COLUMN, confirmed=False))
    assert (item.check, item.verdict, item.costs) == (Check.EMPTY_COLUMN, "", False)


def test_faults_are_what_is_recorded_and_costs_are_what_stands() -> None:
    bad = Finding(Check.DEAD_LINK, "a", Outcome.NOT_MET, X)
    assert is_fault(bad)
    assert not is_fault(Finding(Check.DEAD_LINK, "a", Outcome.MET, X))
    assert not is_fault(Finding(Check.WORDS, "a", Outcome.NOT_MET, X))
    free = Finding(Check.DEAD_LINK, "a", Outcome.NOT_MET, X, costs=False)
    assert costing([bad, free, Finding(Check.DEAD_LINK, "a", Outcome.MET, X)]) == [bad]


# ---- the record -------------------------------------------------------------------------------------------------------------


def night(*links: Any, **changes_: Any) -> Any:
    own = section(links=links, **changes_)
    return check_faults(unit(own), own, Policies(), 2)


def test_numbers_go_on_from_the_highest_and_an_address_keeps_its_own() -> None:
    known = fault(number="LJ-zhengwu-jyj-007", is_open=False, fixed_on=NIGHT - timedelta(1))
    result = night(link(status=404), link(f"{HOST}/y.html", status=404), link(f"{HOST}/z.html", status=404), faults=(known,))  # fmt: skip
    assert {item.subject: item.number for item in result.findings} == {
        X: "LJ-zhengwu-jyj-007", f"{HOST}/y.html": "LJ-zhengwu-jyj-008", f"{HOST}/z.html": "LJ-zhengwu-jyj-009",
    }  # fmt: skip


def test_an_unknown_link_keeps_its_fault_open_and_a_guarded_one_closes_it() -> None:
    assert night(link(failure=Failure.OFFLINE), faults=(fault(confirmed=False),)).faults[0].is_open
    closed = night(link(status=403), faults=(fault(),)).faults[0]
    assert (closed.is_open, closed.fixed_on, closed.ended) == (False, NIGHT, "recovered")


@pytest.mark.parametrize(("days", "episodes"), [(30, 2), (31, 1)])
def test_beginnings_of_the_last_thirty_days_are_episodes(days: int, episodes: int) -> None:
    known = fault(is_open=False, first_night=NIGHT - timedelta(days), fixed_on=NIGHT - timedelta(2))
    (item,) = night(link(status=404), faults=(known,)).findings
    assert item.episodes == episodes


def test_an_empty_column_is_a_fault_with_a_number_of_its_own() -> None:
    from config.schema import Role
    from tests.builders import page

    bare = column("专栏", Role.OTHER, page=page(f"{HOST}/z/", "暂无内容"))
    result = night(link(status=404), columns=(bare,))
    assert sorted(item.number for item in result.findings) == ["LJ-zhengwu-jyj-001", "LM-zhengwu-jyj-001"]
    assert [item.detail for item in result.faults if item.check is Check.EMPTY_COLUMN] == ["专栏"]


def test_a_fault_that_goes_on_takes_tonights_reason_and_keeps_its_beginning_and_its_confirmation() -> None:
    known = fault(nights=1, confirmed=False, reason="dns", category="断链", last_night=NIGHT - timedelta(1))
    (now,) = night(link(failure=Failure.TIMEOUT), faults=(known,)).faults
    assert (now.reason, now.category, now.nights, now.confirmed, now.last_night, now.first_night) == (
        "timeout", "无法访问", 2, True, NIGHT, known.first_night,
    )  # fmt: skip
    (kept,) = night(link(failure=Failure.OFFLINE), faults=(fault(),)).faults
    assert (kept.confirmed, kept.nights, kept.last_night) == (True, 3, NIGHT - timedelta(1))


def test_a_good_link_and_one_that_is_carried_over_hide_none_behind_them() -> None:
    links = link(f"{HOST}/a", failure=Failure.OFFLINE), link(f"{HOST}/good"), link(f"{HOST}/b", status=404)
    told = found(*links, faults=(fault(subject=f"{HOST}/a"),))
    assert [item.subject for item in told] == [f"{HOST}/a", f"{HOST}/b"]


def test_a_link_that_is_only_worth_a_hint_closes_its_fault() -> None:
    hint = link(answer=answer(X, tls_error="expired"))
    assert night(hint, faults=(fault(),)).faults[0].ended == "recovered"
