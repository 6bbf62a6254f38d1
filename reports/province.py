"""The page over all districts of a fleet: how each one's last night stands, and the way to its report."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from config.legible import legible
from reports.site import environment, write_style


@dataclass(frozen=True, slots=True)
class DistrictRow:
    """One district. `shown` is the day of the good night that the figures are of, broken links apart by whether they are confirmed; `report` is empty where none is kept."""

    name: str
    folder: str
    night: str
    status: str
    reason: str
    shown: str
    units: int
    low: str
    high: str
    confirmed: int
    suspected: int
    report: str


def render_province(folder: Path, rows: Sequence[DistrictRow], moment: datetime) -> Path:
    """Write the page; a reader sees the old one or the new one. Return it."""
    made = environment()
    text = made.get_template("province.html").render(
        root="", page="province", rows=rows, written=f"{moment:%Y-%m-%d %H:%M}"
    )
    temporary = folder / ".index.html.tmp"
    temporary.write_text(legible(text) + "\n", encoding="utf-8")
    temporary.replace(folder / "index.html")
    write_style(folder, made)
    return folder / "index.html"
