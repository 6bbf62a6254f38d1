"""A night by hand that is long past its limit is ended, whatever it is doing."""

import asyncio
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app.failures import told
from app.overdue import NightOverdue, ended_after

ROOT = Path(__file__).resolve().parents[2]
DEAF = """
    while True:
        try:
            time.sleep(60)
        except BaseException:
            pass
"""
IN_C = """
    sum(range(10**14))
"""
HANGS = """
import time
import app.overdue
app.overdue.LAST_WORD = 0.3
with app.overdue.ended_after(0.3):{body}
"""


def waits() -> None:
    asyncio.run(asyncio.sleep(60))


def searches() -> None:
    re.match(r"(a+)+$", "a" * 60 + "b")


@pytest.mark.parametrize("hangs", [waits, searches])
def test_a_night_past_its_limit_is_ended_and_says_so(hangs: Callable[[], None]) -> None:
    began = time.monotonic()
    with pytest.raises(NightOverdue) as caught, ended_after(0.3):
        hangs()
    assert time.monotonic() - began < 10
    status, lines = told(caught.value)
    assert status == 1 and "超过时限" in lines[0]


@pytest.mark.parametrize(
    "body", [DEAF, IN_C], ids=["swallows what it is told", "hangs in C, where Python hears nothing"]
)
def test_a_night_that_hears_nothing_is_ended_all_the_same_and_shows_where_it_stood(body: str) -> None:
    command = [sys.executable, "-c", HANGS.format(body=body)]
    done = subprocess.run(command, cwd=ROOT, check=False, timeout=30, capture_output=True, text=True)
    assert done.returncode == 1
    assert "most recent call first" in done.stderr


def test_a_night_within_its_limit_leaves_the_clock_as_it_was() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with ended_after(60):
        assert signal.getitimer(signal.ITIMER_REAL)[0] > 50
    assert signal.getsignal(signal.SIGALRM) is before
