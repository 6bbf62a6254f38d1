"""Retention: what old nights concluded is thinned out; people's records, closed months and their evidence are never touched."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy import Connection, Engine, delete, select

from db import tables
from db.bodies import BodyStore
from db.connections import remove_looks
from db.intervals import chunks
from db.notices import remove_old
from db.probes import remove_visits
from db.runs import Runs
from db.web_sessions import remove_ended

_RESULTS, _BLOBS, _MONTHS = tables.table(tables.Result), tables.table(tables.Blob), tables.table(tables.ClosedMonth)
_ANSWERS, _EXTRACTS = tables.table(tables.AnswerState), tables.table(tables.Extract)


@dataclass(frozen=True, slots=True)
class Pruned:
    """How much was removed."""

    results: int
    blobs: int
    extracts: int
    bodies: int
    access: int = 0
    """Sessions that are over, used links, and marks of sent messages."""


def prune(engine: Engine, bodies: BodyStore, keep_since: date) -> Pruned:
    """Remove the results of nights before `keep_since`, and what nothing refers to any more.

    The last good night, the last one before `keep_since`, and every night that a closing rests on keep their results.
    """
    with engine.begin() as connection:
        results = _old_results(connection, engine, keep_since)
        before = datetime.combine(keep_since, time(), UTC)
        remove_visits(connection, before)
        remove_looks(connection, before)
        access = remove_ended(connection, before) + remove_old(connection, before)
        blobs = _orphans(connection, _BLOBS.c.digest, [_RESULTS.c.digest, _MONTHS.c.digest])
        extracts = _orphans(connection, _EXTRACTS.c.key, [_ANSWERS.c.extract_key])
        kept = {row[0] for row in connection.execute(select(_ANSWERS.c.body_hash).distinct())}
    removed = 0
    for digest in list(bodies.digests()):
        if digest not in kept:
            bodies.remove(digest)
            removed += 1
    return Pruned(results, blobs, extracts, removed, access)


def _old_results(connection: Connection, engine: Engine, keep_since: date) -> int:
    runs = Runs(engine).all()
    old = [run for run in runs if run.night < keep_since]
    kept = {row[0] for row in connection.execute(select(_MONTHS.c.run_id))}
    kept |= {run.id for run in [run for run in runs if run.is_good][-1:]}
    kept |= {run.id for run in [run for run in old if run.is_good][-1:]}
    wanted = [run.id for run in old if run.id not in kept]
    return sum(
        connection.execute(delete(_RESULTS).where(_RESULTS.c.run_id.in_(piece))).rowcount for piece in chunks(wanted)
    )


def _orphans(connection: Connection, key: object, references: list[object]) -> int:
    column = key
    used: set[str] = set()
    for reference in references:
        used |= {row[0] for row in connection.execute(select(reference).distinct())}  # type: ignore[call-overload]
    present = [row[0] for row in connection.execute(select(column))]  # type: ignore[call-overload]
    orphans = [value for value in present if value not in used]
    for piece in chunks(orphans):
        connection.execute(delete(column.table).where(column.in_(piece)))  # type: ignore[attr-defined]
    return len(orphans)
