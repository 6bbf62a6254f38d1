"""督办单: followed by later nights, confirmed or withdrawn by a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.context import Context
from app.decisions import typed
from app.decisions.desk import Desk
from app.decisions.order_states import confirmed_ids, order_report
from app.decisions.period import Period, still_open
from app.decisions.record import in_force, keep, made
from app.decisions.refusal import Objection, Objections, Refused
from app.looking.lookup import order_named
from app.looking.view import Reader, latest_good
from config.month import Month
from db.decisions import DecisionRecord, Kind, Ledger, NewDecision
from db.runs import RunRecord
from reports.models import OrderReport


@dataclass(frozen=True, slots=True)
class OrderForm:
    """What is decided about an order, named by its number or record number, and why."""

    order: str
    reason: str


def standing(desk: Desk, record: DecisionRecord) -> tuple[OrderReport, date]:
    """How an order stands by the last good night that looked at its unit, and that night."""
    run = last_look(desk.context, record.unit)
    report = Reader(desk.context, run).report()
    findings = [item for unit in report.units if unit.code == record.unit for item in unit.result.findings]
    confirmed = confirmed_ids(in_force(desk, Kind.ORDER_CONFIRMED))
    stands = order_report(desk.context.configuration.sites, record, record.id in confirmed, findings, run.night)
    return stands, run.night


def last_look(context: Context, unit: str) -> RunRecord:
    """The last good night that looked at a unit: a partial night only at its own. Raises NightNotReady where there is none."""
    good = [run for run in context.runs.all() if run.is_good and (not run.units or unit in run.units)]
    return good[-1] if good else latest_good(context)


def confirm(desk: Desk, form: OrderForm) -> DecisionRecord:
    """Confirm that an order was not fulfilled: it costs points from then on, once. Raises Refused.

    Not before the deadline and a night after it, not without an item that this night still found open, not twice.
    """
    found = Objections()
    record = found.take("order", lambda text: _order(desk, text), form.order)
    why = found.take("reason", typed.reason, form.reason)
    if record is not None:
        _may_be_confirmed(desk, found, record)
    found.check()
    assert record is not None and why is not None
    value = {"site": record.value["site"], "order": record.id}

    def make(ledger: Ledger) -> list[NewDecision]:
        already = confirmed_ids(ledger.in_force(Kind.ORDER_CONFIRMED)).get(record.id)
        if already is not None:
            raise Refused([Objection("order", _said(record, already))])
        if all(item.id != record.id for item in ledger.in_force(Kind.ORDER, record.unit)):
            raise Refused([Objection("order", f"{record.subject} 刚刚被撤回，不能确认扣分")])
        still_open(ledger, Period(Month.of(desk.today), Month.of(desk.today)))
        return [made(desk, Kind.ORDER_CONFIRMED, record.unit, record.subject, value, why, desk.today.isoformat())]

    return keep(desk, make)[0]


def _said(record: DecisionRecord, confirmation: DecisionRecord) -> str:
    return f"{record.subject} 已于 {confirmation.valid_from} 由{confirmation.author}确认过，没有再次扣分"


def _may_be_confirmed(desk: Desk, found: Objections, record: DecisionRecord) -> None:
    confirmation = confirmed_ids(in_force(desk, Kind.ORDER_CONFIRMED)).get(record.id)
    if confirmation is not None:
        found.add("order", _said(record, confirmation))
        return
    if desk.today.isoformat() <= record.valid_to:
        found.add("order", f"{record.subject} 的整改期限是 {record.valid_to}，期满以后才能确认")
        return
    stands, night = standing(desk, record)
    if night.isoformat() <= record.valid_to:
        found.add("order", f"{record.subject} 期满（{record.valid_to}）以后还没有检查，不知道是否已经整改")
    elif not any(item.is_open for item in stands.items):
        found.add("order", f"{night} 的检查没有发现 {record.subject} 中仍未整改的问题，不能确认扣分")


def withdraw(desk: Desk, form: OrderForm) -> tuple[DecisionRecord, ...]:
    """Withdraw an order's confirmation, or the order itself where it was not confirmed; all stays on record. Raises Refused."""
    found = Objections()
    record = found.take("order", lambda text: _order(desk, text), form.order)
    why = found.take("reason", typed.reason, form.reason)
    confirmations = [] if record is None else _confirmations(desk, record)
    _are_open(found, confirmations, frozenset(desk.context.months.closed()))
    found.check()
    assert record is not None and why is not None
    numbers = [item.id for item in confirmations or [record]]

    def may(ledger: Ledger) -> None:
        _are_open(found, confirmations, ledger.closed())
        if not confirmations and record.id in confirmed_ids(ledger.in_force(Kind.ORDER_CONFIRMED)):
            found.add("order", f"{record.subject} 刚刚被确认扣分，请核对后再撤回")
        found.check()

    return tuple(desk.context.decisions.withdraw(numbers, desk.person.name, why, desk.now, may))


def _are_open(found: Objections, confirmations: Sequence[DecisionRecord], closed: frozenset[str]) -> None:
    for item in confirmations:
        if item.valid_from[:7] in closed:
            month = Month.parse(item.valid_from[:7]).chinese
            found.add("order", f"扣分已计入封账的{month}，撤回不会改变得分；请先用 reopen 重开该月")


def _confirmations(desk: Desk, record: DecisionRecord) -> list[DecisionRecord]:
    return [item for item in in_force(desk, Kind.ORDER_CONFIRMED) if item.value["order"] == record.id]


def _order(desk: Desk, text: str) -> DecisionRecord:
    return order_named(in_force(desk, Kind.ORDER), text)


def is_order(record: DecisionRecord) -> bool:
    """Whether a record is an order itself, and no confirmation of one."""
    return record.kind is Kind.ORDER
