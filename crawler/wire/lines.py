"""Connections that are kept: those of each origin that rest are used again, the longest unused are closed.

httpcore's pool is not used: it goes over all its connections and all that waits for one at each request, and half of a second night's asking
was spent there. How many requests a host gets at a time is decided before (`pace`).
"""

import ssl
from collections import OrderedDict
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from crawler.wire.line import Line, Origin, opened
from crawler.wire.network import GuardedBackend


class Lines:
    """The connections of one way of verifying certificates; at most `most` rest."""

    def __init__(self, allowed: Iterable[str], verifying: ssl.SSLContext, most: int) -> None:
        self._guard = GuardedBackend(allowed)
        self._verifying = verifying
        self._most = most
        self._resting: OrderedDict[Origin, list[Line]] = OrderedDict()
        self._count = 0

    @asynccontextmanager
    async def to(self, origin: Origin, timeout: float) -> AsyncIterator[Line]:
        """A connection for one question; kept where question and answer were taken to their end."""
        line = await self._rested(origin) or await opened(origin, self._guard, self._verifying, timeout)
        is_kept = False
        try:
            yield line
            is_kept = line.rest()
        finally:
            if not is_kept:
                await line.close()
        if is_kept:
            await self._keep(origin, line)

    async def _rested(self, origin: Origin) -> Line | None:
        lines = self._resting.get(origin, [])
        while lines:
            line = lines.pop()
            self._count -= 1
            if line.is_usable():
                return line
            await line.close()
        return None

    async def _keep(self, origin: Origin, line: Line) -> None:
        self._resting.setdefault(origin, []).append(line)
        self._resting.move_to_end(origin)
        self._count += 1
        while self._count > self._most:
            lines = next(iter(self._resting.values()))
            if lines:
                self._count -= 1
                await lines.pop(0).close()
            else:
                self._resting.popitem(last=False)

    async def close(self) -> None:
        """Close all that rest."""
        resting, self._resting, self._count = self._resting, OrderedDict(), 0
        for line in [line for lines in resting.values() for line in lines]:
            await line.close()
