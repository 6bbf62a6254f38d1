"""Stored copies of pages: by content hash, compressed, written whole or not at all."""

import os
from pathlib import Path

import zstandard


class Bodies:
    """A folder of bodies: `ab/abcdef….zst`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, digest: str) -> Path:
        """Where a body lies or would lie."""
        return self.folder / digest[:2] / f"{digest}.zst"

    def put(self, digest: str, body: bytes) -> None:
        """Keep a body; a crash leaves either the whole file or none."""
        path = self.path(digest)
        if path.exists():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(f".{os.getpid()}.tmp")
        temporary.write_bytes(zstandard.ZstdCompressor(level=6).compress(body))
        temporary.replace(path)

    def get(self, digest: str) -> bytes | None:
        """A stored body, None where it is not kept (any more)."""
        path = self.path(digest)
        if not digest or not path.exists():
            return None
        return zstandard.ZstdDecompressor().decompress(path.read_bytes())
