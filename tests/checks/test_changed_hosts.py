"""Pages of other hosts whose title became a wholly other one."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from checks.changed_hosts import check_changed_hosts, has_other_title
from checks.findings import Finding
from tests.builders import HOST, NIGHT, link, look, section

OLD, NEW = date(2026, 10, 1), date(2026, 10, 20)


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ("红桥区社区服务中心", "澳门线上娱乐城官网", True),
        ("红桥区社区服务中心", "红桥区社区服务中心-首页", False),
        ("红桥区社区服务中心", "红桥区社区服务网", False),
        ("2025年第八届博览会", "2026年第九届博览会", False),
        ("中国政府网", "www.gov.cn", True),
        ("甲乙丙丁戊己", "甲乙一二三四", False),
        ("甲乙丙丁戊己庚", "甲乙一二三四五", True),
        ("甲乙丙", "甲乙一二三四五六七八九十", False),
        ("甲乙一丙丁二", "甲乙三丙丁四", False),
        ("甲-乙-丙-丁", "甲乙丙丁", False),
        ("甲乙丙丁戊", "一丙丁戊己", False),
        ("甲乙丙", "一二乙丙", False),
        ("甲乙丙丁", "丁丙乙甲", True),
        ("甲乙丁", "一二丁", True),
        ("甲", "甲：", False),
        ("甲", "乙", True),
    ],
)
def test_a_title_is_another_where_it_shares_next_to_nothing(before: str, now: str, expected: bool) -> None:
    assert has_other_title(((OLD, before), (NEW, now)), NIGHT) is expected


@pytest.mark.parametrize(
    ("now", "expected"), [("社区服务中心", False), ("系统维护中", False), ("澳门娱乐城", True)]
)  # fmt: skip
def test_a_title_that_was_borne_before_is_none(now: str, expected: bool) -> None:
    borne = ((OLD, "社区服务中心"), (date(2026, 10, 5), "系统维护"), (NEW, now))
    assert has_other_title(borne, NIGHT) is expected


def test_a_change_of_long_ago_is_told_no_more() -> None:
    assert not has_other_title(((date(2026, 8, 1), "社区服务中心"), (date(2026, 9, 1), "娱乐城")), NIGHT)


def found(target: str, *before: str, places: int = 1) -> list[Finding]:
    titles = tuple((OLD, title) for title in (*before, "社区服务中心"))
    shown = replace(link(target), titles=(*titles, (NEW, "澳门娱乐城")))
    shown = replace(shown, samples=shown.samples * places)
    return check_changed_hosts(look(section(links=(shown,))))


def test_a_finding_quotes_both_titles_and_costs_nothing() -> None:
    (told,) = found("http://other.example/")
    assert (told.quotes, told.published, told.costs) == (("社区服务中心", "澳门娱乐城"), NEW, False)
    assert told.outcome.value == "inconclusive"


def test_a_finding_quotes_the_last_two_titles_and_three_places() -> None:
    (told,) = found("http://other.example/", "红桥区人民政府", "正在建设", places=5)
    assert (told.quotes, len(told.places)) == (("社区服务中心", "澳门娱乐城"), 3)


def test_pages_of_the_sites_own_host_may_change() -> None:
    assert found(f"{HOST}/other/") == []


@pytest.mark.parametrize(("day", "expected"), [(NIGHT - timedelta(30), True), (NIGHT - timedelta(31), False)])
def test_a_change_is_told_for_thirty_days(day: date, expected: bool) -> None:
    assert has_other_title(((date(2026, 8, 1), "社区服务中心"), (day, "娱乐城")), NIGHT) is expected


def test_a_link_of_the_sites_frame_is_the_sites() -> None:
    shown = replace(link("http://other.example/", sections=4), titles=((OLD, "社区服务中心"), (NEW, "澳门娱乐城")))
    assert check_changed_hosts(look(section(links=(shown,), site_sections=4))) == []
