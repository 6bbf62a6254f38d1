"""Equal posts count once, the first of them; similar ones are listed for a person (MEASURING 1)."""

from datetime import date
from typing import Any

import pytest

from checks.month.posts import check_similar
from checks.posts.same import normal_title
from crawler.records.observations import Failure
from tests.builders import answer, article, checked, column, entry, look, reading, section

LIST = column()


def post(name: str, day: str = "2026-10-12", clock: str = "", **changes: Any) -> Any:
    own = article(reading(day, "header", clock), body_hash=changes.pop("body", "same"))
    return entry(name, day, title=changes.pop("title", "一个标题"), article=own, **changes)


def counted(*posts: Any) -> list[str]:
    result = checked(section(columns=[LIST], entries=posts))
    return [item.url.rsplit("/", 1)[-1][0] for item in result.posts if item.counted]


@pytest.mark.parametrize(
    ("first", "second", "wins"),
    [
        (post("z", "2026-10-11"), post("a", "2026-10-12"), "z"),
        (post("z", clock="09:03"), post("a", clock="09:13"), "z"),
        (post("z", clock="09:03:10"), post("a", clock="09:03:11"), "z"),
        (post("z", clock="23:59"), post("a"), "z"),
        (post("z", first_seen=date(2026, 10, 1)), post("a", first_seen=date(2026, 10, 2)), "z"),
        (post("z", clock="09:13", first_seen=date(2026, 10, 1)), post("a", clock="09:03", first_seen=date(2026, 10, 2)), "a"),
        (post("z"), post("a"), "a"),
        (post("z"), post("a", is_listed=False), "z"),
    ],
)  # fmt: skip
def test_the_first_counts_by_day_then_clock_then_night_then_address(first: Any, second: Any, wins: str) -> None:
    assert counted(first, second) == counted(second, first) == [wins]


@pytest.mark.parametrize(
    ("other", "number"),
    [
        (post("b"), 1),
        (post("b", title=" 一个，标题 "), 1),
        (post("b", title="两个标题"), 2),
        (post("b", body="other"), 2),
        (post("b", "2026-09-30"), 1),
        (post("b", answer=answer("b", 404)), 1),
        (post("b", answer=answer("b", None, failure=Failure.TIMEOUT)), 1),
    ],
)  # fmt: skip
def test_posts_are_equal_by_title_and_body_within_a_month(other: Any, number: int) -> None:
    assert len(counted(post("a"), other)) == number


def test_a_post_that_is_gone_is_nobodys_first() -> None:
    assert counted(post("a", "2026-10-01", answer=answer("a", 404)), post("b")) == ["b"]


@pytest.mark.parametrize(("length", "number"), [(9, 2), (10, 1)])
def test_a_body_of_a_few_characters_makes_nothing_equal(length: int, number: int) -> None:
    own = article(reading("2026-10-12", "header"), body_hash="same", body_length=length)
    assert len(counted(*(entry(name, title="一个标题", article=own) for name in "ab"))) == number


def test_a_duplicate_names_the_first_and_does_not_count() -> None:
    result = checked(section(columns=[LIST], entries=[post("a"), post("b")]))
    found = [item for item in result.findings if item.check == "post_duplicate"]
    assert [(item.outcome.value, item.reason.value) for item in found] == [("not_met", "post_duplicate")]
    assert "a.html" in found[0].message and found[0].subject.endswith("b.html")


def test_titles_are_compared_without_width_white_space_and_punctuation() -> None:
    assert normal_title("Ａ、通知（一）_x") == normal_title("a 通知 一 X")


# ---- similar ------------------------------------------------------------------------------------------------------------


def alike(name: str, mark: int, day: str = "2026-10-12", length: int = 100, **changes: Any) -> Any:
    own = article(reading(day, "header"), body_hash=name, body_length=length, simhash=f"{mark:016x}")
    return entry(name, day, article=own, **changes)


@pytest.mark.parametrize(
    ("other", "listed"),
    [
        (alike("b", 0b1111), True),
        (alike("b", 0b11111), False),
        (alike("b", 0b11, length=99), False),
        (alike("b", 0b11, day="2026-09-12"), False),
        (alike("b", 0b11, is_listed=False), False),
        (alike("b", 0), False),
        (alike("a", 0b1, url=f"{LIST.page.url}c.html"), False),
    ],
)  # fmt: skip
def test_nearly_equal_bodies_of_a_month_are_listed_and_counted(other: Any, listed: bool) -> None:
    result = checked(section(columns=[LIST], entries=[alike("a", 0b1), other]))
    found = [item for item in result.findings if item.check == "post_similar"]
    assert bool(found) is listed
    assert all(item.outcome == "inconclusive" and not item.costs for item in found)


def test_the_later_of_two_similar_posts_is_listed_once() -> None:
    posts = [alike("c", 0b1, "2026-10-01"), alike("b", 0b11, "2026-10-02"), alike("a", 0b111, "2026-10-03")]
    result = checked(section(columns=[LIST], entries=posts))
    found = [item.subject.rsplit("/", 1)[-1] for item in result.findings if item.check == "post_similar"]
    assert found == ["b.html", "a.html"]


def test_similar_posts_are_listed_by_their_days_and_each_names_one() -> None:
    posts = [alike("c", 0b1, "2026-10-03"), alike("b", 0b11, "2026-10-02"), alike("a", 0b111, "2026-10-02")]
    result = checked(section(columns=[LIST], entries=posts))
    found = [(item.subject[-6], item.message[4:8]) for item in result.findings if item.check == "post_similar"]
    assert found == [("b", "关于a的"), ("c", "关于a的")]


def test_bodies_without_a_mark_are_like_no_other() -> None:
    posts = [alike("a", 0, "2026-10-01"), alike("b", 0b1, "2026-10-02")]
    assert not [
        item for item in checked(section(columns=[LIST], entries=posts)).findings if item.check == "post_similar"
    ]


def test_a_post_that_is_like_several_earlier_ones_is_said_of_once() -> None:
    posts = [alike("c", 0b1, "2026-10-01"), alike("b", 0b11, "2026-10-02"), alike("a", 0b111, "2026-10-03")]
    assert len(check_similar(look(section(columns=[LIST], entries=posts)))) == 2
