"""The pages over all nights and all months: they lie beside the reports' folders and lead to each of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from config.legible import legible
from reports.site import environment, write_style


@dataclass(frozen=True, slots=True)
class NightRow:
    """One night; `folder` is empty where no report is kept."""

    day: str
    run: int
    status: str
    reason: str
    scope: str
    folder: str


@dataclass(frozen=True, slots=True)
class MonthRow:
    """One month, or one revision of it."""

    month: str
    status: str
    revision: str
    closed: str
    note: str
    folder: str
    has_document: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Why two sheets differ, a sentence for each line."""

    title: str
    lines: tuple[str, ...]


def render_archive(
    folder: Path,
    nights: Sequence[NightRow],
    months: Sequence[MonthRow],
    comparisons: Sequence[Comparison],
    moment: datetime,
    issuer: str,
) -> None:
    """Write both pages, headed by their issuer; a reader sees the old page or the new one."""
    made = environment()
    shown = {"root": "", "pages": "latest/", "written": f"{moment:%Y-%m-%d %H:%M}", "issuer": issuer}
    texts = {
        "nights": made.get_template("nights.html").render(page="nights", nights=nights, **shown),
        "months": made.get_template("months.html").render(
            page="months", months=months, comparisons=comparisons, **shown
        ),
    }
    for name, text in texts.items():
        temporary = folder / f".{name}.html.tmp"
        temporary.write_text(legible(text) + "\n", encoding="utf-8")
        temporary.replace(folder / f"{name}.html")
    write_style(folder, made)
