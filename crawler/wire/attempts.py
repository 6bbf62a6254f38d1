"""Whether a failure is believed, or asked again after a growing pause (MEASURING 3)."""

from collections.abc import Sequence

from crawler.records.observations import PASSING_FAILURES, Answer, Failure
from crawler.wire.pace import Host

_WALLS = frozenset((401, 403, 405, 407, 412, 418, 451, 521))
"""Answers that cost nothing: asking again changes nothing."""


def may_pass(answer: Answer, attempt: int) -> bool:
    """Whether an answer may be another one after a pause.

    What passes is asked as often as is configured; what is definite, a second time.
    """
    if answer.failure in PASSING_FAILURES:
        return True
    if answer.failure is not None:
        return answer.failure is Failure.REDIRECT_LOOP and attempt == 1
    status = answer.status or 0
    if status == 521:
        return False
    if status >= 500 or status in (408, 429):
        return True
    return attempt == 1 and 400 <= status < 500 and status not in _WALLS


def pause_before(attempt: int, pauses: Sequence[float]) -> float:
    """Seconds to wait after the attempt of this number."""
    return pauses[min(attempt - 1, len(pauses) - 1)] if pauses else 0.0


def is_out_of_reach(host: Host, attempts: int) -> bool:
    """Whether a host's name was looked up in vain so often that it is not looked up again tonight."""
    return host.unresolved >= attempts


def is_given_up(host: Host, attempts: int) -> bool:
    """Whether a host has failed so often, without one answer, that its further addresses are asked once only."""
    return is_out_of_reach(host, attempts) or (not host.alive and host.failed >= 3 * attempts)
