"""One night at a time, whoever starts it: a row with a heartbeat that survives a killed holder."""

import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Engine, RowMapping, delete, insert, select, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from db import tables
from db.clock import database_now
from db.errors import NightTaken
from db.processes import BEAT, STALE, is_dead, may_live, this_process

_LOCKS = tables.table(tables.Lock)


@contextmanager
def night_lock(engine: Engine, name: str = "night") -> Iterator[None]:
    """Hold the lock while the block runs; raise NightTaken where somebody alive holds it."""
    token = uuid.uuid4().hex
    _take(engine, name, token)
    stop = threading.Event()
    beat = threading.Thread(target=_beat, args=(engine, name, token, stop), daemon=True)
    beat.start()
    try:
        yield
    finally:
        stop.set()
        beat.join()
        with engine.begin() as connection:
            connection.execute(delete(_LOCKS).where(_LOCKS.c.name == name, _LOCKS.c.token == token))


def _take(engine: Engine, name: str, token: str) -> None:
    _wait_for_a_beat(engine, name)
    holder = this_process()
    with engine.begin() as connection:
        now = database_now(connection)
        row = connection.execute(select(_LOCKS).where(_LOCKS.c.name == name)).mappings().first()
        if row is not None and not is_dead(row["holder"], row["heartbeat_at"], now):
            raise NightTaken(f"另一次检查正在进行（{row['holder']}，{row['taken_at']:%Y-%m-%d %H:%M} 开始）")
        values = {"holder": holder, "token": token, "taken_at": now, "heartbeat_at": now}
        try:
            if row is None:
                connection.execute(insert(_LOCKS).values(name=name, **values))
                return
            where = (_LOCKS.c.name == name) & (_LOCKS.c.token == row["token"])
            if connection.execute(update(_LOCKS).where(where).values(values)).rowcount != 1:
                raise NightTaken("另一次检查刚刚开始")
        except IntegrityError as error:
            raise NightTaken("另一次检查刚刚开始") from error


def _wait_for_a_beat(engine: Engine, name: str) -> None:
    """A heartbeat far from our clock is a dead holder's, or a living one's before the clock jumped: a living one beats."""
    seen, now = _held(engine, name)
    if seen is None or abs(now - seen["heartbeat_at"]) <= STALE or not may_live(seen["holder"]):
        return
    time.sleep(1.5 * BEAT)
    again, _ = _held(engine, name)
    if again is not None and again["token"] == seen["token"] and again["heartbeat_at"] != seen["heartbeat_at"]:
        raise NightTaken(f"另一次检查正在进行（{again['holder']}，{again['taken_at']:%Y-%m-%d %H:%M} 开始）")


def _held(engine: Engine, name: str) -> tuple[RowMapping | None, datetime]:
    """The lock, where somebody took it, and what time it is for the database."""
    with engine.connect() as connection:
        row = connection.execute(select(_LOCKS).where(_LOCKS.c.name == name)).mappings().first()
        return row, database_now(connection)


def _beat(engine: Engine, name: str, token: str, stop: threading.Event) -> None:
    while not stop.wait(BEAT):
        try:
            with engine.begin() as connection:
                connection.execute(
                    update(_LOCKS)
                    .where(_LOCKS.c.name == name, _LOCKS.c.token == token)
                    .values(heartbeat_at=database_now(connection))
                )
        except SQLAlchemyError:
            continue  # a database that is away for a moment must not end the night; the next beat tries again


def holder(engine: Engine, name: str = "night") -> str | None:
    """Who holds the lock alive, None where nobody does."""
    row, now = _held(engine, name)
    if row is None or is_dead(row["holder"], row["heartbeat_at"], now):
        return None
    return str(row["holder"])
