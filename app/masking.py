"""The configured secrets, so that no line of a log or of a command shows them, whoever wrote it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from config.secrecy import without_userinfo

if TYPE_CHECKING:
    from config.monitor import Monitor

MASK = "***"
LEAST = 6
"""Characters of a piece of an address that may be a token; shorter ones are words such as `token` or `mail`."""
_ADDRESS = re.compile(r"[\w.+-]+://(.+)", re.DOTALL)
_secrets: set[str] = set()


def remember(monitor: Monitor) -> None:
    """Keep the secrets of a configuration in mind: channels of messages, the database's password, sign-in."""
    notify = monitor.notify
    for address in (*notify.urls, notify.unit_mail, notify.ping):
        for text in (address, notify.resolved(address)):
            _secrets.update(_pieces(text))
    for text in (monitor.database, notify.resolved(monitor.database)):
        _secrets.update(_password(text))
    for secret in (
        monitor.web.oidc and monitor.web.oidc.client_secret,
        monitor.web.ldap and monitor.web.ldap.bind_password,
    ):
        _secrets.update((secret, notify.resolved(secret)) if secret else ())
    _secrets.difference_update([text for text in _secrets if len(text) < LEAST or text.startswith("${")])


def masked(text: str) -> str:
    """A text without the secrets that are known, and without users and passwords in addresses."""
    for secret in sorted(_secrets, key=len, reverse=True):
        if secret in text:
            text = text.replace(secret, MASK)
    return without_userinfo(text) if "://" in text else text


def _pieces(address: str) -> set[str]:
    """What of a channel's address may be a token: everything but names of hosts and of options."""
    found = _ADDRESS.match(address)
    rest = found[1] if found else address
    pieces = {rest, *_password(address)}
    pieces.update(piece for piece in re.split(r"[/:@?&#]|(?<=\w)=", rest) if "." not in piece)
    return pieces | {unquote(piece) for piece in pieces}


def _password(address: str) -> set[str]:
    """The password of an address, also where it is not written as it should be."""
    found = re.search(r"://[^:/@]*:(.+)@", address)
    try:
        parsed = urlsplit(address).password or ""
    except ValueError:
        parsed = ""
    return {piece for text in (found[1] if found else "", parsed) for piece in (text, unquote(text)) if piece}
