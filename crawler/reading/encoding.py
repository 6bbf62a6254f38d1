"""Bytes to text, once: byte order mark, HTTP header, meta, and then a check of what was claimed."""

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import webencodings

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([^\s;\"',]+)", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?-->|<!--.*", re.DOTALL)
_TAG = re.compile(rb"<(/?[a-zA-Z][^\s/>]*+)((?:[^>\"']++|\"[^\"]*\"|'[^']*')*+)>")
_ATTRIBUTE = re.compile(rb"([^\s=/>\"']+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+)))?")
_IN_CONTENT = re.compile(rb"charset\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s;\"']+))", re.IGNORECASE)
_WIDER = {
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "iso-8859-8-i": "iso-8859-8",
    "utf-16le": "utf-8",
    "utf-16be": "utf-8",
    "x-user-defined": "cp1252",
}
"""What is read in place of what is named: a superset, and in a meta UTF-8 for UTF-16, as the HTML standard has it."""
_SUSPECTS = ("utf-8", "gb18030", "big5hkscs")
_DECLARED_BONUS, _UTF_8_BONUS = 0.02, 0.01
_UNBEATEN = 1 + _UTF_8_BONUS
"""The most that a charset which was not declared can score."""
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
SAMPLE = 200_000
"""Bytes that are scored, from the first one beyond ASCII."""
_MULTI_BYTE = frozenset(("gb18030", "big5hkscs", "euc_jp", "shift_jis", "iso2022_jp", "euc_kr"))
LIKELY = 0.9
"""The share of usual characters from which a reading is taken for Chinese; pages in tests reach 0.97 and more."""
PRESCAN = 8_192
"""Bytes in which a meta is looked for: browsers read 1,024, real pages put scripts before it."""


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
    believed = _believed(body, declared) if declared is not None else None
    if declared is not None and believed is not None:
        return Decoded(believed, declared, declared)
    sample = _sample(body)
    best, highest = "utf-8", float("-inf")
    for charset in _candidates(declared):
        score = _score(sample, charset, declared)
        if score > highest:
            best, highest = charset, score
        if highest >= _UNBEATEN:
            break
    return Decoded(body.decode(best, errors="replace"), best, declared)


def _believed(body: bytes, declared: str) -> str | None:
    """What a claim decodes cleanly, so that no guess is made; None where it does not.

    Bytes that are valid UTF-8 are hardly ever anything else: any other claim over them is held against what they would say. A charset of
    single bytes decodes whatever comes: servers name one by default, so Chinese that decodes cleanly beats it.
    """
    text = _clean(body, declared)
    if text is None or declared == "utf-8":
        return text
    rivals = _SUSPECTS if declared not in _MULTI_BYTE else ("utf-8",)
    sample = _sample(body)
    is_beaten = any(_clean(sample, rival) is not None and _score(sample, rival, None) >= LIKELY for rival in rivals)
    return None if is_beaten else text


def _clean(body: bytes, charset: str) -> str | None:
    """What bytes say that decode without a fault, a character that is cut off at the end aside; None for all others."""
    try:
        decoder = codecs.getincrementaldecoder(charset)("strict")
        text = decoder.decode(body, final=False)
    except (UnicodeError, LookupError):
        return None
    return body.decode(charset, errors="replace") if decoder.getstate()[0] else text


def _sample(body: bytes) -> bytes:
    """The bytes that tell charsets apart: from the first one beyond ASCII on."""
    first = _BEYOND_ASCII.search(body)
    start = first.start() if first else 0
    return body[start : start + SAMPLE]


def declared_charset(body: bytes, content_type: str) -> str | None:
    """The charset that header or meta name, widened (gb2312 is read as gb18030); None where none is known."""
    header = _HEADER.search(content_type)
    for label in chain([header[1]] if header else [], _metas(body[:PRESCAN])):
        known = webencodings.lookup(label)
        if known is not None:
            return _WIDER.get(known.name, str(known.codec_info.name))
    return None


def _metas(start: bytes) -> Iterator[str]:
    """The charsets that the metas of a page's beginning name, in order."""
    for match in _TAG.finditer(_COMMENT.sub(b" ", start)):
        if match[1].lower() != b"meta":
            continue
        attributes = {
            name.lower(): double or single or bare
            for name, double, single, bare in reversed(_ATTRIBUTE.findall(match[2]))
        }
        if attributes.get(b"charset"):
            yield attributes[b"charset"].strip().decode("latin-1")
        elif attributes.get(b"http-equiv", b"").lower() == b"content-type":
            named = _IN_CONTENT.search(attributes.get(b"content", b""))
            if named is not None:
                yield (named[1] or named[2] or named[3] or b"").strip().decode("latin-1")


def _candidates(declared: str | None) -> tuple[str, ...]:
    rest = tuple(charset for charset in _SUSPECTS if charset != declared)
    return (declared, *rest) if declared else rest


def _score(sample: bytes, charset: str, declared: str | None) -> float:
    """How much a reading looks like Chinese text: unread bytes cost most, rare characters a little."""
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
    if len(sample) == SAMPLE and text[-1] == "\ufffd":
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
