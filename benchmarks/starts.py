"""How long commands take to start: CPU seconds of `--help`, `--version`, `status` and `explain`, and of reading a configuration.

Modules are compiled, whatever the machine says: a run before the measured ones compiles them into a folder of their own.
"""

import os
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import yaml

from tests.sites import Site, configure, night, page

UNITS = (80, 800)
COLUMNS = 16
"""Columns of a unit, as in the configuration that `init` writes."""


@dataclass(frozen=True, slots=True)
class Start:
    """One command: the least CPU seconds of `repeat` runs."""

    command: str
    seconds: float


def run(folder: Path, repeat: int = 3) -> list[Start]:
    """Measure all of them on a small office with one night."""
    pages = {"/": page("x"), "/xxgk/": page("x"), "/jyj/": page("<a href='/gone.html'>x</a>")}
    with Site(dict(pages)) as site:
        configure(folder / "office", site, [])
        night(folder / "office", 28)
    commands = (["--help"], ["--version"], ["status"], ["explain", "jyj", "portal.dead_links"], ["orders", "list"])
    rows = [Start(" ".join(words), _least(folder / "office", words, repeat)) for words in commands]
    for units in UNITS:
        place = _office_of(folder / str(units), folder / "office", units)
        rows.append(Start(f"config check, {units} units", _least(place, ["config", "check"], repeat)))
    return rows


def _least(folder: Path, words: list[str], repeat: int) -> float:
    command = [sys.executable, "-m", "app", "--config", str(folder), *words]
    _cpu(command, folder.parent)
    return round(min(_cpu(command, folder.parent) for _ in range(repeat)), 2)


def _cpu(command: list[str], folder: Path) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, capture_output=True, check=False, env=_compiling(folder))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _compiling(folder: Path) -> dict[str, str]:
    """An environment in which compiled modules are kept."""
    others = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**others, "PYTHONPYCACHEPREFIX": str(folder / "compiled")}


def _office_of(folder: Path, like: Path, units: int) -> Path:
    folder.mkdir()
    for name in ("monitor.yaml", "sites.yaml"):
        (folder / name).write_text((like / name).read_text(encoding="utf-8"), encoding="utf-8")
    columns = [{"name": f"栏目{number}", "url": f"c{number}/", "role": "posts"} for number in range(COLUMNS // 2)]
    made = [
        {
            "code": f"u{number}",
            "name": f"单位{number}",
            "portal": {"home": f"/u{number}/", "columns": columns},
            "disclosure": {"home": f"/xxgk/u{number}/", "columns": columns},
        }
        for number in range(units)
    ]
    (folder / "units.yaml").write_text(yaml.dump({"units": made}, allow_unicode=True, Dumper=_Plain), encoding="utf-8")
    return folder


class _Plain(yaml.SafeDumper):
    """No aliases: people write every unit out."""

    def ignore_aliases(self, _: object) -> bool:
        """Whether a value is written out again: always."""
        return True
