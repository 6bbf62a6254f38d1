"""Records to compressed JSON and back."""

import hashlib
from collections.abc import Hashable
from functools import cache
from typing import Any, TypeVar, cast

import zstandard
from pydantic import TypeAdapter

Record = TypeVar("Record")


@cache
def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def pack(record: object, kind: Any) -> bytes:
    """A record as compressed JSON."""
    return zstandard.ZstdCompressor(level=3).compress(_adapter(kind).dump_json(record))


def unpack(blob: bytes, kind: type[Record]) -> Record:
    """The record in a blob made by `pack`."""
    value: Record = _adapter(cast(Hashable, kind)).validate_json(zstandard.ZstdDecompressor().decompress(blob))
    return value


def dump(record: object, kind: Any) -> bytes:
    """A record as plain JSON, the same bytes for the same record."""
    text: bytes = _adapter(kind).dump_json(record)
    return text


def digest_of(data: bytes) -> str:
    """The content hash that names a blob."""
    return hashlib.sha256(data).hexdigest()
