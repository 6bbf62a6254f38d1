"""What people decided: entries, overrides, accepted links, orders. Records are added and withdrawn, never edited."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, text, update
from sqlalchemy.engine import RowMapping

from db import tables
from db.errors import StoreError
from scoring.lines import Entry

logger = logging.getLogger(__name__)
_DECISIONS = tables.table(tables.Decision)


class Kind(StrEnum):
    """What was decided, or told: the values stand in the store."""

    ENTRY = "entry"
    OVERRIDE = "override"
    INCONSISTENCY = "inconsistency"
    LINK = "link"
    ORDER = "order"
    ORDER_CONFIRMED = "order_confirmed"
    REPLY = "reply"
    MESSAGE = "message"


@dataclass(frozen=True, slots=True)
class NewDecision:
    """A decision as a person makes it; days as `2026-10-01`, empty where it has no bound."""

    kind: Kind
    unit: str
    subject: str
    value: dict[str, Any]
    author: str
    reason: str = ""
    valid_from: str = ""
    valid_to: str = ""


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """A decision as it is kept."""

    id: int
    kind: Kind
    unit: str
    subject: str
    value: dict[str, Any]
    author: str
    reason: str
    valid_from: str
    valid_to: str
    created_at: datetime
    withdrawn_at: datetime | None
    withdrawn_by: str
    withdrawal_reason: str

    def is_in_force(self, day: str) -> bool:
        """Whether it is valid on a day (`2026-10-12`) and not withdrawn."""
        return (
            self.withdrawn_at is None
            and (not self.valid_from or self.valid_from <= day)
            and (not self.valid_to or day <= self.valid_to)
        )

    def as_entry(self, zone: tzinfo = UTC) -> Entry:
        """The record as scoring takes it, its day told in a zone."""
        value = {key: str(item) for key, item in self.value.items()}
        return Entry(
            unit=self.unit,
            criterion=self.subject,
            value=value,
            author=self.author,
            reason=self.reason,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            created=self.created_at.astimezone(zone).isoformat(),
            id=self.id,
        )


class DecisionTable:
    """The table of decisions."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def add(self, decisions: Sequence[NewDecision], moment: datetime | None = None) -> list[DecisionRecord]:
        """Keep decisions, all of them or none, and return them as they are kept."""
        created = moment or datetime.now(UTC)
        with self.engine.begin() as connection:
            kept = [_insert(connection, item, created) for item in decisions]
        for item in decisions:
            logger.info("%s of %s: %s %s %s", item.kind, item.author, item.unit, item.subject, item.value)
        return kept

    def add_alone(
        self, kind: Kind, make: Callable[[Sequence[DecisionRecord]], NewDecision], moment: datetime | None = None
    ) -> DecisionRecord:
        """Keep one decision that depends on the others of its kind: nobody else writes between looking and writing.

        What `make` raises ends it, and nothing is written.
        """
        created = moment or datetime.now(UTC)
        with self.engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("LOCK TABLE decisions IN SHARE ROW EXCLUSIVE MODE"))
            else:  # SQLite takes its one writer's lock at the first write, even one that meets no row
                connection.execute(update(_DECISIONS).where(_DECISIONS.c.id < 0).values(kind=kind.value))
            item = make(_list(connection, kind))
            kept = _insert(connection, item, created)
        logger.info("%s of %s: %s %s %s", item.kind, item.author, item.unit, item.subject, item.value)
        return kept

    def withdraw(self, decision_id: int, author: str, reason: str, moment: datetime | None = None) -> DecisionRecord:
        """Withdraw a decision; it stays, with its withdrawal. Raises StoreError where there is nothing to withdraw."""
        where = (_DECISIONS.c.id == decision_id) & (_DECISIONS.c.withdrawn_at.is_(None))
        values = {"withdrawn_at": moment or datetime.now(UTC), "withdrawn_by": author, "withdrawal_reason": reason}
        with self.engine.begin() as connection:
            if connection.execute(update(_DECISIONS).where(where).values(values)).rowcount != 1:
                raise StoreError(f"没有编号为 {decision_id} 的有效记录")
            record = _get(connection, decision_id)
        logger.info("decision %d withdrawn by %s", decision_id, author)
        assert record is not None
        return record

    def get(self, decision_id: int) -> DecisionRecord | None:
        """One record by its number, None where there is none."""
        with self.engine.connect() as connection:
            return _get(connection, decision_id)

    def list(self, kind: Kind, unit: str = "") -> list[DecisionRecord]:
        """All decisions of a kind, oldest first."""
        with self.engine.connect() as connection:
            return _list(connection, kind, unit)


def _list(connection: Connection, kind: Kind, unit: str = "") -> list[DecisionRecord]:
    statement = select(_DECISIONS).where(_DECISIONS.c.kind == kind.value).order_by(_DECISIONS.c.id)
    if unit:
        statement = statement.where(_DECISIONS.c.unit == unit)
    return [_record(row) for row in connection.execute(statement).mappings()]


def _get(connection: Connection, decision_id: int) -> DecisionRecord | None:
    row = connection.execute(select(_DECISIONS).where(_DECISIONS.c.id == decision_id)).mappings().first()
    return None if row is None else _record(row)


def _record(row: RowMapping) -> DecisionRecord:
    return DecisionRecord(**{name: row[name] for name in DecisionRecord.__slots__} | {"kind": Kind(row["kind"])})


def _insert(connection: Connection, item: NewDecision, created: datetime) -> DecisionRecord:
    values = {name: getattr(item, name) for name in NewDecision.__slots__} | {"kind": item.kind.value}
    result = connection.execute(insert(_DECISIONS).values(created_at=created, **values))
    record = _get(connection, int(result.inserted_primary_key[0]))  # type: ignore[index]
    assert record is not None
    return record
