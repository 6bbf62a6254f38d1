"""Columns that should be updated within a window of their own (`freshness: 14d|6mo|1y`), and the section as a whole.

The national survey of government sites of 2015 counts back from the day of inspection; an entry without a day counts as
no update.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from checks.findings import Check, Finding, Outcome
from checks.look import Look, SectionNight
from checks.posts.candidates import Candidate
from checks.reasons import Reason
from checks.snapshot import PageView, SectionSnapshot
from config.month import back, window_of
from config.schema import SiteKind

SECTION_WINDOW = "14d"
"""A section whose columns all stand still for so long is not updated at all."""
IDLE_WINDOW = "1y"
"""Within which every list should be updated that nobody gave a window."""
SECTION = "section"
"""The role of a finding about a section as a whole; that of a column's is its window."""
_UNITS = {"d": "天", "mo": "个月", "y": "年"}


def check_freshness(look: Look) -> list[Finding]:
    """A finding for each column with a window of its own, and one for the portal's section as a whole."""
    if not look.is_current:
        return []
    return [
        item
        for kind, night in look.sections.items()
        for item in (*column_freshness(night, look.today), *_section(night, kind, look.today))
    ]


def column_freshness(night: SectionNight, today: date) -> list[Finding]:
    """A finding for each column with a window of its own."""
    newest = newest_days(night.listed, today)
    return [
        _finding(
            night,
            column.place.name,
            column.page,
            column.place.freshness,
            window=column.place.freshness,
            newest=newest.get(column.place.key),
            was_read=column.pages > 0 and column.page.extract is not None,
            about=f"应在{window_text(column.place.freshness)}内更新，",
            today=today,
            content=column.place.content or "",
        )
        for column in night.section.columns
        if column.place.freshness
    ]


def check_idle(look: Look) -> list[Finding]:
    """A finding for each list without a window of its own: whether it stood still for a year."""
    if not look.is_current:
        return []
    return [item for night in look.sections.values() for item in idle_columns(night, look.today)]


def idle_columns(night: SectionNight, today: date) -> list[Finding]:
    """Lists of posts whose window nobody named: a year, by default (国办秘函〔2019〕19号: 应更新而未更新)."""
    newest = newest_days(night.listed, today)
    return [
        _finding(
            night,
            column.place.name,
            column.page,
            IDLE_WINDOW,
            check=Check.COLUMN_IDLE,
            window=IDLE_WINDOW,
            newest=newest.get(column.place.key),
            was_read=column.complete and column.page.extract is not None and column.page.url not in night.unread,
            about=f"应在{window_text(IDLE_WINDOW)}内更新，",
            today=today,
        )
        for column in night.section.columns
        if column.place.is_counted and not column.place.freshness
    ]


def section_freshness(night: SectionNight, today: date, about: str, also: Iterable[date] = ()) -> Finding:
    """Whether anything of a section was updated within two weeks; `also` are days that its home itself shows."""
    section = night.section
    return _finding(
        night,
        about,
        section.home,
        SECTION,
        window=SECTION_WINDOW,
        newest=max((*newest_days(night.listed, today).values(), *also), default=None),
        was_read=bool(section.columns) and _was_read(section),
        about=about,
        today=today,
    )


def _was_read(section: SectionSnapshot) -> bool:
    """Whether everything was read that may show an update: the section's walk, or the columns of a site's main part."""
    if section.place.unit:
        return section.complete
    return section.home.extract is not None and all(column.complete for column in section.columns)


def _section(night: SectionNight, kind: SiteKind, today: date) -> list[Finding]:
    return [section_freshness(night, today, "整个专区")] if kind is SiteKind.PORTAL else []


def newest_days(posts: Iterable[Candidate], today: date) -> dict[str, date]:
    """For each column the latest day of a post that it lists; days to come are none."""
    newest: dict[str, date] = {}
    for item in posts:
        if item.is_listed and item.day is not None and item.day <= today:
            newest |= {key: max(newest.get(key, item.day), item.day) for key in item.columns}
    return newest


def _finding(
    night: SectionNight,
    name: str,
    page: PageView,
    role: str,
    *,
    window: str,
    newest: date | None,
    was_read: bool,
    about: str,
    today: date,
    check: Check = Check.COLUMN_FRESHNESS,
    content: str = "",
) -> Finding:
    """Fresh as soon as one day lies within the window, stale only where everything was read."""
    is_fresh = newest is not None and newest >= back(today, window)
    was_read = was_read and not night.section.is_down
    return Finding(
        check,
        night.section.place.site,
        Outcome.MET if is_fresh else Outcome.NOT_MET if was_read else Outcome.INCONCLUSIVE,
        page.url,
        reason=Reason.NONE if is_fresh else Reason.STALE if was_read else Reason.NOT_READ,
        message=f"{about}{_last(newest, today)}",
        column=name,
        role=role,
        category=str(content),
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
