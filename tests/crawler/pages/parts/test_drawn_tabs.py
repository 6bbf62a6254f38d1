"""Tabs that are pictures or areas of one, with an address or for a script."""

import pytest

from tests.crawler.pages.parts.test_column import parts
from tests.crawler.pages.test_apart import ROWS, read

URL = "http://h.cn/zjw/gzdt/"
MAP = '<img src="tab.jpg" usemap="#m"><map name="m">{}</map>'
PICTURES = '<div class="tab"><img src="t1_on.gif" onclick="s(1)"><img src="t2.gif" onclick="s(2)"></div>'


@pytest.mark.parametrize(
    "bar",
    [
        PICTURES,
        '<div class="tab"><a href="javascript:s(1)"><img src="t1.gif"></a><a href="javascript:s(2)"><img src="t2.gif"></a></div>',
        '<ul class="tabs"><li class="on" onclick="s(1)"><img src="t1.gif"></li><li onclick="s(2)"><img src="t2.gif"></li></ul>',
        '<div><a href="javascript:;" onmouseover="s(1)"><img src="t1.gif"></a><a href="javascript:;" onmouseover="s(2)"><img src="t2.gif"></a></div>',
        '<div><input type="image" src="t1.gif" onclick="s(1);return false"><input type="image" src="t2.gif" onclick="s(2);return false"></div>',
        MAP.format('<area coords="0" onclick="s(1)" href="#"><area coords="1" onclick="s(2)" href="#">'),
    ],
)
def test_pictures_that_call_one_function_are_tabs(bar: str) -> None:
    assert parts(bar) == {("图片2", "")}


def test_areas_are_tabs_by_their_words() -> None:
    areas = '<area href="javascript:s(1)" alt="改造名单"><area href="javascript:s(2)" alt="办事公告">'
    assert parts(MAP.format(areas)) == {("办事公告", "")}


@pytest.mark.parametrize(
    ("bar", "leads"),
    [
        (MAP.format('<area href="?lb=1" alt="改造名单"><area href="?lb=2" alt="办事公告">'), {"?lb=1", "?lb=2"}),
        (MAP.format('<area href="?lb=1"><area href="?lb=2">'), {"?lb=1", "?lb=2"}),
        (MAP.format('<area href="./"><area href="bm/">'), {"bm/"}),
        (MAP.format('<area href="/tp/202610/t20261001_5.html"><area href="./"><area href="bm/">'), {"bm/"}),
        ('<div class="tab"><a href="./"><img src="t1_on.gif"></a><a href="bm/"><img src="t2.gif"></a></div>', {"bm/"}),
    ],
)
def test_pictures_and_areas_lead_to_parts(bar: str, leads: set[str]) -> None:
    assert {address for _, address in parts(bar)} == {f"{URL}{lead}" for lead in leads}


@pytest.mark.parametrize(
    "beside",
    [
        MAP.format('<area href="/" alt="首页"><area href="http://www.gov.cn/" alt="中国政府网">'),
        MAP.format(
            '<area href="/zjw/gzdt/" alt="工作动态"><area href="/zjw/tzgg/" alt="通知公告"><area href="/zjw/zcwj/">'
        ),
        MAP.format('<area href="javascript:fav(1)" alt="加入收藏"><area href="javascript:setHome()" alt="设为首页">'),
        '<div class="ad"><a href="/zt/a/"><img src="ad1.jpg"></a><a href="/zt/b/"><img src="ad2.jpg"></a></div>',
        '<div class="focus"><a href="./t20261012_1.html"><img src="1.jpg"></a><a href="./t20261011_2.html"><img src="2.jpg"></a></div>',
        '<div class="share"><a href="javascript:s(1)"><img src="wx.gif"></a><a href="javascript:s(2)"><img src="wb.gif"></a></div>',
        '<div><a href="javascript:z(16)"><img src="d.gif"></a><a href="javascript:z(14)"><img src="x.gif"></a></div>',
        '<div><a href="javascript:window.print()"><img src="i1.gif"></a><a href="javascript:window.close()"><img src="i2.gif"></a></div>',
        '<div class="list1"><img src="/u/1.jpg" onclick="view(1)"><img src="/u/2.jpg" onclick="view(2)"></div>',
        '<div class="photos"><img src="/u/1.jpg" onclick="s(1)"><img src="/u/2.jpg" onclick="s(2)"></div>',
        '<div class="slide"><img src="1.jpg"><p><img src="s1.jpg" onclick="s(1)"><img src="s2.jpg" onclick="s(2)"></p></div>',
    ],
)
def test_banners_tools_shares_and_slides_are_no_tabs(beside: str) -> None:
    assert parts(beside) == set()


def test_panes_of_pictures_stand_on_the_page() -> None:
    other = "<ul><li><a href='./81.html'>区住建委公布办事公告之一</a><span>2026-10-12</span></li></ul>"
    panes = f'<div class="con"><ul>{ROWS}</ul></div><div class="con" style="display:none">{other}</div>'
    assert not read(PICTURES + panes, rows="").parts


MENU = '<ul role="menubar" class="el-menu--horizontal el-menu">{}</ul>'
ITEMS = '<li role="menuitem" tabindex="0" class="el-menu-item is-active">改造名单</li><li role="menuitem" tabindex="-1" class="el-menu-item">办事公告</li>'


@pytest.mark.parametrize(
    "bar",
    [
        MENU.format(ITEMS),
        '<van-sidebar v-model="key"><van-sidebar-item title="改造名单"></van-sidebar-item><van-sidebar-item title="办事公告"></van-sidebar-item></van-sidebar>',
    ],
)
def test_menus_of_an_application_that_lead_nowhere_are_tabs(bar: str) -> None:
    assert parts(bar) == {("办事公告", "")}


def test_menus_of_an_application_that_lead_to_columns_and_the_sites_are_none() -> None:
    links = '<li role="menuitem" class="el-menu-item is-active"><a href="/zjw/gzdt/">改造名单</a></li><li role="menuitem" class="el-menu-item"><a href="/zjw/tzgg/">办事公告</a></li>'
    assert parts(MENU.format(links)) == set()
    site = f'</div><div class="header">{MENU.format(ITEMS)}<div class="top"><input name="q"></div></div><div class="content">'
    assert parts(site) == set()
