"""Columns that should be updated within a window of their own (`freshness: 14d|6mo|1y`), and the section as a whole.

The national survey of government sites of 2015 counts back from the day of inspection; an entry without a day counts as
no update.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from checks.findings import Check, Finding, Outcome
from checks.snapshot import ColumnView, EntryView, SectionSnapshot, UnitSnapshot
from config.month import back
from config.schema import SiteKind

SECTION_WINDOW = "14d"
"""A section whose columns all stand still for so long is not updated at all."""


def check_freshness(unit: UnitSnapshot) -> list[Finding]:
    """A finding for each column with a window of its own, and one for each section as a whole."""
    found = []
    for section in unit.sections.values():
        if section is None:
            continue
        newest = {column.place.key: _newest(section.entries, column, unit.today) for column in section.columns}
        for column in section.columns:
            if column.place.freshness:
                found.append(_column(section, column, newest[column.place.key], unit.today))
        if section.place.kind is SiteKind.PORTAL:
            found.append(_section(section, newest, unit.today))
    return found


def _newest(entries: Iterable[EntryView], column: ColumnView, today: date) -> date | None:
    """The latest day that an entry of the column shows, on its own page or in the list; days to come are none."""
    days = [
        reading.day
        for entry in entries
        if entry.column == column.place.key and entry.is_listed
        for reading in (entry.article.published if entry.article else None, entry.entry.date)
        if reading is not None and reading.day <= today
    ]
    return max(days, default=None)


def _column(section: SectionSnapshot, column: ColumnView, newest: date | None, today: date) -> Finding:
    window = column.place.freshness or ""
    is_fresh = newest is not None and newest >= back(today, window)
    was_read = column.pages > 0 and column.page.extract is not None and not section.is_down
    outcome = Outcome.MET if is_fresh else Outcome.NOT_MET if was_read else Outcome.INCONCLUSIVE
    return Finding(
        Check.COLUMN_FRESHNESS,
        section.place.site,
        outcome,
        column.place.url,
        "" if is_fresh else "stale" if was_read else "not_read",
        f"应在{window_text(window)}内更新，{_last(newest, today)}",
        column=column.place.name,
        role=window,
        published=newest,
        evidence=(column.page.evidence,) if column.page.evidence else (),
        costs=False,
    )


def _section(section: SectionSnapshot, newest: dict[str, date | None], today: date) -> Finding:
    """The section as a whole: fresh as soon as one column is, stale only where all of them were read."""
    latest = max((day for day in newest.values() if day is not None), default=None)
    is_fresh = latest is not None and latest >= back(today, SECTION_WINDOW)
    was_read = bool(newest) and section.complete and not section.is_down
    outcome = Outcome.MET if is_fresh else Outcome.NOT_MET if was_read else Outcome.INCONCLUSIVE
    return Finding(
        Check.COLUMN_FRESHNESS,
        section.place.site,
        outcome,
        section.place.home,
        "" if is_fresh else "stale" if was_read else "not_read",
        f"整个专区{_last(latest, today)}",
        column="整个专区",
        role="section",
        published=latest,
        evidence=(section.home.evidence,) if section.home.evidence else (),
        costs=False,
    )


def window_text(window: str) -> str:
    """A window in Chinese."""
    for unit, name in (("mo", "个月"), ("d", "天"), ("y", "年")):
        if window.endswith(unit):
            return f"{window.removesuffix(unit)} {name}"
    return window


def _last(newest: date | None, today: date) -> str:
    if newest is None:
        return "没有标明日期的信息"
    return f"最近一条为 {newest}（{(today - newest) // timedelta(days=1)} 天前）"
