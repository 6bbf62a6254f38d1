"""Stored copies of pages: by content hash, compressed, written whole or not at all; in a folder or in an object store."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import zstandard

from db.codec import Zstandard
from db.whole_files import write_all

LEVEL = 4
"""Pages of real sites take 6 % more room than at level 6, and a third of its time."""
_ZSTANDARD = Zstandard(LEVEL, checksum=True)
WRITERS = 4
"""Bodies that are written to an object store at a time."""


class BodyStore(Protocol):
    """Where copies are kept. A damaged one counts as not kept, until the page is seen again."""

    def put_all(self, bodies: Mapping[str, bytes]) -> None:
        """Keep bodies, by their hashes; a crash leaves of each either the whole or nothing. Those of one batch wait for the disk, or for the
        store, together."""

    def get(self, digest: str) -> bytes | None:
        """A stored body, None where it is not kept (any more) or damaged."""

    def holds(self, digest: str) -> bool:
        """Whether a body is kept and can be read."""

    def digests(self) -> Iterator[str]:
        """The hashes of all that is kept."""

    def remove(self, digest: str) -> None:
        """Keep a body no longer."""


def open_bodies(address: str) -> BodyStore:
    """The store at a folder's path, or at an address that fsspec knows (`s3://bucket/prefix`)."""
    return ObjectBodies(address) if "://" in address else Bodies(Path(address))


def packed(body: bytes) -> bytes:
    """A body as it is kept."""
    return _ZSTANDARD.compress(body)


def unpacked(kept: bytes) -> bytes | None:
    """A body as it was, None where what is kept is damaged."""
    try:
        return _ZSTANDARD.decompress(kept)
    except zstandard.ZstdError:
        return None


class Bodies:
    """A folder of bodies: `ab/abcdef….zst`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, digest: str) -> Path:
        """Where a body lies or would lie."""
        return self.folder / digest[:2] / f"{digest}.zst"

    def put_all(self, bodies: Mapping[str, bytes]) -> None:
        """Keep bodies; a crash leaves of each either the whole file or none."""
        files = {self.path(digest): packed(body) for digest, body in bodies.items() if not self.holds(digest)}
        for folder in {path.parent for path in files}:
            folder.mkdir(parents=True, exist_ok=True)
        write_all(files)

    def get(self, digest: str) -> bytes | None:
        """A stored body, None where it is not kept (any more) or damaged."""
        try:
            return unpacked(self.path(digest).read_bytes()) if digest else None
        except FileNotFoundError:
            return None

    def holds(self, digest: str) -> bool:
        """Whether a body is kept and can be read."""
        return self.get(digest) is not None

    def digests(self) -> Iterator[str]:
        """The hashes of all that is kept."""
        for path in self.folder.glob("??/*.zst"):
            yield path.stem

    def remove(self, digest: str) -> None:
        """Keep a body no longer."""
        self.path(digest).unlink(missing_ok=True)


class ObjectBodies:
    """Bodies in an object store, an object each: `prefix/ab/abcdef….zst`; a store shows an object whole or not at all."""

    def __init__(self, address: str) -> None:
        self.address = address

    @cached_property
    def _opened(self) -> tuple[Any, str]:
        """The file system and the prefix in it; S3 by obstore, whose settings are the AWS_… of the environment."""
        from fsspec.core import url_to_fs

        if self.address.startswith("s3://"):
            from obstore.fsspec import FsspecStore

            return FsspecStore("s3"), self.address.removeprefix("s3://").rstrip("/")
        files, prefix = url_to_fs(self.address)
        return files, prefix.rstrip("/")

    def _path(self, digest: str) -> str:
        return f"{self._opened[1]}/{digest[:2]}/{digest}.zst"

    def put_all(self, bodies: Mapping[str, bytes]) -> None:
        """Keep bodies, several at a time: each waits for the store."""
        with ThreadPoolExecutor(WRITERS) as writers:
            for _ in writers.map(self._put, bodies, bodies.values()):
                pass

    def _put(self, digest: str, body: bytes) -> None:
        if not self.holds(digest):
            self._opened[0].pipe_file(self._path(digest), packed(body))

    def get(self, digest: str) -> bytes | None:
        """A stored body, None where it is not kept (any more) or damaged."""
        try:
            return unpacked(self._opened[0].cat_file(self._path(digest))) if digest else None
        except FileNotFoundError:
            return None

    def holds(self, digest: str) -> bool:
        """Whether a body is kept and can be read."""
        return self.get(digest) is not None

    def digests(self) -> Iterator[str]:
        """The hashes of all that is kept."""
        files, prefix = self._opened
        files.invalidate_cache()
        try:
            for path in files.find(prefix):
                if path.endswith(".zst"):
                    yield path.rpartition("/")[2].removesuffix(".zst")
        except FileNotFoundError:
            return

    def remove(self, digest: str) -> None:
        """Keep a body no longer."""
        try:
            self._opened[0].rm_file(self._path(digest))
        except FileNotFoundError:
            return
