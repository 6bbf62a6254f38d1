"""Another district: its own name, its own rubric with other groups and other points. Nothing that it reads names ours."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from docx import Document
from rich.console import Console

from app.looking.archive import write_archive
from app.looking.view import Reader, latest_good
from app.stages.report_files import write_report
from app.telling.summary import unit_table
from config.loader import BUILT_IN_RUBRICS
from reports.models import MonthReport
from tests.app.decisions.office import an_office, link
from tests.web.served import Served, make

OURS = "红桥"
GROUPS = {"portal": ("和平门户", "41"), "disclosure": ("依法公开", "21")}
POINTS = {"portal.design": "6", "disclosure.staff": "2"}
"""One point goes from one group to the other."""


def other_rubric(folder: Path) -> None:
    """Our rubric as another district might have it."""
    text = (BUILT_IN_RUBRICS / "2014.yaml").read_text(encoding="utf-8")
    rubric = yaml.safe_load(text.replace(OURS, "和平"))
    rubric["id"] = "heping"
    for group in rubric["groups"]:
        group["name"], group["maximum"] = GROUPS.get(group["id"], (group["name"], group["maximum"]))
    for criterion in rubric["criteria"]:
        if criterion["id"] == "portal.posts":
            criterion["rule"]["steps"][0]["at_least"] = 40
        criterion["maximum"] = POINTS.get(criterion["id"], criterion["maximum"])
    (folder / "rubrics").mkdir(parents=True)
    text = yaml.safe_dump(rubric, allow_unicode=True)
    (folder / "rubrics" / "heping.yaml").write_text(text, encoding="utf-8")


def heping(folder: Path) -> dict[str, Any]:
    """What the other district's `monitor.yaml` says; its rubric lies in the folder then."""
    other_rubric(folder)
    return {"district": "和平区", "rubric": "heping"}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, MonthReport]:
    """A report of the other district with all its files."""
    folder = tmp_path_factory.mktemp("heping")
    office = an_office(folder, **heping(folder))
    office.night(20, 10, [link(number) for number in range(3)])
    report = Reader(office.context, latest_good(office.context)).report()
    write_report(folder / "out", report, documents=True)
    write_archive(office.context)
    (folder / "out" / "nights.html").write_bytes((office.context.reports / "nights.html").read_bytes())
    office.context.close()
    return folder / "out", report


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The other district's web pages."""
    folder = tmp_path_factory.mktemp("served")
    served = make(folder, **heping(folder))
    yield served
    served.office.context.close()


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file of a report as text; of workbooks and Word documents each part."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".xlsx", ".docx"):
            with zipfile.ZipFile(path) as parts:
                yield from ((f"{path.name}/{name}", parts.read(name).decode()) for name in parts.namelist() if name.endswith(".xml"))  # fmt: skip
        elif path.is_file():
            yield path.name, path.read_text(encoding="utf-8")


def headings(page: str) -> str:
    return " ".join(re.findall(r"<th[^>]*>(.*?)</th>", page))


def test_no_file_of_its_reports_names_our_district(written: tuple[Path, MonthReport]) -> None:
    assert [name for name, text in texts(written[0]) if OURS in text] == []


def test_its_pages_are_headed_by_its_own_name(written: tuple[Path, MonthReport]) -> None:
    for name in ("index.html", "units/jyj.html", "survey.html", "nights.html"):
        assert "和平区政务公开绩效考评·网站监测" in (written[0] / name).read_text(encoding="utf-8")


def test_the_overview_names_its_groups_and_their_points(written: tuple[Path, MonthReport]) -> None:
    shown = headings((written[0] / "index.html").read_text(encoding="utf-8"))
    assert "和平门户（41） 依法公开（21） 总分（100）" in shown


def test_a_units_page_and_its_trend_name_its_groups(written: tuple[Path, MonthReport]) -> None:
    page = (written[0] / "units" / "jyj.html").read_text(encoding="utf-8")
    assert re.search("，其中和平门户 [^，。]+，依法公开 [^，。]+。", page)
    chart = (written[0] / "units" / "jyj-points.svg").read_text(encoding="utf-8")
    assert "和平门户与依法公开两项得分（可能的最低与最高）" in chart


def test_the_inspection_report_names_its_groups_and_district(written: tuple[Path, MonthReport]) -> None:
    document: Any = Document(str(written[0] / "检查报告.docx"))
    assert [cell.text for cell in document.tables[0].rows[0].cells][1:4] == ["和平门户", "依法公开", "总分"]
    assert "和平区各单位" in [paragraph.text for paragraph in document.paragraphs]


def test_its_method_is_told_by_its_own_steps(written: tuple[Path, MonthReport]) -> None:
    page = (written[0] / "method.html").read_text(encoding="utf-8")
    assert "含本数：当月 40 条得第一档，10 条得第二档；0 条扣分，扣分代替该项得分。" in page


def test_a_rubric_without_a_group_for_a_site_leaves_its_column_out(written: tuple[Path, MonthReport]) -> None:
    report = written[1]
    groups = tuple(group for group in report.rubric.groups if group.id != "disclosure")
    console = Console(width=200, file=io.StringIO(), record=True)
    console.print(unit_table(replace(report, rubric=report.rubric.model_copy(update={"groups": groups}))))
    shown = console.export_text()
    assert "政务网得分" in shown and "公开得分" not in shown


@pytest.mark.parametrize("path", ["/", "/months/2026-10", "/units/jyj/2026-10", "/problems", "/nights", "/entries/2026-10/portal"])  # fmt: skip
def test_no_web_page_names_our_district(pages: Served, path: str) -> None:
    page = pages.client("kpy").get(path)
    assert page.status_code == 200
    assert OURS not in page.text.replace("hongqiao", "")
    assert "和平区政务公开绩效考评·网站监测" in page.text and "—和平网站监测</title>" in page.text


def test_the_web_pages_name_its_groups_and_their_points(pages: Served) -> None:
    client = pages.client("kpy")
    assert "和平门户（41） 依法公开（21） 总分（100）" in headings(client.get("/months/2026-10").text)
    assert re.search("，和平门户 [^，。]+，依法公开 [^，。]+。", client.get("/units/jyj/2026-10").text)
