"""Pages of other hosts whose title became a wholly other one."""

from dataclasses import replace
from datetime import date

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
    ],
)
def test_a_title_is_another_where_it_shares_next_to_nothing(before: str, now: str, expected: bool) -> None:
    assert has_other_title(((OLD, before), (NEW, now)), NIGHT) is expected


def test_a_title_that_comes_back_is_none() -> None:
    assert not has_other_title(((OLD, "社区服务中心"), (date(2026, 10, 5), "系统维护"), (NEW, "社区服务中心")), NIGHT)


def test_a_change_of_long_ago_is_told_no_more() -> None:
    assert not has_other_title(((date(2026, 8, 1), "社区服务中心"), (date(2026, 9, 1), "娱乐城")), NIGHT)


def found(target: str) -> list[Finding]:
    shown = replace(link(target), titles=((OLD, "社区服务中心"), (NEW, "澳门娱乐城")))
    return check_changed_hosts(look(section(links=(shown,))))


def test_a_finding_quotes_both_titles_and_costs_nothing() -> None:
    (told,) = found("http://other.example/")
    assert (told.quotes, told.published, told.costs) == (("社区服务中心", "澳门娱乐城"), NEW, False)
    assert told.outcome.value == "inconclusive"


def test_pages_of_the_sites_own_host_may_change() -> None:
    assert found(f"{HOST}/other/") == []
