"""A day as it was read from a page."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DateReading:
    """A day as it was read. `precision` is `day`, `minute` or `second`; `source` is where it stood."""

    raw: str
    day: date
    precision: str
    source: str
    clock: str = ""
