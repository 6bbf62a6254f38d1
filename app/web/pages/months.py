"""Nights with their health, months with their revisions and downloads, and why two sheets differ."""

from pathlib import Path

from starlette.responses import FileResponse, Response

from app.reasons import reason_text
from app.web.errors import NotThere
from app.web.headers import FILE_POLICY, REPORT_POLICY
from app.web.visit import Visit, paged
from config.month import Month
from config.words import STATUS_NAMES
from db.runs import RunRecord

DOWNLOADS = ("得分表.xlsx", "断链报告.xlsx", "检查报告.docx", "export.json", "export.csv")
SHOWN = {".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
"""Kinds of a report's files that are shown; all others are downloads."""


def month_of(visit: Visit) -> Month:
    """The month that the path names. Raises NotThere."""
    try:
        return Month.parse(visit.path["month"])
    except ValueError:
        raise NotThere from None


def nights(visit: Visit) -> Response:
    """All nights, the latest first."""
    runs = list(reversed(visit.office.context.runs.all()))
    found = paged(runs, visit.query.get("page", ""))
    return visit.page(
        "nights.html", here="/nights", found=found, names=STATUS_NAMES, reason_text=reason_text, read=read
    )


def read(run: RunRecord, what: str) -> int | None:
    """How many `pages` or `entries` a night read on both sites; None where it did not get so far."""
    counts = run.notes.get("counts", {})
    found = [number for name, number in counts.items() if name.endswith(f" {what}")]
    return sum(found) if found else None


def months(visit: Visit) -> Response:
    """All months of the assessment, the latest first."""
    context = visit.office.context
    run = visit.office.views.latest()
    last, closed = context.configuration.month_of(run.as_of), context.months.closed()
    first = min(context.configuration.monitor.assessment_starts, last)
    found = [last]
    while found[-1] > first:
        found.append(found[-1].previous())
    return visit.page("months.html", here="/months", found=found, closed=closed)


def month(visit: Visit) -> Response:
    """One month: every unit's counts and points, its revisions, its files."""
    wanted = month_of(visit)
    view = visit.office.views.month(str(wanted))
    revisions = visit.office.context.months.revisions(str(wanted))
    folder = _folder(visit, str(wanted))
    files = [name for name in DOWNLOADS if folder is not None and (folder / name).is_file()]
    return visit.page("month.html", here="/months", report=view.report, revisions=revisions, files=files)


def month_file(visit: Visit) -> Response:
    """A file of a month's report, as it was published."""
    folder = _folder(visit, str(month_of(visit)))
    if folder is None or visit.path["name"] not in DOWNLOADS:
        raise NotThere
    return _file(folder, folder / visit.path["name"])


def report_file(visit: Visit) -> Response:
    """A page or file of the static reports, which stay what is signed and forwarded."""
    reports = visit.office.context.reports
    path = reports / visit.path["path"]
    return _file(reports, path / "index.html" if path.is_dir() else path)


def _folder(visit: Visit, month: str) -> Path | None:
    """Where a month's report lies: its own once it is closed, the last night's while it runs."""
    reports = visit.office.context.reports
    own = reports / f"month-{month}"
    if own.is_dir():
        return own
    running = str(visit.office.configuration.month_of(visit.office.views.latest().as_of))
    latest = reports / "latest"
    return latest.resolve() if month == running and latest.is_dir() else None


def _file(root: Path, path: Path) -> Response:
    """A file below a folder; nothing outside of it, nothing hidden or half-written, whatever links say."""
    try:
        real, inside = path.resolve(strict=True), root.resolve(strict=True)
    except (OSError, ValueError, RuntimeError):
        raise NotThere from None
    if not real.is_relative_to(inside) or not real.is_file():
        raise NotThere
    if any(part.startswith(".") for part in real.relative_to(inside).parts):
        raise NotThere
    kind = SHOWN.get(real.suffix)
    if kind is None:
        return FileResponse(real, filename=real.name, headers={"Content-Security-Policy": FILE_POLICY})
    return FileResponse(real, media_type=kind, headers={"Content-Security-Policy": REPORT_POLICY})


def compare(visit: Visit) -> Response:
    """Why two months or revisions differ."""
    from app.looking.compare import compare_months

    first, second = visit.query.get("first", ""), visit.query.get("second", "")
    lines = list(compare_months(visit.office.context, first, second)) if first and second else []
    return visit.page("compare.html", here="/months", first=first, second=second, lines=lines)
