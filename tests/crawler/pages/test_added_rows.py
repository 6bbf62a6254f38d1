"""Below a short list a script adds rows, or a text says that there are more; and what only looks like it."""

import pytest

from tests.crawler.pages.test_drawn_pagers import script
from tests.crawler.pages.test_marks_of_going_on import read, says
from tests.crawler.pages.test_wordless import THREE

MORE = "function(d){$('.news').append(d)}"


@pytest.mark.parametrize(
    "below",
    [
        script(f"$.get('list_more.html', {MORE})"),
        script("$.getJSON('/x.json', function(d){$.each(d, function(i, v){$('<li>').appendTo('.content ul')})})"),
        '<div id="rest"></div>' + script("$('#rest').load('list_more.html')"),
    ],
)
def test_a_script_that_asks_for_rows_and_adds_them_is_a_mark(below: str) -> None:
    assert says(read(below, rows=THREE)) == "mark"


def test_a_script_that_adds_to_the_element_of_an_id_is_a_mark() -> None:
    added = script("fetch('/x').then(t => document.getElementById('rows').innerHTML += t)")
    assert says(read("", rows=f'</ul><ul id="rows">{THREE}</ul>{added}<ul>')) == "mark"


def test_a_script_of_another_file_among_rows_writes_some() -> None:
    assert says(read("", rows=f'{THREE}<script src="/data/more.js"></script>')) == "mark"


@pytest.mark.parametrize(
    "below",
    [
        script("$.get('/hits?id=3', function(d){$('#hits').append(d)})"),
        script("$('.news').append('<li class=end></li>')"),
        script("$.getJSON('/hits', function(d){$('.news li span').append(d)})"),
        script("$.get('/float', function(d){$('body').append(d)})"),
        script("$.get('/float', function(d){$('.content').append(d)})") + "<p>本页面由区住建委维护</p>",
        '<div id="share"></div>' + script("$('#share').load('/share.html')"),
        '<p>浏览次数：<span id="hits"></span></p>' + script("$('#hits').load('/hits.jsp?id=2')"),
        '</div><div id="foot"></div><div>' + script("$('#foot').load('/foot.html')"),
        '<script src="https://hm.baidu.com/hm.js"></script>',
    ],
)
def test_scripts_that_count_or_put_in_the_frame_add_no_rows(below: str) -> None:
    assert says(read(below, rows=THREE)) == "end"


@pytest.mark.parametrize(
    "below",
    [
        "<p>仅显示最近3条信息</p>",
        "<p>以下为最新3条信息</p>",
        "<p>本页仅显示最近30天信息</p>",
        "<p>默认显示最近一周</p>",
        "<p>仅列示主要文件</p>",
        "<p>全部名单见附件</p>",
        "<p>以上为部分信息，更多信息请到政务公开大厅查阅</p>",
        '<p><a href="/login.html">登录查看更多</a></p>',
        "<p>关注公众号后可查看全部</p>",
        "<p>以上仅为部分信息</p>",
        '<div><input placeholder="页码"><button onclick="go()">GO</button></div>',
    ],
)
def test_a_text_that_says_that_a_part_is_shown_is_a_mark(below: str) -> None:
    assert says(read(below, rows=THREE)) == "mark"


@pytest.mark.parametrize("name", ["v-for", "ng-repeat"])
def test_rows_that_a_script_has_yet_to_repeat_behind_others_are_a_mark(name: str) -> None:
    assert says(read("", rows=f'{THREE}<li {name}="row in rows"><a :href="row.url"></a></li>')) == "mark"


@pytest.mark.parametrize("row", ["<li>……</li>", "<li><a href='javascript:;'>...</a></li>"])
def test_dots_in_the_place_of_a_row_stand_for_further_ones(row: str) -> None:
    assert says(read("", rows=THREE + row)) == "mark"


@pytest.mark.parametrize(
    "below",
    [
        "<p>仅显示最近10条信息</p>",
        "<p>本栏目只显示本单位发布的信息</p>",
        "<p>仅显示近一年信息</p>",
        "<p>仅展示近三个月内容</p>",
        "<p>附件请下载后查看</p>",
        "<p>今日更新3条</p>",
        "<p>登录后可在线申报</p>",
        "<p>以上部分信息来源于网络</p>",
        '<div><img src="qr.png"><p>扫码查看更多</p></div>',
        "<p>……</p>",
        '<input placeholder="请输入关键字">',
    ],
)
def test_a_text_that_tells_of_more_than_stands_there_or_of_something_else_is_none(below: str) -> None:
    assert says(read(below, rows=THREE)) == "end"


def test_titles_may_speak_of_parts_and_summaries_end_in_dots() -> None:
    title = '<li><a href="/gzdt/4099.html">关于公布以上为部分项目名单的通知</a><span>2026-10-20</span></li>'
    assert says(read("", rows=THREE + title)) == "end"
    cards = THREE.replace("</li>", "<p>摘要内容</p><i>……</i></li>")
    assert says(read("", rows=cards)) == "end"
