"""A unit's 整改表 that came back: what it answers to each problem, recorded beside the problem; it changes no result."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.decisions import typed
from app.decisions.desk import Desk
from app.decisions.order_states import FaultKey, key_of
from app.decisions.record import in_force, keep, made
from app.decisions.refusal import Objection, Objections, Refused
from app.looking.view import Reader, latest_good
from db.decisions import DecisionRecord, Kind, Ledger, NewDecision
from reports.entry_sheets import FilledCell, UnreadableWorkbook, filled_cells, place_of
from reports.link_workbooks import KEY_COLUMN, REPLY_HEADINGS, REPLY_ROW, REPLY_SHEET
from reports.models import UnitReport
from reports.problems import page_name

LONGEST = 200
"""Characters of one answer."""
_RESULT, _PERSON, _DAY = (
    next(place for place, (name, _) in enumerate(REPLY_HEADINGS, 1) if name == wanted)
    for wanted in ("处理结果", "处理人", "日期")
)


@dataclass(frozen=True, slots=True)
class Replied:
    """What was recorded, and how many answers had been recorded before."""

    made: tuple[DecisionRecord, ...]
    known: int


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem that may be answered: whose it is and what it is."""

    unit: str
    key: FaultKey
    number: str


def take(desk: Desk, source: Path | BinaryIO) -> Replied:
    """Record all answers of a filled 整改表, or none. Raises Refused with every bad cell."""
    found = Objections()
    rows = _rows(_cells(source))
    faults = _faults(desk)
    wanted = [reply for row, cells in rows.items() if (reply := _reply(desk, found, faults, row, cells)) is not None]
    if not found.found and not wanted:
        found.add("file", f"工作表“{REPLY_SHEET}”中没有填写处理结果")
    found.check()

    def make(ledger: Ledger) -> list[NewDecision]:
        before = {_said(record.unit, record.value) for record in ledger.in_force(Kind.REPLY)}
        return [item for item in wanted if _said(item.unit, item.value) not in before]

    kept = tuple(keep(desk, make))
    return Replied(kept, len(wanted) - len(kept))


def _cells(source: Path | BinaryIO) -> list[FilledCell]:
    try:
        cells = filled_cells(source)
    except UnreadableWorkbook as error:
        raise Refused([Objection("file", f"{source if isinstance(source, Path) else '上传的文件'}：{error}")]) from None
    own = [cell for cell in cells if cell.sheet == REPLY_SHEET]
    heads = {cell.column: cell.text for cell in own if cell.row == REPLY_ROW}
    if any(heads.get(place) != name for place, (name, _) in enumerate(REPLY_HEADINGS, 1)):
        text = f"没有工作表“{REPLY_SHEET}”，或表头被改动：请用报告中下载的整改表.xlsx 填写"
        raise Refused([Objection("file", text)])
    return own


def _rows(cells: Sequence[FilledCell]) -> dict[int, dict[int, FilledCell]]:
    rows: dict[int, dict[int, FilledCell]] = {}
    for cell in cells:
        if cell.row > REPLY_ROW:
            rows.setdefault(cell.row, {})[cell.column] = cell
    return rows


def _faults(desk: Desk) -> dict[str, Fault]:
    """Every problem that may be answered, by the name of its page: those of the last night, and those of orders."""
    faults: dict[str, Fault] = {}
    for unit in Reader(desk.context, latest_good(desk.context)).report().units:
        faults.update(_of_unit(unit))
    for record in in_force(desk, Kind.ORDER):
        for item in record.value["items"]:
            if item["number"]:
                key = (item["check"], item["subject"], item["role"])
                faults.setdefault(item["number"], Fault(record.unit, key, item["number"]))
    return faults


def _of_unit(unit: UnitReport) -> Iterator[tuple[str, Fault]]:
    for item in unit.result.findings:
        yield page_name(unit.code, item), Fault(unit.code, key_of(item), item.number)


def _reply(
    desk: Desk, found: Objections, faults: Mapping[str, Fault], row: int, cells: Mapping[int, FilledCell]
) -> NewDecision | None:
    """The answer of one row, None where it holds none or where something of it is wrong."""
    said = {column: cells[column].text if column in cells else "" for column in (_RESULT, _PERSON, _DAY)}
    if not any(said.values()) or not any(column in cells for column in (1, 3, KEY_COLUMN)):
        return None

    def place(column: int) -> str:
        return place_of(REPLY_SHEET, row, column)

    for column in said:
        if column in cells and cells[column].is_uncounted:
            found.add("file", "是公式，文件中没有计算结果：请直接填写", place(column))
    names = [cells[column].text for column in (KEY_COLUMN, 1) if column in cells]
    fault = next((faults[name] for name in names if name in faults), None)
    if fault is None:
        found.add("number", f"没有编号为 {names[-1] if names else '（空）'} 的问题，也不在督办单中", place(1))
    result = _answer(found, said[_RESULT], "处理结果", place(_RESULT))
    person = _answer(found, said[_PERSON], "处理人", place(_PERSON))
    day = found.take("day", typed.day, said[_DAY], place(_DAY))
    if day is not None and day > desk.today:
        found.add("day", f"填写的是 {day}，晚于今天（{desk.today}）", place(_DAY))
    if fault is None or not result or not person or day is None:
        return None
    check, subject, role = fault.key
    value = {
        "check": check, "subject": subject, "role": role, "number": fault.number,
        "result": result, "person": person, "day": day.isoformat(),
    }  # fmt: skip
    return made(desk, Kind.REPLY, fault.unit, fault.number or subject, value, "单位反馈", day.isoformat())


def _answer(found: Objections, text: str, name: str, place: str) -> str:
    if not text.strip():
        found.add("file", f"没有填写{name}", place)
    elif len(text) > LONGEST:
        found.add("file", f"{name}过长，应不超过 {LONGEST} 字", place)
    return " ".join(text.split())


def _said(unit: str, value: Mapping[str, str]) -> tuple[str, ...]:
    return (unit, *(str(value[name]) for name in ("check", "subject", "role", "result", "person", "day")))
