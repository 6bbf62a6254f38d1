"""How long a host asks to be left alone."""

import email.utils
from datetime import UTC, datetime

MAX_WAIT = 300.0
"""Seconds that a host's `Retry-After` is waited for at most; a longer one ends the address's attempts."""


def retry_after(value: str | bytes | None, now: datetime) -> float | None:
    """Seconds that a `Retry-After` header asks to wait, from seconds or a date; None where it says nothing usable."""
    if not value:
        return None
    text = value.decode("latin-1") if isinstance(value, bytes) else value
    text = text.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = email.utils.parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())
