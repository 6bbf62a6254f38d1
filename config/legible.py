"""Text that every database, document and terminal can hold: one rule, whatever door a text comes in by."""

import re
import unicodedata
from collections.abc import Hashable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar, cast

LOST = "\ufffd"
"""Stands where a character was that is none."""
_PLANES = "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17))
_UNFIT = re.compile(f"\r\n|[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_PLANES}]")
"""Controls but tab and line feed; surrogates; the code points that Unicode promises never to be characters."""
_SPACES = "\n\t\u3000\xa0"
_SURROGATE = re.compile("[\ud800-\udfff]")
Value = TypeVar("Value")


def is_legible(text: str) -> bool:
    """Whether a text needs no washing. What can be printed does not; spaces that Python does not print are looked past."""
    if text.isprintable():
        return True
    for space in _SPACES:
        text = text.replace(space, "")
    return text.isprintable() or _UNFIT.search(text) is None


def legible(text: str) -> str:
    """The text with every line end as `\\n`, every other control as a space, and U+FFFD for what is no character.

    Two halves of one character, as scripts write an emoji, are put together again.
    """
    if is_legible(text):
        return text
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _UNFIT.sub(_instead, text)


def _instead(found: re.Match[str]) -> str:
    if found[0] in ("\r\n", "\r"):
        return "\n"
    return " " if unicodedata.category(found[0]) == "Cc" and found[0] != "\x00" else LOST


def one_line(text: str) -> str:
    """A legible text without line ends: for a subject, a name of a file, a row of a terminal."""
    return " ".join(legible(text).split())


def washed(value: Value) -> Value:
    """A record with every text in it made legible, however deep; the record itself where nothing is to be done."""
    return _washed(value)  # type: ignore[no-any-return]


def _washed(value: Any) -> Any:
    kind = type(value)
    if kind is str:
        return legible(value)
    if kind is tuple or kind is list or kind is set or kind is frozenset:
        items = [_washed(item) for item in value]
        return value if all(map(_same, items, value)) else kind(items)
    if kind is dict:
        return {_washed(key): _washed(item) for key, item in value.items()}
    return _washed_record(value) if is_dataclass(kind) else value


def _washed_record(record: Any) -> Any:
    changes = {}
    for name in _names(cast(Hashable, type(record))):
        before = getattr(record, name)
        after = _washed(before)
        if after is not before and after != before:
            changes[name] = after
    return replace(record, **changes) if changes else record


def _same(one: object, other: object) -> bool:
    return one is other


@cache
def _names(kind: Hashable) -> tuple[str, ...]:
    return tuple(field.name for field in fields(cast(type[Any], kind)) if field.init)
