"""Numbers that people entered."""

from decimal import Decimal, InvalidOperation

ZERO = Decimal(0)


def number(text: object) -> Decimal | None:
    try:
        return Decimal(str(text))
    except InvalidOperation:
        return None
