"""A site's id is free and decides nothing: orders, points, nights and the survey with ids that say nothing."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import load_workbook

from app.cli import run
from tests.sites import Answer, Site, configure, night, page


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office whose sites are called `a1` and `portal-of-nothing`, after a night that found a dead link."""
    pages: dict[str, Answer] = {
        "/": page("首页"),
        "/jyj/": page("<a href='gone.html'>旧链接</a>"),
        "/xxgk/": page("平台"),
    }
    with Site(pages) as site:
        folder = configure(tmp_path_factory.mktemp("ids"), site, [])
        sites = yaml.safe_load((folder / "sites.yaml").read_text(encoding="utf-8"))
        sites["sites"][0]["id"], sites["sites"][1]["id"] = "a1", "portal-of-nothing"
        (folder / "sites.yaml").write_text(yaml.safe_dump(sites, allow_unicode=True), encoding="utf-8")
        night(folder, 27)
        assert run(["--config", str(folder), "orders", "draft", "jyj", "--site", "portal", "--author", "甲"]) == 0
        assert run(["--config", str(folder), "score"]) == 0
        night(folder, 28)
    return folder


def exported(office: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((office / "var/reports/latest/export.json").read_text(encoding="utf-8"))
    return found


def test_dead_links_cost_the_criterion_of_the_sites_kind(office: Path) -> None:
    lines = {line["criterion"]: line for line in exported(office)["units"][0]["lines"]}
    assert (lines["portal.dead_links"]["low"], lines["portal.dead_links"]["high"]) == ("0", "0")
    assert (lines["portal.orders"]["low"], lines["disclosure.orders"]["low"]) == ("0", "0")


def test_the_survey_makes_a_sheet_of_each_site(office: Path) -> None:
    sites = {site["id"]: site["sheets"] for site in exported(office)["sites"]}
    assert set(sites) == {"a1", "portal-of-nothing"}
    lines = {line["criterion"]: line for line in sites["a1"][0]["lines"]}
    assert (lines["availability.links"]["low"], lines["availability.links"]["high"]) == ("19.9", "19.9")
    assert lines["veto.empty_columns"]["veto"] == "no"


def test_the_survey_stands_on_its_page_and_in_the_workbook(office: Path) -> None:
    folder = office / "var/reports/latest"
    assert "政务网" in (folder / "survey.html").read_text(encoding="utf-8")
    rows = [[cell.value for cell in row] for row in load_workbook(folder / "得分表.xlsx")["普查预警"].iter_rows()]
    assert ["政务网", "空白栏目", "未触发"] in [row[1:4] for row in rows]


def test_the_sheet_of_2019_is_each_sites_and_never_met_where_nothing_was_measured(office: Path) -> None:
    sheets = {
        sheet["rubric"]["id"]: sheet
        for site in exported(office)["sites"]
        for sheet in site["sheets"]
        if site["id"] == "a1"
    }
    lines = {line["criterion"]: line for line in sheets["inspection-2019"]["lines"]}
    assert {lines[name]["veto"] for name in ("veto.wording", "veto.unreachable", "veto.services")} == {"unknown"}
    assert (lines["deduction.policies"]["low"], lines["deduction.policies"]["high"]) == ("0", "5")
    page = (office / "var/reports/latest/survey.html").read_text(encoding="utf-8")
    assert (
        "政府网站检查预警（2019年指标）" in page and "网站可用性（最近 7 天）" in page and "其中 7 天不足 20 次" in page
    )


def test_what_was_declared_of_a_site_stands_on_its_sheet(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    declared = [
        "entries",
        "declare",
        "a1",
        "veto.secrets",
        "发现",
        "--month",
        "2026-10",
        "--reason",
        "有涉密文件",
        "--by",
        "王某",
    ]
    assert run(["--config", str(office), *declared]) == 0
    capsys.readouterr()
    assert run(["--config", str(office), "score", "--rubric", "inspection-2019"]) == 0
    assert "单项否决" in capsys.readouterr().out


def test_the_evidence_of_a_line_is_that_of_its_site(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--config", str(office), "explain", "jyj", "portal.dead_links"]) == 0
    assert "gone.html" in capsys.readouterr().out
    assert run(["--config", str(office), "explain", "jyj", "disclosure.basic_information"]) == 0
    assert "gone.html" not in capsys.readouterr().out
