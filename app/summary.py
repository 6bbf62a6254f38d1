"""The table of units and points that ends a night on the terminal."""

from rich.table import Table

from checks.findings import Check, Outcome
from reports import words
from reports.models import MonthReport


def unit_table(report: MonthReport) -> Table:
    """One row for each unit: counts, faults, points."""
    table = Table(title=f"{report.month.chinese}（{report.status_name}）", title_justify="left")
    table.add_column("单位", no_wrap=True)
    for name in ("政务网", "克隆", "公开平台", "断链", "空栏目", "政务网得分", "公开得分", "总分", "已定"):
        table.add_column(name, justify="right", no_wrap=True)
    for unit in report.units:
        measures = {item.name: item for item in unit.result.measures}
        counts = [
            _count(measures[name].value, measures[name].lower)
            for name in ("portal.posts", "portal.clones", "disclosure.posts")
        ]
        empty = sum(item.outcome is Outcome.NOT_MET for item in unit.faults(Check.EMPTY_COLUMN))
        broken = sum(item.confirmed is True for item in unit.broken())
        groups = [
            words.total_span(unit.sheet.groups[name]) for name in ("portal", "disclosure") if name in unit.sheet.groups
        ]
        table.add_row(
            unit.name,
            *counts,
            str(broken),
            str(empty),
            *groups,
            words.total_span(unit.sheet.total),
            words.percent(unit.sheet.coverage),
        )
    return table


def _count(value: int | None, lower: int) -> str:
    return str(value) if value is not None else f"≥{lower}" if lower else "未知"
