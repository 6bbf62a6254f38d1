"""Files that are there whole or not at all: written beside, settled on the disk, then put in place in one step."""

import ctypes
import os
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


def beside(path: Path) -> Path:
    """A name for what will take a path's place: hidden, and nobody else's, on whatever machine he writes."""
    return path.with_name(f".{path.name}.{uuid.uuid4().hex[:12]}.tmp")


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Hands over the name of a file to write; it takes the place of `path` when the block has ended well."""
    temporary = beside(path)
    try:
        yield temporary
        settle(temporary)
        temporary.replace(path)
        settle(path.parent)
    finally:
        temporary.unlink(missing_ok=True)


def write_all(files: Mapping[Path, bytes]) -> None:
    """The contents of many files of one disk, each of them there whole or not at all. All wait for the disk together: twice, where each
    alone would wait as often."""
    if not files:
        return
    written = {path: beside(path) for path in files}
    folders = {path.parent for path in files}
    try:
        for path, data in files.items():
            written[path].write_bytes(data)
        settle_many(written.values(), folders)
        for path, temporary in written.items():
            temporary.replace(path)
        settle_many((), folders)
    except BaseException:
        for temporary in written.values():
            temporary.unlink(missing_ok=True)
        raise


def settle_many(files: Iterable[Path], folders: Iterable[Path]) -> None:
    """Wait until files, and the names in their folders, are on the disk that holds them all."""
    folders = list(folders)
    if not _settle_disk(folders[0]):
        for path in (*files, *folders):
            settle(path)


def _settle_disk(folder: Path) -> bool:
    """Wait for a whole disk, where the system can wait for one alone (syncfs, Linux)."""
    step = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if step is None:
        return False
    number = os.open(folder, os.O_RDONLY)
    try:
        if step(number):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(folder))
    finally:
        os.close(number)
    return True


def settle(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def settle_all(folder: Path) -> None:
    """Wait until a folder is on the disk with all that is in it."""
    places = list(os.walk(folder))
    settle_many(
        (Path(place) / name for place, _, names in places for name in names), [Path(place) for place, _, _ in places]
    )
