"""Addresses that wait to be asked."""

from collections import Counter

from crawler.addresses.hosts import host_of
from crawler.records.observations import Target


class Waiting:
    """Hands over no more addresses of a host than keep it busy: as a request of the engine an address takes ten times the room."""

    def __init__(self, most: int) -> None:
        self._most = most
        """Addresses of one host that are with the engine at a time."""
        self._by_host: dict[str, list[Target]] = {}
        self._hosts: dict[str, str] = {}
        """The host of each address that is with the engine."""
        self._busy: Counter[str] = Counter()

    def add(self, target: Target) -> None:
        """Let an address wait."""
        self._by_host.setdefault(host_of(target.address), []).append(target)

    def take(self) -> list[Target]:
        """What is to be asked now: the addresses found last, so that a list's posts are read before the next list's."""
        taken: list[Target] = []
        for host in list(self._by_host):
            waiting, free = self._by_host[host], self._most - self._busy[host]
            now = waiting[-free:] if free > 0 else []
            del waiting[len(waiting) - len(now) :]
            if not waiting:
                del self._by_host[host]
            self._busy[host] += len(now)
            self._hosts.update((target.url, host) for target in now)
            taken += now
        return taken

    def ended(self, url: str) -> None:
        """An address was answered, or nobody asks it any more."""
        host = self._hosts.pop(url, None)
        if host is not None:
            self._busy[host] -= 1
