"""Resident identity and bank card numbers in text, masked: full-width or spaced, told by check digit, region and day of birth (GB 11643)."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime

from crawler.reading.plain import is_numberless

_GAP = r"[ \-]?"
_IDENTITY = re.compile(rf"(?<!\d)(?=([1-9](?:{_GAP}\d){{16}}{_GAP}[\dXx])(?![\dA-Za-z]))")
"""Looked for from every beginning: another number may stand a space before it."""
_CARD = re.compile(r"(?<!\d)(?=(6\d{15,18}|6\d{3}(?:[ -]\d{4}){3}(?:[ -]\d{1,3})?)(?!\d))")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_REGIONS = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
    ]
)
"""The first two digits: provinces (GB/T 2260), residence permits of Hong Kong, Macao and Taiwan."""
FIRST_BIRTH = 1900
SHORTEST = 16
"""Characters of a card's number; of an identity number, the last one of which may be a letter, 18."""


def personal_numbers(texts: Iterable[str]) -> tuple[str, ...]:
    """The numbers of texts, masked, each once and in order."""
    return tuple(dict.fromkeys(number for text in texts for number in _of(text)))


def _of(text: str) -> Iterator[str]:
    if len(text) < SHORTEST or is_numberless(text) or sum(map(str.isdigit, text)) < SHORTEST - 1:
        return
    text = unicodedata.normalize("NFKC", text)
    for match in _IDENTITY.finditer(text):
        number = re.sub(_GAP[:-1], "", match[1])
        if _identity_is_right(number):
            yield f"{number[:3]}***********{number[-4:]}"
    for match in _CARD.finditer(text):
        number = re.sub(_GAP[:-1], "", match[1])
        if _luhn_is_right(number) and not _identity_is_right(number):
            yield f"{number[:4]}{'*' * (len(number) - 8)}{number[-4:]}"


def _identity_is_right(number: str) -> bool:
    """Eighteen characters whose region, day of birth and check digit are ones."""
    if len(number) != 18 or number[:2] not in _REGIONS or not _is_birth(number[6:14]):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number[:17], strict=True))
    return "10X98765432"[total % 11] == number[17].upper()


def _is_birth(text: str) -> bool:
    try:
        return FIRST_BIRTH <= date(int(text[:4]), int(text[4:6]), int(text[6:])).year <= datetime.now(UTC).year
    except ValueError:
        return False


def _luhn_is_right(number: str) -> bool:
    total = 0
    for index, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + index % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
