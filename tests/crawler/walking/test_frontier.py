"""The frontier: each address is asked once a night, and no section starves the others."""

import pytest

from crawler.records.observations import Answer, Failure
from crawler.walking.frontier import Frontier, Task
from tests.crawler.walking.builders import HOST, NOW, Room, job, section

JYJ, WJW = section("jyj"), section("wjw")
ONE = Task(JYJ.key)


def test_an_address_is_asked_once_whatever_number_of_reasons_there_are() -> None:
    room = Room(job(JYJ))
    for _ in range(3):
        assert room.frontier.ask(f"{HOST}/jyj/a.html", ONE) == ""
    assert room.wanted() == [f"{HOST}/jyj/a.html"]
    assert len(room.frontier.answered(Answer(f"{HOST}/jyj/a.html", NOW, status=200))) == 3


def test_of_an_answer_that_comes_back_only_what_a_walk_asks_for_is_kept() -> None:
    room, url = Room(job(JYJ)), f"{HOST}/jyj/a.html"
    told = Answer(
        url, NOW, 200, final_url=url, etag='"tag"', last_modified="today", body_hash="b", extract_key="k", hops=1
    )
    room.frontier.ask(url, ONE)
    room.frontier.answered(told)
    room.frontier.ask(url, ONE)
    [(kept, task)] = room.frontier.ready
    assert (kept, task) == (Answer(url, NOW, 200, final_url=url, extract_key="k", hops=1), ONE)


def test_two_spellings_are_one_page_and_the_first_is_asked_as_it_stands() -> None:
    room = Room(job(JYJ))
    room.frontier.ask(f"{HOST}/jyj/%7ea.html;jsessionid=1", ONE, "http://h.cn/jyj/")
    room.frontier.ask(f"{HOST}/jyj/~a.html", ONE)
    [target] = room.frontier.take()
    assert (target.url, target.asked, target.referer) == (
        f"{HOST}/jyj/~a.html", f"{HOST}/jyj/%7ea.html;jsessionid=1", "http://h.cn/jyj/",
    )  # fmt: skip


def test_a_page_behind_a_form_is_named_by_it_and_asked_at_its_address() -> None:
    room = Room(job(JYJ))
    for body in ("aa", "bb"):
        room.frontier.ask(f"{HOST}/jyj/list#post:{body}", ONE)
    assert [(target.url[-2:], target.asked) for target in room.frontier.take()] == [
        ("aa", f"{HOST}/jyj/list"), ("bb", f"{HOST}/jyj/list"),
    ]  # fmt: skip


def test_what_this_night_has_answered_is_not_asked_again() -> None:
    room = Room(job(JYJ))
    room.store.answers[f"{HOST}/jyj/a.html"] = Answer(f"{HOST}/jyj/a.html", NOW, status=200)
    room.frontier.ask(f"{HOST}/jyj/a.html", ONE)
    assert room.wanted() == []
    assert room.frontier.ready[0][0].status == 200


def test_what_failed_before_the_night_went_on_is_asked_again() -> None:
    room = Room(job(JYJ))
    room.store.answers[f"{HOST}/jyj/a.html"] = Answer(f"{HOST}/jyj/a.html", NOW, failure=Failure.TIMEOUT)
    room.frontier.ask(f"{HOST}/jyj/a.html", ONE)
    assert room.wanted() == [f"{HOST}/jyj/a.html"]


def test_an_address_left_to_the_prober_is_told_as_that() -> None:
    room = Room(job(JYJ))
    room.frontier.ask(f"{HOST}/jyj/a.html", ONE)
    assert room.frontier.leave(f"{HOST}/jyj/a.html") == [ONE]
    assert room.frontier.ask(f"{HOST}/jyj/a.html", ONE) == "redirected_away"


def followed(room: Room, unit: str, count: int) -> int:
    task = Task(f"portal/{unit}", depth=1)
    return sum(room.frontier.ask(f"{HOST}/{unit}/trap/{number}", task) == "" for number in range(count))


def test_one_sections_trap_leaves_half_of_the_pages_to_the_others() -> None:
    room = Room(job(JYJ, WJW, max_pages_per_site=100))
    assert followed(room, "jyj", 500) == 50
    assert followed(room, "wjw", 500) == 25
    listed = Task(WJW.key, depth=1, listed=True)
    assert room.frontier.ask(f"{HOST}/wjw/entry.html", listed) == ""
    assert room.frontier.limits == {JYJ.key: "page_limit", WJW.key: "page_limit"}


def test_what_a_limit_forbade_is_known_to_be_unknown_unless_somebody_else_asks_it() -> None:
    room = Room(job(JYJ, WJW, max_pages_per_site=10))
    followed(room, "jyj", 8)
    assert len(room.frontier.refused()) == 3
    room.frontier.ask(f"{HOST}/jyj/trap/7", Task(WJW.key))
    room.frontier.answered(Answer(f"{HOST}/jyj/trap/7", NOW, status=200))
    assert len(room.frontier.refused()) == 2


@pytest.mark.parametrize(("seconds", "reason"), [(0, ""), (21_600, ""), (21_601, "time_limit")])
def test_nothing_is_begun_after_the_time_limit(seconds: int, reason: str) -> None:
    moments = iter([0.0, float(seconds)])
    frontier = Frontier(job(JYJ), {}, lambda _: True, clock=lambda: next(moments))
    assert frontier.ask(f"{HOST}/jyj/a.html", ONE) == reason
