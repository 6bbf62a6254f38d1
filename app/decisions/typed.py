"""What people type, as values: months, days, points, reasons. Each reader raises WrongUse saying what was expected."""

import re
import unicodedata
from datetime import date
from decimal import Decimal

from app.errors import WrongUse
from config.month import Month, months_between

LONGEST_REASON = 1000
_NUMBER = re.compile(r"[+-]?\d{1,9}(\.\d{1,6})?")


def month(text: str) -> Month:
    """`2026-10`."""
    try:
        return Month.parse(text)
    except ValueError:
        raise WrongUse(f"填写的是“{text}”，应为月份，如 2026-10") from None


def day(text: str) -> date:
    """`2026-10-12`."""
    try:
        return date.fromisoformat(text.strip()) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text.strip()) else _no_day(text)
    except ValueError:
        return _no_day(text)


def _no_day(text: str) -> date:
    raise WrongUse(f"填写的是“{text}”，应为日期，如 2026-10-12")


def number(text: str) -> Decimal:
    """A plain decimal number: no exponent, no infinity, no thousands' separator."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not _NUMBER.fullmatch(plain):
        raise WrongUse(f"填写的是“{text}”，应为数字")
    return Decimal(plain)


def reason(text: str) -> str:
    """Why: something that can be read, not longer than a record holds."""
    kept = "".join(
        character for character in text if character in "\n\t" or unicodedata.category(character) != "Cc"
    ).strip()
    if not any(character.isalnum() for character in kept):
        raise WrongUse("没有写明原因或依据")
    if len(kept) > LONGEST_REASON:
        raise WrongUse(f"原因或依据过长（{len(kept)} 字），应不超过 {LONGEST_REASON} 字")
    return kept


def months(first: str, last: str) -> list[Month]:
    """All months from one to another, as records name them."""
    return months_between(Month.parse(first), Month.parse(last))
