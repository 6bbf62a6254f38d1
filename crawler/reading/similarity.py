"""Near-duplicates: a 64-bit simhash of a body's text, and how far two of them are apart."""

import re
from collections.abc import Iterator
from hashlib import blake2b

BITS = 64
SHINGLE = 4
"""Characters of the overlapping pieces that are hashed."""
_BYTES = BITS // 8
_BIT = tuple(bytes([1 << bit]) for bit in range(7, -1, -1))
"""A byte's bits, the highest first."""


def simhash(text: str) -> int:
    """The simhash of a text, white space and punctuation left out; 0 for a text too short to compare."""
    plain = re.sub(r"\W", "", text)
    if len(plain) < 4 * SHINGLE:
        return 0
    digests = b"".join([blake2b(piece, digest_size=_BYTES).digest() for piece in _pieces(plain)])
    count = len(digests) // _BYTES
    masks = [int.from_bytes(bit * count, "big") for bit in _BIT]
    value = 0
    for byte in range(_BYTES):  # the bytes of a hash, the highest first
        column = int.from_bytes(digests[byte::_BYTES], "big")
        for mask in masks:
            value = value << 1 | ((column & mask).bit_count() * 2 > count)
    return value


def _pieces(plain: str) -> Iterator[bytes]:
    """The overlapping pieces of a text, encoded."""
    characters = list(map(str.encode, plain))
    return map(b"".join, zip(*(characters[start:] for start in range(SHINGLE)), strict=False))


def distance(one: int, other: int) -> int:
    """The number of bits in which two simhashes differ."""
    return (one ^ other).bit_count()
