"""What one crawl is asked to do: plain, picklable, resolved."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from config.monitor import Crawl, Policies, Probe
from config.settings import Configuration, SectionPlace
from config.templates import Template, built_in
from crawler.addresses import asked_address, canonical, host_of


@dataclass(frozen=True, slots=True)
class CrawlJob:
    """One crawl: of one host, or of hosts that a section joins."""

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


def host_groups(configuration: Configuration) -> list[tuple[str, ...]]:
    """Hosts joined by the sections that touch several of them: one crawl for each group, so that no host is crawled twice.

    A host without any section of its own (another name of the site) belongs to its site's home.
    """
    leader = {host: host for site in configuration.sites for host in site.hosts}
    touched: set[str] = set()
    for section in configuration.sections():
        hosts = [host for host in _hosts_of(section) if host in leader]
        touched.update(hosts)
        for host in hosts[1:]:
            _join(leader, hosts[0], host)
    for site in configuration.sites:
        for host in set(site.hosts) - touched:
            _join(leader, host_of(site.home), host)
    groups: dict[str, list[str]] = {}
    for host in sorted(leader):
        groups.setdefault(_found(leader, host), []).append(host)
    return [tuple(group) for group in groups.values()]


def _hosts_of(section: SectionPlace) -> list[str]:
    """The hosts that a section's home, scope and columns name; some may be none of ours."""
    addresses = (section.home, *section.scope, *(column.url for column in section.columns))
    return list(dict.fromkeys(host_of(address) for address in addresses))


def _found(leader: dict[str, str], host: str) -> str:
    """The host that stands for a group."""
    while leader[host] != host:
        leader[host] = host = leader[leader[host]]
    return host


def _join(leader: dict[str, str], one: str, other: str) -> None:
    leader[_found(leader, other)] = _found(leader, one)


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
    groups = host_groups(configuration)
    group_of = {host: group for group in groups for host in group}
    places: dict[tuple[str, ...], list[SectionPlace]] = {group: [] for group in groups}
    for section in configuration.sections():
        places[group_of[host_of(section.home)]].append(section)
    for hosts, own in places.items():
        sections = tuple(canonical_section(section, tracking) for section in own)
        walked = tuple(section.key for section in sections if not units or section.unit in (*units, ""))
        if not walked:  # none of the units asked for lives here
            continue
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
                asked=_asked(own, tracking),
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
