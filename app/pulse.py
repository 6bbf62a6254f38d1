"""The pulse: the sites' home pages visited by day, a few times an hour at most, as a reader would (国办秘函〔2019〕19号).

One request a visit, by the same guard, robots, user agent and pace as every other; what was missed is missed.
"""

import asyncio
import logging
import random
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.context import Context
from checks.verdicts import Verdict, judge
from config.monitor import Schedule
from config.schema import Site
from crawler.probing.health import reachable
from crawler.records.observations import Answer, Failure, Target
from crawler.wire.asker import Asker
from crawler.wire.chase import Question, chase
from crawler.wire.connection import look_at
from db.connections import Connections
from db.probes import ProbeRecord, Probes, Result

logger = logging.getLogger(__name__)
MORE = 2
"""Visits a day beyond what is asked for: one that tells nothing, or is missed, does not cost the day."""
OFFLINE = "offline"
REDIRECTS = 3
"""Where robots.txt asks for long pauses, so many of them between a home page's redirects are not the site's time."""


def visit_times(day: date, visits: int, schedule: Schedule, zone: ZoneInfo, seed: str) -> list[datetime]:
    """When the home pages are visited on a day: spread over it, each moved within its part, outside the working hours.

    The same every time it is asked for, so that a restart goes on with the same plan.
    """
    if not visits:
        return []
    chance = random.Random(f"{seed}|{day}")
    minutes = [
        moment
        for number in range(24 * 60)
        if not schedule.left_of_work(moment := datetime.combine(day, time(number // 60, number % 60), zone))
    ]
    part = len(minutes) / (visits + MORE)
    if part < 1:
        return minutes
    return [
        minutes[int((number + chance.random()) * part)] + timedelta(seconds=chance.randrange(60))
        for number in range(visits + MORE)
    ]


def visit_sites(context: Context) -> list[ProbeRecord]:
    """Visit each site's home page once, and keep what came."""
    made = asyncio.run(_visit(context))
    Probes(context.engine).add(made)
    asyncio.run(_look(context))
    for item in made:
        logger.info("visit of %s: %s %s in %d ms", item.site, item.result, item.reason, item.milliseconds)
    return made


async def _look(context: Context) -> None:
    """Look at the connection of each site's host, once a day."""
    configuration, looks = context.configuration, Connections(context.engine)
    now = datetime.now(UTC)
    midnight = datetime.combine(now.astimezone(configuration.zone).date(), time(), configuration.zone)
    done = looks.latest(midnight, midnight + timedelta(days=1))
    hosts = [host for site in configuration.sites for host in site.hosts]
    allowed = (*hosts, *configuration.monitor.probe.allow_private_hosts)
    for site in configuration.sites:
        if site.id not in done:
            seen = await look_at(site.home, allowed, configuration.monitor.pulse.timeout)
            looks.add(site.id, datetime.now(UTC), seen)
            logger.info("connection of %s: https %s until %s, ipv6 %s", site.id, seen.https, seen.until, seen.ipv6)


async def _visit(context: Context) -> list[ProbeRecord]:
    configuration = context.configuration
    monitor, pulse = configuration.monitor, configuration.monitor.pulse
    crawl = monitor.crawl.model_copy(update={"timeout": pulse.timeout})
    probe = monitor.probe.model_copy(update={"attempts": 1, "timeout": pulse.timeout})
    hosts = [host for site in configuration.sites for host in site.hosts]
    asker = Asker(crawl, probe, hosts, f"{datetime.now(UTC):%Y%m%d%H%M%S}")
    try:
        made = [await _one(asker, site, pulse.timeout) for site in configuration.sites]
        if any(item.result is Result.FAILED for item in made) and await _is_offline(asker, monitor.canaries):
            return [_unknown(item) for item in made]
        return made
    finally:
        await asker.close()


async def _one(asker: Asker, site: Site, seconds: float) -> ProbeRecord:
    """One visit; robots.txt is asked before the time runs, for a reader does not ask for it."""
    at = datetime.now(UTC)
    refused = await asker.refusal(site.home)
    host = asker.host(site.home)
    if host.requests or host.rules is not None:
        await asyncio.sleep(host.delay)  # the pause after robots.txt is ours, not the site's
    slack = REDIRECTS * host.delay if host.delay >= 1 else 0.0
    started = asyncio.get_running_loop().time()
    if refused is not None:
        answer = Answer(site.home, at, failure=refused, final_url=site.home)
    else:
        try:
            async with asyncio.timeout(seconds + slack):
                answer = (await chase(asker, Question(Target(site.home)))).answer
        except TimeoutError:
            answer = Answer(site.home, at, failure=Failure.TIMEOUT, final_url=site.home)
    spent = asyncio.get_running_loop().time() - started
    judgement = judge(answer)
    return ProbeRecord(
        site=site.id,
        at=at,
        result=_RESULTS[judgement.verdict],
        reason=judgement.reason.value,
        milliseconds=round(spent * 1000),
    )


_RESULTS = {
    Verdict.OK: Result.OPENED,
    Verdict.WARNED: Result.OPENED,
    Verdict.BROKEN: Result.FAILED,
    Verdict.RESTRICTED: Result.UNKNOWN,
    Verdict.INCONCLUSIVE: Result.UNKNOWN,
}


async def _is_offline(asker: Asker, canaries: tuple[str, ...]) -> bool:
    """Whether our own network is away: no canary answers either."""
    answers = await reachable(asker, canaries)
    return bool(answers) and not any(answers.values())


def _unknown(item: ProbeRecord) -> ProbeRecord:
    return ProbeRecord(
        site=item.site, at=item.at, result=Result.UNKNOWN, reason=OFFLINE, milliseconds=item.milliseconds
    )
