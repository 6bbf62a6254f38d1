"""A small site of a test's own, served on loopback, and whole nights on it."""

import asyncio
import threading
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from aiohttp import web

from app.context import Context, open_context
from app.decisions.closing import CloseForm, close
from app.decisions.desk import Desk, Person
from app.looking.view import Reader, latest_good
from app.progress import Reporter
from app.stages.night import nightly
from config.month import Month
from db.months import Closing
from db.runs import RunRecord
from demo.server import free_port
from reports.export import export_document

Answer = str | bytes | tuple[int, dict[str, str], bytes] | None
Pages = dict[str, Answer] | Callable[[str], Answer]
ZONE = ZoneInfo("Asia/Shanghai")


class Site:
    """Serves `pages` (a table or a function of the path) from a thread; None is a 404."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages
        self.requests: Counter[str] = Counter()
        self.heads: Counter[str] = Counter()
        """Those of them that asked for the header alone."""
        self.in_flight = self.peak = 0
        self.pause = 0.0
        self.cut_after = 0
        """From this request on, counted over all, every connection is cut without an answer; 0 means never."""
        self._socket, port = free_port()
        self.name = f"127.0.0.1:{port}"
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._runner: web.ServerRunner | None = None

    def __enter__(self) -> "Site":
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
        self._runner = web.ServerRunner(web.Server(self._handle))
        await self._runner.setup()
        await web.SockSite(self._runner, self._socket, backlog=512).start()

    async def _stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
        self._socket.close()

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.raw_path
        self.requests[path] += 1
        self.heads[path] += request.method == "HEAD"
        if self.cut_after and self.requests.total() >= self.cut_after:
            if request.transport is not None:
                request.transport.abort()
            raise ConnectionResetError
        self.in_flight += 1
        self.peak = max(self.peak, self.in_flight)
        try:
            if self.pause:
                await asyncio.sleep(self.pause)
            found = self.pages(path) if callable(self.pages) else self.pages.get(path)
        finally:
            self.in_flight -= 1
        if found is None:
            return web.Response(status=404, text="<html><body>none</body></html>", content_type="text/html")
        if isinstance(found, tuple):
            status, headers, body = found
            return web.Response(status=status, headers=headers, body=body)
        body = found.encode() if isinstance(found, str) else found
        return web.Response(body=body, headers={"Content-Type": "text/html; charset=utf-8"})


def configure(
    folder: Path, site: Site, columns: list[dict[str, Any]], *, unit: dict[str, Any] | None = None, **monitor: Any
) -> Path:
    """A configuration of one unit with a section on the portal, in the files that the office edits."""
    crawl = {"requests_per_host": 4, "delay": 0, "timeout": 5, **monitor.pop("crawl", {})}
    probe = {"retry_pauses": [0.05], "timeout": 2, **monitor.pop("probe", {})}
    units = [{"code": "jyj", "name": "区教育局", "portal": {"home": "/jyj/", "columns": columns}, **(unit or {})}]
    return write_office(
        folder, site.name, units, **{"assessment_starts": "2026-10", **monitor, "crawl": crawl, "probe": probe}
    )


def write_office(folder: Path, host: str, units: list[dict[str, Any]], **monitor: Any) -> Path:
    """The files that the office edits, for units on one host that is both sites; pictures only where they are asked for."""
    sites = [
        {"id": kind, "kind": kind, "name": name, "home": f"http://{host}/{tail}", "hosts": [host]}
        for kind, name, tail in (("portal", "政务网", ""), ("disclosure", "公开平台", "xxgk/"))
    ]
    folder.mkdir(parents=True, exist_ok=True)
    for name, value in (
        ("monitor", {"pictures": False, **monitor}),
        ("sites", {"sites": sites}),
        ("units", {"units": units}),
    ):
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(value, allow_unicode=True), encoding="utf-8")
    return folder


def moment(day: int, month: int = 10) -> datetime:
    """Two in the morning of a day of 2026."""
    return datetime(2026, month, day, 2, tzinfo=ZONE)


def night(folder: Path, day: int, month: int = 10) -> RunRecord:
    """One whole night."""
    context = open_context(folder)
    try:
        return nightly(context, moment(day, month), (), Reporter(quiet=True))[0]
    finally:
        context.close()


def closed(context: Context, month: Month, day: date) -> Closing:
    """A month closed on a day, as the schedule does it."""
    desk = Desk(context, Person("自动封账"), datetime(day.year, day.month, day.day, 12, tzinfo=ZONE))
    return close(desk, CloseForm(str(month)))


def unit_of(folder: Path, month: str = "2026-10") -> dict[str, Any]:
    """The unit's part of the export."""
    context: Context = open_context(folder)
    try:
        document = export_document(Reader(context, latest_good(context)).report(Month.parse(month)), all_findings=True)
    finally:
        context.close()
    found: dict[str, Any] = document["units"][0]
    return {**found, "sites": document["sites"]}


def page(content: str, title: str = "区教育局") -> str:
    """A page in a plain frame."""
    return f"<html><head><title>{title}</title></head><body><div class='nav'><a href='/jyj/'>首页</a></div><div class='main'>{content}</div></body></html>"


def rows(days: list[str], name: str = "p", following: str = "") -> str:
    """A list page: a row for each day, and a link to the next page."""
    items = "".join(
        f"<li><a href='/jyj/gzdt/{name}{index}.html'>关于召开第{index}次工作会议的通知</a><span>{day}</span></li>"
        for index, day in enumerate(days)
    )
    return page(f"<ul>{items}</ul>" + (f"<a href='{following}'>下一页</a>" if following else ""))
