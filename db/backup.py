"""Backup and restore: the whole database as one SQLite file, read in one consistent transaction, whichever database it is."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, Table, func, insert, select, text
from sqlalchemy.exc import DatabaseError

from db.audit import unguarded
from db.errors import StoreError
from db.intervals import chunks
from db.migrate import current_revision, newest_revision, upgrade
from db.session import open_engine
from db.tables import Base
from db.whole_files import replacing

BATCH = 1000
_MARK = int.from_bytes(b"HqBk")
"""What a backup bears in its head (SQLite's `application_id`), so that no database in use passes for one."""
_HEAD, _PLACE = b"SQLite format 3\0", slice(68, 72)


def backup(engine: Engine, path: Path) -> dict[str, int]:
    """Write a backup while the monitor may be running; return the rows of each table, checked by reading them back."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as temporary:
        return _written(engine, temporary)


def is_backup(path: Path) -> bool:
    """Whether a file is a backup that this program made."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(_PLACE.stop)
    return head.startswith(_HEAD) and head[_PLACE] == _MARK.to_bytes(4)


def may_be_earlier(path: Path) -> bool:
    """Whether a file without the mark has a revision of our tables: a backup of an earlier version has, and so has any database of ours."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as file:
        return file.execute("SELECT version_num FROM alembic_version").fetchone() is not None
    return False


def is_in_use(engine: Engine, path: Path) -> bool:
    """Whether a file is the very database that is worked with, by whatever name."""
    if engine.dialect.name != "sqlite" or not path.exists():
        return False
    return path.samefile(str(engine.url.database))


def _written(engine: Engine, temporary: Path) -> dict[str, int]:
    copy = open_engine(f"sqlite:///{temporary}")
    try:
        upgrade(copy)
        with _snapshot(engine) as source, copy.begin() as target, unguarded(target):
            _clear(target)
            counts = _copy(source, target)
        with copy.connect() as connection:
            connection.execute(text(f"PRAGMA application_id = {_MARK}"))
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
            kept = _counts(connection)
            if kept != counts:
                raise StoreError(f"备份校验不一致：{kept} ≠ {counts}")
    finally:
        copy.dispose()
    for suffix in ("-wal", "-shm"):
        Path(f"{temporary}{suffix}").unlink(missing_ok=True)
    return counts


def restore(engine: Engine, path: Path) -> dict[str, int]:
    """Put a backup in the place of the database's content, all of it or nothing; one of an earlier version of the program is
    brought forward in a copy. Raises StoreError."""
    if not path.is_file():
        raise StoreError(f"没有备份文件 {path}")
    if _revision_of(path) != newest_revision():
        with tempfile.TemporaryDirectory(prefix="hongqiao-restore-") as folder:
            copied = Path(shutil.copyfile(path, Path(folder) / "backup.db"))
            with _opened(copied) as copy:
                upgrade(copy)
            return _restored(engine, copied)
    return _restored(engine, path)


def _restored(engine: Engine, path: Path) -> dict[str, int]:
    upgrade(engine)
    with _opened(path) as copy, copy.connect() as source, engine.begin() as target, unguarded(target):
        _clear(target)
        counts = _copy(source, target)
        _reset_sequences(target)
    return counts


@contextmanager
def _opened(path: Path) -> Iterator[Engine]:
    copy = open_engine(f"sqlite:///{path}")
    try:
        yield copy
    finally:
        copy.dispose()


def _revision_of(path: Path) -> str:
    """Of which tables a backup is. Raises StoreError for a file that is none."""
    try:
        with _opened(path) as copy:
            revision = current_revision(copy)
    except DatabaseError:
        revision = None
    if revision is None:
        raise StoreError(f"{path} 不是本程序的备份文件，或已损坏；现有数据没有改动")
    return revision


def _snapshot(engine: Engine) -> Connection:
    """A connection that sees one moment of the database."""
    if engine.dialect.name == "sqlite":
        connection = engine.connect()
        connection.exec_driver_sql("BEGIN")
        return connection
    return engine.connect().execution_options(isolation_level="REPEATABLE READ")


_OF_THE_MOMENT = ("locks", "sessions", "invitations")
"""What a backup leaves out: whoever was signed in then, or was invited, is not so again after a restore."""


def _tables() -> list[Table]:
    return [table for table in Base.metadata.sorted_tables if table.name not in _OF_THE_MOMENT]


def _clear(target: Connection) -> None:
    for table in reversed(Base.metadata.sorted_tables):
        if table.name != "locks":
            target.execute(table.delete())


def _copy(source: Connection, target: Connection) -> dict[str, int]:
    counts: dict[str, int] = {}
    for table in _tables():
        counts[table.name] = 0
        for rows in source.execute(select(table)).mappings().partitions(BATCH):
            for piece in chunks([dict(row) for row in rows], BATCH):
                target.execute(insert(table), list(piece))
                counts[table.name] += len(piece)
    return counts


def _counts(connection: Connection) -> dict[str, int]:
    return {
        table.name: int(connection.execute(select(func.count()).select_from(table)).scalar_one()) for table in _tables()
    }


def _reset_sequences(target: Connection) -> None:
    """PostgreSQL's counters go on after the restored rows."""
    if target.dialect.name != "postgresql":
        return
    for table in _tables():
        if "id" in table.c:
            target.execute(
                text(
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), COALESCE((SELECT MAX(id) FROM {table.name}), 0) + 1, false)"
                )
            )
