"""Appeals: opened by a unit with reason and attachment, answered by the officer with the evidence beside, confirmed by the reviewer."""

from urllib.parse import quote

from starlette.responses import Response

from app.decisions import appeals
from app.decisions.appeal_states import OFFICE_TURN, UNIT_TURN, AppealKind, AppealState, Said, all_appeals, appeal_of
from app.decisions.appeals import AcceptForm, OpenForm, SayForm
from app.decisions.refusal import Objection, Refused
from app.web.desks import desk_of, faults_of, log, taken_file
from app.web.errors import NotThere
from app.web.headers import FILE_POLICY
from app.web.views import Problem
from app.web.visit import Visit, paged
from checks.findings import Check
from config.month import Month
from config.people import PersonRole
from config.rubric import Criterion
from config.words import APPEAL_STEPS
from reports.basis import related


def may_appeal(visit: Visit, month: Month) -> bool:
    """Whether the month may still be appealed against."""
    return appeals.may_open(desk_of(visit), month) if visit.has(PersonRole.CONTACT) else False


def _seen(visit: Visit) -> list[AppealState]:
    return [item for item in all_appeals(desk_of(visit)) if visit.may_see(item.record.unit)]


def of_unit(visit: Visit, unit: str, month: Month) -> list[AppealState]:
    """The appeals of a unit about a month."""
    return [item for item in _seen(visit) if (item.record.unit, item.record.month) == (unit, str(month))]


def of_subject(visit: Visit, unit: str, month: Month, subject: str) -> list[AppealState]:
    """The appeals about one finding."""
    return [item for item in of_unit(visit, unit, month) if item.record.subject == subject]


def listed(visit: Visit) -> Response:
    """All appeals, the open ones first."""
    wanted = visit.query.get("state", "open")
    found = [item for item in reversed(_seen(visit)) if wanted == "all" or item.is_open]
    names = {unit.code: unit.name for unit in visit.office.configuration.units}
    return visit.page("appeals.html", here="/appeals", found=paged(found, visit.query.get("page", "")), names=names)


def opened_owner(visit: Visit) -> frozenset[str]:
    """The unit for which an appeal is written."""
    return frozenset({visit.form.get("unit")})


def opened(visit: Visit) -> Response:
    """A unit appeals."""
    form = visit.form
    unit, month, subject = form.get("unit"), form.get("month"), form.get("subject")
    title = _title(visit, unit, month, form.get("kind"), subject)
    errors: dict[str, str] = {}
    digest, name = taken_file(visit, errors)
    try:
        wanted = OpenForm(
            unit=unit,
            month=month,
            kind=form.get("kind"),
            subject=subject,
            title=title,
            text=form.get("text"),
            attachment=digest,
            file_name=name,
        )
        if errors:
            _refuse_with_file(wanted, errors)
        record = appeals.open_appeal(desk_of(visit), wanted)
    except Refused as error:
        return _again(visit, unit, month, subject, {**faults_of(error), **errors})
    log(visit, "appeal_opened", f"第 {record.id} 号", unit=unit, month=month, about=subject, file=name)
    return visit.redirect(f"/appeals/{record.id}", "sent")


def _refuse_with_file(form: OpenForm, errors: dict[str, str]) -> None:
    """A bad attachment is told together with an empty reason, and nothing is kept."""
    missing = [] if form.text.strip() else [Objection("text", "没有写明原因或依据")]
    raise Refused([*missing, Objection("file", errors["file"])])


def _title(visit: Visit, unit: str, month: str, kind: str, subject: str) -> str:
    """What is appealed against, in words. Raises NotThere for what is not there."""
    try:
        view = visit.office.views.month(str(Month.parse(month)))
    except ValueError:
        raise NotThere from None
    if unit not in view.units:
        raise NotThere
    if kind == AppealKind.FINDING:
        found = view.problems.get(subject)
        if found is None or found.unit.code != unit:
            raise NotThere
        return f"{subject} {found.finding.subject}"
    try:
        return view.report.rubric.criterion(subject).name
    except KeyError:
        raise NotThere from None


def _again(visit: Visit, unit: str, month: str, subject: str, errors: dict[str, str]) -> Response:
    """The page from which the appeal came, with what was typed and what is wrong."""
    from app.web.pages import problems, units

    scope = visit.request.scope
    if visit.form.get("kind") == AppealKind.FINDING:
        scope["path_params"] = {"number": subject}
        return problems.show(visit, errors, 422)
    scope["path_params"] = {"code": unit, "month": month}
    return units.show(visit, errors, 422)


def _appeal(visit: Visit) -> AppealState:
    found = appeal_of(desk_of(visit), visit.number("number"))
    if found is None:
        raise NotThere
    return found


def owner(visit: Visit) -> frozenset[str]:
    """The unit that appealed."""
    return frozenset({_appeal(visit).record.unit})


def appeal(visit: Visit) -> Response:
    """One appeal: the thread, and the evidence beside it."""
    return _show(visit)


def _show(visit: Visit, errors: dict[str, str] | None = None, status: int = 200) -> Response:
    found = _appeal(visit)
    view = visit.office.views.month(found.record.month)
    problem = view.problems.get(found.record.subject)
    unit = view.units.get(found.record.unit)
    return visit.page(
        "appeal.html", status=status, here="/appeals", appeal=found, report=view.report, problem=problem, unit=unit, errors=errors or {},
        criteria=_criteria(visit, found, problem), said_names=APPEAL_STEPS,
        is_link=problem is not None and problem.finding.check is Check.DEAD_LINK, form=visit.form,
        office_turn=found.state in OFFICE_TURN, unit_turn=found.state in UNIT_TURN,
        ours={said.value for said in (Said.ASKED, Said.REFUSED, Said.ACCEPTED, Said.RETURNED, Said.UPHELD)},
    )  # fmt: skip


def _criteria(visit: Visit, found: AppealState, problem: Problem | None) -> list[Criterion]:
    """The criteria whose points an appeal may change."""
    view = visit.office.views.month(found.record.month)
    unit = view.units.get(found.record.unit)
    criteria = view.report.rubric.criteria
    if problem is None or unit is None:
        return [item for item in criteria if item.id == found.record.subject]
    return [item for item in criteria if any(one.key == problem.finding.key for one in related(unit, item))]


def said(visit: Visit) -> Response:
    """The unit adds something, or takes its appeal back."""
    found, errors = _appeal(visit), dict[str, str]()
    digest, name = taken_file(visit, errors)
    if errors:
        return _show(visit, errors, 422)
    form = SayForm(found.record.id, visit.form.get("text"), digest, name)
    act = appeals.take_back if visit.form.get("action") == "withdraw" else appeals.reply
    try:
        act(desk_of(visit), form)
    except Refused as error:
        return _show(visit, faults_of(error), 422)
    log(visit, "appeal_answered", f"第 {found.record.id} 号", by="单位")
    return visit.redirect(f"/appeals/{found.record.id}", "sent")


def answered(visit: Visit) -> Response:
    """The office answers: asks back, refuses, or gives in."""
    found, form, action = _appeal(visit), visit.form, visit.form.get("action")
    errors: dict[str, str] = {}
    digest, name = taken_file(visit, errors)
    if errors:
        return _show(visit, errors, 422)
    desk = desk_of(visit)
    try:
        if action == "accept":
            appeals.accept(desk, _accepted(visit, found, digest, name))
        elif action in ("ask", "refuse"):
            say = appeals.ask if action == "ask" else appeals.refuse
            say(desk, SayForm(found.record.id, form.get("text"), digest, name))
        else:
            raise NotThere
    except Refused as error:
        return _show(visit, faults_of(error), 422)
    log(visit, "appeal_answered", f"第 {found.record.id} 号", by="考评", how=action)
    visit.office.tell(
        found.record.unit,
        f"appeal:{found.record.id}:{len(found.said)}",
        f"申诉第 {found.record.id} 号有答复",
        f"{form.get('text')}",
    )
    if action == "accept" and not visit.office.configuration.monitor.policies.two_persons:
        visit.office.recount.ask()
    return visit.redirect(f"/appeals/{found.record.id}", "proposed" if action == "accept" else "sent")


def _accepted(visit: Visit, found: AppealState, digest: str, name: str) -> AcceptForm:
    """How the office gives in; points are given for what was appealed against alone."""
    form = visit.form
    problem = visit.office.views.month(found.record.month).problems.get(found.record.subject)
    by_exception = form.get("how") == "exception" and problem is not None
    if not by_exception and form.get("criterion") not in {item.id for item in _criteria(visit, found, problem)}:
        raise NotThere
    return AcceptForm(
        found.record.id,
        form.get("text"),
        visit.who.name,
        url=problem.finding.subject if by_exception and problem is not None else "",
        until=form.get("until"),
        criterion=form.get("criterion"),
        points=form.get("points"),
        attachment=digest,
        file_name=name,
    )


def file(visit: Visit) -> Response:
    """An attachment, as a download and nothing else."""
    statement = visit.office.statements.statement(visit.number("statement"))
    kept = (
        visit.office.statements.attachment(statement.attachment)
        if statement is not None and statement.attachment
        else None
    )
    if statement is None or kept is None:
        raise NotThere
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(statement.file_name)}",
        "Content-Security-Policy": FILE_POLICY,
    }
    return Response(kept[1], media_type="application/octet-stream", headers=headers)


def file_owner(visit: Visit) -> frozenset[str]:
    """The unit in whose thread an attachment was handed in."""
    statement = visit.office.statements.statement(visit.number("statement"))
    kind, _, number = statement.thread.partition(":") if statement is not None else ("", "", "")
    if kind == "appeal":
        record = visit.office.statements.appeal(int(number))
        return frozenset({record.unit}) if record is not None else frozenset()
    if kind in ("order", "entry"):
        order = visit.office.context.decisions.get(int(number))
        return frozenset({order.unit}) if order is not None else frozenset()
    return frozenset()
