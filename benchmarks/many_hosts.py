"""Many small hosts on loopback, served by one thread at each host's own port, with the requests that each had at a time."""

import asyncio
import socket
import threading
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import Any

import yaml
from aiohttp import web

POSTS = 12
LATENCY = 0.02
"""Seconds that a page takes to answer, as one does across a city."""


class ManyHosts:
    """Serves so many hosts, each a home, a list and its posts."""

    def __init__(self, count: int) -> None:
        self.sockets = [_listening() for _ in range(count)]
        self.names = [f"127.0.0.1:{item.getsockname()[1]}" for item in self.sockets]
        self.requests = 0
        self.peak: Counter[str] = Counter()
        self._now: Counter[str] = Counter()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> "ManyHosts":
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._begin(), self._loop).result()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._runner.cleanup(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _begin(self) -> None:
        self._runner = web.ServerRunner(web.Server(self._answer))
        await self._runner.setup()
        for item in self.sockets:
            await web.SockSite(self._runner, item).start()

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        host = request.host
        self.requests += 1
        self._now[host] += 1
        self.peak[host] = max(self.peak[host], self._now[host])
        await asyncio.sleep(LATENCY)
        self._now[host] -= 1
        body = _page(host, request.path)
        if body is None:
            return web.Response(status=404, text="none")
        return web.Response(text=body, content_type="text/html", charset="utf-8")


def _listening() -> socket.socket:
    made = socket.create_server(("127.0.0.1", 0), backlog=128)
    made.setblocking(False)
    return made


def _page(host: str, path: str) -> str | None:
    if path in ("/", "/s/"):
        return f"<html><title>{host}</title><body><a href='/s/l/'>工作动态</a></body></html>"
    if path == "/s/l/":
        rows = "".join(
            f"<li><a href='/s/l/p{n}.html'>{host}第{n}次工作会议召开</a><span>2026-10-{n + 1:02d}</span></li>"
            for n in range(POSTS)
        )
        return f"<html><title>工作动态</title><body><ul>{rows}</ul></body></html>"
    if path.startswith("/s/l/p"):
        number = int(path[6:].partition(".")[0])
        return f"<html><body><h1>{host}第{number}次工作会议召开</h1><div>发布时间：2026-10-{number + 1:02d}</div><p>{'正文内容完整。' * 40}</p></body></html>"
    return None


def write_district(folder: Path, hosts: list[str], **monitor: Any) -> None:
    """The configuration of a district whose portal has a host for each unit; the last one is the disclosure platform's."""
    units = [
        {
            "code": f"u{n}",
            "name": f"单位{n}",
            "portal": {
                "home": f"http://{host}/s/",
                "columns": [{"name": "工作动态", "url": f"http://{host}/s/l/", "role": "posts"}],
            },
        }
        for n, host in enumerate(hosts[:-1])
    ]
    sites = [
        {"id": "portal", "kind": "portal", "name": "政务网", "home": f"http://{hosts[0]}/", "hosts": hosts[:-1]},
        {"id": "disclosure", "kind": "disclosure", "name": "公开平台", "home": f"http://{hosts[-1]}/", "hosts": hosts[-1:]},
    ]  # fmt: skip
    place = {"city": "天津市", "district": folder.name}
    settings = {**place, "assessment_starts": "2026-10", "pictures": False, **monitor}
    folder.mkdir(parents=True)
    for name, value in (("monitor", settings), ("sites", {"sites": sites}), ("units", {"units": units})):
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(value, allow_unicode=True), encoding="utf-8")
