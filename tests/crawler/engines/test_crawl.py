"""One crawl: what it tells where its hosts, its store or its process fail, and that the others go on."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from config.monitor import Crawl, Policies, Probe
from crawler.engines.base import MARGIN, longest, run_crawls
from crawler.engines.crawl import CrawlReport, crawl_host, crawl_settings
from crawler.engines.lease import Lease, LeaseLost, NoLease, TakeLease, take_none
from crawler.job import CrawlJob
from crawler.sink import CrawlStore

JOB = CrawlJob(
    name="www.cn",
    hosts=("www.cn",),
    sections=(),
    walked=(),
    crawl=Crawl(),
    probe=Probe(),
    policies=Policies(),
    reference=datetime(2026, 10, 28, 2, tzinfo=UTC),
    floor=date(2026, 10, 1),
    seed="seed",
)


def no_store() -> CrawlStore:
    raise OSError("database is locked\nSELECT secret")


def lease_of(*, done: bool = False, error: Exception | None = None) -> TakeLease:
    class Held(NoLease):
        is_done = done

    @contextmanager
    def take(_: Sequence[str]) -> Iterator[Lease]:
        if error is not None:
            raise error
        yield Held()

    return take


def test_a_store_that_cannot_be_opened_is_the_nights_fault_and_is_told_in_a_line() -> None:
    report = crawl_host(JOB, no_store)
    assert report == CrawlReport("www.cn", 0, 0, 0, "OSError: database is locked", refused=True)


def test_hosts_that_another_crawl_has_are_told_and_no_store_is_opened() -> None:
    report = crawl_host(JOB, no_store, lease_of(error=LeaseLost("taken by another")))
    assert report.error == "LeaseLost: taken by another" and not report.refused


def test_leases_that_cannot_be_read_are_the_stores_fault() -> None:
    report = crawl_host(JOB, no_store, lease_of(error=OSError("server closed the connection")))
    assert report.error.startswith("OSError: server") and report.refused


def test_hosts_that_an_earlier_attempt_crawled_are_not_asked_again() -> None:
    assert crawl_host(JOB, no_store, lease_of(done=True)) == CrawlReport("www.cn", 0, 0, 0)


def test_without_leases_nothing_is_held_or_lost() -> None:
    with take_none(("www.cn",)) as lease:
        lease.require()
        lease.finish()
        assert not lease.is_done


def test_scrapy_holds_back_as_many_requests_as_a_host_may_get() -> None:
    settings = crawl_settings(replace(JOB, crawl=Crawl(requests_per_host=2)))
    assert settings["CONCURRENT_REQUESTS_PER_DOMAIN"] == 6 and settings["ROBOTSTXT_OBEY"] is False
    assert crawl_settings(replace(JOB, hosts=("a.cn",) * 3000))["CONCURRENT_REQUESTS"] == 1024


def test_the_longest_crawl_has_its_limit_its_last_request_and_a_margin() -> None:
    short = replace(JOB, crawl=Crawl.model_validate({"time_limit": "1m", "timeout": 10}))
    short = replace(short, probe=Probe.model_validate({"attempts": 2, "retry_pauses": (5,)}))
    assert longest([]) == MARGIN
    assert longest([short]) == 60 + 2 * 10 + 5 + MARGIN
    assert longest([short, JOB]) > longest([short])


class Breaking(Executor):
    """Runs what is submitted, but for one job, whose process dies in the way given."""

    def __init__(self, name: str, error: BaseException) -> None:
        self.name, self.error = name, error

    def submit(self, function: Any, /, *arguments: Any, **_: Any) -> Future[Any]:
        future: Future[Any] = Future()
        if arguments[0].name == self.name:
            future.set_exception(self.error)
        else:
            future.set_result(CrawlReport(arguments[0].name, 1, 2, 3))
        return future


@pytest.mark.parametrize("error", [RuntimeError("died"), MemoryError("too much")])
def test_a_crawl_whose_process_dies_is_told_and_the_others_go_on(error: Exception) -> None:
    jobs = [replace(JOB, name=name) for name in ("a", "b", "c")]
    told: list[str] = []
    reports = run_crawls(jobs, no_store, Breaking("b", error), lambda report: told.append(report.name))
    assert {report.name: report.error for report in reports} == {
        "a": "",
        "b": f"{type(error).__name__}: {error}",
        "c": "",
    }
    assert sorted(told) == ["a", "b", "c"]


def test_the_crawls_of_a_night_are_run_by_whatever_executor_is_given() -> None:
    with ThreadPoolExecutor(2) as threads:
        reports = run_crawls([JOB, replace(JOB, name="xxgk.cn")], no_store, threads, take=lease_of(done=True))
    assert sorted(report.name for report in reports) == ["www.cn", "xxgk.cn"]
    assert not any(report.error for report in reports)
