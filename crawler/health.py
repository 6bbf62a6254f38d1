"""Whether a night may be published: canaries, hosts that fail together, and a sudden drop of what was read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from crawler.records.observations import HostHealth

MANY_HOSTS = 20
"""So many hosts say something about our own network even where none of them was ever seen before."""


class NightReason(StrEnum):
    """Why a night is not published: the values stand in the store, before a colon and what was seen."""

    NONE = ""
    CANARIES_FAILED = "canaries_failed"
    HOSTS_FAILED = "hosts_failed"
    SITES_FAILED = "sites_failed"
    STORE_FAILED = "store_failed"
    NOTHING_READ = "nothing_read"
    CLOSED_BY_ROBOTS = "closed_by_robots"
    CRAWL_FAILED = "crawl_failed"
    SUDDEN_DROP = "sudden_drop"


@dataclass(frozen=True, slots=True)
class NightHealth:
    """The verdict on a night. `reason` is NONE where it may be published; `down` names sites' hosts out of reach."""

    reason: NightReason
    detail: str
    down: tuple[str, ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether the night may be published."""
        return not self.reason


def judge_night(
    canaries: Mapping[str, bool],
    hosts: Sequence[HostHealth],
    site_hosts: Sequence[str],
    knows_hosts: bool = True,
) -> NightHealth:
    """Decide from the canaries and from the hosts that are known to answer (MEASURING 3: outage guard).

    A host counts when it answered in the last good night or earlier tonight: one that was never seen alive says nothing
    about our own network. Only a first night without canaries (`knows_hosts` is then false) takes many hosts that were
    never seen for a sign.
    """
    down = tuple(host.host for host in hosts if host.configured and not host.reachable)
    if canaries and not any(canaries.values()):
        return NightHealth(NightReason.CANARIES_FAILED, "、".join(canaries), down)
    alive_before = [host for host in hosts if host.was_reachable]
    failed = sum(not host.reachable for host in alive_before) + sum(not answered for answered in canaries.values())
    asked = len(alive_before) + len(canaries)
    if failed * 2 > asked:
        return NightHealth(NightReason.HOSTS_FAILED, f"{failed}/{asked}", down)
    dead = [host for host in hosts if not host.reachable]
    if not canaries and not knows_hosts and len(hosts) >= MANY_HOSTS and len(dead) * 2 > len(hosts):
        return NightHealth(NightReason.HOSTS_FAILED, f"{len(dead)}/{len(hosts)}", down)
    if site_hosts and set(site_hosts) <= set(down) and not any(canaries.values()):
        return NightHealth(NightReason.SITES_FAILED, "、".join(down), down)
    return NightHealth(NightReason.NONE, "", down)


def dropped(now: Mapping[str, int], before: Mapping[str, int], share: float) -> dict[str, str]:
    """Which counts (pages, entries) fell by more than `share` against the last good night, each with its numbers."""
    return {
        name: f"{name} {before[name]}→{now.get(name, 0)}"
        for name in before
        if before[name] >= 20 and now.get(name, 0) < before[name] * (1 - share)
    }
