"""Whichever part is killed in mid-night, the next start goes on where it was: what was stored is not asked again."""

import os
import shutil
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.fleets.district import district_of
from config.fleet import load_fleet
from db import tables
from db.bodies import open_bodies
from tests.app.fleets.province import Cluster, districts, program, said, write_district, write_fleet
from tests.s3 import BUCKET, MISSING, PROGRAM, S3Server
from tests.sites import Site

pytest.importorskip("distributed", reason="the extra fleet is not installed")
NAMES = ("hongqiao", "heping")
AS_OF = "2026-10-28T02:00:00+08:00"
UNSTORED = 30
"""Pages of a crawl that may be on their way or not stored yet when it dies: five seconds of some crawls."""
SLOW = {"crawl": {"requests_per_host": 1, "delay": 1.0, "timeout": 5}}
"""Crawls that last longer than what they saw waits to be stored."""
MOST = 36
"""Articles of 48 after which much has been stored, and not all was asked."""


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


@contextmanager
def postgres() -> Iterator[Any]:
    """A server of the test's own, which may be killed; its folder lies where its own user may go."""
    pgserver = pytest.importorskip("pgserver", reason="pgserver is not here")
    folder = tempfile.mkdtemp(prefix="hq-pg-")
    server = pgserver.get_server(folder, cleanup_mode="stop")
    try:
        yield server
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def address_of(server: Any) -> str:
    return str(server.get_uri()).replace("postgresql://", "postgresql+psycopg://", 1)


def night_with_a_kill(path: Path, sites: dict[str, list[Site]], after: int, kill: Callable[[int], None]) -> int:
    """A fleet's night in which `kill` is called, with the night's own process, after so many articles; its status."""
    child = program("fleet", "nightly", "--config", str(path), "--as-of", AS_OF, start_new_session=True)
    while articles(sites).total() < after and child.poll() is None:
        time.sleep(0.05)
    kill(child.pid)
    text, _ = child.communicate(timeout=500)
    print(text)
    return child.returncode


def stored(path: Path) -> set[str]:
    """The pages that the districts' stores have an answer of."""
    fleet, found = load_fleet(path), set()
    for name in fleet.districts:
        context = district_of(fleet, name)
        addresses, answers = tables.table(tables.Address), tables.table(tables.AnswerState)
        asked = select(addresses.c.url).join(answers, answers.c.address_id == addresses.c.id)
        with context.engine.connect() as connection:
            found |= {url.removeprefix("http://") for url in connection.execute(asked).scalars()}
        context.close()
    return found


def ends_well(path: Path, sites: dict[str, list[Site]], least: int, stored_least: int = 1) -> None:
    """The next start ends well and asks nothing again that was stored."""
    time.sleep(2)
    before, kept = articles(sites), stored(path)
    status, text = said("fleet", "nightly", "--config", str(path), "--as-of", AS_OF)
    assert status == 0, text
    after = articles(sites)
    again = [name for name in after if after[name] > before[name] > 0]
    print(
        f"{before.total()} before, {len(kept & set(before))} of them stored, {len(again)} asked again of {len(after)}"
    )
    assert before.total() >= least and len(kept & set(before)) >= stored_least
    assert not kept & set(again)


@pytest.mark.soak
@pytest.mark.timeout(900)
@pytest.mark.parametrize("victim", ["scheduler", "worker", "parent"])
def test_the_rerun_asks_no_stored_page_again(tmp_path: Path, postgres_url: str, victim: str) -> None:
    workers = 2 if victim == "worker" else 1
    with districts(NAMES, pause=0.5, each=4) as sites, ExitStack() as stack:
        cluster = stack.enter_context(Cluster(tmp_path, workers=workers, threads=4))
        for name, hosts in sites.items():
            write_district(tmp_path / name, hosts, **SLOW)
        path = write_fleet(tmp_path, postgres_url, NAMES, {"kind": "dask", "scheduler": cluster.address})
        kills: dict[str, Callable[[int], None]] = {
            "scheduler": lambda _: cluster.kill(0),
            "worker": lambda _: cluster.kill(1),
            "parent": lambda pid: os.kill(pid, signal.SIGKILL),
        }
        status = night_with_a_kill(path, sites, 20, kills[victim])
        assert (status == 0) == (victim == "worker")
        if victim == "scheduler":
            cluster = stack.enter_context(Cluster(tmp_path, workers=1, threads=4))
            path = write_fleet(tmp_path, postgres_url, NAMES, {"kind": "dask", "scheduler": cluster.address})
        ends_well(path, sites, 20)
        assert sum(count > 1 for count in articles(sites).values()) <= UNSTORED


def killed_with_its_store(
    tmp_path: Path, names: tuple[str, ...], each: int, after: int, stored_least: int, **monitor: Any
) -> None:
    with districts(names, pause=0.1, each=each) as sites, postgres() as server:
        for name, hosts in sites.items():
            write_district(tmp_path / name, hosts, **monitor)
        path = write_fleet(tmp_path, address_of(server), names, {"kind": "local", "workers": 8})
        status = night_with_a_kill(path, sites, after, lambda _: os.kill(server.get_pid(), signal.SIGQUIT))
        assert status != 0
        server.ensure_postgres_running()
        ends_well(path, sites, after, stored_least)


def test_a_night_whose_database_is_killed_is_not_good_and_the_next_start_ends_well(tmp_path: Path) -> None:
    killed_with_its_store(tmp_path, NAMES[:1], 2, 3, 0)


@pytest.mark.soak
@pytest.mark.timeout(900)
def test_what_was_stored_before_the_database_was_killed_is_not_asked_again(tmp_path: Path) -> None:
    killed_with_its_store(tmp_path, NAMES, 4, MOST, 1, **SLOW)


def copies() -> dict[str, bytes]:
    """All copies of pages in the bucket, by district and digest."""
    found = {}
    for name in NAMES:
        bodies = open_bodies(f"{BUCKET}/fleet/{name}/evidence")
        found.update({f"{name}/{digest}": bodies.get(digest) or b"" for digest in bodies.digests()})
    return found


def put_back(kept: dict[str, bytes]) -> None:
    """Copies of pages as they were."""
    for place, body in kept.items():
        name, digest = place.split("/")
        open_bodies(f"{BUCKET}/fleet/{name}/evidence").put_all({digest: body})


@pytest.mark.soak
@pytest.mark.timeout(900)
@pytest.mark.skipif(PROGRAM is None, reason=MISSING)
def test_a_night_whose_object_store_is_killed_is_taken_up_when_that_is_back(
    tmp_path: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with districts(NAMES, pause=0.5, each=4) as sites, S3Server(tmp_path / "s3.log") as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        for name, hosts in sites.items():
            write_district(tmp_path / name, hosts, **SLOW)
        path = write_fleet(tmp_path, postgres_url, NAMES, {"kind": "local", "workers": 8}, f"{BUCKET}/fleet")
        kept: dict[str, bytes] = {}

        def kill(_: int) -> None:
            kept.update(copies())
            server.kill()

        assert night_with_a_kill(path, sites, MOST, kill) != 0
        server.start()
        put_back(kept)  # the server of the tests forgets, a real one does not
        ends_well(path, sites, MOST)
