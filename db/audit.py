"""The log of what people did: rows are added, each with the hash of the one before; the database refuses every change."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, func, insert, or_, select, text

from db import tables

_AUDIT = tables.table(tables.AuditRow)
REFUSAL = "the audit log is append-only"
GUARDS = {
    "sqlite": (
        f"CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
        f"CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$",
        "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
    ),
}
_UNGUARD = {
    "sqlite": ("DROP TRIGGER audit_no_update", "DROP TRIGGER audit_no_delete"),
    "postgresql": ("DROP TRIGGER audit_no_change ON audit",),
}


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """One thing that somebody did."""

    id: int
    at: datetime
    who: str
    address: str
    action: str
    subject: str
    before: str
    after: str
    previous: str
    digest: str

    @property
    def computed(self) -> str:
        """The hash that the row's content has."""
        return _digest(
            self.previous, self.at, self.who, self.address, self.action, self.subject, self.before, self.after
        )


class Audit:
    """The table of what people did."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def write(
        self,
        who: str,
        action: str,
        subject: str = "",
        *,
        address: str = "",
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
    ) -> None:
        """Add a row; writers wait for each other, so that the chain has one end."""
        old, new = _text(before), _text(after)
        with self.engine.connect() as connection, connection.begin():
            _alone(connection)
            previous = connection.execute(select(_AUDIT.c.digest).order_by(_AUDIT.c.id.desc()).limit(1)).scalar() or ""
            at = datetime.now(UTC)
            values = {
                "at": at, "who": who, "address": address, "action": action, "subject": subject, "before": old, "after": new,
                "previous": previous, "digest": _digest(previous, at, who, address, action, subject, old, new),
            }  # fmt: skip
            connection.execute(insert(_AUDIT).values(values))

    def rows(self, *, words: str = "", action: str = "", limit: int = 50, offset: int = 0) -> list[AuditRecord]:
        """Rows, the latest first, whose person or subject holds some words."""
        statement = self._chosen(words, action).order_by(_AUDIT.c.id.desc()).limit(limit).offset(offset)
        with self.engine.connect() as connection:
            return [_record(row) for row in connection.execute(statement).mappings()]

    def count(self, *, words: str = "", action: str = "") -> int:
        """How many rows there are of a choice."""
        with self.engine.connect() as connection:
            chosen = self._chosen(words, action).subquery()
            return int(connection.execute(select(func.count()).select_from(chosen)).scalar_one())

    def broken_at(self) -> int | None:
        """The first row that does not follow from the one before it; None where the chain is whole."""
        previous = ""
        with self.engine.connect() as connection:
            for row in connection.execute(select(_AUDIT).order_by(_AUDIT.c.id)).mappings():
                record = _record(row)
                if record.previous != previous or record.digest != record.computed:
                    return record.id
                previous = record.digest
        return None

    @staticmethod
    def _chosen(words: str, action: str) -> Any:
        statement = select(_AUDIT)
        if words:
            statement = statement.where(
                or_(*(column.contains(words, autoescape=True) for column in (_AUDIT.c.who, _AUDIT.c.subject)))
            )
        return statement.where(_AUDIT.c.action == action) if action else statement


@contextmanager
def unguarded(connection: Connection) -> Iterator[None]:
    """For restoring a backup alone: the log may be replaced as a whole within this transaction."""
    kind = connection.dialect.name
    if kind == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # its driver begins no transaction of its own for triggers
    for statement in _UNGUARD[kind]:
        connection.execute(text(statement))
    yield
    for statement in GUARDS[kind]:
        connection.execute(text(statement))


def _alone(connection: Connection) -> None:
    """Hold the log for this transaction."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE audit IN EXCLUSIVE MODE"))
    else:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _text(values: Mapping[str, Any] | None) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True, default=str) if values else ""


def _digest(previous: str, at: datetime, *parts: str) -> str:
    whole = json.dumps([previous, at.astimezone(UTC).isoformat(timespec="microseconds"), *parts], ensure_ascii=False)
    return hashlib.sha256(whole.encode()).hexdigest()


def _record(row: RowMapping) -> AuditRecord:
    return AuditRecord(**{name: row[name] for name in AuditRecord.__slots__})
