"""A night that is long past its limit is ended, whoever started it and whatever it is doing."""

import faulthandler
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

CONCLUDED_WITHIN = timedelta(hours=2)
"""How long after the limit of asking a night may check, score and report; the largest takes some minutes."""
LAST_WORD = 60.0
"""Seconds in which a night that was told to end may say so; then it is ended without being heard."""


class NightOverdue(KeyboardInterrupt):
    """Raised in a night that is past its limit, like the interruption by a person; trying again goes on where it was."""


@contextmanager
def ended_after(seconds: float) -> Iterator[None]:
    """Raise NightOverdue after so many seconds. Where that is not heard (code in C hears nothing before it returns) end the process and say
    where it stood: that is watched from C too. Only the main thread has signals."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(*_: object) -> None:
        raise NightOverdue

    before = signal.signal(signal.SIGALRM, ring)
    left, _ = signal.setitimer(signal.ITIMER_REAL, seconds)
    if sys.__stderr__ is not None:
        faulthandler.dump_traceback_later(seconds + LAST_WORD, exit=True, file=sys.__stderr__)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        signal.setitimer(signal.ITIMER_REAL, left)
