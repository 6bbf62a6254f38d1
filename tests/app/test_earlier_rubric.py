"""A rubric was revised: months that were closed before keep theirs, on every page and paper."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from app.context import Context, open_context
from app.decisions.closing import CloseForm, close
from app.errors import WrongUse
from app.looking.compare import compare_months
from app.looking.explain import explain
from app.looking.view import Reader, latest_good, rubric_of
from app.stages.report_files import write_report
from app.stages.score import score
from config.loader import BUILT_IN_RUBRICS
from config.month import Month
from config.rubric import load_rubric
from reports.export import export_document
from reports.models import MonthReport
from tests.app.decisions.office import Office, an_office

SEPTEMBER, OCTOBER = Month(2026, 9), Month(2026, 10)


def write_rubric(folder: Path, name: str) -> None:
    """Our rubric under another number, with another criterion in the place of one."""
    text = (BUILT_IN_RUBRICS / "2014.yaml").read_text(encoding="utf-8")
    text = text.replace('id: "2014"', f'id: "{name}"').replace("portal.design", f"portal.design{name}")
    (folder / "rubrics").mkdir(exist_ok=True)
    (folder / "rubrics" / f"{name}.yaml").write_text(text.replace("网站规范", f"版式{name}"), encoding="utf-8")


@pytest.fixture
def revised(tmp_path: Path) -> Context:
    """An office that closed September by rubric 2026, and then took over rubric 2027."""
    write_rubric(tmp_path, "2026")
    office = an_office(tmp_path, rubric="2026")
    office.night(25, 9)
    close(office.desk(5), CloseForm("2026-09"))
    office.night(20, 10)
    office.context.close()
    write_rubric(tmp_path, "2027")
    file = tmp_path / "monitor.yaml"
    settings = yaml.safe_load(file.read_text(encoding="utf-8")) | {"rubric": "2027"}
    file.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
    return open_context(tmp_path)


def report(context: Context, month: Month) -> MonthReport:
    return Reader(context, latest_good(context)).report(month)


def test_a_closed_month_is_shown_by_the_rubric_that_it_was_closed_by(revised: Context, tmp_path: Path) -> None:
    score(revised, latest_good(revised))
    for month, name in ((SEPTEMBER, "2026"), (OCTOBER, "2027")):
        made = report(revised, month)
        write_report(tmp_path / name, made, documents=True)
        page = (tmp_path / name / "units" / "jyj.html").read_text(encoding="utf-8")
        assert f"版式{name}" in page
        assert export_document(made)["rubric"]["id"] == name
        assert next(explain(revised, made, "jyj", f"portal.design{name}")).startswith("区教育局　版式")


def test_a_month_that_was_not_scored_again_is_still_shown(revised: Context) -> None:
    assert report(revised, OCTOBER).rubric.id == "2026"


def test_two_months_are_compared_by_the_names_of_both_rubrics(revised: Context) -> None:
    score(revised, latest_good(revised))
    lines = list(compare_months(revised, "2026-09", "2026-10"))
    assert any("版式2027" in line for line in lines) and not any("portal.design" in line for line in lines)


def test_a_rubric_whose_file_is_gone_is_asked_for(revised: Context, tmp_path: Path) -> None:
    (tmp_path / "rubrics" / "2026.yaml").unlink()
    with pytest.raises(WrongUse, match=r"2026年9月按细则 2026.*请恢复该文件"):
        report(revised, SEPTEMBER)


@pytest.mark.parametrize("change", ["number", "points"])
def test_a_rubric_of_another_number_or_with_other_points_stands_in_for_none(
    revised: Context, tmp_path: Path, change: str
) -> None:
    """However equal its criteria are: what stands on the sheets was not given by it."""
    own = load_rubric(tmp_path / "rubrics" / "2026.yaml")
    first, *others = own.criteria
    dearer = first.model_copy(update={"maximum": first.maximum + 1})
    changed = {"number": {"id": "2027"}, "points": {"criteria": (dearer, *others)}}[change]
    rubric = own.model_copy(update={"sha256": "other", **changed})
    context = replace(revised, configuration=replace(revised.configuration, rubric=rubric))
    (tmp_path / "rubrics" / "2026.yaml").unlink()
    with pytest.raises(WrongUse, match="请恢复该文件"):
        report(context, SEPTEMBER)


def test_a_rubric_that_only_reads_otherwise_is_no_obstacle(revised: Context, tmp_path: Path) -> None:
    """Sheets of an earlier version of the same file are shown by the one in force, as long as it has their lines."""
    score(revised, latest_good(revised))
    rubric = revised.configuration.rubric.model_copy(update={"sha256": "other"})
    changed = replace(revised, configuration=replace(revised.configuration, rubric=rubric))
    (tmp_path / "rubrics" / "2027.yaml").unlink()
    assert report(changed, OCTOBER).rubric.sha256 == "other"


def test_a_night_over_some_units_leaves_no_sheets_of_an_earlier_rubric(revised: Context) -> None:
    """The other units' sheets are those of the night below, scored before the rubric was revised."""
    office = Office(revised.configuration.folder, revised)
    office.night(21, 10, only=("jyj",))
    made = report(revised, OCTOBER)
    assert {unit.sheet.rubric for unit in made.units} == {"2027"} == {made.rubric.id}


def test_a_month_that_is_closed_after_such_a_night_is_signed_by_one_rubric(revised: Context) -> None:
    office = Office(revised.configuration.folder, revised)
    office.night(31, 10, only=("jyj",))
    close(office.desk(5, 11), CloseForm("2026-10"))
    assert {unit.sheet.rubric for unit in report(revised, OCTOBER).units} == {"2027"}


def test_a_month_closed_with_sheets_of_two_rubrics_is_told_to_be_closed_again(revised: Context) -> None:
    frozen = Reader(revised, latest_good(revised)).frozen(OCTOBER)
    first, *others = frozen.sheets
    mixed = replace(frozen, sheets=(replace(first, rubric="2027", rubric_sha256="other"), *others))
    with pytest.raises(WrongUse, match=r"2026年10月的得分表出自不同的细则（2026、2027）.*hongqiao score.*reopen"):
        rubric_of(revised.configuration, mixed)
