"""Entries: what people judge or count, for a unit, a criterion and some months. All of a file is taken, or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from app.decisions import typed
from app.decisions.crosschecks import wrong_together
from app.decisions.desk import Desk
from app.decisions.period import Period, read_period, still_open
from app.decisions.record import keep, made
from app.decisions.refusal import Objection, Objections, Refused
from app.decisions.values import read_value
from app.errors import WrongUse
from app.looking.lookup import criterion_named, unit_named
from config.rubric import Criterion
from config.schema import Unit
from db.decisions import DecisionRecord, Kind, Ledger, NewDecision
from scoring.fields import fields_of
from scoring.rules.number import number
from scoring.rules.shown import plain
from scoring.rules.table import kind_of


@dataclass(frozen=True, slots=True)
class EntryForm:
    """The values of one criterion for one unit, by field (`points`, `count`, `messages`, …), as they were typed."""

    unit: str
    criterion: str
    values: Mapping[str, str]
    places: Mapping[str, str] = field(default_factory=dict)
    """Where each field stands, for a form that was read from a workbook."""
    reason: str = ""
    """Why this one was entered; the form's own reason where it is empty."""


@dataclass(frozen=True, slots=True)
class EntriesForm:
    """Entries that share their months and their reason: a page, or a workbook."""

    entries: tuple[EntryForm, ...]
    first: str
    last: str
    reason: str
    places: Mapping[str, str] = field(default_factory=dict)
    """Where `first`, `last` and `reason` stand, for a form that was read from a workbook."""


@dataclass(frozen=True, slots=True)
class Entered:
    """What an import did: the records it made, and the values that were recorded already and were left as they are."""

    made: tuple[DecisionRecord, ...]
    known: tuple[DecisionRecord, ...]


def enter(desk: Desk, form: EntriesForm, before: Sequence[Objection] = ()) -> Entered:
    """Record all entries of a form, or none. `before` are faults that its reader found already. Raises Refused with all of them."""
    found = Objections()
    found.found += before
    places = (form.places.get("first", ""), form.places.get("last", ""))
    period = read_period(desk, found, form.first, form.last, places)
    reasons = _reasons(found, form)
    read = [item for entry in form.entries if (item := _read(desk, found, entry)) is not None]
    _once_each(found, read)
    if not form.entries and not found.found:
        found.add("entries", "没有填写任何内容")
    found.check()
    assert period is not None
    return _record(desk, read, period, reasons)


def _reasons(found: Objections, form: EntriesForm) -> Mapping[str, str]:
    """Each reason as it was typed and as it is kept: an entry's own, and the form's where any entry has none."""
    own = dict.fromkeys(entry.reason for entry in form.entries if entry.reason)
    shared = [] if own and all(entry.reason for entry in form.entries) else [form.reason]
    place = form.places.get("reason", "")
    return {text: found.take("reason", typed.reason, text, place) or "" for text in (*own, *shared)}


@dataclass(frozen=True, slots=True)
class _Read:
    """An entry whose unit, criterion and values were understood."""

    form: EntryForm
    unit: Unit
    criterion: Criterion
    values: Mapping[str, Decimal]

    def held(self, period: Period) -> Period:
        """For which months it holds: a month's count without an end is that month's alone."""
        endless = period.last is None and kind_of(self.criterion).counts_a_month
        return replace(period, last=period.first) if endless else period


def _read(desk: Desk, found: Objections, form: EntryForm) -> _Read | None:
    configuration = desk.context.configuration
    place = next(iter(form.places.values()), "")
    unit = found.take("unit", lambda text: unit_named(configuration, text), form.unit, place)
    criterion = found.take("criterion", lambda text: _entered(desk, text), form.criterion, place)
    if unit is None or criterion is None:
        return None
    values = _values(found, form, unit, criterion)
    return None if values is None else _Read(form, unit, criterion, values)


def _entered(desk: Desk, text: str) -> Criterion:
    criterion = criterion_named(desk.context.configuration.rubric, text)
    if not fields_of(criterion):
        raise WrongUse(f"{criterion.name}由监测得出，不能录入；确需更改请用 entries override")
    return criterion


def _values(found: Objections, form: EntryForm, unit: Unit, criterion: Criterion) -> Mapping[str, Decimal] | None:
    """The entry's values; None where any is wrong, missing or unknown."""
    known, before = {item.key: item for item in fields_of(criterion)}, len(found.found)
    values: dict[str, Decimal] = {}
    for key, text in form.values.items():
        place = form.places.get(key, "")
        if key not in known:
            found.add(key, f"{criterion.name}没有“{key}”这一项", place)
            continue
        value = found.take(key, lambda said, item=known[key]: read_value(item, said), text, place)  # type: ignore[misc]
        if value is not None:
            values[key] = value
    missing = [item.heading for key, item in known.items() if key not in form.values and not item.may_be_empty(values)]
    if missing:
        place = next(iter(form.places.values()), "")
        found.add(
            criterion.id,
            f"{unit.name}的{criterion.name}没有填全，还缺：{'、'.join(missing)}；同一项的各列要么都填、要么都空",
            place,
        )
    for key, message in wrong_together(criterion, values):
        found.add(key, f"{unit.name}：{message}", form.places.get(key, ""))
    return values if len(found.found) == before else None


def _once_each(found: Objections, read: Sequence[_Read]) -> None:
    """A unit's criterion stands once in a form: a copied sheet or row would leave open which one counts."""
    first: dict[tuple[str, str], _Read] = {}
    for item in read:
        known = first.setdefault((item.unit.code, item.criterion.id), item)
        if known is not item:
            where = next(iter(known.form.places.values()), "前面")
            place = next(iter(item.form.places.values()), "")
            found.add(item.criterion.id, f"{item.unit.name}的{item.criterion.name}填写了两次（另一处：{where}）", place)


def _record(desk: Desk, read: Sequence[_Read], period: Period, reasons: Mapping[str, str]) -> Entered:
    shared = next(reversed(list(reasons.values())), "")
    known: list[DecisionRecord] = []

    def make(ledger: Ledger) -> list[NewDecision]:
        still_open(ledger, period)
        latest = _latest(ledger, period)
        new: list[NewDecision] = []
        for item in read:
            same = latest.get((item.unit.code, item.criterion.id))
            if same is not None and _is_same(same, item, item.held(period)):
                known.append(same)
            else:
                new.append(_decision(desk, item, item.held(period), reasons.get(item.form.reason, shared)))
        if not new:
            raise Refused([Objection("entries", _all_known(known))])
        return new

    return Entered(tuple(keep(desk, make)), tuple(known))


def _decision(desk: Desk, item: _Read, period: Period, why: str) -> NewDecision:
    value = {key: plain(amount) for key, amount in item.values.items()}
    return made(desk, Kind.ENTRY, item.unit.code, item.criterion.id, value, why, str(period.first), period.ends)


def _all_known(known: Sequence[DecisionRecord]) -> str:
    numbers = "、".join(str(record.id) for record in known[:5])
    etc = "等" if len(known) > 5 else ""
    return f"所填内容均已录入过（编号 {numbers}{etc}），没有重复登记"


def _latest(ledger: Ledger, period: Period) -> dict[tuple[str, str], DecisionRecord]:
    """The entry that counts now somewhere in a period, by unit and criterion: of several, the latest."""
    return {
        (record.unit, record.subject): record
        for record in ledger.in_force(Kind.ENTRY)
        if (not record.valid_to or str(period.first) <= record.valid_to[:7])
        and (period.last is None or record.valid_from[:7] <= str(period.last))
    }


def _is_same(record: DecisionRecord, item: _Read, period: Period) -> bool:
    if (record.valid_from, record.valid_to) != (str(period.first), period.ends):
        return False
    return {key: number(text) for key, text in record.value.items()} == dict(item.values)
