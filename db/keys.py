"""What stands for an address in an index: no address is too long for it."""

import hashlib

from config.legible import legible

HEAD = 300
"""Characters of an address that an index of prefixes holds; PostgreSQL refuses rows of an index above 2,704 bytes."""
LONGEST_HOST = 253
"""Characters of a name that the domain name system can hold; what is longer is no host."""


def hashed(*parts: str) -> str:
    """A short name for a content: the same for the same parts."""
    return hashlib.sha256("\x00".join(legible(part) for part in parts).encode()).hexdigest()[:40]


def observation_number(address: str, run: int) -> int:
    """The number of what an address, given by its `hashed`, answers from a night on: 63 bits, the same whoever stores it.

    Nights follow each other in the index (modulo 128); within one, two of a million addresses share the 56 bits left once
    in a hundred thousand stores.
    """
    return (run % 128) << 56 | int(hashed(address, str(run))[:14], 16)


def following(prefix: str) -> str:
    """The first text, byte by byte, after all those that begin with a prefix."""
    return prefix[:-1] + chr(ord(prefix[-1]) + 1)
