"""What waits for a second person: overrides, exceptions, deductions, closings; confirmed or sent back, never one's own."""

from starlette.responses import Response

from app.decisions import appeals, proposals
from app.decisions.proposals import ProposalKind, ProposeForm, VerdictForm
from app.decisions.refusal import Refused
from app.web.desks import desk_of, faults_of, log
from app.web.errors import NotThere
from app.web.pages import problems, units
from app.web.visit import Visit, paged
from config.words import PROPOSAL_NAMES, PROPOSAL_STATES
from db.proposals import ProposalRecord, Verdict


def listed(visit: Visit) -> Response:
    """All proposals, those first that wait."""
    return _show(visit)


def _show(visit: Visit, errors: dict[str, str] | None = None, status: int = 200) -> Response:
    everything = visit.office.proposals.all()
    waiting = [item for item in everything if item.verdict is Verdict.WAITING]
    over = paged(
        [item for item in reversed(everything) if item.verdict is not Verdict.WAITING], visit.query.get("page", "")
    )
    names = {unit.code: unit.name for unit in visit.office.configuration.units}
    criteria = {item.id: item.name for item in visit.office.configuration.rubric.criteria}
    return visit.page(
        "proposals.html", status=status, here="/proposals", waiting=waiting, over=over, names=names, verdicts=PROPOSAL_STATES, errors=errors or {},
        kinds=PROPOSAL_NAMES, criteria=criteria,
    )  # fmt: skip


def _proposal(visit: Visit) -> ProposalRecord:
    record = visit.office.proposals.get(visit.number("id"))
    if record is None:
        raise NotThere
    return record


def judged(visit: Visit) -> Response:
    """A second person confirms or sends back."""
    record, action = _proposal(visit), visit.form.get("action")
    if action not in ("confirm", "refuse"):
        raise NotThere
    desk, form = desk_of(visit), VerdictForm(record.id, visit.who.name, visit.form.get("note"))
    try:
        (proposals.confirm if action == "confirm" else proposals.refuse)(desk, form)
    except Refused as error:
        return _show(visit, faults_of(error), 422)
    appeals.decided(desk, record, confirmed=action == "confirm", note=form.note)
    _tell(visit, record, action)
    log(visit, "confirmed" if action == "confirm" else "refused", f"{record.kind} {record.subject}", proposal=record.id)
    if action == "confirm":
        months = {record.value["fields"]["month"]} if record.kind == ProposalKind.CLOSE else set()
        visit.office.recount.ask(*months)
    return visit.redirect("/proposals", "confirmed" if action == "confirm" else "refused")


def _tell(visit: Visit, record: ProposalRecord, action: str) -> None:
    number = record.value.get("appeal")
    if number and action == "confirm":
        visit.office.tell(record.unit, f"appeal:{number}:upheld", f"申诉第 {number} 号已采纳", record.reason)


def taken_back(visit: Visit) -> Response:
    """Whoever proposed takes it back."""
    record = _proposal(visit)
    try:
        proposals.withdraw(desk_of(visit), VerdictForm(record.id, visit.who.name))
    except Refused as error:
        return _show(visit, faults_of(error), 422)
    appeals.decided(desk_of(visit), record, confirmed=False, note="考评员撤回提请")
    log(visit, "withdrawn", f"{record.kind} {record.subject}", proposal=record.id)
    return visit.redirect("/proposals", "withdrawn")


def _propose(visit: Visit, form: ProposeForm) -> None:
    proposals.propose(desk_of(visit), form)
    log(visit, "proposed", f"{form.kind} {form.subject}", **{"unit": form.unit, **form.fields})
    if not visit.office.configuration.monitor.policies.two_persons:
        visit.office.recount.ask()


def exception(visit: Visit) -> Response:
    """Propose to accept a link's fault until a day."""
    _, found = problems.problem_of(visit)
    form = visit.form
    why = f"误报：{form.get('reason')}" if form.get("kind") == "false" and form.get("reason") else form.get("reason")
    fields = {"url": found.finding.subject, "until": form.get("until")}
    wanted = ProposeForm(
        kind=ProposalKind.EXCEPTION,
        subject=found.finding.subject,
        fields=fields,
        reason=why,
        unit=found.unit.code,
        account=visit.who.name,
    )
    try:
        _propose(visit, wanted)
    except Refused as error:
        return problems.show(visit, faults_of(error), 422)
    return visit.redirect(f"/problems/{found.number}", "proposed", month=form.get("month"))


def override(visit: Visit) -> Response:
    """Propose other points for a line."""
    form, code, month = visit.form, visit.path["code"], visit.path["month"]
    criterion = form.get("criterion")
    fields = {"unit": code, "criterion": criterion, "points": form.get("points"), "first": month, "last": ""}
    wanted = ProposeForm(
        kind=ProposalKind.OVERRIDE,
        subject=f"{criterion} {month}",
        fields=fields,
        reason=form.get("reason"),
        unit=code,
        account=visit.who.name,
    )
    try:
        _propose(visit, wanted)
    except Refused as error:
        return units.show(visit, {criterion: "；".join(faults_of(error).values())}, 422)
    return visit.redirect(f"/units/{code}/{month}", "proposed")
