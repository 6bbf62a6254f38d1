"""Closed months: frozen content by hash, revision by revision; reopening needs a person and a reason."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, insert, select, update

from checks.findings import SiteResult, UnitMonth, UnmatchedSource
from db import tables
from db.alone import alone, closed_months
from db.codec import digest_of, dump, unpack
from db.decisions import LedgerMark, ledger_mark
from db.errors import DecidedMeanwhile, StoreError
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who closes a month, when, and by which night, rubric and version of the program."""

    run: int
    rubric: str
    rubric_sha256: str
    program: str
    moment: datetime
    author: str


class Months:
    """The table of closed months."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def close(self, frozen: FrozenMonth, signed: Signature, rests_on: LedgerMark | None = None) -> Closing:
        """Freeze a month as its next revision. Raises StoreError where it is closed already.

        `rests_on` says how far the ledger was written when the month was scored: DecidedMeanwhile where more was since.
        """
        data = dump(frozen, FrozenMonth)
        with alone(self.engine) as connection:
            if frozen.month in closed_months(connection):
                raise StoreError(f"{frozen.month} 已经封账")
            if rests_on is not None and ledger_mark(connection) != rests_on:
                raise DecidedMeanwhile("封账期间又有新的录入或裁定，请再试一次")
            keep_blobs(connection, [data])
            revision = len(_revisions(connection, frozen.month)) + 1
            values = {
                "month": frozen.month, "revision": revision, "run_id": signed.run, "rubric_id": signed.rubric,
                "rubric_sha256": signed.rubric_sha256, "program": signed.program, "closed_at": signed.moment,
                "closed_by": signed.author, "digest": digest_of(data),
            }  # fmt: skip
            connection.execute(insert(_MONTHS).values(values))
            return _revisions(connection, frozen.month)[-1]

    def reopen(self, month: str, moment: datetime, author: str, reason: str) -> None:
        """Open the latest revision of a month again; it stays beside the one that will follow. Raises StoreError."""
        where = (_MONTHS.c.month == month) & _MONTHS.c.reopened_at.is_(None)
        values = {"reopened_at": moment, "reopened_by": author, "reason": reason}
        with alone(self.engine) as connection:
            if connection.execute(update(_MONTHS).where(where).values(values)).rowcount != 1:
                raise StoreError(f"{month} 没有封账，无需重开")

    def revisions(self, month: str) -> list[Closing]:
        """All revisions of a month, oldest first."""
        with self.engine.connect() as connection:
            return _revisions(connection, month)

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


def _revisions(connection: Connection, month: str) -> list[Closing]:
    statement = select(_MONTHS).where(_MONTHS.c.month == month).order_by(_MONTHS.c.revision)
    return [_closing(row) for row in connection.execute(statement).mappings()]


def _closing(row: object) -> Closing:
    values = dict(row)  # type: ignore[call-overload]
    return Closing(
        month=values["month"], revision=values["revision"], run=values["run_id"], rubric=values["rubric_id"], rubric_sha256=values["rubric_sha256"], program=values["program"],
        closed_at=values["closed_at"], closed_by=values["closed_by"], reopened_at=values["reopened_at"], reason=values["reason"], digest=values["digest"],
    )  # fmt: skip
