"""The night of a fleet: each district's own night in a process of its own; one that fails leaves the others."""

import logging
import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from app.fleets.district import district_of
from app.fleets.overview import status_name, write_overview
from app.private import PARENT
from app.progress import Reporter
from app.reasons import reason_text
from config.fleet import Fleet
from crawler.engines.local import crawls_at_once
from db.fleet_nights import DistrictNight, FleetNights
from db.lock import night_lock
from db.runs import RunStatus

logger = logging.getLogger(__name__)
FAILED = "failed"
NOT_OVER = "没有完成"
UNTOLD = "没有完成，原因见日志"
MOST = 16
"""Districts whose nights run beside each other; each also checks, scores and reports on this machine."""


def fleet_night(
    path: Path, fleet: Fleet, engine: Engine, as_of: datetime, districts: Sequence[str], reporter: Reporter
) -> list[DistrictNight]:
    """Run the nights of districts, or finish them; then write the province's pages. Raises NightTaken."""
    with night_lock(engine, "fleet"):
        nights = FleetNights(engine)
        at_once = max(1, min(MOST, len(districts), crawls_at_once() // 2))
        ended = []
        with ThreadPoolExecutor(at_once) as threads:
            running = [threads.submit(_district, path, fleet, nights, name, as_of) for name in districts]
            for future in as_completed(running):
                night = future.result()
                ended.append(night)
                reporter.say(f"{night.district}：{told(night)}")
        write_overview(fleet, engine)
        return sorted(ended, key=lambda night: districts.index(night.district))


def told(night: DistrictNight) -> str:
    """How a district's night stands, in words."""
    return f"{status_name(night)}{f'（{reason_text(night.reason)}）' if night.reason else ''}"


def _district(path: Path, fleet: Fleet, nights: FleetNights, name: str, as_of: datetime) -> DistrictNight:
    """One district's night, whatever becomes of it."""
    began = nights.begin(as_of.date(), name)
    status, reason, run = FAILED, "", None
    try:
        is_done, said = _run(path, name, as_of)
        status, reason, run = _outcome(fleet, name, as_of)
        if not is_done and status == RunStatus.GOOD.value:  # good once, and published then: today it was not
            status, reason = FAILED, NOT_OVER
        reason = reason if status != FAILED else (said[-1] if said else reason)
    except Exception:  # one district's failure is its own
        logger.exception("the night of %s failed", name)
        reason = UNTOLD
    ended = DistrictNight(
        night=as_of.date(), district=name, status=status, reason=reason[:500], run=run, started_at=began,
        finished_at=datetime.now(UTC),
    )  # fmt: skip
    nights.end(ended)
    return ended


def _run(path: Path, name: str, as_of: datetime) -> tuple[bool, list[str]]:
    """The very command that the office could type; whether it ended well, and what it said."""
    command = [sys.executable, "-m", "app", "--config", str(path), "--district", name]
    done = subprocess.run(
        [*command, "nightly", "--as-of", as_of.isoformat()],
        env={**os.environ, PARENT: str(os.getpid())},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        errors="replace",
        check=False,
    )
    lines = [line for line in done.stdout.splitlines() if line.strip()]
    logger.info("%s ended with %s: %s", name, done.returncode, lines[-1:] or "")
    return done.returncode == 0, lines


def _outcome(fleet: Fleet, name: str, as_of: datetime) -> tuple[str, str, int | None]:
    """What a district's store says of the night: its status, why, and its number there."""
    context = district_of(fleet, name)
    try:
        run = next((run for run in context.runs.all() if run.night == as_of.date() and not run.units), None)
    finally:
        context.close()
    is_over = run is not None and (run.status is RunStatus.INCONCLUSIVE or "report" in run.notes.get("seconds", {}))
    if run is None or not is_over:  # a good night without its report is not over
        return FAILED, NOT_OVER, None if run is None else run.id
    return run.status.value, run.reason, run.id
