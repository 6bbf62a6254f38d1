"""A question to the office and its reply, as a page shows them: no judgement."""

from dataclasses import dataclass
from enum import StrEnum

from crawler.records.day import DateReading


class State(StrEnum):
    """What a page says of a message; UNKNOWN where it says nothing that was understood."""

    ANSWERED = "answered"
    WAITING = "waiting"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One message, or one survey of opinions (意见征集), on a list or on its own page. What the page does not show is None or empty.

    `url` is its own page, None where the page that shows it is that page or it has none. `asked` is when it was sent (of a survey: the last
    day for opinions), `answered` when the reply was given, `by` who replied.
    """

    title: str
    url: str | None = None
    asked: DateReading | None = None
    answered: DateReading | None = None
    by: str = ""
    state: State = State.UNKNOWN
    is_survey: bool = False
