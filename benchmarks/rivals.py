"""The other tools: how each is told to check a site, and which addresses its report calls broken."""

import csv
import io
import json
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
BESIDE = Path(sys.executable).parent


@dataclass(frozen=True)
class Task:
    """What a tool is to check: whole sites from their homes, or where it cannot walk, all their pages.

    `everywhere` asks the links to other hosts too; times in seconds.
    """

    homes: tuple[str, ...]
    pages: tuple[str, ...]
    hosts: tuple[str, ...]
    everywhere: bool = True
    threads: int = 16
    timeout: float = 15
    retries: int = 0


@dataclass(frozen=True)
class Rival:
    """One tool."""

    name: str
    program: str
    command: Callable[[str, Task, Path], list[str]]
    broken: Callable[[str], Iterator[tuple[str, ...]]]
    """From its output: each broken link by all the spellings under which it names it."""

    def path(self) -> str:
        """Where the program is; empty where it is not installed."""
        for folder in (BESIDE, HERE / "node_modules" / ".bin"):
            if (folder / self.program).exists():
                return str(folder / self.program)
        return shutil.which(self.program) or ""


def _linkchecker(program: str, task: Task, folder: Path) -> list[str]:
    settings = folder / "linkcheckerrc"
    inside = "|".join(f"^http://{re.escape(host)}/" for host in task.hosts)
    settings.write_text(
        "[checking]\nmaxrequestspersecond=1000000\nrobotstxt=0\nsslverify=1\n[filtering]\n"
        f"checkextern={int(task.everywhere)}\ninternlinks={inside}\n[output]\nlog=csv\nstatus=0\n",
        encoding="utf-8",
    )
    return [
        program,
        f"--config={settings}",
        f"--threads={task.threads}",
        f"--timeout={max(1, int(task.timeout))}",
        *task.homes,
    ]


def _linkchecker_broken(output: str) -> Iterator[tuple[str, ...]]:
    lines = [line for line in output.splitlines() if not line.startswith("#")]
    for row in csv.DictReader(io.StringIO("\n".join(lines)), delimiter=";"):
        if row.get("valid") == "False":
            yield row["url"], row["urlname"]


def _linkinator(program: str, task: Task, folder: Path) -> list[str]:
    command = [
        program, *task.homes, "--recurse", "--check-css", "--format", "json", "--concurrency", str(task.threads),
        "--timeout", str(int(task.timeout * 1000)),
    ]  # fmt: skip
    if task.retries:
        command += ["--retry", "--retry-errors", "--retry-errors-count", str(task.retries)]
    return command


def _linkinator_broken(output: str) -> Iterator[tuple[str, ...]]:
    start = output.find("{")
    for link in json.loads(output[start:])["links"] if start >= 0 else []:
        if link["state"] == "BROKEN":
            yield (link["url"],)


def _lychee(program: str, task: Task, folder: Path) -> list[str]:
    pages = folder / "pages.txt"
    pages.write_text("\n".join(task.pages) + "\n", encoding="utf-8")
    return [
        program, "--no-progress", "--format", "json", "--max-concurrency", str(task.threads),
        "--host-concurrency", str(task.threads), "--host-request-interval", "0s", "--timeout", str(max(1, int(task.timeout))),
        "--max-retries", str(task.retries), "--retry-wait-time", "1", "--scheme", "http", "--scheme", "https",
        "--files-from", str(pages),
    ]  # fmt: skip


def _lychee_broken(output: str) -> Iterator[tuple[str, ...]]:
    start = output.find("{")
    report = json.loads(output[start:]) if start >= 0 else {}
    for kind in ("error_map", "timeout_map"):
        for links in report.get(kind, {}).values():
            for link in links:
                yield (link["url"],)


def _wget(program: str, task: Task, folder: Path) -> list[str]:
    return [
        program, "--spider", "--recursive", "--level=inf", "--no-verbose", "--no-parent", "--tries=1", "--execute=robots=off",
        f"--timeout={task.timeout}", *task.homes,
    ]  # fmt: skip


def _floor(module: str) -> Callable[[str, Task, Path], list[str]]:
    def command(program: str, task: Task, folder: Path) -> list[str]:
        return [program, str(HERE / f"{module}.py"), str(task.threads), *task.homes]

    return command


def _none(output: str) -> Iterator[tuple[str, ...]]:
    return iter(())


LINK_CHECKERS = (
    Rival("LinkChecker", "linkchecker", _linkchecker, _linkchecker_broken),
    Rival("linkinator", "linkinator", _linkinator, _linkinator_broken),
    Rival("lychee", "lychee", _lychee, _lychee_broken),
)
FETCHERS = (
    Rival("wget --spider -r", "wget", _wget, _none),
    Rival("Scrapy, fetching only", Path(sys.executable).name, _floor("floor_scrapy"), _none),
    Rival("asyncio, fetching only", Path(sys.executable).name, _floor("floor_asyncio"), _none),
)
