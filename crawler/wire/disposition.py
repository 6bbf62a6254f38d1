"""The name under which a host gives a file: `Content-Disposition`, in every spelling that hosts use."""

import re
import unicodedata
from email.header import decode_header, make_header
from email.message import Message
from email.utils import collapse_rfc2231_value
from urllib.parse import unquote_to_bytes

LONGEST = 200
"""Characters of a name that are kept; file systems take 255 bytes. The end is kept, for it says the kind."""
_LONGEST_HEADER = 4000
"""Bytes of the header that are read: 200 characters, three bytes each, percent-encoded, and both spellings."""
_ESCAPED = re.compile(r"%[0-9A-Fa-f]{2}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def file_name(raw: bytes) -> str:
    """The file's name in a header's bytes, empty where it names none; `filename*` wins over `filename` (RFC 6266)."""
    text = _CONTROL.sub(" ", _decoded(raw[:_LONGEST_HEADER]))
    try:
        return _washed(_named(text))
    except (ValueError, LookupError, IndexError):  # a charset, a number or an encoded word that is none
        return ""


def _decoded(raw: bytes) -> str:
    """Raw bytes are UTF-8 where they can be, otherwise the GBK of Chinese servers."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def _named(text: str) -> str:
    message = Message()
    message["Content-Disposition"] = text
    found = dict[bool, str]()
    for name, value in message.get_params([], header="content-disposition")[1:]:
        if name.lower() == "filename":
            extended = isinstance(value, tuple)
            found.setdefault(extended, collapse_rfc2231_value(value) if extended else _plain(value))
    return found.get(True) or found.get(False, "")


def _plain(value: str) -> str:
    """A plain value as browsers take it: percent-encoded or an encoded word where it looks so."""
    if "=?" in value:
        return str(make_header(decode_header(value)))
    return _decoded(unquote_to_bytes(value)) if _ESCAPED.search(value) else value


def _washed(name: str) -> str:
    """The last part of a path, without controls, marks of direction and characters that are none."""
    shown = "".join(sign for sign in name if not unicodedata.category(sign).startswith("C"))
    return re.split(r"[/\\]", shown)[-1].strip(" .\"'")[-LONGEST:]
