"""What check and score concluded: one row per run, kind and subject; equal content is kept once."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import zstandard
from sqlalchemy import Connection, Engine, delete, insert, select

from checks.findings import SiteResult, UnitMonth, UnmatchedSource
from checks.snapshot import Fault
from db import tables
from db.codec import digest_of, dump, unpack
from db.intervals import chunks, insert_missing
from scoring.lines import Sheet

_RESULTS, _BLOBS = tables.table(tables.Result), tables.table(tables.Blob)
KINDS: dict[str, Any] = {
    "unit": UnitMonth,
    "site": SiteResult,
    "unmatched": tuple[UnmatchedSource, ...],
    "faults": tuple[Fault, ...],
    "sheet": Sheet,
    "year": Sheet,
    "other": Sheet,
    "accepted": dict[str, str],
}
Record = TypeVar("Record")


class Results:
    """The table of results."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def save(self, run: int, kind: str, records: Mapping[tuple[str, str], object]) -> None:
        """Replace the results of a run and kind for the given subjects; keys are (subject, month)."""
        packed = {key: dump(record, KINDS[kind]) for key, record in records.items()}
        with self.engine.begin() as connection:
            keep_blobs(connection, packed.values())
            subjects = list(dict.fromkeys(subject for subject, _ in packed))
            for piece in chunks(subjects):
                connection.execute(
                    delete(_RESULTS).where(
                        _RESULTS.c.run_id == run, _RESULTS.c.kind == kind, _RESULTS.c.subject.in_(piece)
                    )
                )
            rows = [
                {"run_id": run, "kind": kind, "subject": subject, "month": month, "digest": digest_of(data)}
                for (subject, month), data in packed.items()
            ]
            if rows:
                connection.execute(insert(_RESULTS), rows)

    def load(self, run: int, kind: str, month: str | None = None) -> dict[tuple[str, str], Any]:
        """All results of a run and kind, by (subject, month)."""
        statement = (
            select(_RESULTS.c.subject, _RESULTS.c.month, _BLOBS.c.data)
            .join(_BLOBS, _BLOBS.c.digest == _RESULTS.c.digest)
            .where(_RESULTS.c.run_id == run, _RESULTS.c.kind == kind)
            .order_by(_RESULTS.c.subject, _RESULTS.c.month)
        )
        if month is not None:
            statement = statement.where(_RESULTS.c.month == month)
        with self.engine.connect() as connection:
            return {(row.subject, row.month): unpack(row.data, KINDS[kind]) for row in connection.execute(statement)}

    def digests(self, run: int) -> dict[tuple[str, str, str], str]:
        """The content hash of every result of a run, by (kind, subject, month): equal nights have equal hashes."""
        statement = select(_RESULTS).where(_RESULTS.c.run_id == run)
        with self.engine.connect() as connection:
            return {(row.kind, row.subject, row.month): row.digest for row in connection.execute(statement)}


def keep_blobs(connection: Connection, contents: Iterable[bytes]) -> None:
    """Store contents by their hash, each once."""
    compressor = zstandard.ZstdCompressor(level=3)
    rows = {digest_of(data): {"digest": digest_of(data), "data": compressor.compress(data)} for data in contents}
    if rows:
        insert_missing(connection, _BLOBS, list(rows.values()), "digest")
