"""How many faults a measure counts at least and at most."""

from collections.abc import Mapping

from checks.findings import Measure


def fault_range(measures: Mapping[str, Measure], name: str) -> tuple[int, int | None, tuple[str, ...]]:
    """How many faults a measure counts at least and at most (None: nobody knows), and which."""
    measure = measures.get(name)
    if measure is None:
        return 0, None, ()
    return measure.lower if measure.value is None else measure.value, measure.upper, measure.findings
