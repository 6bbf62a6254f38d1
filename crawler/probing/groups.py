"""Which links are asked together: a host's links by one process, and hosts together until a process is worth it."""

from collections import defaultdict
from collections.abc import Iterable

from crawler.addresses import host_of
from crawler.records.observations import Target

TOGETHER = 500
"""Links of a process at least: asking so many costs a few seconds of a processor, making the process a fifth of one."""


def grouped(targets: Iterable[Target]) -> list[list[Target]]:
    """Links in groups that share no host, the largest first; hosts are spread so that the groups are about as large."""
    by_host: dict[str, list[Target]] = defaultdict(list)
    for target in targets:
        by_host[host_of(target.address)].append(target)
    total = sum(map(len, by_host.values()))
    groups: list[list[Target]] = [[] for _ in range(max(1, min(len(by_host), total // TOGETHER)))]
    for _, own in sorted(by_host.items(), key=lambda item: (-len(item[1]), item[0])):
        min(groups, key=len).extend(own)
    return sorted((group for group in groups if group), key=len, reverse=True)
