"""robots.txt as RFC 9309 reads it: by product token, byte for byte, wherever a redirect keeps it, and shut where it fails."""

import re
from dataclasses import dataclass

from protego import Protego

MOST_HOPS = 5
MOST_BYTES = 512_000
"""RFC 9309 asks for 500 KiB at least."""
LONGEST_DELAY = 60.0
"""Seconds that a `Crawl-delay` is obeyed at most."""
_AGENT = re.compile(r"^([ \t]*user[- ]?agent[ \t]*:)([^\r\n#]*)", re.IGNORECASE | re.MULTILINE)
_TOKEN = re.compile(r"[A-Za-z_-]+")
_HIGH = re.compile(r"%([89A-Fa-f][0-9A-Fa-f])")
_NOBODY = "-"


@dataclass(frozen=True, slots=True)
class Rules:
    """What a host's robots.txt says to us."""

    parsed: Protego | None
    token: str
    is_shut: bool = False
    """Whether nothing may be asked: robots.txt itself fails with a fault of the server."""

    def allow(self, url: str) -> bool:
        """Whether an address may be asked."""
        if self.is_shut:
            return False
        return self.parsed is None or bool(self.parsed.can_fetch(_escapes_kept(url), self.token))

    @property
    def delay(self) -> float:
        """Seconds between requests that it asks for."""
        wanted = self.parsed.crawl_delay(self.token) if self.parsed else None
        return min(float(wanted or 0.0), LONGEST_DELAY)


def read_rules(status: int | None, body: bytes, agent: str) -> Rules:
    """The rules in an answer to robots.txt: only a good one holds any; no answer at all says nothing about rules."""
    token = product_token(agent)
    if status is not None and status >= 500:
        return Rules(None, token, is_shut=True)
    if status != 200:
        return Rules(None, token)
    return Rules(Protego.parse(_for_us(_text(body[:MOST_BYTES]), token)), token)


def product_token(agent: str) -> str:
    """Our name in robots.txt: what stands before the slash of the user agent."""
    found = _TOKEN.match(agent)
    return found[0].lower() if found else _NOBODY


def _text(body: bytes) -> str:
    """Bytes beyond ASCII as escapes, in whatever charset they are: a rule is never wider than it is written."""
    body = body.removeprefix(b"\xef\xbb\xbf")
    return _escapes_kept("".join(chr(byte) if byte < 128 else f"%{byte:02X}" for byte in body))


def _escapes_kept(text: str) -> str:
    """The parser reads escapes as UTF-8 and loses what is none: escaped once more, they are compared byte for byte."""
    return _HIGH.sub(lambda found: f"%25{found[1].upper()}", text)


def _for_us(text: str, token: str) -> str:
    """Groups by their product token alone, which must be ours to the letter."""

    def name(found: re.Match[str]) -> str:
        value = found[2].strip()
        ours = _TOKEN.match(value)
        is_ours = ours is not None and ours[0].lower() == token and value[len(ours[0]) :][:1] in ("", "/", " ", "*")
        return f"{found[1]} {token if is_ours else '*' if value == '*' else f'{_NOBODY}other'}"

    return _AGENT.sub(name, text)
