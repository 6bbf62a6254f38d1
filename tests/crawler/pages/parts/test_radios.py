"""Radio buttons beside a list: those that turn it like tabs, and those of a form that is filled in."""

import pytest

from tests.crawler.pages.parts.test_column import parts
from tests.crawler.pages.test_apart import ROWS, read

OTHER = "<ul><li><a href='./81.html'>区住建委公布办事公告之一</a><span>2026-10-12</span></li></ul>"


@pytest.mark.parametrize(
    "group",
    [
        '<div><label><input type="radio" name="lb" checked onclick="q(1)">改造名单</label><label><input type="radio" name="lb" onclick="q(2)">办事公告</label></div>',
        '<div><input type="radio" name="lb" id="a" checked><label for="a">改造名单</label><input type="radio" name="lb" id="b"><label for="b">办事公告</label></div>',
        '<div><input type="radio" name="t" title="改造名单" lay-filter="t" checked><input type="radio" name="t" title="办事公告" lay-filter="t"></div>',
        '<p>类别：<input type="radio" name="lb" value="1" checked onclick="q(1)">改造名单 <input type="radio" name="lb" value="2" onclick="q(2)">办事公告</p>',
        '<table><tr><td><input type="radio" name="lb" checked>改造名单</td><td><input type="radio" name="lb">办事公告</td></tr></table>',
        '<form><label><input type="radio" name="lb" checked onclick="this.form.submit()"><i>改造名单</i></label><label><input type="radio" name="lb" onclick="this.form.submit()"><i>办事公告</i></label><button>刷新</button></form>',
        '<div><label for="a">改造名单</label><input type="radio" id="a" name="lb" checked onclick="q()"><label for="b">办事公告</label><input type="radio" id="b" name="lb" onclick="q()"></div>',
        '<div><input type="radio" id="a" name="lb" checked><input type="radio" id="b" name="lb"><label for="a">改造名单</label><label for="b">办事公告</label></div>',
        '<table><tr><td><input type="radio" name="lb" checked></td><td>改造名单</td><td><input type="radio" name="lb"></td><td>办事公告</td></tr></table>',
        '<label><input type="checkbox" checked onclick="q()">改造名单</label><label><input type="checkbox" onclick="q()">办事公告</label>',
        '<ul><li><input type="radio" name="lb"><label>改造名单</label></li><li><input type="radio" name="lb"><label>办事公告</label></li></ul>',
    ],
)
def test_radio_buttons_that_turn_a_list_are_parts(group: str) -> None:
    assert parts(group) == {("办事公告", "")}


def test_a_radio_button_that_leads_somewhere_is_a_part_with_an_address() -> None:
    group = """<div><input type="radio" name="lb" checked>改造名单 <input type="radio" name="lb" onclick="location='/zjw/gzdt/lb2.html'">办事公告</div>"""
    assert parts(group) == {("办事公告", "http://h.cn/zjw/gzdt/lb2.html")}


def test_all_that_is_not_ticked_is_a_part_too() -> None:
    group = '<div><label><input type="radio" name="l">全部</label><label><input type="radio" name="l" checked>改造名单</label></div>'
    assert parts(group) == {("全部", "")}


@pytest.mark.parametrize(
    "group",
    [
        '<form><label><input type="radio" name="f" checked>改造名单</label><label><input type="radio" name="f">办事公告</label><p><input name="q"></p></form>',
        '<div><input type="radio" name="f" checked onclick="t(1)">本栏目 <input type="radio" name="f" onclick="t(2)">全站 <input name="q"></div>',
        '<form><p><input type="radio" name="f">及时更新<input type="radio" name="f">更新较慢</p><input type="button" value="投票" onclick="v()"></form>',
        '<div><label><input type="radio" name="l" checked>全部</label><label><input type="radio" name="l">改造名单</label></div>',
        '<div><input type="radio" name="m" checked>满意<input type="radio" name="m">较满意</div>',
        '<div><label><input type="radio" name="s" checked onclick="o(1)">按时间</label><label><input type="radio" name="s" onclick="o(2)">按相关度</label></div>',
        '<div><label><input type="radio" name="x" checked>是</label><label><input type="radio" name="x">否</label></div>',
    ],
)
def test_radio_buttons_of_searches_polls_and_orders_are_no_parts(group: str) -> None:
    assert parts(group) == set()


@pytest.mark.parametrize(
    "page",
    [
        f'<div><input type="radio" name="t" id="a" checked><label for="a">改造名单</label><input type="radio" name="t" id="b"><label for="b">办事公告</label><div class="pane"><ul>{ROWS}</ul></div><div class="pane">{OTHER}</div></div>',
        f'<div><input type="radio" name="t" id="a" checked><label for="a">改造名单</label><div class="pane"><ul>{ROWS}</ul></div><input type="radio" name="t" id="b"><label for="b">办事公告</label><div class="pane">{OTHER}</div></div>',
        f'<p><label><input type="radio" name="t" value="1" onclick="q(1)" checked>改造名单</label><label><input type="radio" name="t" value="2" onclick="q(2)">办事公告</label></p><div class="pane"><ul>{ROWS}</ul></div><div class="pane" style="display:none">{OTHER}</div>',
    ],
)
def test_radio_buttons_whose_panes_stand_on_the_page_are_no_parts_and_turn_no_pages(page: str) -> None:
    extract = read(page, rows="")
    assert (extract.parts, extract.paging.unreadable) == ((), "")


BOXES = '<div><label><input type="checkbox" name="lb" value="1" {} onclick="f()">改造名单</label><label><input type="checkbox" name="lb" value="2" {} onclick="f()">办事公告</label></div>'


@pytest.mark.parametrize(
    "group",
    [
        BOXES.format("checked", ""),
        '<div>分类：<input type="checkbox" name="c[]" checked>改造名单 <input type="checkbox" name="c[]">办事公告</div>',
        '<div><label><input type="checkbox" v-model="t" value="1" checked>改造名单</label><label><input type="checkbox" v-model="t" value="2">办事公告</label></div>',
        '<div><input type="checkbox" id="a1" name="c1" checked onchange="q()"><label for="a1">改造名单</label><input type="checkbox" id="a2" name="c2" onchange="q()"><label for="a2">办事公告</label></div>',
    ],
)
def test_boxes_that_are_not_ticked_beside_one_that_is_are_parts(group: str) -> None:
    assert parts(group) == {("办事公告", "")}


@pytest.mark.parametrize(
    "group",
    [
        BOXES.format("", ""),
        BOXES.format("checked", "checked"),
        '<form><input name="q"><label><input type="checkbox" name="a" checked>标题</label><label><input type="checkbox" name="b">正文</label><input type="submit"></form>',
        '<p><label><input type="checkbox" name="ok" checked>我已阅读</label></p>',
        '<p><label><input type="checkbox" onclick="all()">全选</label></p>',
    ],
)
def test_boxes_without_a_tick_or_with_all_show_the_whole(group: str) -> None:
    assert parts(group) == set()


def test_a_box_that_shows_a_part_alone_hides_the_rest_while_it_is_ticked() -> None:
    box = '<p><label><input type="checkbox" {} onchange="q()">{}</label></p>'
    assert parts(box.format("checked", "仅看本级")) == {("其他选项", "")}
    assert parts(box.format("", "仅看本级")) == set()
    assert parts(box.format("checked", "记住我的选择")) == set()
