"""The table of units and points that ends a night on the terminal."""

from collections.abc import Mapping

from rich.cells import cell_len
from rich.table import Table

from config.rubric import Rubric
from config.schema import SiteKind
from config.words import SUBJECT_NAMES, VETO_NAMES
from reports import words
from reports.models import MonthReport, UnitReport
from reports.morning import counts
from reports.warnings import early_warnings
from scoring.lines import Sheet

_GROUP_NAMES = {SiteKind.PORTAL.value: "政务网得分", SiteKind.DISCLOSURE.value: "公开得分"}
"""Short, for a table as wide as a terminal."""
ROOMY = 100
"""Columns of a terminal on which the table of a usual office has room around its numbers."""
SHOWN = 5
"""So many early warnings end a night; the others are on their page."""


def unit_table(report: MonthReport, width: int = ROOMY) -> Table:
    """One row for each unit: counts, faults, points. On a narrow terminal names and headings are broken, numbers never."""
    roomy = width >= ROOMY
    table = Table(
        title=f"{report.month.chinese}（{report.status_name}）", title_justify="left", padding=(0, int(roomy))
    )
    table.add_column("单位", overflow="fold", min_width=8)
    groups = [_GROUP_NAMES[group.id] for group in report.rubric.site_groups]
    rows = [_row(report, unit) for unit in report.units]
    for place, name in enumerate(("政务网", "克隆", "公开平台", "断链", "空栏目", *groups, "总分", "已定")):
        least = max((cell_len(row[place]) for row in rows), default=0)
        heading = name if roomy else _halved(name)
        table.add_column(heading, justify="right", overflow="fold", min_width=max(least, 2))
    for unit, row in zip(report.units, rows, strict=True):
        table.add_row(unit.name, *row)
    return table


def _halved(name: str) -> str:
    half = (len(name) + 1) // 2
    return name if half < 2 else f"{name[:half]}\n{name[half:]}"


def _row(report: MonthReport, unit: UnitReport) -> list[str]:
    row = counts(unit)
    return [
        *(row[name] for name in ("portal.posts", "portal.clones", "disclosure.posts")),
        row["confirmed"],
        row["empty"],
        *(words.total_span(total) for _, total in words.site_totals(report.rubric, unit.sheet)),
        words.total_span(unit.sheet.total),
        words.percent(unit.sheet.coverage),
    ]


def other_table(rubric: Rubric, sheets: Mapping[str, Sheet], names: Mapping[str, str]) -> Table:
    """One row for each unit or site under another rubric: what would fail the whole sheet, and the points."""
    table = Table(title=rubric.title, title_justify="left")
    table.add_column(SUBJECT_NAMES[rubric.subject], overflow="fold")
    table.add_column("结论", no_wrap=True)
    for criterion in rubric.criteria:
        table.add_column(criterion.name)
    table.add_column("得分", justify="right", no_wrap=True)
    for code, sheet in sheets.items():
        lines = [sheet.line(criterion.id) for criterion in rubric.criteria]
        cells = [VETO_NAMES[line.veto] if line.veto else words.line_span(line) for line in lines]
        table.add_row(names.get(code, code), VETO_NAMES.get(sheet.veto, "—"), *cells, words.total_span(sheet.total))
    return table


def warning_lines(report: MonthReport) -> list[str]:
    """What will tip over within ten days under the checks of 2019, a few lines of it."""
    found = early_warnings(report)
    lines = [f"预警：{item.where}，{item.text}" for item in found[:SHOWN]]
    return [*lines, f"预警共 {len(found)} 项，见普查预警页"] if len(found) > SHOWN else lines
