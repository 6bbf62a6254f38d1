"""Killed in mid-night, a fleet's next start goes on where it was: what was stored is not asked again."""

import os
import signal
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.app.fleets.province import Cluster, districts, program, said, write_district, write_fleet
from tests.sites import Site

pytest.importorskip("distributed", reason="the extra fleet is not installed")
pytestmark = pytest.mark.soak
NAMES = ("hongqiao", "heping")
AS_OF = "2026-10-28T02:00:00+08:00"
UNSTORED = 30
"""Pages of a crawl that may be on their way or not stored yet when it dies: five seconds of two requests at a time."""


def articles(sites: dict[str, list[Site]]) -> Counter[str]:
    return Counter(
        {
            f"{site.name}{path}": count
            for hosts in sites.values()
            for site in hosts
            for path, count in site.requests.items()
            if "/gzdt/p" in path
        }
    )


@pytest.mark.parametrize("victim", ["scheduler", "parent"])
def test_the_rerun_asks_no_stored_page_again(tmp_path: Path, postgres_url: str, victim: str) -> None:
    with districts(NAMES, pause=0.5, each=4) as sites, Cluster(tmp_path, workers=1, threads=4) as cluster:
        for name, hosts in sites.items():
            write_district(tmp_path / name, hosts, crawl={"requests_per_host": 1, "delay": 0.5, "timeout": 5})
        path = write_fleet(tmp_path, postgres_url, NAMES, {"kind": "dask", "scheduler": cluster.address})
        child = program("fleet", "nightly", "--config", str(path), "--as-of", AS_OF, start_new_session=True)
        while articles(sites).total() < 20 and child.poll() is None:
            time.sleep(0.05)
        if victim == "scheduler":
            cluster.kill(0)
        else:
            os.kill(child.pid, signal.SIGKILL)
        child.communicate(timeout=240)
        time.sleep(2)
        before = articles(sites)
        with Cluster(tmp_path, workers=1, threads=4) as other:
            path = write_fleet(tmp_path, postgres_url, NAMES, {"kind": "dask", "scheduler": other.address})
            status, text = said("fleet", "nightly", "--config", str(path), "--as-of", AS_OF)
        assert status == 0, text
        twice = [name for name, count in articles(sites).items() if count > 1]
    print(f"{victim}: {before.total()} before, {len(twice)} asked twice of {len(articles(sites))}")
    assert len(twice) <= UNSTORED and before.total() >= 20
