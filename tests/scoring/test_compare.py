"""Why two sheets differ, in the four words of the rules."""

from dataclasses import replace

import pytest

from checks.findings import Measure, Outcome
from config.loader import BUILT_IN_RUBRICS
from config.rubric import load_rubric
from scoring.compare import compare
from scoring.lines import Decisions, Entry, Sheet
from scoring.sheets import month_sheet

RUBRIC = load_rubric(BUILT_IN_RUBRICS / "2014.yaml")
NAME = "portal.posts"


def sheet(count: int | None, **decisions: object) -> Sheet:
    outcome = Outcome.INCONCLUSIVE if count is None else Outcome.MET
    measure = Measure(NAME, count, outcome, reason="robots" if count is None else "", lower=count or 0, upper=count)
    return month_sheet("jyj", "2026-10", RUBRIC, [measure], Decisions(**decisions))  # type: ignore[arg-type]


def entry(criterion: str, **value: str) -> dict[str, Entry]:
    return {criterion: Entry("jyj", criterion, value, "甲", "实地核实", "", "", "2026-10-01")}


@pytest.mark.parametrize(
    ("before", "after", "cause"),
    [
        (sheet(31), sheet(12), "网站内容变化"),
        (sheet(31), sheet(None), "未能测定或尚未录入"),
        (sheet(12), sheet(12, overrides=entry(NAME, points="10")), "人工认定"),
        (sheet(12, overrides=entry(NAME, points="10")), sheet(12), "人工认定"),
        (sheet(None), sheet(None, overrides=entry(NAME, points="10")), "人工认定"),
        (sheet(31), replace(sheet(12), rubric_sha256="other"), "细则变化"),
    ],
)
def test_a_difference_names_its_cause(before: Sheet, after: Sheet, cause: str) -> None:
    found = [item for item in compare(before, after) if item.criterion == NAME]
    assert [item.cause for item in found] == [cause]


def test_equal_sheets_do_not_differ() -> None:
    assert compare(sheet(31), sheet(31)) == []


def test_a_difference_shows_both_lines_as_people_write_them() -> None:
    (found,) = [item for item in compare(sheet(31), sheet(None)) if item.criterion == NAME]
    assert (found.before, found.after) == ("10", "-10～10")
    fewer = replace(sheet(31), lines=())
    assert [(item.before, item.after, item.cause) for item in compare(fewer, sheet(31)) if item.criterion == NAME] == [("无", "10", "网站内容变化")]  # fmt: skip
    assert "未能测定或尚未录入" in {item.cause for item in compare(sheet(None), sheet(31))}


def test_a_confirmed_inconsistency_and_its_end_are_a_persons_decision() -> None:
    name = "portal.leaders"
    met = month_sheet("jyj", "2026-10", RUBRIC, [Measure(name, 1, Outcome.MET, lower=1, upper=1)], Decisions())
    failed = month_sheet(
        "jyj", "2026-10", RUBRIC, [Measure(name, 1, Outcome.MET, lower=1, upper=1)], Decisions(inconsistent=entry(name))
    )
    for before, after in ((met, failed), (failed, met)):
        assert [(item.criterion, item.cause) for item in compare(before, after)] == [(name, "人工认定")]
