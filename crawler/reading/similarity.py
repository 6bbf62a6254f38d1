"""Near-duplicates: a 64-bit simhash of a body's text, and how far two of them are apart."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from itertools import repeat
from operator import add

BITS = 64
SHINGLE = 4
"""Characters of the overlapping pieces that are hashed."""


def simhash(text: str) -> int:
    """The simhash of a text, white space and punctuation left out; 0 for a text too short to compare."""
    plain = re.sub(r"\W", "", text)
    if len(plain) < 4 * SHINGLE:
        return 0
    pieces = Counter(plain[start : start + SHINGLE] for start in range(len(plain) - SHINGLE + 1))
    digests = b"".join([_digest(piece) * count for piece, count in pieces.items()])
    half = len(digests) / (BITS // 8) / 2
    value = 0
    for byte in range(BITS // 8):  # the bytes of a hash, the highest first
        for count in _set_bits(Counter(digests[byte :: BITS // 8])):
            value = value << 1 | (count > half)
    return value


def _digest(piece: str) -> bytes:
    return hashlib.blake2b(piece.encode(), digest_size=BITS // 8).digest()


def _set_bits(counts: Counter[int]) -> Iterator[int]:
    """How often each bit is set in bytes that were counted, the highest bit first."""
    row = list(map(counts.get, range(256), repeat(0)))
    while len(row) > 1:
        middle = len(row) // 2
        yield sum(row[middle:])
        row = list(map(add, row[:middle], row[middle:]))


def distance(one: int, other: int) -> int:
    """The number of bits in which two simhashes differ."""
    return (one ^ other).bit_count()
