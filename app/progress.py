"""Progress of long work: bars on a terminal, plain lines otherwise."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from app.outlet import outlet

LINE_EVERY = 10.0
"""Seconds between plain lines."""


class Reporter:
    """Says how far the work is; `quiet` says nothing."""

    def __init__(self, console: Console | None = None, quiet: bool = False) -> None:
        self.console = console or outlet(stderr=True)
        self.quiet = quiet

    def say(self, text: str) -> None:
        """One line."""
        if not self.quiet:
            self.console.print(text, highlight=False, markup=False)

    @contextmanager
    def counting(self, title: str, count: Callable[[], int], total: int | None = None) -> Iterator[None]:
        """Show a count that another process or task moves, about once a second."""
        if self.quiet:
            yield
            return
        stop = threading.Event()
        show = self._bar if self.console.is_terminal else self._lines
        thread = threading.Thread(target=show, args=(title, count, total, stop), daemon=True)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()

    def _bar(self, title: str, count: Callable[[], int], total: int | None, stop: threading.Event) -> None:
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        with Progress(*columns, console=self.console) as progress:
            task = progress.add_task(title, total=total)
            while not stop.wait(1.0):
                progress.update(task, completed=count())
            progress.update(task, completed=count())

    def _lines(self, title: str, count: Callable[[], int], total: int | None, stop: threading.Event) -> None:
        started = last = time.monotonic()
        while not stop.wait(1.0):
            if time.monotonic() - last >= LINE_EVERY:
                last = time.monotonic()
                self.say(f"{title}：{count()}{f'/{total}' if total else ''}，已用 {last - started:.0f} 秒")
        self.say(f"{title}：完成，共 {count()}，用时 {time.monotonic() - started:.0f} 秒")
