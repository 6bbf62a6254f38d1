"""References of a page: where they stand, and what is listed for information only."""

import pytest

from crawler.reading.document import Document
from crawler.reading.links import page_links, refresh_address, script_address
from crawler.reading.srcset import srcset_addresses
from crawler.reading.styles import css_addresses
from crawler.records.items import Link

PAGE = """<html><body>
<a href="/a.html">一</a> <a href="/a.html">二</a>
<a
  class="x" href="/b.html?x=1&amp;y=2"
  title="三">三</a>
<a href="#">更多</a><a href="">空</a><a href="#" onclick="go()">按钮</a><a href="#tab" data-toggle="tab">页签</a>
<a href="#" @click.prevent="go()">视图</a><a href="#" ng-click="go()">角</a>
<a href="#here">有</a><a href="#gone">无</a><a href="#/route">路由</a><a href="#%E9%99%84%E4%BB%B6">附件</a><a href="#top">顶部</a>
<p id="here">在</p><a name="附件"></a>
<a href="mailto:a@b.example">邮箱</a><a href="javascript:;">脚本</a>
</body></html>"""


def links() -> dict[str, Link]:
    return {link.text: link for link in page_links(Document("http://a.example/x/", PAGE))}


def test_each_link_says_in_which_line_and_column_its_address_stands() -> None:
    found = links()
    lines = PAGE.split("\n")
    for text, raw in (("一", "/a.html"), ("二", "/a.html"), ("三", "/b.html?x=1&amp;y=2")):
        link = found[text]
        assert lines[link.line - 1][link.position - 1 :].startswith(raw), text
    assert found["一"].position < found["二"].position


def test_placeholders_and_missing_anchors_are_for_information_and_controls_are_neither() -> None:
    found = links()
    assert {text for text, link in found.items() if link.problem == "placeholder"} == {"更多", "空"}
    assert {text for text, link in found.items() if link.problem == "missing_anchor"} == {"无"}
    assert found["无"].url == "http://a.example/x/#gone"
    ignored = {"按钮", "视图", "角", "页签", "有", "路由", "附件", "顶部", "邮箱", "脚本"}
    assert {link.problem for text, link in found.items() if text in ignored} <= {"ignored"}


def asked(markup: str, url: str = "http://a.example/x/") -> list[str]:
    return [
        link.address for link in page_links(Document(url, f"<html><body>{markup}</body></html>")) if not link.problem
    ]


@pytest.mark.parametrize(
    ("value", "addresses"),
    [
        ("a.png 1x, b.png 2x", ["a.png", "b.png"]), ("a.png?p=resize,w_400 1x, b.png 2x", ["a.png?p=resize,w_400", "b.png"]), ("a.png,b.png", ["a.png,b.png"]),
        ("data:image/gif;base64,AA= 1x, c.png", ["data:image/gif;base64,AA=", "c.png"]), ("a.png 200w,", ["a.png"]), ("a.png, b.png", ["a.png", "b.png"]), ("a.png 1y, b.png", ["b.png"]),
        (" ,, a.png", ["a.png"]), ("", []), ("a.png (1,2) x, b.png", ["b.png"]),
    ],
)  # fmt: skip
def test_srcset_is_read_by_its_own_grammar(value: str, addresses: list[str]) -> None:
    assert srcset_addresses(value) == addresses


@pytest.mark.parametrize(
    ("content", "address"),
    [("0;url=a.html", "a.html"), ("5; URL = 'a b.html' x", "a b.html"), ("0;a.html", "a.html"), ("0 a.html", "a.html"), ("0,url=a.html", "a.html"), (".5;a", "a"), ("3", ""), ("a.html", ""), (";url=a", ""), ("0;urls.html", "urls.html"), ('0;url="a.html', "a.html")],
)  # fmt: skip
def test_a_refresh_leads_where_a_browser_goes(content: str, address: str) -> None:
    assert refresh_address(content) == address


@pytest.mark.parametrize(
    ("script", "address"),
    [
        ("location.href='list.html'", "list.html"), ('\n window.location = "./a/" ;\n', "./a/"), ("top.location.replace('/a.html');", "/a.html"), ("<!--\nself.location='a.html';\n//-->", "a.html"),
        ("document.location.assign( 'a.html' )", "a.html"), ("if (isMobile()) location.href='/m/'", ""), ("function go() { location.href='a.html' }", ""), ("location.href='/s?q=' + word", ""),
        ("location.hash = '#a'", ""), ("location.href='a.html'; count()", ""), ("var u = location.href", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_script_that_does_nothing_else_leads_where_a_browser_goes(script: str, address: str) -> None:
    assert script_address(script) == address


@pytest.mark.parametrize(
    ("markup", "addresses"),
    [
        ('<table><tr background="1.png"><th background="2.png"></th></tr><tfoot background="3.png"></tfoot></table>', ["1.png", "2.png", "3.png"]),
        ('<input src="1.png"><input type="text" src="2.png"><input type=" IMAGE" src="3.png">', ["3.png"]),
        ('<link rel="stylesheet" disabled href="1.css"><link rel="canonical" href="2"><link rel="stylesheet" href="3.css">', ["3.css"]),
        ('<script type="text/template" src="1.js"></script><script type="module" src="2.js"></script><script src="3.js"></script>', ["2.js", "3.js"]),
        ('<noscript><img src="1.png"></noscript><template><a href="2.html">x</a></template><img src="3.png">', ["3.png"]),
        ('<form method="post" action="1"></form><form action="2"></form><form method="dialog" action="3"></form>', ["2"]),
        ("<div style=\"background: url('1.png')\"></div>", ["1.png"]),
    ],
)  # fmt: skip
def test_what_a_browser_loads_is_a_link_and_what_it_does_not_is_none(markup: str, addresses: list[str]) -> None:
    assert asked(markup) == [f"http://a.example/x/{address}" for address in addresses]


@pytest.mark.parametrize(
    ("sheet", "addresses"),
    [
        ('@charset "utf-8"; @import "1.css"; p {color: red} @import "2.css";', ["1.css"]),
        ("@layer a; @import url(1.css) print; @import url('2.css') layer(x);", ["1.css", "2.css"]),
        ('@namespace url("http://www.w3.org/1999/xhtml"); @document url(1.html) {p {background: url(2.png)}}', []),
        ("@media print {p {background: image-set('1.png' 1x, url(2.png) 2x)}}", ["1.png", "2.png"]),
        ("@font-face {src: url(1.woff) format('woff')}", ["1.woff"]),
    ],
)
def test_a_style_sheet_loads_what_counts_in_it(sheet: str, addresses: list[str]) -> None:
    assert css_addresses(sheet) == addresses


def test_a_mark_under_a_foreign_base_leads_to_the_bases_page() -> None:
    markup = '<base href="/top/"><a href="#note">注</a><a href="#">空</a>'
    assert asked(markup) == ["http://a.example/top/"]


def test_links_carry_what_identifies_them_and_what_is_asked() -> None:
    page = Document("http://a.example/", '<html><body><a href="/b;jsessionid=1?spm=2&id=%e4">x</a></body></html>')
    [link] = page_links(page, ("spm",))
    assert (link.url, link.address) == ("http://a.example/b?id=%E4", "http://a.example/b;jsessionid=1?spm=2&id=%e4")
