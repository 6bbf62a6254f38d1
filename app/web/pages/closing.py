"""Closing a month (封账): what is still unknown and who can settle it, what changed since the last sheet, two persons."""

from starlette.responses import Response

from app.decisions import proposals
from app.decisions.appeal_states import all_appeals
from app.decisions.proposals import ProposalKind, ProposeForm
from app.decisions.refusal import Refused
from app.looking.compare import compare_months
from app.looking.unseen import unseen_text
from app.web.desks import desk_of, faults_of, log
from app.web.pages.months import month_of
from app.web.visit import Visit
from config.rubric import Basis
from db.proposals import Verdict

_SETTLED_BY = {
    Basis.MEASURED: "监测：下一次检查，或由考评员改判",
    Basis.ENTERED: "考评员录入",
    Basis.CONFIRMED: "考评员提请、审核人确认",
    Basis.DERIVED: "随其他项得出",
}
"""Who can settle what is still unknown."""


def page(visit: Visit) -> Response:
    """What must be known before a month is closed."""
    return _show(visit)


def _show(visit: Visit, errors: dict[str, str] | None = None, status: int = 200) -> Response:
    month = month_of(visit)
    view = visit.office.views.month(str(month))
    context = visit.office.context
    closing = context.months.closing(str(month))
    revisions = context.months.revisions(str(month))
    before = f"{month}@{revisions[-1].revision}" if revisions and closing is None else ""
    waiting = visit.office.proposals.all(waiting=True)
    return visit.page(
        "close.html", status=status, here="/months", report=view.report, closing=closing, errors=errors or {}, form=visit.form,
        unknown=_unknown(visit, str(month)), changes=list(compare_months(context, before, str(month))) if before else [], before=before,
        open_appeals=[item for item in all_appeals(desk_of(visit)) if item.is_open and item.record.month == str(month)],
        waiting=[item for item in waiting if item.kind in (ProposalKind.CLOSE, ProposalKind.REOPEN) and item.subject == str(month)],
        unseen=unseen_text(context, month) if closing is None and month.last < visit.now.date() else "",
        others=sum(item.kind not in (ProposalKind.CLOSE, ProposalKind.REOPEN) for item in waiting), Verdict=Verdict,
    )  # fmt: skip


def _unknown(visit: Visit, month: str) -> list[tuple[str, str, str, str]]:
    """For each criterion that is unknown for some units: its name, for how many, and who can settle it."""
    view = visit.office.views.month(month)
    found: list[tuple[str, str, str, str]] = []
    for criterion in view.report.rubric.criteria:
        open_units = [unit for unit in view.report.units if not unit.sheet.line(criterion.id).is_known]
        if open_units:
            names = "、".join(unit.name for unit in open_units[:5]) + ("等" if len(open_units) > 5 else "")
            who = _SETTLED_BY[criterion.basis]
            found.append((criterion.name, names, str(len(open_units)), who))
    return found


def proposed(visit: Visit) -> Response:
    """Propose to close a month, or to open it again with a reason."""
    month, action = month_of(visit), visit.form.get("action")
    kind = ProposalKind.REOPEN if action == "reopen" else ProposalKind.CLOSE
    reason = visit.form.get("reason") or ("" if action == "reopen" else f"{month.chinese}考核完毕")
    form = ProposeForm(
        kind=kind, subject=str(month), fields={"month": str(month)}, reason=reason, unit="", account=visit.who.name
    )
    try:
        proposals.propose(desk_of(visit), form)
    except Refused as error:
        return _show(visit, faults_of(error), 422)
    log(visit, "proposed", f"{kind} {month}")
    if not visit.office.configuration.monitor.policies.two_persons:
        visit.office.recount.ask(*([str(month)] if kind is ProposalKind.CLOSE else []))
    return visit.redirect(f"/close/{month}", "proposed")
