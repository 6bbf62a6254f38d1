"""One request as it goes over the wire, and as much of its answer's body as is wanted."""

from base64 import b64encode
from collections.abc import AsyncIterable, Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from crawler.wire.decoding import ACCEPTED, unpacker


@dataclass(frozen=True, slots=True)
class Sending:
    """One request: `limit` tells from the answer's type how many bytes of its body are wanted."""

    url: str
    timeout: float
    """Seconds for each step of the connection; the whole answer may take twice as long."""
    limit: Callable[[str], int]
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class Wire:
    """Where to connect to, what to ask for there, and all headers but `Host`."""

    origin: str
    target: str
    headers: dict[str, str]


def on_the_wire(sending: Sending, agent: str) -> Wire:
    """A request as a browser of this name writes it; a user's name in the address goes as a header."""
    parts = urlsplit(sending.url)
    scheme, _, rest = sending.url.partition("://")
    target = rest[len(parts.netloc) :] or "/"
    user, mark, host = parts.netloc.rpartition("@")
    headers = {
        "User-Agent": agent,
        "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
        "Accept-Language": "zh-CN,zh;q=0.9",
        "Accept-Encoding": ACCEPTED,
        **sending.headers,
    }
    if mark:
        headers["Authorization"] = f"Basic {b64encode(unquote(user).encode()).decode()}"
    return Wire(f"{scheme}://{host}", target if target.startswith("/") else f"/{target}", headers)


async def wanted(pieces: AsyncIterable[bytes], content_encoding: str, limit: int) -> tuple[bytes, bool]:
    """At most `limit` bytes of a body, packed or unpacked, and whether that is all."""
    unpack = unpacker(content_encoding)
    body = bytearray()
    received = 0
    async for piece in pieces:
        received += len(piece)
        body += unpack.feed(piece, limit - len(body))
        if len(body) >= limit or received >= limit:
            return bytes(body), False
    return bytes(body), True
