"""Whether a night may be published, case by case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.health import MANY_HOSTS, NightReason, dropped, judge_night
from crawler.records.observations import HostHealth


def host(name: str, *, up: bool = True, before: bool = True, own: bool = False) -> HostHealth:
    return HostHealth(
        host=name,
        requests=1,
        answered=int(up),
        failed=int(not up),
        reachable=up,
        was_reachable=before,
        configured=own,
    )


OWN = host("www.cn", own=True)
OWN_DOWN = host("www.cn", up=False, own=True)


def test_a_night_whose_canaries_all_fail_is_ours_to_mend() -> None:
    verdict = judge_night({"http://c/": False, "http://d/": False}, [OWN], ["www.cn"])
    assert verdict.reason is NightReason.CANARIES_FAILED and not verdict.is_good
    assert "http://c/" in verdict.detail


@pytest.mark.parametrize(("failing", "reason"), [(2, NightReason.NONE), (3, NightReason.HOSTS_FAILED)])
def test_more_than_half_of_the_hosts_that_answered_before_make_an_outage(failing: int, reason: NightReason) -> None:
    others = [host(f"h{number}", up=number >= failing) for number in range(4)]
    assert judge_night({}, others, []).reason is reason


def test_canaries_count_with_the_hosts() -> None:
    canaries = {"http://c/": True, "http://d/": True}
    hosts = [host("a", up=False), host("b", up=False)]
    assert judge_night(canaries, hosts, []).is_good
    assert judge_night({"http://c/": True}, hosts, []).reason is NightReason.HOSTS_FAILED


def test_hosts_that_were_never_seen_alive_say_nothing() -> None:
    dead = [host(f"h{number}", up=False, before=False) for number in range(100)]
    assert judge_night({}, [OWN, *dead], ["www.cn"]).is_good


@pytest.mark.parametrize(("count", "good"), [(MANY_HOSTS - 1, True), (MANY_HOSTS, False)])
def test_on_a_first_night_without_canaries_many_dead_hosts_are_a_sign(count: int, good: bool) -> None:
    dead = [host(f"h{number}", up=False, before=False) for number in range(count)]
    assert judge_night({}, dead, [], knows_hosts=False).is_good is good
    assert judge_night({}, dead, [], knows_hosts=True).is_good
    assert judge_night({"http://c/": True}, dead, [], knows_hosts=False).is_good


def test_sites_out_of_reach_without_a_canary_that_answers_are_no_finding() -> None:
    alive = [host("a"), host("b")]
    assert judge_night({}, [OWN_DOWN, *alive], ["www.cn"]).reason is NightReason.SITES_FAILED
    with_canary = judge_night({"http://c/": True}, [OWN_DOWN, *alive], ["www.cn"])
    assert with_canary.is_good and with_canary.down == ("www.cn",)


def test_one_of_two_sites_out_of_reach_is_told_and_the_night_stands() -> None:
    verdict = judge_night({}, [OWN_DOWN, host("xxgk.cn", own=True), host("a")], ["www.cn", "xxgk.cn"])
    assert verdict.is_good and verdict.down == ("www.cn",)


def test_a_count_that_fell_too_far_is_named_with_its_numbers() -> None:
    before = {"a": 100, "b": 100, "few": 19, "gone": 20}
    assert dropped({"a": 49, "b": 50, "few": 0}, before, 0.5) == {"a": "a 100→49", "gone": "gone 20→0"}


@given(st.dictionaries(st.text("ab", max_size=2), st.integers(0, 1000)), st.floats(0.01, 0.99))
def test_what_did_not_fall_is_never_named(counts: dict[str, int], share: float) -> None:
    assert dropped(counts, counts, share) == {}


@given(st.lists(st.booleans(), max_size=30), st.booleans())
def test_one_dead_host_more_never_makes_a_bad_night_good(ups: list[bool], knows: bool) -> None:
    hosts = [host(f"h{number}", up=up) for number, up in enumerate(ups)]
    if not judge_night({}, hosts, [], knows).is_good:
        assert not judge_night({}, [*hosts, host("one more", up=False)], [], knows).is_good
