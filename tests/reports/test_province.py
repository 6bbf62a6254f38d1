"""The page over all districts, as the office reads it."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from reports.province import DistrictRow, render_province

ROW = DistrictRow(
    name="和平区政务网",
    folder="heping",
    night="2026-10-29",
    status="完成",
    reason="",
    shown="2026-10-29",
    units=3,
    low="-44.8",
    high="89.0",
    confirmed=4,
    suspected=2,
    report="",
)


def text_of(folder: Path, *rows: DistrictRow) -> str:
    return render_province(folder, rows, datetime(2026, 10, 29, 6, 45, tzinfo=UTC)).read_text(encoding="utf-8")


def test_a_score_with_two_bounds_is_written_as_on_a_districts_own_pages_and_explained(tmp_path: Path) -> None:
    text = text_of(tmp_path, ROW, replace(ROW, low="70.0", high="70.0"))
    assert ">-44.8～89.0<" in text and ">70.0<" in text
    assert "得分写作“低～高”的，表示有内容尚未录入或未能测定。" in text


def test_broken_links_are_told_apart_as_on_a_districts_own_pages(tmp_path: Path) -> None:
    text = text_of(tmp_path, ROW)
    assert "<th>已确认断链</th><th>疑似断链</th>" in text and "<td>4</td><td>2</td>" in text


def test_a_district_without_a_good_night_shows_no_figures(tmp_path: Path) -> None:
    text = text_of(
        tmp_path,
        replace(ROW, night="", status="尚未检查", shown="", units=0, low="", high="", confirmed=0, suspected=0),
    )
    assert text.count("—</td>") == 6 and ">0<" not in text
