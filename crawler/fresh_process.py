"""A process of its own for one call: ended when it takes too long, and gone when its parent is."""

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

KILLED_WITH_PARENT = 70
_DEATH_SIGNAL = 1
"""prctl's PR_SET_PDEATHSIG (linux/prctl.h): the kernel itself ends the child, even one that hangs in a pattern."""


class ProcessEnded(Exception):
    """Raised when a process ended without a result: it crashed or was killed. Trying again makes sense another night."""


class ProcessOverdue(ProcessEnded):
    """Raised when a process took too long and was ended. Trying again makes sense another night."""


def call(
    function: Callable[..., Any],
    arguments: tuple[Any, ...],
    seconds: float | None = None,
    prepare: Callable[[], None] | None = None,
) -> Any:
    """What a function returns in a fresh process. Raises what it raised, ProcessOverdue after so many seconds, or
    ProcessEnded where it ended without a word."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(theirs, os.getpid(), prepare, function, arguments), daemon=False)
    process.start()
    theirs.close()
    try:
        if not ours.poll(seconds):
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


def _run(
    out: Connection, parent: int, prepare: Callable[[], None] | None, function: Callable[..., Any], arguments: Any
) -> None:
    """In the child: the result, or the error, goes through the pipe."""
    die_with(parent)
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


def die_with(parent: int) -> None:
    """End this process when its parent ends, whatever either is doing: by the kernel where it can, else by looking."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(KILLED_WITH_PARENT)
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    pause = threading.Event()
    while not pause.wait(1.0):
        if os.getppid() != parent:
            os._exit(KILLED_WITH_PARENT)
