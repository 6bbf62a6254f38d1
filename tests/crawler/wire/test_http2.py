"""A host that speaks HTTP/2 and nothing else is judged as any other."""

import asyncio
import ssl
from collections.abc import Iterable
from pathlib import Path

import pytest
import trustme

from checks.verdicts import judge
from crawler.records.observations import Answer
from tests.crawler.failing import FailingServer, serving
from tests.crawler.modern import ModernServer, Turn, serving_http2
from tests.crawler.test_one_way import SLOW
from tests.crawler.test_verdicts import PICTURES, STRICT, ask, verdict


@pytest.fixture
def context(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ssl.SSLContext:
    """A server's side of TLS, whose certificate is trusted."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    made = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(made)
    return made


def asked(server: ModernServer, context: ssl.SSLContext, paths: Iterable[str], **settings: object) -> dict[str, Answer]:
    async def run() -> dict[str, Answer]:
        async with serving_http2(server, context):
            base = f"https://{server.name}"
            answers = await ask([server.name], *(base + path for path in paths), **{"timeout": 2, **settings})
        return {url.removeprefix(base): answer for url, answer in answers.items()}

    return asyncio.run(run())


@pytest.mark.parametrize("turn", Turn)
def test_a_host_that_speaks_http2_alone_is_opened_however_it_turns_others_away(
    turn: Turn, context: ssl.SSLContext
) -> None:
    server = ModernServer(turn=turn)
    answers = asked(server, context, ["/ok", "/gbk?k=%D6%D0", "/status/404", "/moved"])
    assert {path: verdict(judge(answer)) for path, answer in answers.items()} == {
        "/ok": ("ok", "ok"),
        "/gbk?k=%D6%D0": ("ok", "ok"),
        "/status/404": ("broken", "http_404"),
        "/moved": ("warned", "moved_permanently"),
    }
    assert b"/gbk?k=%D6%D0" in server.raw


def test_the_whole_table_is_judged_over_http2_as_it_is_over_http1(context: ssl.SSLContext) -> None:
    rows = {**STRICT, "/cut": ("broken", "truncated"), "/going": ("broken", "reset")}
    quick = {path: expected for path, expected in rows.items() if path not in SLOW}
    answers = asked(ModernServer(), context, quick)
    given = {path: verdict(judge(answer)) for path, answer in answers.items()}
    assert {path: (expected, given[path]) for path, expected in quick.items() if given[path] != expected} == {}


def test_a_host_that_is_slow_in_http2_has_the_same_time_as_any_other(context: ssl.SSLContext) -> None:
    answers = asked(ModernServer(), context, SLOW, attempts=1, timeout=1)
    assert {judge(answer).reason for answer in answers.values()} == {"timeout"}


def test_a_faulty_certificate_of_such_a_host_warns(context: ssl.SSLContext) -> None:
    trustme.CA().issue_cert("other.example").configure_cert(context)
    server = ModernServer(turn=Turn.ALERT)
    assert verdict(judge(asked(server, context, ["/ok"])["/ok"])) == ("warned", "tls")


def test_such_a_host_is_asked_once_for_each_address_and_never_more_than_its_limit_at_a_time(
    context: ssl.SSLContext,
) -> None:
    server = ModernServer()
    paths = [f"/ok?{number}" for number in range(60)]
    answers = asked(server, context, paths, requests_per_host=3)
    assert {judge(answer).reason for answer in answers.values()} == {"ok"}
    assert {server.requests[path] for path in paths} == {1}
    assert server.peak <= 3


def test_answers_cut_off_early_leave_room_for_the_next(context: ssl.SSLContext) -> None:
    paths = [*PICTURES, *(f"/bomb?{number}" for number in range(120))]
    answers = asked(ModernServer(), context, paths)
    assert {judge(answer).reason for answer in answers.values()} == {"ok"}


def test_a_host_that_speaks_both_is_asked_in_http1(context: ssl.SSLContext) -> None:
    async def run() -> FailingServer:
        context.set_alpn_protocols(["h2", "http/1.1"])
        async with serving(FailingServer(), context) as server:
            base = f"https://{server.name}"
            answers = await ask([server.name], f"{base}/ok", f"{base}/silent", timeout=2)
            assert verdict(judge(answers[f"{base}/ok"])) == ("ok", "ok")
            assert verdict(judge(answers[f"{base}/silent"])) == ("broken", "empty_response")
        return server

    assert asyncio.run(run()).requests["/ok"] == 1
