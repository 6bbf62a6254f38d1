"""One request as pages see it: who asks, with what, and ways to answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from app import VERSION
from app.accounts.people import Actor
from app.web.errors import NotSignedIn, NotThere
from app.web.forms import EMPTY, Form
from app.web.office import Office
from config.people import PersonRole
from db.people import PersonRecord
from db.tables.base import LARGEST
from db.web_sessions import SessionRecord, hashed

DONE = {
    "saved": "已保存。",
    "proposed": "已提请审核，由另一位审核人员确认后生效。",
    "confirmed": "已确认，得分正在重新计算，几秒后可见。",
    "decided": "已记录，得分正在重新计算，几秒后可见。",
    "refused": "已退回。",
    "sent": "已提交。",
    "withdrawn": "已撤回。",
    "drafted": "已起草督办单。",
    "issued": "已下发。",
    "closed": "已封账。",
    "reopened": "已重开。",
    "ended": "已退出。",
    "out": "已退出。",
    "out_here": "已退出本系统；统一认证那里的登录还在，公用电脑上请到统一认证一并退出。",
    "mail": "邮件设置已保存。",
    "password": "密码已更改，其他登录已全部退出。",
}
"""What pages say after a form: only these, so that no address can put words into the office's mouth."""


@dataclass(slots=True)
class Visit:
    """A request, and who makes it."""

    request: Request
    office: Office
    form: Form = EMPTY
    person: PersonRecord | None = None
    session: SessionRecord | None = None
    secret: str = ""
    """The secret of the visitor's cookie, a session's or a stranger's: forms are bound to it."""
    cookies: list[tuple[str, str, int]] = field(default_factory=list)
    """Cookies to set with the answer: name, value, and how many seconds they last (0 takes it away)."""

    @property
    def who(self) -> PersonRecord:
        """The person who is signed in. Raises NotSignedIn."""
        if self.person is None:
            raise NotSignedIn
        return self.person

    @property
    def actor(self) -> Actor:
        """Who does what is asked for, for records and the log."""
        return Actor(self.who.shown, self.address)

    @property
    def address(self) -> str:
        """Where the visitor is."""
        return self.request.client.host if self.request.client else ""

    @property
    def is_secure(self) -> bool:
        """Whether the visitor's side is encrypted, by us or by a proxy."""
        return self.request.url.scheme == "https"

    @property
    def csrf(self) -> str:
        """What every form of this visitor carries."""
        return hashed(f"form:{self.secret}")

    @property
    def now(self) -> datetime:
        """The moment, in the office's zone."""
        return self.office.clock()

    @property
    def query(self) -> Mapping[str, str]:
        """The part of the address after the question mark."""
        return self.request.query_params

    @property
    def path(self) -> Mapping[str, str]:
        """The named parts of the path."""
        return self.request.path_params

    @property
    def own_units(self) -> tuple[str, ...] | None:
        """The units that the person is kept to; None where all may be seen."""
        return None if self.who.is_office else self.who.units

    def may_see(self, unit: str) -> bool:
        """Whether a unit's things are open to the person."""
        return self.own_units is None or unit in self.own_units

    def number(self, name: str) -> int:
        """A number of the path. Raises NotThere for another text."""
        text = self.path[name]
        if not text.isascii() or not text.isdigit() or len(text) > len(str(LARGEST)) or int(text) > LARGEST:
            raise NotThere
        return int(text)

    def url(self, path: str, query: Mapping[str, Any] | None = None, **more: Any) -> str:
        """An address of ours, below the proxy's prefix; values that are empty are left out."""
        values = {key: value for key, value in {**(query or {}), **more}.items() if value not in ("", None)}
        root = self.request.scope.get("root_path", "")
        return f"{root}{quote(path)}{'?' + urlencode(values) if values else ''}"

    def page(self, template: str, *, status: int = 200, **values: Any) -> Response:
        """A page."""
        text = self.office.templates.get_template(template).render(
            visit=self, person=self.person, url=self.url, csrf=self.csrf, done=DONE.get(self.query.get("done", ""), ""),
            version=VERSION, **values,
        )  # fmt: skip
        return HTMLResponse(text, status)

    def redirect(self, path: str, done: str = "", **query: Any) -> Response:
        """Go on at another page of ours, which says what was done."""
        return RedirectResponse(self.url(path, query, done=done), 303)

    def has(self, *roles: PersonRole) -> bool:
        """Whether somebody is signed in with one of these roles."""
        return self.person is not None and self.person.has(*roles)

    @property
    def menu(self) -> list[tuple[str, str]]:
        """The pages that the head names for this person."""
        return [(path, name) for path, name, roles in self.office.menu if roles is None or self.who.has(*roles)]


@dataclass(frozen=True, slots=True)
class Paged:
    """One page of a list that is filtered and sorted in the address."""

    items: Sequence[Any]
    total: int
    page: int
    pages: int


def paged(items: Sequence[Any], text: str, size: int = 50) -> Paged:
    """The part of a list that a page number of the address asks for; nonsense is the first page."""
    pages = max(1, -(-len(items) // size))
    number = min(int(text), pages) if text.isascii() and text.isdigit() and len(text) < 10 else 1
    number = max(1, number)
    return Paged(items[(number - 1) * size : number * size], len(items), number, pages)
