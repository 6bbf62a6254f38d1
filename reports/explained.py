"""The page that explains one line: points, measure, findings and entries, each with its observation and stored copy."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from checks.findings import Finding, Measure, Post
from config.legible import legible
from config.rubric import Criterion
from reports.models import Copy, MonthReport, UnitReport
from reports.site import environment, write_style


@dataclass(frozen=True, slots=True)
class Step:
    """One finding of the chain, and the stored pages that show it."""

    finding: Finding
    copies: tuple[Copy, ...]


def render_explanation(
    folder: Path,
    report: MonthReport,
    unit: UnitReport,
    criterion: Criterion,
    measure: Measure | None,
    findings: Sequence[Step],
    posts: Sequence[tuple[Post, Copy | None]],
) -> None:
    """Write the page into a folder of its own, beside the copies in `evidence`."""
    made = environment()
    text = made.get_template("explain.html").render(
        report=report,
        unit=unit,
        criterion=criterion,
        measure=measure,
        line=unit.sheet.line(criterion.id),
        findings=findings,
        posts=posts,
        root="",
        pages="../../latest/",
        page="explain",
    )
    (folder / "index.html").write_text(legible(text) + "\n", encoding="utf-8")
    write_style(folder, made)
