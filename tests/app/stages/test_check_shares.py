"""Units judged in tasks of the engine: the same as in one process, whatever becomes of a task."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("psutil", reason="psutil measures the benchmarks, whose store these tests fill")

from app.context import Context, open_context
from app.looking.view import Reader, latest_good
from app.progress import Reporter
from app.stages.check import check
from app.stages.score import score
from benchmarks import stages
from crawler.engines.local import LocalEngine, local_executor
from reports.export import export_json
from tests.crawler.test_fresh_process import die

UNITS = 24


@dataclass(frozen=True, slots=True)
class Engine(LocalEngine):
    """Two processes at a time whatever this machine has; `lost` of its calls die."""

    lost: int = 0

    @property
    def shares_work(self) -> bool:
        return True

    @contextmanager
    def computing(
        self, calls: int, seconds: float, module: str, log_to: Callable[[Path], None], logs: Path
    ) -> Iterator[Executor]:
        with Losing(local_executor(calls, at_once=2), self.lost) as executor:
            yield executor


class Losing(Executor):
    """Hands calls on, and lets the first ones die in their process."""

    def __init__(self, inner: Executor, lost: int) -> None:
        self.inner, self.lost, self.calls = inner, lost, 0

    def submit(self, function: Any, /, *arguments: Any, **options: Any) -> Any:
        self.calls += 1
        if self.calls <= self.lost:
            return self.inner.submit(die, 3)
        return self.inner.submit(function, *arguments, **options)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self.inner.shutdown(wait)


@pytest.fixture
def office(tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Context]:
    """A night of some more units than one task takes, judged by one process."""
    monkeypatch.setattr(stages, "UNITS", UNITS)
    stages.configure(tmp_path / "office", database_url)
    stages.fill(tmp_path / "office", 6, 8)
    context = open_context(tmp_path / "office")
    yield context
    context.close()


def judged(context: Context, engine: LocalEngine) -> tuple[dict[tuple[str, str, str], str], str]:
    """The results' digests and the export, judged by an engine."""
    context = replace(context, lent=engine)
    run = latest_good(context)
    check(context, run, Reporter(quiet=True))
    score(context, run)
    return context.results.digests(run.id), export_json(Reader(context, run).report())


def test_tasks_give_what_one_process_gives_and_so_does_a_night_whose_task_died(
    office: Context, caplog: pytest.LogCaptureFixture
) -> None:
    alone = judged(office, LocalEngine(1))
    assert len(alone[0]) > UNITS
    assert judged(office, Engine()) == alone
    assert "died" not in caplog.text
    assert judged(office, Engine(lost=1)) == alone
    assert "its units are judged in this process" in caplog.text


def test_units_that_nobody_can_judge_fail_the_stage(office: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    before = office.results.digests(latest_good(office).id)

    def broken(*_: object) -> None:
        raise LookupError("no such unit")

    monkeypatch.setattr("app.stages.check_units.judge_unit", broken)
    with pytest.raises(LookupError, match="no such unit"):
        judged(office, Engine(lost=2))
    assert office.results.digests(latest_good(office).id) == before


def test_an_office_of_no_more_units_than_a_task_begins_no_process(
    office: Context, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("app.stages.check_shares.TOGETHER", UNITS)
    judged(office, Engine(lost=2))
    assert "died" not in caplog.text
