"""Two persons: what one proposes another confirms, and then the deciding function itself is called; never one's own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection

from app.decisions import closing, exceptions, orders, overrides, typed
from app.decisions import record as records
from app.decisions.desk import Desk, Person
from app.decisions.refusal import Objection, Objections, Refused
from app.looking.lookup import unit_named
from app.looking.view import latest_good
from db.decisions import DecisionRecord, DecisionTable, Ledger, Make, NewDecision
from db.proposals import NewProposal, ProposalRecord, Proposals, Verdict


class ProposalKind(StrEnum):
    """What may be proposed."""

    OVERRIDE = "override"
    EXCEPTION = "exception"
    ORDER = "order"
    ORDER_WITHDRAWAL = "order_withdrawal"
    WITHDRAWAL = "withdrawal"
    CLOSE = "close"
    REOPEN = "reopen"


LONGEST_CHAIN = typed.LONGEST_REASON - 60
"""A proposal's reason leaves room for the name of who confirmed it."""


@dataclass(frozen=True, slots=True)
class ProposeForm:
    """A decision to be confirmed: its kind, what it is about, and the fields of the deciding function's form."""

    kind: ProposalKind
    subject: str
    fields: dict[str, str]
    reason: str
    unit: str = ""
    account: str = ""
    """The account of whoever proposes: two people may bear one name."""
    appeal: int = 0
    """The appeal that gave rise to it."""


@dataclass(frozen=True, slots=True)
class VerdictForm:
    """What a second person says of a proposal."""

    number: int
    account: str
    note: str = ""


def propose(desk: Desk, form: ProposeForm, beside: Callable[[Connection], None] = lambda _: None) -> ProposalRecord:
    """Keep a proposal that would be taken as it stands. Raises Refused as the deciding function does.

    `beside` writes what belongs to it in the same transaction.
    Where the policy `two_persons` is off it takes effect at once, and the record says so.
    """
    found = Objections()
    why = found.take("reason", typed.reason, form.reason)
    if why is not None and len(why) > LONGEST_CHAIN:
        found.add("reason", f"原因或依据过长（{len(why)} 字），应不超过 {LONGEST_CHAIN} 字")
    _waits_already(desk, found, form)
    try:
        _rehearse(desk, form)
    except Refused as error:
        found.found += [item for item in error.objections if item.field != "reason"]
    found.check()
    unit = _unit_code(desk, form.unit)
    value: dict[str, Any] = {"fields": form.fields, "account": form.account, "appeal": form.appeal}
    kept = NewProposal(
        kind=form.kind.value, unit=unit, subject=form.subject, value=value, author=desk.person.name, reason=why or ""
    )
    proposals = Proposals(desk.context.engine)
    record = proposals.add(kept, beside)
    if not desk.context.configuration.monitor.policies.two_persons:
        _take(desk, proposals, record, "未启用双人审核")
    return record


def confirm(desk: Desk, form: VerdictForm) -> ProposalRecord:
    """A second person confirms: the decision is made, under the name of who proposed it. Raises Refused."""
    proposals, record = _waiting(desk, form)
    _take(desk, proposals, record, form.note)
    return record


def refuse(desk: Desk, form: VerdictForm) -> ProposalRecord:
    """A second person says no, and why. Raises Refused."""
    proposals, record = _waiting(desk, form)
    found = Objections()
    note = found.take("note", typed.reason, form.note)
    found.check()
    proposals.decide(record.id, Verdict.REFUSED, desk.person.name, note or "")
    return record


def withdraw(desk: Desk, form: VerdictForm) -> ProposalRecord:
    """Whoever proposed takes it back before it is confirmed. Raises Refused."""
    proposals = Proposals(desk.context.engine)
    record = proposals.get(form.number)
    if record is None or record.value.get("account") != form.account:
        raise Refused([Objection("number", "只能撤回自己提请的事项")])
    proposals.decide(record.id, Verdict.WITHDRAWN, desk.person.name, "")
    return record


def _waiting(desk: Desk, form: VerdictForm) -> tuple[Proposals, ProposalRecord]:
    proposals = Proposals(desk.context.engine)
    record = proposals.get(form.number)
    if record is None or record.verdict is not Verdict.WAITING:
        raise Refused([Objection("number", "这项提请已经有人处理过了")])
    if record.value.get("account") == form.account or record.author == desk.person.name:
        raise Refused([Objection("number", "不能审核自己提请的事项，请由另一位审核人员处理")])
    return proposals, record


def _take(desk: Desk, proposals: Proposals, record: ProposalRecord, note: str) -> None:
    """Mark the proposal as confirmed, so that nobody else takes it as well, then decide; where that fails it waits again."""
    proposals.decide(record.id, Verdict.CONFIRMED, desk.person.name, note)
    second = "" if record.author == desk.person.name else f"（{desk.person.name}审核）"
    own = replace(desk, person=Person(record.author))
    try:
        DECIDE[ProposalKind(record.kind)](own, record.value["fields"], f"{record.reason}{second}")
    except Exception:
        proposals.reset(record.id)
        raise


def _waits_already(desk: Desk, found: Objections, form: ProposeForm) -> None:
    for record in Proposals(desk.context.engine).all(waiting=True):
        same = (record.kind, record.subject) == (form.kind.value, form.subject)
        if same and record.unit in ("", form.unit):
            found.add("subject", f"同一事项已由{record.author}提请，正在等待审核")


def _unit_code(desk: Desk, text: str) -> str:
    return unit_named(desk.context.configuration, text).code if text else ""


class _Rehearsal(DecisionTable):
    """The table of decisions, read as it is; what is written into it is gone."""

    def write(self, make: Make, moment: datetime | None = None) -> list[DecisionRecord]:
        """What would be kept."""
        with self.engine.connect() as connection:
            return [_as_kept(item) for item in make(Ledger(connection))]

    def withdraw(
        self,
        decision_ids: Sequence[int],
        author: str,
        reason: str,
        moment: datetime | None = None,
        may: Callable[[Ledger], None] = lambda _: None,
    ) -> list[DecisionRecord]:
        """The records that would be withdrawn."""
        with self.engine.connect() as connection:
            may(Ledger(connection))
        return [record for number in decision_ids if (record := self.get(number)) is not None]


def _as_kept(item: NewDecision) -> DecisionRecord:
    values = {name: getattr(item, name) for name in NewDecision.__slots__}
    return DecisionRecord(
        id=0, created_at=datetime.now(UTC), withdrawn_at=None, withdrawn_by="", withdrawal_reason="", **values
    )


def _rehearse(desk: Desk, form: ProposeForm) -> None:
    """Raise what the deciding function would raise, and write nothing."""
    if form.kind in (ProposalKind.CLOSE, ProposalKind.REOPEN):
        _month_can(desk, form)
        return
    context = replace(desk.context, decisions=_Rehearsal(desk.context.engine))
    DECIDE[form.kind](replace(desk, context=context), form.fields, form.reason)


def _month_can(desk: Desk, form: ProposeForm) -> None:
    found = Objections()
    month = found.take("month", typed.month, form.fields.get("month", ""))
    found.check()
    assert month is not None
    known = desk.context.months.closing(str(month))
    if form.kind is ProposalKind.REOPEN and known is None:
        found.add("month", f"{month.chinese}没有封账，无需重开")
    if form.kind is ProposalKind.CLOSE and known is not None:
        found.add("month", f"{month.chinese}已封账（第 {known.revision} 版）")
    if form.kind is ProposalKind.CLOSE and month.last >= max(desk.today, latest_good(desk.context).night):
        found.add("month", f"{month.chinese}还没有结束，不能封账")
    if form.kind is ProposalKind.CLOSE:
        closing.require_answered(desk, found, month)
    found.check()


def _override(desk: Desk, fields: dict[str, str], why: str) -> None:
    overrides.override(
        desk,
        overrides.OverrideForm(
            unit=fields["unit"],
            criterion=fields["criterion"],
            points=fields["points"],
            first=fields["first"],
            last=fields.get("last", ""),
            reason=why,
        ),
    )


def _exception(desk: Desk, fields: dict[str, str], why: str) -> None:
    exceptions.accept(desk, exceptions.LinkForm(fields["url"], fields["until"], why))


def _order(desk: Desk, fields: dict[str, str], why: str) -> None:
    orders.confirm(desk, orders.OrderForm(fields["order"], why))


def _order_withdrawal(desk: Desk, fields: dict[str, str], why: str) -> None:
    orders.withdraw(desk, orders.OrderForm(fields["order"], why))


def _withdrawal(desk: Desk, fields: dict[str, str], why: str) -> None:
    records.withdraw(desk, records.WithdrawForm(fields["record"], why))


def _close(desk: Desk, fields: dict[str, str], _: str) -> None:
    closing.close(desk, closing.CloseForm(fields["month"]))


def _reopen(desk: Desk, fields: dict[str, str], why: str) -> None:
    closing.reopen(desk, closing.ReopenForm(fields["month"], why))


DECIDE: dict[ProposalKind, Callable[[Desk, dict[str, str], str], None]] = {
    ProposalKind.OVERRIDE: _override,
    ProposalKind.EXCEPTION: _exception,
    ProposalKind.ORDER: _order,
    ProposalKind.ORDER_WITHDRAWAL: _order_withdrawal,
    ProposalKind.WITHDRAWAL: _withdrawal,
    ProposalKind.CLOSE: _close,
    ProposalKind.REOPEN: _reopen,
}
"""What is called when a proposal is confirmed."""
