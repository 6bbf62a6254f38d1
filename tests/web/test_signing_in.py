"""Signing in: one-time link, password, one-time code; what is told of failures, and how sessions end."""

import re
import statistics
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pyotp
import pytest
from sqlalchemy import update

from app.accounts.people import Actor, invite
from app.web.secrets import matching_step
from db import tables
from db.audit import Audit
from db.people import People
from db.web_sessions import Level
from tests.web.served import PASSWORD, Client, Served

SECRET = pyotp.random_base32()
_SESSIONS = tables.table(tables.Session)


def sign_in(client: Client, name: str, password: str = PASSWORD, **more: Any) -> Any:
    """Fill in the form."""
    return client.fill("/signin", {"name": name, "password": password, **more}, form="/signin")


def with_code(served: Served, name: str = "kpy") -> None:
    """Give somebody a second factor."""
    People(served.office.context.engine).change(served.person(name).id, code_secret=SECRET)


def test_a_viewer_is_in_with_a_password_alone(served: Served) -> None:
    client = served.client()
    assert sign_in(client, "ck").headers["location"] == "/"
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("name", ["gly", "kpy", "shr"])
def test_whoever_decides_owes_a_second_factor(served: Served, name: str) -> None:
    client = served.client()
    assert sign_in(client, name).headers["location"].startswith("/signin/code")
    assert client.get("/").headers["location"] == "/signin/code"


def test_the_first_second_factor_is_scanned_and_proved(served: Served) -> None:
    client = served.client()
    sign_in(client, "kpy")
    page = client.get("/signin/code").text
    secret = re.search(r'id="secret">([A-Z2-7]{32})<', page)
    assert secret is not None and "<svg" in page
    assert client.fill("/signin/code", {"code": "000000"}, form="/signin/code").status_code == 401
    assert not served.person("kpy").code_secret
    done = client.fill("/signin/code", {"code": pyotp.TOTP(secret[1]).now()}, form="/signin/code")
    assert done.headers["location"] == "/"
    assert served.person("kpy").code_secret == secret[1]
    assert client.get("/").status_code == 200


def test_a_code_is_good_once(served: Served) -> None:
    with_code(served)
    code = pyotp.TOTP(SECRET).now()
    for status in (303, 401):
        client = served.client()
        sign_in(client, "kpy")
        assert client.fill("/signin/code", {"code": code}, form="/signin/code").status_code == status


@pytest.mark.parametrize("typed", ["", "12345", "abcdef", "１２３４５６", "000000 ", "-12345"])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert matching_step(SECRET, typed, datetime(2026, 10, 21, tzinfo=UTC)) is None


def test_half_a_sign_in_opens_nothing(served: Served) -> None:
    client = served.client("kpy", Level.PASSWORD)
    for path in ("/", "/problems", "/account", "/entries"):
        assert client.get(path).headers["location"].startswith("/signin/code")


def test_the_cookie_changes_with_each_step(served: Served) -> None:
    with_code(served)
    client = served.client()
    client.get("/signin")
    sign_in(client, "kpy")
    half = client.cookies["hq-session"]
    client.fill("/signin/code", {"code": pyotp.TOTP(SECRET).now()}, form="/signin/code")
    assert client.cookies["hq-session"] != half
    other = served.client()
    other.cookies.set("hq-session", half)
    assert other.get("/account").headers["location"].startswith("/signin")


def test_unknown_names_wrong_passwords_and_shut_accounts_are_told_alike(served: Served) -> None:
    People(served.office.context.engine).change(served.person("ck").id, disabled_at=datetime.now(UTC))
    People(served.office.context.engine).change(served.person("lly").id, password_hash="")
    answers = []
    for name, password in (
        ("nobody", PASSWORD),
        ("kpy", "wrong password"),
        ("ck", PASSWORD),
        ("lly", PASSWORD),
        ("lly", ""),
    ):
        client = served.client()
        answer = sign_in(client, name, password)
        stripped = re.sub(r'name="(csrf|name)" value="[^"]*"', "", answer.text)
        answers.append((answer.status_code, stripped, sorted(answer.headers)))
    assert all(answer == answers[0] for answer in answers) and answers[0][0] == 401


def test_unknown_names_are_told_in_the_same_time(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.web.pages.signing_in.FLOOR", 0.25)
    times: dict[str, list[float]] = {"kpy": [], "nobody": []}
    for _ in range(3):
        for name, taken in times.items():
            client = served.client()
            key = client.csrf("/signin")
            begun = time.perf_counter()
            client.post("/signin", data={"csrf": key, "name": name, "password": "wrong password"})
            taken.append(time.perf_counter() - begun)
    known, unknown = (statistics.median(values) for values in times.values())
    assert min(known, unknown) >= 0.25
    assert abs(known - unknown) < 0.1


def test_five_failures_shut_an_account_for_a_while_known_or_not(served: Served) -> None:
    for name in ("kpy", "nobody"):
        for _ in range(5):
            assert sign_in(served.client(), name, "wrong password").status_code == 401
        answer = sign_in(served.client(), name)
        assert answer.status_code == 429 and "15 分钟" in answer.text
    assert sign_in(served.client(), "ck").status_code == 303


def test_twenty_failures_shut_an_address_for_a_while(served: Served) -> None:
    for number in range(20):
        assert sign_in(served.client(), f"nobody{number}", "wrong password").status_code == 401
    assert sign_in(served.client(), "ck").status_code == 429


def test_codes_are_limited_like_passwords(served: Served) -> None:
    with_code(served)
    client = served.client()
    sign_in(client, "kpy")
    answers = [client.fill("/signin/code", {"code": f"00000{n}"}, form="/signin/code").status_code for n in range(6)]
    assert answers == [401] * 5 + [429]


def test_a_link_sets_a_password_once_and_ends_every_session(served: Served) -> None:
    with_code(served)
    old = served.client("kpy")
    path = invite(served.office.context, served.person("kpy"), Actor("测试"))
    client = served.client()
    for typed, again, told in (("short", "short", "至少"), ("kpy-password-1", "kpy-password-1", "容易猜到"), ("a new password!", "another", "不一致"), ("aaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaa", "容易猜到")):  # fmt: skip
        answer = client.fill(path, {"password": typed, "again": again}, form=path)
        assert answer.status_code == 422 and told in answer.text
    done = client.fill(path, {"password": "a new password!", "again": "a new password!"}, form=path)
    assert done.headers["location"] == "/signin/code"
    assert "绑定验证码" in client.get("/signin/code").text
    assert old.get("/").headers["location"] == "/signin"
    assert served.client().get(path).status_code == 404
    assert sign_in(served.client(), "kpy").status_code == 401
    assert sign_in(served.client(), "kpy", "a new password!").status_code == 303


def test_a_changed_password_ends_all_other_sessions(served: Served) -> None:
    mine, other = served.client("ck"), served.client("ck")
    wrong = mine.fill("/account/password", {"old": "no", "password": "a new password!", "again": "a new password!"})
    assert wrong.status_code == 422 and "原密码不正确" in wrong.text
    done = mine.fill("/account/password", {"old": PASSWORD, "password": "a new password!", "again": "a new password!"})
    assert done.status_code == 303
    assert mine.get("/account").status_code == 200
    assert other.get("/account").status_code == 303


@pytest.mark.parametrize("values", [{"seen_at": timedelta(minutes=31)}, {"ends_at": timedelta(seconds=1)}])
def test_a_session_ends_when_it_is_idle_and_when_it_is_over(served: Served, values: dict[str, timedelta]) -> None:
    client = served.client("ck")
    assert client.get("/").status_code == 200
    with served.office.context.engine.begin() as connection:
        moments = {name: datetime.now(UTC) - ago for name, ago in values.items()}
        connection.execute(update(_SESSIONS).values(moments))
    assert client.get("/").headers["location"] == "/signin"


def test_using_a_session_keeps_it_alive(served: Served) -> None:
    client = served.client("ck")
    with served.office.context.engine.begin() as connection:
        connection.execute(update(_SESSIONS).values(seen_at=datetime.now(UTC) - timedelta(minutes=20)))
    client.get("/")
    seen = served.web.sessions.of(served.person("ck").id)[0].seen_at
    assert datetime.now(UTC) - seen < timedelta(minutes=1)


def test_signing_out_ends_the_session_on_the_server(served: Served) -> None:
    client = served.client("ck")
    cookie = client.cookies["hq-session"]
    client.fill("/signout")
    other = served.client()
    other.cookies.set("hq-session", cookie)
    assert other.get("/").headers["location"] == "/signin"


def test_another_session_of_ones_own_can_be_ended_and_nobody_elses(served: Served) -> None:
    mine, other, foreign = served.client("ck"), served.client("ck"), served.client("kpy")
    sessions = {item.token_hash for item in served.web.sessions.of(served.person("ck").id)}
    own = {item.token_hash for item in served.web.sessions.of(served.person("kpy").id)}
    assert mine.fill("/account/sessions", {"session": own.pop()}).status_code == 404
    assert foreign.get("/").status_code == 200
    mine_now = re.findall(r'name="session" value="(\w+)"', mine.get("/account").text)
    assert set(mine_now) < sessions
    mine.fill("/account/sessions", {"session": mine_now[0]})
    assert other.get("/").status_code == 303


@pytest.mark.parametrize("back", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site_after_signing_in(served: Served, back: str) -> None:
    assert sign_in(served.client(), "ck", next=back).headers["location"] == "/"


def test_whoever_came_for_a_page_gets_it_after_signing_in(served: Served) -> None:
    client = served.client()
    assert client.get("/problems?unit=jyj").headers["location"] == "/signin?next=%2Fproblems%3Funit%3Djyj"
    assert sign_in(client, "ck", next="/problems?unit=jyj").headers["location"] == "/problems?unit=jyj"


def test_what_happened_is_in_the_log(served: Served) -> None:
    sign_in(served.client(), "nobody", "wrong password")
    sign_in(served.client(), "ck")
    rows = Audit(served.office.context.engine).rows()
    assert [(row.action, row.subject, row.address) for row in rows[:2]] == [
        ("sign_in", "ck", "testclient"),
        ("sign_in_failed", "nobody", "testclient"),
    ]
