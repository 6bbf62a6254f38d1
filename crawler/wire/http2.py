"""Hosts that speak HTTP/2 and nothing else. All others are asked in HTTP/1.1, and told apart by what their TLS chooses."""

from urllib.parse import urlsplit

from crawler.addresses import host_of
from crawler.records.observations import Failure
from crawler.wire.failures import EXPECTED, ConnectionFailed
from crawler.wire.network import Guard, unverified
from crawler.wire.reply import Reply

_OFFERED = ["http/1.1", "h2"]
"""As httpcore offers it: the look and the request must be answered by the same choice."""
_NOT_THIS_VERSION = frozenset((426, 505))
_NEVER_STOOD = frozenset((Failure.REFUSED, Failure.TLS))


class Http2Hosts:
    """What is known tonight of the hosts' languages."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._only: set[str] = set()
        self._others: set[str] = set()

    def knows(self, url: str) -> bool:
        """Whether a host has answered in HTTP/2 and in nothing else."""
        return host_of(url) in self._only

    def heard(self, url: str, *, in_http2: bool) -> None:
        """Remember in what a host answered."""
        (self._only if in_http2 else self._others).add(host_of(url))

    def may_be(self, url: str, came: Reply | ConnectionFailed) -> bool:
        """Whether what came of HTTP/1.1 may mean that a host does not speak it: it never answered in it."""
        if not url.startswith("https:") or host_of(url) in self._others:
            return False
        if isinstance(came, Reply):
            return came.status in _NOT_THIS_VERSION
        return came.failure not in _NEVER_STOOD or _is_refused_by_name(came)

    async def chosen(self, url: str, timeout: float) -> bool:
        """Whether a host chooses HTTP/2 where both are offered; nothing is asked. Raises nothing of the network."""
        parts = urlsplit(url)
        try:
            seen = await self._guard.secured(parts.hostname or "", parts.port or 443, unverified(_OFFERED), timeout)
            return seen.selected_alpn_protocol() == "h2"
        except EXPECTED:
            return False


def _is_refused_by_name(error: ConnectionFailed) -> bool:
    """Whether a handshake ended because the host speaks none of what was offered (RFC 7301, 3.2)."""
    return "no_application_protocol" in str(error).lower().replace(" ", "_")
