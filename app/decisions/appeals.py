"""Appeals (申诉): a unit objects to a finding or a count before its month closes; the office answers, two persons where it gives in.

Acceptance proposes an override or an exception that
names the appeal as its reason; only when that is confirmed is the appeal upheld.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from app.decisions import typed
from app.decisions.appeal_states import OFFICE_TURN, UNIT_TURN, AppealKind, AppealState, Said, all_appeals, appeal_of
from app.decisions.desk import Desk
from app.decisions.proposals import ProposalKind, ProposeForm, propose
from app.decisions.refusal import Objection, Objections, Refused
from app.looking.lookup import unit_named
from config.month import Month
from config.words import APPEAL_STATES
from db.decisions import Ledger
from db.proposals import ProposalRecord
from db.statements import AppealRecord, May, NewAppeal, NewStatement, StatementRecord, Statements, say_in


@dataclass(frozen=True, slots=True)
class OpenForm:
    """An appeal as a unit writes it; `attachment` is the hash of what was handed in."""

    unit: str
    month: str
    kind: str
    subject: str
    title: str
    text: str
    attachment: str = ""
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class SayForm:
    """Something said in an appeal."""

    number: int
    text: str
    attachment: str = ""
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class AcceptForm:
    """How the office gives in: an exception for a link (`until`), or points for a criterion."""

    number: int
    text: str
    account: str
    url: str = ""
    until: str = ""
    criterion: str = ""
    points: str = ""
    attachment: str = ""
    file_name: str = ""


def last_day(month: Month, days: int) -> str:
    """The last day on which a month may be appealed against."""
    return (month.last + timedelta(days=days)).isoformat()


def may_open(desk: Desk, month: Month) -> bool:
    """Whether a month may still be appealed against: not closed, and within `appeal_days` of its end."""
    days = desk.context.configuration.monitor.policies.appeal_days
    is_closed = desk.context.months.closing(str(month)) is not None
    return not is_closed and desk.today.isoformat() <= last_day(month, days)


def open_appeal(desk: Desk, form: OpenForm) -> AppealRecord:
    """A unit appeals. Raises Refused."""
    found = Objections()
    unit = found.take("unit", lambda text: unit_named(desk.context.configuration, text), form.unit)
    month = found.take("month", typed.month, form.month)
    text = found.take("text", typed.reason, form.text)
    if form.kind not in set(AppealKind) or not form.subject.strip():
        found.add("subject", "没有写明对哪一项申诉")
    if month is not None:
        _may_be_appealed(desk, found, month)
    for item in all_appeals(desk) if unit else []:
        same = (item.record.unit, item.record.month, item.record.subject) == (
            unit.code if unit else "",
            form.month,
            form.subject,
        )
        if same and item.is_open:
            found.add("subject", f"对这一项已有申诉（第 {item.record.id} 号），请在那里补充")
    found.check()
    assert unit is not None and month is not None and text is not None
    due = last_day(month, desk.context.configuration.monitor.policies.appeal_days)
    kept = NewAppeal(
        unit=unit.code,
        month=str(month),
        kind=form.kind,
        subject=form.subject,
        title=form.title,
        author=desk.person.name,
        due=due,
    )
    first = NewStatement(
        kind=Said.OPENED.value,
        author=desk.person.name,
        text=text,
        item="",
        attachment=form.attachment,
        file_name=form.file_name,
    )
    return Statements(desk.context.engine).open(kept, first, lambda ledger: _still_open(ledger, month))


def _still_open(ledger: Ledger, month: Month) -> None:
    if str(month) in ledger.closed():
        raise Refused([Objection("month", f"{month.chinese}已封账，不能再申诉")])


def _may_be_appealed(desk: Desk, found: Objections, month: Month) -> None:
    days = desk.context.configuration.monitor.policies.appeal_days
    if desk.context.months.closing(str(month)) is not None:
        found.add("month", f"{month.chinese}已封账，不能再申诉")
    elif desk.today.isoformat() > last_day(month, days):
        found.add("month", f"{month.chinese}的申诉期到 {last_day(month, days)} 为止")


def reply(desk: Desk, form: SayForm) -> None:
    """The unit adds something. Raises Refused where the appeal is over or with the reviewer."""
    _say(desk, form, Said.REPLIED, UNIT_TURN)


def take_back(desk: Desk, form: SayForm) -> None:
    """The unit withdraws its appeal."""
    _say(desk, form, Said.WITHDRAWN, UNIT_TURN)


def ask(desk: Desk, form: SayForm) -> None:
    """The office asks the unit back."""
    _say(desk, form, Said.ASKED, OFFICE_TURN)


def refuse(desk: Desk, form: SayForm) -> None:
    """The office refuses, with its reason."""
    _say(desk, form, Said.REFUSED, OFFICE_TURN)


def accept(desk: Desk, form: AcceptForm) -> ProposalRecord:
    """The office gives in: an exception or an override is proposed with the appeal as its reason. Raises Refused."""
    found = Objections()
    appeal = _ready(desk, found, form.number, OFFICE_TURN)
    text = found.take("text", typed.reason, form.text)
    found.check()
    assert appeal is not None and text is not None
    record = appeal.record
    why = f"申诉第 {record.id} 号：{text}"
    if form.url:
        proposal = ProposeForm(
            kind=ProposalKind.EXCEPTION,
            subject=form.url,
            fields={"url": form.url, "until": form.until},
            reason=why,
            unit=record.unit,
            account=form.account,
            appeal=record.id,
        )
    else:
        fields = {
            "unit": record.unit,
            "criterion": form.criterion,
            "points": form.points,
            "first": record.month,
            "last": "",
        }
        subject = f"{form.criterion} {record.month}"
        proposal = ProposeForm(
            kind=ProposalKind.OVERRIDE,
            subject=subject,
            fields=fields,
            reason=why,
            unit=record.unit,
            account=form.account,
            appeal=record.id,
        )
    said = NewStatement(
        kind=Said.ACCEPTED.value,
        author=desk.person.name,
        text=text,
        item="",
        attachment=form.attachment,
        file_name=form.file_name,
    )
    may = _still(record.id, OFFICE_TURN)
    made = propose(desk, proposal, lambda connection: say_in(connection, record.thread, said, may))
    kept = Statements(desk.context.engine)
    if not desk.context.configuration.monitor.policies.two_persons:
        kept.say(record.thread, NewStatement(Said.UPHELD.value, desk.person.name, "未启用双人审核，直接生效"))
    return made


def decided(desk: Desk, proposal: ProposalRecord, *, confirmed: bool, note: str) -> None:
    """Tell an appeal what became of the proposal that it gave rise to."""
    number = int(proposal.value.get("appeal") or 0)
    appeal = appeal_of(desk, number) if number else None
    if appeal is None or appeal.state is not Said.ACCEPTED:
        return
    kind = Said.UPHELD if confirmed else Said.RETURNED
    text = note or ("同意" if confirmed else "退回")
    Statements(desk.context.engine).say(appeal.record.thread, NewStatement(kind.value, desk.person.name, text))


def _say(desk: Desk, form: SayForm, kind: Said, turn: frozenset[Said]) -> None:
    found = Objections()
    appeal = _ready(desk, found, form.number, turn)
    text = found.take("text", typed.reason, form.text)
    found.check()
    assert appeal is not None and text is not None
    statement = NewStatement(
        kind=kind.value,
        author=desk.person.name,
        text=text,
        item="",
        attachment=form.attachment,
        file_name=form.file_name,
    )
    Statements(desk.context.engine).say(appeal.record.thread, statement, _still(form.number, turn))


def _still(number: int, turn: frozenset[Said]) -> May:
    """Nobody else answered meanwhile: an appeal is told as it stands when something is written."""

    def may(said: Sequence[StatementRecord]) -> None:
        found = Objections()
        _must_be(found, number, Said(said[-1].kind), turn)
        found.check()

    return may


def _must_be(found: Objections, number: int, state: Said, turn: frozenset[Said]) -> None:
    if state not in turn:
        found.add("number", f"第 {number} 号申诉现在是“{APPEAL_STATES[state]}”，不能这样办理")


def _ready(desk: Desk, found: Objections, number: int, turn: frozenset[Said]) -> AppealState | None:
    appeal = appeal_of(desk, number)
    if appeal is None:
        raise Refused([Objection("number", f"没有第 {number} 号申诉")])
    _must_be(found, number, appeal.state, turn)
    return appeal
