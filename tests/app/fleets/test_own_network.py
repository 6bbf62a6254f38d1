"""The fleet's night in a network namespace of its own: nothing that it needs lies outside of its own loopback."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = [pytest.mark.soak, pytest.mark.timeout(900)]
ROOT = Path(__file__).resolve().parents[3]
NIGHT = "tests/app/fleets/test_fleet_nights.py::test_a_fleet_whose_worker_is_killed_gives_each_district_its_own_local_night_to_the_byte"


def ip(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(["ip", *arguments], capture_output=True, text=True, check=False)


@pytest.fixture
def network() -> Iterator[str]:
    """A namespace that has a loopback and nothing else."""
    if shutil.which("ip") is None:
        pytest.skip("no network namespace: the program ip is not installed")
    name = f"hongqiao{os.getpid()}"
    made = ip("netns", "add", name)
    if made.returncode:
        pytest.skip(f"no network namespace: {made.stderr.strip()}")
    try:
        ip("-n", name, "link", "set", "lo", "up")
        yield name
    finally:
        ip("netns", "del", name)


def test_a_fleet_has_its_night_in_a_network_of_its_own(network: str) -> None:
    inside = ["ip", "netns", "exec", network, sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", NIGHT]
    environment = {name: value for name, value in os.environ.items() if name != "HONGQIAO_SOAK"}
    outcome = subprocess.run(inside, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    others = ip("netns", "exec", network, "ip", "-o", "link").stdout.splitlines()
    assert [line.split()[1] for line in others if "UP" in line.split("<")[1].split(">")[0].split(",")] == ["lo:"]
