"""`serve`: the report folders over HTTP, with headers that let no page do more than show itself."""

import re
from pathlib import Path

from aiohttp import web

from app.metrics import FILE
from reports.copies import POLICY as COPY_POLICY
from reports.site import CONTENT_POLICY

COPY = re.compile(r"/evidence/copy-[^/]*\.html$")
"""Stored pages made inert: shown in a sandbox of their own on top of that."""
HEADERS = {
    "Content-Security-Policy": f"{CONTENT_POLICY}; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


def application(reports: Path) -> web.Application:
    """The pages of the last publishable night at `/`, older nights below `/nights/`."""

    @web.middleware
    async def guarded(request: web.Request, handler):  # type: ignore[no-untyped-def]
        response = await handler(request)
        response.headers.update(HEADERS)
        if COPY.search(request.path):
            response.headers["Content-Security-Policy"] = f"sandbox; {COPY_POLICY}; frame-ancestors 'none'"
        return response

    async def home(_: web.Request) -> web.StreamResponse:
        if not (reports / "latest" / "index.html").exists():
            return web.Response(
                text="还没有可用的报告，请先运行 hongqiao nightly。", content_type="text/plain", charset="utf-8"
            )
        raise web.HTTPFound("/latest/index.html")

    async def metrics(_: web.Request) -> web.StreamResponse:
        file = reports.parent / FILE
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        return web.Response(text=text, content_type="text/plain", charset="utf-8")

    reports.mkdir(parents=True, exist_ok=True)
    made = web.Application(middlewares=[guarded])
    made.router.add_get("/", home)
    made.router.add_get("/metrics", metrics)
    made.router.add_static("/", reports, follow_symlinks=True)
    return made


def serve(reports: Path, host: str, port: int) -> None:
    """Serve until stopped."""
    web.run_app(application(reports), host=host, port=port, print=None)
