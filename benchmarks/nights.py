"""Whole nights on a generated site beside the other tools: time, CPU, memory, requests, bytes."""

import shutil
import statistics
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks import ours
from benchmarks.faults import MONITOR, aligned
from benchmarks.generated import HOSTS, Generated, change, generate
from benchmarks.measure import Cost, measured
from benchmarks.nginx import Asked, Nginx
from benchmarks.rivals import FETCHERS, LINK_CHECKERS, Task

FIRST_NIGHT, SECOND_NIGHT = "2026-10-27T02:00:00+08:00", "2026-10-28T02:00:00+08:00"
SECOND = "second night"
STAGES = ("crawl", "check", "score", "report")
PACE = {"requests_per_host": 4, "delay": 0.25}


@dataclass(frozen=True)
class Row:
    """One tool's run on one site."""

    name: str
    pages: int
    seconds: float
    cpu: float
    megabytes: float
    requests: int
    distinct: int
    bytes: int


def row(name: str, pages: int, cost: Cost, asked: Asked) -> Row:
    """What a run cost and asked."""
    return Row(name, pages, cost.seconds, cost.cpu, cost.megabytes, asked.requests, asked.distinct, asked.bytes)


def run(folder: Path, count: int, repeat: int, only_ours: bool = False) -> list[Row]:
    """All tools on one site, `repeat` times, printed as medians and as ratios to the monitor's whole night."""
    nginx, site = generated(folder, count)
    pages = len(site.pages)
    rows: list[Row] = []
    with nginx:
        homes = (nginx.home, nginx.second_home)
        task = Task(homes, site.pages, tuple(urlsplit(home).netloc for home in homes))
        for number in range(repeat):
            rows += _ours(folder / f"office-{number}", nginx, site, pages)
            for rival in () if only_ours else (*LINK_CHECKERS, *FETCHERS):
                if not rival.path():
                    print(f"{rival.name} is not installed: left out")
                    continue
                place = folder / "rival"
                place.mkdir(exist_ok=True)
                nginx.asked()
                cost = measured(rival.command(rival.path(), task, place), place, timeout=7200)
                rows.append(row(rival.name, pages, cost, nginx.asked()))
        stages = _stages(folder / "office-of-stages", nginx, site)
    print("\n".join(shown(rows, pages)))
    print("  ".join(f"{name} {cost.seconds:.1f} s" for name, cost in stages.items()), "\n")
    return rows


def generated(folder: Path, count: int) -> tuple[Nginx, Generated]:
    """Two generated sites in an empty folder, and the server that will serve them."""
    root = folder / "root"
    shutil.rmtree(folder, ignore_errors=True)
    root.mkdir(parents=True)
    nginx = Nginx(folder / "nginx", root / HOSTS[0], second=root / HOSTS[1])
    return nginx, generate(root, count, (nginx.home.rstrip("/"), nginx.second_home.rstrip("/")))


def office(folder: Path, nginx: Nginx, site: Generated, **crawl: Any) -> None:
    """The configuration of an office that watches the two sites, in a folder of its own, and no store yet.

    No folder is emptied between the runs: ext4 seeks long for a place for a new file while many were deleted a moment ago.
    """
    canary = f"http://{nginx.other_host}/alive"
    ours.configure(
        folder,
        nginx.home,
        nginx.host,
        list(site.units),
        nginx.second_home,
        canaries=[canary],
        crawl=crawl,
        probe={"allow_private_hosts": [nginx.other_host]},
    )


def _ours(folder: Path, nginx: Nginx, site: Generated, pages: int) -> list[Row]:
    """A first night, and a second one after one page in a hundred changed."""
    office(folder, nginx, site)
    nginx.asked()
    cost = ours.run(folder, "nightly", "--as-of", FIRST_NIGHT)
    first = row(MONITOR, pages, cost, nginx.asked())
    change(site)
    cost = ours.run(folder, "nightly", "--as-of", SECOND_NIGHT)
    return [first, row(SECOND, pages, cost, nginx.asked())]


def _stages(folder: Path, nginx: Nginx, site: Generated) -> dict[str, Cost]:
    """The stages of a first night one by one; each starts a program of its own."""
    office(folder, nginx, site)
    when = {"crawl": ("--as-of", FIRST_NIGHT)}
    return {stage: ours.run(folder, stage, *when.get(stage, ())) for stage in STAGES}


def pace(folder: Path, count: int = 300) -> dict[str, float]:
    """A night at the pace that offices use: its time beside what that pace allows for so many requests."""
    nginx, site = generated(folder, count)
    with nginx:
        office(folder / "office", nginx, site, **PACE)
        nginx.asked()
        cost = ours.run(folder / "office", "nightly", "--as-of", FIRST_NIGHT)
        asked = nginx.asked()
    allowed = asked.requests * PACE["delay"] / len(HOSTS)
    print(
        f"pace: {asked.requests} requests at one in {PACE['delay']} s on each of two hosts allow {allowed:.0f} s; "
        f"the night took {cost.seconds:.0f} s, {cost.seconds / allowed:.2f} times that\n"
    )
    return {"requests": asked.requests, "allowed_seconds": allowed, "seconds": round(cost.seconds, 1)}


def shown(rows: list[Row], pages: int) -> list[str]:
    """Medians, their spread, and ratios to the monitor's first night."""
    names = list(dict.fromkeys(item.name for item in rows))
    base = _median(rows, MONITOR)
    table = [
        [
            f"{pages} pages", "seconds", "spread", "monitor / it", "CPU s per 1,000 pages", "peak MB", "requests",
            "per distinct", "MB sent",
        ]
    ]  # fmt: skip
    for name in names:
        middle = _median(rows, name)
        times = sorted(item.seconds for item in rows if item.name == name)
        table.append(
            [
                name, f"{middle['seconds']:.1f}", f"{times[0]:.1f}-{times[-1]:.1f}", f"{base['seconds'] / middle['seconds']:.2f}",
                f"{middle['cpu'] * 1000 / pages:.1f}", f"{middle['megabytes']:.0f}", f"{middle['requests']:.0f}",
                f"{middle['requests'] / max(1, middle['distinct']):.3f}", f"{middle['bytes'] / 1e6:.1f}",
            ]
        )  # fmt: skip
    return aligned(table)


def _median(rows: list[Row], name: str) -> dict[str, float]:
    mine = [asdict(item) for item in rows if item.name == name]
    return {key: statistics.median(item[key] for item in mine) for key in mine[0] if key != "name"}
