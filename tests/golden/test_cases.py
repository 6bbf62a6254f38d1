"""Small cases of known kinds, each a unit's section with what a reader sees there: all are run once, from outside, and each is judged for itself."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
CASES = PROJECT.parent / "shared" / "cases"
NAMES = "import run; print('\\n'.join(f'{case.kind}/{case.name}' for case in run.load(set())))"


def missing() -> str:
    """What the cases need and is not here; empty where all is."""
    if not CASES.is_dir():
        return "../shared/cases is not here"
    tools = [tool for tool in ("unshare", "ip", "mount", "openssl") if shutil.which(tool) is None]
    if tools:
        return f"the cases need {', '.join(tools)}"
    user = [] if os.geteuid() == 0 else ["-r"]
    tried = subprocess.run(["unshare", *user, "-n", "-m", "true"], capture_output=True, text=True, check=False)
    return f"no network namespace can be made here: {tried.stderr.strip()}" if tried.returncode else ""


MISSING = missing()
if MISSING:
    pytest.skip(MISSING, allow_module_level=True)

pytestmark = pytest.mark.xdist_group("cases")


def names() -> list[str]:
    """Every case by its name."""
    told = subprocess.run([sys.executable, "-B", "-c", NAMES], cwd=CASES, capture_output=True, text=True, check=True)
    return told.stdout.split()


@pytest.fixture(scope="session")
def differences(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What differs from its expectation in each case."""
    folder = tmp_path_factory.mktemp("cases")
    out = folder / "cases.json"
    command = [sys.executable, "-B", str(CASES / "run.py"), "--project", str(PROJECT), "--json", str(out)]
    done = subprocess.run(
        [*command, "--keep", str(folder / "kept")], capture_output=True, text=True, timeout=540, check=False
    )
    assert out.exists(), (done.stdout + done.stderr)[-2000:]
    found: dict[str, list[str]] = json.loads(out.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("name", names())
def test_a_case_comes_out_as_a_reader_sees_it(name: str, differences: dict[str, list[str]]) -> None:
    assert differences[name] == []
