"""Report pages and workbooks: hostile text stays text, nothing comes from elsewhere, a real browser can read them."""

import io
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from openpyxl import load_workbook

from checks.findings import Check, Finding, Measure, Outcome, Place, Post, SiteResult, UnitMonth, UnmatchedSource
from checks.measures import Name
from checks.reasons import Reason
from config.loader import BUILT_IN_RUBRICS, load_configuration
from config.month import Month
from config.rubric import load_rubric
from reports.export import export_csv, export_document
from reports.link_workbooks import links_workbook, unit_workbook
from reports.models import MonthReport, TrendPoint, UnitReport
from reports.site import render_site
from reports.workbooks import score_workbook
from scoring.lines import Decisions
from scoring.sheets import month_sheet

HOSTILE = '=HYPERLINK("http://evil.cn","点")<script>alert(1)</script>\x07\u202e'
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


def report() -> MonthReport:
    configuration = load_configuration(Path(__file__).resolve().parents[2] / "config")
    rubric = load_rubric(BUILT_IN_RUBRICS / "2014.yaml")
    link = Finding(
        Check.DEAD_LINK, "portal", Outcome.NOT_MET, "javascript:alert(1)//" + HOSTILE, reason=Reason.MALFORMED, message=HOSTILE, verdict="broken", category="错链", confirmed=True,
        first_seen=date(2026, 10, 27), last_seen=date(2026, 10, 28), nights=2, places=(Place("http://a.cn/" + HOSTILE, HOSTILE, "a", HOSTILE, 3),),
        page_count=2, number="LJ-portal-x-001",
    )  # fmt: skip
    post = Post(
        "portal",
        "javascript:alert(2)",
        HOSTILE,
        published=date(2026, 10, 12),
        date_source="list",
        raw_date=HOSTILE,
        column=HOSTILE,
        counted=True,
        flags=("date_conflict",),
        measure=Name.PORTAL_POSTS,
    )
    measures = (Measure("portal.posts", 31, Outcome.MET, lower=31, upper=31), Measure("portal.clones", None, Outcome.INCONCLUSIVE, reason="limit_reached", lower=3, upper=None),
                Measure("disclosure.posts", 0, Outcome.NOT_MET, lower=0, upper=0))  # fmt: skip
    result = UnitMonth(
        "x", "2026-10", measures, (link, replace(link, check=Check.POST_UNDATED, verdict="", category="")), (post,)
    )
    sheet = month_sheet("x", "2026-10", rubric, measures, Decisions())
    unit = UnitReport(
        "x",
        HOSTILE,
        result,
        sheet,
        None,
        (TrendPoint("2026-09", None, 3, 4, -10, 20.5), TrendPoint("2026-10", 31, 0, None, 5, 30)),
    )
    return MonthReport(
        Month(2026, 10), datetime(2026, 10, 28, tzinfo=UTC), 2, date(2026, 10, 28), "provisional", 1, "0.1.0", rubric, configuration.monitor,
        configuration.sites, (unit,), (SiteResult("portal", Outcome.NOT_MET, (link,)),), (UnmatchedSource(HOSTILE, 3),), {}, (("x", link),),
    )  # fmt: skip


def test_hostile_text_is_escaped_and_never_a_link(tmp_path: Path) -> None:
    render_site(tmp_path, report())
    pages = [path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.html")]
    assert len(pages) > 7
    for page in pages:
        assert "<script>alert" not in page
        assert not re.search(r"href=[\"']?javascript:", page)
        assert page.count("<script") == 1


def test_nothing_is_loaded_from_elsewhere(tmp_path: Path) -> None:
    render_site(tmp_path, report())
    for path in tmp_path.rglob("*.html"):
        text = unescape(path.read_text(encoding="utf-8"))
        assert "default-src 'none'" in text
        assert not re.findall(r"(?:src|<link[^>]*href)=\"(?:https?:)?//", text)
    for path in tmp_path.rglob("*.svg"):
        text = path.read_text(encoding="utf-8")
        assert "<script" not in text and "@import" not in text and "2026-10" in text


def test_a_workbook_never_holds_a_formula_and_numbers_are_numbers() -> None:
    made = report()
    for book in (score_workbook(made), links_workbook(made), unit_workbook(made, made.units[0])):
        buffer = io.BytesIO()
        book.save(buffer)
        for sheet in load_workbook(buffer).worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    assert cell.data_type != "f", (sheet.title, cell.coordinate)
    sheet = score_workbook(report()).worksheets[2]
    points = [row[4].value for row in sheet.iter_rows(min_row=3) if row[2].value == "每月发布信息量总和30条以上"]
    assert points[0] == 10.0
    assert sum(isinstance(row[3].value, float) for row in sheet.iter_rows(min_row=3)) > 40


def test_the_sheet_follows_the_order_of_the_source_document() -> None:
    made = report()
    sheet = score_workbook(made).worksheets[2]
    printed = [row.text for group in made.rubric.groups for item in group.items for row in item.rows]
    shown = [row[2].value for row in sheet.iter_rows(min_row=3, max_row=2 + len(printed))]
    assert shown == printed
    assert sheet.cell(row=3 + len(printed), column=4).value == 100.0


def test_the_export_writes_points_exactly() -> None:
    unit = export_document(report())["units"][0]
    line = next(item for item in unit["lines"] if item["criterion"] == "portal.clones")
    assert (line["low"], line["high"], line["max"]) == ("2.5", "5", "5")
    assert Decimal(unit["total"]["low"]) <= Decimal(unit["total"]["high"])
    assert not [row for row in export_csv(report()).split("\r\n") if row.startswith("=")]


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
def test_a_browser_shows_the_pages_and_sorts_a_table(tmp_path: Path) -> None:
    render_site(tmp_path / "site", report())
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
             f"--user-data-dir={tmp_path / 'profile'}", "--virtual-time-budget=3000"]  # fmt: skip
    address = (tmp_path / "site" / "index.html").as_uri()
    dom = subprocess.run(
        [str(CHROMIUM), *flags, "--dump-dom", address], capture_output=True, timeout=120, check=True
    ).stdout.decode()
    assert "网站监测报告" in dom and "总览" in dom
    picture = tmp_path / "unit.png"
    page = (tmp_path / "site" / "units" / "x.html").as_uri()
    subprocess.run(
        [str(CHROMIUM), *flags, f"--screenshot={picture}", "--window-size=1300,2000", page],
        capture_output=True,
        timeout=120,
        check=True,
    )
    assert picture.stat().st_size > 20_000


def crowded(faults: int) -> MonthReport:
    """One unit with very many broken links, each on many pages."""
    made = report()
    unit = made.units[0]
    link = next(item for item in unit.result.findings if item.check is Check.DEAD_LINK)
    places = tuple(Place(f"http://a.cn/page{number}.html", "链接", "a", line=number) for number in range(20))
    found = tuple(
        replace(
            link,
            subject=f"http://b.cn/{number}.html",
            number=f"LJ-portal-x-{number:04d}",
            places=places,
            page_count=126,
        )
        for number in range(faults)
    )
    return replace(made, units=(replace(unit, result=replace(unit.result, findings=found)),), site_results=(), fixed=())


def test_a_district_with_three_thousand_faults_has_pages_that_open_at_once(tmp_path: Path) -> None:
    render_site(tmp_path, crowded(3000))
    sizes = {
        path.name: path.stat().st_size for path in [*tmp_path.glob("*.html"), *(tmp_path / "units").glob("*.html")]
    }
    assert max(sizes.values()) < 400_000, sizes
    assert len([name for name in sizes if name.startswith("x-links")]) == 15
    text = (tmp_path / "links.html").read_text(encoding="utf-8")
    assert "看全部 3000 个" in text and text.count("共 126 页") == 20
