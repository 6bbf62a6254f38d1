"""The second half of the first stage: ask the links that the walk did not visit, read attachments, judge the night's health."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from app.context import Context
from app.logs import log_to
from app.progress import Reporter
from crawler.addresses import host_of, resolve
from crawler.engines.base import longest_of, run_probes
from crawler.engines.lease import TakeLease
from crawler.engines.probe import ProbeJob, ProbeReport, probe_hosts
from crawler.health import NightHealth, NightReason, judge_night
from crawler.probing.attachments import AttachmentReader
from crawler.probing.conclude import is_style
from crawler.probing.groups import grouped
from crawler.probing.health import host_health, reachable
from crawler.records.observations import HostHealth, LinkSample, LinkUse, Target
from crawler.sink import OpenStore
from crawler.wire.asker import Asker
from crawler.wire.pace import Hosts
from crawler.wire.told import HostTold, take_over, told_of
from db.attachments import AttachmentReads
from db.questions import NightQuestions
from db.runs import RunRecord
from db.sink import CrawlSink

logger = logging.getLogger(__name__)
MOST_ATTACHMENTS = 300
"""Attachments that are read in a night: at a file a second, five minutes."""
ATTACHMENT_SECONDS = 1800.0
ROUNDS = 3
"""Style sheets may import others; deeper than this nobody nests them. A round asks again what a task that died has left."""


def own_hosts(context: Context) -> list[str]:
    """The hosts of the sites."""
    return [host for site in context.configuration.sites for host in site.hosts]


@asynccontextmanager
async def asking(context: Context, run: RunRecord) -> AsyncIterator[Asker]:
    """What asks in this process."""
    monitor = context.configuration.monitor
    asker = Asker(
        monitor.crawl, monitor.probe, own_hosts(context), run.night.isoformat(), monitor.policies.soft_404_similarity
    )
    try:
        yield asker
    finally:
        await asker.close()


async def canaries_of(context: Context, run: RunRecord) -> dict[str, bool]:
    """Whether each canary answers, asked as patiently as any link."""
    async with asking(context, run) as asker:
        return await reachable(asker, context.configuration.monitor.canaries, patiently=True)


@dataclass(slots=True)
class ProbeStage:
    """One night's links, attachments and hosts; nothing is begun after the moment `until`."""

    context: Context
    run_record: RunRecord
    sink: CrawlSink
    reporter: Reporter
    until: datetime
    hosts: list[str] = field(init=False)
    questions: NightQuestions = field(init=False)
    told: Hosts = field(init=False)
    """What all tasks learned of the hosts that they asked."""
    read: set[str] = field(init=False, default_factory=set)
    """Style sheets whose addresses are stored as links, by this start of the night."""

    def __post_init__(self) -> None:
        monitor = self.context.configuration.monitor
        self.hosts = own_hosts(self.context)
        self.questions = NightQuestions(self.context.engine, self.run_record.id)
        self.told = Hosts(monitor.crawl, monitor.probe, self.hosts)

    def run(self, opener: OpenStore, take: Callable[[], TakeLease], previous: RunRecord | None) -> NightHealth:
        """Ask everything that has no answer yet, and judge the night; `take` makes the taker of each round."""
        failed = self._links(opener, take)
        if failed is not None:
            return failed
        before = self.questions.reachable_hosts(previous.id) if previous else frozenset()
        canaries, health = asyncio.run(self._end(before))
        self.sink.add(health)
        logger.info("hosts: %s", health)
        return judge_night(canaries, health, self.hosts, knows_hosts=previous is not None)

    # ---- links ----------------------------------------------------------------------------------------------------

    def _links(self, opener: OpenStore, take: Callable[[], TakeLease]) -> NightHealth | None:
        """Ask the links, then those that their style sheets hold; why the night cannot be believed, None where it can."""
        for _ in range(ROUNDS):
            targets = [*self.questions.unasked(), *self._unread()]
            if not targets or datetime.now(UTC) >= self.until:
                return None
            reports = self._round(targets, opener, take())
            refused = [report.error for report in reports if report.refused]
            if refused:
                return NightHealth(NightReason.STORE_FAILED, "；".join(refused))
            self.sink.add(self._style_uses(reports))
            self.read.update(sheet for report in reports for sheet in report.styles)
        errors = [report.error for report in reports if report.error]
        return NightHealth(NightReason.CRAWL_FAILED, "；".join(errors)) if len(errors) == len(reports) else None

    def _unread(self) -> list[Target]:
        """Style sheets of our own hosts that answered tonight, but what stands in them died with whoever asked: only
        their answers are stored."""
        found = {}
        for target, answer in self.questions.sheets():
            is_own = host_of(answer.final_url or answer.url) in self.hosts
            if is_own and is_style(answer) and target.url not in self.read:
                found[target.url] = target
        return list(found.values())

    def _round(self, targets: Sequence[Target], opener: OpenStore, take: TakeLease) -> list[ProbeReport]:
        groups = grouped(targets)
        known = {told.name: told for told in told_of(self.told)}
        jobs = [self._job(group, len(groups), known) for group in groups]
        before = self.questions.answered()
        with self.reporter.counting("正在检查链接", lambda: self.questions.answered() - before, len(targets)):
            reports = self._asked(jobs, opener, take)
        for report in reports:
            take_over(self.told, report.hosts)
        return reports

    def _asked(self, jobs: list[ProbeJob], opener: OpenStore, take: TakeLease) -> list[ProbeReport]:
        """Few links are asked in this process; many by as many as the engine gives."""
        if len(jobs) == 1:
            return [probe_hosts(jobs[0], opener, take)]
        monitor = self.context.configuration.monitor
        timeout = max(monitor.crawl.timeout, monitor.probe.timeout)
        seconds = longest_of(self.until - datetime.now(UTC), timeout, monitor.probe)
        with self.context.crawls.executor(len(jobs), seconds, log_to, self.context.logs) as executor:
            return run_probes(jobs, opener, executor, take)

    def _job(self, targets: Sequence[Target], groups: int, known: dict[str, HostTold]) -> ProbeJob:
        """A group's job: all groups together have as many requests in flight as one process may have."""
        monitor = self.context.configuration.monitor
        own = max(monitor.probe.requests_per_host, monitor.probe.requests_in_flight // groups)
        names = dict.fromkeys(host_of(target.address) for target in targets)
        return ProbeJob(
            targets=tuple(targets),
            configured=tuple(self.hosts),
            crawl=monitor.crawl,
            probe=monitor.probe.model_copy(update={"requests_in_flight": own}),
            seed=self.run_record.night.isoformat(),
            similarity=monitor.policies.soft_404_similarity,
            until=self.until,
            known=tuple(known[name] for name in names if name in known),
        )

    def _style_uses(self, reports: Sequence[ProbeReport]) -> list[LinkUse]:
        """Addresses in style sheets belong to the sections whose pages load the sheet."""
        sheets = {sheet: found for report in reports for sheet, found in report.styles.items()}
        uses = []
        for section, sheet, pages in self.questions.holders(sorted(sheets)):
            base, addresses = sheets[sheet]
            for address in dict.fromkeys(addresses):
                found = resolve(base, address)
                if found.problem != "ignored":
                    raw, asked = (address, "") if found.problem else ("", found.asked)
                    sample = LinkSample(sheet, "", "css", raw, 0, asked=asked if asked != found.url else "")
                    uses.append(LinkUse(section, found.url, found.problem, pages, (sample,)))
        return uses

    # ---- attachments, hosts ---------------------------------------------------------------------------------------

    async def _end(self, before: frozenset[str]) -> tuple[dict[str, bool], list[HostHealth]]:
        """Attachments, then how the hosts and the canaries are at the end of the night."""
        async with asking(self.context, self.run_record) as asker:
            take_over(asker.hosts, told_of(self.told))
            await self._read_attachments(asker)
            health = await self._health(asker, before)
            return await reachable(asker, self.context.configuration.monitor.canaries), health

    async def _read_attachments(self, asker: Asker) -> None:
        """Read new attachments of our own hosts for personal numbers, so many a night; the others have their turn in the nights to come."""
        reads = AttachmentReads(self.context.engine)
        wanted = reads.wanted(self.run_record.id, self.hosts)
        if not wanted:
            return
        reader, now = AttachmentReader(asker), wanted[:MOST_ATTACHMENTS]
        left = (self.until - datetime.now(UTC)).total_seconds()
        with self.reporter.counting("正在读取附件", lambda: reader.done, len(now)):
            await reader.read_all(now, reads.add, time.monotonic() + min(left, ATTACHMENT_SECONDS))
        logger.info("attachments: %d read, %d left for other nights", reader.done, len(wanted) - reader.done)

    async def _health(self, asker: Asker, before: frozenset[str]) -> list[HostHealth]:
        """Every host's record. A site's own host is out of reach when its home page does not answer at the end of the
        night, or when most of what it was asked failed."""
        hosts, sites = self.hosts, self.context.configuration.sites
        others = [item for item in await host_health(asker, before) if item.host not in hosts]
        homes = {host_of(site.home): site.home for site in sites}
        homes.update({host: f"http://{host}/" for host in hosts if host not in homes})
        beats = await reachable(asker, homes.values())
        own = []
        for host, (answered, failed) in self.questions.host_answers(hosts).items():
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
