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
    weights = [0] * BITS
    for piece, count in pieces.items():
        value = int.from_bytes(hashlib.blake2b(piece.encode(), digest_size=8).digest())
        for bit in range(BITS):
            weights[bit] += count if value >> bit & 1 else -count
    return sum(1 << bit for bit in range(BITS) if weights[bit] > 0)


def distance(one: int, other: int) -> int:
    """The number of bits in which two simhashes differ."""
    return (one ^ other).bit_count()
