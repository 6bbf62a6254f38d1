"""A province of a test's own: districts of some hosts each, a scheduler with workers, and the fleet's file."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import yaml

from tests.app.small_sites import POSTS, article, listing, row
from tests.sites import Site, page

ENVIRONMENT = {**os.environ, "DASK_DISTRIBUTED__WORKER__DAEMON": "False"}


def pages(name: str, posts: int) -> dict[str, Any]:
    """A host: a home, a section with a list, its articles, and a link that leads nowhere."""
    rows = [row(f"/jyj/gzdt/p{n}.html", f"{name}第{n}次工作会议召开", f"2026-10-{10 + n:02d}") for n in range(posts)]
    found: dict[str, Any] = {
        f"/jyj/gzdt/p{n}.html": article(f"2026-10-{10 + n:02d}", f"{name}的第{n}篇正文，内容完整。", f"{name}第{n}次工作会议召开")
        for n in range(posts)
    }  # fmt: skip
    home = page(f"<a href='/jyj/gzdt/'>工作动态</a><a href='/gone-{posts}.html'>旧专栏</a>", name)
    return {**found, "/": home, "/jyj/": home, "/jyj/gzdt/": listing(*rows)}


@contextmanager
def districts(names: tuple[str, ...], pause: float = 0.0, each: int = 3) -> Iterator[dict[str, list[Site]]]:
    """So many hosts for each name."""
    with ExitStack() as stack:
        made: dict[str, list[Site]] = {}
        for place, name in enumerate(names):
            made[name] = []
            for number in range(each):
                site = stack.enter_context(Site(pages(f"{name}{number}", 4 + place + number)))
                site.pause = pause
                made[name].append(site)
        yield made


def write_district(folder: Path, sites: list[Site], **monitor: Any) -> Path:
    """A district's configuration: hosts of the portal, each a unit's, and one of the disclosure platform."""
    hosts = [site.name for site in sites]
    units = [
        {"code": f"u{n}", "name": f"单位{n}", "portal": {"home": f"http://{host}/jyj/", "columns": POSTS}}
        for n, host in enumerate(hosts[:-1])
    ]
    units[0]["disclosure"] = {"home": f"http://{hosts[-1]}/jyj/", "columns": POSTS}
    made = [
        {"id": "portal", "kind": "portal", "name": f"{folder.name}政务网", "home": f"http://{hosts[0]}/", "hosts": hosts[:-1]},
        {"id": "disclosure", "kind": "disclosure", "name": "公开平台", "home": f"http://{hosts[-1]}/", "hosts": hosts[-1:]},
    ]  # fmt: skip
    settings = {
        "city": "天津市",
        "district": folder.name,
        "assessment_starts": "2026-10",
        "pictures": False,
        "crawl": {"requests_per_host": 2, "delay": 0, "timeout": 5},
        "probe": {"retry_pauses": [0.05], "timeout": 2},
        **monitor,
    }
    folder.mkdir(parents=True)
    for name, value in (("monitor", settings), ("sites", {"sites": made}), ("units", {"units": units})):
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(value, allow_unicode=True), encoding="utf-8")
    return folder


def write_fleet(
    folder: Path, database: str, names: tuple[str, ...], engine: dict[str, Any], storage: str = "var"
) -> Path:
    """The fleet's file."""
    path = folder / "fleet.yaml"
    value = {"database": database, "storage": storage, "engine": engine, "districts": list(names)}
    path.write_text(yaml.safe_dump(value, allow_unicode=True), encoding="utf-8")
    return path


def program(*arguments: str, **options: Any) -> "subprocess.Popen[str]":
    """The command as it is typed."""
    return subprocess.Popen(
        [sys.executable, "-m", "app", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        **options,
    )


def said(*arguments: str) -> tuple[int, str]:
    """A command's status and what it said."""
    child = program(*arguments)
    text, _ = child.communicate(timeout=240)
    return child.returncode, text


class Cluster:
    """A scheduler and workers, each a process group of its own."""

    def __init__(self, folder: Path, workers: int, threads: int = 2) -> None:
        self.folder, self.threads = folder, threads
        self.address = ""
        self.processes: list[subprocess.Popen[bytes]] = []
        self._scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        self.address = self._wait_for(r"tcp://127\.0\.0\.1:\d+")
        for _ in range(workers):
            self.add_worker()

    def _start(self, what: str, *arguments: str) -> "subprocess.Popen[bytes]":
        with (self.folder / f"{what}-{len(self.processes)}.log").open("wb") as log:
            command = [sys.executable, "-m", f"distributed.cli.dask_{what}", *arguments]
            process = subprocess.Popen(
                command, stdout=log, stderr=log, start_new_session=True, env=ENVIRONMENT, cwd=self.folder
            )
        self.processes.append(process)
        return process

    def _wait_for(self, pattern: str) -> str:
        end = time.monotonic() + 30
        while time.monotonic() < end:
            found = re.search(pattern, (self.folder / "scheduler-0.log").read_text())
            if found:
                return found[0]
            time.sleep(0.1)
        raise AssertionError((self.folder / "scheduler-0.log").read_text())

    def add_worker(self) -> None:
        """One more worker."""
        options = ("--nthreads", str(self.threads), "--host", "127.0.0.1", "--no-dashboard")
        self._start("worker", self.address, *options, "--local-directory", str(self.folder))

    def kill(self, number: int) -> None:
        """Kill a process and all that it started: 0 is the scheduler, workers follow."""
        process = self.processes[number]
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def __enter__(self) -> "Cluster":
        return self

    def __exit__(self, *_: object) -> None:
        for number in reversed(range(len(self.processes))):
            self.kill(number)
