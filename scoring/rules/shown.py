"""A measure's value as a line shows it."""

from decimal import Decimal

from checks.findings import Measure


def shown(measure: Measure | None) -> str:
    """The number, or what it is at least; nothing where neither is known."""
    if measure is None:
        return ""
    if measure.value is not None:
        return str(measure.value)
    return f"≥{measure.lower}" if measure.lower else ""


def plain(value: Decimal) -> str:
    """Points or counts without trailing zeros and without exponent: 10, 2.5, -4."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
