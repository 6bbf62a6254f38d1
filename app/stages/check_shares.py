"""Which process judges which units: where units are many, tasks of twenty over the engine that crawls; else this one alone."""

import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError, Executor, Future

from app.context import Context
from app.logs import log_to
from app.stages.check_units import Night, UnitNight, judge_elsewhere, judge_units
from config.schema import Unit
from db.snapshots.reader import SnapshotReader

logger = logging.getLogger(__name__)
TOGETHER = 20
"""Units of one task; an office of no more is judged by this process."""
SECONDS = 1800.0
"""After so long a task of twenty units is ended: it takes some seconds."""


def judged(context: Context, night: Night, reader: SnapshotReader, units: Sequence[Unit]) -> Iterator[UnitNight]:
    """All units judged, in their order, the same whichever processes do it."""
    shares = [tuple(units[begin : begin + TOGETHER]) for begin in range(0, len(units), TOGETHER)]
    engine = context.crawls
    if len(shares) < 2 or not engine.shares_work:
        yield from judge_units(night, reader, units)
        return
    with engine.computing(len(shares), SECONDS, judge_elsewhere.__module__, log_to, context.logs) as executor:
        yield from _gathered(executor, night, reader, shares)


def _gathered(
    executor: Executor, night: Night, reader: SnapshotReader, shares: list[tuple[Unit, ...]]
) -> Iterator[UnitNight]:
    pending = [executor.submit(judge_elsewhere, night.only(share), share) for share in shares]
    try:
        for share, future in zip(shares, pending, strict=True):
            yield from _of_task(future) or judge_units(night, reader, share)
    finally:
        for future in pending:
            future.cancel()


def _of_task(future: "Future[tuple[UnitNight, ...]]") -> tuple[UnitNight, ...]:
    """What a task has judged; nothing where it died: its units are then judged here, and what fails here fails the stage."""
    try:
        return future.result()
    except (Exception, CancelledError):  # whatever it died of is ours, not the units'
        logger.exception("a task of judging units died; its units are judged in this process")
        return ()
