"""Whole sheets of everything a unit may bring to them: each field of each line is as it was read and agreed on.

`whole.json` is what stands on the sheet; a change of it is a change of what the office reads.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from checks.findings import Measure, Outcome
from checks.measures import Name
from checks.reasons import Reason
from config.loader import BUILT_IN_RUBRICS
from config.rubric import Rubric, load_rubric
from scoring.fields import fields_of
from scoring.lines import Decisions, Entry, Sheet
from scoring.sheets import month_sheet, year_sheet

EXPECTED = Path(__file__).with_name("whole.json")
RUBRIC = load_rubric(BUILT_IN_RUBRICS / "2014.yaml")
SURVEY = load_rubric(BUILT_IN_RUBRICS / "survey-2015.yaml")
KEYS = ("portal|basic|telephone", "portal|basic|address")
MEASURED = {
    "known": [(0, Outcome.NOT_MET), (1, Outcome.NOT_MET), (12, Outcome.MET), (40, Outcome.MET), (None, Outcome.MET)],
    "unknown": [(0, None), (3, None), (3, 20), (0, 0), (9, 12)],
}


def known(rubric: Rubric, value: int | None, outcome: Outcome) -> Iterator[Measure]:
    for name in Name:
        low = value or 0
        yield Measure(name, value, outcome, lower=low, upper=low, findings=KEYS[: low % 3], note=f"{value}说明")


def unknown(lower: int, upper: int | None) -> Iterator[Measure]:
    for name in Name:
        yield Measure.unknown(name, Reason.LIMIT_REACHED, lower, upper, findings=KEYS[:1])


def entered(value: str, reason: str = "统计表") -> Decisions:
    entries = {
        criterion.id: Entry(
            unit="jyj",
            criterion=criterion.id,
            value={field.key: value for field in fields_of(criterion)},
            author="甲",
            reason=reason,
            valid_from="2026-10",
            valid_to="",
            created="2026-10-21T10:00:00+08:00",
        )
        for criterion in RUBRIC.criteria
        if fields_of(criterion)
    }
    return Decisions(entries=entries)


def replaced(points: str) -> Decisions:
    overrides = {
        criterion.id: Entry(
            unit="jyj",
            criterion=criterion.id,
            value={"points": points},
            author="乙",
            reason="核实",
            valid_from="2026-10",
            valid_to="2026-10",
            created="2026-10-22T10:00:00+08:00",
        )
        for criterion in RUBRIC.criteria
    }
    return Decisions(overrides=overrides)


def ordered(confirmed: int, waiting: int) -> Decisions:
    names = [criterion.id for criterion in RUBRIC.criteria if criterion.id.endswith(".orders")]
    return Decisions(confirmed_orders=dict.fromkeys(names, confirmed), open_orders=dict.fromkeys(names, waiting))


def sheet(measures: Iterator[Measure] | None, decisions: Decisions | None = None, month: str = "2026-10") -> Sheet:
    return month_sheet("jyj", month, RUBRIC, tuple(measures or ()), decisions or Decisions())


def sheets() -> dict[str, Sheet]:
    """Every sheet by what was brought to it."""
    made = {"nothing": sheet(None)}
    for value, outcome in MEASURED["known"]:
        made[f"{value} {outcome}"] = sheet(known(RUBRIC, value, outcome))
        made[f"survey {value} {outcome}"] = month_sheet("portal", "2026-10", SURVEY, tuple(known(SURVEY, value, outcome)), Decisions())  # fmt: skip
    for lower, upper in MEASURED["unknown"]:
        made[f"{lower}-{upper}"] = sheet(unknown(lower, upper))
        made[f"survey {lower}-{upper}"] = month_sheet("portal", "2026-10", SURVEY, tuple(unknown(lower, upper)), Decisions())  # fmt: skip
    made["not applicable"] = sheet(Measure(name, None, Outcome.NOT_APPLICABLE) for name in Name)
    for value in ("0", "1", "12", "nan", ""):
        made[f"entered {value}"] = sheet(None, entered(value, "" if value == "0" else "统计表"))
    for points in ("-10", "0", "1", "2.5", "10", "nan", ""):
        made[f"replaced {points}"] = sheet(known(RUBRIC, 12, Outcome.MET), replaced(points))
    made["replaced unknown"] = sheet(unknown(3, None), replaced("1"))
    made["inconsistent"] = sheet(known(RUBRIC, None, Outcome.MET), Decisions(inconsistent=replaced("0").overrides))
    made["orders"], made["orders waiting"] = sheet(None, ordered(5, 0)), sheet(None, ordered(0, 2))
    months = [
        sheet(known(RUBRIC, 40, Outcome.MET), entered("1"), "2026-10"),
        sheet(unknown(3, None), ordered(3, 1), "2026-08"),
        sheet(known(RUBRIC, 0, Outcome.NOT_MET), ordered(3, 1), "2026-09"),
    ]
    for count in (0, 1, 3):
        made[f"year of {count}"] = year_sheet("jyj", "2026", RUBRIC, months[:count])
    return made


def told(made: Sheet, empty: dict[str, Any]) -> dict[str, Any]:
    """A sheet as text; of its lines those that are not what nothing at all gives."""
    values = json.loads(json.dumps(asdict(made), default=str))
    lines = {line["criterion"]: line for line in values.pop("lines")}
    return {**values, "lines": [line for name, line in lines.items() if line != empty.get(name)]}


def whole() -> dict[str, Any]:
    made = sheets()
    empty = {line["criterion"]: line for line in told(made["nothing"], {})["lines"]}
    return {name: told(item, {} if name == "nothing" else empty) for name, item in made.items()}


def test_every_field_of_every_line_is_as_agreed() -> None:
    assert whole() == json.loads(EXPECTED.read_text(encoding="utf-8"))
