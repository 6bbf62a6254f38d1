"""Visits of the sites' home pages by day: kept apart from the nights' requests, which are none of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, Engine, delete, insert, select

from db import tables

_PROBES = tables.table(tables.Probe)


class Result(StrEnum):
    """What a visit tells: UNKNOWN where the site refused us, or our own network was away."""

    OPENED = "opened"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeRecord:
    """One visit."""

    site: str
    at: datetime
    result: Result
    reason: str
    milliseconds: int


class Probes:
    """The table of visits."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def add(self, visits: Sequence[ProbeRecord]) -> None:
        """Keep visits."""
        if visits:
            with self.engine.begin() as connection:
                connection.execute(insert(_PROBES), [_row(item) for item in visits])

    def between(self, first: datetime, before: datetime) -> list[ProbeRecord]:
        """Visits from a moment on and before another, oldest first."""
        statement = select(_PROBES).where(_PROBES.c.at >= first, _PROBES.c.at < before).order_by(_PROBES.c.at)
        with self.engine.connect() as connection:
            return [
                ProbeRecord(
                    site=row["site"],
                    at=row["at"],
                    result=Result(row["result"]),
                    reason=row["reason"],
                    milliseconds=row["milliseconds"],
                )
                for row in connection.execute(statement).mappings()
            ]


def _row(item: ProbeRecord) -> dict[str, object]:
    return {
        "site": item.site,
        "at": item.at,
        "result": item.result.value,
        "reason": item.reason,
        "milliseconds": item.milliseconds,
    }


def remove_visits(connection: Connection, before: datetime) -> int:
    """Remove visits before a moment; return how many."""
    return connection.execute(delete(_PROBES).where(_PROBES.c.at < before)).rowcount
