"""How much a store holds: rows, and bytes on the disk."""

from pathlib import Path

from sqlalchemy import Engine, inspect, text

from app.context import Context

BLOCK = 4096
"""Bytes that the smallest file takes on a disk."""


def rows(engine: Engine) -> dict[str, int]:
    """How many rows each table has."""
    with engine.connect() as connection:
        return {
            name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one()
            for name in inspect(engine).get_table_names()
        }


def store_bytes(context: Context) -> int:
    """The database and the copies of pages, as they lie on the disk."""
    copies = sum(
        -(-file.stat().st_size // BLOCK) * BLOCK for file in Path(context.evidence).rglob("*") if file.is_file()
    )
    if context.engine.dialect.name == "sqlite":
        database = Path(str(context.engine.url.database))
        return copies + sum(file.stat().st_size for file in database.parent.glob(f"{database.name}*"))
    with context.engine.connect() as connection:
        return copies + int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
