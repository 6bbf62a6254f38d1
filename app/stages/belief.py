"""Whether a night that was observed may be believed: whole walks, something read, and no sudden drop."""

import logging
from collections.abc import Mapping, Sequence

from app.context import Context
from crawler.engines.crawl import CrawlReport
from crawler.health import NightHealth, NightReason, dropped
from crawler.job import CrawlJob
from crawler.records.observations import ColumnWalk, SectionWalk
from db.questions import NightQuestions
from db.runs import RunRecord

logger = logging.getLogger(__name__)
UNREAD = NightReason.CRAWL_FAILED.value
"""What stands at the walk of a section whose crawl failed."""


def failed_crawls(jobs: Sequence[CrawlJob], reports: Sequence[CrawlReport], walked: frozenset[str]) -> dict[str, str]:
    """Why crawls cannot be believed, by name: they said so, or a section of theirs has no walk of tonight."""
    failures = {report.name: report.error for report in reports if report.error}
    told = {report.name for report in reports}
    for job in jobs:
        missing = [key for key in job.walked if key not in walked]
        if job.name not in told or missing:
            failures.setdefault(job.name, f"没有留下检查记录：{'、'.join(missing[:5])}")
    return failures


def judge_crawls(
    jobs: Sequence[CrawlJob], reports: Sequence[CrawlReport], failures: Mapping[str, str]
) -> NightHealth | None:
    """The verdict where the walk alone settles it: what the store refused is the night's fault, and so is it when every
    crawl failed. One that failed among others costs its own sections only (`unread`)."""
    refused = [f"{report.name}：{report.error}" for report in reports if report.refused]
    if refused:
        return NightHealth(NightReason.STORE_FAILED, "；".join(refused))
    if failures and len(failures) == len(jobs):
        return NightHealth(NightReason.CRAWL_FAILED, "；".join(f"{name}：{error}" for name, error in failures.items()))
    return None


def unread(jobs: Sequence[CrawlJob], failures: Mapping[str, str]) -> list[SectionWalk | ColumnWalk]:
    """What is recorded of the sections of a crawl that failed: nothing of them was read to its end."""
    walks: list[SectionWalk | ColumnWalk] = []
    for job in (job for job in jobs if job.name in failures):
        logger.error("the sections of %s are inconclusive: %s", job.name, failures[job.name])
        for section in (section for section in job.sections if section.key in job.walked):
            walks.append(SectionWalk(section.key, False, UNREAD, 0))
            walks += [
                ColumnWalk(
                    section=section.key,
                    column=column.key,
                    url=column.url,
                    complete=False,
                    reason=UNREAD,
                    pages=0,
                    entries=0,
                )
                for column in section.columns
            ]
    return walks


def believed(
    context: Context, run: RunRecord, previous: RunRecord | None, health: NightHealth, failed_sites: frozenset[str]
) -> NightHealth:
    """The verdict on a night in which every crawl that counts ended well.

    A night that read no page at all of the sites within reach is never published, however often it repeats. One that
    read far less than the last good night is not believed either, unless an earlier night saw the same drop.
    """
    if not health.is_good:
        return health
    away = {site.id for site in context.configuration.sites if set(site.hosts) <= set(health.down)} | failed_sites
    counts = _of_others(run.notes["counts"], away)
    pages = [number for name, number in counts.items() if name.endswith(" pages")]
    if len(away) < len(context.configuration.sites) and not sum(pages):
        shut = NightQuestions(context.engine, run.id).reasons() == {"robots"}
        return NightHealth(NightReason.CLOSED_BY_ROBOTS if shut else NightReason.NOTHING_READ, "", health.down)
    if previous is None or previous.notes.get("floor") != run.notes["floor"] or run.units:
        return health
    share = context.configuration.monitor.policies.night_drop_share
    fallen = dropped(counts, _of_others(previous.notes["counts"], away), share)
    if not fallen or previous.config_digest != run.config_digest or _was_seen(context, run, previous, counts, fallen):
        return health
    return NightHealth(NightReason.SUDDEN_DROP, "；".join(fallen.values()), health.down)


def _of_others(counts: Mapping[str, int], away: set[str]) -> dict[str, int]:
    return {name: number for name, number in counts.items() if name.split(" ")[0] not in away}


def _was_seen(
    context: Context, run: RunRecord, previous: RunRecord, counts: Mapping[str, int], fallen: Mapping[str, str]
) -> bool:
    """Whether an earlier night saw the same drop, so that it is the site's state. Nothing at all is no state of a site,
    unless each of its columns says why it was not read."""
    said = NightQuestions(context.engine, run.id).sites_that_say_why()
    if any(not counts.get(name) and name.split(" ")[0] not in said for name in fallen):
        return False
    share = context.configuration.monitor.policies.night_drop_share
    between = [
        item
        for item in context.runs.all()
        if previous.id < item.id < run.id and item.reason.startswith(NightReason.SUDDEN_DROP)
    ]
    if not any(not dropped(counts, item.notes.get("counts", {}), share) for item in between):
        return False
    logger.info("the drop of an earlier night was seen again and is taken for the site's state: %s", fallen)
    return True
