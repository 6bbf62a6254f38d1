"""Stored copies of pages: by content hash, compressed, written whole or not at all."""

from pathlib import Path

import zstandard

from db.whole_files import write_whole


class Bodies:
    """A folder of bodies: `ab/abcdef….zst`. A damaged one counts as not kept, until the page is seen again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, digest: str) -> Path:
        """Where a body lies or would lie."""
        return self.folder / digest[:2] / f"{digest}.zst"

    def put(self, digest: str, body: bytes) -> None:
        """Keep a body; a crash leaves either the whole file or none."""
        if self.holds(digest):
            return
        path = self.path(digest)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, zstandard.ZstdCompressor(level=6, write_checksum=True).compress(body))

    def get(self, digest: str) -> bytes | None:
        """A stored body, None where it is not kept (any more) or damaged."""
        if not digest:
            return None
        try:
            return zstandard.ZstdDecompressor().decompress(self.path(digest).read_bytes())
        except (FileNotFoundError, zstandard.ZstdError):
            return None

    def holds(self, digest: str) -> bool:
        """Whether a body is kept and can be read."""
        return self.get(digest) is not None
