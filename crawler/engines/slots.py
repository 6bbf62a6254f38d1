"""Slots that the processes of one machine share: so many crawls at a time, whichever night they are of."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

LOOK = 0.1
"""Seconds between looks at slots that are all taken."""


@dataclass(frozen=True, slots=True)
class Slots:
    """A folder with so many files: whoever locks one has a slot, and a process that dies gives it back."""

    folder: Path
    count: int

    @contextmanager
    def one(self) -> Iterator[None]:
        """Wait for a slot and hold it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        while True:
            for number in range(self.count):
                with (self.folder / f"{number}.slot").open("w") as file:
                    if _locked(file):
                        yield
                        return
            time.sleep(LOOK)


def _locked(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
