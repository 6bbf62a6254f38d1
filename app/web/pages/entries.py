"""Entries: the workbook's fields as a form, with the same checks; and the workbook itself, down and up."""

import io
from dataclasses import dataclass

from starlette.responses import Response

from app.decisions import sheets
from app.decisions.entries import EntriesForm, EntryForm, enter
from app.decisions.refusal import Refused, listed
from app.web.desks import desk_of, log, taken_file
from app.web.errors import NotThere
from app.web.headers import FILE_POLICY
from app.web.pages.months import month_of
from app.web.visit import Visit
from checks.findings import Check
from checks.replies import messages_counted
from config.rubric import Group
from config.schema import Unit
from db.decisions import DecisionRecord, Kind
from db.statements import NewStatement
from reports.entry_sheets import template
from scoring.fields import EntryField, fields_of

Seen = dict[tuple[str, str, str], str]
"""What the nights counted, by unit, criterion and field."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Kept:
    """What is on record for a criterion of one unit, with the file handed in for it."""

    record: DecisionRecord
    file: int = 0
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of the form: its name, what stands in it, and what is wrong with it."""

    name: str
    field: EntryField
    text: str
    error: str = ""
    seen: str = ""
    """What the nights counted of it, beside what a person enters."""


def _groups(visit: Visit) -> list[Group]:
    """The groups of the rubric in which people enter something."""
    rubric = visit.office.configuration.rubric
    entered = {item.group for item in rubric.criteria if fields_of(item)}
    return [group for group in rubric.groups if group.id in entered]


def _group(visit: Visit) -> Group:
    found = next((group for group in _groups(visit) if group.id == visit.path["group"]), None)
    if found is None:
        raise NotThere
    return found


def begin(visit: Visit) -> Response:
    """The running month's first group."""
    month = visit.office.configuration.month_of(visit.office.views.latest().as_of)
    return visit.redirect(f"/entries/{month}/{_groups(visit)[0].id}")


def page(visit: Visit) -> Response:
    """The form of one group and month."""
    return _show(visit)


def _fields(visit: Visit, group: Group) -> list[EntryField]:
    rubric = visit.office.configuration.rubric
    return [field for criterion in rubric.criteria if criterion.group == group.id for field in fields_of(criterion)]


def _show(
    visit: Visit, cells: dict[str, str] | None = None, others: list[str] | None = None, status: int = 200
) -> Response:
    """The form with what was typed, or what is on record, and each fault beside its field."""
    month, group = month_of(visit), _group(visit)
    fields, errors = _fields(visit, group), cells or {}
    entered, seen = _entered(visit, str(month)), _seen(visit, str(month))
    rows = []
    units = _units(visit)
    for unit in units:
        row = [_cell(visit, unit.code, field, entered, errors, seen) for field in fields]
        rows.append((unit, row))
    return visit.page(
        "entries.html", status=status, here="/entries", month=month, group=group, groups=_groups(visit), fields=fields, rows=rows,
        errors=[*errors.values(), *(others or [])], form=visit.form, is_closed=visit.office.context.months.closing(str(month)) is not None,
        unit=units[0] if visit.query.get("unit") else None, kept=_kept(visit, units, entered), faulty=errors,
        seen=any(cell.seen for _, row in rows for cell in row),
    )  # fmt: skip


def _units(visit: Visit) -> list[Unit]:
    """All units, or the one that the address names: its form has a reason and a file for each criterion. Raises NotThere."""
    wanted, units = visit.query.get("unit", ""), list(visit.office.configuration.units)
    if not wanted:
        return units
    found = [unit for unit in units if unit.code == wanted]
    if not found:
        raise NotThere
    return found


def _kept(visit: Visit, units: list[Unit], entered: dict[tuple[str, str], DecisionRecord]) -> dict[str, Kept]:
    """The records of one unit's form, by criterion."""
    if not visit.query.get("unit"):
        return {}
    found = {}
    for (unit, criterion), record in entered.items():
        if unit == units[0].code:
            said = visit.office.statements.of(f"entry:{record.id}")
            found[criterion] = Kept(record, said[0].id, said[0].file_name) if said else Kept(record)
    return found


def _cell(
    visit: Visit,
    unit: str,
    field: EntryField,
    entered: dict[tuple[str, str], DecisionRecord],
    errors: dict[str, str],
    seen: Seen,
) -> Cell:
    name = f"{unit}|{field.name}"
    counted = seen.get((unit, field.criterion.id, field.key), "")
    if visit.form.fields:
        return Cell(name, field, visit.form.get(name), errors.get(name, ""), counted)
    record = entered.get((unit, field.criterion.id))
    shown = _cell_kept(field, record)
    if record is None and visit.office.configuration.monitor.policies.propose_replies:
        shown = counted
    return Cell(name, field, shown, seen=counted)


def _seen(visit: Visit, month: str) -> Seen:
    """The year's messages of each unit, where all of them were read: evidence for the mailbox, which a person enters."""
    rubric = visit.office.configuration.rubric
    criteria = [item.id for item in rubric.criteria if item.rule.kind == "satisfaction"]
    found: Seen = {}
    for unit in visit.office.views.month(month).report.units if criteria else ():
        counts = messages_counted(unit.of(Check.MESSAGES))
        values = {"messages": counts.messages, "answered": counts.answered, "late": counts.late} if counts else {}
        found |= {(unit.code, name, key): str(value) for name in criteria for key, value in values.items()}
    return found


def _entered(visit: Visit, month: str) -> dict[tuple[str, str], DecisionRecord]:
    """The entry in force for a month, by unit and criterion: of several, the latest."""
    return {
        (record.unit, record.subject): record
        for record in visit.office.context.decisions.list(Kind.ENTRY)
        if record.withdrawn_at is None and record.as_entry().is_valid_for(month)
    }


def posted(visit: Visit) -> Response:
    """Take the form whole, or nothing of it with each fault beside its field."""
    month, group, errors = month_of(visit), _group(visit), dict[str, str]()
    files = {name: taken_file(visit, errors, name) for name in visit.form.files}
    form = _form(visit, str(month), group)
    if errors:
        return _show(visit, errors, status=422)
    try:
        done = enter(desk_of(visit), form)
    except Refused as error:
        cells: dict[str, str] = {}
        for item in error.objections:
            if "|" in item.place:  # a wrong value and what is missing beside it may speak of one cell
                cells[item.place] = "；".join(filter(None, (cells.get(item.place), item.message)))
        others = [item.message for item in error.objections if "|" not in item.place]
        return _show(visit, cells, others, 422)
    for record in done.made:
        digest, name = files.get(f"file|{record.unit}|{record.subject}") or files.get("file") or ("", "")
        if digest:
            said = NewStatement(
                kind="entered", author=visit.who.shown, text=record.reason, item="", attachment=digest, file_name=name
            )
            visit.office.statements.say(f"entry:{record.id}", said)
    numbers, names = [record.id for record in done.made], [name for _, name in files.values()]
    log(visit, "entry", f"{month} {group.name}", records=numbers, files=names)
    visit.office.recount.ask()
    return visit.redirect(f"/entries/{month}/{group.id}", "decided", unit=visit.query.get("unit", ""))


def _form(visit: Visit, month: str, group: Group) -> EntriesForm:
    """What is filled in and differs from what is on record; each field's place is its name in the form."""
    entered, seen, entries = _entered(visit, month), _seen(visit, month), []
    fields = _fields(visit, group)
    for unit in _units(visit):
        for criterion in dict.fromkeys(field.criterion.id for field in fields):
            own = [field for field in fields if field.criterion.id == criterion]
            values = {field.key: text for field in own if (text := visit.form.get(f"{unit.code}|{field.name}"))}
            kept = [_cell_kept(field, entered.get((unit.code, criterion))) for field in own]
            counted = {field.key: seen.get((unit.code, criterion, field.key), "") for field in own}
            if values == {key: text for key, text in counted.items() if text} and (unit.code, criterion) not in entered:
                continue  # what was shown beforehand, and nobody went on with
            if values and [values.get(field.key, "") for field in own] != kept:
                places = {field.key: f"{unit.code}|{field.name}" for field in own}
                why = visit.form.get(f"why|{unit.code}|{criterion}")
                entries.append(EntryForm(unit.code, criterion, values, places, why))
    last = visit.form.get("last") or month
    return EntriesForm(tuple(entries), month, last, visit.form.get("reason"))


def _cell_kept(field: EntryField, record: DecisionRecord | None) -> str:
    kept = "" if record is None else str(record.value.get(field.key, ""))
    labels: dict[str, str] = {format(value, "f"): label for label, value in field.field.choices}
    return labels.get(kept, kept)


def workbook(visit: Visit) -> Response:
    """The workbook to fill."""
    month_of(visit)
    out = io.BytesIO()
    template(visit.office.configuration).save(out)
    headers = {
        "Content-Disposition": "attachment; filename*=UTF-8''%E5%BD%95%E5%85%A5%E8%A1%A8.xlsx",
        "Content-Security-Policy": FILE_POLICY,
    }
    return Response(out.getvalue(), media_type=XLSX, headers=headers)


def uploaded(visit: Visit) -> Response:
    """A filled workbook: all of it or nothing, each bad cell named."""
    month_of(visit)
    file = visit.form.files.get("file")
    if file is None:
        return _upload_page(visit, ["没有选择文件"])
    try:
        desk = desk_of(visit)
        taken = sheets.take(visit.office.context, io.BytesIO(file.data), desk.now, desk.person)
    except Refused as error:
        return _upload_page(visit, listed(error.objections), count=len(error.objections))
    log(visit, "entry", "录入表", records=[record.id for record in taken.entered.made])
    visit.office.recount.ask()
    return _upload_page(visit, [], taken)


def _upload_page(visit: Visit, errors: list[str], taken: sheets.Taken | None = None, count: int = 0) -> Response:
    month, status = month_of(visit), 422 if errors else 200
    made = taken.entered.made if taken else ()
    elsewhere = bool(made) and not any(record.as_entry().is_valid_for(str(month)) for record in made)
    return visit.page(
        "uploaded.html", status=status, here="/entries", errors=errors, taken=taken, count=count, month=month, elsewhere=elsewhere,
        periods=list(dict.fromkeys((record.valid_from, record.valid_to) for record in made)),
    )  # fmt: skip
