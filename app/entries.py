"""People's entries by workbook: a template to fill, and an import that takes the whole file or nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Protection
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation

from app.errors import BadSheet
from config.month import Month
from config.rubric import Criterion, DeductionRule, EnteredRule, LadderRule, ResponseRule, Rubric, SatisfactionRule
from config.settings import Configuration
from db.decisions import NewDecision
from reports.export import points
from reports.workbooks import put

COVER = "填写说明"
_FIRST_ROW = 4
"""Units begin here; row 1 is the title, row 2 names the criterion and field, row 3 is the heading."""
_COVER_ROWS = (("有效期起（月份，如 2026-10）", 3), ("有效期止（月份，可空）", 4), ("录入人", 5), ("说明或依据", 6))


@dataclass(frozen=True, slots=True)
class Field:
    """One column of an entry sheet: a value of a criterion."""

    criterion: Criterion
    key: str
    heading: str
    low: Decimal
    high: Decimal | None
    whole: bool = False
    choices: tuple[tuple[str, Decimal], ...] = ()


def fields_of(criterion: Criterion) -> list[Field]:
    """What people enter for a criterion: points, a choice, or counts that the rule scores."""
    rule, zero = criterion.rule, Decimal(0)
    if criterion.basis != "entered":
        return []
    if isinstance(rule, EnteredRule):
        if rule.choices:
            return [
                Field(
                    criterion,
                    "points",
                    criterion.name,
                    zero,
                    None,
                    choices=tuple((item.label, item.value) for item in rule.choices),
                )
            ]
        return [
            Field(
                criterion, "points", f"{criterion.name}（0～{points(criterion.maximum)} 分）", zero, criterion.maximum
            )
        ]
    if isinstance(rule, LadderRule):
        return [Field(criterion, "count", f"{criterion.name}（条数）", zero, None, whole=True)]
    if isinstance(rule, DeductionRule):
        return [Field(criterion, "count", f"{criterion.name}（发生次数）", zero, None, whole=True)]
    if isinstance(rule, SatisfactionRule):
        counts = [("messages", "应回复件数"), ("answered", "已回复件数"), ("late", "逾期件数")]
        rates = [("satisfaction", "本单位满意率（%）"), ("district", "全区总体满意率（%）")]
        made = [Field(criterion, key, f"{criterion.name}：{name}", zero, None, whole=True) for key, name in counts]
        return made + [Field(criterion, key, f"{criterion.name}：{name}", zero, Decimal(100)) for key, name in rates]
    if isinstance(rule, ResponseRule):
        events = [("events", "事件数"), ("late", "超 2 小时回复数"), ("unanswered", "超 2 小时未回复数")]
        return [Field(criterion, key, f"{criterion.name}：{name}", zero, None, whole=True) for key, name in events]
    return []


def template(configuration: Configuration) -> Workbook:
    """The workbook to fill: one sheet for each indicator group, units as rows, drop-downs, the rule's text as notes."""
    book = Workbook()
    cover = book.active
    cover.title = COVER
    put(cover, 1, 1, f"《{configuration.rubric.title}》人工评测录入表（细则编号 {configuration.rubric.id}）", head=True)
    put(cover, 2, 1, "请填写 B 列各项，再到各工作表中录入；空格表示本次不录入该项。表头和单位不要改动。")
    for name, row in _COVER_ROWS:
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


def _sheet(sheet: Any, configuration: Configuration, columns: list[Field]) -> None:
    put(sheet, 1, 1, f"{sheet.title}：人工评测录入", head=True)
    for column, (heading, width) in enumerate((("单位代码", 14), ("单位", 22)), 1):
        put(sheet, 3, column, heading, head=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    last = _FIRST_ROW + len(configuration.units) - 1
    for column, item in enumerate(columns, 3):
        letter = get_column_letter(column)
        put(sheet, 2, column, f"{item.criterion.id}:{item.key}")
        put(sheet, 3, column, item.heading, head=True)
        sheet.cell(row=3, column=column).comment = Comment(_rule_text(configuration.rubric, item.criterion), "细则")
        sheet.column_dimensions[letter].width = 18
        rule = _validation(item)
        rule.add(f"{letter}{_FIRST_ROW}:{letter}{last}")
        sheet.add_data_validation(rule)
    sheet.row_dimensions[2].hidden = True
    for row, unit in enumerate(configuration.units, _FIRST_ROW):
        put(sheet, row, 1, unit.code)
        put(sheet, row, 2, unit.name)
        for column in range(3, 3 + len(columns)):
            put(sheet, row, column, None)
            sheet.cell(row=row, column=column).protection = Protection(locked=False)
    sheet.freeze_panes = "C4"


def _rule_text(rubric: Rubric, criterion: Criterion) -> str:
    rows = [
        row for group in rubric.groups for item in group.items for row in item.rows if row.criterion == criterion.id
    ]
    return "\n".join(f"{row.text}{f'：{points(row.points)} 分' if row.points is not None else ''}" for row in rows)


def _validation(item: Field) -> DataValidation:
    if item.choices:
        return DataValidation(
            type="list",
            formula1='"' + ",".join(label for label, _ in item.choices) + '"',
            allow_blank=True,
            showErrorMessage=True,
        )
    kind = "whole" if item.whole else "decimal"
    if item.high is None:
        return DataValidation(
            type=kind, operator="greaterThanOrEqual", formula1=str(item.low), allow_blank=True, showErrorMessage=True
        )
    return DataValidation(
        type=kind,
        operator="between",
        formula1=str(item.low),
        formula2=str(item.high),
        allow_blank=True,
        showErrorMessage=True,
    )


def read_entries(configuration: Configuration, path: Path) -> list[NewDecision]:
    """Every entry of a filled workbook. Raises BadSheet naming sheet, row, column and reason of each bad cell."""
    try:
        book = load_workbook(path, data_only=True)
    except (OSError, InvalidFileException, BadZipFile, KeyError, ValueError) as error:
        raise BadSheet([f"{path} 无法打开：不是 xlsx 工作簿（{error}）"]) from None
    problems: list[str] = []
    cover = _cover(book, problems)
    decisions: list[NewDecision] = []
    known = {
        f"{item.criterion.id}:{item.key}": item
        for criterion in configuration.rubric.criteria
        for item in fields_of(criterion)
    }
    for sheet in book.worksheets:
        if sheet.title != COVER:
            decisions += _rows(sheet, configuration, known, cover, problems)
    if not decisions and not problems:
        problems.append("工作簿中没有填写任何内容")
    if problems:
        raise BadSheet(problems)
    return decisions


def _cover(book: Any, problems: list[str]) -> dict[str, str]:
    if COVER not in book.sheetnames:
        problems.append(f"缺少工作表“{COVER}”，请使用 entries template 生成的模板")
        return {}
    sheet = book[COVER]
    values = [str(sheet.cell(row=row, column=2).value or "").strip() for _, row in _COVER_ROWS]
    for index, (name, row) in enumerate(_COVER_ROWS[:2]):
        if values[index] or index == 0:
            try:
                Month.parse(values[index])
            except ValueError:
                problems.append(
                    f"工作表“{COVER}”第 {row} 行 B 列（{name}）：填写的是“{values[index]}”，应为月份，如 2026-10"
                )
    if not values[2]:
        problems.append(f"工作表“{COVER}”第 5 行 B 列（录入人）：没有填写，应为录入人姓名")
    return dict(zip(("from", "to", "author", "reason"), values, strict=True))


def _rows(
    sheet: Any, configuration: Configuration, known: dict[str, Field], cover: dict[str, str], problems: list[str]
) -> Iterator[NewDecision]:
    columns: dict[int, Field] = {}
    for column in range(3, sheet.max_column + 1):
        name = str(sheet.cell(row=2, column=column).value or "")
        if name in known:
            columns[column] = known[name]
        elif any(
            sheet.cell(row=row, column=column).value not in (None, "") for row in range(_FIRST_ROW, sheet.max_row + 1)
        ):
            problems.append(
                f"工作表“{sheet.title}”第 2 行 {get_column_letter(column)} 列：“{name}”不是细则中的项目，请使用模板原有的列"
            )
    codes = {unit.code: unit for unit in configuration.units}
    seen: set[str] = set()
    for row in range(_FIRST_ROW, sheet.max_row + 1):
        code = str(sheet.cell(row=row, column=1).value or "").strip()
        values = {column: sheet.cell(row=row, column=column).value for column in columns}
        if all(value in (None, "") for value in values.values()):
            continue
        if code not in codes or code in seen:
            problems.append(
                f"工作表“{sheet.title}”第 {row} 行 A 列：“{code}”{'重复' if code in seen else '不是已配置的单位代码'}"
            )
            continue
        seen.add(code)
        yield from _entries(sheet, row, code, columns, values, cover, problems)


def _entries(
    sheet: Any,
    row: int,
    code: str,
    columns: dict[int, Field],
    values: dict[int, Any],
    cover: dict[str, str],
    problems: list[str],
) -> Iterator[NewDecision]:
    by_criterion: dict[str, dict[str, str]] = {}
    for column, item in columns.items():
        if values[column] in (None, ""):
            continue
        try:
            by_criterion.setdefault(item.criterion.id, {})[item.key] = str(_value(item, values[column]))
        except ValueError as error:
            problems.append(
                f"工作表“{sheet.title}”第 {row} 行 {get_column_letter(column)} 列（{item.heading}）：填写的是“{values[column]}”，应为{error}"
            )
    wanted = {
        item.criterion.id: [field.key for field in columns.values() if field.criterion.id == item.criterion.id]
        for item in columns.values()
    }
    for criterion, value in by_criterion.items():
        missing = [key for key in wanted[criterion] if key not in value]
        if missing:
            problems.append(
                f"工作表“{sheet.title}”第 {row} 行：{code} 的 {criterion} 没有填全，同一项的各列要么都填、要么都空"
            )
            continue
        first, last = cover.get("from", ""), cover.get("to", "")
        yield NewDecision(
            "entry", code, criterion, dict(value), cover.get("author", ""), cover.get("reason", ""), first, last
        )


def _value(item: Field, value: object) -> Decimal:
    """A cell as a number. Raises ValueError saying what was expected."""
    if item.choices:
        labels = dict(item.choices)
        if str(value).strip() in labels:
            return labels[str(value).strip()]
        raise ValueError("以下之一：" + "、".join(labels))
    bounds = (
        f"{points(item.low)} 到 {points(item.high)} 的" if item.high is not None else f"不小于 {points(item.low)} 的"
    )
    expected = f"{bounds}{'整数' if item.whole else '数'}"
    try:
        number = Decimal(str(value).strip().removesuffix("%"))
    except InvalidOperation:
        raise ValueError(expected) from None
    if (
        not number.is_finite()
        or number < item.low
        or (item.high is not None and number > item.high)
        or (item.whole and number != number.to_integral_value())
    ):
        raise ValueError(expected)
    return number
