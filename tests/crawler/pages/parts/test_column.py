"""Parts of a column that its page does not show: tabs, choices and archives beside its list."""

import pytest

from crawler.records.items import PageExtract
from tests.crawler.pages.test_apart import ROWS, read

URL = "http://h.cn/zjw/gzdt/"
TWO = {("改造名单", f"{URL}?lb=1"), ("办事公告", f"{URL}?lb=2")}
PANE = "<ul><li><a href='./81.html'>区住建委公布办事公告之一</a><span>2026-10-12</span></li></ul>"
SCRIPT = {("办事公告", ""), ("图片新闻", "")}


def parts(above: str, below: str = "", url: str = URL) -> set[tuple[str, str]]:
    extract: PageExtract = read(above, below=below, url=url, rows=ROWS)
    return {(part.name, part.address) for part in extract.parts}


@pytest.mark.parametrize(
    "bar",
    [
        '<div class="tab"><a class="on" href="?lb=1">改造名单</a><a href="?lb=2">办事公告</a></div>',
        '<ul><li class="cur"><a href="./?lb=1">改造名单</a></li><li><a href="./?lb=2">办事公告</a></li></ul>',
        '<div class="nav"><a href="/zjw/gzdt/?lb=1">改造名单</a> | <a href="/zjw/gzdt/index.html?lb=2">办事公告</a></div>',
        '<table><tr><td><a href="?lb=1">改造名单(12)</a></td><td><a href="?lb=2">办事公告(3)</a></td></tr></table>',
        '<select name="lb" onchange="go(this)"><option>图片新闻<option value="?lb=1">改造名单<option value="?lb=2">办事公告</select>',
    ],
)
def test_tabs_that_narrow_a_columns_address_are_parts(bar: str) -> None:
    found = {(name, address.replace("index.html", "")) for name, address in parts(bar)}
    assert found == TWO


def test_tabs_below_a_columns_address_are_parts() -> None:
    bar = '<div class="sub_nav"><a href="./lb1/">改造名单</a><a href="./list_lb2.html">办事公告</a></div>'
    assert parts(bar) == {("改造名单", f"{URL}lb1/"), ("办事公告", f"{URL}list_lb2.html")}


@pytest.mark.parametrize(
    ("bar", "url"),
    [
        ('<div><a href="?lb=1&amp;page=1">改造名单</a><a href="?lb=2&amp;page=1">办事公告</a></div>', URL),
        ('<div><a href="?id=5&amp;lb=1">改造名单</a><a href="?id=5&amp;lb=2">办事公告</a></div>', f"{URL}?id=5&page=1"),
        ('<div><a href="?lb=1"><img src="a.gif"></a><a href="?lb=2"><img src="b.gif"></a></div>', URL),
        ('<div><a href="?lb=1">最新政策</a><a href="?lb=2">共青团动态</a></div>', URL),
        ('<div><a href="?lb=1">网站公告</a><a href="?lb=2">下载中心</a></div>', URL),
        ('<div><a href="/zjw/gzdt_1/">改造名单</a><a href="/zjw/gzdt_2/">办事公告</a></div>', URL),
        (
            '<div><a href="gzdt-1.html">改造名单</a><a href="gzdt-2.html">办事公告</a></div>',
            "http://h.cn/zjw/gzdt.html",
        ),
    ],
)
def test_tabs_are_found_whatever_else_their_addresses_say(bar: str, url: str) -> None:
    assert len(parts(bar, url=url)) == 2


def test_one_tab_beside_the_pages_own_is_a_part() -> None:
    bar = '<div class="tab"><a class="on" href="./">改造名单</a><a href="?lb=2">办事公告</a></div>'
    assert parts(bar) == {("办事公告", f"{URL}?lb=2")}


def test_tabs_may_stand_in_blocks_of_their_own() -> None:
    bar = '<div class="lx"><a class="on" href="./index.html">改造名单</a></div><div class="lx"><a href="./lb2/">办事公告</a></div>'
    assert parts(bar) == {("办事公告", f"{URL}lb2/")}


def test_an_archive_by_months_is_parts() -> None:
    links = "".join(f'<li><a href="?ym=2026{month}">2026年{month}月 (3)</a></li>' for month in ("10", "09"))
    below = f'<div class="archive"><h3>归档</h3><ul>{links}</ul></div>'
    assert parts("", below) == {(f"2026年{month}月", f"{URL}?ym=2026{month}") for month in ("10", "09")}


@pytest.mark.parametrize(
    "bar",
    [
        '<div class="tab"><a class="on" href="./">全部</a><a href="?lb=1">改造名单</a><a href="?lb=2">办事公告</a></div>',
        '<div>类别：<b>全部</b> <a href="?lb=1">改造名单</a> <a href="?lb=2">办事公告</a></div>',
        '<select onchange="go(this)"><option value="">全部<option value="1">改造名单<option value="2">办事公告</select>',
        '<select name="f"><option value="1">工作标题<option value="2">工作内容</select>',
        '<div><a href="?order=time">按时间排序</a><a href="?order=hits">按热度排序</a></div>',
        '<div><a href="?lang=zh">简体中文</a><a href="?lang=en">English</a></div>',
        '<div><a href="?type=1">最新</a><a href="?type=2">最热</a></div>',
        '<div class="tab"><a class="on" href="./">工作动态</a><a href="/zjw/tzgg/">通知公告</a></div>',
        '<div><a href="?page=1">第一页</a><a href="?page=2">第二页</a></div>',
        '<div class="tools"><a href="javascript:print()">打印本页</a><a class="on" href="javascript:font(16)">大字</a></div>',
        '<div><a href="rss.xml">RSS订阅</a><a href="./hz.xls">信息汇总</a></div>',
        '<select onchange="open(this.value)"><option>区政府部门<option value="http://a.gov.cn/">国务院</select>',
        '<ul class="menu"><li class="on"><a href="/zjw/gzdt/">工作动态</a></li><li><a href="/zjw/tzgg/">通知公告</a></li></ul>',
        '<select onchange="location=this.value"><option value="/zjw/gzdt/">工作动态<option value="/zjw/tzgg/">通知公告</select>',
        '<select onchange="go(this)"><option value="">发布机构<option value="1">办公室<option value="2">教育科</select>',
        '<ul class="tab"><li class="on" data-t="0">全部时间</li><li data-t="1">近一周</li><li data-t="2">近一月</li></ul>',
        '<ul class="tab"><li class="on" data-t="0">全部(12)</li><li data-t="1">改造名单</li><li data-t="2">办事公告</li></ul>',
        '<ul class="tab"><li class="on">列表显示</li><li data-v="2">图片显示</li></ul>',
        '<form><ul class="tab"><li class="on">个人登录</li><li>法人登录</li></ul><input type="password"></form>',
        '<form><ul class="tab"><li class="on">站内搜索</li><li>本栏目搜索</li></ul><input name="q"></form>',
        '<div><a href="?q=安全&amp;type=1">安全生产</a><a href="?q=教育&amp;type=1">教育培训</a></div>',
        '<div><a href="?page=2">往期信息</a><a href="?page=3">早期信息</a></div>',
        '<div><a onclick="font(1)">大</a><a onclick="font(2)">中</a></div>',
    ],
)
def test_what_shows_no_other_posts_of_the_column_is_no_part(bar: str) -> None:
    assert parts(bar) == set()


def test_other_values_of_what_names_the_column_are_other_columns() -> None:
    bar = '<div class="tab"><a class="on" href="?id=1">工作动态</a><a href="?id=2">通知公告</a></div>'
    assert parts(bar, url=f"{URL}?id=1") == set()


BARS = [
    '<div class="tab"><a class="on" href="javascript:;" onclick="q(1)">改造名单</a><a href="javascript:;" onclick="q(2)">办事公告</a><a href="#" onclick="q(3)">图片新闻</a></div>',
    '<ul class="layui-tab-title"><li class="layui-this">改造名单</li><li data-id="2">办事公告</li><li>图片新闻</li></ul>',
    '<div><span class="cur" onclick="c(0)">改造名单</span><span onclick="c(1)">办事公告</span><span onclick="c(2)">图片新闻</span></div>',
    '<div><a href="javascript:q(1)" style="color:red">改造名单</a><a href="javascript:q(2)">办事公告</a><a href="javascript:q(3)">图片新闻</a></div>',
    '<div><b>改造名单</b> <a href="javascript:q(2)">办事公告</a> <a href="javascript:q(3)">图片新闻</a></div>',
    '<ul><li onclick="q(1)">改造名单</li><li onclick="q(2)">办事公告</li><li onclick="q(3)">图片新闻</li></ul>',
    '<ul class="nav nav-tabs"><li class="active"><a href="#p1">改造名单</a></li><li><a href="#p2" data-url="/l/2">办事公告</a></li><li><a href="#p3" data-url="/l/3">图片新闻</a></li></ul>',
    '<select onchange="go(this.value)"><option>改造名单<option value="2">办事公告<option value="3">图片新闻</select>',
]


@pytest.mark.parametrize("bar", BARS)
def test_tabs_that_only_a_script_turns_have_no_address(bar: str) -> None:
    assert parts(bar) == SCRIPT


@pytest.mark.parametrize("hidden", ['style="display:none"', 'class="hide"', ""])
def test_tabs_whose_panes_stand_on_the_page_are_none(hidden: str) -> None:
    panes = "".join(f"<div {hidden}>{PANE * 2}</div>" for _ in range(2))
    assert parts(BARS[1] + f'<div class="bd"><div>{PANE * 2}</div>{panes}</div>') == set()


def test_empty_panes_show_nothing() -> None:
    panes = '<div style="display:none"></div>' * 2
    assert parts(BARS[1] + f'<div class="bd"><div>{PANE * 2}</div>{panes}</div>') == SCRIPT


def test_tabs_of_a_frame_are_parts() -> None:
    bar = '<div class="tab"><a target="f" class="on" href="f0.html">改造名单</a><a target="f" href="f1.html">办事公告</a></div>'
    extract = read(f'{bar}<iframe name="f" src="f0.html"></iframe>', rows="")
    assert {part.address for part in extract.parts} == {f"{URL}f0.html", f"{URL}f1.html"}


def test_a_year_that_the_page_does_not_show_is_a_part_though_it_is_a_number() -> None:
    bar = '<div class="tab"><a href="?y=2026">2026</a><a class="on" href="?y=2025">2025</a><a href="?y=2024">2024</a></div>'
    assert ("2026", f"{URL}?y=2026") in parts(bar)


def test_a_row_whose_day_nobody_can_read_is_a_post_and_no_part() -> None:
    rows = "<li><a href='a.html'>第一篇文章的标题</a><span>2026-10-12</span></li><li><a href='b.html'>第二篇文章的标题</a><span>时间待定</span></li>"
    extract = read("", url=URL, rows=rows)
    assert not extract.parts
    assert [entry.title for entry in extract.entries] == ["第一篇文章的标题", "第二篇文章的标题"]


@pytest.mark.parametrize(
    "bar",
    [
        '<div class="sub_nav"><a class="on" href="./lb1/">改造名单</a><a href="./lb2/">办事公告</a></div>',
        '<ul class="subnav"><li class="cur"><a href="./index.html">改造名单</a></li><li><a href="./lb2/">办事公告</a></li></ul>',
        '<div class="sub_nav"><b>改造名单</b><a href="./lb2/">办事公告</a></div>',
        '<div class="sub_nav"><a class="on" href="javascript:q(1)">改造名单</a><a href="javascript:q(2)">办事公告</a></div>',
    ],
)
@pytest.mark.parametrize(
    "rows",
    [
        "<table><tr><td>1</td><td>{}</td><td>2026-10-12</td></tr></table>",
        "<div><table><tbody><tr><th>序号</th><th>标题</th><th>日期</th></tr><tr><td>1</td><td>{}</td><td>2026-10-12</td></tr></tbody></table></div>",
        "<ul><li>{}<span>2026-10-12</span></li></ul>",
        "<div><ul><li>{}<span>2026-10-12</span></li></ul></div>",
    ],
)
def test_tabs_named_like_a_navigation_are_seen_just_above_a_list_of_one_row(bar: str, rows: str) -> None:
    row = "<a href='./4011.html'>区住建委检查在建工地扬尘治理</a>"
    assert "办事公告" in {part.name for part in read(bar + rows.format(row), url=URL, rows="").parts}


def test_a_navigation_above_a_list_of_one_row_is_none() -> None:
    bar = '<ul class="subnav"><li class="on"><a href="/zjw/gzdt/index.html">工作动态</a></li><li><a href="/zjw/tzgg/">通知公告</a></li></ul>'
    row = "<table><tr><td><a href='./4011.html'>区住建委检查在建工地扬尘治理</a></td><td>2026-10-12</td></tr></table>"
    assert not read(bar + row, url=URL, rows="").parts
