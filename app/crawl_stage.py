"""The first stage of a night: walk the sites, ask the other links, judge the night's health. The only stage with a network."""

import asyncio
import logging
import time
import uuid
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.belief import believed, failed_crawls, judge_crawls, unread
from app.context import Context
from app.logs import log_to
from app.progress import Reporter
from config.settings import Configuration
from crawler.addresses import host_of, resolve
from crawler.engines.base import run_crawls
from crawler.engines.crawl import CrawlReport
from crawler.engines.lease import TakeLease, take_none
from crawler.health import NightHealth, judge_night
from crawler.job import CrawlJob, plan_jobs
from crawler.probing.attachments import AttachmentReader
from crawler.probing.health import host_health, reachable
from crawler.probing.prober import Prober
from crawler.records.observations import HostHealth, LinkSample, LinkUse
from crawler.sink import OpenStore
from crawler.wire.asker import Asker
from db.attachments import AttachmentReads
from db.held_leases import lease_taker
from db.questions import NightQuestions
from db.runs import RunRecord
from db.sink import CrawlSink, sink_opener

logger = logging.getLogger(__name__)
MOST_ATTACHMENTS = 300
"""Attachments that are read in a night: at a file a second, five minutes."""
ATTACHMENT_SECONDS = 1800.0
STYLE_ROUNDS = 3
"""Style sheets may import others; deeper than this nobody nests them."""


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
    end = time.monotonic() + limit.total_seconds()
    jobs = plan_jobs(_limited(context.configuration, limit), reference, context.floor(run.as_of), run.units, full)
    canaries = asyncio.run(_canaries(context, run))
    if canaries and not any(canaries.values()):
        return Crawled(run, judge_night(canaries, (), ()))  # our own network: nobody else is asked
    with reporter.counting("正在检查网站页面", questions.answered):
        reports = walk(context, jobs, opener, _taker(context, run, limit))
    failures = failed_crawls(jobs, reports, questions.walked())
    health = judge_crawls(jobs, reports, failures)
    if health is None:
        sink = opener()
        assert isinstance(sink, CrawlSink)
        try:
            sink.add(unread(jobs, failures))
            health = asyncio.run(_probe(context, run, sink, questions, previous, reporter, end))
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


def _taker(context: Context, run: RunRecord, limit: timedelta) -> TakeLease:
    """What takes hosts for this crawl of a night; another start of it begins its own count of attempts."""
    name = f"{context.district}:{run.id}:{uuid.uuid4().hex[:8]}"
    return lease_taker(context.leases, name, limit.total_seconds())


def walk(
    context: Context, jobs: Sequence[CrawlJob], opener: OpenStore, take: TakeLease = take_none
) -> list[CrawlReport]:
    """Run crawls beside each other, each in a process of its own whose log reaches the office's."""
    with context.crawls.executor(jobs, log_to, context.logs) as executor:
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


@asynccontextmanager
async def _asking(context: Context, run: RunRecord) -> AsyncIterator[Asker]:
    monitor = context.configuration.monitor
    hosts = [host for site in context.configuration.sites for host in site.hosts]
    asker = Asker(monitor.crawl, monitor.probe, hosts, run.night.isoformat(), monitor.policies.soft_404_similarity)
    try:
        yield asker
    finally:
        await asker.close()


async def _canaries(context: Context, run: RunRecord) -> dict[str, bool]:
    """Whether each canary answers, asked as patiently as any link."""
    async with _asking(context, run) as asker:
        return await reachable(asker, context.configuration.monitor.canaries, patiently=True)


async def _probe(
    context: Context,
    run: RunRecord,
    sink: CrawlSink,
    questions: NightQuestions,
    previous: RunRecord | None,
    reporter: Reporter,
    end: float,
) -> NightHealth:
    """Ask every link that the walk did not visit, the addresses in style sheets too, and judge the night."""
    hosts = [host for site in context.configuration.sites for host in site.hosts]
    before = questions.reachable_hosts(previous.id) if previous else frozenset()
    async with _asking(context, run) as asker:
        prober = Prober(asker)
        for _ in range(STYLE_ROUNDS):
            targets = questions.unasked()
            if not targets:
                break
            with reporter.counting("正在检查链接", lambda: prober.asked, len(targets)):
                await prober.probe_all(targets, sink.add, end)
            sink.add(_style_uses(prober, questions))
        await _read_attachments(context, asker, run, hosts, reporter, end)
        health = await _hosts(context, asker, questions, hosts, before)
        canaries = await reachable(asker, context.configuration.monitor.canaries)
    sink.add(health)
    logger.info("hosts: %s", health)
    return judge_night(canaries, health, hosts, knows_hosts=previous is not None)


async def _read_attachments(
    context: Context, asker: Asker, run: RunRecord, hosts: Sequence[str], reporter: Reporter, end: float
) -> None:
    """Read new attachments of our own hosts for personal numbers, so many a night; the others have their turn in the nights to come."""
    reads = AttachmentReads(context.engine)
    wanted = reads.wanted(run.id, hosts)
    if not wanted:
        return
    reader, now = AttachmentReader(asker), wanted[:MOST_ATTACHMENTS]
    with reporter.counting("正在读取附件", lambda: reader.done, len(now)):
        await reader.read_all(now, reads.add, min(end, time.monotonic() + ATTACHMENT_SECONDS))
    logger.info("attachments: %d read, %d left for other nights", reader.done, len(wanted) - reader.done)


def _style_uses(prober: Prober, questions: NightQuestions) -> list[LinkUse]:
    """Addresses in style sheets belong to the sections whose pages load the sheet."""
    sheets, prober.styles = prober.styles, {}
    uses = []
    for section, sheet, pages in questions.holders(list(sheets)):
        base, addresses = sheets[sheet]
        for address in dict.fromkeys(addresses):
            found = resolve(base, address)
            if found.problem != "ignored":
                raw, asked = (address, "") if found.problem else ("", found.asked)
                sample = LinkSample(sheet, "", "css", raw, 0, asked=asked if asked != found.url else "")
                uses.append(LinkUse(section, found.url, found.problem, pages, (sample,)))
    return uses


async def _hosts(
    context: Context, asker: Asker, questions: NightQuestions, hosts: list[str], before: frozenset[str]
) -> list[HostHealth]:
    """Every host's record. A site's own host is out of reach when its home page does not answer at the end of the
    night, or when most of what it was asked failed."""
    others = [item for item in await host_health(asker, before) if item.host not in hosts]
    homes = {host_of(site.home): site.home for site in context.configuration.sites}
    homes.update({host: f"http://{host}/" for host in hosts if host not in homes})
    beats = await reachable(asker, homes.values())
    own = []
    for host, (answered, failed) in questions.host_answers(hosts).items():
        is_up = beats[homes[host]] and failed <= answered
        own.append(
            HostHealth(
                host=host,
                requests=answered + failed,
                answered=answered,
                failed=failed,
                reachable=is_up,
                was_reachable=host in before or answered > 0,
                configured=True,
            )
        )
    return own + others
