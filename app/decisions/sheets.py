"""Entries by workbook: every filled cell becomes part of a form, or is named with what is wrong with it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from app.context import Context
from app.decisions.desk import Desk, Person, person_named
from app.decisions.entries import Entered, EntriesForm, EntryForm, enter
from app.decisions.refusal import Objection, Objections, Refused
from app.looking.lookup import unit_named
from config.schema import Unit
from config.settings import Configuration
from reports.entry_sheets import (
    CODE_COLUMN,
    COVER,
    COVER_ROWS,
    FIRST_COLUMN,
    FIRST_ROW,
    NAME_ROW,
    UNIT_COLUMN,
    FilledCell,
    UnreadableWorkbook,
    filled_cells,
    place_of,
)
from scoring.fields import EntryField, all_fields


@dataclass(frozen=True, slots=True)
class Filled:
    """What a workbook says: a form to enter, who filled it, what is wrong already, and what is none of the entries."""

    form: EntriesForm
    author: str
    objections: tuple[Objection, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import did, and the texts that are no entries and were left aside."""

    entered: Entered
    notes: tuple[str, ...]


def take(
    context: Context, source: Path | BinaryIO, now: datetime, person: Person | None, otherwise: Person | None = None
) -> Taken:
    """Enter a whole workbook or nothing of it. Raises Refused with every bad cell.

    The records bear the name of `person`; where that is None the name on the cover, and where there is none `otherwise`.
    """
    filled = read_workbook(context.configuration, source)
    found = Objections()
    found.found += filled.objections
    author = person
    if author is None and (filled.author or otherwise is None):
        author = found.take("author", person_named, filled.author, place_of(COVER, 5, 2))
    desk = Desk(context, author or otherwise or Person(""), now)
    return Taken(enter(desk, filled.form, found.found), filled.notes)


def read_workbook(configuration: Configuration, source: Path | BinaryIO) -> Filled:
    """What a filled workbook says. Raises Refused where it cannot be read at all."""
    try:
        cells = filled_cells(source)
    except UnreadableWorkbook as error:
        raise Refused([Objection("file", f"{source if isinstance(source, Path) else '上传的文件'}：{error}")]) from None
    found, notes = Objections(), list[str]()
    cover = _cover(found, notes, [cell for cell in cells if cell.sheet == COVER], cells)
    entries: list[EntryForm] = []
    for name in dict.fromkeys(cell.sheet for cell in cells if cell.sheet != COVER):
        sheet = _Sheet(configuration, name, [cell for cell in cells if cell.sheet == name], found, notes)
        entries += sheet.entries()
    places = {key: place_of(COVER, row, 2) for key, _, row in COVER_ROWS}
    form = EntriesForm(tuple(entries), cover["first"], cover["last"], cover["reason"], places)
    return Filled(form, cover["author"], tuple(found.found), tuple(notes))


def _cover(
    found: Objections, notes: list[str], cells: Sequence[FilledCell], everything: Sequence[FilledCell]
) -> dict[str, str]:
    """The months, the person and the reason; a month that Excel made a day of is still a month."""
    if not cells:
        found.add("file", f"缺少工作表“{COVER}”，请使用 entries template 生成的模板" if everything else "工作簿是空的")
    said = {key: "" for key, _, _ in COVER_ROWS}
    rows = {row: key for key, _, row in COVER_ROWS}
    for cell in cells:
        if cell.column == 2 and cell.row in rows:
            said[rows[cell.row]] = cell.text
            if cell.is_uncounted:
                found.add(rows[cell.row], _UNCOUNTED, cell.place)
        elif cell.column != 1 or cell.row > max(rows):
            notes.append(f"{cell.place}：“{cell.text}”不是录入内容，没有导入")
    for key in ("first", "last"):
        if len(said[key]) == 10 and said[key].endswith("-01"):
            said[key] = said[key][:7]
    return said


_UNCOUNTED = "是公式，文件中没有计算结果：请在 Excel 中打开并保存后再导入，或直接填写数值"


class _Sheet:
    """One sheet of entries: its columns by the hidden names in row 2, its rows by the units' codes."""

    def __init__(
        self, configuration: Configuration, name: str, cells: Sequence[FilledCell], found: Objections, notes: list[str]
    ) -> None:
        self.name, self.found, self.notes = name, found, notes
        self.configuration = configuration
        self.groups = {group.name for group in configuration.rubric.groups}
        self.units = {unit.code: unit for unit in configuration.units}
        self.cells = {(cell.row, cell.column): cell for cell in cells}
        self.columns = self._columns(all_fields(configuration.rubric))
        self.rows: dict[int, list[FilledCell]] = {}
        for cell in cells:
            if cell.row >= FIRST_ROW:
                self.rows.setdefault(cell.row, []).append(cell)

    def _columns(self, known: dict[str, EntryField]) -> dict[int, EntryField]:
        """The sheet's columns that name a field, each field once."""
        columns: dict[int, EntryField] = {}
        for (row, column), cell in self.cells.items():
            if row != NAME_ROW or column < FIRST_COLUMN:
                continue
            field = known.get(cell.text)
            if field is not None and field in columns.values():
                self.found.add(cell.text, f"与前面的列重复（{field.heading}），请删去一列", cell.place)
            elif field is not None:
                columns[column] = field
            elif self._below(column):
                self.found.add(cell.text, f"“{cell.text}”不是细则中的录入项目，请使用模板原有的列", cell.place)
        return columns

    def _below(self, column: int) -> bool:
        return any(row >= FIRST_ROW and other == column for row, other in self.cells)

    def entries(self) -> Iterable[EntryForm]:
        """The forms of all rows; a sheet that has no column of the template is named as a whole."""
        if not self.columns:
            if self.name in self.groups:
                shown = f"工作表“{self.name}”第 {NAME_ROW} 行（隐藏行）没有细则中的录入项目编号，看不出各列是什么：请另用模板填写"
                self.found.add("file", shown)
            elif any(column >= FIRST_COLUMN for row, column in self.cells if row >= FIRST_ROW):
                self.found.add("file", f"工作表“{self.name}”不是模板中的工作表，请删去后再导入")
            elif self.cells:
                self.notes.append(f"工作表“{self.name}”中没有录入项目，没有导入")
            return
        for row, cells in self.rows.items():
            values = [cell for cell in cells if cell.column >= FIRST_COLUMN]
            if values:
                yield from self._row(row, values)
            else:
                self._left_aside(row, cells)

    def _left_aside(self, row: int, cells: Sequence[FilledCell]) -> None:
        """Text beside the entries, such as the name of who filled the sheet: no entry, and said to be none."""
        code = self.cells.get((row, CODE_COLUMN))
        if code is None or code.text not in self.units:
            self.notes.extend(f"{cell.place}：“{cell.text}”不是录入内容，没有导入" for cell in cells)

    def _row(self, row: int, cells: Sequence[FilledCell]) -> Iterable[EntryForm]:
        unit = self._unit(row)
        by_criterion: dict[str, list[tuple[EntryField, FilledCell]]] = {}
        for cell in cells:
            field = self.columns.get(cell.column)
            if field is None:
                if (NAME_ROW, cell.column) not in self.cells:
                    self.found.add("file", f"填写了“{cell.text[:40]}”，但该列不是模板中的录入项目", cell.place)
            elif cell.is_merged:
                self.found.add(field.key, "是合并的单元格，看不出是填给哪几格的：请取消合并，逐格填写", cell.place)
            elif cell.is_uncounted:
                self.found.add(field.key, f"{field.heading}{_UNCOUNTED}", f"{cell.place}")
            else:
                by_criterion.setdefault(field.criterion.id, []).append((field, cell))
        if unit is None:
            return
        refused = {
            self.columns[cell.column].criterion.id
            for cell in cells
            if (cell.is_uncounted or cell.is_merged) and cell.column in self.columns
        }
        for criterion, found in by_criterion.items():
            if criterion not in refused:
                values = {field.key: cell.text for field, cell in found}
                places = {field.key: f"{cell.place}（{field.heading}）" for field, cell in found}
                yield EntryForm(unit.code, criterion, values, places)

    def _unit(self, row: int) -> Unit | None:
        """The unit of a row: its code (or a name of it there), and its name where both stand there."""
        code, name = self.cells.get((row, CODE_COLUMN)), self.cells.get((row, UNIT_COLUMN))
        if code is None:
            self.found.add("unit", "没有单位代码", place_of(self.name, row, CODE_COLUMN))
            return None
        unit = self.found.take("unit", lambda text: unit_named(self.configuration, text), code.text, code.place)
        if unit is not None and name is not None and name.text not in (unit.name, *unit.aliases):
            self.found.add("unit", f"“{name.text}”与单位代码 {unit.code}（{unit.name}）不符，请核对该行", name.place)
            return None
        return unit
