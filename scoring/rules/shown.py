"""A measure's value as a line shows it."""

from checks.findings import Measure


def shown(measure: Measure | None) -> str:
    """The number, or what it is at least; nothing where neither is known."""
    if measure is None:
        return ""
    if measure.value is not None:
        return str(measure.value)
    return f"≥{measure.lower}" if measure.lower else ""
