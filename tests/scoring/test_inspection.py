"""The rubric of 2019: what nobody measured is never met, three deductions cost, a declared veto fails the sheet."""

from decimal import Decimal
from pathlib import Path

import pytest

from checks.findings import Measure, Outcome
from checks.measures import Name
from config.errors import RubricError
from config.loader import BUILT_IN_RUBRICS
from config.rubric import UNCONFIRMED, load_rubric
from scoring.lines import Decisions, Entry, Sheet
from scoring.sheets import month_sheet

FILE = BUILT_IN_RUBRICS / "inspection-2019.yaml"
RUBRIC = load_rubric(FILE)
DECLARED = [item.id for item in RUBRIC.criteria if item.rule.kind == "declared"]


def sheet(counts: dict[str, int] | None, **declared: str) -> Sheet:
    """A sheet from counts, those that are not named being 0; None for nothing measured. Declared: by the id's last part."""
    names = [name for name in Name if name.value.startswith("site.")]
    measures = (
        [Measure.known(name, counts.get(name.what, 0), Outcome.MET) for name in names] if counts is not None else []
    )
    entries = {
        name: Entry("portal", name, {"found": declared.get(name.partition(".")[2], "0")}, "甲", "看过", "2026-10", "", "2026-10-02")
        for name in DECLARED
        if declared.get(name.partition(".")[2]) != "nobody"
    }  # fmt: skip
    return month_sheet("portal", "2026-10", RUBRIC, measures, Decisions(entries=entries))


@pytest.mark.parametrize(
    ("counts", "veto", "points"),
    [
        ({}, "no", "10"),
        ({"idle": 1}, "yes", "0"),
        ({"unavailable": 1}, "yes", "0"),
        ({"stale_lists": 4}, "no", "10"),
        ({"stale_lists": 5}, "yes", "0"),
        ({"long_stale": 9}, "no", "10"),
        ({"long_stale": 10}, "yes", "0"),
        ({"empty_columns": 4}, "no", "10"),
        ({"empty_columns": 5}, "yes", "0"),
        ({"poor_guides": 4}, "no", "10"),
        ({"poor_guides": 5}, "yes", "0"),
        ({"no_services": 1}, "yes", "0"),
        ({"stale_policies": 1}, "no", "5"),
        ({"stale_statistics": 1}, "no", "8"),
        ({"stale_replies": 1}, "no", "7"),
    ],
)
def test_vetoes_and_deductions_by_what_is_counted(counts: dict[str, int], veto: str, points: str) -> None:
    found = sheet(counts)
    assert (found.veto, found.total.low, found.total.high) == (veto, Decimal(points), Decimal(points))


def test_what_nobody_measured_or_declared_is_unknown() -> None:
    nothing = sheet(None)
    assert (nothing.veto, nothing.total.low, nothing.total.high) == ("unknown", Decimal(0), Decimal(10))
    assert not any(line.is_known for line in nothing.lines if line.criterion not in DECLARED)
    assert sheet({}, wording="nobody").line("veto.wording").veto == "unknown"


@pytest.mark.parametrize("name", DECLARED)
def test_a_declared_veto_fails_the_sheet(name: str) -> None:
    found = sheet({}, **{name.partition(".")[2]: "1"})
    assert (found.veto, found.line(name).veto, found.total.high) == ("yes", "yes", Decimal(0))


def test_every_item_says_its_source() -> None:
    assert all(item.source for item in RUBRIC.criteria)


@pytest.mark.parametrize("name", ["veto.home", "veto.wording", "deduction.policies"])
def test_an_item_whose_source_is_to_be_confirmed_cannot_veto_or_cost(tmp_path: Path, name: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    place = text.index(f"id: {name}\n") if f"id: {name}\n" in text else text.index(f"id: {name},")
    end = text.index("source: 国办秘函〔2019〕19号", place)
    changed = text[:end] + f"source: {UNCONFIRMED}" + text[end + len("source: 国办秘函〔2019〕19号") :]
    (tmp_path / "mine.yaml").write_text(changed, encoding="utf-8")
    with pytest.raises(RubricError, match="不计分"):
        load_rubric(tmp_path / "mine.yaml")


@pytest.mark.parametrize(("found", "told"), [("0", "人工认定不存在"), ("1", "人工认定存在")])
def test_a_declared_item_says_what_was_found(found: str, told: str) -> None:
    line = sheet({}, wording=found).line("veto.wording")
    assert (line.reason, line.is_known) == (f"{told}（甲，2026-10-02：看过）", True)


def test_a_declaration_that_cannot_be_read_is_none() -> None:
    assert sheet({}, wording="也许").line("veto.wording").veto == "unknown"
