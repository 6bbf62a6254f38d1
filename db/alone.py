"""One at a time: a transaction in which nobody else decides, appeals, closes or opens a month, on both databases."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, select, text, update

from db import tables

_DECISIONS, _MONTHS = tables.table(tables.Decision), tables.table(tables.ClosedMonth)


@contextmanager
def alone(engine: Engine) -> Iterator[Connection]:
    """A transaction that holds the ledger until it ends; what it reads is what stands when it writes."""
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("LOCK TABLE decisions IN SHARE ROW EXCLUSIVE MODE"))
        else:  # SQLite takes its one writer's lock at the first write, even one that meets no row
            connection.execute(update(_DECISIONS).where(_DECISIONS.c.id < 0).values(kind=""))
        yield connection


def closed_months(connection: Connection) -> frozenset[str]:
    """Months whose latest revision is in force, as a transaction sees them."""
    asked = select(_MONTHS.c.month, _MONTHS.c.reopened_at).order_by(_MONTHS.c.month, _MONTHS.c.revision)
    latest = {row.month: row.reopened_at for row in connection.execute(asked)}
    return frozenset(month for month, reopened in latest.items() if reopened is None)
