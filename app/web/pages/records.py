"""What people put on record: entries, overrides, exceptions; each withdrawn with its reason, those of two persons by two."""

from starlette.responses import Response

from app.decisions import record
from app.decisions.proposals import ProposalKind, ProposeForm, propose
from app.decisions.refusal import Refused
from app.web.desks import desk_of, faults_of, log
from app.web.errors import NotThere
from app.web.visit import Visit, paged
from config.words import DECISION_KINDS
from db.decisions import DecisionRecord, Kind
from scoring.fields import all_fields

LISTED = (Kind.ENTRY, Kind.OVERRIDE, Kind.INCONSISTENCY, Kind.LINK)


def listed(visit: Visit) -> Response:
    """All of them, the latest first."""
    return _show(visit)


def _show(visit: Visit, errors: dict[str, str] | None = None, status: int = 200) -> Response:
    configuration, query = visit.office.configuration, visit.query
    wanted, unit = query.get("kind", ""), query.get("unit", "")
    found = [
        item
        for kind in LISTED
        if wanted in ("", kind.value)
        for item in visit.office.context.decisions.list(kind)
        if unit in ("", item.unit)
    ]
    found.sort(key=lambda item: item.id, reverse=True)
    return visit.page(
        "records.html", status=status, here="/records", found=paged(found, query.get("page", "")), kinds=DECISION_KINDS, listed=LISTED,
        units=configuration.units, names={item.code: item.name for item in configuration.units}, errors=errors or {}, form=visit.form,
        criteria={item.id: item.name for item in configuration.rubric.criteria}, values=lambda item: values_of(visit, item),
        files=visit.office.statements.threads("entry:"), today=visit.now.date().isoformat(),
    )  # fmt: skip


def values_of(visit: Visit, item: DecisionRecord) -> str:
    """What was entered, in the rubric's words."""
    fields = all_fields(visit.office.configuration.rubric)
    shown = []
    for key, text in item.value.items():
        field = fields.get(f"{item.subject}:{key}")
        shown.append(f"{field.label if field else '得分'} {text}")
    return "，".join(shown)


def withdrawn(visit: Visit) -> Response:
    """Withdraw a record: an entry at once, what took two persons when a second one agrees."""
    item = visit.office.context.decisions.get(visit.number("id"))
    if item is None or item.kind not in LISTED:
        raise NotThere
    why, done = visit.form.get("reason"), "withdrawn" if item.kind is Kind.ENTRY else "proposed"
    try:
        if item.kind is Kind.ENTRY:
            record.withdraw(desk_of(visit), record.WithdrawForm(str(item.id), why))
        else:
            fields, subject = {"record": str(item.id)}, f"编号 {item.id}"
            propose(
                desk_of(visit),
                ProposeForm(
                    kind=ProposalKind.WITHDRAWAL,
                    subject=subject,
                    fields=fields,
                    reason=why,
                    unit=item.unit,
                    account=visit.who.name,
                ),
            )
    except Refused as error:
        return _show(visit, {str(item.id): "；".join(faults_of(error).values())}, 422)
    log(visit, done, f"{item.kind} {item.id}", reason=why)
    if item.kind is Kind.ENTRY or not visit.office.configuration.monitor.policies.two_persons:
        visit.office.recount.ask()
    return visit.redirect("/records", done)
