"""Killed at any moment, the next start goes on where it was and ends as an undisturbed night does."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.cli import run
from app.schedule import night_arguments
from demo.run import moment_of
from demo.server import ReplicaServer
from demo.settings import write_configuration

SHORT, LONG = 3, 50


@pytest.fixture(scope="module")
def server() -> Iterator[ReplicaServer]:
    with ReplicaServer() as running:
        yield running


def prepared(folder: Path, server: ReplicaServer, **monitor: Any) -> Path:
    """A configuration for two of the replica's units; pictures only where they are asked for."""
    write_configuration(folder, server, **{"pictures": False, **monitor})
    text = (folder / "units.yaml").read_text(encoding="utf-8")
    (folder / "units.yaml").write_text(text[: text.index("- code: wjw")], encoding="utf-8")
    return folder


def start(folder: Path, *arguments: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "app.cli", "--config", str(folder), *arguments]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)


def finish(folder: Path) -> None:
    deadline = time.monotonic() + 120
    while start(folder, "nightly", "--as-of", moment_of(0).isoformat()).wait(120) != 0:
        assert time.monotonic() < deadline


def conclusions(folder: Path) -> Any:
    """Everything exported, without the numbers of observations and runs."""
    file = folder / "export.json"
    assert run(["--config", str(folder), "export", "--all", "--out", str(file)]) == 0
    document = json.loads(file.read_text(encoding="utf-8"))

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: plain(item) for key, item in value.items() if key not in ("evidence", "run")}
        return [plain(item) for item in value] if isinstance(value, list) else value

    return plain(document)


def killed_nights(server: ReplicaServer, tmp_path: Path, kills: int, seed: int, **monitor: Any) -> None:
    calm, wild = prepared(tmp_path / "calm", server), prepared(tmp_path / "wild", server, **monitor)
    assert run(["--config", str(calm), "nightly", "--as-of", moment_of(0).isoformat()]) == 0
    chance = random.Random(seed)
    before = Counter(server.requests)
    for _ in range(kills):
        child = start(wild, "nightly", "--as-of", moment_of(0).isoformat())
        time.sleep(chance.uniform(0.3, 6.0))
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    finish(wild)
    assert conclusions(wild) == conclusions(calm)
    asked = Counter(server.requests) - before
    pages = {address: count for address, count in asked.items() if address.endswith(".html") and "/t2026" in address}
    assert pages
    assert sum(pages.values()) <= len(pages) + 220 * kills


def test_a_night_that_is_killed_again_and_again_ends_as_an_undisturbed_one(
    server: ReplicaServer, tmp_path: Path
) -> None:
    killed_nights(server, tmp_path, SHORT, seed=7)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_fifty_kills_change_nothing(server: ReplicaServer, tmp_path: Path) -> None:
    killed_nights(server, tmp_path, LONG, seed=11, pictures=True)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_fifty_kills_change_nothing_on_postgresql(server: ReplicaServer, tmp_path: Path, postgres_url: str) -> None:
    killed_nights(server, tmp_path, LONG, seed=13, pictures=True, database=postgres_url)


def test_lists_are_walked_to_their_end_on_sundays() -> None:
    assert night_arguments(date(2026, 10, 25)) == ("nightly", "--full")
    assert night_arguments(date(2026, 10, 26)) == ("nightly",)


def test_the_schedule_makes_up_for_a_missed_night_and_stops_within_ten_seconds(
    server: ReplicaServer, tmp_path: Path
) -> None:
    folder = prepared(tmp_path / "scheduled", server)
    child = start(folder, "schedule")
    store = folder / "var" / "hongqiao.db"
    deadline = time.monotonic() + 60
    while not (store.exists() and list((folder / "var").glob("evidence/*/*"))):
        assert time.monotonic() < deadline and child.poll() is None
        time.sleep(0.2)
    began = time.monotonic()
    child.send_signal(signal.SIGTERM)
    child.wait(15)
    assert time.monotonic() - began < 10
    again = start(folder, "nightly", "--as-of", time.strftime("%Y-%m-%d"))
    assert again.wait(120) in (0, 1, 2)
