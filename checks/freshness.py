"""Columns that should be updated within a window of their own (`freshness: 14d|6mo|1y`), and the section as a whole.

The national survey of government sites of 2015 counts back from the day of inspection; an entry without a day counts as
no update.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from checks.findings import Check, Finding, Outcome
from checks.reasons import Reason
from checks.snapshot import EntryView, PageView, SectionSnapshot, UnitSnapshot
from config.month import back, window_of
from config.schema import SiteKind

SECTION_WINDOW = "14d"
"""A section whose columns all stand still for so long is not updated at all."""
_UNITS = {"d": "天", "mo": "个月", "y": "年"}


def check_freshness(unit: UnitSnapshot) -> list[Finding]:
    """A finding for each column with a window of its own, and one for each section as a whole."""
    found = []
    for section in unit.sections.values():
        if section is None:
            continue
        newest = _newest(section.entries, unit.today)
        for column in section.columns:
            window = column.place.freshness
            if window:
                was_read = column.pages > 0 and column.page.extract is not None
                day = newest.get(column.place.key)
                about = f"应在{window_text(window)}内更新，"
                found.append(
                    _finding(section, column.place.name, column.page, window, window, day, was_read, about, unit.today)
                )
        if section.place.kind is SiteKind.PORTAL:
            was_read = bool(section.columns) and section.complete
            day = max(
                (newest[column.place.key] for column in section.columns if column.place.key in newest), default=None
            )
            about = "整个专区"
            found.append(
                _finding(section, about, section.home, "section", SECTION_WINDOW, day, was_read, about, unit.today)
            )
    return found


def _newest(entries: Iterable[EntryView], today: date) -> dict[str, date]:
    """For each column the latest day that an entry shows, on its own page or in the list; days to come are none."""
    newest: dict[str, date] = {}
    for entry in entries:
        if entry.is_listed:
            for reading in (entry.article.published if entry.article else None, entry.entry.date):
                if reading is not None and reading.day <= today:
                    newest[entry.column] = max(newest.get(entry.column, reading.day), reading.day)
    return newest


def _finding(
    section: SectionSnapshot,
    name: str,
    page: PageView,
    role: str,
    window: str,
    newest: date | None,
    was_read: bool,
    about: str,
    today: date,
) -> Finding:
    """Fresh as soon as one day lies within the window, stale only where everything was read."""
    is_fresh = newest is not None and newest >= back(today, window)
    was_read = was_read and not section.is_down
    return Finding(
        Check.COLUMN_FRESHNESS,
        section.place.site,
        Outcome.MET if is_fresh else Outcome.NOT_MET if was_read else Outcome.INCONCLUSIVE,
        page.url,
        reason=Reason.NONE if is_fresh else Reason.STALE if was_read else Reason.NOT_READ,
        message=f"{about}{_last(newest, today)}",
        column=name,
        role=role,
        published=newest,
        evidence=(page.evidence,) if page.evidence else (),
        costs=False,
    )


def window_text(window: str) -> str:
    """A window in Chinese."""
    count, unit = window_of(window)
    return f"{count} {_UNITS[unit]}"


def _last(newest: date | None, today: date) -> str:
    if newest is None:
        return "没有标明日期的信息"
    return f"最近一条为 {newest}（{(today - newest) // timedelta(days=1)} 天前）"
