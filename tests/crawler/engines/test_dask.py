"""The engine of many machines, on a real scheduler with a worker in this process: results, errors and logs come home."""

import gc
import json
import logging
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

distributed = pytest.importorskip("distributed", reason="the extra fleet is not installed")

from crawler.engines.dask import DaskEngine, called_there, connected  # noqa: E402
from crawler.engines.errors import EngineAway  # noqa: E402
from crawler.fresh_process import ProcessEnded, ProcessOverdue  # noqa: E402
from tests.crawler.test_fresh_process import add, die, fail, hang  # noqa: E402


def begin_log(folder: Path) -> None:
    """A log in a folder, a line of JSON each, as a crawl's process has it."""
    handler = logging.FileHandler(folder / "crawl.log", encoding="utf-8")
    handler.setFormatter(logging.Formatter('{"name": "far", "levelname": "WARNING", "message": "%(message)s"}'))
    logging.getLogger("far").addHandler(handler)


def log_and_add(one: int, other: int) -> int:
    logging.getLogger("far").warning("working")
    return add(one, other)


def slept(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=2, processes=False, host="127.0.0.1", protocol="tcp", dashboard_address=":0"
    ) as cluster:
        yield cluster.scheduler_address


def test_results_errors_and_logs_of_workers_come_home(
    scheduler: str, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    with DaskEngine(scheduler).executor(4, 60.0, begin_log, tmp_path) as executor:
        futures = [executor.submit(log_and_add, number, 1) for number in range(3)]
        failed = executor.submit(fail, "no such")
        assert [future.result(60) for future in futures] == [1, 2, 3]
        with pytest.raises(LookupError, match="no such"):
            failed.result(60)
        executor.shutdown()
    lines = [record for record in caplog.records if record.name == "far"]
    assert len(lines) == 3 and all("working" in line.getMessage() for line in lines)


def test_what_computes_is_given_to_workers_before_what_waits(scheduler: str, tmp_path: Path) -> None:
    engine = DaskEngine(scheduler)
    assert engine.shares_work
    with engine.executor(9, 60.0, begin_log, tmp_path) as waiting:
        slow = [waiting.submit(slept, 0.5) for _ in range(8)]
        with engine.computing(1, 60.0, add.__module__, begin_log, tmp_path) as computing:
            assert computing.submit(add, 1, 2).result(60) == 3
        assert not all(future.done() for future in slow)
        assert [future.result(60) for future in slow] == [0.5] * 8


def test_a_process_that_dies_on_a_worker_is_told_with_what_it_had_logged() -> None:
    told = called_there(die, (3,), 30, begin_log)
    assert isinstance(told.error, ProcessEnded) and told.value is None
    told = called_there(log_and_add, (1, 2), 30, begin_log)
    assert told.value == 3 and json.loads(told.lines[0])["message"] == "working"


def test_a_process_that_hangs_on_a_worker_is_ended(tmp_path: Path) -> None:
    told = called_there(partial(hang, str(tmp_path / "pid")), (), 1.0, begin_log)
    assert isinstance(told.error, ProcessOverdue)


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "no address at all"])
def test_a_scheduler_that_cannot_be_reached_is_named(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.engines.dask.PATIENCE", 1)
    with pytest.raises(EngineAway, match="调度器"), connected(address):
        pass


def test_a_client_that_found_nobody_is_closed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.engines.dask.PATIENCE", 1)
    gc.collect()
    gc.disable()  # it used to be closed whenever the collector came round, once within the start of another, which then hung
    try:
        with pytest.raises(EngineAway), connected("tcp://127.0.0.1:1"):
            pass
        left = [one for one in gc.get_objects() if isinstance(one, distributed.Client)]
    finally:
        gc.enable()
    assert not left


def test_a_scheduler_without_workers_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.engines.dask.PATIENCE", 1)
    with (
        distributed.LocalCluster(
            n_workers=0, processes=False, host="127.0.0.1", protocol="tcp", dashboard_address=":0"
        ) as cluster,
        pytest.raises(EngineAway, match="没有任何工作进程"),
        connected(cluster.scheduler_address),
    ):
        pass
