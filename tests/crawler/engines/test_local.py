"""One machine: how many crawls at a time, and which hosts are one crawl."""

import pickle
import threading
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from config.loader import BUILT_IN_RUBRICS
from config.monitor import Monitor
from config.month import Month
from config.rubric import load_rubric
from config.schema import Column, Section, Site, SiteKind, Unit
from config.settings import Configuration
from crawler.engines.local import MEMORY, LocalEngine, available_memory, crawls_at_once
from crawler.engines.slots import Slots
from crawler.job import CrawlJob, host_groups, plan_jobs
from tests.crawler.test_fresh_process import add

MOMENT = datetime(2026, 10, 28, 2, tzinfo=UTC)


def begin_nothing(_: Path) -> None:
    """No log."""


def site(kind: SiteKind, *hosts: str) -> Site:
    return Site(id=kind.value, kind=kind, name=kind.value, home=f"http://{hosts[0]}/", hosts=hosts)


def unit(code: str, home: str, *columns: str, scope: tuple[str, ...] = ()) -> Unit:
    made = tuple(Column(name=f"栏目{number}", url=url) for number, url in enumerate(columns))
    return Unit(code=code, name=f"单位{code}", portal=Section(home=home, columns=made, scope=scope))


def district(
    *units: Unit, portal: tuple[str, ...] = ("www.cn",), disclosure: tuple[str, ...] = ("xxgk.cn",)
) -> Configuration:
    return Configuration(
        folder=Path(),
        monitor=Monitor(assessment_starts=Month(2026, 1)),
        sites=(site(SiteKind.PORTAL, *portal), site(SiteKind.DISCLOSURE, *disclosure)),
        units=units,
        rubric=load_rubric(BUILT_IN_RUBRICS / "2014.yaml"),
    )


def jobs_of(configuration: Configuration) -> list[CrawlJob]:
    return plan_jobs(configuration, MOMENT, date(2026, 10, 1))


def test_each_host_is_a_crawl_of_its_own() -> None:
    units = (unit("a", "http://a.cn/", "gzdt/"), unit("b", "http://b.cn/"))
    jobs = jobs_of(district(*units, portal=("www.cn", "a.cn", "b.cn")))
    assert {job.hosts: job.walked for job in jobs} == {
        ("www.cn",): ("portal/",), ("a.cn",): ("portal/a",), ("b.cn",): ("portal/b",), ("xxgk.cn",): ("disclosure/",)
    }  # fmt: skip


@pytest.mark.parametrize("joined", [{"scope": ("http://b.cn/x/",)}, {"columns": ("http://b.cn/gzdt/",)}])
def test_hosts_that_a_section_touches_are_one_crawl(joined: dict[str, tuple[str, ...]]) -> None:
    made = unit("a", "http://a.cn/", *joined.get("columns", ()), scope=joined.get("scope", ()))
    groups = host_groups(district(made, portal=("www.cn", "a.cn", "b.cn")))
    assert groups == [("a.cn", "b.cn"), ("www.cn",), ("xxgk.cn",)]


def test_a_column_on_a_host_that_is_not_ours_brings_no_host_into_a_crawl() -> None:
    assert host_groups(district(unit("a", "http://www.cn/a/", "http://other.cn/x/"))) == [("www.cn",), ("xxgk.cn",)]


def test_another_name_of_a_site_is_crawled_with_its_home() -> None:
    assert host_groups(district(unit("a", "/a/"), portal=("www.cn", "cn"))) == [("cn", "www.cn"), ("xxgk.cn",)]


def test_a_host_of_both_sites_is_one_crawl() -> None:
    (job,) = jobs_of(district(unit("a", "/a/"), disclosure=("www.cn",)))
    assert job.walked == ("portal/a", "portal/", "disclosure/")


def test_three_thousand_hosts_are_three_thousand_small_jobs() -> None:
    hosts = [f"h{number}.cn" for number in range(3000)]
    units = tuple(unit(f"u{number}", f"http://{host}/", "gzdt/", "tzgg/") for number, host in enumerate(hosts))
    began = time.process_time()
    jobs = jobs_of(district(*units, portal=("www.cn", *hosts)))
    assert len(jobs) == 3002 and max(len(pickle.dumps(job)) for job in jobs) < 10_000
    assert time.process_time() - began < 5.0


def test_units_that_are_not_asked_for_cost_no_crawl() -> None:
    configuration = district(unit("a", "http://a.cn/"), unit("b", "http://b.cn/"), portal=("www.cn", "a.cn", "b.cn"))
    jobs = plan_jobs(configuration, MOMENT, date(2026, 10, 1), units=("a",))
    assert {job.name for job in jobs} == {"a.cn", "www.cn", "xxgk.cn"}


def test_how_many_crawls_run_at_a_time_follows_from_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    for memory, count in ((0, 1), (18 * MEMORY, 18), (10**13, 64)):
        monkeypatch.setattr("crawler.engines.local.available_memory", lambda memory=memory: memory)
        assert crawls_at_once() == count


def test_a_container_has_the_memory_that_its_limit_leaves(tmp_path: Path) -> None:
    free = available_memory(tmp_path)
    (tmp_path / "memory.max").write_text("max")
    (tmp_path / "memory.current").write_text("1000")
    assert available_memory(tmp_path) > free / 2
    (tmp_path / "memory.max").write_text("5000")
    assert available_memory(tmp_path) == 4000


def test_how_many_crawls_run_at_a_time_makes_no_other_configuration() -> None:
    one = district(unit("a", "/a/"))
    crawl = one.monitor.crawl.model_copy(update={"at_once": 7})
    assert replace(one, monitor=one.monitor.model_copy(update={"crawl": crawl})).digest == one.digest


def test_no_more_than_the_slots_of_a_machine_are_held_at_a_time(tmp_path: Path) -> None:
    door, inside, most = threading.Lock(), 0, 0

    def work() -> None:
        nonlocal inside, most
        with Slots(tmp_path, 2).one():
            with door:
                inside += 1
                most = max(most, inside)
            time.sleep(0.05)
            with door:
                inside -= 1

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 2


def test_what_computes_has_as_many_processes_as_cores(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    assert not LocalEngine().shares_work
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr("crawler.engines.local.crawls_at_once", lambda: 9)
    assert LocalEngine().shares_work and not LocalEngine(1).shares_work
    engine = LocalEngine(4, Slots(tmp_path / "slots", 4))
    with engine.computing(3, 60.0, add.__module__, begin_nothing, tmp_path) as executor:
        assert [executor.submit(add, number, 1).result(60) for number in range(3)] == [1, 2, 3]
    assert {path.name for path in (tmp_path / "slots" / "cores").iterdir()} <= {"0.slot", "1.slot"}
