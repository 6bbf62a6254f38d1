"""The second rubric: vetoes, points per fault, unknowns; over findings that the checks already made."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.findings import Measure, Outcome
from config.loader import BUILT_IN_RUBRICS
from config.month import back
from config.rubric import Threshold, VetoRule, load_rubric
from scoring.lines import Decisions, Sheet
from scoring.rules.kind import Facts
from scoring.rules.veto import VETO
from scoring.sheets import month_sheet

SURVEY = load_rubric(BUILT_IN_RUBRICS / "survey-2015.yaml")
NAMES = (
    "site.idle",
    "site.stale_news",
    "site.stale_notices",
    "site.stale_plans",
    "site.empty_columns",
    "site.home_dead_links",
    "site.other_dead_links",
)


def sheet(**counts: int) -> Sheet:
    """A sheet from counts; measures that are not named are 0."""
    values = {name: counts.get(name.removeprefix("site."), 0) for name in NAMES}
    measures = [Measure(name, value, Outcome.MET, lower=value, upper=value) for name, value in values.items()]
    return month_sheet("jyj", "2026-10", SURVEY, measures, Decisions())


@pytest.mark.parametrize(
    ("counts", "veto", "points"),
    [
        ({}, "no", "50"),
        ({"home_dead_links": 1}, "no", "49"),
        ({"other_dead_links": 1}, "no", "49.9"),
        ({"home_dead_links": 3, "other_dead_links": 15}, "no", "45.5"),
        ({"home_dead_links": 25}, "no", "30"),
        ({"stale_news": 4}, "no", "30"),
        ({"stale_news": 2, "stale_notices": 3}, "yes", "0"),
        ({"stale_news": 4, "stale_plans": 5}, "no", "20"),
        ({"stale_notices": 4, "stale_plans": 6}, "yes", "0"),
        ({"empty_columns": 4}, "no", "30"),
        ({"empty_columns": 5}, "yes", "0"),
        ({"idle": 1}, "yes", "0"),
    ],
)
def test_a_veto_fails_the_whole_sheet_and_faults_cost_until_nothing_is_left(
    counts: dict[str, int], veto: str, points: str
) -> None:
    found = sheet(**counts)
    assert (found.veto, found.total.low, found.total.high) == (veto, Decimal(points), Decimal(points))


def test_what_was_not_read_may_be_a_veto_and_is_none_yet() -> None:
    measures = [Measure(name, 0, Outcome.MET, lower=0, upper=0) for name in NAMES if name != "site.stale_news"]
    measures.append(Measure("site.stale_news", None, Outcome.INCONCLUSIVE, reason="not_read", lower=2, upper=6))
    found = month_sheet("jyj", "2026-10", SURVEY, measures, Decisions())
    assert (found.veto, found.total.low, found.total.high) == ("unknown", Decimal(0), Decimal(40))
    least = [replace(item, upper=4) if item.name == "site.stale_news" else item for item in measures]
    assert month_sheet("jyj", "2026-10", SURVEY, least, Decisions()).veto == "no"


@given(
    st.lists(
        st.tuples(st.sampled_from(NAMES), st.integers(0, 12), st.none() | st.integers(0, 12)),
        unique_by=lambda item: item[0],
    )
)
def test_unknowns_are_ranges_and_never_raise_low_nor_lower_high(items: list[tuple[str, int, int | None]]) -> None:
    known = [Measure(name, count, Outcome.MET, lower=count, upper=count) for name, count, _ in items]
    blurred = [
        Measure(
            name, None, Outcome.INCONCLUSIVE, reason="not_read", lower=0, upper=None if more is None else count + more
        )
        for name, count, more in items
    ]
    sharp, dim = (month_sheet("jyj", "2026-10", SURVEY, measures, Decisions()) for measures in (known, blurred))
    for found in (sharp, dim):
        assert 0 <= found.total.low <= found.total.high <= found.total.maximum
        assert all(line.low <= line.high <= line.maximum for line in found.lines)
    assert dim.total.low <= sharp.total.low
    assert dim.total.high >= sharp.total.high


@pytest.mark.parametrize(
    ("day", "window", "expected"),
    [
        (date(2026, 10, 27), "14d", date(2026, 10, 13)),
        (date(2026, 8, 31), "6mo", date(2026, 2, 28)),
        (date(2028, 2, 29), "1y", date(2027, 2, 28)),
        (date(2026, 3, 31), "1mo", date(2026, 2, 28)),
    ],
)
def test_windows_count_back_from_the_day_of_inspection(day: date, window: str, expected: date) -> None:
    assert back(day, window) == expected


def blurred(*unknown: tuple[str, int, int | None]) -> Sheet:
    """A sheet where some measures are known by their bounds alone and all others are 0."""
    names = {f"site.{name}": (lower, upper) for name, lower, upper in unknown}
    measures = [
        Measure(name, None, Outcome.INCONCLUSIVE, reason="not_read", lower=names[name][0], upper=names[name][1])
        if name in names
        else Measure(name, 0, Outcome.MET, lower=0, upper=0)
        for name in NAMES
    ]
    return month_sheet("jyj", "2026-10", SURVEY, measures, Decisions())


@pytest.mark.parametrize(
    ("unknown", "veto"),
    [
        (("empty_columns", 0, 4), "no"),
        (("empty_columns", 0, 5), "unknown"),
        (("empty_columns", 5, 5), "yes"),
        (("stale_news", 0, None), "unknown"),
        (("stale_plans", 0, None), "unknown"),
    ],
)
def test_a_veto_is_possible_where_the_most_may_reach_it(unknown: tuple[str, int, int | None], veto: str) -> None:
    assert blurred(unknown).veto == veto


def test_one_count_without_an_upper_bound_leaves_nothing_of_what_faults_cost() -> None:
    found = blurred(("home_dead_links", 2, None))
    (links,) = [line for line in found.lines if "部分内容未能检查" in line.reason]
    assert (links.low, links.high, links.value) == (Decimal(0), links.maximum - 2, "2")


@pytest.mark.parametrize(
    ("counts", "veto", "reason"),
    [
        ({"stale_news": 5}, "yes", "5 个，达到 5 个即否决"),
        ({"stale_news": 5, "idle": 1}, "yes", "5 个，达到 5 个即否决；1 个，达到 1 个即否决"),
        ({"stale_news": 4}, "no", "4 个，达到 5 个即否决；未发现"),
        ({}, "no", "未发现"),
    ],
)
def test_a_veto_says_why_by_the_thresholds_that_decide_it(counts: dict[str, int], veto: str, reason: str) -> None:
    either = VetoRule(
        kind="veto",
        any_of=(Threshold(measures=("site.stale_news",), at_least=5), Threshold(measures=("site.idle",), at_least=1)),
    )
    criterion = SURVEY.criterion("veto.home").model_copy(update={"rule": either})
    found = {name: counts.get(name.removeprefix("site."), 0) for name in NAMES}
    known = {name: Measure(name, value, Outcome.MET, lower=value, upper=value) for name, value in found.items()}
    line = VETO.line(Facts(criterion=criterion, measures=known, decisions=Decisions(), lines={}), either)
    assert (line.veto, line.reason) == (veto, reason)
