"""Near-duplicates: a 64-bit simhash of a body's text, and how far two of them are apart."""

import re

BITS = 64
SHINGLE = 4
"""Characters of the overlapping pieces that are hashed."""
_BYTES = BITS // 8
_LANE = 2 * _BYTES
"""Bytes of a lane: all pieces of a text are hashed at once, side by side in one long number, and each has room for the product of
two numbers of 64 bits."""
_PLACES = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93)
"""What a character is multiplied by at each place of a piece: odd numbers whose bits are spread evenly."""
_MIXERS = (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53)
"""MurmurHash3's finalizer: after it each bit of a hash depends on each bit of its piece."""
_HALF = 33
_BIT = tuple(bytes([1 << bit]) for bit in range(7, -1, -1))
"""A byte's bits, the highest first."""


def simhash(text: str) -> int:
    """The simhash of a text, white space and punctuation left out; 0 for a text too short to compare."""
    plain = re.sub(r"\W", "", text)
    if len(plain) < 4 * SHINGLE:
        return 0
    count = len(plain) - SHINGLE + 1
    hashes = _hashes(plain, count).to_bytes(_LANE * count, "little")
    masks = [int.from_bytes(bit * count, "big") for bit in _BIT]
    value = 0
    for byte in range(_BYTES - 1, -1, -1):  # the bytes of a hash, the highest first
        column = int.from_bytes(hashes[byte::_LANE], "big")
        for mask in masks:
            value = value << 1 | ((column & mask).bit_count() * 2 > count)
    return value


def _hashes(plain: str, count: int) -> int:
    """The hashes of all pieces of a text, a lane each."""
    low = int.from_bytes((b"\xff" * _BYTES + b"\0" * _BYTES) * count, "little")
    characters = _lanes(plain)
    mixed = sum((characters >> 8 * _LANE * place) * factor for place, factor in enumerate(_PLACES)) & low
    for mixer in _MIXERS:
        mixed ^= mixed >> _HALF & low
        mixed = mixed * mixer & low
    return mixed ^ (mixed >> _HALF & low)


def _lanes(plain: str) -> int:
    """The characters of a text, a lane each."""
    codes = plain.encode("utf-32-le", "surrogatepass")
    lanes = bytearray(_LANE * len(plain))
    for byte in range(3):  # a character's number has three bytes at most
        lanes[byte::_LANE] = codes[byte::4]
    return int.from_bytes(lanes, "little")


def distance(one: int, other: int) -> int:
    """The number of bits in which two simhashes differ."""
    return (one ^ other).bit_count()
