"""The nights of a fleet's districts, in the fleet's own schema."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import Engine, func, select

from db import tables
from db.intervals import insert_or_replace

_NIGHTS = tables.table(tables.FleetNight)


@dataclass(frozen=True, slots=True)
class DistrictNight:
    """How a district's night stands: a `RunStatus`, or `failed` where it did not come to one; `run` is its own number."""

    night: date
    district: str
    status: str
    reason: str
    run: int | None
    started_at: datetime
    finished_at: datetime | None


class FleetNights:
    """The table of the districts' nights."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def begin(self, night: date, district: str) -> datetime:
        """A district's night begins, or begins again; when."""
        now = datetime.now(UTC)
        self._put(
            DistrictNight(
                night=night, district=district, status="running", reason="", run=None, started_at=now, finished_at=None
            )
        )
        return now

    def end(self, ended: DistrictNight) -> None:
        """A district's night has ended."""
        self._put(ended)

    def _put(self, item: DistrictNight) -> None:
        row = {name: getattr(item, name) for name in DistrictNight.__slots__} | {"night": item.night.isoformat()}
        with self.engine.begin() as connection:
            insert_or_replace(connection, _NIGHTS, [row], ["night", "district"])

    def latest(self, districts: Sequence[str]) -> dict[str, DistrictNight]:
        """The last night of each of some districts."""
        last = (
            select(_NIGHTS.c.district, func.max(_NIGHTS.c.night).label("night")).group_by(_NIGHTS.c.district).subquery()
        )
        statement = select(_NIGHTS).join(
            last, (_NIGHTS.c.district == last.c.district) & (_NIGHTS.c.night == last.c.night)
        )
        with self.engine.connect() as connection:
            rows = connection.execute(statement).mappings().all()
        found = {row["district"]: _night(dict(row)) for row in rows}
        return {name: found[name] for name in districts if name in found}


def _night(row: dict[str, object]) -> DistrictNight:
    values = {name: row[name] for name in DistrictNight.__slots__}
    return DistrictNight(**{**values, "night": date.fromisoformat(str(row["night"]))})  # type: ignore[arg-type]
