"""Cookies: kept for the host that set them, during the night, small, and forgotten where they hurt."""

from dataclasses import dataclass
from urllib.parse import urlsplit

MOST_BYTES = 4096
"""What the cookies of one host may take together: half of the 8 kB that common servers allow a header's line."""


@dataclass(frozen=True, slots=True)
class Cookie:
    """One cookie; `Domain` is never obeyed: a sister site's cookies are none of a host's business."""

    name: str
    value: str
    path: str
    secure: bool


class Cookies:
    """The cookies of all hosts."""

    def __init__(self) -> None:
        self._jars: dict[str, dict[tuple[str, str], Cookie]] = {}
        self._hurt: set[str] = set()

    def header(self, url: str) -> str:
        """The `Cookie` header for an address, empty where there is none."""
        parts = urlsplit(url)
        kept = self._jars.get(parts.hostname or "", {}).values()
        path = parts.path or "/"
        fitting = [
            cookie for cookie in kept if _covers(cookie.path, path) and (parts.scheme == "https" or not cookie.secure)
        ]
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in fitting)

    def keep(self, url: str, headers: list[str]) -> None:
        """Keep what an answer's `Set-Cookie` headers say."""
        host = urlsplit(url).hostname or ""
        if not headers or host in self._hurt:
            return
        jar = self._jars.setdefault(host, {})
        for header in headers:
            self._take(jar, url, header)
        while sum(len(cookie.name) + len(cookie.value) + 3 for cookie in jar.values()) > MOST_BYTES:
            del jar[next(iter(jar))]

    def _take(self, jar: dict[tuple[str, str], Cookie], url: str, header: str) -> None:
        pair, *rest = header.split(";")
        name, mark, value = pair.strip().partition("=")
        attributes = {key.strip().lower(): text.strip() for key, _, text in (part.partition("=") for part in rest)}
        if not mark or not name.strip() or not (name + value).isprintable() or not (name + value).isascii():
            return
        path = attributes.get("path", "")
        path = path if path.startswith("/") else _folder(urlsplit(url).path)
        key = (name.strip(), path)
        jar.pop(key, None)
        if not _is_over(attributes):
            jar[key] = Cookie(name.strip(), value.strip(), path, "secure" in attributes)

    def forget(self, url: str) -> None:
        """Forget a host's cookies for the rest of the night: with them it answers worse than without."""
        host = urlsplit(url).hostname or ""
        self._jars.pop(host, None)
        self._hurt.add(host)


def _covers(path: str, asked: str) -> bool:
    return asked.startswith(path) and (path.endswith("/") or asked[len(path) : len(path) + 1] in ("", "/"))


def _folder(path: str) -> str:
    return path[: path.rfind("/")] or "/"


def _is_over(attributes: dict[str, str]) -> bool:
    """Whether a cookie is set to be removed."""
    age = attributes.get("max-age", "")
    if age.lstrip("-").isdigit():
        return int(age) <= 0
    return "1970" in attributes.get("expires", "")
