"""The service as systemd runs it: how exposed it is, and that its memory has an end."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

UNIT = Path(__file__).resolve().parents[1] / "deploy" / "hongqiao.service"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_the_service_is_little_exposed() -> None:
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", str(UNIT)], capture_output=True, text=True, check=False
    )
    found = re.search(r"exposure level for \S+: ([\d.]+)", done.stdout)
    assert found, done.stderr
    assert float(found[1]) < 3


def test_the_service_has_an_end_of_memory_and_writes_for_itself_alone() -> None:
    text = UNIT.read_text(encoding="utf-8")
    assert re.search(r"^MemoryMax=\d+G$", text, re.MULTILINE)
    assert "UMask=0077" in text
