"""Runs a command and measures it: wall time, CPU seconds, peak memory of all its processes together."""

import ctypes
import platform
import resource
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

SAMPLED_EVERY = 0.5
"""Seconds between two looks at the memory."""
PATIENCE = 10
"""Seconds that a process which outlives its command is waited for."""
_SUBREAPER = 36
"""prctl's PR_SET_CHILD_SUBREAPER (linux/prctl.h)."""


@dataclass(frozen=True)
class Cost:
    """What one command took: seconds, CPU seconds, megabytes (the largest sum over all its processes)."""

    seconds: float
    cpu: float
    megabytes: float
    output: str
    status: int


def measured(command: list[str], folder: Path, timeout: float = 3600) -> Cost:
    """Run a command to its end, and what it started to theirs. Raises `subprocess.TimeoutExpired` after `timeout` seconds."""
    _adopt_orphans()
    others = set(psutil.Process().children())
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.monotonic()
    with (folder / "errors.txt").open("wb") as errors:
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=errors)
        peak = _Peak(process.pid)
        peak.start()
        try:
            output, _ = process.communicate(timeout=timeout)
        finally:
            process.kill()
            process.wait()
            peak.stop()
            _await(set(psutil.Process().children()) - others)
    seconds = time.monotonic() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(seconds, cpu, peak.megabytes, output.decode("utf-8", errors="replace"), process.returncode)


def _adopt_orphans() -> None:
    """Be the parent of what a command leaves behind: the CPU time of a server of processes, and of all that it made, is counted
    when its parent waits for it."""
    ctypes.CDLL(None, use_errno=True).prctl(_SUBREAPER, 1, 0, 0, 0)


def _await(left: set[psutil.Process]) -> None:
    for orphan in left:
        try:
            orphan.wait(PATIENCE)
        except psutil.TimeoutExpired:
            orphan.kill()
            orphan.wait()


class _Peak(threading.Thread):
    """Looks at the memory of a process and its children; pages that they share count once."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._process = psutil.Process(pid)
        self._ended = threading.Event()
        self.megabytes = 0.0

    def run(self) -> None:
        while not self._ended.wait(SAMPLED_EVERY):
            try:
                family = [self._process, *self._process.children(recursive=True)]
            except psutil.Error:
                return
            self.megabytes = max(self.megabytes, sum(map(_own, family)) / 1e6)

    def stop(self) -> None:
        self._ended.set()
        self.join()


def _own(process: psutil.Process) -> int:
    try:
        return int(process.memory_full_info().pss)
    except psutil.Error:
        return 0


def machine() -> dict[str, Any]:
    """The machine that the numbers are from."""
    return {
        "processor": _processor(),
        "cores": psutil.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 1e9, 1),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
    }


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor()
