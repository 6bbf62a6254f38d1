"""A real asynchronous server on loopback for the replica's hosts, with servers that fail as real ones do."""

import asyncio
import hashlib
import socket
import threading
from collections import Counter
from collections.abc import Mapping
from types import TracebackType

from aiohttp import web

from demo.model import Places, Served, World
from demo.world import Replica

MISSING = "<html><head><title>{0}</title></head><body><div class='error'><h2>{0}</h2><p>{1}</p><a href='/'>返回首页</a></div></body></html>"


def free_port() -> tuple[socket.socket, int]:
    """A bound socket on loopback and its port."""
    bound = socket.socket()
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind(("127.0.0.1", 0))
    return bound, int(bound.getsockname()[1])


class ReplicaServer:
    """Serves the replica from a thread of its own; `night` chooses what it shows. Use it as a context manager.

    `one_host` puts both sites on one host, told apart by their prefixes; `headers` are sent with every answer.
    """

    def __init__(self, *, one_host: bool = False, headers: Mapping[str, str] | None = None) -> None:
        names = ("portal", "other") if one_host else ("portal", "disclosure", "other")
        self._sockets = {name: free_port() for name in names}
        closed, port = free_port()
        closed.close()
        ports = {name: f"127.0.0.1:{port}" for name, (_, port) in self._sockets.items()}
        prefix = "/zwgk/zfxxgkqjjg" if one_host else ""
        self.places = Places(
            portal=ports["portal"],
            disclosure=ports.get("disclosure", ports["portal"]),
            other=ports["other"],
            closed=f"127.0.0.1:{port}",
            portal_prefix="",
            disclosure_prefix=prefix,
        )
        self.replica = Replica(self.places)
        self.worlds: list[World] = [self.replica.world(night) for night in (0, 1)]
        self.night = 0
        self.requests: Counter[str] = Counter()
        self.statuses: Counter[int] = Counter()
        self.headers = dict(headers or {})
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._runners: list[web.ServerRunner] = []

    def __enter__(self) -> "ReplicaServer":
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._start(), self._loop).result()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _start(self) -> None:
        for name, (bound, _) in self._sockets.items():
            runner = web.ServerRunner(web.Server(self._handler(name)))
            await runner.setup()
            await web.SockSite(runner, bound, backlog=512).start()
            self._runners.append(runner)

    async def _stop(self) -> None:
        for runner in self._runners:
            await runner.cleanup()

    def _handler(self, name: str):  # type: ignore[no-untyped-def]
        async def handle(request: web.BaseRequest) -> web.StreamResponse:
            path = request.raw_path
            self.requests[f"{name} {path}"] += 1
            served = self._served(name, path)
            if served is None:
                return self._missing(name, path)
            if served.behaviour:
                return await self._misbehave(served.behaviour, request)
            return self._answer(served, request)

        return handle

    def _served(self, name: str, path: str) -> Served | None:
        world = self.worlds[self.night]
        found = world[name].get(path)
        if found is None and name == "portal" and "disclosure" not in self._sockets:
            found = world["disclosure"].get(path)
        return found or (world[name].get(path.partition("?")[0]) if name == "other" else None)

    def _answer(self, served: Served, request: web.BaseRequest) -> web.Response:
        tag = f'"{hashlib.sha256(served.body).hexdigest()[:16]}"'
        headers = {"Content-Type": served.kind, "ETag": tag, **self.headers, **dict(served.headers)}
        if served.status == 200 and request.headers.get("If-None-Match") == tag:
            self.statuses[304] += 1
            return web.Response(status=304, headers=headers)
        self.statuses[served.status] += 1
        return web.Response(body=served.body, status=served.status, headers=headers)

    def _missing(self, name: str, path: str) -> web.Response:
        """The third host answers missing pages with 200, except below /missing/; old ones lead to its home."""
        if name == "other" and path.startswith("/old/"):
            return web.Response(status=302, headers={"Location": "/"})
        soft = name == "other" and not path.startswith("/missing/")
        text = MISSING.format(
            "系统提示" if soft else "404", "您访问的内容已经下线，三秒后返回。" if soft else "页面不存在"
        )
        self.statuses[200 if soft else 404] += 1
        return web.Response(text=text, status=200 if soft else 404, content_type="text/html", headers=self.headers)

    async def _misbehave(self, behaviour: str, request: web.BaseRequest) -> web.StreamResponse:
        if behaviour == "once":
            return web.Response(text="ok" if self.night else "busy", status=200 if self.night else 503)
        if behaviour == "loop":
            return web.Response(status=302, headers={"Location": "/fail/loop"})
        if behaviour == "slow":
            await asyncio.sleep(8)
            return web.Response(text="late")
        transport = request.transport
        assert transport is not None
        if behaviour == "reset":
            bound = transport.get_extra_info("socket")
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
            transport.abort()
            return web.Response()
        if behaviour == "empty":
            return web.Response(body=b"", status=200, headers={"Content-Type": "text/html"})
        response = web.StreamResponse(status=200, headers={"Content-Length": "5000", "Content-Type": "text/html"})
        await response.prepare(request)
        await response.write(b"<html><body>half a page")
        transport.close()
        return response
