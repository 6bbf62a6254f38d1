"""Accepted links: real ones that some page holds, until a day that is to come; an input of scoring alone."""

import pytest

from app.decisions.exceptions import LinkForm, accept
from app.decisions.record import WithdrawForm, withdraw
from checks.findings import Outcome
from db.decisions import Kind
from tests.app.decisions.office import HOST, Office, link
from tests.app.decisions.refused import refused

GONE = f"http://{HOST}/jyj/gone-1.html"


def form(**values: str) -> LinkForm:
    """An exception for that link with something else in it."""
    return LinkForm(**{"url": GONE, "until": "2026-12-31", "reason": "对方网站改版", **values})


def test_an_accepted_link_costs_nothing_once_it_is_scored(office_on_both: Office) -> None:
    office = office_on_both
    office.night(20, 10, [link(1)])
    assert office.line("portal.dead_links").low == 0
    record = accept(office.desk(), form())
    assert (record.author, record.reason, record.valid_to) == ("考评员甲", "对方网站改版", "2026-12-31")
    assert office.line("portal.dead_links").low == 2.5
    found = office.unit().result.findings[0]
    assert found.accepted == "考评员甲：对方网站改版" and not found.costs and found.outcome is Outcome.NOT_MET


def test_a_withdrawn_exception_leaves_nothing_behind(office: Office) -> None:
    office.night(20, 10, [link(1)])
    before = office.sheet()
    record = accept(office.desk(), form())
    office.scored()
    withdraw(office.desk(), WithdrawForm(str(record.id), "对方已恢复"))
    assert office.sheet() == before and not office.unit().result.findings[0].accepted


def test_the_other_links_of_the_unit_still_cost(office: Office) -> None:
    office.night(20, 10, [link(1), link(2)])
    accept(office.desk(), form())
    assert office.line("portal.dead_links").low == 0
    measure = next(item for item in office.unit().result.measures if item.name == "portal.dead_links")
    assert (measure.value, measure.findings) == (1, (link(2).key,))


@pytest.mark.parametrize(
    "url",
    [
        "不是网址",
        "",
        "www.hongqiao.example/jyj/gone-1.html",
        f"http://{HOST}/jyj/held-by-nobody.html",
        "javascript:alert(1)",
        "http://",
        "http://[::1",
        "mailto:a@b.cn",
    ],
)
def test_only_links_that_some_page_holds_are_accepted(office: Office, url: str) -> None:
    office.night(20, 10, [link(1)])
    assert "url" in refused(lambda: accept(office.desk(), form(url=url)))
    assert not office.context.decisions.list(Kind.LINK)


@pytest.mark.parametrize(
    "url", [GONE, f" {GONE} ", GONE.replace("www", "WWW"), GONE.replace("http", "HTTP"), GONE + "#a"]
)
def test_a_link_is_known_however_its_address_is_spelt(office: Office, url: str) -> None:
    office.night(20, 10, [link(1)])
    assert accept(office.desk(), form(url=url)).subject == GONE


def test_a_link_is_known_by_its_number(office: Office) -> None:
    office.night(20, 10, [link(1), link(2)])
    assert accept(office.desk(), form(url="LJ-portal-jyj-001")).subject == GONE
    assert "没有编号为" in refused(lambda: accept(office.desk(), form(url="LJ-portal-jyj-009")))["url"]


def test_a_malformed_link_is_named_as_it_stands_in_the_page(office: Office) -> None:
    office.night(20, 10, [link(1, subject="http:///x")])
    assert accept(office.desk(), form(url="http:///x")).subject == "http:///x"


@pytest.mark.parametrize("until", ["2026-10-20", "2025-12-31", "明年", "", "2026-02-30", "20261231"])
def test_an_exception_ends_on_a_day_to_come(office: Office, until: str) -> None:
    office.night(20, 10, [link(1)])
    assert "until" in refused(lambda: accept(office.desk(), form(until=until)))


def test_an_exception_holds_to_the_end_of_its_last_day(office: Office) -> None:
    office.night(20, 10, [link(1)])
    accept(office.desk(), form(until="2026-10-21"))
    office.night(21, 10, [link(1)])
    assert office.line("portal.dead_links").low == 2.5
    office.night(22, 10, [link(1)])
    assert office.line("portal.dead_links").low == 0


def test_all_that_is_wrong_is_said_at_once_and_twice_the_same_too(office: Office) -> None:
    office.night(20, 10, [link(1)])
    assert set(refused(lambda: accept(office.desk(), LinkForm("不是网址", "昨天", "")))) == {"url", "until", "reason"}
    accept(office.desk(), form())
    assert "没有重复登记" in refused(lambda: accept(office.desk(), form()))["url"]
