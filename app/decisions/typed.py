"""What people type, as values: months, days, points, reasons. Each reader raises WrongUse saying what was expected."""

import re
import unicodedata
from datetime import date
from decimal import Decimal

from app.errors import WrongUse
from config.month import Month, months_between

LONGEST_REASON = 1000
SHOWN = 40
"""Characters of what was typed that are repeated in an objection."""
_MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})月?", re.ASCII)
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d{1,9}(\.\d{1,6})?")


def month(text: str) -> Month:
    """`2026-10`, or as offices write it: `2026年10月`, `2026/10`."""
    found = _MONTH.fullmatch(_plain(text))
    try:
        return Month.parse(f"{found[1]}-{found[2]:0>2}" if found else text)
    except ValueError:
        raise WrongUse(f"{told(text)}，应为月份，如 2026-10") from None


def day(text: str) -> date:
    """`2026-10-12`, or as offices write it: `2026年10月12日`, `2026/10/12`."""
    found = _DAY.fullmatch(_plain(text))
    try:
        if found is not None:
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        pass
    raise WrongUse(f"{told(text)}，应为日期，如 2026-10-12")


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def cut(text: str) -> str:
    """What was typed, as far as it helps to find it."""
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}……"


def told(text: str) -> str:
    """The beginning of an objection: what was typed, or that nothing was."""
    return f"填写的是“{cut(text)}”" if text.strip() else "没有填写"


def number(text: str) -> Decimal:
    """A plain decimal number: no exponent, no infinity, no thousands' separator."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not _NUMBER.fullmatch(plain):
        raise WrongUse(f"{told(text)}，应为数字")
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
