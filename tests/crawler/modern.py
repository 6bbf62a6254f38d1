"""The failing server over HTTP/2 alone, on real TLS; whoever speaks HTTP/1.1 is turned away in one of the ways in which hosts do that."""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import StrEnum

from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import Event, RequestReceived
from h2.exceptions import ProtocolError

from tests.crawler.failing import BOMB, FailingServer, Writer, linger, respond

_ALERT = b"\x15\x03\x03\x00\x02\x02\x78"
"""no_application_protocol (RFC 7301, 3.2), fatal."""


class Turn(StrEnum):
    """What a host does with those who do not offer HTTP/2."""

    ALERT = "ends the handshake"
    CLOSE = "closes without a word"
    RESET = "resets"
    SPEAK = "speaks HTTP/2 all the same"
    SAY_SO = "says that it does not speak this version"


@dataclass
class ModernServer(FailingServer):
    """Answers as the failing server does, frame by frame."""

    turn: Turn = Turn.CLOSE
    certificate: ssl.SSLContext | None = None
    asked_at_once: int = 0
    peak: int = 0
    tasks: set["asyncio.Task[None]"] = field(default_factory=set)

    async def accept(self, own: socket.socket) -> None:
        """Take connections as they come."""
        loop = asyncio.get_running_loop()
        while True:
            got, _ = await loop.sock_accept(own)
            task = asyncio.create_task(self._greet(got))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)

    async def _greet(self, got: socket.socket) -> None:
        """Look at the greeting, which says what is offered, before it is taken."""
        loop = asyncio.get_running_loop()
        hello = b""
        while not hello:
            await asyncio.sleep(0.002)
            try:
                hello = got.recv(4096, socket.MSG_PEEK)
            except BlockingIOError:
                continue
            if not hello:
                got.close()
                return
        if self.turn is Turn.ALERT and b"\x02h2" not in hello:
            await loop.sock_recv(got, 4096)
            await loop.sock_sendall(got, _ALERT)
            got.close()
            return
        reader = asyncio.StreamReader()
        protocol = asyncio.StreamReaderProtocol(reader)
        try:
            transport, _ = await loop.connect_accepted_socket(lambda: protocol, got, ssl=self.certificate)
        except (OSError, ssl.SSLError):
            return
        await self.handle(reader, asyncio.StreamWriter(transport, protocol, reader, loop))

    async def handle(self, reader: asyncio.StreamReader, writer: Writer) -> None:
        """Serve one connection."""
        try:
            if writer.get_extra_info("ssl_object").selected_alpn_protocol() == "h2":
                await _Frames(self, reader, writer).serve()
            else:
                await self._turn_away(writer, reader)
        except (OSError, ssl.SSLError, ProtocolError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _turn_away(self, writer: Writer, reader: asyncio.StreamReader) -> None:
        if self.turn is Turn.SPEAK:
            frames = H2Connection(H2Configuration(client_side=False))
            frames.initiate_connection()
            writer.write(frames.data_to_send())
            await writer.drain()
            await reader.read(100)
        elif self.turn is Turn.RESET:
            await reader.read(100)
            _reset(writer)
        elif self.turn is Turn.SAY_SO:
            await reader.readuntil(b"\r\n\r\n")
            await respond(writer, 505, {}, b"")


class _Frames:
    """One connection's frames."""

    def __init__(self, server: ModernServer, reader: asyncio.StreamReader, writer: Writer) -> None:
        self._server, self._reader, self._writer = server, reader, writer
        self._frames = H2Connection(
            H2Configuration(client_side=False, header_encoding=None, validate_outbound_headers=False)
        )

    async def serve(self) -> None:
        self._frames.initiate_connection()
        await self._sent()
        while piece := await self._reader.read(65_536):
            for event in self._frames.receive_data(piece):
                await self._take(event)
            await self._sent()

    async def _sent(self) -> None:
        self._writer.write(self._frames.data_to_send())
        await self._writer.drain()

    async def _take(self, event: Event) -> None:
        if not isinstance(event, RequestReceived):
            return
        server = self._server
        server.asked_at_once += 1
        server.peak = max(server.peak, server.asked_at_once)
        try:
            await self._answer(event)
        finally:
            server.asked_at_once -= 1

    async def _answer(self, event: RequestReceived) -> None:
        named = {bytes(name): bytes(value) for name, value in event.headers}
        raw = named[b":path"]
        path = raw.decode("latin-1")
        self._server.raw.append(raw)
        (self._server.heads if named[b":method"] == b"HEAD" else self._server.requests)[path] += 1
        plain = path.partition("?")[0]
        if (special := getattr(self, plain.strip("/").replace("-", "_"), None)) is not None:
            await special(event.stream_id)
            return
        head = b"\r\n".join(name + b": " + value for name, value in named.items())
        status, headers, body = self._server.page(plain, head)
        await self._respond(event.stream_id, status, headers, b"" if named[b":method"] == b"HEAD" else body, len(body))

    async def _respond(self, stream: int, status: int, headers: dict[str, str], body: bytes, length: int) -> None:
        lines = [(":status", str(status)), ("content-length", str(length))]
        self._frames.send_headers(stream, [*lines, *((name.lower(), value) for name, value in headers.items())])
        while body:
            await self._room(stream)
            most = min(self._frames.local_flow_control_window(stream), self._frames.max_outbound_frame_size)
            self._frames.send_data(stream, body[:most])
            body = body[most:]
            await self._sent()
        self._frames.end_stream(stream)
        await self._sent()

    async def _room(self, stream: int) -> None:
        while not self._frames.local_flow_control_window(stream):
            await self._sent()
            piece = await self._reader.read(65_536)
            if not piece:
                raise ConnectionResetError
            self._frames.receive_data(piece)

    async def _begin(self, stream: int) -> None:
        lines = [(":status", "200"), ("content-type", "text/html"), ("content-length", "5000")]
        self._frames.send_headers(stream, lines)
        self._frames.send_data(stream, b"<html><body>half")
        await self._sent()

    # ---- what a path does -----------------------------------------------------------------------------------------

    async def reset(self, stream: int) -> None:
        """Reset the stream before any answer."""
        self._frames.reset_stream(stream, 2)

    async def reset_late(self, stream: int) -> None:
        """Reset the connection in the middle of the body."""
        await self._begin(stream)
        await asyncio.sleep(0.05)
        _reset(self._writer)

    async def truncated(self, stream: int) -> None:
        """Less than the header promises."""
        await self._begin(stream)
        self._frames.end_stream(stream)

    async def cut(self, stream: int) -> None:
        """Close in the middle of the body."""
        await self._begin(stream)
        raise ConnectionResetError

    async def silent(self, _: int) -> None:
        """Close without an answer."""
        raise ConnectionResetError

    async def going(self, _: int) -> None:
        """Say good-bye instead of an answer."""
        self._frames.close_connection(2)
        await self._sent()
        raise ConnectionResetError

    async def garbage(self, stream: int) -> None:
        """An answer's header that nobody can unpack."""
        self._writer.write(b"\x00\x00\x03\x01\x04" + stream.to_bytes(4, "big") + b"\xff\xff\xff")
        await self._writer.drain()

    async def never(self, _: int) -> None:
        """Never answer."""
        await asyncio.sleep(30)

    async def drip(self, stream: int) -> None:
        """A byte now and then, without end."""
        self._frames.send_headers(
            stream, [(":status", "200"), ("content-type", "text/html"), ("content-length", "5000")]
        )
        for _ in range(200):
            self._frames.send_data(stream, b"x")
            await self._sent()
            await asyncio.sleep(0.1)

    async def bomb(self, stream: int) -> None:
        """A small body that unpacks to a large one."""
        await self._respond(stream, 200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, BOMB, len(BOMB))

    async def big_header(self, stream: int) -> None:
        """A header without end."""
        self._frames.send_headers(stream, [(":status", "200"), *((f"x-{number}", "x" * 1000) for number in range(400))])


def _reset(writer: Writer) -> None:
    """Close with a reset, without TLS's word of farewell."""
    linger(writer)
    writer.transport.abort()
    raise ConnectionResetError


@asynccontextmanager
async def serving_http2(server: ModernServer, context: ssl.SSLContext) -> AsyncIterator[ModernServer]:
    """Serve on a free port of loopback, over TLS that chooses HTTP/2 or nothing."""
    context.set_alpn_protocols(["h2"])
    server.certificate = context
    with socket.create_server((server.host, 0)) as own:
        own.setblocking(False)
        server.port = own.getsockname()[1]
        accepting = asyncio.create_task(server.accept(own))
        try:
            yield server
        finally:
            accepting.cancel()
            for task in tuple(server.tasks):
                task.cancel()
