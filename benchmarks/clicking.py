"""The pages under load: so many people clicking while a night writes into the same store; what they wait, and what fails."""

import os
import random
import statistics
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx

from app.context import open_context
from app.private import YIELDING
from benchmarks import ours, stages
from config.people import PersonRole
from crawler.records.observations import Answer
from db.people import People
from db.sink import CrawlSink
from db.web_sessions import Level, Sessions
from demo.server import free_port

PEOPLE, SECONDS = 20, 30.0
PAUSE = 1.0
"""Seconds between two clicks of one person: faster than anybody reads. People arrive within one such pause."""
LIMIT_MILLISECONDS = 300
PATHS = (
    "/", "/problems", "/problems?q=notice&sort=-since", "/problems?state=fixed&page=2", "/units/u07/2026-10", "/units/u42/2026-10",
    "/months", "/months/2026-10", "/nights", "/orders", "/appeals", "/entries/2026-10/openness", "/close/2026-10", "/account",
)  # fmt: skip


def run(folder: Path, database: str = "", scale: float = 0.2, seconds: float = SECONDS) -> dict[str, Any]:
    """Fill a store, serve it, click; print and return what was measured."""
    stages.configure(folder, database)
    stages.fill(folder, round(stages.POSTS * scale) // stages.UNITS, round(stages.LINKS * scale) // stages.UNITS)
    for stage in ("check", "score"):
        ours.run(folder, stage)
    cookies = _people(folder)
    busy = os.getloadavg()[0]
    with _served(folder) as base, _writing(folder):
        httpx.get(f"{base}/", cookies={"hq-session": cookies[0]}, timeout=60, trust_env=False)  # the month is read once
        waits, errors = _click(base, cookies, seconds)
    found = {
        "database": "PostgreSQL" if database else "SQLite", "people": PEOPLE, "clicks": len(waits), "errors": errors,
        "median_ms": round(statistics.median(waits) * 1000), "p95_ms": round(statistics.quantiles(waits, n=20)[18] * 1000), "longest_ms": round(max(waits) * 1000),
        "load": [round(busy, 1), round(os.getloadavg()[0], 1)],
    }  # fmt: skip
    print(
        f"clicking on {found['database']}: {PEOPLE} people, {found['clicks']} clicks while a night writes, {errors} errors, "
        f"median {found['median_ms']} ms, p95 {found['p95_ms']} ms (at most {LIMIT_MILLISECONDS}), longest {found['longest_ms']} ms; load of the machine before and after {found['load'][0]} and {found['load'][1]}\n"
    )
    return found


def _people(folder: Path) -> list[str]:
    """So many officers, each signed in."""
    context = open_context(folder)
    people, sessions = People(context.engine), Sessions(context.engine)
    made = [people.add(f"person{number}", (PersonRole.OFFICER,), (), "bench") for number in range(PEOPLE)]
    cookies = [sessions.open(person.id, Level.FULL, timedelta(hours=1), "", "") for person in made]
    context.close()
    return cookies


@contextmanager
def _served(folder: Path):  # type: ignore[no-untyped-def]
    held, port = free_port()
    held.close()
    words = [ours.PROGRAM, "--config", str(folder), "serve", "--port", str(port)]
    started = subprocess.Popen(words, stdout=subprocess.DEVNULL)
    base = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            httpx.get(f"{base}/healthz", trust_env=False)
            break
        except httpx.TransportError:
            time.sleep(0.1)
    yield base
    started.terminate()
    started.wait(20)


@contextmanager
def _writing(folder: Path):  # type: ignore[no-untyped-def]
    started = subprocess.Popen([sys.executable, "-m", "benchmarks.clicking", str(folder)])
    os.setpriority(os.PRIO_PROCESS, started.pid, YIELDING)  # as `schedule` runs a night
    yield
    started.terminate()
    started.wait(20)


def write(folder: Path) -> None:
    """A night that stores answers, a thousand at a time, until it is stopped."""
    context = open_context(folder)
    last = context.runs.all()[-1]
    run = context.begin(last.as_of + timedelta(days=1), ())
    sink = CrawlSink(context.engine, context.bodies, run.id, last.id)
    for batch in range(1_000_000):
        sink.add(
            [
                Answer(f"http://host{item % 50}.example/{batch}/{item}.html", run.as_of, 200, content_type="text/html")
                for item in range(1000)
            ]
        )
        time.sleep(0.2)


def _click(base: str, cookies: list[str], seconds: float) -> tuple[list[float], int]:
    """Everybody clicks until the time is over; the waits, and how many answers were no good."""
    waits: list[float] = []
    errors = 0
    until = time.monotonic() + seconds

    def work(cookie: str, seed: int) -> None:
        nonlocal errors
        chance = random.Random(seed)
        with httpx.Client(base_url=base, cookies={"hq-session": cookie}, timeout=30, trust_env=False) as client:
            time.sleep(PAUSE * chance.random())
            while time.monotonic() < until:
                begun = time.monotonic()
                try:
                    good = client.get(chance.choice(PATHS)).status_code == 200
                except httpx.HTTPError:
                    good = False
                waits.append(time.monotonic() - begun)
                errors += not good
                time.sleep(PAUSE * chance.uniform(0.5, 1.5))

    threads = [threading.Thread(target=work, args=(cookie, seed)) for seed, cookie in enumerate(cookies)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return waits, errors


if __name__ == "__main__":
    write(Path(sys.argv[1]))
