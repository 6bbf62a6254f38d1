"""The first stage of a night: walk the sites, ask the other links, judge the night's health. The only stage with a network."""

import asyncio
import logging
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial

from app.context import Context
from app.logs import log_to
from app.progress import Reporter
from app.stages.belief import believed, failed_crawls, judge_crawls, unread
from app.stages.probe import ProbeStage, canaries_of
from config.settings import Configuration
from crawler.engines.base import longest, run_crawls
from crawler.engines.crawl import CrawlReport
from crawler.engines.lease import TakeLease, take_none
from crawler.health import NightHealth, judge_night
from crawler.job import CrawlJob, plan_jobs
from crawler.sink import OpenStore
from db.held_leases import lease_taker
from db.questions import NightQuestions
from db.runs import RunRecord
from db.sink import CrawlSink, sink_opener

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Crawled:
    """What the first stage leads to."""

    run: RunRecord
    health: NightHealth


def crawl(context: Context, run: RunRecord, reporter: Reporter, full: bool = False) -> Crawled:
    """Observe everything that the night has not observed yet; running it again asks only what is missing."""
    previous = context.runs.before(run)
    opener = opener_of(context, run, previous)
    questions = NightQuestions(context.engine, run.id)
    reference = run.as_of.astimezone(context.configuration.zone)
    limit = _limit(context.configuration)
    until = datetime.now(UTC) + limit
    jobs = plan_jobs(_limited(context.configuration, limit), reference, context.floor(run.as_of), run.units, full)
    canaries = asyncio.run(canaries_of(context, run))
    if canaries and not any(canaries.values()):
        return Crawled(run, judge_night(canaries, (), ()))  # our own network: nobody else is asked
    with reporter.counting("正在检查网站页面", questions.answered):
        reports = walk(context, jobs, opener, taker(context, run, limit))
    failures = failed_crawls(jobs, reports, questions.walked())
    health = judge_crawls(jobs, reports, failures)
    if health is None:
        sink = opener()
        assert isinstance(sink, CrawlSink)
        try:
            sink.add(unread(jobs, failures))
            stage = ProbeStage(context, run, sink, reporter, until)
            health = stage.run(opener, partial(taker, context, run, limit), previous)
        finally:
            sink.close()
    notes = {
        "counts": questions.counts(),
        "floor": jobs[0].floor.isoformat(),
        "crawls": [_shown(item) for item in reports],
    }
    run = context.runs.note(run, **notes)
    failed_sites = frozenset(section.site for job in jobs if job.name in failures for section in job.sections)
    return Crawled(run, believed(context, run, previous, health, failed_sites))


def opener_of(context: Context, run: RunRecord, previous: RunRecord | None) -> OpenStore:
    """What opens the store of a night, in whichever process it is called."""
    return sink_opener(context.configuration.database, context.evidence, run.id, (previous or run).id)


def taker(context: Context, run: RunRecord, limit: timedelta) -> TakeLease:
    """What takes hosts for one round of asking in a night; another round, or start of it, begins its own count of attempts."""
    name = f"{context.district}:{run.id}:{uuid.uuid4().hex[:8]}"
    return lease_taker(context.leases, name, limit.total_seconds())


def walk(
    context: Context, jobs: Sequence[CrawlJob], opener: OpenStore, take: TakeLease = take_none
) -> list[CrawlReport]:
    """Run crawls beside each other, each in a process of its own whose log reaches the office's."""
    with context.crawls.executor(len(jobs), longest(jobs), log_to, context.logs) as executor:
        return run_crawls(jobs, opener, executor, take=take)


def _limit(configuration: Configuration) -> timedelta:
    """How long a night may go on asking: its own limit, and until the working hours begin."""
    limit = configuration.monitor.crawl.time_limit
    until = configuration.monitor.schedule.until_work(datetime.now(configuration.zone))
    return min(limit, until) if until else limit  # a night that a person begins in working hours is his decision


def _limited(configuration: Configuration, limit: timedelta) -> Configuration:
    crawl = configuration.monitor.crawl.model_copy(update={"time_limit": limit})
    return replace(configuration, monitor=configuration.monitor.model_copy(update={"crawl": crawl}))


def _shown(report: CrawlReport) -> dict[str, object]:
    return {name: getattr(report, name) for name in CrawlReport.__slots__}
