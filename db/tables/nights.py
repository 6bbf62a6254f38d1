"""Nights: their runs, what was concluded in them, closed months, and who is at work."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Base


class Run(Base):
    """One night: unique by its day and the units it looked at."""

    __tablename__ = "runs"
    __table_args__ = (UniqueConstraint("night", "units"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    night: Mapped[str] = mapped_column(String(10))
    units: Mapped[str] = mapped_column(Text, default="")
    as_of: Mapped[datetime]
    status: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text, default="")
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    config_digest: Mapped[str] = mapped_column(String(64))
    rubric_id: Mapped[str] = mapped_column(String(40))
    program: Mapped[str] = mapped_column(String(40))
    notes: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class Result(Base):
    """What check or score concluded in one run for one unit or site: compressed JSON, by kind."""

    __tablename__ = "results"
    __table_args__ = (UniqueConstraint("run_id", "kind", "subject", "month"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"))
    kind: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(Text)
    month: Mapped[str] = mapped_column(String(7), default="")
    digest: Mapped[str] = mapped_column(String(64))


class Blob(Base):
    """Content of results and frozen months, once for each distinct content."""

    __tablename__ = "blobs"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class ClosedMonth(Base):
    """A closed month: its frozen content, revision by revision."""

    __tablename__ = "closed_months"
    __table_args__ = (UniqueConstraint("month", "revision"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    month: Mapped[str] = mapped_column(String(7))
    revision: Mapped[int] = mapped_column(Integer)
    run_id: Mapped[int] = mapped_column(Integer)
    rubric_id: Mapped[str] = mapped_column(String(40))
    rubric_sha256: Mapped[str] = mapped_column(String(64))
    program: Mapped[str] = mapped_column(String(40))
    closed_at: Mapped[datetime]
    closed_by: Mapped[str] = mapped_column(Text)
    reopened_at: Mapped[datetime | None]
    reopened_by: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    digest: Mapped[str] = mapped_column(String(64))


class Lock(Base):
    """Who runs a night now; stale when its heartbeat is old."""

    __tablename__ = "locks"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    holder: Mapped[str] = mapped_column(Text)
    token: Mapped[str] = mapped_column(String(40))
    taken_at: Mapped[datetime]
    heartbeat_at: Mapped[datetime]


class HostLease(Base):
    """Who crawls a host now, in which run; stale when its heartbeat is old. Without token nobody does."""

    __tablename__ = "host_leases"

    host: Mapped[str] = mapped_column(Text, primary_key=True)
    run: Mapped[str] = mapped_column(Text)
    token: Mapped[str] = mapped_column(String(40))
    holder: Mapped[str] = mapped_column(Text)
    heartbeat_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(Integer)
    done: Mapped[bool]


class FleetNight(Base):
    """A district's night in a fleet, in the fleet's own schema; `run` is its number in the district's."""

    __tablename__ = "fleet_nights"
    __table_args__ = (UniqueConstraint("night", "district"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    night: Mapped[str] = mapped_column(String(10))
    district: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text)
    run: Mapped[int | None] = mapped_column(Integer)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
