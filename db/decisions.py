"""What people decided: entries, overrides, accepted links, orders. Records are added and withdrawn, never edited."""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, update

from db import tables
from db.errors import StoreError
from scoring.lines import Entry

logger = logging.getLogger(__name__)
_DECISIONS = tables.table(tables.Decision)


@dataclass(frozen=True, slots=True)
class NewDecision:
    """A decision as a person makes it; days as `2026-10-01`, empty where it has no bound."""

    kind: str
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
    kind: str
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

    def as_entry(self) -> Entry:
        """The record as scoring takes it."""
        value = {key: str(item) for key, item in self.value.items()}
        return Entry(
            self.unit,
            self.subject,
            value,
            self.author,
            self.reason,
            self.valid_from,
            self.valid_to,
            self.created_at.isoformat(),
            self.id,
        )


class DecisionTable:
    """The table of decisions."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def add(self, decisions: list[NewDecision], moment: datetime | None = None) -> None:
        """Keep decisions, all of them or none."""
        created = moment or datetime.now(UTC)
        with self.engine.begin() as connection:
            for item in decisions:
                _insert(connection, item, created)
        for item in decisions:
            logger.info("%s of %s: %s %s %s", item.kind, item.author, item.unit, item.subject, item.value)

    def withdraw(self, decision_id: int, author: str, reason: str) -> None:
        """Withdraw a decision; it stays, with its withdrawal. Raises StoreError where there is nothing to withdraw."""
        where = (_DECISIONS.c.id == decision_id) & (_DECISIONS.c.withdrawn_at.is_(None))
        values = {"withdrawn_at": datetime.now(UTC), "withdrawn_by": author, "withdrawal_reason": reason}
        with self.engine.begin() as connection:
            if connection.execute(update(_DECISIONS).where(where).values(values)).rowcount != 1:
                raise StoreError(f"没有编号为 {decision_id} 的有效记录")
        logger.info("decision %d withdrawn by %s", decision_id, author)

    def list(self, kind: str, unit: str = "") -> list[DecisionRecord]:
        """All decisions of a kind, oldest first."""
        statement = select(_DECISIONS).where(_DECISIONS.c.kind == kind).order_by(_DECISIONS.c.id)
        if unit:
            statement = statement.where(_DECISIONS.c.unit == unit)
        with self.engine.connect() as connection:
            return [
                DecisionRecord(**{name: row[name] for name in DecisionRecord.__slots__})
                for row in connection.execute(statement).mappings()
            ]


def _insert(connection: Connection, item: NewDecision, created: datetime) -> None:
    values = {name: getattr(item, name) for name in NewDecision.__slots__}
    connection.execute(insert(_DECISIONS).values(created_at=created, **values))
