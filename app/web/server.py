"""Puts the pages together and serves them: routes from the one table, headers on every answer, the proxy's prefix."""

import socket
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from app.context import Context
from app.web import headers
from app.web.access import Rule
from app.web.guard import TEXTS, TITLES, endpoint
from app.web.office import Office
from app.web.routes import MENU, RULES
from app.web.visit import Visit


def application(
    context: Context, folder: Path, root_path: str = "", clock: Callable[[], datetime] | None = None
) -> ASGIApp:
    """The whole of the pages as one ASGI application; `root_path` is the prefix under which a proxy shows them."""
    return pages(Office(context, folder, clock), root_path)


def pages(office: Office, root_path: str = "") -> ASGIApp:
    """The pages of an office that is open."""
    office.menu = MENU
    app = Starlette(
        routes=[*_routes(office, RULES), Mount("/static", StaticFiles(directory=_folder("static")))],
        exception_handlers={HTTPException: _error(office), 500: _error(office)},
    )
    app.state.office = office
    proxies = office.configuration.monitor.web.trusted_proxies
    behind = cast(ASGIApp, ProxyHeadersMiddleware(cast(Any, _Headers(app)), list(proxies)))
    return Front(behind, root_path.rstrip("/"))


def serve(context: Context, folder: Path, host: str, port: int, root_path: str) -> None:
    """Serve until stopped."""
    office = Office(context, folder)
    app = pages(office, root_path)
    settings = uvicorn.Config(
        app, log_config=None, access_log=False, server_header=False, proxy_headers=False,
        timeout_graceful_shutdown=5, h11_max_incomplete_event_size=64_000,
    )  # fmt: skip
    with listening(host, port) as place:
        threading.Thread(target=office.warm, name="warm", daemon=True).start()
        uvicorn.Server(settings).run(sockets=[place])


def listening(host: str, port: int) -> socket.socket:
    """The socket to serve on. Raises OSError for a port that is taken, where uvicorn would end the program by itself."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    socket.getaddrinfo(host, port, family)  # a name that is none is told as that
    return socket.create_server((host, port), family=family, backlog=2048)


def _folder(name: str) -> Path:
    return Path(str(files("app.web") / name))


def _routes(office: Office, rules: Sequence[Rule]) -> list[Route]:
    by_path: dict[str, dict[str, Rule]] = {}
    for rule in rules:
        by_path.setdefault(rule.path, {})[rule.method] = rule
    return [Route(path, endpoint(office, found), methods=list(found)) for path, found in by_path.items()]


def _error(office: Office):  # type: ignore[no-untyped-def]
    async def answer(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        title, text = TITLES.get(status, "请求有误"), TEXTS.get(status, "")
        return Visit(request, office).page("error.html", status=status, title=title, message=text)

    return answer


class Front:
    """Outermost: remembers the true peer before a proxy's word is taken, and takes the proxy's prefix, cut off or not."""

    def __init__(self, inner: ASGIApp, root_path: str) -> None:
        self._inner, self._root = inner, root_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on."""
        if scope["type"] == "http":
            client = scope.get("client")
            scope["hongqiao.peer"] = client[0] if client else ""
            scope["root_path"] = self._root
            if self._root and not f"{scope['path']}/".startswith(f"{self._root}/"):
                scope["path"] = self._root + scope["path"]
        await self._inner(scope, receive, send)


class _Headers:
    """Sets the headers that an answer lacks: whatever answers, nothing goes out without them."""

    def __init__(self, inner: ASGIApp) -> None:
        self._inner = inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on, and its answer back with all headers."""
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
            return
        static = "/static/" in scope["path"]

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                found = {name.lower() for name, _ in message["headers"]}
                policy = next((value.decode() for name, value in message["headers"] if name.lower() == b"content-security-policy"), headers.PAGE_POLICY)  # fmt: skip
                cache = "public, max-age=86400" if static and message["status"] == 200 else "no-store"
                wanted = headers.headers_for(policy, secure=scope["scheme"] == "https", cache=cache)
                message["headers"] = [*message["headers"], *((name.encode(), value.encode()) for name, value in wanted.items() if name.lower().encode() not in found)]  # fmt: skip
            await send(message)

        await self._inner(scope, receive, guarded)
