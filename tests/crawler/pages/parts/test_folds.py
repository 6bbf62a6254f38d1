"""Headings that a click folds out, and tabs of an application's own elements: of which the page holds nothing, and of which all."""

import pytest

from tests.crawler.pages.test_apart import ROWS, read

OTHER = "<ul><li><a href='./81.html'>区住建委公布办事公告之一</a><span>2026-10-12</span></li></ul>"
LIST = f"<ul>{ROWS}</ul>"


def names(markup: str) -> list[str]:
    return [part.name for part in read(f'</div><div class="content">{markup}</div><div>', rows="").parts]


def in_turn(other: str) -> str:
    return f'<h4 onclick="f(1)">改造名单</h4><div>{LIST}</div><h4 onclick="f(2)">办事公告</h4><div>{other}</div>'


def boxes(other: str) -> str:
    box = '<div class="item"><div class="t" onclick="f(this)">{}</div><div class="c">{}</div></div>'
    return box.format("改造名单", LIST) + box.format("办事公告", other)


def components(other: str) -> str:
    pane = '<el-tab-pane label="{}">{}</el-tab-pane>'
    return f"<el-tabs>{pane.format('改造名单', LIST)}{pane.format('办事公告', other)}</el-tabs>"


@pytest.mark.parametrize("made", [in_turn, boxes, components])
def test_what_is_folded_away_and_not_on_the_page_is_a_part(made: object) -> None:
    assert callable(made)
    assert names(made("")) == ["办事公告"]


@pytest.mark.parametrize("made", [in_turn, boxes, components])
@pytest.mark.parametrize("other", [OTHER, "<p>暂无内容</p>"])
def test_what_is_folded_away_on_the_page_hides_nothing(made: object, other: str) -> None:
    assert callable(made)
    assert names(made(other)) == []


def test_headings_that_lead_elsewhere_and_those_above_all_panes_fold_nothing() -> None:
    link = '<div class="item"><h4><a href="/zjw/{0}/">{1}</a></h4><div>{2}</div></div>'
    assert names(link.format("a", "改造名单", LIST) + link.format("b", "办事公告", "")) == []
    bar = '<h4 class="on" onclick="f(1)">改造名单</h4><h4 onclick="f(2)">办事公告</h4>'
    assert names(f'{bar}<div class="c">{LIST}</div><div class="c" style="display:none">{OTHER}</div>') == []


def test_tabs_of_an_application_without_any_rows_are_parts_but_for_the_first() -> None:
    tabs = '<el-tab-pane label="改造名单"></el-tab-pane><el-tab-pane label="办事公告"></el-tab-pane>'
    assert names(f"<el-tabs>{tabs}</el-tabs>{LIST}") == ["办事公告"]


def test_nodes_of_a_list_that_a_click_opens_are_parts() -> None:
    node = '<li class="closed"><span onclick="open(2)">办事公告</span></li>'
    assert names(f'<ul class="tree"><li><span onclick="open(1)">改造名单</span>{LIST}</li>{node}</ul>') == ["办事公告"]


def test_tabs_that_are_named_a_navigation_with_an_empty_pane_are_parts() -> None:
    bar = '<ul class="nav nav-pills"><li class="active"><a href="#a">改造名单</a></li><li><a href="#b">办事公告</a></li></ul>'
    panes = '<div class="tab-content"><div id="a" class="tab-pane active">{}</div><div id="b" class="tab-pane">{}</div></div>'
    assert names(bar + panes.format(LIST, "")) == ["办事公告"]
    assert names(bar + panes.format(LIST, OTHER)) == []


@pytest.mark.parametrize("bound", ["$('.t').click(open)", "$('.content').on('click', '.t', open)"])
def test_headings_that_a_script_acts_on_by_their_name_fold_like_others(bound: str) -> None:
    assert names(boxes("").replace(' onclick="f(this)"', "") + f"<script>{bound}</script>") == ["办事公告"]
    assert names(boxes("").replace(' onclick="f(this)"', "")) == []
