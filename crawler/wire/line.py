"""One HTTP/1.1 connection: question and answer in turn. h11 knows the protocol, httpcore the network and its errors."""

import select
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass

import h11
import httpcore

from crawler.wire.network import GuardedBackend

READ_BYTES = 64 * 1024
LONGEST_HEAD = 100 * 1024
IDLE_SECONDS = 10.0
"""A connection that nobody used for so long is not used again: servers close theirs after some time."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where to connect to; `named` is what the header `Host` says."""

    scheme: str
    host: str
    port: int
    named: bytes


class Line:
    """One connection to an origin. Its methods raise what httpcore raises."""

    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        self._stream = stream
        self._state = h11.Connection(h11.CLIENT, max_incomplete_event_size=LONGEST_HEAD)
        self._socket = stream.get_extra_info("socket")
        self._idle_since = 0.0

    async def ask(
        self, method: str, target: bytes, headers: list[tuple[bytes, bytes]], body: bytes | None, timeout: float
    ) -> h11.Response | h11.InformationalResponse:
        """Send a request and read the head of its answer; `timeout` is for each step."""
        packed = self._packed(method, target, headers, body)
        with suppress(httpcore.WriteError):  # a server may have answered, and closed, before it has read all
            await self._stream.write(packed, timeout)
        while True:
            event = await self._event(timeout)
            if isinstance(event, h11.Response) or (
                isinstance(event, h11.InformationalResponse) and event.status_code == 101
            ):
                return event

    def _packed(self, method: str, target: bytes, headers: list[tuple[bytes, bytes]], body: bytes | None) -> bytes:
        events: list[h11.Event] = [h11.Data(body)] if body else []
        try:
            request = h11.Request(method=method.encode(), target=target, headers=headers)
            return b"".join(self._state.send(event) or b"" for event in (request, *events, h11.EndOfMessage()))
        except h11.LocalProtocolError as error:
            raise httpcore.LocalProtocolError(str(error)) from error

    async def body(self, timeout: float) -> AsyncIterator[bytes]:
        """The body of the answer as it comes."""
        while True:
            event = await self._event(timeout)
            if isinstance(event, h11.Data):
                yield bytes(event.data)
            elif isinstance(event, h11.EndOfMessage) or event is h11.PAUSED:
                return

    async def _event(self, timeout: float) -> object:
        while True:
            try:
                event = self._state.next_event()
            except h11.RemoteProtocolError as error:
                raise httpcore.RemoteProtocolError(str(error)) from error
            if event is not h11.NEED_DATA:
                return event
            data = await self._stream.read(READ_BYTES, timeout)
            if data == b"" and self._state.their_state == h11.SEND_RESPONSE:
                raise httpcore.RemoteProtocolError("Server disconnected without sending a response.")
            self._state.receive_data(data)

    def rest(self) -> bool:
        """Be ready for the next question; False where question and answer were not taken to their end."""
        if self._state.our_state is not h11.DONE or self._state.their_state is not h11.DONE:
            return False
        self._state.start_next_cycle()
        self._idle_since = time.monotonic()
        return True

    def is_usable(self) -> bool:
        """Whether a resting connection can be asked again: what can be read of it is its end."""
        if time.monotonic() - self._idle_since > IDLE_SECONDS:
            return False
        looked_at = select.poll()
        looked_at.register(self._socket, select.POLLIN)
        return not looked_at.poll(0)

    async def close(self) -> None:
        """Close the connection."""
        await self._stream.aclose()


async def opened(origin: Origin, guard: GuardedBackend, verifying: object, timeout: float) -> Line:
    """A new connection to an origin."""
    stream = await guard.connect_tcp(origin.host, origin.port, timeout)
    if origin.scheme == "https":
        stream = await stream.start_tls(verifying, origin.host, timeout)  # type: ignore[arg-type]
    return Line(stream)
