"""Bytes to text, once: byte order mark, HTTP header, meta, and then a check of what was claimed."""

import codecs
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:-]+)", re.IGNORECASE)
_HEADER = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_:-]+)", re.IGNORECASE)
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs"}
_SUSPECTS = ("utf-8", "gb18030", "big5hkscs")
_DECLARED_BONUS, _UTF_8_BONUS = 0.02, 0.01
_UNBEATEN = 1 + _UTF_8_BONUS
"""The most that a charset which was not declared can score."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page's text, the charset it really has, and the one it claims (None where it claims none)."""

    text: str
    charset: str
    declared: str | None


def decode(body: bytes, content_type: str = "") -> Decoded:
    """Decode a page; never raises and never returns an empty text for a body that is not empty."""
    for bom, charset in _BOMS:
        if body.startswith(bom):
            return Decoded(body[len(bom) :].decode(charset, errors="replace"), charset, charset)
    declared = declared_charset(body, content_type)
    if body.isascii():
        return Decoded(body.decode("ascii"), "utf-8" if declared is None else declared, declared)
    best, highest = "utf-8", float("-inf")
    for charset in _candidates(declared):
        score = _score(body, charset, declared)
        if score > highest:
            best, highest = charset, score
        if highest >= _UNBEATEN:
            break
    return Decoded(body.decode(best, errors="replace"), best, declared)


def declared_charset(body: bytes, content_type: str) -> str | None:
    """The charset that header or meta name, widened (gb2312 is read as gb18030); None where none is known."""
    header = _HEADER.search(content_type)
    meta = _META.search(body[:8192])
    for found in (header[1] if header else None, meta[1].decode("ascii") if meta else None):
        if found is None:
            continue
        try:
            name = codecs.lookup(found).name
        except LookupError:
            continue
        name = _WIDER.get(found.lower(), _WIDER.get(name, name))
        if name not in ("base64", "hex", "rot13", "idna", "punycode") and not name.startswith(("utf-7", "unicode")):
            return name
    return None


def _candidates(declared: str | None) -> tuple[str, ...]:
    rest = tuple(charset for charset in _SUSPECTS if charset != declared)
    return (declared, *rest) if declared else rest


def _score(body: bytes, charset: str, declared: str | None) -> float:
    """How much a reading looks like Chinese text: unread bytes cost most, rare characters a little."""
    sample = body[:200_000]
    try:
        text = sample.decode(charset, errors="replace")
    except (LookupError, UnicodeError):
        return -1e9
    bonus = _DECLARED_BONUS if charset == declared else _UTF_8_BONUS if charset == "utf-8" else 0.0
    if _is_all_common(text):
        return 1.0 + bonus
    foreign = {character: count for character, count in Counter(text).items() if ord(character) > 127}
    if not foreign:
        return 0.0
    if sample is not body and text[-1] == "\ufffd":
        foreign["\ufffd"] -= 1
    total = max(sum(foreign.values()), 1)
    common = sum(count for character, count in foreign.items() if _is_common(character))
    return (common - 5 * foreign.get("\ufffd", 0)) / total + bonus


def _is_all_common(text: str) -> bool:
    """Whether every character beyond ASCII, of which there are some, is one of GB 2312: true of most pages."""
    ascii_count = len(text.encode("ascii", errors="ignore"))
    return ascii_count < len(text) and len(text.encode("gb2312", errors="ignore")) == 2 * len(text) - ascii_count


@lru_cache(maxsize=65536)
def _is_common(character: str) -> bool:
    """GB 2312 holds the characters that Chinese offices use; anything outside it is a sign of a wrong reading."""
    try:
        return len(character.encode("gb2312")) == 2
    except UnicodeEncodeError:
        return character in "\xa0·—…©®○〇\u3000" or ("\u4e00" <= character <= "\u9fff" and _in_big5(character))


def _in_big5(character: str) -> bool:
    try:
        return bool(character.encode("big5"))
    except UnicodeEncodeError:
        return False
