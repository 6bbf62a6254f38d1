"""What pip and pipx install: every file that the program reads while it runs is inside, not only those with code."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKED = ("config", "crawler", "checks", "scoring", "reports", "db", "app", "demo", "alembic")


@pytest.fixture(scope="module")
def tracked() -> list[str]:
    """The files of the packages, as a checkout has them."""
    listed = subprocess.run(["git", "ls-files", *PACKED], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a checkout: what belongs to the packages is not known")
    return [name for name in listed.stdout.splitlines() if (ROOT / name).exists()]


@pytest.fixture(scope="module")
def wheel(tracked: list[str], tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of the files in a wheel, built of a copy."""
    copy = tmp_path_factory.mktemp("checkout")
    for name in [*tracked, "pyproject.toml", "setup.py", "README.md"]:
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, copy / name)
    command = [sys.executable, "-m", "pip", "wheel", ".", "--no-deps", "--no-build-isolation", "--wheel-dir", "out"]
    built = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    (file,) = (copy / "out").glob("*.whl")
    with zipfile.ZipFile(file) as packed:
        return set(packed.namelist())


def test_a_wheel_holds_every_file_of_its_packages(wheel: set[str], tracked: list[str]) -> None:
    expected = {
        name.replace("alembic/", "db/migrations/", 1) if name.startswith("alembic/") else name for name in tracked
    }
    assert not expected - wheel


def test_a_wheel_has_no_package_with_the_name_of_a_library(wheel: set[str]) -> None:
    assert not [name for name in wheel if name.startswith("alembic/")]
