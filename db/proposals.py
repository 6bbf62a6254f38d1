"""Decisions that wait for a second person: proposed by one, confirmed or refused by another, kept either way."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, insert, select, update

from db import tables
from db.alone import alone
from db.errors import StoreError

_PROPOSALS = tables.table(tables.Proposal)


class Verdict(StrEnum):
    """What became of a proposal."""

    WAITING = ""
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class NewProposal:
    """A decision as one person proposes it; `value` is what the deciding function needs."""

    kind: str
    unit: str
    subject: str
    value: dict[str, Any]
    author: str
    reason: str


@dataclass(frozen=True, slots=True)
class ProposalRecord:
    """A proposal as it is kept."""

    id: int
    kind: str
    unit: str
    subject: str
    value: dict[str, Any]
    author: str
    reason: str
    made_at: datetime
    verdict: Verdict
    decided_by: str
    decided_at: datetime | None
    note: str


class Proposals:
    """The table of proposals."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def add(self, proposal: NewProposal, beside: Callable[[Connection], None] = lambda _: None) -> ProposalRecord:
        """Keep a proposal and what `beside` writes in the same transaction, both or neither where it raises."""
        values = {name: getattr(proposal, name) for name in NewProposal.__slots__}
        with alone(self.engine) as connection:
            beside(connection)
            done = connection.execute(insert(_PROPOSALS).values(made_at=datetime.now(UTC), **values))
            number = int(done.inserted_primary_key[0])  # type: ignore[index]
        found = self.get(number)
        assert found is not None
        return found

    def get(self, number: int) -> ProposalRecord | None:
        """A proposal by number."""
        with self.engine.connect() as connection:
            row = connection.execute(select(_PROPOSALS).where(_PROPOSALS.c.id == number)).mappings().first()
        return None if row is None else _proposal(row)

    def all(self, *, waiting: bool = False) -> list[ProposalRecord]:
        """All proposals, oldest first, or those alone that wait."""
        statement = select(_PROPOSALS).order_by(_PROPOSALS.c.id)
        if waiting:
            statement = statement.where(_PROPOSALS.c.verdict == Verdict.WAITING.value)
        with self.engine.connect() as connection:
            return [_proposal(row) for row in connection.execute(statement).mappings()]

    def decide(self, number: int, verdict: Verdict, by: str, note: str) -> None:
        """Close a proposal, once. Raises StoreError where it waits no more."""
        where = (_PROPOSALS.c.id == number) & (_PROPOSALS.c.verdict == Verdict.WAITING.value)
        values = {"verdict": verdict.value, "decided_by": by, "decided_at": datetime.now(UTC), "note": note}
        with self.engine.begin() as connection:
            if connection.execute(update(_PROPOSALS).where(where).values(values)).rowcount != 1:
                raise StoreError("这项提请已经有人处理过了")

    def reset(self, number: int) -> None:
        """Let a proposal wait again whose effect could not be brought about."""
        values = {"verdict": Verdict.WAITING.value, "decided_by": "", "decided_at": None, "note": ""}
        with self.engine.begin() as connection:
            connection.execute(update(_PROPOSALS).where(_PROPOSALS.c.id == number).values(values))


def _proposal(row: RowMapping) -> ProposalRecord:
    values = {name: row[name] for name in ProposalRecord.__slots__}
    return ProposalRecord(**{**values, "verdict": Verdict(row["verdict"])})
