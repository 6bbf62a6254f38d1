"""Files that are there whole or not at all: written beside, settled on the disk, then put in place in one step."""

import io
import os
import uuid
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

AT_ONCE = 4
"""Files that are waited for at a time."""


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
    """The contents of many files, each of them there whole or not at all; they wait for the disk together."""
    written = {path: beside(path) for path in files}
    folders = {path.parent for path in files}
    try:
        for path, data in files.items():
            written[path].write_bytes(data)
        settle_many(written.values())
        for path, temporary in written.items():
            temporary.replace(path)
        settle_many(folders)
    except BaseException:
        for temporary in written.values():
            temporary.unlink(missing_ok=True)
        raise


class Document(Protocol):
    """What writes itself into a stream: a workbook, a letter."""

    def save(self, out: Any, /) -> Any:
        """Write all of it."""


def write_document(document: Document, path: Path) -> None:
    """A workbook or a letter, there whole or not at all."""
    out = io.BytesIO()
    document.save(out)
    write_all({path: out.getvalue()})


def settle_many(paths: Iterable[Path]) -> None:
    """Wait until files and folders are on the disk, several at a time. Not for the whole disk: others write to it, too."""
    with ThreadPoolExecutor(AT_ONCE) as waiting:
        for _ in waiting.map(settle, paths):
            pass


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
    settle_many(Path(place) / name for place, _, names in places for name in names)
    settle_many(Path(place) for place, _, _ in places)
