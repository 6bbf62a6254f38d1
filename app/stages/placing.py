"""Putting finished folders of reports in their place: at any moment `latest` leads to a whole report."""

import ctypes
import os
import re
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

from db.whole_files import beside, settle, settle_all

_NIGHT_FOLDER = re.compile(r"(\d{4}-\d\d-\d\d)-\d{5}")
_UNFINISHED = re.compile(r"\.(\d{4}-\d\d-\d\d-\d{5}|month-.+|latest)\.\w+\.(tmp|old)|\d{4}-\d\d-\d\d-\d{5}\.\w{12}")
"""What a killed publication left: hidden folders, and a twin that took a folder's place for a moment."""
_HERE, _EXCHANGE = -100, 2
"""AT_FDCWD (fcntl.h) and renameat2's RENAME_EXCHANGE (linux/fs.h)."""


def put_in_place(finished: Path, folder: Path) -> None:
    """Give a finished folder its name. What stood there goes once the new one stands."""
    settle_all(finished)
    if exchanged(finished, folder):
        settle(folder.parent)
        shutil.rmtree(finished, ignore_errors=True)
        return
    replaced = beside(folder)
    if folder.exists():
        folder.rename(replaced)
    finished.rename(folder)
    settle(folder.parent)
    shutil.rmtree(replaced, ignore_errors=True)


def put_and_point(finished: Path, folder: Path) -> None:
    """Give a finished folder its name, and point `latest` at it. Where that name is taken, the two change names in one
    step; on a disk that cannot, `latest` leads to a twin of the new folder while the names change."""
    settle_all(finished)
    if not folder.exists():
        put_in_place(finished, folder)
        point_latest(folder.parent, folder.name)
        return
    if exchanged(finished, folder):
        settle(folder.parent)
        point_latest(folder.parent, folder.name)
        shutil.rmtree(finished, ignore_errors=True)
        return
    hidden = beside(folder)
    shutil.copytree(finished, hidden, copy_function=second_name)
    twin = hidden.with_name(f"{folder.name}.{hidden.name.split('.')[-2]}")
    hidden.rename(twin)
    point_latest(folder.parent, twin.name)
    put_in_place(finished, folder)
    point_latest(folder.parent, folder.name)
    shutil.rmtree(twin, ignore_errors=True)


def exchanged(finished: Path, folder: Path) -> bool:
    """Whether two folders changed their names in one step; not where one is missing, or the system or the disk cannot."""
    step = getattr(ctypes.CDLL(None), "renameat2", None)
    return step is not None and not step(_HERE, os.fsencode(finished), _HERE, os.fsencode(folder), _EXCHANGE)


def second_name(source: str | Path, target: str | Path) -> None:
    """The same file under a second name; a copy where the disk knows no second names."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def point_latest(reports: Path, name: str) -> None:
    """Swap the link `latest` atomically: a reader sees the old report or the new one."""
    link = beside(reports / "latest")
    link.symlink_to(name, target_is_directory=True)
    link.replace(reports / "latest")
    settle(reports)


EXPLANATIONS = "explain"
"""The folder of what `explain --open` wrote, beside the nights' reports: each can be written again."""


def thin_reports(reports: Path, keep_since: date) -> int:
    """Remove the folders of nights and of explanations before `keep_since`, and what a killed run left; return how many
    nights went.

    Months' folders and the one that `latest` points to stay. Call it under the lock of the night.
    """
    current = (reports / "latest").resolve()
    removed = 0
    for folder in sorted(reports.glob("*")):
        if folder.resolve() == current:
            continue
        night = _NIGHT_FOLDER.fullmatch(folder.name)
        if _UNFINISHED.fullmatch(folder.name):
            _remove(folder)
        elif night and date.fromisoformat(night[1]) < keep_since:
            shutil.rmtree(folder)
            removed += 1
    for folder in (reports / EXPLANATIONS).glob("*"):
        if datetime.fromtimestamp(folder.stat().st_mtime, UTC).date() < keep_since:
            shutil.rmtree(folder)
    return removed


def _remove(path: Path) -> None:
    """A link, or a folder with all that is in it."""
    if path.is_symlink():
        path.unlink(missing_ok=True)
    else:
        shutil.rmtree(path, ignore_errors=True)
