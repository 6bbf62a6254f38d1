"""Numbers for machines: a Prometheus text file after each night, and a ping to a dead man's switch after a good one."""

import logging
import time
from collections.abc import Sequence
from pathlib import Path

from prometheus_client import CollectorRegistry, Gauge, write_to_textfile

from app.context import Context
from app.telling.notify import PAUSES
from checks.findings import Outcome
from db.runs import RunRecord
from reports.models import MonthReport

logger = logging.getLogger(__name__)
FILE = "metrics.prom"


def write_metrics(context: Context, run: RunRecord, report: MonthReport | None) -> Path:
    """Write what the night was like; the units' numbers stay out where the night was not published."""
    registry = CollectorRegistry()

    def gauge(name: str, text: str, *labels: str) -> Gauge:
        return Gauge(f"hongqiao_{name}", text, labels, registry=registry)

    gauge("last_night_timestamp_seconds", "Logical time of the last night, whatever its status").set(
        run.as_of.timestamp()
    )
    gauge("last_night_good", "1 where the last night was published, 0 where it was not").set(int(run.is_good))
    good = context.runs.good()
    gauge("last_good_night_timestamp_seconds", "Logical time of the last published night").set(
        good[-1].as_of.timestamp() if good else 0
    )
    counts = gauge("observed", "Pages and entries that the night read", "what")
    for name, count in run.notes.get("counts", {}).items():
        counts.labels(name).set(count)
    seconds = gauge("stage_seconds", "How long each stage of the night took", "stage")
    for name, value in run.notes.get("seconds", {}).items():
        seconds.labels(name).set(value)
    sizes = gauge("stored_bytes", "Size of the evidence and of an SQLite database", "what")
    sizes.labels("evidence").set(_size(context.configuration.storage / "evidence"))
    if context.engine.url.database and context.engine.dialect.name == "sqlite":
        sizes.labels("database").set(Path(context.engine.url.database).stat().st_size)
    if report is not None:
        broken = gauge("broken_links", "Broken links that stand, by unit", "unit", "confirmed")
        unknown = gauge("unknown_measures", "Measures that could not be concluded, by unit", "unit")
        for unit in report.units:
            links = report.link_counts(unit)
            broken.labels(unit.code, "true").set(links.confirmed)
            broken.labels(unit.code, "false").set(links.standing - links.confirmed)
            unknown.labels(unit.code).set(sum(item.outcome is Outcome.INCONCLUSIVE for item in unit.result.measures))
    path = context.configuration.storage / FILE
    write_to_textfile(str(path), registry)
    return path


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def ping(context: Context, pauses: Sequence[float] = PAUSES) -> bool:
    """Tell the dead man's switch that a good night ended; return whether it heard. Nothing configured is heard."""
    url = context.configuration.monitor.notify.resolved(context.configuration.monitor.notify.ping)
    if not url:
        return True
    import httpx  # offices without such a switch need not load it

    for pause in pauses:
        time.sleep(pause)
        try:
            if httpx.get(url, timeout=10, follow_redirects=True, trust_env=False).is_success:
                return True
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            logger.warning("the dead man's switch was not reached: %s", type(error).__name__)
    return False
