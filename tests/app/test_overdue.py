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
import time
import app.overdue
app.overdue.LAST_WORD = 0.3
with app.overdue.ended_after(0.3):
    while True:
        try:
            time.sleep(60)
        except BaseException:
            pass
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


def test_a_night_that_hears_nothing_is_ended_by_the_system() -> None:
    done = subprocess.run([sys.executable, "-c", DEAF], cwd=ROOT, check=False, timeout=30)
    assert done.returncode == -signal.SIGALRM


def test_a_night_within_its_limit_leaves_the_clock_as_it_was() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with ended_after(60):
        assert signal.getitimer(signal.ITIMER_REAL)[0] > 50
    assert signal.getsignal(signal.SIGALRM) is before
