"""Entries by workbook: every filled cell is imported or named, whatever the file is like."""

import io
import re
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from app.decisions.desk import Person
from app.decisions.refusal import Refused
from app.decisions.sheets import Taken, take
from db.decisions import Kind
from reports.entry_sheets import template
from tests.app.decisions.office import Office

Change = Callable[[Workbook], object]
KEYS = {"openness.leading_group": "C", "openness.work_rules": "D"}


def column(sheet: Any, name: str) -> str:
    """The letter of the column that holds a field."""
    return next(str(cell.column_letter) for cell in sheet[2] if cell.value == name)


def filled(office: Office, *changes: Change) -> Path:
    """A template with its cover filled, one entry, and these changes."""
    book = template(office.context.configuration)
    cover = book["填写说明"]
    for cell, text in (("B3", "2026-10"), ("B4", "2026-10"), ("B5", "录入员甲"), ("B6", "十月考评")):
        cover[cell] = text
    book["政务公开"]["C4"] = 2.5
    for change in changes:
        change(book)
    path = office.folder / "录入表.xlsx"
    book.save(path)
    return path


def taken(office: Office, *changes: Change, person: Person | None = None) -> Taken:
    return take(office.context, filled(office, *changes), office.desk().now, person)


def said(office: Office, *changes: Change) -> list[str]:
    """What is said of a workbook that is refused; nothing of it may be taken."""
    with pytest.raises(Refused) as caught:
        taken(office, *changes)
    assert not office.context.decisions.list(Kind.ENTRY)
    return [str(item) for item in caught.value.objections]


def put(sheet: str, cell: str, value: object, number_format: str = "") -> Change:
    """A cell with a value."""

    def change(book: Workbook) -> None:
        book[sheet][cell] = value
        if number_format:
            book[sheet][cell].number_format = number_format

    return change


def mailbox(book: Workbook, **values: object) -> Any:
    """The mailbox's columns in the first unit's row, filled."""
    sheet = book["政民互动"]
    for key, value in {"messages": 10, "answered": 10, "late": 0, "satisfaction": 95, "district": 90, **values}.items():
        sheet[f"{column(sheet, f'interaction.mailbox:{key}')}4"] = value
    return sheet


def test_a_filled_workbook_is_entered_under_the_name_on_its_cover(office: Office) -> None:
    made = taken(office).entered.made
    assert [(item.unit, item.subject, item.value, item.author) for item in made] == [
        ("jyj", "openness.leading_group", {"points": "2.5"}, "录入员甲")
    ]


def test_who_has_signed_in_is_the_author_whatever_the_cover_says(office: Office) -> None:
    assert taken(office, person=Person("考评员乙")).entered.made[0].author == "考评员乙"


@pytest.mark.parametrize(
    ("shown", "number_format"), [(0.95, "0%"), (0.95, "0.00%"), ("95%", "@"), (95, "General"), (95.0, "0.00")]
)
def test_a_rate_typed_as_per_cent_is_read_as_it_is_shown(office: Office, shown: object, number_format: str) -> None:
    def change(book: Workbook) -> None:
        sheet = mailbox(book)
        cell = sheet[f"{column(sheet, 'interaction.mailbox:satisfaction')}4"]
        cell.value, cell.number_format = shown, number_format

    record = next(item for item in taken(office, change).entered.made if item.subject == "interaction.mailbox")
    assert record.value["satisfaction"] == "95"


def test_a_share_without_its_sign_is_asked_about(office: Office) -> None:
    lines = said(office, lambda book: mailbox(book, satisfaction=0.98))
    assert len(lines) == 1 and "98% 请填 98" in lines[0] and re.search(r"第 4 行 [A-Z]+ 列", lines[0])


def test_numbers_are_read_without_the_noise_of_binary_fractions(office: Office) -> None:
    assert taken(office, put("政务公开", "C4", 0.1 + 0.2)).entered.made[0].value == {"points": "0.3"}


def test_a_formula_counts_by_its_result_and_is_named_where_the_file_has_none(office: Office) -> None:
    lines = said(office, put("政务公开", "D4", "=1+1"))
    assert len(lines) == 1 and "第 4 行 D 列" in lines[0] and "公式" in lines[0]


def test_a_formula_with_its_result_is_taken(office: Office) -> None:
    path = filled(office, put("政务公开", "C4", "=1+1"))
    parts = {}
    with zipfile.ZipFile(path) as archive:
        for item in archive.infolist():
            parts[item.filename] = archive.read(item)
    for name, data in parts.items():
        if name.startswith("xl/worksheets/"):
            parts[name] = re.sub(rb"<f>1\+1</f><v\s*/?>(</v>)?", b"<f>1+1</f><v>2</v>", data)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    assert take(office.context, path, office.desk().now, None).entered.made[0].value == {"points": "2"}


def test_a_copied_sheet_is_named(office: Office) -> None:
    lines = said(office, lambda book: book.copy_worksheet(book["政务公开"]))
    assert len(lines) == 1 and "填写了两次" in lines[0] and "政务公开 Copy" in lines[0]


def test_a_copied_column_is_named(office: Office) -> None:
    def change(book: Workbook) -> None:
        sheet = book["政务公开"]
        last = sheet.max_column + 1
        for row in range(1, 5):
            sheet.cell(row=row, column=last).value = sheet.cell(row=row, column=3).value

    lines = said(office, change)
    assert len(lines) == 1 and "与前面的列重复" in lines[0]


def test_a_value_over_merged_rows_is_named(office: Office) -> None:
    lines = said(office, lambda book: book["政务公开"].merge_cells("C4:C6"))
    assert len(lines) == 1 and "合并的单元格" in lines[0] and "第 4 行 C 列" in lines[0]


def test_a_copied_row_is_named(office: Office) -> None:
    def change(book: Workbook) -> None:
        for column_ in range(1, 4):
            book["政务公开"].cell(row=9, column=column_).value = book["政务公开"].cell(row=4, column=column_).value

    lines = said(office, change)
    assert len(lines) == 1 and "填写了两次" in lines[0] and "第 9 行" in lines[0]


@pytest.mark.parametrize(
    ("cell", "value", "words"),
    [
        ("A4", "jy", "没有单位“jy”"),
        ("A4", "合计", "没有单位“合计”"),
        ("A4", None, "没有单位代码"),
        ("B4", "区民政局", "“区民政局”与单位代码 jyj（区教育局）不符"),
        ("ZZ4", 3, "第 4 行 ZZ 列：填写了“3”，但该列不是模板中的录入项目"),
        ("C4", "很好", "填写的是“很好”，应为0 到 2.5 的数"),
        ("C4", True, "填写的是“是”"),
        ("C4", date(2026, 10, 1), "填写的是“2026-10-01”"),
        ("C4", "#DIV/0!", "填写的是“#DIV/0!”"),
        ("C4", 3, "填写的是“3”"),
        ("C2", "openness.nothing:points", "“openness.nothing:points”不是细则中的录入项目"),
    ],
)
def test_a_cell_that_cannot_be_entered_is_named(office: Office, cell: str, value: object, words: str) -> None:
    lines = said(office, put("政务公开", cell, value))
    assert len(lines) == 1 and words in lines[0] and "政务公开" in lines[0]


@pytest.mark.parametrize("name", ["教育局", "区教育局", "红桥区教育局", " jyj "])
def test_a_name_in_the_place_of_a_units_code_is_taken_for_it(office: Office, name: str) -> None:
    assert [record.unit for record in taken(office, put("政务公开", "A4", name)).entered.made] == ["jyj"]


def test_a_sheet_of_ones_own_is_named(office: Office) -> None:
    lines = said(office, lambda book: book.create_sheet("草稿").cell(row=5, column=4, value=7))
    assert lines == ["工作表“草稿”不是模板中的工作表，请删去后再导入"]


def test_text_beside_the_entries_is_left_aside_and_said(office: Office) -> None:
    notes = taken(office, put("政务公开", "A20", "填表人：张三"), put("填写说明", "D8", "备注")).notes
    assert len(notes) == 2 and "填表人：张三" in notes[1] and "备注" in notes[0]


@pytest.mark.parametrize(
    ("cell", "value", "words"),
    [
        ("B3", None, "第 3 行 B 列：没有填写，应为月份"),
        ("B3", "十月", "应为月份"),
        ("B4", "2026-09", "早于开始月份"),
        ("B5", None, "第 5 行 B 列：没有写明经办人"),
        ("B5", "root", "机器账号"),
        ("B6", None, "第 6 行 B 列：没有写明原因或依据"),
        ("B6", "=A1&A2", "公式"),
    ],
)
def test_the_cover_says_when_who_and_why(office: Office, cell: str, value: object, words: str) -> None:
    assert any(words in line for line in said(office, put("填写说明", cell, value)))


def test_a_month_that_the_spreadsheet_made_a_day_of_is_a_month(office: Office) -> None:
    made = taken(office, put("填写说明", "B3", date(2026, 10, 1), "yyyy-mm")).entered.made
    assert made[0].valid_from == "2026-10"


def test_all_faults_of_a_file_are_said_at_once(office: Office) -> None:
    lines = said(
        office,
        put("填写说明", "B6", None),
        put("政务公开", "C4", "很好"),
        put("政务公开", "D5", "=1+1"),
        put("政务公开", "A6", "nobody"),
        put("政务公开", "C6", 1),
    )
    assert len(lines) == 4


def test_the_last_cell_of_a_sheet_costs_neither_time_nor_memory(office: Office) -> None:
    path = filled(office, put("政务公开", "XFD1048576", "x"))
    tracemalloc.start()
    began = time.process_time()
    with pytest.raises(Refused) as caught:
        take(office.context, path, office.desk().now, None)
    seconds, peak = time.process_time() - began, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "第 1048576 行 XFD 列" in str(caught.value) and seconds < 5 and peak < 50_000_000


def test_merged_areas_as_large_as_a_sheet_are_refused_at_once(office: Office) -> None:
    path = filled(office)
    with zipfile.ZipFile(path) as archive:
        parts = {item.filename: archive.read(item) for item in archive.infolist()}
    data = parts["xl/worksheets/sheet2.xml"]
    parts["xl/worksheets/sheet2.xml"] = data.replace(
        b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="H10:XFD1048576"/></mergeCells>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    began = time.process_time()
    with pytest.raises(Refused, match="合并的单元格过多"):
        take(office.context, path, office.desk().now, None)
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet2.xml", "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"]
)
@pytest.mark.parametrize("how", ["cut", "not xml", "a bomb", "gone"])
def test_a_damaged_part_is_told_in_chinese(office: Office, part: str, how: str) -> None:
    path = filled(office)
    with zipfile.ZipFile(path) as archive:
        parts = {item.filename: archive.read(item) for item in archive.infolist()}
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb">' + b"".join(
        f'<!ENTITY c{n} "{f"&c{n - 1};" * 10 if n else "&b;"}">'.encode() for n in range(9)
    ) + b"]><a>&c8;</a>"  # fmt: skip
    parts[part] = {"cut": parts[part][: len(parts[part]) // 2], "not xml": b"\x00\xff<<", "a bomb": bomb, "gone": b""}[
        how
    ]
    if how == "gone":
        del parts[part]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    try:
        take(office.context, path, office.desk().now, None)
    except Refused as error:
        assert re.search("[\u4e00-\u9fff]{4}", str(error))
    else:
        assert part == "xl/styles.xml"  # styles say nothing of the values but their shape


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"not a workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600]
)
def test_what_is_no_workbook_is_told_in_chinese(office: Office, content: bytes) -> None:
    with pytest.raises(Refused, match="xlsx"):
        take(office.context, io.BytesIO(content), office.desk().now, Person("甲"))
    path = office.folder / "坏.xlsx"
    path.write_bytes(content)
    with pytest.raises(Refused, match=r"坏\.xlsx"):
        take(office.context, path, office.desk().now, Person("甲"))


def test_a_file_that_is_not_there_is_told_in_chinese(office: Office) -> None:
    with pytest.raises(Refused, match="无法打开"):
        take(office.context, office.folder / "没有.xlsx", office.desk().now, Person("甲"))


def test_an_uploaded_workbook_is_read_like_a_file(office: Office) -> None:
    source = io.BytesIO(filled(office).read_bytes())
    assert take(office.context, source, office.desk().now, Person("考评员乙")).entered.made[0].author == "考评员乙"


def test_every_field_of_the_rubric_has_its_column_in_the_template(office: Office) -> None:
    book = load_workbook(filled(office))
    names = {cell.value for sheet in book.worksheets[1:] for cell in sheet[2] if cell.value}
    assert {"interaction.mailbox:district", "weibo.response:events", "disclosure.statistics:count"} <= names


def test_a_sheet_that_lost_its_hidden_row_is_named_and_nothing_is_left_out(office: Office) -> None:
    lines = said(office, lambda book: book["政务公开"].delete_rows(2))
    assert lines == ["工作表“政务公开”第 2 行（隐藏行）没有细则中的录入项目编号，看不出各列是什么：请另用模板填写"]


@pytest.mark.parametrize("typed", ["2026年10月", "2026/10", "2026.10", "２０２６－１０", "2026 年 10 月"])
def test_a_month_may_be_written_as_offices_write_it(office: Office, typed: str) -> None:
    assert taken(office, put("填写说明", "B3", typed)).entered.made[0].valid_from == "2026-10"


def test_an_objection_repeats_a_long_value_in_part(office: Office) -> None:
    (line,) = said(office, put("政务公开", "C4", "9" * 400))
    assert f"“{'9' * 40}……”" in line
