"""Problems: filtered, sorted and paged in the address; one problem with all that is known of it."""

from collections.abc import Callable
from typing import Any

from starlette.responses import Response

from app.web.errors import NotThere
from app.web.views import MonthView, Problem
from app.web.visit import Visit, paged
from checks.findings import Check, Outcome
from db.evidence import history_of
from reports import words

STATES: dict[str, tuple[str, Callable[[Problem], bool]]] = {
    "standing": ("现有", lambda item: item.finding.stands),
    "confirmed": (
        "已确认",
        lambda item: item.finding.stands and item.finding.confirmed is True and not item.finding.accepted,
    ),
    "suspected": ("疑似", lambda item: item.finding.stands and item.finding.confirmed is False),
    "accepted": ("例外", lambda item: bool(item.finding.accepted)),
    "fixed": ("已修复", lambda item: item.finding.fixed_on is not None),
    "unknown": ("未能判定", lambda item: item.finding.outcome is Outcome.INCONCLUSIVE),
}
_SORTS: dict[str, Callable[[Problem], Any]] = {
    "number": lambda item: (not item.finding.number, item.number),
    "unit": lambda item: item.unit.name,
    "kind": lambda item: words.finding_title(item.finding),
    "since": lambda item: str(item.finding.first_seen or ""),
    "nights": lambda item: item.finding.nights,
}


def problems(visit: Visit) -> Response:
    """The list."""
    view = visit.office.views.month(visit.query.get("month") or None)
    chosen = _sorted(visit, _chosen(visit, view))
    return visit.page(
        "problems.html", here="/problems", report=view.report, found=paged(chosen, visit.query.get("page", "")), states=STATES,
        checks=sorted({item.finding.check for item in view.problems.values()}), units=[unit for unit in view.report.units if visit.may_see(unit.code)],
    )  # fmt: skip


def _chosen(visit: Visit, view: MonthView) -> list[Problem]:
    """The problems that the visitor may see and asked for."""
    query = visit.query
    _, fits = STATES.get(query.get("state", "standing"), STATES["standing"])
    unit, check, site, wanted = (query.get(name, "") for name in ("unit", "check", "site", "q"))
    text = wanted.strip().lower()
    return [
        item
        for item in view.problems.values()
        if visit.may_see(item.unit.code)
        and fits(item)
        and (not unit or item.unit.code == unit)
        and (not check or item.finding.check == check)
        and (not site or item.finding.site == site)
        and (not text or text in _text(item))
    ]


def _text(item: Problem) -> str:
    finding = item.finding
    pages = " ".join(place.page for place in finding.places)
    return f"{item.number} {item.unit.name} {finding.subject} {finding.title} {finding.message} {finding.column} {pages}".lower()


def _sorted(visit: Visit, items: list[Problem]) -> list[Problem]:
    text = visit.query.get("sort", "")
    key = _SORTS.get(text.removeprefix("-"))
    return items if key is None else sorted(items, key=key, reverse=text.startswith("-"))


def problem_of(visit: Visit) -> tuple[MonthView, Problem]:
    """The problem that the path names, in the month that the address or the form names. Raises NotThere."""
    view = visit.office.views.month(visit.query.get("month") or visit.form.get("month") or None)
    found = view.problems.get(visit.path["number"])
    if found is None:
        raise NotThere
    return view, found


def owner(visit: Visit) -> frozenset[str]:
    """The unit that a problem belongs to."""
    return frozenset({problem_of(visit)[1].unit.code})


def problem(visit: Visit) -> Response:
    """One problem: whose, since when, what to do, where it stands, and what can be decided about it."""
    return show(visit)


def show(visit: Visit, errors: dict[str, str] | None = None, status: int = 200) -> Response:
    """The page of a problem, with what was wrong in a form."""
    from app.web.pages.appeals import may_appeal, of_subject
    from app.web.pages.evidence import picture_of, sources_of

    view, found = problem_of(visit)
    return visit.page(
        "problem.html", status=status, here="/problems", report=view.report, item=found, finding=found.finding, errors=errors or {},
        appeals=of_subject(visit, found.unit.code, view.report.month, found.number), may_appeal=may_appeal(visit, view.report.month),
        is_link=found.finding.check is Check.DEAD_LINK, form=visit.form, sources=sources_of(view, found), has_picture=picture_of(visit, view, found) is not None,
        failure_name=words.failure_name, history=history_of(visit.office.context.engine, found.finding.subject),
    )  # fmt: skip
