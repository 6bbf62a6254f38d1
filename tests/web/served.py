"""An office with people in every role and a night behind it, served: in this process, or by a real server on loopback."""

import hashlib
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import uvicorn
from argon2 import PasswordHasher
from starlette.testclient import TestClient

from app.web import secrets
from app.web.office import Office as WebOffice
from app.web.secrets import hash_password
from app.web.server import pages
from checks.findings import Finding, Post, UnitMonth
from checks.measures import Name
from config.people import PersonRole
from crawler.records.observations import Answer
from db.evidence import observations_of
from db.people import People, PersonRecord
from db.sink import CrawlSink
from db.web_sessions import Level, Sessions
from demo.server import free_port
from tests.app.decisions.office import HOST, Office, an_office, counted, link
from tests.sites import ZONE

PASSWORD = "correct horse battery"
PEOPLE = (
    ("gly", "管理员甲", ("admin",), ()),
    ("kpy", "考评员甲", ("officer",), ()),
    ("kpy2", "考评员乙", ("officer", "reviewer"), ()),
    ("shr", "审核人甲", ("reviewer",), ()),
    ("lly", "联络员甲", ("contact",), ("jyj",)),
    ("lly2", "联络员乙", ("contact",), ("mzj",)),
    ("ck", "查看人甲", ("viewer",), ()),
)
NOON = datetime(2026, 10, 21, 12, tzinfo=ZONE)
EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>"
PAGE = (
    f"<html><head><title>{EVIL}</title><meta http-equiv=refresh content='0;url=http://evil.example/'></head>"
    f"<body onload=alert(3)><script>alert(4)</script><iframe src='http://evil.example/'></iframe>"
    f"<form action='http://evil.example/'><input name=a></form><p>旧的链接 <a href='/jyj/gone-1.html'>旧链接</a></p></body></html>"
)


secrets._HASHER = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
"""Hashing is slow on purpose; tests of it set their own."""
secrets._NOBODY = secrets._HASHER.hash("nobody")


@cache
def hashed() -> str:
    """One password's hash for everybody: hashing is slow on purpose."""
    return hash_password(PASSWORD)


class Served:
    """The office with its pages."""

    def __init__(self, office: Office, root_path: str = "") -> None:
        self.office = office
        self.moment = NOON
        self.web = WebOffice(office.context, office.folder, lambda: self.moment)
        self.web.recount.ask = lambda *_: office.scored()  # type: ignore[method-assign]
        self.app = pages(self.web, root_path)
        self.root_path = root_path

    def person(self, name: str) -> PersonRecord:
        """Somebody by account."""
        return People(self.office.context.engine).required(name)

    def client(self, name: str = "", level: Level = Level.FULL) -> "Client":
        """A browser in which somebody is signed in, or nobody."""
        client = Client(self.app, base_url="http://127.0.0.1", follow_redirects=False)
        if name:
            sessions = Sessions(self.office.context.engine)
            client.cookies.set("hq-session", sessions.open(self.person(name).id, level, timedelta(hours=1), "", ""))
        return client

    @property
    def observation(self) -> str:
        """The number of the observation behind the first finding."""
        return self.evidence.removeprefix("obs:")

    evidence = ""


class Client(TestClient):
    """A browser that fills in forms as our pages ask for."""

    def csrf(self, page: str = "/account") -> str:
        """The key that this visitor's forms carry."""
        found = re.search(r'name="csrf" value="([0-9a-f]{64})"', self.get(page).text)
        assert found is not None
        return found[1]

    def fill(self, path: str, data: dict[str, Any] | None = None, *, form: str = "", **more: Any) -> Any:
        """Post a form as a page of ours would; `form` is a page that holds the key where the account's page does not."""
        key = (
            self.csrf(form)
            if form
            else hashlib.sha256(f"form:{self.cookies.get('hq-session', '')}".encode()).hexdigest()
        )
        return self.post(path, data={"csrf": key, **(data or {})}, **more)


def a_night(
    office: Office, findings: list[Finding], posts: tuple[Post, ...] = (), day: int = 20, unit: str = "jyj"
) -> str:
    """A good night with findings of a unit, each resting on a stored page; returns the observation's name."""
    run = office.night(day, 10, findings, unit=unit, measures=[counted(Name.PORTAL_POSTS, len(posts))])
    sink = CrawlSink(office.context.engine, office.context.bodies, run.id, run.id)
    digest = hashlib.sha256(PAGE.encode()).hexdigest()
    office.context.bodies.put_all({digest: PAGE.encode()})
    answer = Answer(
        f"http://{HOST}/{unit}/",
        datetime(2026, 10, day, 2, tzinfo=UTC),
        200,
        content_type="text/html; charset=utf-8",
        body_hash=digest,
    )
    sink.add([answer])
    name = observations_of(office.context.engine, [answer.url])[answer.url].name
    results = office.context.results.load(run.id, "unit")
    key = (unit, "2026-10")
    month: UnitMonth = results[key]
    changed = tuple(replace(item, evidence=(name,)) for item in month.findings)
    office.context.results.save(run.id, "unit", {key: replace(month, findings=changed, posts=posts)})
    office.scored()
    return name


def a_post(title: str, *, counts: bool = True, flags: tuple[str, ...] = ()) -> Post:
    """An entry of the month."""
    digest = hashlib.sha256(title.encode()).hexdigest()[:8]
    return Post(
        "portal", f"http://{HOST}/jyj/{digest}.html", title, published=date(2026, 10, 12), date_source="meta", raw_date="2026-10-12",
        column="工作动态", counted=counts, flags=flags,
    )  # fmt: skip


def make(folder: Path, root_path: str = "", **monitor: Any) -> Served:
    """An office with everybody, two broken links of one unit and one empty column of another."""
    office = an_office(folder, **monitor)
    people = People(office.context.engine)
    for name, display, roles, units in PEOPLE:
        made = people.add(
            name, tuple(PersonRole(role) for role in roles), units, "测试", display=display, email=f"{name}@example.com"
        )
        people.change(made.id, password_hash=hashed())
    served = Served(office, root_path)
    title = f"关于{EVIL}的通知"
    posts = (a_post(title), a_post("召开工作会议"), a_post("无日期的通知", counts=False, flags=("post_undated",)))
    served.evidence = a_night(office, [link(1), link(2), link(3, title=title, message=EVIL)], posts)
    return served


@contextmanager
def on_loopback(served: Served) -> Iterator[str]:
    """The pages behind a real server; hands over its address."""
    socket, port = free_port()
    config = uvicorn.Config(served.app, log_config=None, access_log=False, proxy_headers=False, lifespan="off")
    server = uvicorn.Server(config)
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]}, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.02)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)
        socket.close()
