"""What pip and pipx install: every file that the program reads while it runs is inside, not only those with code."""

import subprocess
from pathlib import Path

import pytest
from setuptools import Distribution
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("config", "crawler", "checks", "scoring", "reports", "db", "app", "demo")


@pytest.fixture(scope="module")
def packed() -> set[str]:
    """The files that a wheel takes over, below the root."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        distribution = Distribution({"script_name": "setup.py"})
        distribution.parse_config_files(["pyproject.toml"])
        command = build_py(distribution)
        command.ensure_finalized()
        command.manifest_files = {}
        packages = [(package, Path(command.get_package_dir(package))) for package in command.packages]
        modules = {str(Path(path)) for _, _, path in command.find_all_modules()}
        data = {
            str(Path(path)) for package, folder in packages for path in command.find_data_files(package, str(folder))
        }
    return modules | data


def test_a_wheel_holds_every_file_of_its_packages(packed: set[str]) -> None:
    listed = subprocess.run(["git", "ls-files", *PACKAGES], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a checkout: what belongs to the packages is not known")
    there = {name for name in listed.stdout.splitlines() if (ROOT / name).exists()}
    assert not there - packed


@pytest.mark.parametrize(
    "kind",
    ["db/migrations/env.py", "db/migrations/versions/0001_the_first_tables.py", "reports/templates/macros.html", "app/web/templates/frame.html",
     "app/web/static/web.css", "config/templates/generic.yaml"],
)  # fmt: skip
def test_a_wheel_holds_what_is_read_at_run_time(packed: set[str], kind: str) -> None:
    assert kind in packed
