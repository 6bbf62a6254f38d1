"""States as intervals: a night that saw nothing new only moves `last_run`."""

from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, bindparam, select, update
from sqlalchemy.sql.elements import ColumnElement

CHUNK = 400
Item = TypeVar("Item")
Changes = dict[tuple[str, ...], list[dict[str, Any]]]
"""New values and `row_id`, by the columns that change."""


def chunks(items: Sequence[Item], size: int = CHUNK) -> Iterable[Sequence[Item]]:
    """A sequence in pieces that fit one statement."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def holds_in(table: Table, run: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """The conditions for the states that hold in one run's night."""
    return table.c.first_run <= run, table.c.last_run >= run


def upsert_states(
    connection: Connection,
    table: Table,
    rows: dict[tuple[Any, ...], dict[str, Any]],
    keys: Sequence[str],
    where: Sequence[ColumnElement[bool]],
    run: int,
    previous_run: int,
    *,
    compare: Sequence[str],
    refresh: Sequence[str],
) -> None:
    """Store tonight's states, one for each key.

    A state equal (in `compare`) to the latest one, seen in the previous night or later, extends that row and refreshes
    the columns of `refresh`; anything else begins a new row. Writing the same night twice changes nothing.
    """
    latest = _latest(connection, table, keys, where, run, {*compare, *refresh})
    inserted: list[dict[str, Any]] = []
    changes: Changes = {}
    for key, row in rows.items():
        old = latest.get(key)
        same = old is not None and all(old[name] == row[name] for name in compare)
        if old is not None and same and old["last_run"] >= previous_run:
            _change(changes, old, _extended(table, old, row, run, refresh))
        elif old is not None and old["last_run"] == run:
            _replace(changes, old, row, run, inserted)
        else:
            inserted.append({**row, "first_run": run, "last_run": run})
    _write(connection, table, changes)
    insert_or_replace(connection, table, inserted, [*keys, "first_run"])


def _latest(
    connection: Connection,
    table: Table,
    keys: Sequence[str],
    where: Sequence[ColumnElement[bool]],
    run: int,
    values: set[str],
) -> dict[tuple[Any, ...], dict[str, Any]]:
    """The latest state of each key, with so many of its values as are compared."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    wanted = {"id", "first_run", "last_run", "before_run", *keys, *values}
    columns = [column for column in table.c if column.name in wanted]
    statement = select(*columns).where(*where, table.c.first_run <= run).order_by(table.c.last_run, table.c.id)
    for row in connection.execute(statement).mappings():
        found[tuple(row[name] for name in keys)] = dict(row)
    return found


def _extended(
    table: Table, old: dict[str, Any], row: dict[str, Any], run: int, refresh: Sequence[str]
) -> dict[str, Any]:
    """What changes in a row that goes on."""
    values: dict[str, Any] = {name: row[name] for name in refresh if old[name] != row[name]}
    if old["last_run"] != run:
        values["last_run"] = run
        if "before_run" in table.c:
            values["before_run"] = old["last_run"]
    return values


def _replace(
    changes: Changes, old: dict[str, Any], row: dict[str, Any], run: int, inserted: list[dict[str, Any]]
) -> None:
    """The same night asked again and saw something else: tonight's row is written anew, earlier nights keep theirs."""
    if old["first_run"] == run:
        _change(changes, old, row)
        return
    _change(changes, old, {"last_run": old.get("before_run") or run - 1})
    inserted.append({**row, "first_run": run, "last_run": run})


def _change(changes: Changes, old: dict[str, Any], values: dict[str, Any]) -> None:
    if values:
        changes.setdefault(tuple(values), []).append({"row_id": old["id"], **values})


def _write(connection: Connection, table: Table, changes: Changes) -> None:
    """One statement for all rows in which the same columns change."""
    for rows in changes.values():
        connection.execute(update(table).where(table.c.id == bindparam("row_id")), rows)


def insert_or_replace(connection: Connection, table: Table, rows: list[dict[str, Any]], keys: Sequence[str]) -> None:
    """Insert rows; one whose unique key another writer has put there meanwhile takes the newer values."""
    dialect = _dialect(connection)
    for piece in chunks(rows):
        statement = dialect.insert(table)
        taken = {name: statement.excluded[name] for name in piece[0] if name not in keys}
        connection.execute(statement.on_conflict_do_update(index_elements=list(keys), set_=taken), list(piece))


def insert_missing(connection: Connection, table: Table, rows: list[dict[str, Any]], key: str) -> None:
    """Insert the rows whose key is not there yet, whoever else inserts at the same time."""
    dialect = _dialect(connection)
    for piece in chunks(rows):
        connection.execute(dialect.insert(table).on_conflict_do_nothing(index_elements=[key]), list(piece))


def _dialect(connection: Connection) -> Any:
    """What writes the statements of this database; a command that only reads loads neither."""
    return import_module(f"sqlalchemy.dialects.{connection.dialect.name}")
