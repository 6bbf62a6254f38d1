"""One hop's answer as it came, its body cut off after what is wanted."""

from dataclasses import dataclass, replace
from urllib.parse import urlsplit

HTML_BYTES = 300_000
FILE_BYTES = 65_536
STYLE_BYTES = 1_000_000
REDIRECTS = frozenset((301, 302, 303, 307, 308))


@dataclass(frozen=True, slots=True)
class Reply:
    """Status, headers and body; `tls_error` says what was wrong with the certificate."""

    url: str
    status: int
    headers: tuple[tuple[bytes, bytes], ...] = ()
    """As they came, in their order."""
    body: bytes = b""
    complete: bool = False
    method: str = "GET"
    tls_error: str = ""
    with_cookies: bool = False
    """Whether it was asked with cookies of the past."""

    def with_body(self, body: bytes, *, complete: bool) -> "Reply":
        """The same answer with as much of its body as was wanted."""
        return replace(self, body=body, complete=complete)

    def header(self, name: str) -> str:
        """A header as text, the values of several joined by commas, empty where it is missing."""
        return ", ".join(map(_text, self._values(name)))

    def raw_header(self, name: str) -> bytes:
        """A header's bytes as they came, empty where it is missing."""
        return next(iter(self._values(name)), b"")

    def _values(self, name: str) -> list[bytes]:
        wanted = name.encode()
        return [value for own, value in self.headers if own.lower() == wanted]

    @property
    def location(self) -> bytes | None:
        """The bytes of `Location` where this is a redirect; a redirect without one is a page like any other."""
        if self.status not in REDIRECTS:
            return None
        raw = self.raw_header("location")
        return raw if raw.strip() else None

    @property
    def cookies(self) -> list[str]:
        """The `Set-Cookie` headers."""
        return [_text(value) for value in self._values("set-cookie")]

    @property
    def may_be_page(self) -> bool:
        """Whether the header leaves open that a page, or nothing, came instead of a file."""
        kind = self.header("content-type").lower()
        return not kind or "html" in kind or not self.header("content-length").strip("0 ")


def _text(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def bytes_for_verdict(url: str, content_type: str) -> int:
    """How many bytes of an answer a link's verdict needs."""
    kind = content_type.lower()
    if "css" in kind or urlsplit(url).path.lower().endswith(".css"):
        return STYLE_BYTES
    return HTML_BYTES if "html" in kind or not kind else FILE_BYTES
