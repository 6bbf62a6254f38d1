"""Closed months: frozen content by hash, revision by revision; reopening needs a person and a reason."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, insert, select, update

from checks.findings import SiteResult, UnitMonth, UnmatchedSource
from db import tables
from db.codec import digest_of, dump, unpack
from db.errors import StoreError
from db.results import keep_blobs
from scoring.lines import Sheet

_MONTHS, _BLOBS = tables.table(tables.ClosedMonth), tables.table(tables.Blob)


@dataclass(frozen=True, slots=True)
class FrozenMonth:
    """Everything a sheet of a closed month rests on."""

    month: str
    as_of: datetime
    units: tuple[UnitMonth, ...]
    sites: tuple[SiteResult, ...]
    unmatched: tuple[UnmatchedSource, ...]
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class Closing:
    """One revision of a closed month."""

    month: str
    revision: int
    run: int
    rubric: str
    rubric_sha256: str
    program: str
    closed_at: datetime
    closed_by: str
    reopened_at: datetime | None
    reason: str
    digest: str


class Months:
    """The table of closed months."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def close(
        self, frozen: FrozenMonth, run: int, rubric: str, sha256: str, program: str, moment: datetime, author: str
    ) -> Closing:
        """Freeze a month as its next revision. Raises StoreError where it is closed already."""
        if self.closing(frozen.month) is not None:
            raise StoreError(f"{frozen.month} 已经封账")
        data = dump(frozen, FrozenMonth)
        with self.engine.begin() as connection:
            keep_blobs(connection, [data])
            revision = len(self.revisions(frozen.month)) + 1
            values = {
                "month": frozen.month, "revision": revision, "run_id": run, "rubric_id": rubric, "rubric_sha256": sha256,
                "program": program, "closed_at": moment, "closed_by": author, "digest": digest_of(data),
            }  # fmt: skip
            connection.execute(insert(_MONTHS).values(values))
        closing = self.closing(frozen.month)
        assert closing is not None
        return closing

    def reopen(self, month: str, moment: datetime, author: str, reason: str) -> None:
        """Open the latest revision of a month again; it stays beside the one that will follow. Raises StoreError."""
        closing = self.closing(month)
        if closing is None:
            raise StoreError(f"{month} 没有封账，无需重开")
        where = (_MONTHS.c.month == month) & (_MONTHS.c.revision == closing.revision)
        with self.engine.begin() as connection:
            connection.execute(
                update(_MONTHS).where(where).values(reopened_at=moment, reopened_by=author, reason=reason)
            )

    def revisions(self, month: str) -> list[Closing]:
        """All revisions of a month, oldest first."""
        statement = select(_MONTHS).where(_MONTHS.c.month == month).order_by(_MONTHS.c.revision)
        with self.engine.connect() as connection:
            return [_closing(row) for row in connection.execute(statement).mappings()]

    def closing(self, month: str) -> Closing | None:
        """The revision in force, None where the month is open."""
        revisions = self.revisions(month)
        return revisions[-1] if revisions and revisions[-1].reopened_at is None else None

    def closed(self) -> dict[str, Closing]:
        """Every closed month's revision in force, by month."""
        with self.engine.connect() as connection:
            rows = list(connection.execute(select(_MONTHS).order_by(_MONTHS.c.month, _MONTHS.c.revision)).mappings())
        latest = {row["month"]: _closing(row) for row in rows}
        return {month: closing for month, closing in latest.items() if closing.reopened_at is None}

    def content(self, closing: Closing) -> FrozenMonth:
        """What was frozen."""
        with self.engine.connect() as connection:
            data = connection.execute(select(_BLOBS.c.data).where(_BLOBS.c.digest == closing.digest)).scalar_one()
        return unpack(data, FrozenMonth)


def _closing(row: object) -> Closing:
    values = dict(row)  # type: ignore[call-overload]
    return Closing(
        month=values["month"], revision=values["revision"], run=values["run_id"], rubric=values["rubric_id"], rubric_sha256=values["rubric_sha256"], program=values["program"],
        closed_at=values["closed_at"], closed_by=values["closed_by"], reopened_at=values["reopened_at"], reason=values["reason"], digest=values["digest"],
    )  # fmt: skip
