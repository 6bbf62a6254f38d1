"""Calls of a site's own functions below a short list: which of them draw a pager, and which do anything else."""

import pytest

from crawler.pages.reader import read_page
from crawler.reading.document import Document
from crawler.records.items import PageExtract
from tests.crawler.pages.test_marks_of_going_on import NOW, read, says
from tests.crawler.pages.test_wordless import THREE


def script(text: str) -> str:
    return f"<script>{text}</script>"


WRITES = "function xs(n){var s='';for(var i=1;i<=n;i++){s+='<a href=index_'+i+'.html>'+i+'</a>'}document.write(s)}"


@pytest.mark.parametrize(
    "below",
    [
        *map(script, ("fy(6)", "showpage(6);", "Pages('6')", "turnpage(6, 'index', 'html')", "xsfy(6)", "showFy(1,6)")),
        script("<!--\ncreatePage(6);\n//-->"),
        script("var n = 6;\nfy(n);"),
        *map(script, ("Page.create(6)", "new Pager('pg', 6)", "$('#b').page(6)", "pageBar.init({all: 6, now: 1})")),
        script("var zys=6; var dqy=1;") + '<script src="/js/fy.js"></script>',
        '<script src="fy.asp?pages=6&amp;now=1"></script>',
        '<div class="fy"></div><script src="/js/fy.js"></script>',
        script("$(function(){ listPage(6) })"),
        '<div class="page"><script>dy(6)</script></div>',
        script(f"{WRITES} xs(6)"),
        script("function zs(n){$('#p').pagination(n)} zs(6)"),
    ],
)
def test_a_call_below_a_list_that_draws_a_pager_is_a_mark(below: str) -> None:
    assert says(read(below, rows=THREE)) == "mark"


@pytest.mark.parametrize(
    "below",
    [
        *map(script, ("count(6)", "tj(61)", "showTime(2)", "notify(3)", "notifyUser(3)", "pageView(88)", "hits(12)")),
        *map(script, ("fy(1)", "showpage(1)", "// fy(6)", "function fy(a, b){}", "setHomePage(2)")),
        script("function showPage(n){$('.p').hide().eq(n).show()} showPage(2)"),
        script(f"{WRITES} xs(1)"),
        *map(script, ("setShare('page', 2)", "Page.hits(88)", "var pageId = 66; setCur(3)")),
        '<script src="/js/page.js?v=6"></script>',
        *map(script, ("setPageHeight(600)", "zoomPage(2)", "pageScroll(50)", "trackPage(24)", "getPageNav(13256)")),
        script("$('#fullpage').fullpage({navigation: true, speed: 700})"),
        script("function fenye(n){$('li').hide().slice(0,n).show();$('#p').html('<a>下一页</a>')} fenye(2)"),
        script("function hits(n){document.write('阅读' + n + '次')} hits(62)"),
    ],
)
def test_calls_that_count_show_or_draw_a_single_page_are_none(below: str) -> None:
    assert says(read(below, rows=THREE)) == "end"


def test_a_call_above_the_rows_or_in_the_pages_frame_draws_no_pager_of_theirs() -> None:
    assert says(read("", above=script("navPage(6)"), rows=THREE)) == "end"
    assert says(read(f'<div class="footer">{script("fyPage(6)")}</div>', rows=THREE)) == "end"


def test_a_call_when_the_page_is_loaded_draws_a_pager_too() -> None:
    page = "<html><body onload='{}'><ul>" + THREE + "</ul></body></html>"
    read_of = [
        read_page(Document("http://h.cn/gzdt/list.html", page.format(call)), "generic", NOW, is_list=True)
        for call in ("fy(6)", "fy(1)")
    ]
    assert [says(extract) for extract in read_of] == ["mark", "end"]


HEAD = (
    "<html><head><title>工作动态</title><script>{}</script></head><body><div class='m'><ul>{}</ul></div></body></html>"
)


@pytest.mark.parametrize(
    "script", ["$(function(){pg.render(6)})", "window.onload=function(){ShowPager(6);}", "ShowPager(6)"]
)
def test_a_pager_that_the_head_calls_for_is_a_mark(script: str) -> None:
    assert says(in_head(script)) == "mark"
    assert says(in_head(script.replace("6", "1"))) == "end"


@pytest.mark.parametrize("script", ["initPage(32)", "$(function(){initMenu(6);showNav(3)})", "function ShowPager(n){}"])
def test_what_the_head_calls_for_otherwise_is_none(script: str) -> None:
    assert says(in_head(script)) == "end"


def in_head(script: str) -> PageExtract:
    return read_page(Document("http://h.cn/gzdt/list.html", HEAD.format(script, THREE)), "generic", NOW, is_list=True)
