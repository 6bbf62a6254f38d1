"""The workbook of people's entries: written as a template, and read back cell by cell, nothing of it overlooked."""

import io
import re
import zipfile
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Protection
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.datavalidation import DataValidation

from config.rubric import Criterion, Rubric
from config.settings import Configuration
from config.system_errors import system_text
from reports.export import points
from reports.workbooks import put
from scoring.fields import EntryField, fields_of

COVER = "填写说明"
NAME_ROW, HEADING_ROW, FIRST_ROW = 2, 3, 4
"""Row 1 is the title, row 2 (hidden) names criterion and field, row 3 is the heading, then the units."""
CODE_COLUMN, UNIT_COLUMN, FIRST_COLUMN = 1, 2, 3
COVER_ROWS = (
    ("first", "有效期起（月份，如 2026-10）", 3),
    ("last", "有效期止（月份；不填则以后各月都有效，按月计数的项目只算当月）", 4),
    ("author", "录入人", 5),
    ("reason", "说明或依据", 6),
)
LARGEST_TEXT = 20_000_000
"""Bytes of XML that a workbook may hold: a full one of a hundred units has less than one million."""
LARGEST_MERGE = 100_000
"""Cells that its merged areas may cover: openpyxl makes an object for each."""

_TOO_LARGE = "工作簿过大：请使用 entries template 写出的模板填写，不要带入其他内容"


class UnreadableWorkbook(Exception):
    """Raised when a file is no workbook that can be read; trying again makes sense with another file."""


@dataclass(frozen=True, slots=True)
class FilledCell:
    """A cell that holds something, as a person reads it: a rate that is shown as 95% is `95%`."""

    sheet: str
    row: int
    column: int
    text: str
    is_uncounted: bool = False
    """Whether it is a formula whose result the file does not hold."""
    is_merged: bool = False
    """Whether it is shown over other cells too, so that nobody knows which of them it is meant for."""

    @property
    def place(self) -> str:
        """Where it stands, in Chinese."""
        return place_of(self.sheet, self.row, self.column)


def place_of(sheet: str, row: int, column: int) -> str:
    """A cell as a person finds it."""
    return f"工作表“{sheet}”第 {row} 行 {get_column_letter(column)} 列"


def template(configuration: Configuration) -> Workbook:
    """The workbook to fill: one sheet for each indicator group, units as rows, drop-downs, the rule's text as notes."""
    book = Workbook()
    cover = book.active
    cover.title = COVER
    put(cover, 1, 1, f"《{configuration.rubric.title}》人工评测录入表（细则编号 {configuration.rubric.id}）", head=True)
    put(cover, 2, 1, "请填写 B 列各项，再到各工作表中录入；空格表示本次不录入该项。表头和单位不要改动。")
    for _, name, row in COVER_ROWS:
        put(cover, row, 1, name, head=True)
        put(cover, row, 2, "")
        cover.cell(row=row, column=2).number_format = "@"
        cover.cell(row=row, column=2).protection = Protection(locked=False)
    cover.column_dimensions["A"].width, cover.column_dimensions["B"].width = 44, 36
    for group in configuration.rubric.groups:
        columns = [
            item
            for criterion in configuration.rubric.criteria
            if criterion.group == group.id
            for item in fields_of(criterion)
        ]
        if columns:
            _sheet(book.create_sheet(group.name), configuration, columns)
    for sheet in book.worksheets:
        sheet.protection.sheet = True
    return book


def _sheet(sheet: Any, configuration: Configuration, columns: list[EntryField]) -> None:
    put(sheet, 1, 1, f"{sheet.title}：人工评测录入", head=True)
    for column, (heading, width) in enumerate((("单位代码", 14), ("单位", 22)), 1):
        put(sheet, HEADING_ROW, column, heading, head=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    last = FIRST_ROW + len(configuration.units) - 1
    for column, item in enumerate(columns, FIRST_COLUMN):
        letter = get_column_letter(column)
        put(sheet, NAME_ROW, column, item.name)
        put(sheet, HEADING_ROW, column, item.heading, head=True)
        sheet.cell(row=HEADING_ROW, column=column).comment = Comment(
            "\n".join(filter(None, (_rule_text(configuration.rubric, item.criterion), item.note))), "细则"
        )
        sheet.column_dimensions[letter].width = 18
        rule = _validation(item)
        rule.add(f"{letter}{FIRST_ROW}:{letter}{last}")
        sheet.add_data_validation(rule)
    sheet.row_dimensions[NAME_ROW].hidden = True
    for row, unit in enumerate(configuration.units, FIRST_ROW):
        put(sheet, row, CODE_COLUMN, unit.code)
        put(sheet, row, UNIT_COLUMN, unit.name)
        for column in range(FIRST_COLUMN, FIRST_COLUMN + len(columns)):
            put(sheet, row, column, None)
            sheet.cell(row=row, column=column).protection = Protection(locked=False)
    sheet.freeze_panes = "C4"


def _rule_text(rubric: Rubric, criterion: Criterion) -> str:
    rows = [
        row for group in rubric.groups for item in group.items for row in item.rows if row.criterion == criterion.id
    ]
    return "\n".join(f"{row.text}{f'：{points(row.points)} 分' if row.points is not None else ''}" for row in rows)


def _validation(item: EntryField) -> DataValidation:
    options: dict[str, Any] = {"allow_blank": True, "showErrorMessage": True}
    if item.field.choices:
        return DataValidation(
            type="list", formula1='"' + ",".join(label for label, _ in item.field.choices) + '"', **options
        )
    kind = "whole" if item.field.whole else "decimal"
    if item.high is None:
        return DataValidation(type=kind, operator="greaterThanOrEqual", formula1="0", **options)
    return DataValidation(type=kind, operator="between", formula1="0", formula2=str(item.high), **options)


def filled_cells(source: Path | BinaryIO) -> list[FilledCell]:
    """Every cell of a workbook that holds something, sheet by sheet, row by row. Raises UnreadableWorkbook."""
    data = _content(source)
    _require_readable(data)
    try:
        shown, formulas = load_workbook(io.BytesIO(data), data_only=True), load_workbook(io.BytesIO(data))
    except Exception as error:  # openpyxl meets damaged parts with whatever its parsers raise
        raise UnreadableWorkbook("不是 xlsx 工作簿，或文件已损坏：请在 Excel 中打开，另存为 xlsx 后再导入") from error
    found = []
    for sheet in formulas.worksheets:
        merged = {(area.min_row, area.min_col) for area in sheet.merged_cells.ranges}
        # `_cells` holds the cells that the file has; every public way walks the whole rectangle up to the last one
        for (row, column), cell in sorted(sheet._cells.items()):
            if cell.value not in (None, ""):
                read = _filled(sheet.title, row, column, cell, shown[sheet.title])
                found.append(replace(read, is_merged=(row, column) in merged))
    return [cell for cell in found if cell.text or cell.is_uncounted]


def _content(source: Path | BinaryIO) -> bytes:
    """The file's bytes, where it is not larger than a workbook may be."""
    try:
        if isinstance(source, Path):
            with source.open("rb") as stream:
                data = stream.read(LARGEST_TEXT + 1)
        else:
            data = source.read(LARGEST_TEXT + 1)
    except FileNotFoundError:
        raise UnreadableWorkbook("文件无法打开：没有这个文件") from None
    except IsADirectoryError:
        raise UnreadableWorkbook("文件无法打开：这是一个文件夹，应为文件") from None
    except PermissionError:
        raise UnreadableWorkbook("文件无法打开：没有读取权限") from None
    except OSError as error:
        raise UnreadableWorkbook(f"文件无法打开（{system_text(error)}）") from None
    if len(data) > LARGEST_TEXT:
        raise UnreadableWorkbook(_TOO_LARGE)
    return data


def _filled(sheet: str, row: int, column: int, cell: Any, shown: Any) -> FilledCell:
    if cell.data_type != "f":
        return FilledCell(sheet, row, column, _text(cell.value, cell.number_format))
    counted = shown._cells.get((row, column))
    value = None if counted is None else counted.value
    return FilledCell(sheet, row, column, "" if value is None else _text(value, cell.number_format), value is None)


def _text(value: object, number_format: str) -> str:
    """A value as a person reads it in the cell."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (int, float)):
        is_rate = "%" in re.sub(r'"[^"]*"|\\.', "", number_format)
        return f"{_plain(value * 100)}%" if is_rate else _plain(value)
    if isinstance(value, (date, datetime)):
        return f"{value:%Y-%m-%d}"
    return str(value).strip()


def _plain(value: float) -> str:
    """A number without exponent and without the noise of binary fractions."""
    text = f"{value:.6f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _require_readable(data: bytes) -> None:
    """Look into the file before it is read: whether it is a workbook at all, and of a size that reading can bear."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [item for item in archive.infolist() if item.filename.endswith((".xml", ".rels"))]
            if sum(item.file_size for item in parts) > LARGEST_TEXT:
                raise UnreadableWorkbook(_TOO_LARGE)
            sheets = [archive.read(item) for item in parts if item.filename.startswith("xl/worksheets/")]
    except UnreadableWorkbook:
        raise
    except Exception as error:  # a damaged archive: zipfile raises its own, zlib's and struct's errors
        raise UnreadableWorkbook("不是 xlsx 工作簿，或文件已损坏：请在 Excel 中打开，另存为 xlsx 后再导入") from error
    if any(_merged(sheet) > LARGEST_MERGE for sheet in sheets):
        raise UnreadableWorkbook("工作簿中合并的单元格过多：请使用 entries template 写出的模板填写")


def _merged(data: bytes) -> int:
    """How many cells the merged areas of a sheet cover."""
    total = 0
    for reference in re.findall(rb"<(?:\w+:)?mergeCell\s[^>]*ref=[\"']([A-Z0-9:$]{2,40})[\"']", data):
        try:
            left, top, right, bottom = range_boundaries(reference.decode())
        except (ValueError, TypeError):
            continue
        total += ((right or 0) - (left or 0) + 1) * ((bottom or 0) - (top or 0) + 1)
    return total
