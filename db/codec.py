"""Records to compressed JSON and back."""

import hashlib
import re
import threading
from collections.abc import Hashable
from functools import cache
from typing import Any, TypeVar, cast

import zstandard
from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError

from config.legible import is_legible, washed

Record = TypeVar("Record")
_ESCAPED = re.compile(rb"\\(?:u00|u2028|b|f|r)")
"""How JSON writes controls; a text that only looks like it costs one more look."""


LEVEL = 3


class Zstandard(threading.local):
    """A compressor and a decompressor for each thread: making one takes longer than packing a small record, and two threads
    cannot share one."""

    def __init__(self, level: int, *, checksum: bool = False) -> None:
        self.compress = zstandard.ZstdCompressor(level=level, write_checksum=checksum).compress
        self.decompress = zstandard.ZstdDecompressor().decompress


_ZSTANDARD = Zstandard(LEVEL)


@cache
def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def pack(record: object, kind: Any) -> bytes:
    """A record as compressed JSON."""
    return _ZSTANDARD.compress(dump(record, kind))


def unpack(blob: bytes, kind: type[Record]) -> Record:
    """The record in a blob made by `pack`."""
    value: Record = _adapter(cast(Hashable, kind)).validate_json(_ZSTANDARD.decompress(blob))
    return value


def dump(record: object, kind: Any) -> bytes:
    """A record as plain JSON, the same bytes for the same record; its texts are legible, whatever they were."""
    adapter = _adapter(kind)
    try:
        text: bytes = adapter.dump_json(record)
    except (PydanticSerializationError, UnicodeError):
        return bytes(adapter.dump_json(washed(record)))
    if _ESCAPED.search(text) or not is_legible(text.decode()):
        text = adapter.dump_json(washed(record))
    return text


def digest_of(data: bytes) -> str:
    """The content hash that names a blob."""
    return hashlib.sha256(data).hexdigest()
