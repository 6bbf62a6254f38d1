"""The engine of many machines: Dask distributed, each crawl one task in a fresh process of a worker.

A worker that dies costs nothing but time: the scheduler gives its tasks to others, and the leases of hosts keep two from
asking at once. Where the scheduler dies, the night's crawls fail and its next start goes on where they were.
"""

import gc
import json
import logging
import multiprocessing
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from distributed import Client

from crawler.engines.errors import EngineAway, EngineUnfit
from crawler.engines.loading import load_for_crawls
from crawler.fresh_process import call

logger = logging.getLogger(__name__)
PATIENCE = 30
"""Seconds in which a scheduler, and one worker at least, must answer."""


@dataclass(frozen=True, slots=True)
class DaskEngine:
    """A scheduler and its workers; how many crawls run at a time is the number of the workers' threads."""

    scheduler: str

    @contextmanager
    def executor(self, calls: int, seconds: float, log_to: Callable[[Path], None], logs: Path) -> Iterator[Executor]:
        """Fresh processes of the workers; what each logs is told here when it has ended. Raises EngineError."""
        with connected(self.scheduler) as client:
            yield RemoteProcesses(client, log_to, seconds)

    @property
    def shares_work(self) -> bool:
        """Workers are other machines."""
        return True

    @contextmanager
    def computing(
        self, calls: int, seconds: float, module: str, log_to: Callable[[Path], None], logs: Path
    ) -> Iterator[Executor]:
        """The same processes, before the crawls that wait for a worker. Raises EngineError."""
        with connected(self.scheduler) as client:
            yield RemoteProcesses(client, log_to, seconds, priority=1)


@contextmanager
def connected(scheduler: str) -> Iterator[Client]:
    """A client of workers that can crawl. Raises EngineAway, EngineUnfit."""
    client, why = _client_of(scheduler)
    if client is None:
        gc.collect()  # what found nobody closes itself when it is collected, and would wait for itself within the start of another client
        raise EngineAway(f"连接不上调度器 {scheduler}：{why}")
    try:
        _require_workers(client, scheduler)
        yield client
    finally:
        client.close()


def _client_of(scheduler: str) -> tuple[Client | None, str]:
    """A client, or why there is none."""
    try:
        return Client(scheduler, timeout=PATIENCE, set_as_default=False), ""
    except (OSError, ValueError) as error:
        return None, str(error)


def _require_workers(client: Client, scheduler: str) -> None:
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError:
        raise EngineAway(f"调度器 {scheduler} 没有任何工作进程") from None
    unfit = sorted(name for name, is_daemon in client.run(_is_daemon).items() if is_daemon is True)
    if unfit:
        raise EngineUnfit(
            f"工作进程 {'、'.join(unfit[:3])} 不能另起进程：启动时请设环境变量 DASK_DISTRIBUTED__WORKER__DAEMON=False"
        )


def _is_daemon() -> bool:
    """Whether a worker's process may have no children."""
    return bool(multiprocessing.current_process().daemon)


@dataclass(frozen=True, slots=True)
class Told:
    """What a worker tells of one call: its value or its error, where it ran, and the lines of its log."""

    value: Any
    error: Exception | None
    lines: tuple[str, ...]


class RemoteProcesses(Executor):
    """Runs each call in a fresh process of some worker."""

    def __init__(self, client: Client, log_to: Callable[[Path], None], seconds: float, priority: int = 0) -> None:
        self._inner = client.get_executor(pure=False)
        self._log_to, self._seconds, self._priority = log_to, seconds, priority

    def submit(self, function: Any, /, *arguments: Any, **options: Any) -> Future[Any]:
        """Run a function in a fresh process."""
        there = partial(function, **options)
        inner = self._inner.submit(called_there, there, arguments, self._seconds, self._log_to, priority=self._priority)
        outer: Future[Any] = Future()
        outer.set_running_or_notify_cancel()
        inner.add_done_callback(partial(_hand_on, outer))
        return outer

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Nothing more is run."""
        self._inner.shutdown(wait=wait)


def called_there(
    function: Callable[..., Any], arguments: tuple[Any, ...], seconds: float, log_to: Callable[[Path], None]
) -> Told:
    """On a worker: one call in a fresh process, and what it logged."""
    load_for_crawls()
    with tempfile.TemporaryDirectory(prefix="hongqiao-") as folder:
        try:
            value, failed = call(function, arguments, seconds, partial(log_to, Path(folder))), None
        except Exception as error:  # whatever it died of is told, with what it had logged
            value, failed = None, error
        return Told(value, failed, tuple(_lines(Path(folder))))


def _lines(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("*.log*")):
        yield from path.read_text(encoding="utf-8", errors="replace").splitlines()


def _hand_on(outer: Future[Any], inner: Any) -> None:
    """At the office: a worker's log into ours, and its value or error to whoever waits."""
    try:
        told: Told = inner.result()
    except (Exception, CancelledError) as error:  # the worker died too often, or the scheduler did
        outer.set_exception(error if isinstance(error, Exception) else EngineAway(str(error)))
        return
    for line in told.lines:
        _log(line)
    if told.error is not None:
        outer.set_exception(told.error)
    else:
        outer.set_result(told.value)


def _log(line: str) -> None:
    """One line of a worker's log, as a record of ours that says when it was."""
    try:
        said = json.loads(line)
    except ValueError:
        return
    record = logging.makeLogRecord(
        {
            "name": said.get("name", __name__),
            "levelname": said.get("levelname", "INFO"),
            "levelno": logging.getLevelName(said.get("levelname", "INFO")),
            "msg": f"{said.get('asctime', '')} {said.get('message', '')}",
            "process": said.get("process"),
            "exc_text": said.get("exc_info"),
        }
    )
    logging.getLogger(record.name).handle(record)
