"""Folders that may only be read, a store of another user: a word each, never a trace."""

import ctypes
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sites import write_office

NOBODY = 65534
ROOT = Path(__file__).resolve().parents[2]
UNITS = [{"code": "jyj", "name": "区教育局"}]
_DROP, _OVERRIDES = 24, (1, 2)
"""prctl's PR_CAPBSET_DROP, and the capabilities by which root may read and write everything (linux/capability.h)."""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return write_office(tmp_path / "config", "127.0.0.1:9", UNITS, assessment_starts="2026-10")


def _without_overrides() -> None:
    for capability in _OVERRIDES:
        ctypes.CDLL(None).prctl(_DROP, capability, 0, 0, 0)


def unprivileged(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command of somebody whom modes of files bind, as they bind everybody but root."""
    command = [sys.executable, "-m", "app", "--config", str(folder), *arguments]
    return subprocess.run(command, cwd=ROOT, preexec_fn=_without_overrides, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("command", [["status"], ["nightly"], ["db", "upgrade"], ["db", "backup"], ["schedule"]])
def test_a_folder_that_may_only_be_read_is_told_in_a_word(office: Path, command: list[str]) -> None:
    office.chmod(0o555)
    done = unprivileged(office, *command)
    assert done.returncode in (1, 2), done.stdout + done.stderr
    assert "没有" in done.stdout and "权限" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_an_unprivileged_user_with_a_folder_of_his_own_works(office: Path) -> None:
    done = unprivileged(office, "status")
    assert done.returncode == 1 and "还没有任何检查记录" in done.stdout, done.stdout + done.stderr
    assert unprivileged(office, "db", "backup").returncode == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a folder away")
def test_a_store_of_another_user_is_told_in_a_word(office: Path) -> None:
    unprivileged(office, "status")
    os.chown(office / "var", NOBODY, NOBODY)
    done = unprivileged(office, "status")
    assert done.returncode in (1, 2) and "权限" in done.stdout, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
