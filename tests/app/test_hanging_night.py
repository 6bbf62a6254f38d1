"""A night that hangs: the crawl is ended, the alarm speaks meanwhile, the schedule's children end with it."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from app.context import open_context
from app.looking.status import LATE_AFTER
from app.progress import Reporter
from app.schedule import Schedule
from crawler.engines.base import run_crawls
from crawler.engines.crawl import crawl_host
from crawler.engines.local import local_executor
from db.lock import night_lock
from tests.sites import ZONE, Site, configure, page

POSTS = [{"name": "工作动态", "url": "gzdt/", "role": "posts"}]
ROOT = Path(__file__).resolve().parents[2]


def hang(*_: object) -> None:
    time.sleep(600)


def hang_in_c(file: Path) -> None:
    """Hang where neither threads nor signals get a turn."""
    with file.open("a") as numbers:
        numbers.write(f"{os.getpid()}\n")
    sum(range(10**14))


def is_alive(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


NIGHT = """
import sys
from functools import partial
from pathlib import Path
import crawler.engines.local as local
from tests.app.test_hanging_night import hang_in_c
file, seconds = Path({file!r}), {seconds}
started = local.local_executor
def hanging(jobs, prepare, limit, **rest):
    return started(jobs, partial(hang_in_c, file), seconds, **rest)
if __name__ == "__main__":
    local.local_executor = hanging
    from app.cli import run
    sys.exit(run(["--config", {office!r}, "nightly"]))
"""
"""A night whose crawls hang in C before they have asked anything."""


def hung_night(office: Path, tmp_path: Path, seconds: float) -> tuple["subprocess.Popen[bytes]", list[int]]:
    """A night at work, and its crawls' processes."""
    script, file = tmp_path / "hung.py", tmp_path / "pids"
    script.write_text(NIGHT.format(file=str(file), seconds=seconds, office=str(office)), encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    night = subprocess.Popen([sys.executable, str(script)], cwd=ROOT, env=env, stdout=subprocess.PIPE)
    until = time.monotonic() + 60
    while not (file.exists() and file.read_text().endswith("\n")):
        assert time.monotonic() < until and night.poll() is None
        time.sleep(0.1)
    return night, [int(line) for line in file.read_text().split()]


def is_late() -> bool:
    """Whether a night that has not ended by now is told as late, where nights begin at midnight."""
    now = datetime.now(ZONE)
    return now - now.replace(hour=0, minute=0, second=0, microsecond=0) > LATE_AFTER


@pytest.fixture
def office(tmp_path: Path) -> Path:
    with Site({"/": page("首页")}) as site:
        folder = configure(tmp_path, site, POSTS, schedule={"nightly": "00:00"})
    open_context(folder).close()
    return folder


def test_a_crawl_that_hangs_is_ended_and_told_and_the_others_go_on() -> None:
    class Job:
        name = "hanging"

    with local_executor(1, None, 2.0) as executor:
        executor_submit = executor.submit
        executor.submit = lambda function, *arguments: executor_submit(hang if function is crawl_host else function)  # type: ignore[method-assign,assignment]
        began = time.monotonic()
        (report,) = run_crawls([Job()], lambda: None, executor)  # type: ignore[list-item,arg-type,return-value]
    assert time.monotonic() - began < 20
    assert report.name == "hanging" and "ProcessOverdue" in report.error


def test_a_night_whose_crawls_hang_in_c_is_over_after_their_limit_and_believed_by_nobody(
    office: Path, tmp_path: Path
) -> None:
    night, crawls = hung_night(office, tmp_path, 10.0)
    told = night.communicate(timeout=60)[0].decode()
    assert night.returncode == 3 and "不作判断" in told, told
    assert not any(is_alive(pid) for pid in crawls)
    assert not (office / "var" / "reports" / "latest").exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_status_speaks_while_a_night_hangs_and_no_process_is_left_when_it_is_ended(
    office: Path, tmp_path: Path, number: signal.Signals
) -> None:
    night, crawls = hung_night(office, tmp_path, 600.0)
    command = [sys.executable, "-m", "app", "--config", str(office), "status", "--tell"]
    before = is_late()
    told = subprocess.run(command, capture_output=True, check=False, cwd=ROOT, timeout=30)
    after = is_late()
    night.send_signal(number)
    night.communicate(timeout=20)
    until = time.monotonic() + 10
    while any(is_alive(pid) for pid in crawls) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(is_alive(pid) for pid in crawls)
    assert told.returncode in {before, after} and "正在运行" in told.stdout.decode(), told.stdout.decode()


def test_the_alarm_and_the_backup_wait_for_no_night(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context = open_context(office)
    schedule = Schedule(context, office, Reporter(quiet=True))
    started = []

    class Child:
        pid = 0

        def __init__(self, command: list[str], **_: object) -> None:
            started.append(command[5])
            self.command = command[5]

        def wait(self, _: float | None = None) -> int:
            if self.command == "nightly":
                over.wait(20)
            return 0

        def terminate(self) -> None:
            over.set()

    over = threading.Event()
    monkeypatch.setattr("app.schedule.subprocess.Popen", Child)
    monkeypatch.setattr("app.schedule.os.setpriority", lambda *_: None)
    night = threading.Thread(target=schedule.nightly)
    night.start()
    while "nightly" not in started:
        time.sleep(0.01)
    schedule.watch()
    schedule.backup()
    assert started == ["nightly", "status", "db"]
    over.set()
    night.join()
    context.close()


def test_status_speaks_while_a_night_holds_the_lock(office: Path) -> None:
    context = open_context(office)
    with night_lock(context.engine):
        command = [sys.executable, "-m", "app", "--config", str(office), "status", "--tell"]
        done = subprocess.run(command, capture_output=True, check=False, cwd=ROOT, timeout=30)
    context.close()
    assert done.returncode == 1
    assert "正在运行" in done.stdout.decode()


DEAF = "import signal, sys; signal.signal(signal.SIGTERM, lambda *_: None); print(1, flush=True); sum(range(10**14))"


def test_a_night_of_the_schedule_that_hangs_in_c_is_ended_at_its_limit(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = open_context(office)
    started: list[subprocess.Popen[bytes]] = []
    real = subprocess.Popen

    def deaf(command: list[str], **rest: Any) -> "subprocess.Popen[bytes]":
        started.append(real([sys.executable, "-c", DEAF], stdout=subprocess.PIPE, **rest))
        assert started[0].stdout is not None and started[0].stdout.readline()
        return started[0]

    monkeypatch.setattr("app.schedule.subprocess.Popen", deaf)
    monkeypatch.setattr("app.schedule.STOP_WITHIN", 0.5)
    Schedule(context, office, Reporter(quiet=True))._command("nightly", limit=0.5)
    [child] = started
    with child:
        assert child.poll() == -signal.SIGKILL
    context.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_no_command_is_left_when_the_schedule_is_ended(office: Path, number: signal.Signals, tmp_path: Path) -> None:
    script = tmp_path / "schedule.py"
    script.write_text(
        "import sys, threading, subprocess\nfrom pathlib import Path\nimport app.schedule as module\n"
        "real = subprocess.Popen\n"
        "def hanging(command, **rest):\n"
        "    code = 'import time; from app.private import end_with_parent; end_with_parent(); import os;'\n"
        f"    code += \"open({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid())); time.sleep(600)\"\n"
        "    return real([sys.executable, '-c', code], **rest)\n"
        "module.subprocess.Popen = hanging\n"
        "from app.context import open_context\nfrom app.progress import Reporter\n"
        f"folder = Path({str(office)!r})\n"
        "module.Schedule(open_context(folder), folder, Reporter(quiet=True)).run()\n",
        encoding="utf-8",
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    parent = subprocess.Popen([sys.executable, str(script)], cwd=ROOT, env=env)
    until = time.monotonic() + 30
    while not ((tmp_path / "pid").exists() and (tmp_path / "pid").read_text()):
        assert time.monotonic() < until and parent.poll() is None
        time.sleep(0.1)
    child = int((tmp_path / "pid").read_text())
    parent.send_signal(number)
    parent.wait(15)
    until = time.monotonic() + 5
    while Path(f"/proc/{child}").exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not Path(f"/proc/{child}").exists() or "Z" in Path(f"/proc/{child}/stat").read_text().rpartition(")")[2][:3]
