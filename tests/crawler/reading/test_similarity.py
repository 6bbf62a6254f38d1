"""Simhashes: what is computed for all pieces of a text at once is what each piece alone would give."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from crawler.reading.similarity import _MIXERS, _PLACES, distance, simhash

WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), max_size=200)


def hash_of(piece: str) -> int:
    """A piece's hash, one step after the other."""
    value = sum(ord(character) * factor for character, factor in zip(piece, _PLACES, strict=True))
    value = (value ^ value >> 32) % 2**32
    low, high = ((value * mixer ^ value * mixer >> 32) % 2**32 for mixer in _MIXERS)
    return low | high << 32


@given(WORDS)
@example("红桥区政务公开𠮷野家" * 4)
@example("\U0010ffff" * 16 + "字" * 16)
def test_each_bit_is_the_majority_of_the_pieces_hashes(text: str) -> None:
    plain = re.sub(r"\W", "", text)
    hashes = [hash_of(plain[start : start + 4]) for start in range(len(plain) - 3)]
    expected = sum(1 << bit for bit in range(64) if sum(value >> bit & 1 for value in hashes) * 2 > len(hashes))
    assert simhash(text) == (expected if len(plain) >= 16 else 0)


def test_a_text_with_one_character_changed_is_near_and_unrelated_texts_are_far() -> None:
    texts = [
        "".join(chr(0x4E00 + (start * 7919 + step * step * 31) % 20_000) for step in range(400)) for start in range(20)
    ]
    for text in texts:
        assert distance(simhash(text), simhash(text[:200] + "改" + text[201:])) <= 8
    apart = [distance(simhash(one), simhash(other)) for one in texts for other in texts if one != other]
    assert min(apart) >= 12
    assert 28 <= sum(apart) / len(apart) <= 36
