"""The rubric's rules: a table of worked cases, and what must hold for all of them."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.findings import Measure, Outcome
from checks.reasons import Reason
from config.loader import BUILT_IN_RUBRICS
from config.rubric import LadderRule, Rubric, load_rubric
from config.words import reason_name
from scoring.lines import Decisions, Entry, LineBasis, ScoreLine, Sheet
from scoring.rules.joint import JOINT
from scoring.rules.kind import Facts
from scoring.rules.ladder import ladder_points
from scoring.rules.years import mean, mean_of_gains
from scoring.sheets import month_sheet, year_sheet

RUBRIC: Rubric = load_rubric(BUILT_IN_RUBRICS / "2014.yaml")
COUNTS = ("portal.posts", "portal.clones", "disclosure.posts")
MET = tuple(item.id for item in RUBRIC.criteria if item.basis == "measured" and item.id not in COUNTS)


def count(name: str, value: int) -> Measure:
    return Measure(name, value, Outcome.MET if value else Outcome.NOT_MET, lower=value, upper=value)


def unknown(name: str, lower: int = 0, upper: int | None = None) -> Measure:
    return Measure(name, None, Outcome.INCONCLUSIVE, reason="limit_reached", lower=lower, upper=upper)


def entry(criterion: str, **value: object) -> Decisions:
    made = Entry("jyj", criterion, {key: str(item) for key, item in value.items()}, "甲", "", "", "", "2026-10-01")
    return Decisions(entries={criterion: made})


def line(measures: list[Measure], criterion: str, decisions: Decisions | None = None) -> tuple[str, str]:
    found = month_sheet("jyj", "2026-10", RUBRIC, measures, decisions or Decisions()).line(criterion)
    return str(found.low), str(found.high)


@pytest.mark.parametrize(
    ("criterion", "value", "points"),
    [
        *[("portal.posts", value, points) for value, points in ((0, "-10"), (1, "2.5"), (9, "2.5"), (10, "5"), (11, "5"), (29, "5"), (30, "10"), (31, "10"), (500, "10"))],
        *[("portal.clones", value, points) for value, points in ((0, "-5"), (1, "2.5"), (9, "2.5"), (10, "5"), (11, "5"), (30, "5"))],
        *[("disclosure.posts", value, points) for value, points in ((0, "-4"), (1, "1"), (9, "1"), (10, "2"), (11, "2"), (29, "2"), (30, "4"), (31, "4"))],
    ],
)  # fmt: skip
def test_a_count_takes_the_highest_row_that_it_reaches(criterion: str, value: int, points: str) -> None:
    assert line([count(criterion, value)], criterion) == (points, points)


@pytest.mark.parametrize(
    ("criterion", "lower", "upper", "low", "high"),
    [
        ("portal.posts", 0, None, "-10", "10"),
        ("portal.posts", 12, None, "5", "10"),
        ("portal.posts", 30, None, "10", "10"),
        ("portal.posts", 1, 9, "2.5", "2.5"),
        ("portal.posts", 0, 9, "-10", "2.5"),
        ("portal.clones", 3, None, "2.5", "5"),
        ("disclosure.posts", 9, 10, "1", "2"),
    ],
)
def test_an_unknown_count_is_a_range(criterion: str, lower: int, upper: int | None, low: str, high: str) -> None:
    assert line([unknown(criterion, lower, upper)], criterion) == (low, high)


@pytest.mark.parametrize("criterion", MET)
@pytest.mark.parametrize(
    ("outcome", "share"),
    [
        (Outcome.MET, (1, 1)),
        (Outcome.NOT_MET, (0, 0)),
        (Outcome.NOT_APPLICABLE, (1, 1)),
        (Outcome.INCONCLUSIVE, (0, 1)),
    ],
)
def test_met_gives_all_not_met_gives_none_unknown_gives_a_range(
    criterion: str, outcome: Outcome, share: tuple[int, int]
) -> None:
    full = RUBRIC.criterion(criterion).maximum
    found = month_sheet("jyj", "2026-10", RUBRIC, [Measure(criterion, None, outcome)], Decisions()).line(criterion)
    assert (found.low, found.high) == (share[0] * full, share[1] * full)


@pytest.mark.parametrize(
    ("gap", "points"),
    [
        ("0", "10"),
        ("-3", "10"),
        ("0.1", "9"),
        ("4.99", "9"),
        ("5", "8"),
        ("9.99", "8"),
        ("10", "7"),
        ("14.9", "7"),
        ("45", "0"),
        ("50", "0"),
        ("60", "0"),
    ],
)
def test_the_mailbox_ladder_takes_a_point_for_each_five_points_of_gap(gap: str, points: str) -> None:
    decisions = entry(
        "interaction.mailbox", messages=20, answered=20, late=0, district=95, satisfaction=Decimal(95) - Decimal(gap)
    )
    assert line([], "interaction.mailbox", decisions) == (points, points)


@pytest.mark.parametrize(
    ("value", "points"),
    [
        ({"messages": 20, "answered": 20, "late": 1, "district": 90, "satisfaction": 99}, "-10"),
        ({"messages": 20, "answered": 19, "late": 0, "district": 90, "satisfaction": 99}, "0"),
    ],
)
def test_a_late_or_missing_reply_takes_its_own_row(value: dict[str, int], points: str) -> None:
    assert line([], "interaction.mailbox", entry("interaction.mailbox", **value)) == (points, points)


@pytest.mark.parametrize(
    ("criterion", "value", "points"),
    [
        ("weibo.adopted", {"count": 0}, "-5"), ("weibo.adopted", {"count": 1}, "2.5"), ("weibo.adopted", {"count": 9}, "2.5"),
        ("weibo.adopted", {"count": 10}, "5"),
        ("weibo.response", {"events": 0, "late": 0, "unanswered": 0}, "4"), ("weibo.response", {"events": 3, "late": 1, "unanswered": 0}, "-2"),
        ("weibo.response", {"events": 3, "late": 1, "unanswered": 1}, "-4"),
        ("disclosure.statistics", {"count": 0}, "0"), ("disclosure.statistics", {"count": 1}, "-3"), ("disclosure.statistics", {"count": 5}, "-12"),
        ("disclosure.annual_report", {"count": 1}, "-3"), ("disclosure.reconsideration", {"count": 0}, "1"),
        ("disclosure.reconsideration", {"count": 2}, "-4"), ("disclosure.lawful_content", {"points": "-1.5"}, "-1.5"),
        ("openness.self_report", {"points": -2}, "-2"), ("portal.design", {"points": 4.5}, "4.5"),
    ],
)  # fmt: skip
def test_an_entry_is_scored_by_its_rule(criterion: str, value: dict[str, object], points: str) -> None:
    assert line([], criterion, entry(criterion, **value)) == (points, points)


@pytest.mark.parametrize("value", [{}, {"district": 95}, {"district": 95, "satisfaction": 0, "answered": 0, "late": 0}])
def test_a_mailbox_to_which_nobody_wrote_has_no_satisfaction_to_fall_short_of(value: dict[str, int]) -> None:
    made = entry("interaction.mailbox", messages=0, **value)
    found = month_sheet("jyj", "2026-10", RUBRIC, [], made).line("interaction.mailbox")
    assert (found.low, found.high) == (10, 10)
    assert found.reason == "没有应回复的留言（甲，2026-10-01）"


def test_a_deduction_without_a_cap_says_what_its_lowest_points_stand_for() -> None:
    sheet = month_sheet("jyj", "2026-10", RUBRIC, [], Decisions())
    assert (
        sheet.line("disclosure.litigation").reason == "尚未录入；每次 -2 分，细则没有写扣分上限，最低分按发生 1 次列出"
    )
    assert sheet.line("disclosure.statistics").reason == "尚未录入"


def test_the_joint_deduction_needs_both_parts_missing() -> None:
    both = Decisions(
        entries={
            **entry("openness.powers_catalogue", points=0).entries,
            **entry("openness.flow_charts", points=0).entries,
        }
    )
    one = Decisions(
        entries={
            **entry("openness.powers_catalogue", points=0).entries,
            **entry("openness.flow_charts", points=2).entries,
        }
    )
    assert line([], "openness.powers_missing", both) == ("-4", "-4")
    assert line([], "openness.powers_missing", one) == ("0", "0")
    assert line([], "openness.powers_missing") == ("-4", "0")


def test_an_override_stands_beside_the_measured_value() -> None:
    made = Entry("jyj", "portal.posts", {"points": "10"}, "甲", "网站改版", "2026-10", "2026-10", "2026-10-01")
    found = month_sheet(
        "jyj", "2026-10", RUBRIC, [count("portal.posts", 3)], Decisions(overrides={"portal.posts": made})
    ).line("portal.posts")
    assert (str(found.low), found.measured, found.basis) == ("10", "2.5", "override")
    assert "网站改版" in found.reason


def test_confirmed_orders_cost_four_points_each_with_the_cap_of_the_platform() -> None:
    decisions = Decisions(confirmed_orders={"portal.orders": 5, "disclosure.orders": 5})
    assert line([], "portal.orders", decisions) == ("-20", "-20")
    assert line([], "disclosure.orders", decisions) == ("-16", "-16")


def orders_of(month: str, *confirmed: int) -> ScoreLine:
    decisions = Decisions(confirmed_orders={"portal.orders": confirmed[0]} if confirmed else {})
    return month_sheet("jyj", month, RUBRIC, [], decisions).line("portal.orders")


def test_a_line_of_orders_names_a_persons_word_only_where_somebody_gave_it() -> None:
    assert (orders_of("2026-10").basis, orders_of("2026-10").reason) == ("measured", "没有确认未落实的督办单")
    assert orders_of("2026-10", 1).basis == "confirmed"


def test_a_year_with_a_confirmed_order_rests_on_a_persons_word_whatever_the_last_month() -> None:
    def of_year(*confirmed: int) -> str:
        sheets = [
            month_sheet("jyj", f"2026-{number:02d}", RUBRIC, [], Decisions(confirmed_orders={"portal.orders": count}))
            for number, count in enumerate(confirmed, 1)
        ]
        return year_sheet("jyj", "2026", RUBRIC, sheets).line("portal.orders").basis

    assert [of_year(0, 0), of_year(1, 0), of_year(0, 1)] == ["measured", "confirmed", "confirmed"]


# ---- years --------------------------------------------------------------------------------------------------------------


def year(counts: list[int], criterion: str = "portal.posts") -> str:
    sheets = [
        month_sheet("jyj", f"2026-{number:02d}", RUBRIC, [count(criterion, value)], Decisions())
        for number, value in enumerate(counts, 1)
    ]
    return str(year_sheet("jyj", "2026", RUBRIC, sheets).line(criterion).low)


@pytest.mark.parametrize(
    ("counts", "criterion", "points"),
    [
        ([30] * 12, "portal.posts", "10.00"),
        ([30] * 6 + [10] * 6, "portal.posts", "7.50"),
        ([30] * 11 + [0], "portal.posts", "-0.83"),
        ([0] * 6 + [30] * 6, "portal.posts", "-55.00"),
        ([0] * 7 + [30] * 5, "portal.posts", "-55.83"),
        ([0] * 12, "portal.posts", "-60.00"),
        ([0] * 12, "portal.clones", "-60.00"),
        ([0] * 11 + [10], "portal.clones", "-54.58"),
        ([0] * 12, "disclosure.posts", "-48.00"),
        ([0], "disclosure.posts", "-4.00"),
    ],
)
def test_a_year_is_the_mean_of_gains_plus_the_capped_deductions(counts: list[int], criterion: str, points: str) -> None:
    assert year(counts, criterion) == points


@given(st.lists(st.integers(0, 60), min_size=1, max_size=12), st.randoms())
def test_the_order_of_months_does_not_matter(counts: list[int], random: object) -> None:
    sheets = [
        month_sheet("jyj", f"2026-{number:02d}", RUBRIC, [count("portal.posts", value)], Decisions())
        for number, value in enumerate(counts, 1)
    ]
    mixed = list(sheets)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert year_sheet("jyj", "2026", RUBRIC, sheets) == year_sheet("jyj", "2026", RUBRIC, mixed)


@given(st.lists(st.decimals(-10, 10, places=1), min_size=1, max_size=12))
def test_the_deductions_of_a_year_never_pass_their_cap(points: list[Decimal]) -> None:
    assert mean_of_gains(points, Decimal(60)) >= -60


# ---- unknowns -------------------------------------------------------------------------------------------------------------


MEASURES = st.lists(
    st.one_of(
        st.builds(count, st.sampled_from(COUNTS), st.integers(0, 60)),
        st.builds(unknown, st.sampled_from(COUNTS), st.integers(0, 60)),
        st.builds(
            lambda name, outcome: Measure(name, None, outcome), st.sampled_from(MET), st.sampled_from(list(Outcome))
        ),
    ),
    max_size=14,
    unique_by=lambda measure: measure.name,
)


@given(MEASURES)
def test_low_is_never_above_high_nor_high_above_the_maximum(measures: list[Measure]) -> None:
    sheet: Sheet = month_sheet("jyj", "2026-10", RUBRIC, measures, Decisions())
    for found in sheet.lines:
        assert found.low <= found.high <= max(found.maximum, Decimal(0))
    assert sheet.total.maximum == 100
    assert sheet.total.low == sum(found.low for found in sheet.lines)
    assert 0 <= sheet.coverage <= 1


@given(MEASURES, st.randoms())
def test_the_order_of_measures_does_not_matter(measures: list[Measure], random: object) -> None:
    mixed = list(measures)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert month_sheet("jyj", "2026-10", RUBRIC, measures, Decisions()) == month_sheet(
        "jyj", "2026-10", RUBRIC, mixed, Decisions()
    )


@given(MEASURES, st.integers(0, 13))
def test_not_knowing_never_raises_low_nor_lowers_high(measures: list[Measure], index: int) -> None:
    if not measures:
        return
    chosen = measures[index % len(measures)]
    least = min(chosen.lower, chosen.value) if chosen.value is not None else 0
    blurred = [unknown(chosen.name, least) if item is chosen else item for item in measures]
    sharp, dim = (month_sheet("jyj", "2026-10", RUBRIC, items, Decisions()) for items in (measures, blurred))
    assert dim.total.low <= sharp.total.low
    assert dim.total.high >= sharp.total.high
    assert dim.coverage <= sharp.coverage


@given(st.integers(0, 10_000))
def test_a_ladder_never_falls(value: int) -> None:
    for criterion in COUNTS:
        rule = RUBRIC.criterion(criterion).rule
        assert isinstance(rule, LadderRule)
        assert ladder_points(rule, value) <= ladder_points(rule, value + 1)


@pytest.mark.parametrize("criterion", ["weibo.adopted", "weibo.response", "interaction.mailbox", "disclosure.statistics", "portal.design"])  # fmt: skip
def test_an_entry_of_before_that_lacks_a_value_counts_it_as_none(criterion: str) -> None:
    zero = {"weibo.adopted": "-5", "weibo.response": "4", "interaction.mailbox": "10", "disclosure.statistics": "0", "portal.design": "0"}  # fmt: skip
    assert line([], criterion, entry(criterion)) == (zero[criterion], zero[criterion])


def test_an_entered_line_says_what_was_entered_by_whom() -> None:
    found = month_sheet("jyj", "2026-10", RUBRIC, [], entry("weibo.adopted", count=12)).line("weibo.adopted")
    assert (found.reason, found.value, found.basis.value) == ("录入 12 条（甲，2026-10-01）", "12", "entered")
    reasons = {
        ("weibo.response", "events", "late"): "超出 2 小时回复 1 件", ("weibo.response", "events", "unanswered"): "超出 2 小时仍未回复 1 件",
        ("interaction.mailbox", "messages", "late"): "逾期回复 1 件", ("disclosure.statistics", "count", "count"): "发生 1 次，每次 -3 分",
        ("portal.design", "points", "points"): "录入 1 分",
    }  # fmt: skip
    for (criterion, *names), text in reasons.items():
        made = month_sheet("jyj", "2026-10", RUBRIC, [], entry(criterion, **dict.fromkeys(names, 1))).line(criterion)
        assert made.reason == f"{text}（甲，2026-10-01）"
    nothing = month_sheet("jyj", "2026-10", RUBRIC, [], entry("disclosure.statistics", count=0))
    assert nothing.line("disclosure.statistics").reason == "没有发生（甲，2026-10-01）"
    gap = entry("interaction.mailbox", messages=2, answered=2, late=0, district=95, satisfaction=90)
    assert "满意率低于全区总体 5 个百分点" in month_sheet("jyj", "2026-10", RUBRIC, [], gap).line("interaction.mailbox").reason  # fmt: skip
    few = entry("interaction.mailbox", messages=2, answered=1, late=0)
    assert (
        "回复率 1/2，未达到 100%" in month_sheet("jyj", "2026-10", RUBRIC, [], few).line("interaction.mailbox").reason
    )


def test_points_as_entered_are_never_above_the_maximum() -> None:
    assert line([], "portal.design", entry("portal.design", points=7)) == ("5", "5")


def test_a_criterion_that_came_after_months_were_closed_is_unknown_in_their_year() -> None:
    full = month_sheet("jyj", "2026-10", RUBRIC, [], Decisions())
    old = replace(full, lines=tuple(item for item in full.lines if item.criterion != "portal.posts"))
    line = year_sheet("jyj", "2026", RUBRIC, [old]).line("portal.posts")
    assert (line.low, line.high, line.is_known) == (-10, 10, False)


def test_a_line_says_what_does_not_apply_and_what_failed() -> None:
    def told(outcome: Outcome, **changes: object) -> str:
        measure = Measure("portal.basic_information", None, outcome, **changes)  # type: ignore[arg-type]
        return month_sheet("jyj", "2026-10", RUBRIC, [measure], Decisions()).line("portal.basic_information").reason

    assert told(Outcome.NOT_APPLICABLE) == "不涉及"
    assert told(Outcome.NOT_APPLICABLE, note="没有对外办事") == "没有对外办事"
    failed = ("profile|zhengwu|http://h.example/a|b|telephone", "profile|zhengwu|http://h.example/|address")
    assert told(Outcome.NOT_MET, findings=failed) == "不符合要求：联系电话、办公地址"
    assert told(Outcome.NOT_MET, reason=Reason.STALE) == f"不符合要求：{reason_name(Reason.STALE)}"


def test_a_mean_is_rounded_to_cents() -> None:
    assert [str(mean([Decimal(value) for value in values])) for values in (("1", "1", "2"), ("1", "2", "2"), ("0.01", "0.02"))] == ["1.33", "1.67", "0.02"]  # fmt: skip


def test_a_joint_deduction_rests_on_the_parts_that_the_sheet_has() -> None:
    criterion = RUBRIC.criterion("openness.powers_missing")
    facts = Facts(criterion=criterion, measures={}, decisions=Decisions(), lines={})
    found = JOINT.line(facts, criterion.rule)
    assert (found.low, found.high) == (-4, -4)


def test_a_line_is_known_where_its_bounds_are_equal_and_rest_on_something() -> None:
    one = ScoreLine("x", Decimal(1), Decimal(2), maximum=Decimal(2), basis=LineBasis.MEASURED, reason="")
    assert [item.is_known for item in (one, replace(one, low=Decimal(2)), replace(one, low=Decimal(2), basis=LineBasis.UNKNOWN))] == [False, True, False]  # fmt: skip
