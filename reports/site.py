"""The static report of a night: pages in Chinese that need no server, no script to read, no resource from elsewhere."""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from checks.availability import week_before
from checks.findings import Check, Finding, Outcome
from checks.posts.flags import NOT_COUNTED
from checks.table import CHECK_NAMES
from config.legible import legible
from config.words import (
    BASIS_NAMES,
    DATE_SOURCE_NAMES,
    LINK_KIND_NAMES,
    MEASURE_NAMES,
    OUTCOME_NAMES,
    SUBJECT_NAMES,
    VETO_NAMES,
)
from reports import words
from reports.basis import bounds_text, measure_of, related
from reports.charts import counts_chart, points_chart
from reports.export import points
from reports.layout import laid_rows
from reports.models import MonthReport, UnitReport
from reports.morning import counts, morning
from reports.problems import COLUMN_CHECKS, FIRST, PAGE, has_page, page_name, paged, problems
from reports.site_sheets import availability, findings_of, identity_findings, mailbox_rows, sheet_rows
from reports.warnings import early_warnings
from scoring.lines import ScoreLine

_FILTERS: dict[str, Callable[..., Any]] = {
    "total": words.total_span,
    "span": words.line_span,
    "points": points,
    "heading": words.group_heading,
    "percent": words.percent,
    "measure": words.measure_text,
    "finding": words.finding_title,
    "confirmed": words.confirmed_text,
    "advice": words.what_to_do,
    "orderable": words.is_orderable,
    "fault": words.fault_text,
    "kind": words.kind_of,
    "told": words.told_text,
    "evidence_name": words.evidence_name,
    "verdict": words.verdict_text,
    "day": words.day_text,
    "short_day": words.short_day,
    "ended": words.ended_text,
    "spot": words.place_text,
    "shown": words.shown_address,
    "followable": words.is_followable,
}
PAGES = ("index", "links", "columns", "posts", "survey", "method")
"""Pages over all units; each is a template of this name."""
_POSTS = ("post_", "date_", "bulk_", "personal_")
CONTENT_POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; form-action 'none'; base-uri 'none'"
)


@cache
def environment(*, documents: bool = False) -> Environment:
    """Jinja with escaping always on: titles and quotes from pages are hostile text. Templates are compiled once a process."""
    made = Environment(
        loader=PackageLoader("reports", "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(_FILTERS)
    made.globals.update(
        policy=CONTENT_POLICY,
        Check=Check,
        check_names=CHECK_NAMES,
        basis_names=BASIS_NAMES,
        related=related,
        measure_of=measure_of,
        bounds_text=bounds_text,
        observed_text=words.observed_text,
        veto_names=VETO_NAMES,
        subject_names=SUBJECT_NAMES,
        outcome_names=OUTCOME_NAMES,
        policy_rows=words.policy_rows,
        site_totals=words.site_totals,
        ladder_examples=words.ladder_examples,
        with_maximum=words.with_maximum,
        kind_names=LINK_KIND_NAMES,
        count_names=MEASURE_NAMES,
        source_names=DATE_SOURCE_NAMES,
        not_counted=NOT_COUNTED,
        Outcome=Outcome,
        laid_rows=laid_rows,
        page_name=page_name,
        has_page=has_page,
        counts=counts,
        failed_columns=failed_columns,
        passed_columns=passed_columns,
        post_problems=post_problems,
        entered_lines=entered_lines,
        first=FIRST,
        page_rows=PAGE,
        documents=documents,
        early_warnings=early_warnings,
        sheet_rows=sheet_rows,
        findings_of=findings_of,
        mailbox_rows=mailbox_rows,
        identity_findings=identity_findings,
        availability=availability,
        week_before=week_before,
    )
    return made


def failed_columns(unit: UnitReport) -> list[Finding]:
    """Columns and pages of a unit that are not as they must be."""
    return [item for item in unit.result.findings if item.check in COLUMN_CHECKS and item.outcome is Outcome.NOT_MET]


def passed_columns(unit: UnitReport) -> list[Finding]:
    """All others of them: met, not applicable, or unknown."""
    return [
        item for item in unit.result.findings if item.check in COLUMN_CHECKS and item.outcome is not Outcome.NOT_MET
    ]


def post_problems(unit: UnitReport) -> list[Finding]:
    """What is wrong or doubtful about a unit's entries."""
    return [item for item in unit.result.findings if item.check.value.startswith(_POSTS)]


def entered_lines(report: MonthReport, unit: UnitReport) -> list[ScoreLine]:
    """The lines of a sheet that no measure stands behind."""
    return [unit.sheet.line(item.id) for item in report.rubric.criteria if measure_of(unit, item) is None]


def render_site(folder: Path, report: MonthReport, *, documents: bool = False) -> None:
    """Write all pages, charts and their style into a folder; `documents` says that Word documents lie beside them."""
    render_common(folder, report, documents=documents)
    render_units(folder, report, report.units, documents=documents)


def render_units(folder: Path, report: MonthReport, units: Sequence[UnitReport], *, documents: bool = False) -> None:
    """Write the pages and charts of some units."""
    made = environment(documents=documents)
    (folder / "units").mkdir(parents=True, exist_ok=True)
    for unit in units:
        _unit(folder, made, report, unit)


def render_common(folder: Path, report: MonthReport, *, documents: bool = False) -> None:
    """Write all pages but those of single units, and their style."""
    made = environment(documents=documents)
    (folder / "evidence").mkdir(parents=True, exist_ok=True)
    shown = morning(report)
    for name in PAGES:
        page = made.get_template(f"{name}.html").render(report=report, morning=shown, root="", page=name)
        _write(folder / f"{name}.html", page)
    template = made.get_template("problem.html")
    for problem in problems(report):
        page = template.render(report=report, problem=problem, root="../", page="problem")
        _write(folder / "evidence" / f"{problem.name}.html", page)
    write_style(folder, made)


def write_style(folder: Path, made: Environment | None = None) -> None:
    """The style and the script of the pages."""
    made = made or environment()
    for name in ("style.css", "report.js"):
        (folder / name).write_text(made.get_template(name).render(), encoding="utf-8")


def _unit(folder: Path, made: Environment, report: MonthReport, unit: UnitReport) -> None:
    counts_chart(unit.trend, folder / "units" / f"{unit.code}-counts.svg")
    names = tuple(group.name for group in report.rubric.site_groups)
    points_chart(names, unit.trend, folder / "units" / f"{unit.code}-points.svg")
    text = made.get_template("unit.html").render(report=report, unit=unit, root="../", page="unit")
    _write(folder / "units" / f"{unit.code}.html", text)
    if len(unit.broken()) > FIRST:
        pages = paged(unit.broken())
        for number, faults in enumerate(pages, 1):
            text = made.get_template("unit_links.html").render(
                report=report, unit=unit, faults=faults, number=number, pages=len(pages), root="../", page="unit"
            )
            _write(folder / "units" / f"{unit.code}-links{f'-{number}' if number > 1 else ''}.html", text)


def _write(path: Path, text: str) -> None:
    path.write_text(legible(text) + "\n", encoding="utf-8")
