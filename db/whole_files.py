"""Files that are there whole or not at all: written beside, settled on the disk, then put in place in one step."""

import os
import uuid
from collections.abc import Iterator
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


def write_whole(path: Path, data: bytes) -> None:
    """A file's content in one step; after a power cut it is the old or the new one."""
    with replacing(path) as temporary:
        temporary.write_bytes(data)


def settle(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def settle_all(folder: Path) -> None:
    """Wait until a folder is on the disk with all that is in it."""
    for place, _, names in os.walk(folder):
        for name in names:
            settle(Path(place) / name)
        settle(Path(place))
