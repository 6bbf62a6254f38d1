"""A fleet's night with a worker killed, beside each district's own local night: run by its test in a network of its own."""

import sys
import time
from pathlib import Path

from tests.app.fleets.network import begin
from tests.app.fleets.province import Cluster, districts, program, write_district, write_fleet
from tests.sites import Site

NAMES = ("hongqiao", "heping", "河西区")
EACH = 4
AS_OF = "2026-10-28T02:00:00+08:00"
PAUSE = 0.1
"""Seconds of an answer while the fleet runs, so that its worker can be killed within."""


def main(where: str, folder: str, database: str) -> None:
    """Leave the local nights in `alone`, the fleet's beside it."""
    begin(where)
    path = Path(folder)
    with districts(NAMES, each=EACH) as sites, Cluster(path, workers=2) as cluster:
        _alone(path, sites)
        for hosts in sites.values():
            for site in hosts:
                site.pause = PAUSE
        _fleet(path, database, sites, cluster)


def _alone(path: Path, sites: dict[str, list[Site]]) -> None:
    """Each district's own night, all at the same time."""
    nights = []
    for name, hosts in sites.items():
        own = write_district(path / "alone" / name, hosts)
        nights.append(program("--config", str(own), "nightly", "--as-of", AS_OF))
    for night in nights:
        text, _ = night.communicate(timeout=240)
        assert night.returncode == 0, text


def _fleet(path: Path, database: str, sites: dict[str, list[Site]], cluster: Cluster) -> None:
    for name, hosts in sites.items():
        write_district(path / name, hosts)
    file = write_fleet(path, database, NAMES, {"kind": "dask", "scheduler": cluster.address})
    before = asked(sites)
    child = program("fleet", "nightly", "--config", str(file), "--as-of", AS_OF)
    while asked(sites) < before + 25 and child.poll() is None:
        time.sleep(0.05)
    assert child.poll() is None, "the night ended before its worker was killed"
    cluster.kill(1)
    text, _ = child.communicate(timeout=240)
    assert child.returncode == 0, text


def asked(sites: dict[str, list[Site]]) -> int:
    """How often the hosts were asked."""
    return sum(site.requests.total() for hosts in sites.values() for site in hosts)


if __name__ == "__main__":
    main(*sys.argv[1:])
