"""Addresses that wait to be asked."""

from hypothesis import given
from hypothesis import strategies as st

from crawler.records.observations import Target
from crawler.walking.waiting import Waiting


def target(name: str, host: str = "h.cn") -> Target:
    return Target(f"http://{host}/{name}")


def waiting(most: int, *targets: Target) -> Waiting:
    made = Waiting(most)
    for item in targets:
        made.add(item)
    return made


def test_of_a_host_no_more_is_handed_over_than_keeps_it_busy() -> None:
    room = waiting(2, *map(target, "abc"))
    assert room.take() == [target("b"), target("c")]
    assert room.take() == []
    room.ended(target("c").url)
    assert room.take() == [target("a")]


def test_what_was_found_last_is_asked_first() -> None:
    room = waiting(1, target("list"), target("post"))
    assert room.take() == [target("post")]


def test_a_host_that_answers_slowly_keeps_no_other_waiting() -> None:
    room = waiting(1, target("a"), target("b"), target("c", "other.cn"))
    assert room.take() == [target("b"), target("c", "other.cn")]
    room.ended(target("c", "other.cn").url)
    assert room.take() == []


def test_an_answer_that_nobody_was_asked_for_makes_no_room() -> None:
    room = waiting(1, target("a"), target("b"))
    room.take()
    room.ended(target("stored").url)
    assert room.take() == []


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 99)), unique=True), st.integers(1, 5))
def test_each_address_is_handed_over_once_and_no_host_gets_more_at_a_time(
    named: list[tuple[int, int]], most: int
) -> None:
    room = waiting(most, *(target(str(name), f"{host}.cn") for host, name in named))
    asked: list[Target] = []
    while now := room.take():
        for host in range(4):
            assert sum(item.url.startswith(f"http://{host}.cn/") for item in now) <= most
        asked += now
        for item in now:
            room.ended(item.url)
    assert sorted(item.url for item in asked) == sorted(f"http://{host}.cn/{name}" for host, name in named)
