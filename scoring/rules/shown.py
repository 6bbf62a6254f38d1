"""A measure's value as a line shows it."""

from checks.findings import Measure


def shown(measure: Measure) -> str:
    if measure.value is not None:
        return str(measure.value)
    return f"≥{measure.lower}" if measure.lower else ""
