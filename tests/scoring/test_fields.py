"""What people enter for each kind of rule, and the numbers that they wrote."""

from decimal import Decimal

import pytest

from config.loader import BUILT_IN_RUBRICS
from config.rubric import Criterion, load_rubric
from scoring.fields import all_fields
from scoring.lines import Entry
from scoring.rules.number import number
from scoring.rules.shown import plain
from scoring.rules.table import KINDS, bounds, fields

RUBRIC = load_rubric(BUILT_IN_RUBRICS / "2014.yaml")


def test_every_kind_of_rule_of_the_rubrics_has_its_file() -> None:
    kinds = {item.rule.kind for name in ("2014", "survey-2015") for item in load_rubric(BUILT_IN_RUBRICS / f"{name}.yaml").criteria}  # fmt: skip
    assert kinds <= KINDS.keys()
    assert all(name == kind.name for name, kind in KINDS.items())


@pytest.mark.parametrize(
    ("criterion", "keys"),
    [
        ("portal.design", ["points"]), ("weibo.adopted", ["count"]), ("disclosure.statistics", ["count"]),
        ("interaction.mailbox", ["messages", "answered", "late", "satisfaction", "district"]),
        ("weibo.response", ["events", "late", "unanswered"]),
        ("portal.posts", []), ("portal.orders", []), ("openness.powers_missing", []), ("portal.services", []),
    ],
)  # fmt: skip
def test_people_enter_the_fields_of_what_is_theirs_to_enter(criterion: str, keys: list[str]) -> None:
    assert [item.key for item in fields(RUBRIC.criterion(criterion))] == keys


def test_fields_say_their_bounds_and_choices() -> None:
    (points,) = fields(RUBRIC.criterion("portal.design"))
    assert (points.high, points.whole, points.choices) == (Decimal(5), False, ())
    (choice,) = fields(RUBRIC.criterion("openness.self_report"))
    assert (choice.high, [value for _, value in choice.choices]) == (None, [2, 0, -2])
    assert all(item.whole for item in fields(RUBRIC.criterion("weibo.response")))
    assert [item.whole for item in fields(RUBRIC.criterion("interaction.mailbox"))] == [True, True, True, False, False]
    assert [item.percent for item in fields(RUBRIC.criterion("interaction.mailbox"))] == [
        False,
        False,
        False,
        True,
        True,
    ]
    assert all(
        item.whole for name in ("disclosure.statistics", "weibo.adopted") for item in fields(RUBRIC.criterion(name))
    )
    declared = load_rubric(BUILT_IN_RUBRICS / "inspection-2019.yaml").criterion("veto.wording")
    assert [item.choices for item in fields(declared)] == [(("未发现", 0), ("发现", 1))]
    assert [item.high for item in fields(RUBRIC.criterion("interaction.mailbox"))] == [None, None, None, 100, 100]


@pytest.mark.parametrize(
    ("criterion", "low", "high"),
    [
        ("portal.posts", -10, 10), ("portal.design", 0, 5), ("openness.self_report", -2, 2), ("portal.services", 0, 5), ("portal.dead_links", 0, "2.5"),
        ("openness.powers_missing", -4, 0), ("interaction.mailbox", -10, 10), ("weibo.response", -4, 4), ("weibo.adopted", -5, 5),
        ("disclosure.statistics", -12, 0), ("disclosure.reconsideration", -2, 1), ("disclosure.annual_report", -3, 0),
    ],
)  # fmt: skip
def test_what_nobody_knows_lies_between_the_worst_and_the_best_result(
    criterion: str, low: object, high: object
) -> None:
    found: Criterion = RUBRIC.criterion(criterion)
    assert bounds(found) == (Decimal(str(low)), Decimal(str(high)))


@pytest.mark.parametrize(("text", "value"), [("3", 3), ("2.5", "2.5"), ("-4", -4), ("", None), ("x", None), ("nan", None), ("inf", None), (None, None)])  # fmt: skip
def test_a_number_is_finite_or_none(text: object, value: object) -> None:
    assert number(text) == (None if value is None else Decimal(str(value)))


@pytest.mark.parametrize(("value", "text"), [("10", "10"), ("10.00", "10"), ("2.50", "2.5"), ("-4.0", "-4"), ("0.10", "0.1"), ("1E+1", "10"), ("100", "100")])  # fmt: skip
def test_points_are_written_without_trailing_zeros_and_exponent(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text


def test_a_rubrics_fields_have_names_headings_and_what_may_stand_in_them() -> None:
    found = all_fields(RUBRIC)
    told = {name: (found[name].heading, found[name].expected, found[name].label) for name in ("portal.design:points", "weibo.adopted:count", "interaction.mailbox:satisfaction", "openness.flow_charts:points")}  # fmt: skip
    assert told == {
        "portal.design:points": ("网站规范（0～5 分）", "0 到 5 的数", "得分"),
        "weibo.adopted:count": ("政务微博信息报送（条数）", "不小于 0 的整数", "条数"),
        "interaction.mailbox:satisfaction": ("区长信箱、政民零距离：本单位满意率（%）", "0 到 100 的数", "本单位满意率（%）"),
        "openness.flow_charts:points": ("行政权力运行流程图", "以下之一：“已公布”、“未公布”", "得分"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("start", "end", "month", "valid"),
    [
        ("", "", "2026-10", True), ("2026-10", "2026-10", "2026-10", True), ("2026-10-15", "2026-10-20", "2026-10", True),
        ("2026-11", "", "2026-10", False), ("2026-09", "", "2026-10", True), ("", "2026-09", "2026-10", False), ("", "2026-11-01", "2026-10", True),
    ],
)  # fmt: skip
def test_an_entry_is_valid_from_its_first_month_to_its_last(start: str, end: str, month: str, valid: bool) -> None:
    made = Entry("jyj", "portal.design", {}, "甲", "", start, end, "2026-10-01")
    assert made.is_valid_for(month) is valid
