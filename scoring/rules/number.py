"""Numbers that people entered, as they stand in records, those of old stores too."""

from decimal import Decimal, InvalidOperation

ZERO = Decimal(0)


def number(text: object) -> Decimal | None:
    """A finite number, None for anything else: `nan` and `inf` are no points."""
    try:
        value = Decimal(str(text))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None
