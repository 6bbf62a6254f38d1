"""A browser reaches no private host, by whatever a page does: its only way out is the guard's proxy."""

import asyncio
import contextlib
import threading
from pathlib import Path
from typing import Any

import pytest

from config.monitor import Crawl, Probe
from crawler.wire.browser import BrowserFailed, chromium_path, render
from crawler.wire.network import Guard
from crawler.wire.proxy import GuardedProxy, guarded_proxy
from tests.sites import Answer, Site

needs_chromium = pytest.mark.skipif(not chromium_path(), reason="no Chromium on this machine")
WAYS = {
    "a redirect of a script": '<script src="/go"></script>',
    "a redirect of a frame": '<iframe src="/go"></iframe>',
    "a redirect of a fetch": '<script>fetch("/go", {mode: "no-cors"}).catch(() => 0)</script>',
    "a WebSocket": '<script>new WebSocket("ws://PRIVATE/socket")</script>',
    "an address in the page": '<script src="http://PRIVATE/x.js"></script><link rel="stylesheet" href="http://PRIVATE/x.css">',
    "a name that leads there": '<script src="http://localhost:PORT/x.js"></script>',
    "a worker and a beacon": '<script>navigator.sendBeacon("http://PRIVATE/b", "x"); fetch("http://[::ffff:127.0.0.1]:PORT/w").catch(() => 0)</script>',
    "an event stream": '<script>new EventSource("http://PRIVATE/events")</script>',
}  # fmt: skip


def read(site: Site, path: str = "/") -> str:
    return render(f"http://{site.name}{path}", Crawl(timeout=5), Probe(), (site.name,), lambda _: True).markup


@needs_chromium
@pytest.mark.parametrize("way", WAYS)
def test_no_page_leads_a_browser_to_a_private_host(way: str) -> None:
    with Site({}) as private:
        port = private.name.rpartition(":")[2]
        body = WAYS[way].replace("PRIVATE", private.name).replace("PORT", port)

        def pages(path: str) -> Answer:
            moved: Answer = (302, {"Location": f"http://{private.name}/secret"}, b"")
            return {"/": f"<html><body><p>列表</p>{body}</body></html>", "/go": moved}.get(path)

        with Site(pages) as site:
            assert "列表" in read(site)
        assert not private.requests


@needs_chromium
def test_a_page_that_redirects_to_a_private_host_is_not_followed() -> None:
    with Site({}) as private:
        with Site(lambda _: (302, {"Location": f"http://{private.name}/secret"}, b"")) as site:
            markup = ""
            with contextlib.suppress(BrowserFailed):
                markup = read(site)
        assert "none" not in markup
        assert not private.requests


@needs_chromium
def test_an_agent_with_chinese_in_it_loads_pages() -> None:
    with Site({"/": "<html><body><p>列表</p></body></html>"}) as site:
        crawl = Crawl(timeout=5, user_agent="HongqiaoMonitor/0.1 (+红桥区信息化办 网站监测)")
        assert "列表" in render(f"http://{site.name}/", crawl, Probe(), (site.name,), lambda _: True).markup


TURNING = """<html><body><ul id="l"><li>1</li></ul><button id="n" onclick="turn()">下一页</button><script>
let page = 1;
function turn() { page += 1; document.getElementById('l').innerHTML = '<li>' + page + '</li>'; if (page === LAST) LEAVE }
</script></body></html>"""


@needs_chromium
@pytest.mark.parametrize(
    ("last", "leave", "shown", "reason"),
    [
        (2, "document.getElementById('n').disabled = true", 2, ""),
        (2, "document.getElementById('n').className = 'layui-disabled'", 2, ""),
        (2, "document.getElementById('n').style.display = 'none'", 2, ""),
        (2, "document.getElementById('n').remove()", 2, ""),
        (0, "0", 3, "page_limit"),
        (2, "document.body.style.pointerEvents = 'none'", 2, "pager_by_script"),
    ],
    ids=["disabled", "named disabled", "hidden", "gone", "more than are turned", "cannot be clicked"],
)
def test_a_list_that_is_not_turned_to_its_end_says_so(
    monkeypatch: pytest.MonkeyPatch, last: int, leave: str, shown: int, reason: str
) -> None:
    monkeypatch.setattr("crawler.wire.browser.MAX_PAGES", 3)
    with Site({"/": TURNING.replace("LAST", str(last)).replace("LEAVE", leave)}) as site:
        made = render(f"http://{site.name}/", Crawl(timeout=5), Probe(), (site.name,), lambda _: False)
    assert (made.markup.count("<li>"), made.cut_short) == (shown, reason)


async def through(proxy: str, url: str) -> bytes:
    """What a proxy answers to a request for an address."""
    reader, writer = await asyncio.open_connection("127.0.0.1", int(proxy.rpartition(":")[2]))
    writer.write(f"GET {url} HTTP/1.1\r\nHost: x\r\nProxy-Connection: keep-alive\r\n\r\n".encode())
    answer = await reader.read()
    writer.close()
    return answer


def test_the_proxy_passes_its_own_hosts_and_no_other_private_ones() -> None:
    with Site({"/a?b=c": "there"}) as site, Site({}) as private, guarded_proxy((site.name,), 2, 2.0) as way:
        way.name(f"http://{site.name}/")
        assert b"there" in asyncio.run(through(way.address, f"http://{site.name}/a?b=c"))
        assert asyncio.run(through(way.address, f"http://{private.name}/")).startswith(b"HTTP/1.1 403")
        assert asyncio.run(through(way.address, "ftp://127.0.0.1/")) == b""
        assert not private.requests


def test_the_proxy_waits_a_while_for_a_host_to_be_named_and_leads_to_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.wire.proxy.NAMED_WITHIN", 1.0)
    with Site({"/": "there"}) as site, guarded_proxy((site.name,), 2, 2.0) as way:
        assert asyncio.run(through(way.address, f"http://{site.name}/")).startswith(b"HTTP/1.1 403")
        assert not site.requests
        naming = threading.Timer(0.3, way.name, [f"ws://{site.name}/socket"])
        naming.start()
        assert b"there" in asyncio.run(through(way.address, f"http://{site.name}/"))
        naming.join()


@needs_chromium
def test_a_browser_is_led_to_no_host_that_its_page_does_not_name(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted: list[str] = []
    monkeypatch.setattr("crawler.wire.proxy.GuardedProxy._is_named", _noted(wanted, GuardedProxy._is_named))
    resolved: list[str] = []
    monkeypatch.setattr("crawler.wire.network.Guard.resolve", _noted(resolved, Guard.resolve))
    monkeypatch.setattr("crawler.wire.browser.SETTLED", 5000)
    form = "<form><input name='user'><input type='password' name='word'><input autocomplete='email'></form>"
    with Site({"/": f"<html><body><p>列表</p>{form}</body></html>"}) as site:
        assert "列表" in read(site)
    assert set(resolved) == {"127.0.0.1"}
    assert set(wanted) == {"127.0.0.1"}, "switches keep it from asking"


def _noted(hosts: list[str], method: Any) -> Any:
    async def noting(self: object, host: str, *rest: object) -> object:
        hosts.append(host)
        return await method(self, host, *rest)

    return noting


NAMED = {
    "a redirect of the page": ("/moved", ""),
    "a redirect of a script": ("/", '<script src="/go"></script>'),
    "a script": ("/", '<script src="http://OTHER/x.js"></script>'),
    "a style and what it imports": ("/", "<style>@import 'http://OTHER/x.css';</style>"),
    "a module": ("/", '<script type="module">import "http://OTHER/m.js"</script>'),
    "a frame": ("/", '<iframe src="http://OTHER/f"></iframe>'),
    "a redirect of a frame": ("/", '<iframe src="/go"></iframe>'),
    "a fetch": ("/", '<script>fetch("http://OTHER/j", {mode: "no-cors"}).catch(() => 0)</script>'),
    "a fetch with a question first": ("/", '<script>fetch("http://OTHER/j", {headers: {"X-A": "1"}}).catch(() => 0)</script>'),
    "a redirect of a fetch": ("/", '<script>fetch("/go", {mode: "no-cors"}).catch(() => 0)</script>'),
    "a fetch of a frame": ("/", '<iframe src="/fetching"></iframe>'),
    "a worker": ("/", '<script>new Worker("/worker.js")</script>'),
    "a WebSocket": ("/", '<script>new WebSocket("ws://OTHER/socket")</script>'),
    "an event stream": ("/", '<script>new EventSource("http://OTHER/events")</script>'),
    "a late fetch": ("/", '<script>setTimeout(() => fetch("http://OTHER/j", {mode: "no-cors"}).catch(() => 0), 300)</script>'),
}  # fmt: skip


@needs_chromium
@pytest.mark.parametrize("way", NAMED)
def test_what_a_page_names_on_another_host_is_asked(way: str) -> None:
    path, body = NAMED[way]
    with Site({}) as running:
        other = running.name.replace("127.0.0.1", "localhost")

        def pages(asked: str) -> Answer:
            moved: Answer = (302, {"Location": f"http://{other}/there"}, b"")
            script = {"Content-Type": "text/javascript"}
            return {
                "/": f"<html><body><p>列表</p>{body.replace('OTHER', other)}</body></html>",
                "/go": moved,
                "/moved": moved,
                "/fetching": f'<script>fetch("http://{other}/j", {{mode: "no-cors"}}).catch(() => 0)</script>',
                "/worker.js": (200, script, f'fetch("http://{other}/j", {{mode: "no-cors"}}).catch(() => 0)'.encode()),
            }.get(asked)

        with Site(pages) as site:
            probe = Probe(allow_private_hosts=(other,))
            render(f"http://{site.name}{path}", Crawl(timeout=5), probe, (site.name,), lambda _: True)
        assert running.requests


def test_the_pages_own_files_are_never_asked_from_the_disk(tmp_path: Path) -> None:
    secret = tmp_path / "secret.html"
    secret.write_text("secret")
    if not chromium_path():
        pytest.skip("no Chromium on this machine")
    with Site(lambda _: f'<html><body><p>列表</p><iframe src="file://{secret}"></iframe></body></html>') as site:
        assert "secret</" not in read(site)
