"""Workbooks: the sheet laid out like the source document, and the broken links with one row for each place."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from math import ceil
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter

from config.legible import legible
from config.rubric import Group, Item, Rubric
from config.words import (
    BASIS_NAMES,
    MEASURE_NAMES,
    OUTCOME_NAMES,
    VETO_NAMES,
)
from reports import words
from reports.basis import measure_of
from reports.export import points
from reports.layout import laid_rows
from reports.models import MonthReport, UnitReport
from reports.ranks import rank_text, ranks
from scoring.lines import Sheet

_THIN = Side(style="thin", color="999999")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEAD = PatternFill("solid", fgColor="E8ECF2")
_WRAP = Alignment(wrap_text=True, vertical="center")
_CENTRE = Alignment(wrap_text=True, vertical="center", horizontal="center")
_STYLES: dict[str, Callable[[], NamedStyle]] = {
    "监测表头": lambda: NamedStyle("监测表头", font=Font(bold=True), fill=_HEAD, border=_BORDER, alignment=_CENTRE),
    "监测居中": lambda: NamedStyle("监测居中", border=_BORDER, alignment=_CENTRE),
    "监测日期": lambda: NamedStyle("监测日期", border=_BORDER, alignment=_CENTRE, number_format="yyyy-mm-dd"),
    "监测正文": lambda: NamedStyle("监测正文", border=_BORDER, alignment=_WRAP),
}
"""Named styles: openpyxl compares and copies each style that is set cell by cell, which takes longer than all the rest."""


def plain(text: str) -> str:
    """Text as a cell or a paragraph may hold it: legible, and no more than fits a cell (32,767 characters)."""
    return legible(text)[:32000]


def put(sheet: Any, row: int, column: int, value: object, *, head: bool = False, centre: bool = False) -> None:
    """Write one cell: text stays text whatever it begins with, numbers are numbers, days are days."""
    cell = sheet.cell(row=row, column=column)
    if isinstance(value, Decimal):
        value = float(value)
    if isinstance(value, str):
        value = plain(value)
    cell.value = value
    if isinstance(value, str) and value:
        cell.data_type = "s"
    name = "监测表头" if head else "监测居中" if centre else "监测日期" if isinstance(value, date) else "监测正文"
    known = sheet.parent.named_styles
    cell.style = name if name in known else _STYLES[name]()


def table(sheet: Any, headings: Sequence[tuple[str, float]], rows: Iterable[Sequence[object]], start: int = 1) -> int:
    """Write a table with its headings and widths; return the row after it."""
    for column, (name, width) in enumerate(headings, 1):
        put(sheet, start, column, name, head=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    row = start
    for row, values in enumerate(rows, start + 1):
        for column, value in enumerate(values, 1):
            put(sheet, row, column, value)
    return row + 1


LINE = 15.0
"""Height of one line of text, in points."""


def fit_rows(sheet: Any, first: int) -> None:
    """Rows as high as their wrapped text needs; cells that span rows share their lines among them."""
    spans = {(area.min_row, area.min_col): area.max_row - area.min_row + 1 for area in sheet.merged_cells.ranges}
    for row in sheet.iter_rows(min_row=first):
        needed = 1.0
        for cell in row:
            width = sheet.column_dimensions[get_column_letter(cell.column)].width or 8
            lines = sum(max(1, ceil(_width(part) / max(width - 1.5, 1))) for part in str(cell.value or "").split("\n"))
            needed = max(needed, lines / spans.get((cell.row, cell.column), 1))
        sheet.row_dimensions[row[0].row].height = LINE * ceil(needed) + 3


def _width(text: str) -> int:
    """Columns of text: Chinese characters take two."""
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)


def page_setup(sheet: Any, *, landscape: bool = True, repeat: int = 1) -> None:
    """Print on A4, as wide as one page, with the headings on every page."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"1:{repeat}"
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    fit_rows(sheet, repeat)


def score_workbook(report: MonthReport) -> Workbook:
    """得分表.xlsx: an overview, the measured counts, and one sheet for each unit in the order of the source document."""
    book = Workbook()
    overview = book.active
    overview.title = "总表"
    _overview(overview, report)
    _counts(book.create_sheet("测量数据"), report)
    for unit in report.units:
        _unit_sheet(book.create_sheet(sheet_name(unit.name, book.sheetnames)), report, unit)
    if any(unit.year for unit in report.units):
        _year(book.create_sheet(sheet_name("年初至今", book.sheetnames)), report)
    if any(report.surveyed(*other) for other in report.others):
        _survey(book.create_sheet(sheet_name("普查预警", book.sheetnames)), report)
    return book


def sheet_name(name: str, taken: Sequence[str]) -> str:
    """A name that a sheet may have, and that no other sheet has."""
    kept = "".join(character for character in plain(name) if character not in "[]:*?/\\'")[:28] or "单位"
    shown, number = kept, 2
    while shown in taken:
        shown, number = f"{kept}{number}", number + 1
    return shown


def title(sheet: Any, text: str, width: int) -> None:
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
    cell = sheet.cell(row=1, column=1)
    cell.value, cell.data_type = plain(text), "s"
    cell.font, cell.alignment = Font(bold=True, size=14), _CENTRE
    sheet.row_dimensions[1].height = 28


def _overview(sheet: Any, report: MonthReport) -> None:
    groups = report.rubric.groups
    headings: list[tuple[str, float]] = [("名次", 8), ("单位", 22)]
    for group in groups:
        headings += [(f"{words.group_heading(group)}最低", 12), (f"{group.name} 最高", 10)]
    headings += [("总分最低", 10), ("总分最高", 10), ("已定分值占比", 10)]
    title(sheet, f"{report.rubric.title}得分总表（{report.month.chinese}，{report.status_name}）", len(headings))
    ranked = sorted(report.units, key=lambda unit: (-unit.sheet.total.low, -unit.sheet.total.high, unit.code))
    places = ranks([unit.sheet.total for unit in ranked])
    rows = [
        [
            int(text) if (text := rank_text(place)).isdecimal() else text,
            unit.name,
            *(value for group in groups for value in _pair(unit.sheet, group)),
            unit.sheet.total.low,
            unit.sheet.total.high,
            unit.sheet.coverage,
        ]
        for place, unit in zip(places, ranked, strict=True)
    ]
    after = table(sheet, headings, rows, start=2)
    for row in range(3, after):
        sheet.cell(row=row, column=len(headings)).number_format = "0%"
    put(sheet, after + 1, 2, "制表：")
    put(sheet, after + 1, 5, "审核：")
    put(sheet, after + 1, 9, "日期：")
    sheet.freeze_panes = "C3"
    page_setup(sheet, repeat=2)


def _year(sheet: Any, report: MonthReport) -> None:
    """The year to date, and from which closed months it was made."""
    groups = report.rubric.groups
    headings: list[tuple[str, float]] = [("单位", 22), ("已封账的月份", 22)]
    for group in groups:
        headings += [(f"{words.group_heading(group)}最低", 12), (f"{group.name} 最高", 10)]
    headings += [("总分最低", 10), ("总分最高", 10)]
    title(sheet, f"{report.rubric.title}年初至今得分（按已封账的月份）", len(headings))
    rows = [
        [
            unit.name,
            "、".join(unit.year.months),
            *(value for group in groups for value in _pair(unit.year, group)),
            unit.year.total.low,
            unit.year.total.high,
        ]
        for unit in report.units
        if unit.year
    ]
    table(sheet, headings, rows, start=2)
    sheet.freeze_panes = "B3"
    page_setup(sheet, repeat=2)


def _pair(sheet: Sheet, group: Group) -> tuple[Decimal | None, Decimal | None]:
    total = sheet.groups.get(group.id)
    return (total.low, total.high) if total else (None, None)


def _counts(sheet: Any, report: MonthReport) -> None:
    headings = [("单位", 22), ("项目", 20), ("数值", 8), ("下限", 8), ("上限", 8), ("结果", 10), ("说明", 46)]
    rows = [
        [
            unit.name,
            MEASURE_NAMES.get(item.name, item.name),
            item.value,
            item.lower,
            item.upper,
            OUTCOME_NAMES[item.outcome],
            words.measure_text(item),
        ]
        for unit in report.units
        for item in unit.result.measures
    ]
    table(sheet, headings, rows)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    page_setup(sheet)


def _survey(sheet: Any, report: MonthReport) -> None:
    """What other rubrics say of units or sites: one row for each criterion, the conclusion first."""
    headings = [("评分表", 24), ("对象", 20), ("项目", 26), ("结果", 12), ("最低", 8), ("最高", 8), ("说明", 60)]
    rows: list[list[object]] = []
    for rubric, sheets in report.others:
        for name, _, found in report.surveyed(rubric, sheets):
            verdict, total = VETO_NAMES.get(found.veto, ""), found.total
            rows.append([rubric.title, name, "合计", verdict, total.low, total.high, f"满分 {points(total.maximum)}"])
            for criterion in rubric.criteria:
                line = found.line(criterion.id)
                result = VETO_NAMES.get(line.veto, "")
                spread: list[object] = [None, None] if line.veto else [line.low, line.high]
                rows.append([rubric.title, name, criterion.name, result, *spread, line.reason])
    table(sheet, headings, rows)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    page_setup(sheet)


def _unit_sheet(sheet: Any, report: MonthReport, unit: UnitReport) -> None:
    headings = [
        ("一级指标", 12),
        ("二级指标", 16),
        ("评测要点", 46),
        ("分值", 7),
        ("得分（低）", 9),
        ("得分（高）", 9),
        ("依据", 12),
        ("说明", 46),
        ("证据", 8),
    ]
    title(
        sheet,
        f"{unit.name}　{report.rubric.title}得分表（{report.month.chinese}，{report.status_name}）",
        len(headings),
    )
    table(sheet, headings, [], start=2)
    row = 3
    for group in report.rubric.groups:
        row = _group(sheet, report.rubric, unit, group, row)
    total = unit.sheet.total
    for column, value in enumerate(
        (
            "合计",
            "",
            "",
            total.maximum,
            total.low,
            total.high,
            "",
            f"已定分值占 {words.percent(unit.sheet.coverage)}",
            "",
        ),
        1,
    ):
        put(sheet, row, column, value, head=True)
    put(sheet, row + 2, 1, "考评人：")
    put(sheet, row + 2, 4, "单位负责人：")
    put(sheet, row + 2, 8, f"检查日：{report.night}　检查编号：{report.run}　细则校验值：{report.rubric.sha256[:16]}")
    sheet.freeze_panes = "A3"
    page_setup(sheet, repeat=2)


def _group(sheet: Any, rubric: Rubric, unit: UnitReport, group: Group, start: int) -> int:
    row = start
    for item in group.items:
        first = row
        for laid in laid_rows(item):
            line = unit.sheet.line(laid.row.criterion)
            criterion = rubric.criterion(laid.row.criterion)
            name = words.with_maximum(item.name, item.maximum) if item.maximum is not None else item.name
            result: tuple[object, ...] = ("", "", "", "（已计入上面同一项）")
            if laid.is_first:
                result = (line.low, line.high, BASIS_NAMES[line.basis], line.reason)
            values = (words.group_heading(group), name, laid.row.text, laid.row.points, *result)
            for column, value in enumerate(values, 1):
                put(sheet, row, column, value, centre=column in (1, 2, 4, 5, 6, 7))
            put(sheet, row, 9, "依据" if laid.is_first and measure_of(unit, criterion) else "", centre=True)
            if laid.is_first and measure_of(unit, criterion):
                sheet.cell(row=row, column=9).hyperlink = f"units/{unit.code}.html#{criterion.id}"
            row += 1
        _merge(sheet, first, row - 1, 2)
        _merge_results(sheet, item, first)
    _merge(sheet, start, row - 1, 1)
    return row


def _merge_results(sheet: Any, item: Item, first: int) -> None:
    """Rows of one criterion share one result: its points stand once."""
    for offset, laid in enumerate(laid_rows(item)):
        for column in (5, 6, 7, 8):
            _merge(sheet, first + offset, first + offset + laid.span - 1, column)


def _merge(sheet: Any, first: int, last: int, column: int) -> None:
    if last > first:
        for row in range(first + 1, last + 1):
            sheet.cell(row=row, column=column).value = None
        letter = get_column_letter(column)
        sheet.merged_cells.add(f"{letter}{first}:{letter}{last}")
