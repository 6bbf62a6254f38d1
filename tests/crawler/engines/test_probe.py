"""One task of asking links: what it stores and tells, what it leaves to others, and how it fails."""

import pickle
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from config.monitor import Crawl, Probe
from crawler.engines.base import run_probes
from crawler.engines.lease import Lease, LeaseLost, NoLease, TakeLease
from crawler.engines.probe import ProbeJob, ProbeReport, probe_hosts
from crawler.records.observations import Answer, Target
from tests.crawler.walking.builders import MemoryStore
from tests.sites import Site

CSS = (200, {"Content-Type": "text/css"}, b"a {background: url(/b.png)}")


@pytest.fixture
def site() -> Iterator[Site]:
    with Site({"/robots.txt": "User-agent: *\nDisallow: /shut", "/a": "<title>A</title>", "/s.css": CSS}) as made:
        yield made


def job(site: Site, *paths: str) -> ProbeJob:
    return ProbeJob(
        targets=tuple(Target(f"http://{site.name}{path}") for path in paths),
        configured=(site.name,),
        crawl=Crawl(delay=0),
        probe=Probe.model_validate({"attempts": 2, "retry_pauses": (0.01,), "timeout": 2}),
        seed="seed",
        similarity=0.98,
        until=datetime.now(UTC) + timedelta(minutes=1),
    )


def answers(store: MemoryStore) -> dict[str, Answer]:
    return {item.url.rpartition("/")[2]: item for item in store.seen if isinstance(item, Answer)}


def lease_of(*, attempts: int = 1, error: Exception | None = None) -> TakeLease:
    class Held(NoLease):
        def require(self) -> None:
            if error is not None:
                raise error

    Held.attempts = attempts

    @contextmanager
    def take(_: Sequence[str]) -> Iterator[Lease]:
        yield Held()

    return take


def test_links_are_asked_and_stored_and_what_style_sheets_hold_is_told(site: Site) -> None:
    store = MemoryStore()
    report = probe_hosts(job(site, "/a", "/gone", "/shut", "/s.css"), lambda: store)
    told = answers(store)
    assert (told["a"].status, told["gone"].status, str(told["shut"].failure)) == (200, 404, "robots")
    assert list(report.styles.values()) == [(f"http://{site.name}/s.css", ["/b.png"])]
    (host,) = report.hosts
    assert host.alive and host.requests == 5 and not report.error


def test_what_is_known_of_a_host_is_not_asked_again_and_its_counts_go_on(site: Site) -> None:
    first = probe_hosts(job(site, "/a"), MemoryStore)
    assert len(pickle.dumps(first)) < 10_000
    second = probe_hosts(replace(job(site, "/s.css"), known=first.hosts), MemoryStore)
    assert site.requests["/robots.txt"] == 1 and site.requests.total() == 4
    assert [host.requests for host in second.hosts] == [1]


def test_an_attempt_after_another_asks_what_that_one_has_not_stored_and_style_sheets(site: Site) -> None:
    before = MemoryStore()
    probe_hosts(job(site, "/a", "/s.css"), lambda: before)
    store = MemoryStore(answers={item.url: item for item in answers(before).values()})
    report = probe_hosts(job(site, "/a", "/s.css", "/gone"), lambda: store, lease_of(attempts=2))
    assert set(answers(store)) == {"s.css", "gone"} and report.styles
    assert site.requests["/a"] == 1


def test_after_the_end_nothing_is_asked(site: Site) -> None:
    assert probe_hosts(replace(job(site, "/a"), until=datetime.now(UTC)), MemoryStore) == ProbeReport()
    assert not site.requests


def test_a_store_that_refuses_is_the_nights_fault_and_a_lost_lease_is_not(site: Site) -> None:
    class Full(MemoryStore):
        def add(self, batch: object) -> None:
            raise OSError("No space left on device")

    def shut() -> MemoryStore:
        raise OSError("database is locked\nSELECT secret")

    report = probe_hosts(job(site, "/a"), Full)
    assert report.refused and report.error == "OSError: No space left on device"
    assert probe_hosts(job(site, "/a"), shut) == ProbeReport(error="OSError: database is locked", refused=True)
    lost = probe_hosts(job(site, "/a"), MemoryStore, lease_of(error=LeaseLost("taken")))
    assert lost.error and not lost.refused


def test_leases_that_cannot_be_had_or_read_are_told(site: Site) -> None:
    def failing(error: Exception) -> TakeLease:
        @contextmanager
        def take(_: Sequence[str]) -> Iterator[Lease]:
            raise error
            yield NoLease()

        return take

    assert probe_hosts(job(site, "/a"), MemoryStore, failing(LeaseLost("taken"))).error == "LeaseLost: taken"
    assert probe_hosts(job(site, "/a"), MemoryStore, failing(OSError("away"))).refused
    assert not site.requests


def test_a_task_whose_process_dies_is_told_and_the_others_go_on(site: Site) -> None:
    class Dying(Executor):
        def submit(self, function: Any, /, *arguments: Any, **_: Any) -> Future[Any]:
            future: Future[Any] = Future()
            if arguments[0].targets[0].url.endswith("/a"):
                future.set_exception(MemoryError("too much"))
            else:
                future.set_result(function(*arguments))
            return future

    reports = run_probes([job(site, "/a"), job(site, "/gone")], MemoryStore, Dying())
    assert sorted(report.error for report in reports) == ["", "MemoryError: too much"]
