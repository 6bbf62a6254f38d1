"""Choices and charts that no script has drawn yet, beside rows that stand there."""

import pytest

from tests.crawler.pages.parts.test_column import parts

CHART = '<div id="map"></div><script>var c = echarts.init(document.getElementById("map")); c.setOption({{series: [{{type: "map"}}]}}); {}</script>'


@pytest.mark.parametrize(
    "choice",
    [
        '<el-select v-model="y"><el-option label="2026年" value="1"></el-option><el-option label="2025年"></el-option></el-select>',
        '<el-select v-model="lx" @change="q"><el-option v-for="i in os" :label="i.n"></el-option></el-select>',
        '<div><el-radio-group v-model="r"><el-radio-button label="政策"></el-radio-button></el-radio-group></div>',
        "<van-dropdown-menu><van-dropdown-item v-model='v' :options='o'></van-dropdown-item></van-dropdown-menu>",
        '<el-cascader v-model="c" :options="o"></el-cascader>',
        '<a-select v-model="y" @change="q"></a-select>',
    ],
)
def test_a_choice_that_is_still_to_be_drawn_hides_some(choice: str) -> None:
    assert parts(choice) == {("其他选项", "")}


@pytest.mark.parametrize(
    "choice",
    [
        '<el-select v-model="y" placeholder="请选择年份"></el-select>',
        '<el-radio-group v-model="r"><el-radio label="">全部</el-radio><el-radio label="1">政策</el-radio></el-radio-group>',
        '<el-form><el-input v-model="k"></el-input><el-select v-model="s"></el-select><el-button>搜索</el-button></el-form>',
        '<form><input name="q"><el-select v-model="s"></el-select></form>',
        '<el-form><el-select v-model="y"></el-select><el-button>查询</el-button></el-form>',
        '<div class="header"><el-select v-model="lang"></el-select></div>',
    ],
)
def test_a_choice_of_all_of_a_search_or_of_the_header_hides_nothing(choice: str) -> None:
    assert parts(choice) == set()


@pytest.mark.parametrize(
    ("click", "found"),
    [
        ("c.on('click', function (p) { show(p.name) })", {("图表", "")}),
        ("c.on('click', p => { this.area = p.name; this.query(); });", {("图表", "")}),
        ("c.on('click', function (p) { window.location.href = '/' + p.name + '/' })", set()),
        ("c.on('click', function (p) { alert(p.name) })", set()),
        ("", set()),
        ("$('.menu').on('click', function () { show(1) })", set()),
    ],
)
def test_a_chart_hides_parts_where_a_click_does_something_on_its_page(click: str, found: set[tuple[str, str]]) -> None:
    assert parts(CHART.format(click)) == found


@pytest.mark.parametrize(
    "bar",
    [
        '<div class="c"><a v-for="c in cats" @click="go(c)">{{c.name}}</a></div>',
        '<ul><li ng-repeat="c in cats" ng-click="go(c)"><span>{{c.name}}</span></li></ul>',
        '<div id="catTabs"></div><script>$.getJSON("/c.json", function (d) { $("#catTabs").html(tpl(d)) })</script>',
    ],
)
def test_tabs_that_a_script_has_yet_to_repeat_or_to_fill_in_hide_some(bar: str) -> None:
    assert parts(bar) == {("其他选项", "")}


@pytest.mark.parametrize(
    "bar",
    [
        '<div class="c"><a class="on" @click="go()">全部</a><a v-for="c in cats" @click="go(c)">{{c.name}}</a></div>',
        '<ul><li v-for="c in menu"><a :href="c.url">{{c.name}}</a></li></ul>',
        '<div id="catTabs"></div>',
        '<div id="weather"></div><script>$.getJSON("/w.json", function (d) { $("#weather").html(tpl(d)) })</script>',
    ],
)
def test_what_is_repeated_to_lead_elsewhere_and_empty_blocks_hide_nothing(bar: str) -> None:
    assert parts(bar) == set()


SELECT = '<el-select v-model="form.lb" {}><el-option v-for="i in os" :label="i.n"></el-option></el-select><script>new Vue({{data(){{return {{form: {{lb: {}}}}}}}}})</script>'


@pytest.mark.parametrize(
    ("placeholder", "begins", "hides"),
    [
        ("", "''", False),
        ("", "null", False),
        ("", "'all'", False),
        ('placeholder="请选择类别"', "''", False),
        ('placeholder="请选择类别"', "'3'", True),
        ('placeholder="请选择年份"', "2026", True),
        ("", "cats[0]", True),
    ],
)
def test_a_choice_shows_what_the_pages_script_begins_it_with(placeholder: str, begins: str, *, hides: bool) -> None:
    assert parts(SELECT.format(placeholder, begins)) == ({("其他选项", "")} if hides else set())


def test_a_choice_of_how_many_rows_are_shown_hides_none() -> None:
    assert (
        parts('<el-select v-model="pageSize"><el-option v-for="i in os" :label="i"></el-option></el-select>') == set()
    )
