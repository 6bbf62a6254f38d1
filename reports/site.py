"""The static report of a night: pages in Chinese that need no server, no script to read, no resource from elsewhere."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from checks.findings import Check, Outcome
from checks.posts.day import SOURCE_NAMES
from checks.posts.flags import NOT_COUNTED
from checks.table import CHECK_NAMES
from reports import words
from reports.basis import bounds_text, measure_of, related
from reports.charts import counts_chart, points_chart
from reports.export import points
from reports.layout import laid_rows
from reports.models import MonthReport, UnitReport

_FILTERS: dict[str, Callable[..., Any]] = {
    "total": words.total_span,
    "span": words.line_span,
    "points": points,
    "percent": words.percent,
    "measure": words.measure_text,
    "finding": words.finding_title,
    "confirmed": words.confirmed_text,
    "advice": words.what_to_do,
    "fault": words.fault_text,
    "day": words.day_text,
    "ended": words.ended_text,
    "spot": words.place_text,
    "shown": words.shown_address,
    "followable": words.is_followable,
}
PAGES = ("index", "links", "columns", "posts", "survey", "method")
"""Pages over all units; each is a template of this name."""
CONTENT_POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; form-action 'none'; base-uri 'none'"
)


def environment() -> Environment:
    """Jinja with escaping always on: titles and quotes from pages are hostile text."""
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
        basis_names=words.BASIS_NAMES,
        related=related,
        measure_of=measure_of,
        bounds_text=bounds_text,
        observed_text=words.observed_text,
        veto_names=words.VETO_NAMES,
        outcome_names=words.OUTCOME_NAMES,
        verdict_names=words.VERDICT_NAMES,
        kind_names=words.KIND_NAMES,
        count_names=words.COUNT_NAMES,
        source_names=SOURCE_NAMES,
        not_counted=NOT_COUNTED,
        Outcome=Outcome,
        laid_rows=laid_rows,
    )
    return made


def render_site(folder: Path, report: MonthReport, *, documents: bool = False) -> None:
    """Write all pages, charts and their style into a folder; `documents` says that Word documents lie beside them."""
    made = environment()
    made.globals["documents"] = documents
    (folder / "units").mkdir(parents=True, exist_ok=True)
    for name in PAGES:
        _write(folder / f"{name}.html", made.get_template(f"{name}.html").render(report=report, root="", page=name))
    for unit in report.units:
        _unit(folder, made, report, unit)
    for name in ("style.css", "report.js"):
        (folder / name).write_text(made.get_template(name).render(), encoding="utf-8")


def _unit(folder: Path, made: Environment, report: MonthReport, unit: UnitReport) -> None:
    counts_chart(unit.trend, folder / "units" / f"{unit.code}-counts.svg")
    points_chart(unit.trend, folder / "units" / f"{unit.code}-points.svg")
    text = made.get_template("unit.html").render(report=report, unit=unit, root="../", page="unit")
    _write(folder / "units" / f"{unit.code}.html", text)


def _write(path: Path, text: str) -> None:
    path.write_text(text + "\n", encoding="utf-8")
