"""A list's place without rows: does a script have yet to fill it, or is the column empty?"""

import pytest

from crawler.pages.reader import read_page
from crawler.reading.document import Document
from crawler.records.items import PageExtract
from tests.crawler.pages.test_marks_of_going_on import NOW

FILES = '<script src="/js/jquery.min.js"></script><script src="/js/list.js"></script>'


def read(content: str, end: str = "") -> PageExtract:
    markup = f"""<html><head><title>工作动态</title></head><body><div class="header"><a href="/">首页</a><a href="/gzdt/">工作动态</a></div>
    <div class="right"><h2>工作动态</h2>{content}</div><div class="footer"><p id="data"></p>主办：区住房建设委员会</div>{end}</body></html>"""
    return read_page(Document("http://h.cn/gzdt/", markup), "generic", NOW, is_list=True)


@pytest.mark.parametrize(
    "place",
    [
        '<ul id="u1"></ul>',
        '<div id="newsList"></div>',
        '<div id="x" class="list-box"><ul></ul></div>',
        "<table><thead><tr><th>标题</th><th>日期</th></tr></thead><tbody id='tb'></tbody></table>",
        '<div id="list"></div><textarea style="display:none">&lt;li&gt;</textarea>',
    ],
)
def test_an_empty_list_that_a_script_of_another_file_may_know_waits_for_it(place: str) -> None:
    assert read(place, FILES).by_script
    assert not read(place).by_script
    assert not read(place, '<script src="/js/jquery.min.js"></script><script src="/js/tongji.js"></script>').by_script


@pytest.mark.parametrize(
    "place",
    [
        '<ul class="list"></ul>',
        '<div id="share"></div>',
        '<ul id="u1"><li>暂无信息</li></ul>',
        '<ul id="u1"><li><a href="/gzdt/1.html"><img src="/a.jpg"></a></li></ul>',
        '<div class="nav"><ul id="u1"></ul></div>',
    ],
)
def test_what_no_script_knows_what_is_no_list_and_what_holds_something_waits_for_none(place: str) -> None:
    assert not read(place, FILES).by_script


@pytest.mark.parametrize(
    "place",
    [
        '<table class="easyui-datagrid" url="/list.json"><thead><tr><th field="t">标题</th></tr></thead></table>',
        '<table data-toggle="table" data-url="/api/list"><thead><tr><th>标题</th></tr></thead></table>',
        """<table class="layui-table" lay-data="{url:'/api/list', page:true}"><thead><tr><th>标题</th></tr></thead></table>""",
        """<table class="easyui-datagrid" data-options="url:'get.do',singleSelect:true"></table>""",
        '<ul data-url="/gzdt/list?c=1"></ul>',
    ],
)
def test_a_list_without_rows_that_says_where_they_come_from_waits_for_them(place: str) -> None:
    assert read(place).by_script


@pytest.mark.parametrize(
    "place",
    [
        '<table data-toggle="table" data-sort="true"><thead><tr><th>标题</th></tr></thead></table>',
        '<table data-url="/api/list"><tr><td>暂无信息</td></tr></table>',
        '<div data-url="/gzdt/1.html"><a href="/gzdt/1.html">区住建委检查在建工地</a></div>',
    ],
)
def test_a_list_that_names_no_source_or_holds_something_waits_for_none(place: str) -> None:
    assert not read(place).by_script


@pytest.mark.parametrize(
    "said", ["v-else", 'v-if="!rows.length"', 'v-show="!total"', 'ng-if="!rows.length"', 'x-show="!rows.length"']
)
def test_what_is_shown_only_where_a_script_says_so_is_no_text_of_the_page(said: str) -> None:
    shown = read(
        f'<ul><li v-for="row in rows">{{{{ row.title }}}}</li></ul><div {said}><p>暂无信息</p></div><p>主管：区住建委</p>'
    )
    assert ("暂无信息" in shown.texts, "主管：区住建委" in shown.texts, shown.by_script) == (False, True, True)


@pytest.mark.parametrize(
    "place",
    [
        '<div w3-include-html="list.html"></div>',
        '<div hx-get="/gzdt/rows" hx-trigger="load"></div>',
        '<section data-include="./inc/list.shtml?c=1"></section>',
    ],
)
def test_an_empty_block_that_says_what_is_put_into_it_waits_for_that(place: str) -> None:
    assert read(place).by_script
    assert not read(place.replace("></", ">内容见下</")).by_script


def test_what_frames_hold_or_show_later_is_content_of_the_page() -> None:
    shown = read('<iframe srcdoc="&lt;ul&gt;"></iframe><iframe data-src="l.html"></iframe><iframe></iframe>')
    assert {"iframe:<ul>", "iframe:l.html", "iframe:"} <= set(shown.media)
