"""Choices beside a list that look like a select, selects that a script has yet to fill, and drawn maps."""

import pytest

from tests.crawler.pages.parts.test_column import parts
from tests.crawler.pages.test_apart import ROWS, read

PANES = '<div class="pane"><ul>{}</ul></div><div class="pane" style="display:none"><ul><li><a href="./81.html">区住建委公布办事公告之一</a><span>2026-10-12</span></li></ul></div>'


@pytest.mark.parametrize(
    "choice",
    [
        '<div class="filter"><p>改造名单</p><ul style="display:none"><li>改造名单</li><li>办事公告</li></ul></div>',
        '<div class="sel"><span>改造名单</span><ul><li onclick="q(1)">改造名单</li><li onclick="q(2)">办事公告</li></ul></div>',
        '<div class="x"><a href="javascript:;">改造名单</a><ul><li><a href="javascript:;">改造名单</a></li><li><a href="javascript:;">办事公告</a></li></ul></div>',
        '<div class="nice-select"><span>改造名单</span><ul class="list"><li>改造名单</li><li>办事公告</li></ul></div>',
        '<div class="dropdown"><button>改造名单</button><ul><li>请选择</li><li>改造名单</li><li>办事公告</li></ul></div>',
    ],
)
def test_what_a_choice_offers_beside_the_one_that_is_shown_are_parts(choice: str) -> None:
    assert parts(choice) == {("办事公告", "")}


@pytest.mark.parametrize(
    "choice",
    [
        '<div class="nice-select"><span class="current">改造名单</span></div>',
        '<div class="select"><span>改造名单</span><i class="arrow"></i></div>',
        '<div class="year-select">年份：<span class="val">2026</span><i class="arrow"></i></div>',
        '<div class="el-select"><input type="text" readonly value="改造名单"><i class="el-icon-arrow-down"></i></div>',
        '<div class="dropdown"><span>2026年<i class="caret"></i></span><ul class="dropdown-menu"></ul></div>',
        '<select id="lb" onchange="q(this.value)"></select>',
        """<select id="nd"><option>2026年</option></select><script>$.get("/nd", function (d) { $("#nd").append("<option>" + d + "</option>") })</script>""",
    ],
)
def test_a_choice_that_a_script_has_yet_to_fill_hides_some(choice: str) -> None:
    assert parts(choice) == {("其他选项", "")}


@pytest.mark.parametrize(
    "choice",
    [
        '<div class="nice-select"><span>全部</span><ul><li>全部</li><li>办事公告</li></ul></div>',
        '<div class="nice-select"><span>请选择类别</span><ul><li>改造名单</li><li>办事公告</li></ul></div>',
        '<div class="dropdown"><span>按时间排序</span><ul><li>按时间排序</li><li>按热度排序</li></ul></div>',
        '<div class="dropdown"><span>分享到</span><ul><li>微信</li><li>微博</li></ul></div>',
        '<div class="dropdown"><a href="/u/">个人中心</a><ul><li><a href="/a/">个人中心</a></li><li><a href="/b/">我的办件</a></li></ul></div>',
        '<div class="s"><div class="select-box"><span>改造名单</span><ul><li>改造名单</li><li>办事公告</li></ul></div><input name="q"><button>搜索</button></div>',
        '<div class="el-select"><input readonly value="10条/页"></div>',
        '<div class="sel"><span>工作动态</span><i class="arrow"></i></div>',
        '<div class="filter"><p>改造名单</p><ul><li>改造名单</li><li>办事公告</li></ul></div>',
        '<select id="links" onchange="window.open(this.value)"></select>',
        '<select id="nd"><option>2026年</option></select>',
        """<select id="nd" onchange="q()"></select><script>$("#nd").append("<option>全部</option>")</script>""",
    ],
)
def test_choices_of_the_whole_of_tools_and_of_searches_hide_nothing(choice: str) -> None:
    assert parts(choice) == set()


def test_a_choice_whose_panes_stand_on_the_page_hides_nothing() -> None:
    choice = '<div class="nice-select"><span>改造名单</span><ul><li onclick="q(1)">改造名单</li><li onclick="q(2)">办事公告</li></ul></div>'
    found = read(choice, rows=f"</ul>{PANES.format(ROWS)}<ul>")
    assert (found.parts, len(found.entries)) == ((), 9)


@pytest.mark.parametrize(
    "drawing",
    [
        '<svg><path d="M0" onclick="q(1)"/><path id="b" d="M1" onclick="q(2)"/></svg>',
        '<svg><g class="on" onclick="q(1)"><path/></g><g onclick="q(2)" data-name="b"><path/></g></svg>',
        '<svg><a href="javascript:q(1)"><text>丁字沽</text></a><a href="javascript:q(2)"><text>b</text></a></svg>',
    ],
)
def test_areas_of_a_drawn_map_that_a_script_acts_on_are_parts(drawing: str) -> None:
    assert parts(drawing) == {("b", "")}


@pytest.mark.parametrize(
    "drawing",
    [
        '<svg class="icon"><path d="M0"/><path d="M1"/></svg>',
        '<svg class="icon" onclick="zoom(1)"><path d="M0"/></svg>',
        """<svg><path onclick="window.open('/a/')"/><path onclick="window.open('/b/')"/></svg>""",
        '<svg><path onclick="a()"/><path onclick="b()"/></svg>',
    ],
)
def test_icons_and_maps_that_lead_to_other_pages_hide_nothing(drawing: str) -> None:
    assert parts(drawing) == set()
