"""Resolving: what a browser asks for when a reference stands in a page, by a library that follows the WHATWG's standard."""

import re
from dataclasses import dataclass
from functools import lru_cache

import ada_url

from crawler.addresses.identity import identified

FOLLOWED = ("http", "https")
IGNORED_SCHEMES = frozenset(
    [
        "mailto",
        "tel",
        "sms",
        "javascript",
        "vbscript",
        "data",
        "about",
        "blob",
        "callto",
        "skype",
        "weixin",
        "wx",
        "alipays",
        "alipay",
        "tencent",
        "mqq",
        "mqqwpa",
        "wtloginmqq",
        "ftp",
        "ftps",
        "mms",
        "rtsp",
        "rtmp",
        "magnet",
        "thunder",
        "ed2k",
        "intent",
        "itms",
        "itms-services",
        "market",
        "whatsapp",
        "geo",
        "maps",
        "view-source",
        "cid",
        "baidumap",
        "androidamap",
        "iosamap",
        "bdapp",
        "dingtalk",
        "sinaweibo",
        "weibosdk",
    ]
)
_SCHEME = re.compile(r"^([a-zA-Z][a-zA-Z0-9+.-]*):")
_MALFORMED = re.compile(
    r"^(?:https?:///|https?://+(?:https?|htp|ttp)(?:[:/]|$)|[a-zA-Z]:[\\/]|file:|https?[：;])",
    re.IGNORECASE,
)
"""What MEASURING 3 calls malformed by its own decision, even where a browser repairs it; the rest is the standard's."""
_CONTROLS = "".join(map(chr, range(33)))
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_QUERY_ESCAPED = frozenset(b" \"#'<>") | frozenset(range(33)) | frozenset(range(127, 256))
"""Bytes that a browser escapes in a query, after encoding it in the page's charset."""
_LONE = re.compile("[\ud800-\udfff]")
_ORIGIN = re.compile(r"https?://[^/\\?#]+/")
REMEMBERED = 4096
"""References that are remembered: links, rows and pagers of a page ask for the same ones, and pages of a site share most of them."""


_BREAKS = dict.fromkeys(map(ord, "\t\n\r"))


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a reference in a page leads to: an address, or the reason why there is none.

    `url` identifies the target (MEASURING 1) and is never asked; `asked` is what goes over the wire. `problem` is None
    for a followable address, `malformed`, or `ignored` (schemes and anchors no browser requests).
    """

    url: str
    fragment: str = ""
    problem: str | None = None
    asked: str = ""


def clean_reference(raw: str) -> str:
    """What a browser makes of an attribute: outer control characters and spaces, line breaks and tabs removed."""
    return (raw if raw.isprintable() else raw.translate(_BREAKS)).strip(_CONTROLS)


def resolve(base: str, raw: str, charset: str = "utf-8", tracking: tuple[str, ...] = ()) -> Resolved:
    """Resolve a reference against its page; the query is encoded in the page's own charset, as browsers do."""
    return resolve_clean(base, clean_reference(raw), charset, tracking)


def resolve_clean(base: str, text: str, charset: str = "utf-8", tracking: tuple[str, ...] = ()) -> Resolved:
    """The same for a reference that has been cleaned."""
    if not text or text.startswith("#"):
        return Resolved("", text[1:], "ignored")
    return _resolved(_needed(base, text), text, "" if text.isascii() else charset, tracking)


@lru_cache(maxsize=REMEMBERED)
def _resolved(base: str, text: str, charset: str, tracking: tuple[str, ...]) -> Resolved:
    if _MALFORMED.match(text):
        return Resolved(text, problem="malformed")
    scheme = _SCHEME.match(text)
    if scheme and scheme[1].lower() not in FOLLOWED:
        return _other_scheme(text, scheme[1].lower(), base)
    try:
        asked = join(base, text, charset)
    except ValueError:
        return Resolved(text, problem="malformed")
    if not asked.startswith(("http:", "https:")):
        return Resolved(text, problem="ignored")
    return Resolved(identified(asked, tracking), text.partition("#")[2], asked=asked)


def _needed(base: str, reference: str) -> str:
    """As much of a page's address as a reference needs: all pages of a site share what one that begins with a slash leads to."""
    if reference[0] != "/" or reference[1:2] in ("/", "\\"):
        return base
    return _origin(base)


@lru_cache(maxsize=16)
def _origin(base: str) -> str:
    origin = _ORIGIN.match(base)
    return origin[0] if origin else base


@lru_cache(maxsize=REMEMBERED)
def join(base: str, reference: str, charset: str = "utf-8") -> str:
    """The address that a browser asks for, without fragment. Raises ValueError where it would ask for none."""
    text, mark, _ = _LONE.sub("\ufffd", reference).partition("#")
    if not text.isascii():
        path, question, query = text.partition("?")
        text = f"{path}{question}{_encoded(query, charset)}"
    return str(ada_url.join_url(base, f"{text}{mark}")).partition("#")[0]  # a space before the mark counts


def asked_address(text: str) -> str:
    """The address that a browser asks for when it is typed in. Raises ValueError where there is none."""
    asked = str(ada_url.normalize_url(_LONE.sub("\ufffd", text.strip()))).partition("#")[0]
    if not asked.startswith(("http:", "https:")):
        raise ValueError(f"not http: {text[:200]}")
    return asked


def redirect_target(base: str, location: bytes) -> str:
    """Where a `Location` header leads; bytes beyond ASCII are escaped one by one, as browsers do, whatever they mean.

    Raises ValueError where it leads nowhere; any scheme may come back.
    """
    text = "".join(chr(byte) if byte < 128 else f"%{byte:02X}" for byte in location)
    return join(base, clean_reference(text))


def canonical(url: str, tracking: tuple[str, ...] = ()) -> str:
    """The address that identifies a page (MEASURING 1): no fragment, default port, session or tracking parameter.

    Raises ValueError for an address that no browser would ask for.
    """
    return identified(asked_address(url), tracking)


def _other_scheme(text: str, scheme: str, base: str) -> Resolved:
    if scheme in IGNORED_SCHEMES:
        return Resolved(text, problem="ignored")
    rest = text[len(scheme) + 1 :]
    if rest.startswith("//") or re.match(r"h*t*t*p*s?$", scheme):
        return Resolved(text, problem="malformed")
    if re.match(r"\d{1,5}(/|$)", rest):  # host:port without a scheme: a browser calls it an unknown scheme
        return Resolved(text, problem="malformed")
    return Resolved(text, problem="ignored") if base else Resolved(text, problem="malformed")


def _encoded(query: str, charset: str) -> str:
    """A query in a page's charset; what the charset lacks is sent as an escaped character reference."""
    return query if query.isascii() else _FOREIGN.sub(lambda found: escaped(found[0], charset), query)


def escaped(text: str, charset: str) -> str:
    """Text beyond ASCII in a query of that charset."""
    try:
        return "".join(_in_charset(character, charset) for character in text)
    except (LookupError, UnicodeError):  # a charset that is none: browsers take UTF-8
        return "".join(f"%{byte:02X}" for byte in text.encode("utf-8", errors="replace"))


def _in_charset(character: str, charset: str) -> str:
    if charset.lower().startswith(("utf", "ucs")):
        raw = character.encode("utf-8", errors="replace")
    elif charset == "gbk":
        raw = b"\x80" if character == "€" else character.encode("gb18030", errors="ignore")
        raw = raw if len(raw) <= 2 else b""
    else:
        raw = character.encode(charset, errors="ignore")
        raw = (
            b"" if charset == "big5hkscs" and raw[:1] < b"\xa1" else raw
        )  # browsers write no more of it than they read from Big5
    if not raw:
        return f"%26%23{ord(character)}%3B"
    return "".join(f"%{byte:02X}" if byte in _QUERY_ESCAPED else chr(byte) for byte in raw)
