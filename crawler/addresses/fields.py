"""Fields of a form as a browser writes them into a query or a body."""

from collections.abc import Iterable, Mapping
from urllib.parse import unquote_plus

from crawler.addresses.resolving import escaped

_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789*-._")


def form_encoded(fields: Iterable[tuple[str, str]], charset: str = "utf-8") -> str:
    """Names and values as `application/x-www-form-urlencoded`, in the page's charset; what that lacks as a character reference."""
    return "&".join(f"{_written(name, charset)}={_written(value, charset)}" for name, value in fields)


def with_fields(query: str, changed: Mapping[str, str]) -> str:
    """A query with other values for some of its fields; what else it says stays as it is written, in whatever charset."""
    parts = (part.partition("=") for part in query.split("&"))
    return "&".join(
        f"{name}={_written(changed[unquote_plus(name)])}" if unquote_plus(name) in changed else f"{name}{mark}{value}"
        for name, mark, value in parts
    )


def _written(text: str, charset: str = "utf-8") -> str:
    return "".join(_character(character, charset) for character in text)


def _character(character: str, charset: str) -> str:
    if character in _PLAIN:
        return character
    if character == " ":
        return "+"
    return f"%{ord(character):02X}" if character.isascii() else escaped(character, charset)
