"""Stands before every page: finds out who asks, refuses forged forms, applies the one table of rules, answers errors."""

import hmac
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import anyio
from sqlalchemy.exc import SQLAlchemyError
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from app.errors import AppError
from app.web import sessions
from app.web.access import Rule, check
from app.web.errors import BadForm, BadToken, NotSignedIn, WebError
from app.web.forms import read_form
from app.web.office import Office
from app.web.visit import Visit
from config.errors import ConfigError
from db.errors import StoreError
from db.web_sessions import Level

logger = logging.getLogger(__name__)
TOUCH = timedelta(seconds=60)
"""A session is marked as used at most so often: reading pages writes nothing."""
LOOPBACK = ("localhost", "127.0.0.1", "::1", "[::1]")
TITLES = {400: "请求有误", 401: "请先登录", 403: "不能这样做", 404: "没有这个页面", 405: "不能这样做", 409: "未能办理", 413: "内容太大", 429: "请稍后再试", 500: "程序出错"}  # fmt: skip
TEXTS = {
    401: "登录已过期或尚未登录。",
    403: "您的角色不能进行这项操作。",
    404: "没有这个页面，或者它不属于您的单位。",
    405: "这个页面不接受这样的请求。",
    500: "程序出错，已记入日志。已保存的数据没有受影响，请稍后再试或联系管理员。",
}

Endpoint = Callable[[Request], Awaitable[Response]]


def endpoint(office: Office, rules: dict[str, Rule]) -> Endpoint:
    """The endpoint of one path, by method."""

    async def answer(request: Request) -> Response:
        method = "GET" if request.method == "HEAD" else request.method
        visit = Visit(request, office)
        begun = anyio.current_time()
        try:
            if method == "POST":
                visit.form = await read_form(request, office.configuration.monitor.web.attachment_bytes)
            response = await run_in_threadpool(_answer, rules[method], visit)
        except WebError as error:
            response = await run_in_threadpool(_refused, visit, error.status, error.message)
        floor = getattr(response, "not_before", 0.0)
        if floor:
            await anyio.sleep(max(0.0, begun + floor - anyio.current_time()))
        return response

    return answer


def _answer(rule: Rule, visit: Visit) -> Response:
    try:
        _require_encryption(visit)
        if rule.token:
            return rule.handler(visit)
        sessions.identify(visit)
        if rule.method == "POST":
            check_person_first(rule, visit)
            _check_form(visit)
        check(rule, visit)
        response = rule.handler(visit)
    except NotSignedIn:
        response = _sign_in(visit)
    except BadToken as error:
        response = JSONResponse({"error": error.message}, error.status, {"WWW-Authenticate": "Bearer"})
    except StaleForm as error:
        response = visit.page("stale.html", status=403, message=error.message, fields=_typed(visit))
    except WebError as error:
        response = _refused(visit, error.status, error.message)
    except (AppError, StoreError, ConfigError) as error:
        response = JSONResponse({"error": str(error)}, 409) if rule.token else _refused(visit, 409, str(error))
    except HTTPException as error:
        response = _refused(visit, error.status_code, "")
    except (SQLAlchemyError, OSError, Exception):
        logger.exception("%s %s failed", visit.request.method, visit.request.url.path)
        response = _refused(visit, 500, "")
    _finish(visit, response)
    return response


def check_person_first(rule: Rule, visit: Visit) -> None:
    """A form of nobody's is told to sign in, not that it is forged."""
    if rule.roles is not None and visit.person is None:
        raise NotSignedIn


class StaleForm(BadForm):
    """Raised when a form came from our own page and its key is old; what was typed is shown to be sent again."""


def _check_form(visit: Visit) -> None:
    """Raise BadForm unless the form was made by a page of ours for this very visitor."""
    headers = visit.request.headers
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None and site != "same-origin":
        raise BadForm("这个表单不是从本站页面提交的")
    if origin is not None and urlsplit(origin).netloc != headers.get("host", ""):
        raise BadForm("这个表单不是从本站页面提交的")
    if not hmac.compare_digest(visit.form.raw("csrf"), visit.csrf):
        ours = site == "same-origin" or origin is not None
        raise (StaleForm if ours else BadForm)("页面停留时间过长，或者已经重新登录，请刷新页面后重试")


def _typed(visit: Visit) -> list[tuple[str, str]]:
    """What a form held, without secrets, to be sent again."""
    hidden = ("csrf", "password", "again", "code", "old")
    return [(name, value) for name, values in visit.form.fields.items() if name not in hidden for value in values]


def _require_encryption(visit: Visit) -> None:
    host = visit.request.url.hostname or ""
    if not visit.is_secure and host not in LOOPBACK and visit.request.scope["path"].rpartition("/")[2] != "healthz":
        raise BadForm("本站只能经 HTTPS 访问：请在反向代理上启用 TLS（见操作手册）")


def _sign_in(visit: Visit) -> Response:
    """Send to signing in, and back afterwards; a form that was posted says so instead, and keeps what was typed."""
    root = visit.request.scope.get("root_path", "")
    path = visit.request.url.path.removeprefix(root) or "/"
    if visit.request.method not in ("GET", "HEAD"):
        return visit.page(
            "stale.html",
            status=401,
            message="登录已过期。请在另一个窗口重新登录，再回到这里提交。",
            fields=_typed(visit),
        )
    target = "/signin/code" if visit.session is not None and visit.session.level is Level.PASSWORD else "/signin"
    back = f"{path}?{visit.request.url.query}" if visit.request.url.query else path
    return RedirectResponse(visit.url(target, next="" if back == "/" else back), 303)


def _refused(visit: Visit, status: int, message: str) -> Response:
    """An error page: the same frame, the same headers, nothing of what was asked for repeated."""
    text = message or TEXTS.get(status, "")
    return visit.page("error.html", status=status, title=TITLES.get(status, "请求有误"), message=text)


def _finish(visit: Visit, response: Response) -> None:
    """Cookies, and the mark that the session is used, which no answer waits for."""
    for name, value, seconds in visit.cookies:
        response.set_cookie(name, value, seconds, path="/", httponly=True, secure=visit.is_secure, samesite="lax")
    session = visit.session
    if session is not None and datetime.now(UTC) - session.seen_at > TOUCH and response.background is None:
        response.background = BackgroundTask(_touch, visit.office, session.token_hash)


def _touch(office: Office, token_hash: str) -> None:
    try:
        office.sessions.touch(token_hash)
    except SQLAlchemyError as error:
        logger.info("a session could not be marked as used: %s", type(error).__name__)
