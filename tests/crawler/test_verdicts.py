"""Every verdict of the table, each from a real server that fails in that way."""

import asyncio
import socket
import ssl
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
import trustme

from checks.verdicts import Judgement, judge
from config.monitor import Crawl, Probe
from crawler.addresses import canonical
from crawler.probing.prober import Prober
from crawler.records.observations import Answer, Target
from crawler.wire.asker import Asker
from crawler.wire.failures import PrivateAddress
from crawler.wire.network import Guard
from tests.crawler.failing import FailingServer, serving

CRAWL = Crawl(obey_robots=False)


def asker(allowed: Iterable[str], **settings: object) -> Asker:
    values: dict[str, object] = {
        "attempts": 3,
        "retry_pauses": (0.01, 0.02),
        "timeout": 5,
        "allow_private_hosts": tuple(allowed),
        **settings,
    }
    return Asker(CRAWL, Probe.model_validate(values), (), "seed")


async def ask(allowed: Iterable[str], *urls: str, **settings: object) -> dict[str, Answer]:
    made = asker(allowed, **settings)
    answers: list[Answer] = []
    try:
        await Prober(made).probe_all(map(Target, urls), answers.extend)
    finally:
        await made.close()
    return {answer.url: answer for answer in answers}


STRICT = {
    "/ok": ("ok", "ok"), "/tiny": ("ok", "ok"), "/about-404": ("ok", "ok"), "/real.doc": ("ok", "ok"), "/found": ("ok", "ok"),
    "/chain": ("ok", "ok"), "/busy-once": ("ok", "ok"), "/slow-down": ("ok", "ok"), "/slow-down-date": ("ok", "ok"),
    "/moved": ("warned", "moved_permanently"),
    "/status/404": ("broken", "http_404"), "/status/410": ("broken", "http_410"), "/status/400": ("broken", "http_400"),
    "/status/406": ("broken", "http_406"), "/status/500": ("broken", "http_500"), "/status/502": ("broken", "http_502"),
    "/status/503": ("broken", "http_503"), "/status/504": ("broken", "http_504"),
    "/status/401": ("restricted", "http_401"), "/status/403": ("restricted", "http_403"), "/status/405": ("restricted", "http_405"),
    "/status/407": ("restricted", "http_407"), "/status/412": ("restricted", "http_412"), "/status/418": ("restricted", "http_418"),
    "/status/451": ("restricted", "http_451"), "/status/521": ("restricted", "http_521"),
    "/status/999": ("restricted", "http_999"),
    "/wall-412": ("restricted", "challenge"), "/wall-200": ("restricted", "challenge"), "/wall-521": ("restricted", "challenge"),
    "/says-404": ("broken", "soft_404"), "/to-home/deep": ("broken", "soft_404"),
    "/reset": ("broken", "reset"), "/reset-late": ("broken", "reset"), "/never": ("broken", "timeout"), "/drip": ("broken", "timeout"),
    "/truncated": ("broken", "truncated"), "/silent": ("broken", "empty_response"), "/empty": ("broken", "empty_response"),
    "/garbage": ("broken", "reset"), "/big-header": ("broken", "reset"),
    "/loop": ("broken", "redirect_loop"), "/endless/1": ("broken", "redirect_loop"),
    "/to-private": ("broken", "private_address"), "/to-file": ("broken", "malformed"),
    "/hops/19": ("ok", "ok"), "/hops/20": ("broken", "redirect_loop"), "/cookie-wall": ("ok", "ok"),
    "/nowhere": ("ok", "ok"), "/nowhere-empty": ("broken", "empty_response"), "/several": ("ok", "ok"), "/not-modified": ("broken", "empty_response"),
    "/to-bad-host": ("broken", "malformed"), "/layers": ("inconclusive", "unreadable"), "/brotli": ("inconclusive", "unreadable"), "/damaged": ("broken", "reset"),
    "/status/408": ("broken", "timeout"), "/status/501": ("broken", "http_501"), "/status/505": ("broken", "http_505"),
    "/form.doc": ("broken", "wrong_content"), "/zero.pdf": ("broken", "empty_response"), "/bomb": ("ok", "ok"),
}  # fmt: skip
PASSING = {
    "http_500",
    "http_502",
    "http_503",
    "http_501",
    "http_504",
    "http_505",
    "reset",
    "timeout",
    "truncated",
    "empty_response",
    "redirect_loop",
    "refused",
    "dns",
}


def verdict(judgement: Judgement) -> tuple[str, str]:
    return judgement.verdict.value, judgement.reason


def test_the_whole_table_is_judged_as_a_fair_inspector_would() -> None:
    async def run() -> None:
        async with serving(FailingServer()) as server:
            base = f"http://{server.name}"
            answers = await ask([server.name], *(base + path for path in STRICT), timeout=2)
        wrong = []
        for path, expected in STRICT.items():
            given = judge(answers[base + path])
            print(f"{path:18} expected {expected} given {verdict(given)}")
            if verdict(given) != expected or (given.verdict == "broken" and given.definite is (expected[1] in PASSING)):
                wrong.append((path, expected, given))
        assert wrong == []

    asyncio.run(run())


def test_a_host_that_answers_everything_with_200_hides_no_missing_page() -> None:
    async def run() -> None:
        async with serving(FailingServer(lenient=True)) as server:
            base = f"http://{server.name}"
            answers = await ask(
                [server.name], f"{base}/deleted/1.html", f"{base}/tiny", f"{base}/about-404", f"{base}/ok"
            )
        assert verdict(judge(answers[f"{base}/deleted/1.html"])) == ("broken", "soft_404")
        assert {judge(answers[base + path]).reason for path in ("/tiny", "/about-404", "/ok")} == {"ok"}
        assert sum("/hq" in path for path in server.requests) == 1

    asyncio.run(run())


def test_a_closed_port_refuses_and_an_unknown_name_does_not_resolve() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    name = f"127.0.0.1:{port}"
    answers = asyncio.run(ask([name], f"http://{name}/", "http://no-such-host.invalid/"))
    assert verdict(judge(answers[f"http://{name}/"])) == ("broken", "refused")
    assert verdict(judge(answers["http://no-such-host.invalid/"])) == ("broken", "dns")
    assert answers[f"http://{name}/"].attempts == 3


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.1", "0177.0.0.1", "0x7f000001", "2130706433", "localhost", "[::ffff:127.0.0.1]"]
)
def test_a_private_address_is_never_asked_in_any_spelling(host: str) -> None:
    async def run() -> None:
        async with serving(FailingServer()) as server:
            url = f"http://{host}:{server.port}/ok"
            answers = await ask([], url)
            assert judge(answers[url]).reason == "private_address"
            assert not server.requests

    asyncio.run(run())


def test_a_redirect_to_a_private_address_is_not_followed() -> None:
    async def run() -> None:
        async with serving(FailingServer()) as server:
            url = f"http://{server.name}/to-private"
            answers = await ask([server.name], url)
            assert answers[url].failure == "private_address"
            assert answers[url].final_url == "http://10.0.0.1/secret"

    asyncio.run(run())


def test_a_name_that_changes_its_answer_is_connected_where_it_was_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([[(0, 0, 0, "", ("93.184.216.34", 80))], [(0, 0, 0, "", ("127.0.0.1", 80))]])

    async def look_up(*_: object, **__: object) -> object:
        return next(answers)

    async def run() -> None:
        guard = Guard([])
        monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", look_up)
        assert await guard.resolve("rebind.example", 80, 1) == ["93.184.216.34"]
        with pytest.raises(PrivateAddress):
            await guard.resolve("rebind.example", 80, 1)

    asyncio.run(run())


def test_chinese_paths_credentials_and_ipv6_are_asked_as_browsers_do() -> None:
    async def run() -> None:
        async with serving(FailingServer()) as server, serving(FailingServer(host="::1")) as six:
            path = f"http://{server.name}/%E4%B8%AD%E6%96%87%20%E8%A1%A8.html"
            query = f"http://{server.name}/gbk?k=%D6%D0%CE%C4"
            user = f"http://user:pass@{server.name}/ok"
            modern = f"http://{six.name}/ok"
            answers = await ask([server.name, six.name], path, query, user, modern)
            assert {judge(answer).reason for answer in answers.values()} == {"ok"}
            assert b"/gbk?k=%D6%D0%CE%C4" in server.raw

    asyncio.run(run())


def test_a_faulty_certificate_warns_and_costs_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    authority, stranger = trustme.CA(), trustme.CA()
    certificates = {
        "good": (authority.issue_cert("127.0.0.1"), "ok"),
        "wrong-host": (authority.issue_cert("other.example"), "tls"),
        "unknown-issuer": (stranger.issue_cert("127.0.0.1"), "tls"),
        "expired": (authority.issue_cert("127.0.0.1", not_after=datetime.now(UTC) - timedelta(days=1)), "tls"),
    }
    file = f"{tmp_path}/ca.pem"
    authority.cert_pem.write_to_path(file)
    monkeypatch.setenv("SSL_CERT_FILE", file)

    async def run() -> None:
        for name, (certificate, expected) in certificates.items():
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            certificate.configure_cert(context)
            async with serving(FailingServer(), context) as server:
                url = f"https://{server.name}/ok"
                answers = await ask([server.name], url, timeout=5)
                assert judge(answers[url]).reason == expected, name

    asyncio.run(run())


def test_a_host_that_answers_429_is_slowed_down_not_failed() -> None:
    async def run() -> None:
        async with serving(FailingServer()) as server:
            url = f"http://{server.name}/status/429"
            answers = await ask([server.name], url)
            assert verdict(judge(answers[url])) == ("restricted", "http_429")

    asyncio.run(run())


def test_retry_after_is_obeyed() -> None:
    async def run() -> None:
        async with serving(FailingServer()) as server:
            url = f"http://{server.name}/slow-down"
            started = asyncio.get_running_loop().time()
            answers = await ask([server.name], url)
            assert answers[url].status == 200
            assert asyncio.get_running_loop().time() - started >= 1.0

    asyncio.run(run())


def test_each_target_is_asked_once_whatever_the_number_of_holding_pages() -> None:
    async def run() -> None:
        async with serving(FailingServer()) as server:
            url = f"http://{server.name}/ok"
            await ask([server.name], *[url] * 50)
            assert server.requests["/ok"] == 1

    asyncio.run(run())


PICTURES = [f"/pictures/{number:02d}.png" for number in range(40)]


def test_a_host_known_to_answer_head_rightly_is_asked_for_headers_of_files_only() -> None:
    async def run() -> None:
        async with serving(FailingServer()) as server:
            base = f"http://{server.name}"
            answers = await ask([server.name], *(base + path for path in PICTURES), f"{base}/none.png", f"{base}/ok")
            assert {judge(answers[base + path]).reason for path in PICTURES} == {"ok"}
            assert judge(answers[f"{base}/none.png"]).reason == "http_404"
            assert sum(server.requests[path] for path in PICTURES) < len(PICTURES)
            assert not server.heads["/ok"]
            assert {answers[base + path].size for path in PICTURES} == {506}

    asyncio.run(run())


@pytest.mark.parametrize("status", [200, 403, 404, 405, 500, 501])
def test_a_head_that_disagrees_is_replaced_by_get_and_the_host_is_not_asked_so_again(status: int) -> None:
    async def run() -> None:
        async with serving(FailingServer(head_status=status)) as server:
            base = f"http://{server.name}"
            targets = [base + path for path in (*PICTURES, "/none.png", "/status/404")]
            answers = await ask([server.name], *targets)
            assert {judge(answers[base + path]).reason for path in PICTURES} == {"ok"}
            assert judge(answers[f"{base}/none.png"]).reason == "http_404"
            assert all(server.requests[path] == 1 for path in PICTURES)
            assert sum(server.heads.values()) == 2

    asyncio.run(run())


def test_an_internationalised_host_is_looked_up_by_its_ascii_name(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    async def look_up(host: object, *_: object, **__: object) -> object:
        asked.append(host)
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    async def run() -> None:
        monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", look_up)
        url = canonical("http://中文网站.cn/页面.html")
        answers = await ask([], url)
        assert judge(answers[url]).reason == "dns"
        assert {str(host) for host in asked} == {"中文网站.cn".encode("idna").decode()}

    asyncio.run(run())
