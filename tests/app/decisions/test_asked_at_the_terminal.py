"""Who decides is asked for where somebody sits at a terminal: on a real one."""

import os
import pty
import subprocess
import sys
import time
from pathlib import Path

import pytest

from db.decisions import Kind
from tests.app.decisions.office import Office

ROOT = Path(__file__).resolve().parents[3]
OVERRIDE = ["entries", "override", "jyj", "portal.posts", "5", "--month", "2026-10", "--reason", "核实"]
PATIENCE = 30.0
"""Seconds to wait for the question."""


def answered(office: Office, name: str) -> tuple[int, str]:
    """The exit code of an override at a terminal where a name is typed, and all that the terminal showed."""
    keyboard, screen = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "app", "--config", str(office.folder), *OVERRIDE],
        stdin=screen, stdout=screen, stderr=screen, cwd=ROOT, env={**os.environ, "HONGQIAO_PERSON": ""},
    )  # fmt: skip
    os.close(screen)
    shown, end, is_told = b"", time.monotonic() + PATIENCE, False
    while time.monotonic() < end:
        try:
            shown += os.read(keyboard, 4096)
        except OSError:  # Linux says so when the last process has left the terminal
            break
        if not is_told and "经办人姓名".encode() in shown:
            os.write(keyboard, f"{name}\n".encode())
            is_told = True
    os.close(keyboard)
    return child.wait(PATIENCE), shown.decode(errors="replace")


def test_a_person_at_a_terminal_is_asked_and_stands_on_the_record(office: Office) -> None:
    office.night(20, 10)
    code, shown = answered(office, "王 小明")
    assert code == 0, shown
    [record] = office.context.decisions.list(Kind.OVERRIDE)
    assert record.author == "王 小明"


@pytest.mark.parametrize(("name", "told"), [("root", "机器账号"), ("　 ", "没有写明经办人")])
def test_what_is_typed_is_no_person_and_nothing_is_decided(office: Office, name: str, told: str) -> None:
    office.night(20, 10)
    code, shown = answered(office, name)
    assert code == 2 and told in shown
    assert not office.context.decisions.list(Kind.OVERRIDE)
