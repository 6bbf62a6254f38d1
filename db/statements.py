"""What people say to each other of an appeal or an order, and what they hand in with it: added, never changed."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, RowMapping, insert, select

from db import tables
from db.alone import alone
from db.decisions import Ledger

_APPEALS, _STATEMENTS = tables.table(tables.Appeal), tables.table(tables.Statement)
_ATTACHMENTS = tables.table(tables.Attachment)


@dataclass(frozen=True, slots=True)
class NewAppeal:
    """An appeal as a unit makes it. `subject` is a finding's number or key, or the name of a measure."""

    unit: str
    month: str
    kind: str
    subject: str
    title: str
    author: str
    due: str


@dataclass(frozen=True, slots=True)
class AppealRecord:
    """An appeal as it is kept."""

    id: int
    unit: str
    month: str
    kind: str
    subject: str
    title: str
    author: str
    made_at: datetime
    due: str

    @property
    def thread(self) -> str:
        """Where its statements are."""
        return f"appeal:{self.id}"


@dataclass(frozen=True, slots=True)
class NewStatement:
    """Something said; `item` names the part of an order that it is about."""

    kind: str
    author: str
    text: str
    item: str = ""
    attachment: str = ""
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class StatementRecord:
    """Something said, as it is kept."""

    id: int
    thread: str
    kind: str
    item: str
    author: str
    text: str
    attachment: str
    file_name: str
    made_at: datetime


May = Callable[[Sequence[StatementRecord]], None]
"""Looks at what was said in a thread so far, while nobody else adds to it; what it raises ends the writing."""


def say_in(connection: Connection, thread: str, statement: NewStatement, may: May) -> None:
    """Add a statement within a transaction that holds the ledger (`db.alone`)."""
    may(_of(connection, thread))
    said = {name: getattr(statement, name) for name in NewStatement.__slots__}
    connection.execute(insert(_STATEMENTS).values(thread=thread, made_at=datetime.now(UTC), **said))


class Statements:
    """The tables of appeals, statements and attachments."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def open(
        self, appeal: NewAppeal, first: NewStatement, may: Callable[[Ledger], None] = lambda _: None
    ) -> AppealRecord:
        """Keep an appeal with its reason, both or neither; neither where `may` raises."""
        now = datetime.now(UTC)
        values = {name: getattr(appeal, name) for name in NewAppeal.__slots__}
        with alone(self.engine) as connection:
            may(Ledger(connection))
            done = connection.execute(insert(_APPEALS).values(made_at=now, **values))
            number = int(done.inserted_primary_key[0])  # type: ignore[index]
            said = {name: getattr(first, name) for name in NewStatement.__slots__}
            connection.execute(insert(_STATEMENTS).values(thread=f"appeal:{number}", made_at=now, **said))
        found = self.appeal(number)
        assert found is not None
        return found

    def appeal(self, number: int) -> AppealRecord | None:
        """An appeal by number."""
        with self.engine.connect() as connection:
            row = connection.execute(select(_APPEALS).where(_APPEALS.c.id == number)).mappings().first()
        return None if row is None else _appeal(row)

    def appeals(self) -> list[AppealRecord]:
        """All appeals, oldest first."""
        with self.engine.connect() as connection:
            return [_appeal(row) for row in connection.execute(select(_APPEALS).order_by(_APPEALS.c.id)).mappings()]

    def say(self, thread: str, statement: NewStatement, may: May = lambda _: None) -> None:
        """Add a statement to a thread; not where `may` raises, given what stands when it is written."""
        with alone(self.engine) as connection:
            say_in(connection, thread, statement, may)

    def of(self, thread: str) -> list[StatementRecord]:
        """What was said in a thread, in order."""
        with self.engine.connect() as connection:
            return _of(connection, thread)

    def threads(self, prefix: str) -> dict[str, list[StatementRecord]]:
        """All threads whose names begin alike (`appeal:`)."""
        where = _STATEMENTS.c.thread.startswith(prefix, autoescape=True)
        found: dict[str, list[StatementRecord]] = {}
        with self.engine.connect() as connection:
            for row in connection.execute(select(_STATEMENTS).where(where).order_by(_STATEMENTS.c.id)).mappings():
                found.setdefault(row["thread"], []).append(_statement(row))
        return found

    def statement(self, number: int) -> StatementRecord | None:
        """One statement by number."""
        with self.engine.connect() as connection:
            row = connection.execute(select(_STATEMENTS).where(_STATEMENTS.c.id == number)).mappings().first()
        return None if row is None else _statement(row)

    def keep(self, data: bytes, kind: str) -> str:
        """Keep an attachment; equal content is kept once. Returns its hash."""
        digest = hashlib.sha256(data).hexdigest()
        with self.engine.begin() as connection:
            known = connection.execute(select(_ATTACHMENTS.c.digest).where(_ATTACHMENTS.c.digest == digest)).first()
            if known is None:
                values = {"digest": digest, "kind": kind, "size": len(data), "data": data, "made_at": datetime.now(UTC)}
                connection.execute(insert(_ATTACHMENTS).values(values))
        return digest

    def attachment(self, digest: str) -> tuple[str, bytes] | None:
        """An attachment's kind and content."""
        with self.engine.connect() as connection:
            row = connection.execute(select(_ATTACHMENTS).where(_ATTACHMENTS.c.digest == digest)).mappings().first()
        return None if row is None else (str(row["kind"]), bytes(row["data"]))


def _of(connection: Connection, thread: str) -> list[StatementRecord]:
    asked = select(_STATEMENTS).where(_STATEMENTS.c.thread == thread).order_by(_STATEMENTS.c.id)
    return [_statement(row) for row in connection.execute(asked).mappings()]


def _appeal(row: RowMapping) -> AppealRecord:
    return AppealRecord(**{name: row[name] for name in AppealRecord.__slots__})


def _statement(row: RowMapping) -> StatementRecord:
    return StatementRecord(**{name: row[name] for name in StatementRecord.__slots__})
