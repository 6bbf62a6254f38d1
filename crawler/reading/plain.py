"""The plain form of a text: what looks alike is written alike."""

import re
import unicodedata
from functools import lru_cache

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−﹘﹣－─━~～", "-"),
        **dict.fromkeys("∶ː꞉˸﹕", ":"),
        **dict.fromkeys("·•・‧∙⋅｡", "."),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", " "),
    }
)
_NUMBERLESS = re.compile(
    "[\x00-/:-\x7f\u2013\u2014\u2018-\u201d\u2026\u3000-\u3002\u3008-\u3011\u4e00-\u9fff\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff5e]*"
)
"""A text of Chinese characters, punctuation and Latin letters: no plain form of it shows more of a day than it does itself."""
_NARROW = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_NARROW |= {"\u3000": " ", "\u2014": "-", "\u2013": "-", "\xb7": ".", "\u2026": "..."}
_WIDE = re.compile(f"[{''.join(map(re.escape, _NARROW))}]")
_USUAL = re.compile(
    "[\x00-\x7f\xb7\u2013\u2014\u2018-\u201d\u2026\u3000-\u3002\u3008-\u3011\u4e00-\u9fff\uff01-\uff5e]*"
)
"""A text of characters of which those in `_NARROW` alone have another plain form: most texts, in a tenth of the time."""
SHORT = 120
"""Characters of a text whose plain form is remembered."""


def plain(text: str) -> str:
    """Full-width forms, dashes, dots and colons of every width to ASCII, white space squeezed."""
    if text.isascii():
        return " ".join(text.translate(_ALIKE).split()) if "~" in text else " ".join(text.split())
    return _plain_short(text) if len(text) <= SHORT else _plain(text)


def _plain(text: str) -> str:
    if _USUAL.fullmatch(text):
        for wide in set(_WIDE.findall(text)):
            text = text.replace(wide, _NARROW[wide])
        return " ".join(text.replace("~", "-").split())
    return " ".join(unicodedata.normalize("NFKC", text.translate(_ALIKE)).translate(_ALIKE).split())


_plain_short = lru_cache(maxsize=8192)(_plain)
"""Several readers look at the short texts of a page, and the pages of a site share them."""


def is_numberless(text: str) -> bool:
    """Whether a text surely holds no digit of any width or script; False for a text with unusual characters, whatever they are."""
    return _NUMBERLESS.fullmatch(text) is not None
