"""Stored pages as inert ones: the words stay, what was quoted is marked, and nothing runs or is asked for."""

import socket
import threading
from pathlib import Path

import pytest

from crawler.wire.browser import chromium_path
from reports.copies import Marks, can_be_shown, inert

ADDRESS = "http://a.cn/jyj/x.html"


def made(body: str, marks: Marks | None = None) -> str:
    return inert(body.encode(), "text/html; charset=utf-8", ADDRESS, marks or Marks(), "存档").html


def content(text: str) -> str:
    return text[text.index('<div id="copy">') :]


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>document.title='ran'</script>",
        "<img src='{0}/a.png' onerror=\"document.title='ran'\">",
        "<img srcset='{0}/a.png 2x'><picture><source srcset='{0}/b.png'></picture>",
        "<link rel=stylesheet href='{0}/x.css'><style>@import '{0}/y.css'; body{{background:url({0}/z.png)}}</style>",
        "<p style='background-image:url({0}/s.png)'>x</p><table background='{0}/t.png'><tr><td>x</td></tr></table>",
        "<iframe src='{0}/f.html'></iframe><object data='{0}/o'></object><embed src='{0}/e'>",
        "<meta http-equiv=refresh content='0;url={0}/r'><base href='{0}/'>",
        "<video src='{0}/v.mp4' poster='{0}/p.png'></video><audio src='{0}/a.mp3'></audio>",
        "<svg onload=\"document.title='ran'\"><image href='{0}/i.png'/><script>1</script></svg>",
        "<math><maction actiontype='statusline' xlink:href='javascript:1'>x</maction></math>",
        "<body onload=\"document.title='ran'\"><form action='{0}/form'><button formaction='javascript:1'>x</button></form>",
        "<noscript><img src='{0}/n.png'></noscript><template><img src='{0}/m.png'></template>",
        "<a href=\"javascript:document.title='ran'\" ping='{0}/ping'>x</a><a href='{0}/prefetch' rel=prefetch>y</a>",
        "</div></body><script>document.title='ran'</script><plaintext><script>document.title='ran'</script>",
        "<![CDATA[<script>document.title='ran'</script>]]><!-- --!><img src={0}/c.png onerror=1> -->",
        "<input type=image src='{0}/im.png' autofocus onfocus=\"document.title='ran'\"><isindex action='{0}'>",
    ],
)
def test_a_copy_holds_nothing_that_runs_or_loads(hostile: str) -> None:
    text = content(made(f"<html><body><p>原文</p>{hostile.format('http://evil.cn')}</body></html>"))
    assert "原文" in text
    for word in (
        "<script",
        "<img",
        "<iframe",
        "<style",
        "<link",
        "<meta",
        "<base",
        "<form",
        "<svg",
        "<object",
        "<video",
        " href=",
        " src=",
    ):
        assert word not in text, word
    assert " on" not in "".join(part.partition(">")[0] for part in text.split("<")[1:])


@pytest.mark.skipif(not chromium_path(), reason="no Chromium on this machine")
def test_a_browser_asks_for_nothing_and_runs_nothing(tmp_path: Path) -> None:
    library = pytest.importorskip("playwright.sync_api")
    asked: list[bytes] = []
    with socket.socket() as server, library.sync_playwright() as driver:
        server.bind(("127.0.0.1", 0))
        server.listen()
        threading.Thread(target=lambda: asked.append(server.accept()[0].recv(100)), daemon=True).start()
        place = f"http://127.0.0.1:{server.getsockname()[1]}"
        page = f"<html><head><script src='{place}/x.js'></script></head><body onload=\"document.title='ran'\"><img src='{place}/a.png'>"
        page += f"<p style='background:url({place}/b)'>原文</p><iframe src='{place}'></iframe><meta http-equiv=refresh content='0;url={place}'>"
        (tmp_path / "copy.html").write_text(made(page), encoding="utf-8")
        browser = driver.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        shown = browser.new_page()
        shown.goto((tmp_path / "copy.html").as_uri())
        shown.wait_for_timeout(300)
        assert shown.title() == "存档页面"
        assert shown.url.startswith("file:")
        browser.close()
    assert asked == []


def test_the_link_to_the_subject_is_marked_by_its_words() -> None:
    page = "<body><a href='../b/d.html'>一</a><a href='/b/d.html#x'>二</a><a href='/b/e.html'>二</a></body>"
    found = inert(page.encode(), "text/html", ADDRESS, Marks("http://a.cn/b/d.html", "二"), "存档")
    assert found.is_marked
    assert '<span class="link mark" id="mark" title="/b/d.html#x">二<' in content(found.html)
    assert content(found.html).count('id="mark"') == 1


def test_a_picture_or_a_malformed_link_is_marked_too() -> None:
    assert inert(
        b"<body><img src='p/x.png' alt='x'></body>", "text/html", ADDRESS, Marks("http://a.cn/jyj/p/x.png"), ""
    ).is_marked
    assert inert(b"<body><a href='http:///x'>y</a></body>", "text/html", ADDRESS, Marks("http:///x"), "").is_marked


def test_quoted_words_are_marked_in_the_smallest_place_that_holds_them() -> None:
    page = "<body><div><p>别的</p><p>更新日期：<b>2026-10-12</b></p></div></body>"
    found = inert(page.encode(), "text/html; charset=utf-8", ADDRESS, Marks(quotes=("更新日期： 2026-10-12",)), "")
    assert '<p class="mark" id="mark">更新日期' in found.html


def test_a_mark_of_the_page_itself_is_not_ours() -> None:
    found = inert(b"<body><p id='mark' class='mark'>x</p></body>", "text/html", ADDRESS, Marks("http://a.cn/none"), "")
    assert not found.is_marked and 'id="mark"' not in found.html


@pytest.mark.parametrize(
    "body", [b"", b"\x00\xff\xfe", b"<", b"<html>", "纯文字".encode("gbk"), b'{"a": "<script>1</script>"}']
)
def test_any_body_gives_a_page(body: bytes) -> None:
    for kind in ("text/html", "application/json", "", "text/plain"):
        assert "<script" not in inert(body, kind, ADDRESS, Marks("http://a.cn/"), "<存档>").html


def test_documents_and_pictures_are_not_shown_as_words() -> None:
    assert can_be_shown("text/html; charset=gbk") and can_be_shown("application/json") and can_be_shown("")
    assert not can_be_shown("application/pdf") and not can_be_shown("image/png")
