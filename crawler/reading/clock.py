"""A clock on reading one page: what a page does to its reader, the night goes on."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class ReadingTooLong(Exception):
    """Raised when reading one page takes more CPU time than it may; trying again makes no sense before the page changes."""


AGAIN = 0.2
"""Seconds of CPU time after which the clock rings again: what is raised in a finaliser or a garbage collector's callback is lost there."""


@contextmanager
def reading_clock(seconds: float) -> Iterator[None]:
    """Raise ReadingTooLong after so many seconds of this process's own CPU time, also from within a search of a pattern.

    Only the main thread has signals: elsewhere there is no clock. A clock that runs already goes on.
    """
    if threading.current_thread() is not threading.main_thread() or signal.getitimer(signal.ITIMER_VIRTUAL)[0]:
        yield
        return

    def ring(*_: object) -> None:
        raise ReadingTooLong(f"more than {seconds:g} s")

    before = signal.signal(signal.SIGVTALRM, ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
