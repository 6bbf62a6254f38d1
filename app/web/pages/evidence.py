"""Evidence: what was observed of an address; the stored page, shown inert with the place marked; its picture."""

from starlette.responses import FileResponse, Response

from app.stages.evidence_pages import FOLDER, Source, sources
from app.web.errors import NotThere
from app.web.headers import COPY_POLICY, FILE_POLICY
from app.web.pages.problems import problem_of
from app.web.views import MonthView, Problem
from app.web.visit import Visit
from db.evidence import ObservationRecord, observations
from reports import problems as report_problems
from reports import words
from reports.copies import Marks, can_be_shown, inert


def owner(visit: Visit) -> frozenset[str]:
    """The units whose findings rest on an observation; nobody's is the office's own."""
    return _view(visit).holders.get(_name(visit), frozenset())


def _view(visit: Visit) -> MonthView:
    return visit.office.views.month(visit.query.get("month") or None)


def _name(visit: Visit) -> str:
    return f"obs:{visit.number('number')}"


def _observed(visit: Visit) -> ObservationRecord:
    found = observations(visit.office.context.engine, [_name(visit)])
    if not found:
        raise NotThere
    return found[0]


def sources_of(view: MonthView, problem: Problem) -> list[Source]:
    """The stored pages to show of a problem: the page that holds it first, then what was answered."""
    known = report_problems.Problem(problem.unit, problem.finding, problem.number)
    return [item for item in sources(view.report, known) if item.seen.body and can_be_shown(item.seen.content_type)]


def _marks(visit: Visit) -> tuple[str, Marks]:
    """What is to be marked, for the problem that the address names, as long as the visitor may see it."""
    view = _view(visit)
    problem = view.problems.get(visit.query.get("problem", ""))
    if problem is None or not visit.may_see(problem.unit.code):
        return "", Marks()
    found = next((item for item in sources_of(view, problem) if item.seen.name == _name(visit)), None)
    return (found.about, found.marks) if found is not None else ("", Marks())


def observation(visit: Visit) -> Response:
    """One observation, with the stored page below it."""
    record = _observed(visit)
    kept = visit.office.context.bodies.holds(record.body_hash)
    shown = kept and can_be_shown(record.content_type)
    about, marks = _marks(visit)
    return visit.page(
        "evidence.html", here="/problems", record=record, kept=kept, shown=shown, about=about, marked=bool(marks.subject or marks.quotes),
        failure_name=words.failure_name,
    )  # fmt: skip


def page(visit: Visit) -> Response:
    """The stored page, for our own frame alone."""
    record = _observed(visit)
    body = visit.office.context.bodies.get(record.body_hash) if record.body_hash else None
    if body is None or not can_be_shown(record.content_type):
        raise NotThere
    _, marks = _marks(visit)
    zone = visit.office.configuration.zone
    about = f"存档页面，不含脚本、样式和图片　首次读到 {record.first_at.astimezone(zone):%Y-%m-%d %H:%M}"
    text = inert(body, record.content_type, record.final_url or record.url, marks, about).html
    headers = {"Content-Security-Policy": COPY_POLICY}
    return Response(text.encode(), media_type="text/html; charset=utf-8", headers=headers)


def picture(visit: Visit) -> Response:
    """The picture of a problem's holding page, where a report took one."""
    view, problem = problem_of(visit)
    found = picture_of(visit, view, problem)
    if found is None:
        raise NotThere
    return FileResponse(found, media_type="image/png", headers={"Content-Security-Policy": FILE_POLICY})


def picture_of(visit: Visit, view: MonthView, problem: Problem) -> str | None:
    """Where the picture lies; None where there is none."""
    reports = visit.office.context.reports
    for source in sources_of(view, problem)[:1]:
        for folder in (reports / "latest", reports / f"month-{view.report.month}"):
            path = (folder / FOLDER / source.file).with_suffix(".png")
            if path.is_file():
                return str(path)
    return None
