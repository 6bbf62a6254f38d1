"""Which links one process asks: a host's together, many hosts' in groups of about the same size."""

from collections import Counter

import pytest

from crawler.addresses import host_of
from crawler.probing.groups import grouped
from crawler.records.observations import Target


def links(host: str, count: int) -> list[Target]:
    return [Target(f"http://{host}/{number}") for number in range(count)]


def test_few_links_are_one_group_and_none_are_none() -> None:
    assert [len(group) for group in grouped([*links("a.cn", 9), *links("b.cn", 9)])] == [18]
    assert grouped([]) == []


def test_no_host_is_in_two_groups_and_the_largest_group_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.probing.groups.TOGETHER", 10)
    targets = [*links("big.cn", 30), *(item for number in range(20) for item in links(f"h{number}.cn", 2))]
    groups = grouped(targets)
    holders = Counter(host for group in groups for host in {host_of(target.url) for target in group})
    assert set(holders.values()) == {1} and len(holders) == 21
    assert sorted(target.url for group in groups for target in group) == sorted(target.url for target in targets)
    assert [len(group) for group in groups] == [30, 8, 8, 6, 6, 6, 6]


def test_a_link_belongs_to_the_host_that_is_asked() -> None:
    (group,) = grouped([Target("http://a.cn/x", "http://b.cn/y")])
    assert group[0].address == "http://b.cn/y"
