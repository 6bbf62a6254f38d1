"""Which process holds something in a shared store, and whether it may still run."""

import hashlib
import os
import socket
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

BEAT = 10.0
"""Seconds between heartbeats of whoever holds something."""
STALE = timedelta(seconds=60)
"""What has an older heartbeat belongs to a dead holder."""


@cache
def _place() -> str:
    """This machine's name, and a mark of this very system: containers may share a name, and count their processes anew."""
    name = socket.gethostname()
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text()
        mark = f"{name}|{boot}|{Path('/proc/self/ns/pid').readlink()}"
    except OSError:  # not Linux: the name has to do
        mark = name
    return f"{name}/{hashlib.sha256(mark.encode()).hexdigest()[:8]}"


def this_process() -> str:
    """The name of this process for all who share a store: `host/mark:pid`."""
    return f"{_place()}:{os.getpid()}"


def may_live(name: str) -> bool:
    """Whether a process may still run: not where it was on this very system and is gone."""
    place, _, pid = name.rpartition(":")
    if place != _place() or not pid.isdigit():
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def is_dead(holder: str, heartbeat: datetime, now: datetime) -> bool:
    """Whether a holder is gone: its heartbeat is far from the database's clock, or its process on this very system no longer runs."""
    return abs(now - heartbeat) > STALE or not may_live(holder)
