"""A night that is long past its limit is ended, whoever started it and whatever it is doing."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

CONCLUDED_WITHIN = timedelta(hours=2)
"""How long after the limit of asking a night may check, score and report; the largest takes some minutes."""
LAST_WORD = 60.0
"""Seconds in which a night that was told to end may say so; then the system ends it."""


class NightOverdue(KeyboardInterrupt):
    """Raised in a night that is past its limit, like the interruption by a person; trying again goes on where it was."""


@contextmanager
def ended_after(seconds: float) -> Iterator[None]:
    """Raise NightOverdue after so many seconds, and end the process where that is not heard. Only the main thread has signals."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(*_: object) -> None:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, LAST_WORD)
        raise NightOverdue

    before = signal.signal(signal.SIGALRM, ring)
    left, _ = signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        signal.setitimer(signal.ITIMER_REAL, left)
