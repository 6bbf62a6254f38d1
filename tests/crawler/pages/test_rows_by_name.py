"""Rows whose class or place says something else than that they are rows, and days in several parts."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from crawler.pages.reader import read_page
from crawler.reading.document import Document

NOW = datetime(2026, 11, 5, 2, tzinfo=ZoneInfo("Asia/Shanghai"))


def days_of(rows: str, around: str = "<div>{}</div>") -> list[str]:
    """The days of the posts that are read, in order."""
    body = around.format(rows)
    markup = f"<html><head><title>工作动态</title></head><body><h2>工作动态</h2>{body}<div class=footer>主办</div></body></html>"
    extract = read_page(Document("http://h.cn/gzdt/", markup), "generic", NOW, is_list=True)
    return [entry.date.day.isoformat() if entry.date else "" for entry in extract.entries]


def rows(pattern: str, count: int = 5) -> str:
    link = '<a href="/gzdt/40{n}.html">区住建委检查在建工地第{n}次</a>'
    return "".join(
        pattern.replace("LINK", link).replace("DAY", "2026-10-{n}").replace("{n}", str(20 + number))
        for number in range(count)
    )


DAYS = [f"2026-10-{20 + number}" for number in range(5)]


@pytest.mark.parametrize("name", ["top", "head", "foot", "nav-item", "menu", "page", "banner", "link", "pager", "path"])
@pytest.mark.parametrize("tag", ["li", "div", "p", "section"])
def test_rows_are_rows_whatever_their_class_is_named(tag: str, name: str) -> None:
    assert days_of(rows(f"<{tag} class='{name}'>LINK<span>DAY</span></{tag}>")) == DAYS


def test_the_first_rows_may_be_named_for_the_top() -> None:
    top = rows("<li class=top>LINK<span>DAY</span></li>", 2)
    rest = rows("<li class=n>LINK<span>DAY</span></li>", 5)[len(top) - 4 :]
    assert days_of(f"<ul>{top}{rest}</ul>")[:2] == DAYS[:2]


@pytest.mark.parametrize("name", ["content-top", "main_top", "list-head", "article-header", "news-bottom"])
def test_the_top_of_the_content_is_no_frame(name: str) -> None:
    around = (
        f"<div class=nav><a href='/'>首页</a></div><div class='{name}'><ul>{{}}</ul></div><p>{'主办单位说明' * 30}</p>"
    )
    assert days_of(rows("<li>LINK<span>DAY</span></li>", 5), around) == DAYS


def test_the_footer_beside_a_single_row_without_a_day_is_no_row() -> None:
    body = "<div id=bd><ul><li><a href='/gzdt/4020.html'>区住建委检查在建工地第20次</a></li></ul></div>"
    footer = "<div id=ft><p>最后更新：<span>2026-10-25</span> <a href='/map/'>网站地图</a></p></div>"
    assert days_of(body + footer, "<div id=wrap>{}</div>") == [""]


def test_two_lines_of_a_footer_are_no_rows() -> None:
    lines = '<p class=footer><a href="/about.html">关于本网站的说明</a> 2026-11-01</p>' * 2
    assert days_of(rows("<li>LINK<span>DAY</span></li>") + lines) == DAYS


@pytest.mark.parametrize(
    "day",
    [
        "<i>2026</i><b>10/{n}</b>",
        "<b>10-{n}</b><i>2026</i>",
        "<i>2026年</i><b>10月{n}日</b>",
        "<span>2026/10</span><span>{n}</span>",
        "<p>{n}</p><p>2026年10月</p>",
    ],
)
def test_a_day_in_two_parts_is_read(day: str) -> None:
    assert days_of(rows(f"<li>{day}LINK</li>")) == DAYS


def test_rows_in_strings_of_a_script_are_read_and_a_menu_there_is_none() -> None:
    lines = rows("h += '<li>LINK<span>DAY</span></li>';\n")
    assert days_of(f"<ul id=l></ul><script>var h = '';\n{lines} $('#l').html(h);</script>") == DAYS
    menu = """<script>m += '<a href="/a.html">首页</a>';</script>"""
    assert days_of(rows("<li>LINK<span>DAY</span></li>") + menu) == DAYS


@pytest.mark.parametrize(
    "row",
    [
        """<div class=r onclick="window.open('/gzdt/40{n}.html')"><span>区住建委检查在建工地第{n}次</span><div>Date: DAY Hits: 33</div></div>""",
        "<a href='/gzdt/40{n}.html'><h4>区住建委检查在建工地第{n}次</h4><p>发布时间：DAY　浏览：33</p></a>",
        "<a href='/gzdt/40{n}.html'><b>区住建委检查在建工地第{n}次</b><p>来源：区住建委 时间：DAY 阅读 9</p></a>",
    ],
)
def test_a_labelled_day_inside_a_link_that_is_the_whole_row_is_read(row: str) -> None:
    assert days_of(rows(row)) == DAYS


@pytest.mark.parametrize(
    ("body", "drawn"),
    [
        ("<div id='app'></div>", True),
        ("<main id='__next'> </main>", True),
        ("<app-root></app-root>", True),
        ("<router-view></router-view>", True),
        ("<div id='app'><p>本栏目由办公室维护。</p></div>", False),
        ("<div id='app-download'></div>", False),
        ("<div id='list'></div>", True),
        ("<div id='share'></div>", False),
    ],
)
def test_an_applications_empty_element_is_filled_by_a_script(body: str, drawn: bool) -> None:
    markup = f"<html><body><div class=nav><a href='/'>首页</a></div>{body}<script src='/a.js'></script></body></html>"
    extract = read_page(Document("http://h.cn/gzdt/", markup), "generic", NOW, is_list=True)
    assert extract.by_script is drawn


BAR = '<div class="bar">2019年12月3日 <a href="/login/">登录</a> <a href="/wza/">无障碍阅读</a> <a href="/mobile/">移动版</a></div>'
CRUMB = '<div class="main"><div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/u22/">三条石街道办事处</a></div>{}</div>'


def test_a_day_at_the_top_and_a_link_to_the_sections_home_are_no_post() -> None:
    assert days_of(CRUMB.format("<h2>专题专栏</h2><p>暂无信息</p>"), BAR + "{}") == []


def test_one_post_below_such_a_top_is_one_all_the_same() -> None:
    one = '<ul><li><a href="/gzdt/4021.html">区住建委检查在建工地第一次</a><span>2026-10-21</span></li></ul>'
    assert days_of(CRUMB.format(one), BAR + "{}") == ["2026-10-21"]


def test_a_part_of_the_page_with_one_post_of_another_unit_in_its_menu_is_no_list() -> None:
    post = '<ul><li><a href="/u31/lm1/4578.html">佳荣里街道办事处传达会议精神的通知</a><span>11-04</span></li></ul>'
    links = "".join(f'<li><a href="/u10/{name}/">{name}</a></li>' for name in ("lm1", "lm2", "qt1", "qt2"))
    menu = f'<div class="left-menu"><ul>{links}</ul><div class="side">{post}</div></div>'
    head = '<div class="top-bar"><h3>天津市红桥区政务网</h3><div>天津市红桥区人民政府 <a href="/">首页</a></div><div>今天是2026年11月5日</div></div>'
    foot = '<div class="bottom"><p><a href="/">网站首页</a> <a href="/about/">关于我们</a> 主办：红桥区人民政府办公室</p></div>'
    page = f'{head}<div class="w1200">{menu}<div class="right-con"><h2>政策解读</h2>{{}}</div></div>{foot}'
    assert days_of("", page) == []
    assert days_of(post.replace("u31/lm1", "gzdt"), page) == ["2026-11-04"]
