"""Asks once: one request over a guarded connection, exactly the bytes of its address, no more of the body than is wanted."""

import asyncio
import ssl
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

from crawler.addresses import host_of
from crawler.records.observations import Failure
from crawler.wire.failures import ConnectionFailed
from crawler.wire.http1 import Http1, exact
from crawler.wire.http2 import Http2Hosts
from crawler.wire.network import Guard
from crawler.wire.reply import Reply
from crawler.wire.sending import Sending, Wire, on_the_wire


class Client:
    """Sends requests as `agent`; `allowed` are the private hosts that may be connected to. Made and used in one event loop."""

    def __init__(self, agent: str, allowed: Iterable[str]) -> None:
        self._agent = agent
        self._guard = Guard(allowed)
        self._http1 = Http1(self._guard)
        self._http2 = Http2Hosts(self._guard)
        self._odd: set[str] = set()
        """Hosts whose answers aiohttp's parser refuses: httpx's takes other faults for none."""

    async def send(self, sending: Sending) -> Reply:
        """Send a request; with a faulty certificate a second time without verification. Raises `failures.EXPECTED`."""
        try:
            return await self._answered(sending, verified=True)
        except ConnectionFailed as error:
            if error.failure is not Failure.TLS:
                raise
            reply = await self._answered(sending, verified=False)
            return replace(reply, tls_error=str(error)[:200])

    async def _answered(self, sending: Sending, *, verified: bool) -> Reply:
        """An answer in HTTP/1.1, or in HTTP/2 of a host that speaks nothing else."""
        if self._http2.knows(sending.url):
            return await self._in_http2(sending, verified=verified)
        try:
            reply = await self._in_http1(sending, verified=verified)
        except ConnectionFailed as error:
            if not self._http2.may_be(sending.url, error) or not await self._http2.chosen(sending.url, sending.timeout):
                raise
            return await self._in_http2(sending, verified=verified)
        if self._http2.may_be(sending.url, reply) and await self._http2.chosen(sending.url, sending.timeout):
            return await self._in_http2(sending, verified=verified)
        self._http2.heard(sending.url, in_http2=False)
        return reply

    async def _in_http1(self, sending: Sending, *, verified: bool) -> Reply:
        host = host_of(sending.url)
        wire = on_the_wire(sending, self._agent)
        url = exact(wire)
        if host in self._odd or url is None:
            return await self._carefully(sending, wire, verified=verified)
        try:
            async with asyncio.timeout(sending.timeout * 2):
                return await self._http1.send(sending, wire, url, verified=verified)
        except ConnectionFailed as error:
            if error.failure is not Failure.PROTOCOL:
                raise
            self._odd.add(host)
            return await self._carefully(sending, wire, verified=verified)

    async def _in_http2(self, sending: Sending, *, verified: bool) -> Reply:
        wire = on_the_wire(sending, self._agent)
        reply = await self._carefully(sending, wire, verified=verified, http2=True)
        self._http2.heard(sending.url, in_http2=True)
        return reply

    async def _carefully(self, sending: Sending, wire: Wire, *, verified: bool, http2: bool = False) -> Reply:
        from crawler.wire import careful  # few hosts need it, and it loads as much as all of this room

        verify = self._verifying if verified else False
        async with asyncio.timeout(sending.timeout * 2):
            return await careful.send(sending, wire, self._guard, verify=verify, http2=http2)

    @cached_property
    def _verifying(self) -> ssl.SSLContext:
        """One for all of them: it reads the certificates for 20 ms."""
        return ssl.create_default_context()

    async def close(self) -> None:
        """Close all connections."""
        await self._http1.close()
