"""Many hosts on one machine: a night at a polite pace, beside what that pace alone allows so many crawls at a time."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from benchmarks import ours
from benchmarks.many_hosts import ManyHosts, write_district

HOSTS, AT_ONCE, DELAY = 200, 20, 1.0
FIRST_NIGHT = "2026-10-28T02:00:00+08:00"


@dataclass(frozen=True)
class Night:
    """One night: seconds and the pace's own, processor's seconds, requests, the most that one host had at a time, megabytes."""

    hosts: int
    at_once: int
    delay: float
    seconds: float
    pace: float
    cpu: float
    requests: int
    peak: int
    megabytes: float
    stages: str


def run(folder: Path, hosts: int = HOSTS, at_once: int = AT_ONCE, delay: float = DELAY) -> Night:
    """Measure a first night of so many hosts."""
    with ManyHosts(hosts) as served:
        crawl = {"requests_per_host": 4, "delay": delay, "at_once": at_once}
        write_district(folder / "office", served.names, crawl=crawl)
        cost = ours.run(folder / "office", "nightly", "--as-of", FIRST_NIGHT)
    pace = pace_of(hosts, at_once, served.requests, delay)
    night = Night(
        hosts, at_once, delay, round(cost.seconds, 1), round(pace, 1), round(cost.cpu, 1), served.requests,
        max(served.peak.values()), round(cost.megabytes), _stages(folder / "office"),
    )  # fmt: skip
    print(
        f"{hosts} hosts, {at_once} at a time, a request in {delay} s: {night.seconds} s, the pace's own {night.pace} s "
        f"({cost.seconds / pace:.2f} times), {night.cpu} CPU s, {night.requests} requests, at most {night.peak} at a time "
        f"on a host, {night.megabytes:.0f} MB; {night.stages}\n"
    )
    return night


def pace_of(hosts: int, at_once: int, requests: int, delay: float) -> float:
    """Seconds that requests take at that pace, each host's evenly after one another, so many hosts at a time."""
    return -(-hosts // at_once) * requests / hosts * delay


def _stages(office: Path) -> str:
    with closing(sqlite3.connect(office / "var" / "hongqiao.db")) as store:
        return str(store.execute("select notes from runs").fetchone()[0]).partition('"seconds"')[2].strip(" :}")
