"""One night from start to end: crawl, check, score, report, under the lock; safe to start again at any point."""

import logging
import time
from datetime import datetime

from app.context import Context
from app.errors import NightNotReady
from app.progress import Reporter
from app.reasons import reason_text
from app.stages.check import check
from app.stages.crawl import crawl
from app.stages.publish import publish
from app.stages.score import score
from db.lock import night_lock
from db.runs import RunRecord, RunStatus
from reports.models import MonthReport

logger = logging.getLogger(__name__)


def nightly(
    context: Context, as_of: datetime, units: tuple[str, ...], reporter: Reporter, full: bool = False
) -> tuple[RunRecord, MonthReport | None]:
    """Run one night, or finish the one of that day; its report is None where nothing was concluded. Raises NightTaken, NightOrder."""
    with night_lock(context.engine):
        began = time.monotonic()
        run = observe(context, as_of, units, reporter, full)
        if run.status is RunStatus.INCONCLUSIVE:
            return run, None
        seconds = {"crawl": round(time.monotonic() - began, 1)}
        began = time.monotonic()
        run = conclude(context, run, reporter)
        seconds["check"] = round(time.monotonic() - began, 1)
        began = time.monotonic()
        report = publish(context, run, reporter).report
        seconds["report"] = round(time.monotonic() - began, 1)
        logger.info("night %s is good: %s", run.night, seconds)
        return context.runs.note(run, seconds=seconds), report


def observe(
    context: Context, as_of: datetime, units: tuple[str, ...], reporter: Reporter, full: bool = False
) -> RunRecord:
    """The crawl of a night; skipped where the night has been observed under this very configuration."""
    run = context.begin(as_of, units)
    if run.notes.get("observed") == context.configuration.digest and run.status is not RunStatus.INCONCLUSIVE:
        reporter.say(f"{run.night} 已经检查过网站，直接使用已保存的结果")
        return run
    run = context.runs.reopen(run, context.configuration.digest)
    logger.info("night %s begins as run %s", run.night, run.id)
    crawled = crawl(context, run, reporter, full)
    run = crawled.run
    if not crawled.health.is_good:
        logger.error("night %s is inconclusive: %s %s", run.night, crawled.health.reason, crawled.health.detail)
        return context.runs.finish(run, RunStatus.INCONCLUSIVE, f"{crawled.health.reason}：{crawled.health.detail}")
    return context.runs.note(run, observed=context.configuration.digest, down=list(crawled.health.down))


def conclude(context: Context, run: RunRecord, reporter: Reporter) -> RunRecord:
    """Check and score a night that was observed. Raises NightNotReady where it was not."""
    require_observed(run)
    check(context, run, reporter)
    run = context.runs.finish(run, RunStatus.GOOD)
    score(context, run)
    return run


def require_observed(run: RunRecord) -> None:
    """Raise NightNotReady where a night's crawl has not ended well."""
    if run.status is RunStatus.INCONCLUSIVE or not run.notes.get("observed"):
        raise NightNotReady(
            f"{run.night} 的检查没有完成或结果不可用（{reason_text(run.reason) or '尚未检查网站'}），不能继续"
        )
