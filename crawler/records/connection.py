"""What a site's own host shows of its connection: no judgement."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Https(StrEnum):
    """How a host answers over https; UNKNOWN where nothing was told (no answer in time, a name that did not resolve)."""

    WORKS = "works"
    EXPIRED = "expired"
    FAULTY = "faulty"
    CLOSED = "closed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Connection:
    """One look at a host. `until` is the last day (UTC) of a certificate that is trusted; `ipv6` is None where it was not told."""

    https: Https
    until: date | None = None
    ipv6: bool | None = None
