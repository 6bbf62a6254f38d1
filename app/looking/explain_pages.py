"""`explain --open`: the chain behind one line as a page, each observation with its stored copy one click away."""

import shutil
from pathlib import Path

from app.context import Context
from app.looking.lookup import criterion_named
from app.looking.view import unit_in
from app.stages.evidence_pages import Shelf, Source, sources
from app.stages.placing import EXPLANATIONS
from checks.findings import Post
from reports.basis import measure_of, related
from reports.copies import Marks
from reports.explained import Step, render_explanation
from reports.models import Copy, MonthReport
from reports.problems import Problem, page_name


def write_explanation(context: Context, report: MonthReport, unit_name: str, criterion_name: str) -> Path:
    """Write the page of one line and its stored copies; return its place. Raises WrongUse for an unknown name."""
    unit = unit_in(context, report, unit_name)
    criterion = criterion_named(report.rubric, criterion_name)
    folder = context.reports / EXPLANATIONS / f"{unit.code}-{criterion.id}-{report.month}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shelf = Shelf(context, folder, [context.reports / "latest"])
    findings = [
        Step(item, _copies(shelf, report, Problem(unit, item, page_name(unit.code, item))))
        for item in related(unit, criterion)
    ]
    posts = [(post, _post_copy(shelf, report, post)) for post in unit.posts_of(criterion.id)]
    render_explanation(folder, report, unit, criterion, measure_of(unit, criterion), findings, posts)
    return folder / "index.html"


def _copies(shelf: Shelf, report: MonthReport, problem: Problem) -> tuple[Copy, ...]:
    return tuple(copy for source in sources(report, problem) if (copy := shelf.copy(source)) is not None)


def _post_copy(shelf: Shelf, report: MonthReport, post: Post) -> Copy | None:
    """The stored page of an entry, with its day and its title marked."""
    seen = report.observed.get(post.evidence)
    if seen is None:
        return None
    return shelf.copy(
        Source(seen, "信息页面", Marks(quotes=tuple(text for text in (post.raw_date, post.title) if text)))
    )
