"""What one process learned of the hosts that it asked, for another that goes on asking them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from crawler.wire.missing import MissingPage
from crawler.wire.pace import Host, Hosts
from crawler.wire.robots import Rules


@dataclass(frozen=True, slots=True)
class HostTold:
    """A host's record without its limits: what `Host` says of these names."""

    name: str
    requests: int
    answered: int
    failed: int
    last_good: str
    alive: bool
    unresolved: int
    left: bool
    pace: float
    rules: Rules | None = None
    missing: Mapping[str, MissingPage | None] = field(default_factory=dict)
    heads: bool | None = None
    files: int = 0


def told_of(hosts: Hosts, known: Iterable[HostTold] = ()) -> tuple[HostTold, ...]:
    """All hosts that were asked; their counts without what was known before."""
    before = {told.name: told for told in known}
    return tuple(_since(_told(host), before.get(host.name)) for host in hosts.all())


def _told(host: Host) -> HostTold:
    return HostTold(**{name: getattr(host, name) for name in HostTold.__slots__})


def _since(told: HostTold, before: HostTold | None) -> HostTold:
    if before is None:
        return told
    return replace(
        told,
        requests=told.requests - before.requests,
        answered=told.answered - before.answered,
        failed=told.failed - before.failed,
        files=told.files - before.files,
    )


def take_over(hosts: Hosts, told: Iterable[HostTold]) -> None:
    """Add to the records of hosts what others learned of them."""
    for item in told:
        host = hosts.of(item.name)
        host.requests += item.requests
        host.answered += item.answered
        host.failed += item.failed
        host.files += item.files
        host.last_good = item.last_good or host.last_good
        host.alive = host.alive or item.alive
        host.left = host.left or item.left
        host.unresolved = item.unresolved
        host.rules = item.rules or host.rules
        host.heads = host.heads if item.heads is None else item.heads
        host.missing.update(item.missing)
        host.slow_down(item.pace)
