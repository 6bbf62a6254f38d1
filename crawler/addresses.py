"""Addresses: resolving what stands in a page, and the canonical form that identifies a post or a link target."""

import posixpath
import re
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import quote, quote_from_bytes, unquote_to_bytes, urljoin, urlsplit, urlunsplit

import idna

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
    r"^(?:https?:///|https?:/?/?$|https?://(?:https?|htp|ttp)[:/]|[a-zA-Z]:[\\/]|file:|https?[：;]|https?:\\\\|https?://[^/?#]*[\s<>\"'`{}|,，。；])",
    re.IGNORECASE,
)
_JSESSION = re.compile(r";jsessionid=[^/?#;]*", re.IGNORECASE)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_PATH_SAFE = "/:@!$&'()*+,;=-._~"
_QUERY_SAFE = "/?:@!$&'()*+,;=-._~"


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a reference in a page leads to: an address, or the reason why there is none.

    `problem` is None for a followable address, `malformed`, or `ignored` (schemes and anchors no browser requests).
    """

    url: str
    fragment: str = ""
    problem: str | None = None


def clean_reference(raw: str) -> str:
    """What a browser makes of an attribute: outer white space, line breaks and tabs removed."""
    return re.sub(r"[\t\n\r\x00]", "", raw).strip(" \x0b\x0c\u3000\xa0\ufeff")


def resolve(base: str, raw: str, charset: str = "utf-8", tracking: tuple[str, ...] = ()) -> Resolved:
    """Resolve a reference against its page; the query is encoded in the page's own charset, as browsers do."""
    return _resolve(_decisive(base, raw), raw, charset, tracking)


def _decisive(base: str, raw: str) -> str:
    """The part of a page's address that decides what a reference means: pages of one folder share it."""
    path = base.find("/", base.find("//") + 2)
    if path < 0:
        return base
    if raw.startswith("/") and not raw.startswith(("//", "/\\")):
        return base[: path + 1]
    if raw[:1].isalnum() or raw.startswith("."):
        return base[: base.partition("?")[0].rfind("/") + 1]
    return base


@lru_cache(maxsize=8192)
def _resolve(base: str, raw: str, charset: str, tracking: tuple[str, ...]) -> Resolved:
    text = clean_reference(raw)
    if not text or text.startswith("#"):
        return Resolved("", text[1:], "ignored")
    if _MALFORMED.match(text):
        return Resolved(text, problem="malformed")
    scheme = _SCHEME.match(text)
    if scheme and scheme[1].lower() not in FOLLOWED:
        return _other_scheme(text, scheme[1].lower(), base)
    try:
        joined = urljoin(base, text.replace("\\", "/") if "\\" in text.split("?")[0] else text)
        address, _, fragment = joined.partition("#")
        return Resolved(canonical(address, charset, tracking), fragment)
    except (ValueError, UnicodeError):
        return Resolved(text, problem="malformed")


def _other_scheme(text: str, scheme: str, base: str) -> Resolved:
    if scheme in IGNORED_SCHEMES:
        return Resolved(text, problem="ignored")
    rest = text[len(scheme) + 1 :]
    if rest.startswith("//") or re.match(r"h*t*t*p*s?$", scheme):
        return Resolved(text, problem="malformed")
    if re.match(r"\d{1,5}(/|$)", rest):  # host:port without a scheme: a browser calls it an unknown scheme
        return Resolved(text, problem="malformed")
    return Resolved(text, problem="ignored") if base else Resolved(text, problem="malformed")


@lru_cache(maxsize=8192)
def canonical(url: str, charset: str = "utf-8", tracking: tuple[str, ...] = ()) -> str:
    """The address that identifies a page (MEASURING 1): no fragment, default port, session or tracking parameter.

    Raises ValueError for an address without a usable host or with an impossible port.
    """
    parts = urlsplit(url.strip())
    scheme = parts.scheme.lower()
    host = _host(parts.hostname or "")
    port = parts.port
    netloc = host if port is None or port == _DEFAULT_PORTS.get(scheme) else f"{host}:{port}"
    if parts.username is not None:
        password = f":{parts.password}" if parts.password is not None else ""
        netloc = f"{parts.username}{password}@{netloc}"
    path = _normal_path(_JSESSION.sub("", parts.path))
    query = _normal_query(_JSESSION.sub("", parts.query), charset, tracking)
    return urlunsplit((scheme, netloc, path, query, ""))


def _host(host: str) -> str:
    if not host:
        raise ValueError("no host")
    if ":" in host:
        return f"[{IPv6Address(host.partition('%')[0]).compressed}]"
    host = host.lower()
    if host.isascii():
        return host
    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        raise ValueError(str(error)) from error


def _normal_path(path: str) -> str:
    if not path:
        return "/"
    text = quote(unquote_to_bytes(_protect(path)), safe=_PATH_SAFE)
    text = re.sub(r"%25(2[Ff]|3[Ff]|23|25)", lambda found: f"%{found[1].upper()}", text)
    if "/./" in text or "/../" in text or text.endswith(("/.", "/..")) or "//" not in text:
        folder = text.endswith(("/", "/.", "/.."))
        joined = posixpath.normpath(text) if "//" not in text else text
        joined = "/" + joined.lstrip("/")
        text = joined + "/" if folder and not joined.endswith("/") else joined
    return text


def _protect(path: str) -> str:
    """Keep escapes that would change the meaning of the path (slash, question mark, hash, percent)."""
    return re.sub(r"%(2[Ff]|3[Ff]|23|25)", r"%25\1", path)


def _normal_query(query: str, charset: str, tracking: tuple[str, ...]) -> str:
    if not query:
        return ""
    pairs = [pair for pair in query.split("&") if pair and pair.split("=", 1)[0].lower() not in tracking]
    return "&".join(_encode_query(pair, charset) for pair in pairs)


def _encode_query(text: str, charset: str) -> str:
    try:
        raw = text.encode(charset, errors="xmlcharrefreplace")
    except LookupError:
        raw = text.encode()
    encoded = quote_from_bytes(raw, safe=_QUERY_SAFE + "%")
    return re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", re.sub(r"%[0-9a-f]{2}", lambda found: found[0].upper(), encoded))


def identity(url: str) -> str:
    """What makes two addresses the same post: the canonical address, whatever its scheme."""
    return url.partition("://")[2] or url


def host_of(url: str) -> str:
    """Host and port of an address, as `hosts:` in the configuration names them; empty where there is none."""
    try:
        netloc = urlsplit(url).netloc
    except ValueError:
        return ""
    return netloc.rpartition("@")[2].lower()


def in_prefix(url: str, prefix: str) -> bool:
    """Whether an address lies under a section's prefix, on a boundary of the path, whatever its scheme."""
    address, start = identity(url), identity(prefix)
    return address.startswith(start) and may_end(address, len(start))


def may_end(address: str, end: int) -> bool:
    """Whether a section's prefix may end after so many characters of an address."""
    return end == len(address) or address[end] in "/?#&" or (end > 0 and address[end - 1] in "/=?&")


def literal_ip(host: str) -> IPv4Address | IPv6Address | None:
    """The IP address that a host spells, in every spelling that a browser accepts (octal, hex, one number)."""
    text = host.strip("[]").partition("%")[0]
    try:
        return ip_address(text)
    except ValueError:
        pass
    pieces = text.rstrip(".").split(".")
    if not 1 <= len(pieces) <= 4:
        return None
    numbers = [_number(piece) for piece in pieces]
    if any(number is None for number in numbers):
        return None
    values = [number for number in numbers if number is not None]
    last = values.pop()
    if any(value > 255 for value in values) or last >= 256 ** (4 - len(values)):
        return None
    return IPv4Address(sum(value << (24 - 8 * index) for index, value in enumerate(values)) + last)


def _number(piece: str) -> int | None:
    try:
        if re.fullmatch(r"0[xX][0-9a-fA-F]*", piece):
            return int(piece[2:] or "0", 16)
        if re.fullmatch(r"0[0-7]+", piece):
            return int(piece, 8)
        return int(piece) if re.fullmatch(r"\d+", piece) else None
    except ValueError:
        return None


def is_private(address: IPv4Address | IPv6Address) -> bool:
    """Whether an IP address is not on the public internet: never requested, except for configured hosts."""
    mapped = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    if mapped is not None:
        return is_private(mapped)
    return not address.is_global or address.is_multicast


def names_private_host(host: str) -> bool:
    """Whether a host is private by its spelling alone: localhost, or a literal private address."""
    name = host.rpartition("@")[2].lower()
    name = name[: name.rfind("]") + 1] if name.startswith("[") else name.partition(":")[0]
    name = name.rstrip(".")
    if name == "localhost" or name.endswith((".localhost", ".local", ".internal", ".lan")):
        return True
    address = literal_ip(name)
    return address is not None and is_private(address)


def extension_of(url: str) -> str:
    """The extension of an address's file name in lower case, empty where it has none."""
    name = urlsplit(url).path.rsplit("/", 1)[-1]
    return name.rsplit(".", 1)[-1].lower() if "." in name else ""
