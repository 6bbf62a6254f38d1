"""断链报告.xlsx: a sheet to read on paper and one with everything; and a unit's 整改表, which it fills and sends back."""

from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from checks.findings import Finding
from checks.verdicts import Verdict
from config.words import LINK_KIND_NAMES, VERDICT_NAMES, reason_name
from reports import words
from reports.models import MonthReport, UnitReport
from reports.problems import page_name, to_mend
from reports.workbooks import page_setup, put, table, title

_FULL: list[tuple[str, float]] = [
    ("单位", 13), ("网站", 11), ("编号", 19), ("链接地址", 36), ("链接文字", 16), ("所在页面", 36), ("种类", 9), ("行号", 6), ("列号", 6), ("类别", 9), ("原因", 18),
    ("认定", 11), ("首次发现", 12), ("连续夜数", 6), ("较上夜", 7), ("较上月", 9), ("处理建议", 24), ("证据", 8),
]  # fmt: skip
_PAPER: list[tuple[str, float]] = [
    ("序号", 6), ("单位", 16), ("编号", 18), ("链接地址", 42), ("问题", 20), ("所在页面和链接文字", 46), ("首次发现", 12), ("处理建议", 22),
]  # fmt: skip
REPLY_SHEET = "整改表"
REPLY_HEADINGS: list[tuple[str, float]] = [
    ("编号", 17), ("问题", 20), ("地址", 34), ("所在页面和链接文字", 36), ("首次发现", 11), ("处理建议", 20), ("处理结果", 14), ("处理人", 10), ("日期", 12), ("证据", 7),
]  # fmt: skip
KEY_COLUMN = len(REPLY_HEADINGS) + 1
"""A hidden column with the name of each problem: rows may be sorted, and numbers retyped."""
REPLY_ROW = 3
"""The row of the headings; the problems follow."""
RESULTS = ("已修复", "已取消链接", "已充实栏目", "正在处理", "有异议")
"""What a unit may answer; anything else is taken as it is written."""
_TO_FILL = PatternFill("solid", fgColor="FFF8DC")
_LINK = Font(color="0B4F9E", underline="single")


def links_workbook(report: MonthReport) -> Workbook:
    """断链报告.xlsx: to read, then one row for each link and place; other sheets for the site's own, the guarded and the fixed."""
    book = Workbook()
    sheet = book.active
    sheet.title = "断链清单"
    _paper(sheet, report)
    found = [(unit.code, unit.name, item) for unit in report.units for item in unit.broken()]
    _full(book.create_sheet(), "断链", report, found)
    broken = [
        ("", report.site_name(result.site), item)
        for result in report.site_results
        for item in result.findings
        if item.verdict == Verdict.BROKEN
    ]
    _full(book.create_sheet(), "网站公共部分", report, broken)
    others = [
        (unit.code, unit.name, item)
        for unit in report.units
        for item in unit.result.findings
        if item.verdict in (Verdict.RESTRICTED, Verdict.WARNED)
    ]
    _full(book.create_sheet(), "受限和提示", report, others)
    _fixed(book.create_sheet("已修复"), report)
    return book


def unit_workbook(report: MonthReport, unit: UnitReport) -> Workbook:
    """A unit's 整改表: its problems with columns to answer in, and the broken links place by place."""
    book = Workbook()
    sheet = book.active
    sheet.title = REPLY_SHEET
    title(sheet, f"{unit.name}网站问题整改表（{words.day_text(report.night)}检查）", len(REPLY_HEADINGS))
    note = sheet.cell(row=2, column=1)
    note.value = "请在“处理结果、处理人、日期”三列中填写后送回，其他列请不要改动。"
    sheet.merge_cells(start_row=2, start_column=1, end_row=2, end_column=len(REPLY_HEADINGS))
    rows = [_reply_row(place, item) for place, item in enumerate(to_mend(unit), 1)]
    after = table(sheet, REPLY_HEADINGS, rows, start=REPLY_ROW)
    for row, item in enumerate(to_mend(unit), REPLY_ROW + 1):
        _evidence(sheet, row, len(REPLY_HEADINGS), f"../evidence/{page_name(unit.code, item)}.html")
        for column in (7, 8, 9):
            sheet.cell(row=row, column=column).fill = _TO_FILL
        sheet.cell(row=row, column=9).number_format = "yyyy-mm-dd"
        sheet.cell(row=row, column=KEY_COLUMN).value = page_name(unit.code, item)
    sheet.column_dimensions[get_column_letter(KEY_COLUMN)].hidden = True
    choices = DataValidation(type="list", formula1=f'"{",".join(RESULTS)}"', allow_blank=True, showErrorMessage=False)
    choices.add(f"G{REPLY_ROW + 1}:G{max(after, REPLY_ROW + 2)}")
    sheet.add_data_validation(choices)
    sheet.freeze_panes = f"A{REPLY_ROW + 1}"
    put(sheet, after + 1, 1, "单位负责人：")
    put(sheet, after + 1, 4, "填报人、电话：")
    put(sheet, after + 1, 6, "日期：")
    page_setup(sheet, repeat=REPLY_ROW)
    _full(book.create_sheet(), "断链", report, [(unit.code, unit.name, item) for item in unit.broken()], "../")
    return book


def _reply_row(place: int, item: Finding) -> list[object]:
    what = words.fault_text(item) if words.kind_of(item) else f"{words.finding_title(item)}：{item.message}"
    return [
        item.number or f"WT-{place:02d}",
        what,
        item.subject,
        place_text(item),
        item.first_seen,
        words.what_to_do(item),
        "",
        "",
        None,
        "查看",
    ]


def place_text(item: Finding) -> str:
    """The first page that holds a fault, the words of the link, and how many pages there are."""
    if not item.places:
        return item.column or item.title
    first = item.places[0]
    shown = [first.page, *([f"“{first.text}”"] if first.text else [])]
    return "\n".join([*shown, *([f"共 {item.page_count} 个页面"] if item.page_count > 1 else [])])


def _paper(sheet: Any, report: MonthReport) -> None:
    """One row for each link, on A4: what an office reads and forwards."""
    title(sheet, f"断链清单（{words.day_text(report.night)}检查，{report.month.chinese}）", len(_PAPER))
    found = [(unit, item) for unit in report.units for item in unit.broken()]
    rows = [
        [place, unit.name, item.number, words.shown_address(item.subject), words.fault_text(item), place_text(item), item.first_seen, words.what_to_do(item)]
        for place, (unit, item) in enumerate(found, 1)
    ]  # fmt: skip
    table(sheet, _PAPER, rows, start=2)
    for row, (unit, item) in enumerate(found, 3):
        _evidence(sheet, row, 3, f"evidence/{page_name(unit.code, item)}.html")
    sheet.freeze_panes = "A3"
    page_setup(sheet, repeat=2)


MOST_LINKS = 65_530
"""Hyperlinks that Excel takes in one sheet (its specification); with more it calls the file damaged. One stands in a row."""


def _evidence(sheet: Any, row: int, column: int, target: str) -> None:
    """A cell that leads to a problem's page beside the workbook."""
    if row > MOST_LINKS:
        return
    cell = sheet.cell(row=row, column=column)
    cell.hyperlink, cell.font = target, _LINK


def _full(
    sheet: Any, name: str, report: MonthReport, found: Sequence[tuple[str, str, Finding]], root: str = ""
) -> None:
    """All columns, one row for each link and place."""
    sheet.title = name
    rows = [(code, item, row) for code, owner, item in found for row in _rows(report, code, owner, item)]
    table(sheet, _FULL, [row for _, _, row in rows])
    for place, (code, item, _) in enumerate(rows, 2):
        _evidence(sheet, place, len(_FULL), f"{root}evidence/{page_name(code, item)}.html")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    page_setup(sheet)


def _rows(report: MonthReport, code: str, name: str, item: Finding) -> Iterable[list[object]]:
    news = {"new": "新增", "still": "持续"}.get(report.news_of(code, item), "")
    month = ("本月新增" if report.is_new_this_month(item) else "上月遗留") if item.first_seen else ""
    broken = item.verdict == Verdict.BROKEN
    before = [name, report.site_name(item.site), item.number, item.subject]
    after = [
        item.category, reason_name(item.reason), words.confirmed_text(item) if broken else VERDICT_NAMES.get(item.verdict, ""),
        item.first_seen, item.nights or None, news, month, words.what_to_do(item) if broken else "", "查看",
    ]  # fmt: skip
    for place in item.places:
        kind = LINK_KIND_NAMES.get(place.kind, place.kind)
        yield [*before, place.text, place.page, kind, place.line or None, place.position or None, *after]
    if not item.places:
        yield [*before, "", "", "", None, None, *after]


def _fixed(sheet: Any, report: MonthReport) -> None:
    rows = [
        [report.unit_name(code), item.number, report.site_name(item.site), item.subject, item.category, reason_name(item.reason), item.first_seen]
        for code, item in report.fixed
    ]  # fmt: skip
    headings = [
        ("单位", 18),
        ("编号", 20),
        ("网站", 14),
        ("链接地址", 60),
        ("类别", 10),
        ("原问题", 30),
        ("首次发现", 12),
    ]
    table(sheet, headings, rows)
    page_setup(sheet)
