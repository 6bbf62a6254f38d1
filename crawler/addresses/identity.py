"""Identity: which addresses are the same page or target (MEASURING 1). For comparing only: it is never asked."""

import re
from functools import lru_cache

import ada_url

_JSESSION = re.compile(r";jsessionid=[^/?#;&]*", re.IGNORECASE)
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_ESCAPE = re.compile(r"(?<!%)(?<!%[0-9A-Fa-f])%([0-9A-Fa-f]{2})")
"""An escape; not one that would make another escape with a stray percent sign before it."""


@lru_cache(maxsize=4096)
def identified(asked: str, tracking: tuple[str, ...] = ()) -> str:
    """The identity of an address as a browser asks for it: escapes alike (RFC 3986, 6.2.2), no session, no tracking."""
    address = asked.partition("#")[0]
    if "%" in address:
        address = _ESCAPE.sub(_alike, address)
    path, _, query = address.partition("?")
    if ";" in path:
        path = _without_session(path)
    if query:
        query = _without(_JSESSION.sub("", query), tracking)
    return f"{path}?{query}" if query else path


def _without_session(path: str) -> str:
    """An address without the session in its path, whatever its host is named; what is left may hold dots that lead upwards."""
    start = path.find("/", path.find("://") + len("://"))
    shorter = path[:start] + _JSESSION.sub("", path[start:]) if start > 0 else path
    return _without_session(str(ada_url.normalize_url(shorter))) if shorter != path else path


def _alike(found: re.Match[str]) -> str:
    character = chr(int(found[1], 16))
    return character if character in _UNRESERVED else f"%{found[1].upper()}"


def _without(query: str, tracking: tuple[str, ...]) -> str:
    if not tracking:
        return query
    return "&".join(pair for pair in query.split("&") if pair.partition("=")[0].lower() not in tracking)


def identity(url: str) -> str:
    """What makes two addresses the same post: the canonical address, whatever its scheme."""
    return url.partition("://")[2] or url


def in_prefix(url: str, prefix: str) -> bool:
    """Whether an address lies under a section's prefix, on a boundary of the path, whatever its scheme."""
    address, start = identity(url), identity(prefix)
    return address.startswith(start) and may_end(address, len(start))


def may_end(address: str, end: int) -> bool:
    """Whether a section's prefix may end after so many characters of an address."""
    return end == len(address) or address[end] in "/?#&" or (end > 0 and address[end - 1] in "/=?&")
