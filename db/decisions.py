"""What people decided: entries, overrides, accepted links, orders. Records are added and withdrawn, never edited."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select, update
from sqlalchemy.engine import RowMapping

from db import tables
from db.alone import alone, closed_months
from db.errors import StoreError
from scoring.lines import Entry

logger = logging.getLogger(__name__)
_DECISIONS, _APPEALS = tables.table(tables.Decision), tables.table(tables.Appeal)


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


@dataclass(frozen=True, slots=True)
class LedgerMark:
    """How far the ledger was written: nothing was decided, withdrawn or appealed between two equal marks."""

    last: int
    withdrawn: int
    appeals: int


class Ledger:
    """What is decided and closed, as whoever writes next sees it: nobody else decides, closes or appeals meanwhile."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def in_force(self, kind: Kind, unit: str = "") -> list[DecisionRecord]:
        """Records of a kind that were not withdrawn, oldest first."""
        return [record for record in _list(self.connection, kind, unit) if record.withdrawn_at is None]

    def all(self, kind: Kind) -> list[DecisionRecord]:
        """Records of a kind, oldest first."""
        return _list(self.connection, kind)

    def closed(self) -> frozenset[str]:
        """Months that are closed (`2026-10`)."""
        return closed_months(self.connection)


Make = Callable[[Ledger], Sequence[NewDecision]]
"""What is to be written, given what stands; what it raises ends it, and nothing is written."""


class DecisionTable:
    """The table of decisions."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def write(self, make: Make, moment: datetime | None = None) -> list[DecisionRecord]:
        """Keep what `make` decides, all of it or nothing: nobody else writes between its looking and its writing."""
        created = moment or datetime.now(UTC)
        with alone(self.engine) as connection:
            decisions = make(Ledger(connection))
            kept = [_insert(connection, item, created) for item in decisions]
        for item in decisions:
            logger.info("%s of %s: %s %s %s", item.kind, item.author, item.unit, item.subject, item.value)
        return kept

    def withdraw(
        self,
        decision_ids: Sequence[int],
        author: str,
        reason: str,
        moment: datetime | None = None,
        may: Callable[[Ledger], None] = lambda _: None,
    ) -> list[DecisionRecord]:
        """Withdraw decisions, all of them or none; they stay, with their withdrawal.

        Raises StoreError where one is not in force, and what `may` raises.
        """
        values = {"withdrawn_at": moment or datetime.now(UTC), "withdrawn_by": author, "withdrawal_reason": reason}
        with alone(self.engine) as connection:
            may(Ledger(connection))
            gone = [_withdraw(connection, number, values) for number in decision_ids]
        for record in gone:
            logger.info("decision %d withdrawn by %s", record.id, author)
        return gone

    def mark(self) -> LedgerMark:
        """How far the ledger is written now."""
        with self.engine.connect() as connection:
            return ledger_mark(connection)

    def get(self, decision_id: int) -> DecisionRecord | None:
        """One record by its number, None where there is none."""
        with self.engine.connect() as connection:
            return _get(connection, decision_id)

    def list(self, kind: Kind, unit: str = "") -> list[DecisionRecord]:
        """All decisions of a kind, oldest first."""
        with self.engine.connect() as connection:
            return _list(connection, kind, unit)


def ledger_mark(connection: Connection) -> LedgerMark:
    """How far the ledger is written, as a transaction sees it."""
    asked = select(func.coalesce(func.max(_DECISIONS.c.id), 0), func.count(_DECISIONS.c.withdrawn_at))
    last, withdrawn = connection.execute(asked.where(_DECISIONS.c.kind != Kind.MESSAGE.value)).one()
    appeals = connection.execute(select(func.count()).select_from(_APPEALS)).scalar_one()
    return LedgerMark(last, withdrawn, appeals)


def _withdraw(connection: Connection, number: int, values: dict[str, Any]) -> DecisionRecord:
    where = (_DECISIONS.c.id == number) & (_DECISIONS.c.withdrawn_at.is_(None))
    if connection.execute(update(_DECISIONS).where(where).values(values)).rowcount != 1:
        raise StoreError(f"没有编号为 {number} 的有效记录")
    record = _get(connection, number)
    assert record is not None
    return record


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
