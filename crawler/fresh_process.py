"""A process of its own for one call: ended when it takes too long, and gone when its parent is."""

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from typing import Any

KILLED_WITH_PARENT = 70
COLLECTED_EVERY = 20_000
"""Objects made after which garbage is looked for: Python's 700 cost a second night a tenth of its time."""
_FIRST = "crawler.uncollected"
_DEATH_SIGNAL = 1
"""prctl's PR_SET_PDEATHSIG (linux/prctl.h): the kernel itself ends the child, even one that hangs in a pattern."""
_CONTEXT = multiprocessing.get_context("forkserver")
"""A server that has loaded what all calls need makes the processes: each begins at once, and as fresh as the server is.
The server ends with the process that it works for, and what it made ends with the server."""


class ProcessEnded(Exception):
    """Raised when a process ended without a result: it crashed or was killed. Trying again makes sense another night."""


class ProcessOverdue(ProcessEnded):
    """Raised when a process took too long and was ended. Trying again makes sense another night."""


def load_before(*modules: str) -> None:
    """Name modules that every fresh process of this one needs; none of them may start a thread or a reactor."""
    _CONTEXT.set_forkserver_preload([_FIRST, *modules])


def begin_serving() -> None:
    """Start the server of processes before the first one is wanted: it loads its modules beside the work of this process."""
    forkserver.ensure_running()


def call(
    function: Callable[..., Any],
    arguments: tuple[Any, ...],
    seconds: float | None = None,
    prepare: Callable[[], None] | None = None,
) -> Any:
    """What a function returns in a fresh process. Raises what it raised, ProcessOverdue after so many seconds, or
    ProcessEnded where it ended without a word."""
    ours, theirs = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=_run, args=(theirs, prepare, function, arguments), daemon=False)
    process.start()
    theirs.close()
    try:
        if not ours.poll(seconds):
            process.kill()
            raise ProcessOverdue(f"{seconds:.0f} 秒后仍未结束，已被终止")
        succeeded, value = ours.recv()
    except EOFError:
        process.join()
        raise ProcessEnded(f"进程意外结束（{process.exitcode}）") from None
    finally:
        _end(process)
        ours.close()
    if not succeeded:
        raise value
    return value


def _end(process: Any) -> None:
    """Wait a moment for a process that is done, and kill one that is not."""
    process.join(5.0)
    if process.is_alive():
        process.kill()
        process.join()
    process.close()


def _run(out: Connection, prepare: Callable[[], None] | None, function: Callable[..., Any], arguments: Any) -> None:
    """In the child: the result, or the error, goes through the pipe."""
    _let_go_of_server()
    _die_with_maker()
    spare_loaded()
    threading.Thread(target=_wait_for_caller, daemon=True).start()
    try:
        if prepare is not None:
            prepare()
        result = (True, function(*arguments))
    except Exception as error:
        result = (False, error)
    try:
        out.send(result)
    except Exception as error:  # an error that cannot be sent is told by its name
        out.send((False, ProcessEnded(f"{type(result[1]).__name__}: {error}")))
    out.close()


def spare_loaded() -> None:
    """Let the collector of garbage leave alone what was loaded, and look less often: records are no cycles."""
    gc.freeze()
    gc.set_threshold(COLLECTED_EVERY, 20, 50)
    gc.enable()


def die_with(parent: int) -> None:
    """End this process when its parent ends, whatever either is doing: by the kernel where it can, else by looking."""
    _die_with_maker()
    if os.getppid() != parent:
        os._exit(KILLED_WITH_PARENT)
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _let_go_of_server() -> None:
    """The server ends when nobody is left who could ask it for a process: this one never asks, and holds it no longer."""
    held: Any = forkserver._forkserver  # there is no public way
    os.close(held._forkserver_alive_fd)
    held._forkserver_alive_fd = None


def _die_with_maker() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)


def _wait_for_caller() -> None:
    caller = multiprocessing.parent_process()
    if caller is not None:
        caller.join()
        os._exit(KILLED_WITH_PARENT)


def _watch(parent: int) -> None:
    pause = threading.Event()
    while not pause.wait(1.0):
        if os.getppid() != parent:
            os._exit(KILLED_WITH_PARENT)
