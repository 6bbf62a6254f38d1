"""Orders (督办单): drafted from problems, issued, replied to item by item, rechecked by the nights, confirmed or withdrawn."""

from datetime import date

from starlette.responses import FileResponse, Response

from app.decisions import order_drafts, order_files
from app.decisions.order_states import answers, confirmed_ids, order_report
from app.decisions.proposals import ProposalKind, ProposeForm, propose
from app.decisions.refusal import Refused
from app.decisions.typed import reason as read_reason
from app.errors import WrongUse
from app.web.desks import desk_of, faults_of, log, taken_file
from app.web.errors import NotThere
from app.web.headers import FILE_POLICY
from app.web.visit import Visit, paged
from config.words import ITEM_STATES, ORDER_STATES
from db.decisions import DecisionRecord, Kind
from db.statements import NewStatement
from reports.models import OrderReport, OrderState


def thread(record: DecisionRecord) -> str:
    """Where what is said of an order is kept."""
    return f"order:{record.id}"


def is_issued(visit: Visit, record: DecisionRecord) -> bool:
    """Whether the unit has been given the order: those drafted on the pages are issued there, others were by hand."""
    kinds = {item.kind for item in visit.office.statements.of(thread(record))}
    return "drafted" not in kinds or "issued" in kinds


def seen_orders(visit: Visit) -> list[tuple[DecisionRecord, OrderReport]]:
    """The orders that the visitor may see, the latest first, each as it stands."""
    records = [item for item in visit.office.context.decisions.list(Kind.ORDER) if visit.may_see(item.unit)]
    if visit.own_units is not None:
        records = [item for item in records if is_issued(visit, item)]
    return [(record, standing(visit, record)) for record in reversed(records)]


def standing(visit: Visit, record: DecisionRecord) -> OrderReport:
    """How an order stands by the last good night."""
    context, view = visit.office.context, visit.office.views.month()
    confirmed = confirmed_ids(context.decisions.list(Kind.ORDER_CONFIRMED))
    unit = view.units.get(record.unit)
    findings = unit.result.findings if unit is not None else ()
    said = answers(context.decisions.list(Kind.REPLY, record.unit))
    return order_report(context.configuration.sites, record, record.id in confirmed, findings, view.report.night, said)


def listed(visit: Visit) -> Response:
    """All orders."""
    names = {unit.code: unit.name for unit in visit.office.configuration.units}
    found = paged(seen_orders(visit), visit.query.get("page", ""))
    return visit.page(
        "orders.html", here="/orders", found=found, names=names, states=ORDER_STATES, item_states=ITEM_STATES
    )


def drafted(visit: Visit) -> Response:
    """Draft an order from chosen problems of one unit on one site; all faults are told, and nothing is drafted by halves."""
    chosen = [tuple(text.split("|", 2)) for text in visit.form.all("problem")]
    if not chosen or any(len(item) != 3 for item in chosen):
        raise WrongUse("没有选择问题：请先在列表中勾选")
    places = {item[:2] for item in chosen}
    if len(places) > 1:
        raise WrongUse("所选问题属于不同的单位或网站：每份督办单只针对一个单位的一个网站")
    unit, site = places.pop()
    form = order_drafts.DraftForm(unit, site, visit.form.get("deadline"), findings=tuple(item[2] for item in chosen))
    made = order_drafts.draft(desk_of(visit), form)
    record = made.record
    visit.office.statements.say(
        thread(record), NewStatement("drafted", visit.who.shown, "；".join(made.notes) or "起草")
    )
    log(visit, "order_drafted", record.subject, unit=unit, items=len(record.value["items"]))
    return visit.redirect(f"/orders/{record.id}", "drafted")


def _order(visit: Visit) -> DecisionRecord:
    record = visit.office.context.decisions.get(visit.number("id"))
    if record is None or record.kind is not Kind.ORDER:
        raise NotThere
    return record


def owner(visit: Visit) -> frozenset[str]:
    """The unit that an order is addressed to; before it is issued it is the office's own."""
    record = _order(visit)
    return frozenset({record.unit}) if is_issued(visit, record) else frozenset()


def order(visit: Visit) -> Response:
    """One order, its items with replies, and what can be done."""
    return _show(visit)


def _show(visit: Visit, errors: dict[str, str] | None = None, status: int = 200) -> Response:
    record = _order(visit)
    stands = standing(visit, record)
    said = visit.office.statements.of(thread(record))
    names = {unit.code: unit.name for unit in visit.office.configuration.units}
    return visit.page(
        "order.html", status=status, here="/orders", record=record, order=stands, said=said, issued=is_issued(visit, record), names=names,
        states=ORDER_STATES, item_states=ITEM_STATES, errors=errors or {}, form=visit.form, overdue=stands.state is OrderState.OVERDUE,
        open=stands.state not in (OrderState.WITHDRAWN, OrderState.CONFIRMED), OrderState=OrderState,
    )  # fmt: skip


def issued(visit: Visit) -> Response:
    """Give the order to the unit."""
    record = _order(visit)
    if is_issued(visit, record):
        raise WrongUse(f"{record.subject} 已经下发过")
    visit.office.statements.say(
        thread(record), NewStatement("issued", visit.who.shown, f"下发，整改期限 {record.valid_to}")
    )
    log(visit, "order_issued", record.subject, unit=record.unit)
    text = f"{record.subject}：{len(record.value['items'])} 项问题，请于 {record.valid_to} 前整改并在网页上逐项回复。"
    visit.office.tell(record.unit, f"order:{record.id}", f"督办单 {record.subject}", text)
    return visit.redirect(f"/orders/{record.id}", "issued")


def replied(visit: Visit) -> Response:
    """The unit replies to an item, or to the whole order."""
    record, item, errors = _order(visit), visit.form.get("item"), dict[str, str]()
    if item and not (item.isdigit() and 1 <= int(item) <= len(record.value["items"])):
        raise NotThere
    digest, name = taken_file(visit, errors)
    try:
        text = read_reason(visit.form.get("text"))
    except WrongUse as error:
        errors["text"] = str(error)
    if errors:
        return _show(visit, errors, 422)
    visit.office.statements.say(
        thread(record),
        NewStatement(kind="replied", author=visit.who.shown, text=text, item=item, attachment=digest, file_name=name),
    )
    log(visit, "order_replied", record.subject, item=item, file=name)
    return visit.redirect(f"/orders/{record.id}", "sent")


def proposed(visit: Visit) -> Response:
    """Propose the deduction of an order that was not fulfilled, or its withdrawal."""
    record, action = _order(visit), visit.form.get("action")
    kinds = {"confirm": ProposalKind.ORDER, "withdraw": ProposalKind.ORDER_WITHDRAWAL}
    if action not in kinds:
        raise NotThere
    form = ProposeForm(
        kind=kinds[action],
        subject=record.subject,
        fields={"order": str(record.id)},
        reason=visit.form.get("reason"),
        unit=record.unit,
        account=visit.who.name,
    )
    try:
        propose(desk_of(visit), form)
    except Refused as error:
        return _show(visit, faults_of(error), 422)
    log(visit, "proposed", record.subject, what=kinds[action].value)
    if not visit.office.configuration.monitor.policies.two_persons:
        visit.office.recount.ask()
    return visit.redirect(f"/orders/{record.id}", "proposed")


def document(visit: Visit) -> Response:
    """The order's Word file."""
    path = order_files.write_letter(visit.office.configuration, _order(visit))
    return FileResponse(path, filename=path.name, headers={"Content-Security-Policy": FILE_POLICY})


def due(visit: Visit, today: date) -> list[tuple[DecisionRecord, OrderReport]]:
    """Orders that somebody has to look at: overdue, or due within three days."""
    soon = [item for item in seen_orders(visit) if item[1].state in (OrderState.OVERDUE, OrderState.RUNNING)]
    late = {OrderState.OVERDUE}
    return [item for item in soon if item[1].state in late or (date.fromisoformat(item[0].valid_to) - today).days <= 3]
