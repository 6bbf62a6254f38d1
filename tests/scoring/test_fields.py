"""What people enter for each kind of rule, and the numbers that they wrote."""

from decimal import Decimal

import pytest

from config.loader import BUILT_IN_RUBRICS
from config.rubric import Criterion, load_rubric
from scoring.rules.number import number
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
