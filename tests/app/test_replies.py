"""A unit's 整改表 comes back: all of it is taken or none, and what it says stands beside the problem."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from app.cli import run
from reports.link_workbooks import KEY_COLUMN, REPLY_ROW
from tests.sites import Site, configure, night, page

COLUMNS = [{"name": "工作动态", "url": "gzdt/", "role": "posts"}]
PAGES: Any = {
    "/": page("x"),
    "/xxgk/": page("x"),
    "/jyj/": page("<a href='/jyj/gzdt/'>工作动态</a><a href='/gone/1.html'>一</a><a href='/gone/2.html'>二</a>"),
    "/jyj/gzdt/": page(
        "<ul><li><a href='/jyj/gzdt/1.html'>关于召开工作会议的通知</a><span>2026-10-12</span></li></ul>"
    ),
    "/jyj/gzdt/1.html": page("<h1>关于召开工作会议的通知</h1><p>发布时间：2026-10-12</p>" + "正文。" * 30),
}
Type = Callable[..., tuple[int, str]]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One night with two dead links, and an order about them."""
    folder = tmp_path_factory.mktemp("replies") / "config"
    with Site(PAGES) as site:
        configure(folder, site, COLUMNS)
        assert night(folder, 28).is_good
    assert run(["--config", str(folder), "orders", "draft", "jyj", "--by", "甲"]) == 0
    yield folder


@pytest.fixture
def typed(office: Path, capsys: pytest.CaptureFixture[str]) -> Type:
    """Type a command of this office; its status and what it printed."""

    def type_(*arguments: object) -> tuple[int, str]:
        capsys.readouterr()
        status = run(["--config", str(office), *(str(item) for item in arguments)])
        return status, capsys.readouterr().out

    return type_


def filled(office: Path, file: Path, rows: dict[int, tuple[object, object, object]]) -> Path:
    """The unit's workbook with some rows answered, by their place."""
    book = load_workbook(office / "var" / "reports" / "latest" / "units" / "jyj-断链.xlsx")
    sheet = book["整改表"]
    for place, answer in rows.items():
        for column, value in enumerate(answer, 7):
            sheet.cell(row=REPLY_ROW + place, column=column).value = value
    book.save(file)
    return file


def test_answers_are_recorded_once_and_stand_with_the_order(typed: Type, office: Path, tmp_path: Path) -> None:
    file = filled(office, tmp_path / "a.xlsx", {1: ("已修复", "张三", date(2026, 10, 29))})
    status, text = typed("orders", "reply", file, "--by", "甲")
    assert status == 0 and "已登记 1 条" in text
    assert "没有重复登记：1 条" in typed("orders", "reply", file, "--by", "乙")[1]
    typed("report")
    unit = (office / "var" / "reports" / "latest" / "units" / "jyj.html").read_text(encoding="utf-8")
    assert "已修复（张三，2026-10-29）" in unit


def test_one_bad_row_refuses_the_whole_file_and_is_named(typed: Type, office: Path, tmp_path: Path) -> None:
    file = filled(office, tmp_path / "b.xlsx", {1: ("已修复", "李四", "十月底"), 2: ("有异议", "", "2026-10-29")})
    status, text = typed("orders", "reply", file, "--by", "甲")
    assert status == 2
    assert "第 4 行 I 列" in text and "第 5 行 H 列" in text and "没有填写处理人" in text
    assert "李四" not in typed("orders", "list")[1]


def test_a_row_is_known_by_its_hidden_name_wherever_it_is_moved(typed: Type, office: Path, tmp_path: Path) -> None:
    file = filled(office, tmp_path / "c.xlsx", {})
    book = load_workbook(file)
    sheet = book["整改表"]
    first = [cell.value for cell in sheet[REPLY_ROW + 1]]
    second = [cell.value for cell in sheet[REPLY_ROW + 2]]
    for column, (one, two) in enumerate(zip(first, second, strict=True), 1):
        sheet.cell(row=REPLY_ROW + 1, column=column).value = two
        sheet.cell(row=REPLY_ROW + 2, column=column).value = one
    sheet.cell(row=REPLY_ROW + 1, column=1).value = "改过的编号"
    for column, value in enumerate(("正在处理", "王五", "2026-10-30"), 7):
        sheet.cell(row=REPLY_ROW + 1, column=column).value = value
    book.save(file)
    status, text = typed("orders", "reply", file, "--by", "甲")
    assert status == 0 and str(second[KEY_COLUMN - 1]) in text


@pytest.mark.parametrize("name", ["断链报告.xlsx", "得分表.xlsx", "export.json"])
def test_another_file_is_refused_with_a_word(typed: Type, office: Path, name: str) -> None:
    status, text = typed("orders", "reply", office / "var" / "reports" / "latest" / name, "--by", "甲")
    assert status == 2 and text.strip()


def test_an_unfilled_workbook_says_so(typed: Type, office: Path, tmp_path: Path) -> None:
    status, text = typed("orders", "reply", filled(office, tmp_path / "d.xlsx", {}), "--by", "甲")
    assert status == 2 and "没有填写处理结果" in text
