"""The columns of a section as they stood in one night, and how far they and the section itself were walked."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import RowMapping, func, select

from checks.snapshot import ColumnView
from config.schema import Role
from config.settings import SectionPlace
from crawler.records.observations import UNNAMED
from db import tables
from db.intervals import chunks, holds_in
from db.keys import hashed
from db.runs import RunRecord
from db.snapshots.readings import Readings

_USES = tables.table(tables.LinkUseState)
_COLUMNS, _SECTIONS = tables.table(tables.ColumnWalkState), tables.table(tables.SectionWalkState)
_PROFILE_ROLES = frozenset(Role) - {Role.POSTS, Role.SERVICES, Role.OTHER, Role.ANNUAL_REPORT, Role.KEY_AREAS}


class WalkReader:
    """Reads what the walks of sections and columns came to; `good` are the publishable nights up to this one."""

    def __init__(self, readings: Readings, good: Sequence[RunRecord]) -> None:
        self._readings, self._good = readings, good
        self._run, self._engine = readings.run, readings.engine

    def section(self, place: SectionPlace) -> RowMapping | None:
        """How a section's walk ended, None where there was none."""
        with self._engine.connect() as connection:
            where = (_SECTIONS.c.section == place.key, *holds_in(_SECTIONS, self._run.id))
            return connection.execute(select(_SECTIONS).where(*where)).mappings().first()

    def cut_short(self, place: SectionPlace) -> str:
        """Why a list that nobody configured was not read to its end, empty where none was cut short."""
        with self._engine.connect() as connection:
            where = (
                _COLUMNS.c.section == place.key,
                _COLUMNS.c.column_key == UNNAMED,
                *holds_in(_COLUMNS, self._run.id),
            )
            return str(connection.execute(select(_COLUMNS.c.reason).where(*where)).scalar() or "")

    def first_complete(self, place: SectionPlace) -> date | None:
        """The first night that walked a whole section."""
        statement = select(func.min(_SECTIONS.c.first_run)).where(
            _SECTIONS.c.section == place.key, _SECTIONS.c.complete
        )
        with self._engine.connect() as connection:
            first = connection.execute(statement).scalar()
        return self._readings.nights.get(first) if first is not None else None

    def columns(self, place: SectionPlace) -> tuple[ColumnView, ...]:
        """A section's columns."""
        walks = self._walks(place)
        urls = [column.url for column in place.columns]
        linked = self._linked(place, urls)
        is_history = any(_PROFILE_ROLES & set(column.roles) for column in place.columns)
        pages = self._readings.pages(urls, history=is_history)
        views = []
        for column in place.columns:
            own = [row for row in walks if row["column_key"] == column.key]
            now = next((row for row in own if row["first_run"] <= self._run.id <= row["last_run"]), None)
            views.append(
                ColumnView(
                    place=column,
                    page=pages[column.url],
                    complete=bool(now and now["complete"]),
                    reason=str(now["reason"]) if now else "not_read",
                    pages=int(now["pages"]) if now else 0,
                    complete_nights=self._complete_nights(own),
                    is_linked=column.url in linked,
                )
            )
        return tuple(views)

    def _walks(self, place: SectionPlace) -> list[RowMapping]:
        statement = select(_COLUMNS).where(_COLUMNS.c.section == place.key).order_by(_COLUMNS.c.id)
        with self._engine.connect() as connection:
            return list(connection.execute(statement).mappings())

    def _linked(self, place: SectionPlace, urls: Sequence[str]) -> set[str]:
        """Which of these addresses the section's pages lead to."""
        found: set[str] = set()
        with self._engine.connect() as connection:
            for piece in chunks(urls):
                where = (
                    _USES.c.section == place.key,
                    _USES.c.target_hash.in_([hashed(url) for url in piece]),
                    *holds_in(_USES, self._run.id),
                )
                found.update(row.target for row in connection.execute(select(_USES.c.target).where(*where)))
        return found

    def _complete_nights(self, walks: Sequence[RowMapping]) -> tuple[date, ...]:
        return tuple(
            item.night
            for item in self._good
            for row in walks
            if row["complete"] and row["first_run"] <= item.id <= row["last_run"]
        )
