"""A unit's sheet: measured lines first, each opening to its evidence; posts counted and not counted with the reason."""

from starlette.responses import Response

from app.web.errors import NotThere
from app.web.pages.months import month_of
from app.web.visit import Visit, paged
from config.rubric import Criterion
from reports.basis import measure_of
from reports.models import UnitReport
from reports.problems import page_name


def owner(visit: Visit) -> frozenset[str]:
    """The unit that the path names."""
    code = visit.path["code"]
    if code not in {unit.code for unit in visit.office.configuration.units}:
        raise NotThere
    return frozenset({code})


def sheet(visit: Visit) -> Response:
    """The sheet."""
    return show(visit)


def show(visit: Visit, errors: dict[str, str] | None = None, status: int = 200) -> Response:
    """The page of a sheet, with what was wrong in a form."""
    from app.web.pages.appeals import may_appeal, of_unit

    view = visit.office.views.month(str(month_of(visit)))
    unit = view.units.get(visit.path["code"])
    if unit is None:
        raise NotThere
    criteria = view.report.rubric.criteria
    measured = [item for item in criteria if measure_of(unit, item) is not None]
    others = [item for item in criteria if measure_of(unit, item) is None]
    return visit.page(
        "sheet.html", status=status, here="/months", report=view.report, unit=unit, measured=measured, others=others, errors=errors or {},
        posts=paged(_posts(visit, unit), visit.query.get("page", "")), number_of=lambda item: page_name(unit.code, item),
        appeals=of_unit(visit, unit.code, view.report.month), may_appeal=may_appeal(visit, view.report.month), form=visit.form,
        countable=[item for item in measured if _is_count(item)],
    )  # fmt: skip


def _is_count(criterion: Criterion) -> bool:
    """Whether a criterion counts posts: a count may be appealed against."""
    return criterion.id.endswith((".posts", ".clones"))


def _posts(visit: Visit, unit: UnitReport) -> list[object]:
    """Posts that the address asks for."""
    wanted, text = visit.query.get("counted", ""), visit.query.get("q", "").strip().lower()
    return [
        post
        for post in unit.result.posts
        if (not wanted or post.counted == (wanted == "yes"))
        and (not text or text in f"{post.title} {post.url} {post.column}".lower())
    ]
