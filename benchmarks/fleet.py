"""How a fleet scales: one district of many small hosts at a polite pace, its crawls on 1, 2 and 4 workers of Dask."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import yaml
from sqlalchemy import func, select

from app.fleets.district import district_of
from benchmarks.many_hosts import POSTS, ManyHosts, write_district
from config.fleet import load_fleet
from db import tables

WORKERS, HOSTS = (1, 2, 4), (12, 50, 200)
THREADS = 9
"""Crawls of a worker at a time: two workers give the 18 that 3,000 hosts need."""
DELAY = 0.25


@dataclass(frozen=True)
class Row:
    """One night: seconds, requests, stored rows a second, the most requests that one host had at a time, megabytes."""

    workers: int
    hosts: int
    seconds: float
    pace: float
    requests: int
    rows_a_second: float
    peak: int
    megabytes: float


def run(folder: Path, database: str, workers: tuple[int, ...] = WORKERS, hosts: tuple[int, ...] = HOSTS) -> list[Row]:
    """Measure each number of workers with each number of hosts."""
    found = []
    print("workers  hosts  seconds  pace's  requests  rows/s  peak  MB")
    for count in hosts:
        for number in workers:
            row = _night(folder / f"{count}-{number}", database, f"d{count}_{number}", number, count)
            found.append(row)
            print(
                f"{row.workers:7} {row.hosts:6} {row.seconds:8.1f} {row.pace:7.1f} {row.requests:9} "
                f"{row.rows_a_second:7.0f} {row.peak:5} {row.megabytes:4.0f}",
                flush=True,
            )
    return found


def _night(folder: Path, database: str, name: str, workers: int, count: int) -> Row:
    folder.mkdir(parents=True)
    with ManyHosts(count) as hosts, _cluster(folder, workers) as scheduler:
        _write(folder, database, name, hosts.names, scheduler)
        command = [sys.executable, "-m", "app", "fleet", "nightly", "--config", str(folder / "fleet.yaml")]
        began = time.monotonic()
        process = subprocess.Popen([*command, "--as-of", "2026-10-28"], stdout=subprocess.DEVNULL)
        most = 0.0
        while process.poll() is None:
            most = max(most, _megabytes())
            time.sleep(0.5)
        seconds = time.monotonic() - began
        if process.returncode:
            raise SystemExit(f"the night of {name} ended with {process.returncode}")
        rows = _rows(folder)
    one = (POSTS + 4) * DELAY
    pace = one * -(-count // (workers * THREADS))
    return Row(workers, count, seconds, pace, hosts.requests, rows / seconds, max(hosts.peak.values()), most)


def _megabytes() -> float:
    """The memory of all that this process started, shared pages counted once for each."""
    total = 0
    for child in psutil.Process().children(recursive=True):
        try:
            total += child.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return total / 1e6


def _rows(folder: Path) -> int:
    fleet = load_fleet(folder / "fleet.yaml")
    context = district_of(fleet, fleet.districts[0])
    kinds = (tables.AnswerState, tables.EntryState, tables.LinkUseState, tables.SectionWalkState)
    with context.engine.connect() as connection:
        counted = [
            connection.execute(select(func.count()).select_from(tables.table(kind))).scalar_one() for kind in kinds
        ]
    context.close()
    return sum(counted)


def _write(folder: Path, database: str, name: str, hosts: list[str], scheduler: str) -> None:
    fleet: dict[str, Any] = {
        "database": database,
        "engine": {"kind": "dask", "scheduler": scheduler},
        "districts": [name],
    }
    write_district(folder / name, hosts, crawl={"requests_per_host": 4, "delay": DELAY})
    (folder / "fleet.yaml").write_text(yaml.safe_dump(fleet, allow_unicode=True), encoding="utf-8")


@contextmanager
def _cluster(folder: Path, workers: int) -> Iterator[str]:
    """A scheduler with workers, each a process group of its own."""
    environment = {**os.environ, "DASK_DISTRIBUTED__WORKER__DAEMON": "False"}
    started: list[subprocess.Popen[bytes]] = []

    def start(what: str, *arguments: str) -> None:
        with (folder / f"{what}-{len(started)}.log").open("wb") as log:
            command = [sys.executable, "-m", f"distributed.cli.dask_{what}", *arguments, "--no-dashboard"]
            started.append(subprocess.Popen(command, stdout=log, stderr=log, env=environment, start_new_session=True))

    try:
        start("scheduler", "--host", "127.0.0.1", "--port", "0")
        while not (found := re.search(r"tcp://127\.0\.0\.1:\d+", (folder / "scheduler-0.log").read_text())):
            time.sleep(0.1)
        for _ in range(workers):
            start(
                "worker", found[0], "--host", "127.0.0.1", "--nthreads", str(THREADS), "--local-directory", str(folder)
            )
        yield found[0]
    finally:
        for process in started:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
