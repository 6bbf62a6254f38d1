"""Near-duplicates: a 64-bit simhash of a body's text, and how far two of them are apart."""

import re

BITS = 64
SHINGLE = 4
"""Characters of the overlapping pieces that are hashed."""
_BYTES = BITS // 8
"""Bytes of a lane: all pieces of a text are hashed at once, side by side in one long number, and each has room for the product of
two numbers of 32 bits."""
_PLACES = (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F)
"""What a character is multiplied by at each place of a piece: odd numbers whose bits are spread evenly."""
_ALL_PLACES = sum(factor << BITS * (SHINGLE - 1 - place) for place, factor in enumerate(_PLACES))
"""The four of them in one number: its product with the characters holds each piece's sum in the lane of its last character."""
_MIXERS = (0x85EBCA6B, 0xC2B2AE35)
"""Odd numbers as well, one for each half of a hash: where both halves of a product are put together each bit depends on each bit
of the piece, and is set as often as not."""
_HALF = 32
_LETTERS = re.compile(r"\w+")


def letters(text: str) -> str:
    """A text without white space and punctuation."""
    return "".join(_LETTERS.findall(text))


def simhash(text: str) -> int:
    """The simhash of a text, white space and punctuation left out; 0 for a text too short to compare."""
    plain = text if text.isalnum() else letters(text)
    if len(plain) < 4 * SHINGLE:
        return 0
    count = len(plain) - SHINGLE + 1
    return _usual(_sums(_hashes(plain, count), count), count)


def _sums(hashes: int, count: int) -> list[int]:
    """How many of the hashes have each bit set: binary numbers, of which each item of the list holds one place for all 64 bits, the lowest first.

    All are added at once, half of the lanes to the other half, until one lane is left.
    """
    places = [hashes]
    while count > 1:
        count = -(-count // 2)
        width = BITS * count
        low = (1 << width) - 1
        carry = 0
        sums: list[int] = []
        for place in places:
            one, other = place & low, place >> width
            odd = one ^ other
            sums.append(odd ^ carry)
            carry = one & other | carry & odd
        places = [*sums, carry]
    return places


def _usual(sums: list[int], count: int) -> int:
    """The bits that more than half of so many hashes have: the sums are compared with the half place by place, the highest first."""
    more, same = 0, (1 << BITS) - 1
    for place in range(len(sums) - 1, -1, -1):
        if count // 2 >> place & 1:
            same &= sums[place]
        else:
            more |= same & sums[place]
            same &= ~sums[place]
    return more


def _hashes(plain: str, count: int) -> int:
    """The hashes of all pieces of a text, a lane each."""
    half = b"\xff" * (_BYTES // 2) + b"\0" * (_BYTES // 2)
    low = int.from_bytes(half * count, "little")
    characters = _lanes(plain)
    mixed = characters * _ALL_PLACES >> BITS * (SHINGLE - 1)
    mixed = (mixed >> _HALF ^ mixed) & low
    first, second = (product >> _HALF ^ product for product in (mixed * mixer for mixer in _MIXERS))
    return first & low | (second & low) << _HALF


def _lanes(plain: str) -> int:
    """The characters of a text, a lane each."""
    codes = plain.encode("utf-32-le", "surrogatepass")
    lanes = bytearray(_BYTES * len(plain))
    for byte in range(3):  # a character's number has three bytes at most
        lanes[byte::_BYTES] = codes[byte::4]
    return int.from_bytes(lanes, "little")


def distance(one: int, other: int) -> int:
    """The number of bits in which two simhashes differ."""
    return (one ^ other).bit_count()
