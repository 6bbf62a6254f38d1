"""Leases: one crawl a host at any time, whatever the engine tries again, by rows with a token and a heartbeat.

A holder that cannot confirm its heartbeat believes its lease lost sooner than anybody may take it: the holder counts from
before its last confirmed beat on its own steady clock, the others by the clock of the database.
"""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, RowMapping, select, update

from db import tables
from db.clock import database_now
from db.intervals import insert_missing
from db.keys import LONGEST_HOST
from db.processes import is_dead, this_process

_LEASES = tables.table(tables.HostLease)


@dataclass(frozen=True, slots=True)
class Taken:
    """A lease as it was taken: `attempts` counts the holders that one run has had, this one among them."""

    hosts: tuple[str, ...]
    token: str
    attempts: int
    is_done: bool = False


class Leases:
    """The leases that one run takes. `run` names it among all runs of the store; a run of that name is begun once."""

    def __init__(
        self, engine: Engine, run: str, clock: Callable[[Connection], datetime] = database_now, holder: str = ""
    ) -> None:
        self.engine = engine
        self.run = run
        self._clock = clock
        self._holder = holder or this_process()

    def take(self, hosts: Sequence[str]) -> Taken | None:
        """Take all of some hosts or none; None where somebody alive has one of them, or is about to."""
        names = sorted({host[:LONGEST_HOST] for host in hosts})
        with self.engine.begin() as connection:
            insert_missing(connection, _LEASES, [self._free(name) for name in names], "host")
            asked = select(_LEASES).where(_LEASES.c.host.in_(names)).order_by(_LEASES.c.host)
            rows = connection.execute(asked.with_for_update(skip_locked=True)).mappings().all()
            if len(rows) < len(names):
                return None
            ours = [row for row in rows if row["run"] == self.run]
            attempts = max((row["attempts"] for row in ours), default=0)
            if len(ours) == len(rows) and all(row["done"] for row in rows):
                return Taken(tuple(names), "", attempts, is_done=True)
            now = self._clock(connection)
            if any(_is_held(row, now) for row in rows):
                return None
            taken = Taken(tuple(names), uuid.uuid4().hex, attempts + 1)
            self._write(connection, taken, now)
            return taken

    def _write(self, connection: Connection, taken: Taken, now: datetime) -> None:
        connection.execute(
            update(_LEASES)
            .where(_LEASES.c.host.in_(taken.hosts))
            .values(
                run=self.run,
                token=taken.token,
                holder=self._holder,
                heartbeat_at=now,
                attempts=taken.attempts,
                done=False,
            )
        )

    def beat(self, taken: Taken) -> bool:
        """Say that the holder lives; False where the lease is somebody else's by now."""
        with self.engine.begin() as connection:
            return self._update(connection, taken, heartbeat_at=self._clock(connection))

    def end(self, taken: Taken, *, done: bool) -> bool:
        """Give the hosts back, as crawled or not; False where they were somebody else's already."""
        with self.engine.begin() as connection:
            return self._update(connection, taken, token="", holder="", done=done)

    def _update(self, connection: Connection, taken: Taken, **values: object) -> bool:
        where = _LEASES.c.host.in_(taken.hosts) & (_LEASES.c.token == taken.token)
        return connection.execute(update(_LEASES).where(where).values(**values)).rowcount == len(taken.hosts)

    def _free(self, name: str) -> dict[str, object]:
        return {
            "host": name,
            "run": "",
            "token": "",
            "holder": "",
            "heartbeat_at": None,
            "attempts": 0,
            "done": False,
        }


def _is_held(row: RowMapping, now: datetime) -> bool:
    """Whether somebody alive holds a host."""
    if not row["token"] or row["heartbeat_at"] is None:
        return False
    return not is_dead(row["holder"], row["heartbeat_at"], now)
