"""Random worlds: sites made of independent axes, run from outside and compared with the truth that their construction gives."""

import json
import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

PROJECT = Path(__file__).resolve().parents[2]
WORLDS = PROJECT.parent / "shared" / "worlds"
if not WORLDS.is_dir():
    pytest.skip("../shared/worlds is not here", allow_module_level=True)

UNITS = 14
LONGEST = timedelta(minutes=10)
"""A world lives in the present: its night must not cross midnight."""
RUNS = [("public", 1), ("public", 2), ("more", 1)]
"""Axes (`more` are those of `axes_more.py` beside this file) and seed; `make worlds` runs others."""


def run(axes: str, seed: int, out: Path) -> dict[str, Any]:
    """One world's night, judged."""
    now = datetime.now(ZoneInfo("Asia/Shanghai"))
    if (now + LONGEST).date() != now.date():
        pytest.skip("it is nearly midnight in Shanghai, which a world must not cross")
    command = [sys.executable, "-B", str(WORLDS / "run.py"), "--project", str(PROJECT), "--axes", axes]
    command += ["--seed", str(seed), "--units", str(UNITS), "--json", str(out), "--keep", str(out.parent / "kept")]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=540, check=False)
    assert out.exists(), (done.stdout + done.stderr)[-2000:]
    judged: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return judged


@pytest.mark.parametrize(("axes", "seed"), RUNS)
def test_no_count_is_wrongly_certain_and_none_needlessly_unknown(axes: str, seed: int, tmp_path: Path) -> None:
    judged = run(axes, seed, tmp_path / "world.json")
    assert judged["sums"]["columns"] >= UNITS
    wrong = [
        f"{column['verdict']}: {column['value']} for {column['truth']} at {column['address']}"
        for column in judged["columns"]
        if column["verdict"] in ("wrongly_certain", "must_missed", "needlessly_unknown")
    ]
    assert wrong == []
