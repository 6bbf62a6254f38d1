"""Nights: begun, resumed, ended; and the history that later nights look back on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Engine, insert, select, update

from db import tables
from db.errors import NightOrder
from db.tables.base import LARGEST

_RUNS = tables.table(tables.Run)


class RunStatus(StrEnum):
    """How a night stands."""

    RUNNING = "running"
    GOOD = "good"
    INCONCLUSIVE = "inconclusive"


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One night. `units` is empty where it looked at all of them."""

    id: int
    night: date
    units: tuple[str, ...]
    as_of: datetime
    status: RunStatus
    reason: str
    started_at: datetime
    finished_at: datetime | None
    config_digest: str
    rubric: str
    program: str
    notes: dict[str, Any] = field(default_factory=dict)

    @property
    def is_good(self) -> bool:
        """Whether it may be published."""
        return self.status is RunStatus.GOOD


class Runs:
    """The table of nights."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def begin(self, as_of: datetime, units: Sequence[str], digest: str, rubric: str, program: str) -> RunRecord:
        """Begin a night, or take up the one of the same day and units that stands already.

        Raises NightOrder where a later night has been observed: the past cannot be observed any more.
        """
        night, key = as_of.date().isoformat(), ",".join(sorted(units))
        with self.engine.begin() as connection:
            later = connection.execute(select(_RUNS.c.night).where(_RUNS.c.night > night).limit(1)).scalar()
            if later is not None:
                said = f"已有 {later} 的检查记录，不能再补做 {night}：过去的网站状态已无法观测"
                if later > datetime.now(as_of.tzinfo).date().isoformat():
                    said += f"。{later} 还没有到：若是日期填错或时钟错了，请用 hongqiao db restore 恢复那次检查以前的备份（backups/before-{later}.db）"
                raise NightOrder(said)
            where = (_RUNS.c.night == night) & (_RUNS.c.units == key)
            if connection.execute(select(_RUNS.c.id).where(where)).first() is None:
                values = {
                    "night": night, "units": key, "as_of": as_of, "status": RunStatus.RUNNING.value, "reason": "", "notes": {},
                    "started_at": datetime.now(UTC), "finished_at": None, "config_digest": digest, "rubric_id": rubric, "program": program,
                }  # fmt: skip
                connection.execute(insert(_RUNS).values(values))
            return _record(connection.execute(select(_RUNS).where(where)).mappings().one())

    def reopen(self, run: RunRecord, digest: str) -> RunRecord:
        """Mark a night as running again, under the configuration of now."""
        return self._update(run, status=RunStatus.RUNNING.value, config_digest=digest, reason="")

    def note(self, run: RunRecord, **notes: Any) -> RunRecord:
        """Keep facts about a night beside it."""
        return self._update(run, notes={**run.notes, **notes})

    def finish(self, run: RunRecord, status: RunStatus, reason: str = "") -> RunRecord:
        """End a night; ending it the same way again changes nothing."""
        finished = run.finished_at if run.finished_at is not None and run.status is status else datetime.now(UTC)
        return self._update(run, status=status.value, reason=reason, finished_at=finished)

    def _update(self, run: RunRecord, **values: Any) -> RunRecord:
        with self.engine.begin() as connection:
            connection.execute(update(_RUNS).where(_RUNS.c.id == run.id).values(**values))
            return _record(connection.execute(select(_RUNS).where(_RUNS.c.id == run.id)).mappings().one())

    def get(self, run_id: int) -> RunRecord | None:
        """A night by its number."""
        if run_id > LARGEST:
            return None
        with self.engine.connect() as connection:
            row = connection.execute(select(_RUNS).where(_RUNS.c.id == run_id)).mappings().first()
        return None if row is None else _record(row)

    def all(self) -> list[RunRecord]:
        """Every night, oldest first."""
        with self.engine.connect() as connection:
            return [_record(row) for row in connection.execute(select(_RUNS).order_by(_RUNS.c.id)).mappings()]

    def good(self, up_to: int | None = None) -> list[RunRecord]:
        """Publishable nights over all units up to run `up_to`, oldest first."""
        return [run for run in self.all() if run.is_good and not run.units and (up_to is None or run.id <= up_to)]

    def before(self, run: RunRecord) -> RunRecord | None:
        """The last publishable night over all units before a night."""
        return next(reversed(self.good(run.id - 1)), None)

    def last(self) -> RunRecord | None:
        """The latest night, whatever became of it."""
        runs = self.all()
        return runs[-1] if runs else None


def _record(row: Any) -> RunRecord:
    return RunRecord(
        id=row["id"],
        night=date.fromisoformat(row["night"]),
        units=tuple(code for code in row["units"].split(",") if code),
        as_of=row["as_of"],
        status=RunStatus(row["status"]),
        reason=row["reason"],
        started_at=row["started_at"],
        finished_at=row["finished_at"],
        config_digest=row["config_digest"],
        rubric=row["rubric_id"],
        program=row["program"],
        notes=dict(row["notes"] or {}),
    )
