"""What one crawl is asked to do: plain, picklable, resolved."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from config.schema import Crawl, Policies, Probe, Site
from config.settings import Configuration, SectionPlace
from config.templates import Template, built_in
from crawler.addresses import asked_address, canonical, host_of


@dataclass(frozen=True, slots=True)
class CrawlJob:
    """One crawl of a group of hosts that share a site; nearly always one host."""

    name: str
    hosts: tuple[str, ...]
    sections: tuple[SectionPlace, ...]
    walked: tuple[str, ...]
    """Keys of the sections to walk; the others are only needed to tell whose page is whose."""
    crawl: Crawl
    probe: Probe
    policies: Policies
    reference: datetime
    floor: date
    seed: str
    full: bool = False
    """Whether lists are read to their end."""
    replay: bool = False
    """Whether nothing is asked: pages are read again from their stored copies."""
    templates: Mapping[str, Template] = field(default_factory=built_in)
    """The templates that columns may name."""
    asked: Mapping[str, str] = field(default_factory=dict)
    """What is asked for homes and columns whose address, as configured, is not the one that identifies them."""

    def address(self, url: str) -> str:
        """What is asked for a home or a column."""
        return self.asked.get(url, url)


def host_groups(sites: tuple[Site, ...]) -> list[tuple[str, ...]]:
    """Hosts joined by the sites they serve: one crawl for each group, so that no host is crawled twice."""
    groups: list[set[str]] = []
    for site in sites:
        joined = set(site.hosts)
        for group in [group for group in groups if group & joined]:
            joined |= group
            groups.remove(group)
        groups.append(joined)
    return [tuple(sorted(group)) for group in groups]


def plan_jobs(
    configuration: Configuration,
    reference: datetime,
    floor: date,
    units: tuple[str, ...] = (),
    full: bool = False,
    replay: bool = False,
) -> list[CrawlJob]:
    """The crawls of a night: one for each group of hosts, with the sections that live there."""
    monitor = configuration.monitor
    tracking = monitor.policies.tracking_parameters
    jobs = []
    for hosts in host_groups(configuration.sites):
        sections = tuple(
            canonical_section(section, tracking)
            for section in configuration.sections()
            if host_of(section.home) in hosts
        )
        walked = tuple(section.key for section in sections if not units or section.unit in (*units, ""))
        jobs.append(
            CrawlJob(
                name=hosts[0],
                hosts=hosts,
                sections=sections,
                walked=walked,
                crawl=monitor.crawl,
                probe=monitor.probe,
                policies=monitor.policies,
                reference=reference,
                floor=floor,
                seed=reference.date().isoformat(),
                full=full,
                replay=replay,
                templates=configuration.templates,
                asked=_asked(configuration.sections(), tracking),
            )
        )
    return jobs


def _asked(sections: Iterable[SectionPlace], tracking: tuple[str, ...]) -> dict[str, str]:
    addresses = {
        asked_address(url) for section in sections for url in (section.home, *(item.url for item in section.columns))
    }
    return {key: asked for asked in sorted(addresses) if (key := canonical(asked, tracking)) != asked}


def canonical_section(section: SectionPlace, tracking: tuple[str, ...]) -> SectionPlace:
    """A section with all its addresses in canonical form."""
    columns = tuple(replace(column, url=canonical(column.url, tracking=tracking)) for column in section.columns)
    scope = tuple(_canonical_prefix(prefix) for prefix in section.scope)
    return replace(section, home=canonical(section.home, tracking=tracking), scope=scope, columns=columns)


def _canonical_prefix(prefix: str) -> str:
    """A prefix keeps a trailing `?` or `&`, which marks where a query may go on."""
    return canonical(prefix) + ("?" if prefix.endswith("?") else "")
