"""The rarer way of asking, by httpx: HTTP/2, and HTTP/1.1 where aiohttp would write an address otherwise or refused an answer.

Each request has a connection of its own: httpcore does not reset a stream whose body is not wanted to its end, and one that
others share would be full of them after a hundred answers.
"""

import ssl
from collections.abc import AsyncIterator, Iterable

import httpcore
import httpx
from h2.exceptions import H2Error

from crawler.records.observations import Failure
from crawler.wire.failures import ConnectionFailed
from crawler.wire.network import Guard
from crawler.wire.reply import Reply
from crawler.wire.sending import Sending, Wire, wanted

_CUT_OFF = ("incomplete", "without sending complete message body", "peer closed connection", "invalidbodylength")


class _Guarded(httpcore.AnyIOBackend):
    """Connects to the addresses that the guard has judged, and no others."""

    def __init__(self, guard: Guard) -> None:
        super().__init__()
        self._guard = guard

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        last: Exception | None = None
        for address in await self._guard.resolve(host, port, timeout):
            try:
                return await super().connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
        assert last is not None
        raise last


async def send(sending: Sending, wire: Wire, guard: Guard, *, verify: ssl.SSLContext | bool, http2: bool) -> Reply:
    """One request, `http2` if the host chooses so; `verify` is as httpx has it. Raises `failures.EXPECTED`."""
    transport = httpx.AsyncHTTPTransport(verify=verify, http2=http2, retries=0)
    transport._pool._network_backend = _Guarded(guard)  # httpx offers no public way to hand a backend over
    try:
        return await _answered(transport, sending, wire)
    except (
        httpx.HTTPError,
        httpx.InvalidURL,
        H2Error,
    ) as error:  # httpcore lets the last one through while a body comes
        raise _told(error) from error
    finally:
        await transport.aclose()


async def _answered(transport: httpx.AsyncHTTPTransport, sending: Sending, wire: Wire) -> Reply:
    options = {"target": wire.target.encode(), "timeout": httpx.Timeout(sending.timeout).as_dict()}
    headers = [(name.encode(), value.encode()) for name, value in wire.headers.items()]  # Chinese is sent as UTF-8
    request = httpx.Request(
        sending.method, f"{wire.origin}/", headers=headers, content=sending.body, extensions=options
    )
    response = await transport.handle_async_request(request)
    response.request = request
    try:
        reply = Reply(
            url=sending.url, status=response.status_code, headers=tuple(response.headers.raw), method=sending.method
        )
        if sending.method == "HEAD":
            return reply
        limit = sending.limit(reply.header("content-type"))
        body, is_whole = await wanted(_pieces(response), reply.header("content-encoding"), limit)
        return reply.with_body(body, complete=is_whole)
    finally:
        await response.aclose()


async def _pieces(response: httpx.Response) -> AsyncIterator[bytes]:
    try:
        async for piece in response.aiter_raw():
            yield piece
    except httpx.RemoteProtocolError as error:
        if "disconnected" in str(error):  # so HTTP/2 calls this end, and that of an answer which never began
            raise httpx.RemoteProtocolError(f"incomplete body: {error}") from error
        raise


def _told(error: Exception) -> Exception:
    """What went wrong, in the words of this room."""
    if isinstance(error, httpx.TimeoutException):
        return TimeoutError(f"{type(error).__name__} {error}")
    failure = _failure(error)
    return ConnectionFailed(failure, str(error) if failure is Failure.TLS else f"{type(error).__name__} {error}")


def _failure(error: Exception) -> Failure:
    if isinstance(error, httpx.ConnectError):
        text = f"{error} {error.__cause__}".lower()
        return Failure.TLS if "certificate" in text or "ssl" in text else Failure.REFUSED
    if isinstance(error, (httpx.RemoteProtocolError, H2Error)):
        return _of_protocol((str(error) if isinstance(error, httpx.HTTPError) else type(error).__name__).lower())
    if isinstance(error, (httpx.ReadError, httpx.WriteError)):
        return Failure.RESET
    if isinstance(error, (httpx.InvalidURL, httpx.UnsupportedProtocol)):
        return Failure.MALFORMED
    return Failure.PROTOCOL


def _of_protocol(text: str) -> Failure:
    """By what h11, h2 and httpcore say of it."""
    if any(words in text for words in _CUT_OFF):
        return Failure.TRUNCATED
    if text.startswith("<"):  # an event of HTTP/2: StreamReset, ConnectionTerminated
        return Failure.RESET
    return Failure.EMPTY_RESPONSE if "disconnected" in text or "without sending" in text else Failure.PROTOCOL
