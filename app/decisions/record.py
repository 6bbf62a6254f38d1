"""Records of decisions: written once with who, when and why, withdrawn beside themselves, never edited."""

from dataclasses import dataclass
from typing import Any

from app.decisions import typed
from app.decisions.desk import Desk
from app.decisions.refusal import Objections
from app.errors import WrongUse
from db.decisions import DecisionRecord, Kind, Ledger, Make, NewDecision

WITHDRAWN_HERE = (Kind.ENTRY, Kind.OVERRIDE, Kind.INCONSISTENCY, Kind.LINK, Kind.REPLY)
"""Kinds that `withdraw` takes; an order has a withdrawal of its own."""


@dataclass(frozen=True, slots=True)
class WithdrawForm:
    """Which record to withdraw, by its number, and why."""

    number: str
    reason: str


def keep(desk: Desk, make: Make) -> list[DecisionRecord]:
    """Write decisions that were checked, all of them or none, and return them as they are kept.

    `make` looks at the ledger once more: what was closed or decided since the form was checked counts.
    """
    return desk.context.decisions.write(make, desk.now)


def made(
    desk: Desk,
    kind: Kind,
    unit: str,
    subject: str,
    value: dict[str, Any],
    reason: str,
    begins: str = "",
    ends: str = "",
) -> NewDecision:
    """A decision of the person at the desk."""
    return NewDecision(
        kind=kind,
        unit=unit,
        subject=subject,
        value=value,
        author=desk.person.name,
        reason=reason,
        valid_from=begins,
        valid_to=ends,
    )


def in_force(desk: Desk, kind: Kind, unit: str = "") -> list[DecisionRecord]:
    """Records of a kind that were not withdrawn, oldest first."""
    return [record for record in desk.context.decisions.list(kind, unit) if record.withdrawn_at is None]


def withdraw(desk: Desk, form: WithdrawForm) -> DecisionRecord:
    """Withdraw an entry, an override, a confirmed inconsistency or an exception; it stays, with its withdrawal. Raises Refused."""
    found = Objections()
    why = found.take("reason", typed.reason, form.reason)
    record = found.take("number", lambda text: _record(desk, text), form.number)
    if record is not None:
        _changes_something(found, record, frozenset(desk.context.months.closed()))
    found.check()
    assert record is not None and why is not None

    def may(ledger: Ledger) -> None:
        _changes_something(found, record, ledger.closed())
        found.check()

    return desk.context.decisions.withdraw([record.id], desk.person.name, why, desk.now, may)[0]


def _record(desk: Desk, text: str) -> DecisionRecord:
    record = desk.context.decisions.get(int(text)) if text.strip().isdecimal() and len(text.strip()) < 10 else None
    if record is None or record.kind not in (*WITHDRAWN_HERE, Kind.ORDER, Kind.ORDER_CONFIRMED):
        raise WrongUse(f"没有编号为 {text} 的记录，编号见 entries list 和 links list")
    if record.kind in (Kind.ORDER, Kind.ORDER_CONFIRMED):
        raise WrongUse(f"编号 {text} 是督办单，请用 orders withdraw")
    if record.withdrawn_at is not None:
        raise WrongUse(f"编号 {text} 已由{record.withdrawn_by}撤回：{record.withdrawal_reason}")
    return record


def _changes_something(found: Objections, record: DecisionRecord, closed: frozenset[str]) -> None:
    if _is_over(record, closed):
        found.add("number", f"编号 {record.id} 只涉及已封账的月份，撤回不会改变得分；请先用 reopen 重开该月")


def _is_over(record: DecisionRecord, closed: frozenset[str]) -> bool:
    """Whether all months of a record are closed, so that no sheet would change."""
    first, last = record.valid_from[:7], record.valid_to[:7]
    if record.kind is Kind.LINK or not first or not last:
        return False
    months = [str(month) for month in typed.months(first, last)]
    return bool(months) and all(month in closed for month in months)
