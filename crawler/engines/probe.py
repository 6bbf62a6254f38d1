"""One task of asking links, in this process: the leases of their hosts, the store, the prober, and what is told of it."""

import asyncio
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from config.monitor import Crawl, Probe
from crawler.addresses import host_of
from crawler.engines.lease import Lease, LeaseError, TakeLease, take_none
from crawler.probing.conclude import is_style
from crawler.probing.prober import Prober
from crawler.records.observations import Target
from crawler.sink import CrawlStore, OpenStore, WatchedStore, refusal_of
from crawler.wire.asker import Asker
from crawler.wire.told import HostTold, take_over, told_of

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ProbeJob:
    """Links of some hosts, all of which one process asks."""

    targets: tuple[Target, ...]
    configured: tuple[str, ...]
    """The sites' own hosts."""
    crawl: Crawl
    probe: Probe
    seed: str
    similarity: float
    until: datetime
    """After this moment nothing more is begun."""
    known: tuple[HostTold, ...] = ()
    """What was learned of these hosts before."""

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts of the links."""
        return tuple(dict.fromkeys(host_of(target.address) for target in self.targets))

    @property
    def name(self) -> str:
        """How a log names it."""
        return f"{self.hosts[0]} +{len(self.hosts) - 1}"


@dataclass(frozen=True, slots=True)
class ProbeReport:
    """How one task ended; `error` is empty where it ran to its end. Links that it did not ask have no answer in the store."""

    hosts: tuple[HostTold, ...] = ()
    styles: Mapping[str, tuple[str, list[str]]] = field(default_factory=dict)
    """Of each style sheet of our own hosts: the address that its own addresses are resolved against, and those."""
    error: str = ""
    refused: bool = False
    """Whether the store refused something: then the fault is ours, and the whole night's."""


def probe_hosts(job: ProbeJob, open_store: OpenStore, take: TakeLease = take_none) -> ProbeReport:
    """Ask the links of a job, one crawl or task a host at any time. What an earlier attempt has stored is not asked again."""
    try:
        with take(job.hosts) as lease:
            return _leased(job, open_store, lease)
    except LeaseError as error:
        logger.exception("the hosts of %s could not be had", job.name)
        return ProbeReport(error=refusal_of(error))
    except Exception as error:  # the leases are in a store, which cannot be opened
        logger.exception("the leases of %s could not be read or written", job.name)
        return ProbeReport(error=refusal_of(error), refused=True)


def _leased(job: ProbeJob, open_store: OpenStore, lease: Lease) -> ProbeReport:
    try:
        opened = open_store()
    except Exception as error:  # whatever a store cannot be opened for
        logger.exception("the store of %s could not be opened", job.name)
        return ProbeReport(error=refusal_of(error), refused=True)
    store = WatchedStore(opened, lease.require)
    try:
        report = asyncio.run(_probe(_rest(job, store, lease), store))
    except Exception as error:  # told in the report, with what the store said of it
        logger.exception("the links of %s could not be asked", job.name)
        report = ProbeReport(error=refusal_of(error))
    finally:
        _closed(store)
    return replace(report, error=store.refusal, refused=True) if store.refusal else report


def _rest(job: ProbeJob, store: CrawlStore, lease: Lease) -> ProbeJob:
    """What an attempt before this one has left; style sheets are asked again, for what stands in them died with it."""
    if lease.attempts < 2:
        return job
    told = {url for url, answer in store.tonight(job.hosts).items() if not is_style(answer)}
    return replace(job, targets=tuple(target for target in job.targets if target.url not in told))


async def _probe(job: ProbeJob, store: CrawlStore) -> ProbeReport:
    asker = Asker(job.crawl, job.probe, job.configured, job.seed, job.similarity)
    take_over(asker.hosts, job.known)
    end = time.monotonic() + (job.until - datetime.now(UTC)).total_seconds()
    try:
        prober = Prober(asker)
        await prober.probe_all(job.targets, store.add, end)
        return ProbeReport(told_of(asker.hosts, job.known), prober.styles)
    finally:
        await asker.close()


def _closed(store: CrawlStore) -> None:
    try:
        store.close()
    except Exception:  # remembered by the store, and told in the report
        logger.exception("the store could not be closed")
