"""What the program keeps is its own user's alone: evidence, reports and the database hold what is not public yet."""

import os
from contextlib import suppress
from pathlib import Path

FOLDER, FILE = 0o700, 0o600
OTHERS = 0o077
"""Taken away from everything that a command writes."""


YIELDING = 5
"""How much commands give way to the pages that people wait for (`nice`): a night has hours, a click has a third of a second."""
PARENT = "HONGQIAO_PARENT"
"""In the environment of a command that the schedule started: its number, for a command ends with its schedule."""


def end_with_parent() -> None:
    """End this command when the schedule that started it is gone; one that a person started stays on its own."""
    parent = os.environ.pop(PARENT, "")
    if parent:
        from crawler.fresh_process import die_with

        die_with(int(parent))


def write_privately() -> None:
    """From now on, in this process and in those it starts, what is written is readable by its owner alone."""
    os.umask(OTHERS)


def keep_private(storage: Path, database: str) -> None:
    """Close the store's folder and an SQLite database's files to others; what is another user's stays as it is."""
    from sqlalchemy.engine import make_url

    storage.mkdir(parents=True, exist_ok=True)
    _close(storage, FOLDER)
    address = make_url(database)
    if address.get_backend_name() == "sqlite" and address.database:
        for suffix in ("", "-wal", "-shm"):
            _close(Path(f"{address.database}{suffix}"), FILE)


def _close(path: Path, mode: int) -> None:
    with suppress(OSError):
        if path.stat().st_mode & OTHERS:
            path.chmod(mode)
