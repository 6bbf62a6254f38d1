"""Near-duplicates: a 64-bit simhash of a body's text, and how far two of them are apart."""

import hashlib
import re
from collections import Counter

BITS = 64
SHINGLE = 4
"""Characters of the overlapping pieces that are hashed."""


def simhash(text: str) -> int:
    """The simhash of a text, white space and punctuation left out; 0 for a text too short to compare."""
    plain = re.sub(r"\W", "", text)
    if len(plain) < 4 * SHINGLE:
        return 0
    pieces = Counter(plain[start : start + SHINGLE] for start in range(len(plain) - SHINGLE + 1))
    columns = [[0] * 256 for _ in range(BITS // 8)]
    for piece, count in pieces.items():
        for column, byte in zip(columns, hashlib.blake2b(piece.encode(), digest_size=BITS // 8).digest(), strict=True):
            column[byte] += count
    value = 0
    for column in columns:  # the bytes of a hash, the highest first
        used = [(byte, count) for byte, count in enumerate(column) if count]
        half = sum(column) / 2
        for bit in range(7, -1, -1):
            value = value << 1 | (sum([count for byte, count in used if byte >> bit & 1]) > half)
    return value


def distance(one: int, other: int) -> int:
    """The number of bits in which two simhashes differ."""
    return (one ^ other).bit_count()
