"""Real servers on loopback that fail in the ways that servers fail."""

import asyncio
import gzip
import socket
import ssl
import struct
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

Writer = asyncio.StreamWriter
MISSING = "<html><head><title>系统提示</title></head><body><h2>系统提示</h2><p>您访问的内容已经下线，三秒后返回。</p></body></html>"
HOME = "<html><head><title>北方新闻</title></head><body><p>国内外要闻，每日更新，欢迎浏览本站。</p></body></html>"
ABOUT_404 = (
    "<html><head><title>区政务网整改404错误页面</title></head><body><h1>区政务网整改404错误页面</h1><p>近日，我区对各单位网站中“页面不存在”的链接"
    "进行了集中清理，共整改错误链接一百余条，进一步提升了网站的服务水平。</p></body></html>"
)
BOMB = gzip.compress(b"<html><body>" + b"\0" * 50_000_000)
WALL = "<html><head><script>$_ts=window['$_ts'];</script></head><body></body></html>"


@dataclass
class FailingServer:
    """A host whose every path fails in its own way. `lenient` answers unknown paths with 200 and a missing page."""

    lenient: bool = False
    head_status: int = 0
    """What HEAD is answered with; 0 means as GET is."""
    host: str = "127.0.0.1"
    port: int = 0
    requests: Counter[str] = field(default_factory=Counter)
    heads: Counter[str] = field(default_factory=Counter)
    raw: list[bytes] = field(default_factory=list)
    links: tuple[str, ...] = ()
    """What the page `/all/` links to."""

    @property
    def name(self) -> str:
        """`host:port` as addresses write it."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    async def handle(self, reader: asyncio.StreamReader, writer: Writer) -> None:
        """Read one request and fail as its path says."""
        try:
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 10)
            path = head.split(b" ", 2)[1]
            self.raw.append(path)
            text = path.decode("latin-1")
            if head.startswith(b"HEAD "):
                self.heads[text] += 1
                status, headers, body = self.page(text)
                await respond(writer, self.head_status or status, headers, body, with_body=False)
                return
            self.requests[text] += 1
            await self.answer(text.partition("?")[0], writer, head)
        except (asyncio.IncompleteReadError, ConnectionError, TimeoutError, ssl.SSLError):
            pass
        finally:
            writer.close()

    async def answer(self, path: str, writer: Writer, head: bytes) -> None:
        """What a path does."""
        special: dict[str, Callable[[Writer], Awaitable[None]]] = {
            "/reset": self.reset, "/reset-late": self.reset_late, "/never": self.never, "/drip": self.drip, "/truncated": self.truncated,
            "/silent": self.silent, "/garbage": self.garbage, "/bomb": self.bomb, "/big-header": self.big_header,
        }  # fmt: skip
        if path in special:
            await special[path](writer)
            return
        status, headers, body = self.page(path, head)
        await respond(writer, status, headers, body)

    def page(self, path: str, head: bytes = b"") -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of an ordinary answer."""
        html = {"Content-Type": "text/html; charset=utf-8"}
        cookie = next((line for line in head.split(b"\r\n") if line.lower().startswith(b"cookie:")), b"")
        if path.startswith("/hops/"):
            left = int(path.rsplit("/", 1)[1])
            return 302, {"Location": f"/hops/{left - 1}" if left > 1 else "/ok"}, b""
        if path == "/cookie-wall":
            wall = (302, {"Location": path, "Set-Cookie": "pass=1; Path=/cookie-wall"}, b"")
            return (200, html, HOME.encode()) if b"pass=1" in cookie else wall
        if path == "/hurt-by-cookies":
            return (431, html, b"too much") if b"bait=" in cookie else (200, html, HOME.encode())
        if path == "/bait":
            return 200, {**html, "Set-Cookie": "bait=1; Path=/"}, HOME.encode()
        if path == "/all/":
            items = "".join(f'<p><a href="{link}">{link}</a></p>' for link in self.links)
            return 200, html, f"<html><head><title>目录</title></head><body>{items}</body></html>".encode()
        if path.startswith("/status/"):
            return int(path.rsplit("/", 1)[1]), html, b"<html><body>x</body></html>"
        first = self.requests[path] == 1
        date = format_datetime(datetime.now(UTC) + timedelta(seconds=1), usegmt=True)
        table: dict[str, tuple[int, dict[str, str], bytes]] = {
            "/": (200, html, HOME.encode()),
            "/robots.txt": (404, html, b""),
            "/ok": (
                200,
                html,
                "<html><head><title>正常</title></head><body><p>一个正常的页面。</p></body></html>".encode(),
            ),
            "/tiny": (200, html, "<p>收费标准：免费</p>".encode()),
            "/about-404": (200, html, ABOUT_404.encode()),
            "/says-404": (200, html, "<html><head><title>404 页面不存在</title></head><body>x</body></html>".encode()),
            "/empty": (200, html, b""),
            "/busy-once": (503, html, b"busy") if first else (200, html, HOME.encode()),
            "/slow-down": (429, {**html, "Retry-After": "1"}, b"") if first else (200, html, b"<p>ok</p>"),
            "/slow-down-date": (429, {**html, "Retry-After": date}, b"") if first else (200, html, b"<p>ok</p>"),
            "/moved": (301, {"Location": "/ok"}, b""),
            "/found": (302, {"Location": "/ok"}, b""),
            "/chain": (302, {"Location": "/found"}, b""),
            "/loop": (302, {"Location": "/loop2"}, b""),
            "/loop2": (302, {"Location": "/loop"}, b""),
            "/to-home/deep": (302, {"Location": "/"}, b""),
            "/nowhere": (302, html, HOME.encode()),
            "/nowhere-empty": (302, html, b""),
            "/several": (300, html, HOME.encode()),
            "/not-modified": (304, html, b""),
            "/to-bad-host": (302, {"Location": "http://256.1.1.1/"}, b""),
            "/layers": (200, {**html, "Content-Encoding": "gzip, gzip, gzip"}, gzip.compress(b"x")),
            "/brotli": (200, {**html, "Content-Encoding": "br"}, b"\x0b\x02\x80x\x03"),
            "/damaged": (200, {**html, "Content-Encoding": "gzip"}, b"no gzip"),
            "/to-private": (302, {"Location": "http://10.0.0.1/secret"}, b""),
            "/to-file": (302, {"Location": "file:///etc/passwd"}, b""),
            "/wall-412": (412, html, WALL.encode()),
            "/wall-200": (200, html, WALL.encode()),
            "/wall-521": (521, {**html, "Set-Cookie": "__jsluid_h=1"}, b"<script>x</script>"),
            "/form.doc": (200, html, b"<html><body>login</body></html>"),
            "/real.doc": (200, {"Content-Type": "application/msword"}, b"\xd0\xcf\x11\xe0" + b"\0" * 100),
            "/zero.pdf": (200, {"Content-Type": "application/pdf"}, b""),
        }
        if path in table:
            return table[path]
        if path.startswith("/pictures/"):
            return 200, {"Content-Type": "image/png"}, b"\x89PNG\r\n" + b"\0" * 500
        if path.startswith("/endless/"):
            return 302, {"Location": f"/endless/{int(path.rsplit('/', 1)[1]) + 1}"}, b""
        if self.lenient:
            return 200, html, MISSING.encode()
        if path in ("/%E4%B8%AD%E6%96%87%20%E8%A1%A8.html", "/gbk"):
            return 200, html, HOME.encode()
        return 404, html, b"<html><body>nothing</body></html>"

    async def reset(self, writer: Writer) -> None:
        """Reset before any byte."""
        linger(writer)

    async def reset_late(self, writer: Writer) -> None:
        """Reset in the middle of the body."""
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n<html>")
        await writer.drain()
        await asyncio.sleep(0.05)
        linger(writer)

    async def never(self, writer: Writer) -> None:
        """Never answer."""
        await asyncio.sleep(30)

    async def drip(self, writer: Writer) -> None:
        """A byte now and then, without end."""
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n")
        for _ in range(200):
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.1)

    async def truncated(self, writer: Writer) -> None:
        """Less than Content-Length promises."""
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n<html><body>half")
        await writer.drain()

    async def silent(self, writer: Writer) -> None:
        """Close without a byte."""

    async def garbage(self, writer: Writer) -> None:
        """No HTTP at all."""
        writer.write(b"\x00\x01\x02 nothing that anybody knows\r\n\r\n")
        await writer.drain()

    async def bomb(self, writer: Writer) -> None:
        """A small body that unpacks to a large one."""
        await respond(writer, 200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, BOMB)

    async def big_header(self, writer: Writer) -> None:
        """A header without end."""
        writer.write(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 400_000 + b"\r\n\r\n")
        await writer.drain()


async def respond(writer: Writer, status: int, headers: dict[str, str], body: bytes, with_body: bool = True) -> None:
    """Write an ordinary answer, or its header alone."""
    lines = [
        f"HTTP/1.1 {status} X",
        f"Content-Length: {len(body)}",
        "Connection: close",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + (body if with_body else b""))
    await writer.drain()


def linger(writer: Writer) -> None:
    """Close with a reset."""
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


@asynccontextmanager
async def serving(server: FailingServer, context: ssl.SSLContext | None = None) -> AsyncIterator[FailingServer]:
    """Serve on a free port of loopback."""
    made = await asyncio.start_server(server.handle, server.host, 0, ssl=context)
    server.port = made.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        made.close()
