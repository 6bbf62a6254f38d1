"""A process of its own for one call: its result, its end when it takes too long, and with its parent."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from crawler.fresh_process import ProcessEnded, ProcessOverdue, call

PARENT = """
import os, sys
from pathlib import Path
from crawler.fresh_process import call
from tests.crawler.test_fresh_process import hang
if __name__ == "__main__":
    call(hang, (sys.argv[1],))
"""


def add(one: int, other: int) -> int:
    return one + other


def fail(text: str) -> None:
    raise LookupError(text)


def die(status: int) -> None:
    os._exit(status)


def hang(file: str) -> None:
    """Hang where no thread of the process gets a turn: inside one pattern."""
    Path(file).write_text(str(os.getpid()))
    re.match(r"(a+)+$", "a" * 60 + "b")


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def awaited(file: Path, seconds: float = 20) -> int:
    """The number that a process writes when it has begun."""
    until = time.monotonic() + seconds
    while not (file.exists() and file.read_text()):
        assert time.monotonic() < until
        time.sleep(0.05)
    return int(file.read_text())


def test_a_call_returns_its_result_and_raises_its_error() -> None:
    assert call(add, (1, 2), 30) == 3
    with pytest.raises(LookupError, match="no such"):
        call(fail, ("no such",), 30)


def test_a_process_that_ends_without_a_word_is_told() -> None:
    with pytest.raises(ProcessEnded, match="3"):
        call(die, (3,), 30)


def test_a_process_that_hangs_in_a_pattern_is_ended_when_its_time_is_over(tmp_path: Path) -> None:
    began = time.monotonic()
    with pytest.raises(ProcessOverdue):
        call(hang, (str(tmp_path / "pid"),), 3)
    assert time.monotonic() - began < 15
    assert not is_alive(awaited(tmp_path / "pid"))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT])
def test_no_process_is_left_when_the_parent_is_ended(tmp_path: Path, number: signal.Signals) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT, encoding="utf-8")
    root = Path(__file__).resolve().parents[2]
    parent = subprocess.Popen(
        [sys.executable, str(script), str(tmp_path / "pid")], cwd=root, env={**os.environ, "PYTHONPATH": str(root)}
    )
    child = awaited(tmp_path / "pid")
    parent.send_signal(number)
    if number == signal.SIGINT:
        os.kill(child, signal.SIGINT)  # a terminal tells both
    try:
        parent.wait(10)
    except subprocess.TimeoutExpired:
        parent.kill()
        parent.wait()
    until = time.monotonic() + 5
    while is_alive(child) and time.monotonic() < until:
        time.sleep(0.05)
    assert not is_alive(child)
