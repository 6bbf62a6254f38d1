"""The table that ends a night: on whatever terminal, its numbers stand whole."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from app.looking.view import Reader, latest_good
from app.telling.summary import unit_table
from checks.measures import Name
from reports import words
from tests.app.decisions.office import an_office, counted


@pytest.mark.parametrize("width", [80, 100, 160])
def test_a_narrow_terminal_breaks_names_and_headings_but_no_number(tmp_path: Path, width: int) -> None:
    office = an_office(tmp_path)
    office.night(20, 10, measures=[counted(Name.PORTAL_POSTS, 12345)])
    report = Reader(office.context, latest_good(office.context)).report()
    first, *others = report.units
    report = replace(report, units=(replace(first, name="名称很长很长很长很长很长很长很长很长的单位"), *others))
    console = Console(file=io.StringIO(), width=width)
    console.print(unit_table(report, console.width))
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    assert "12345" in shown and "…" not in shown
    for unit in report.units:
        assert words.total_span(unit.sheet.total) in shown and words.percent(unit.sheet.coverage) in shown
    office.context.close()
