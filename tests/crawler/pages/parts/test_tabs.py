"""Bars of tabs that a script turns: which of them show only a part of the column, and which show nothing else of it."""

import pytest

from crawler.pages.reader import read_page
from crawler.reading.document import Document
from tests.crawler.pages.parts.test_column import SCRIPT, parts
from tests.crawler.pages.test_apart import NOW, ROWS, read

TURNED = [
    '<div role="tablist"><div role="tab" aria-selected="true">改造名单</div><div role="tab" aria-selected="false">办事公告</div><div role="tab">图片新闻</div></div>',
    '<ul class="tab"><li class="cur">改造名单<em>(12)</em></li><li data-i="2">办事公告<em>(5)</em></li><li data-i="3">图片新闻<em>[3]</em></li></ul>',
    '<div class="cat"><span data-id="1">改造名单</span><span data-id="2">办事公告</span><span data-id="3">图片新闻</span></div>',
    '<dl><dt>类别：</dt><dd class="selected"><a>改造名单</a></dd><dd><a>办事公告</a></dd><dd><a>图片新闻</a></dd></dl>',
    '<div class="t"><div class="ti on"><span>改造名单</span></div><div class="ti"><span>办事公告</span></div><div class="ti"><span>图片新闻</span></div></div>',
    '<div><span class="on" onclick="q(1)">改造名单</span> <b>/</b> <span onclick="q(2)">办事公告</span> <b>/</b> <span onclick="q(3)">图片新闻</span></div>',
    '<div><button class="btn btn-primary" data-t="a">改造名单</button><button class="btn" data-t="b">办事公告</button><button class="btn" data-t="c">图片新闻</button></div>',
    "<div><button>改造名单</button><button>办事公告</button><button>图片新闻</button></div>",
    '<div><input type="button" value="改造名单" onclick="q(1)"><input type="button" value="办事公告" onclick="q(2)"><input type="button" value="图片新闻" onclick="q(3)"></div>',
    '<div class="hd"><i class="tabItem tabItemActive">改造名单</i><i class="tabItem">办事公告</i><i class="tabItem">图片新闻</i></div>',
    '<div class="hd"><p class="itemon">改造名单</p><p class="item">办事公告</p><p class="item">图片新闻</p></div>',
    '<div class="x_tab"><a class="a1" href="###">改造名单</a><a class="a2" href="###">办事公告</a><a class="a3" href="###">图片新闻</a></div>',
    '<div class="sub_nav"><span class="on" data-id="1">改造名单</span><span data-id="2">办事公告</span><span data-id="3">图片新闻</span></div>',
    '<div class="weui-navbar tabs"><div class="item_on">改造名单</div><div class="item">办事公告</div><div class="item">图片新闻</div></div>',
    '<div><a aria-current="page" href="javascript:;">改造名单</a><a href="javascript:;">办事公告</a><a href="javascript:;">图片新闻</a></div>',
    '<dl><dt>领域</dt><dd class="cur">改造名单</dd><dd>办事公告</dd><dd>图片新闻</dd></dl>',
    '<h4 class="cur" onclick="q(1)">改造名单</h4><h4 onclick="q(2)">办事公告</h4><h4 onclick="q(3)">图片新闻</h4>',
    '<input type="button" value="改造名单" onclick="q(1)"><input type="button" value="办事公告" onclick="q(2)"><input type="button" value="图片新闻" onclick="q(3)">',
    '<div class="hd"><div class="on"><a href="javascript:;">改造名单</a></div><div><a href="javascript:;">办事公告</a></div><div><a href="javascript:;">图片新闻</a></div><span><a href="javascript:;">更多&gt;&gt;</a></span></div>',
]


@pytest.mark.parametrize("bar", TURNED)
def test_tabs_are_seen_whatever_carries_them(bar: str) -> None:
    assert parts(bar) == SCRIPT


def test_tabs_of_streets_are_seen_however_many_there_are_and_however_long_their_names() -> None:
    names = [f"天津市红桥区{name}街道办事处" for name in "一二三四五六七八九十甲乙丙丁戊"]
    bar = f'<ul class="tab"><li class="on">改造名单</li>{"".join(f"<li>{name}</li>" for name in names)}</ul>'
    assert {name for name, _ in parts(bar)} == set(names)


def test_a_link_among_tabs_that_a_script_turns_makes_them_no_links() -> None:
    bar = '<div class="tab"><span class="on">改造名单</span><span>办事公告</span><span>图片新闻</span><span><a href="/zt/">专题专栏</a></span></div>'
    assert parts(bar) == SCRIPT


def test_an_entry_without_an_address_among_links_is_no_tab() -> None:
    bar = '<ul class="tab"><li class="on">工作动态</li><li><a href="/zjw/tzgg/">通知公告</a></li><li><a href="/zjw/zc/">政策文件</a></li><li><a href="javascript:;">专题专栏</a></li></ul>'
    assert parts(bar) == set()


def test_laws_are_no_languages() -> None:
    bar = '<div class="fl"><label class="checked">法律</label><label>法规</label><label>规章</label></div>'
    assert {name for name, _ in parts(bar)} == {"法规", "规章"}


@pytest.mark.parametrize(
    "names", ["咨询 投诉 举报 建议", "公开指南 公开内容", "重大 较大 一般", "一般 重大", "国土空间 城乡规划"]
)
@pytest.mark.parametrize("turned", [' onclick="q(this)"', ""])
def test_kinds_of_messages_and_words_of_polls_and_tables_are_names_in_a_marked_bar(names: str, turned: str) -> None:
    first, *others = names.split()
    bar = f'<div><span class="on"{turned}>{first}</span>{"".join(f"<span{turned}>{name}</span>" for name in others)}</div>'
    assert parts(bar) == {(name, "") for name in others}


def test_all_of_a_column_may_be_a_tab_that_is_not_shown() -> None:
    bar = '<div class="tab"><span>全部</span><span class="on">改造名单</span><span>办事公告</span></div>'
    assert parts(bar) == {("全部", ""), ("办事公告", "")}


def test_tabs_beside_a_list_in_the_body_itself_are_seen() -> None:
    bar = '<div class="tab-nav"><span class="on" data-c="1">改造名单</span><span data-c="2">办事公告</span></div>'
    extract = read(f'</div>{bar}<ul class="news">{ROWS}</ul><div>', rows="")
    assert [part.name for part in extract.parts] == ["办事公告"]


@pytest.mark.parametrize(
    "bar",
    [
        '<div class="share"><b>分享到：</b><i onclick="s(1)">微信</i><i onclick="s(2)">新浪微博</i><i onclick="s(3)">QQ空间</i></div>',
        '<div><a href="javascript:;" class="on" onclick="f(18)">大字</a><a href="javascript:;" onclick="f(16)">标准</a></div>',
        '<div><ul class="s"><li class="on" data-t="t">搜标题</li><li data-t="a">搜全文</li></ul><input name="q"></div>',
        '<div><span class="on" onclick="t(1)">公开指南</span><span onclick="t(2)">公开年报</span><input name="q"></div>',
        '<div class="login"><p><i class="on">个人用户</i><i>法人用户</i></p></div>',
        '<div><span class="on" onclick="pj(1)">满意</span><span onclick="pj(2)">基本满意</span><span onclick="pj(3)">不满意</span></div>',
        '<div><b>热门搜索：</b><span onclick="s(1)">入学</span><span onclick="s(2)">中考</span></div>',
        '<div><span class="on">索引号</span><span>信息名称</span><span>发文日期</span></div>',
        '<div><a onclick="zx()">在线咨询</a><a onclick="jy()">意见建议</a><a onclick="top()">返回顶部</a></div>',
        '<div><button onclick="a()">我要写信</button><button onclick="b()">信件查询</button></div>',
        "<div><button>提交</button><button>取消</button></div>",
        "<div><button>咨询</button><button>投诉</button><button>举报</button></div>",
        '<div><button onclick="a()">投诉</button><button onclick="b()">信件选登</button></div>',
        '<div class="tab"><span class="on" onclick="pj(1)">很好</span><span onclick="pj(2)">一般</span><span onclick="pj(3)">较差</span></div>',
        '<div class="count"><span class="on">阅读：12</span><span>评论：3</span></div>',
        '<div class="weizhi"><span>首页</span><span>区住建委</span><span class="on">工作动态</span></div>',
        "<div><span>已公开</span><span>未公开</span></div>",
        '<ul class="step"><li class="on">受理申请</li><li>材料审核</li><li>办结送达</li></ul>',
        "<h4>改造名单</h4><h4>办事公告</h4>",
        '<p>工作日：<span class="on">一</span><span>二</span><span>三</span><span>四</span><span>五</span></p>',
        '<div class="skin"><i class="on" onclick="skin(1)">红色</i><i onclick="skin(2)">蓝色</i></div>',
        '<div class="tab"><i class="on" onclick="v(1)">是</i><i onclick="v(2)">否</i></div>',
        '<button onclick="a()">投诉</button><button onclick="b()">信件选登</button>',
        '<div><h3>工作动态</h3><div class="tab"><a class="on" href="/zjw/gzdt/">工作动态</a></div></div>',
        '<div><a href="javascript:;" onclick="h()">操作帮助</a><a href="javascript:;" onclick="g()">使用指南</a></div>',
        '<div><a class="on" href="#l">工作动态</a><a href="#lx">联系方式</a></div><p id="lx">电话：86516300</p>',
    ],
)
def test_tools_shares_searches_and_heads_of_tables_are_no_tabs(bar: str) -> None:
    assert parts(bar) == set()


BAR = '<div class="tab"><span class="on" data-id="1">改造名单</span><span data-id="2">办事公告</span></div>'
LIST = f'<ul class="list">{ROWS}</ul>'
OTHER = "<ul><li><a href='./81.html'>区住建委公布办事公告之一</a><span>2026-10-12</span></li></ul>"


@pytest.mark.parametrize(
    "panes",
    [
        f'<div class="pane">{LIST}</div><div class="pane" style="display:none"><p>暂无内容</p></div>',
        f'<div class="pane">{LIST}</div><div class="pane" style="display:none">{OTHER}</div><div class="clear"></div>',
        f'<div class="pane in">{LIST}</div><div class="pane">{OTHER}</div>',
        f'<div class="p1">{LIST}</div><div class="p2">{OTHER}</div><div>备注</div>',
    ],
)
def test_panes_hold_posts_or_say_that_there_are_none(panes: str) -> None:
    assert not read(BAR + panes, rows="").parts


@pytest.mark.parametrize(
    "panes",
    [
        f'<div class="list">{LIST}</div><div class="tip">注：本栏目信息每周更新</div>',
        f'<div class="list">{LIST}</div><div class="note"><a href="/lx/">联系方式</a><a href="/dz/">办公地址</a></div>',
        f'<div class="pane">{LIST}</div><div class="pane" style="display:none">加载中，请稍候</div>',
        f'<div class="list">{LIST}</div><div class="list"><h3>办事指南</h3>{OTHER}{OTHER}</div>',
        "".join(
            f'<p class="r"><a href="/bgs/">办公室</a><a href="./40{n}.html">区住建委检查在建工地第{n}次</a><span>2026-10-{n}</span></p>'
            for n in (11, 12)
        ),
    ],
)
def test_what_stands_behind_tabs_and_holds_no_posts_of_theirs_is_no_pane(panes: str) -> None:
    assert [part.name for part in read(BAR + panes, rows="").parts] == ["办事公告"]


@pytest.mark.parametrize("pane", ["", "加载中，请稍候"])
def test_a_place_on_the_page_that_a_script_has_yet_to_fill_shows_nothing(pane: str) -> None:
    bar = '<ul><li class="active"><a href="#p1">改造名单</a></li><li><a href="#p2">办事公告</a></li></ul>'
    extract = read(f'{bar}<div id="p1">{LIST}</div><div id="p2">{pane}</div>', rows="")
    assert [part.name for part in extract.parts] == ["办事公告"]


def headed(head: str) -> set[str]:
    """The parts of a page by what stands in its header."""
    markup = f"<html><head><title>工作动态</title></head><body>{head}<div class='main'><div class='side'><a href='/zjw/'>概况</a></div><div class='r'><h2>工作动态</h2><ul>{ROWS}</ul></div></div></body></html>"
    extract = read_page(Document("http://h.cn/zjw/gzdt/", markup), "generic", NOW, is_list=True)
    return {part.name for part in extract.parts}


@pytest.mark.parametrize(
    "head",
    [
        '<div class="header"><ul class="nav"><li><a href="/">首页</a></li></ul><ul class="tabs"><li class="on" data-id="1">工作动态</li><li data-id="2">通知公告</li></ul></div>',
        '<header><h1>区住建委</h1><div class="segmented"><a class="active" data-k="a">工作动态</a><a data-k="b">通知公告</a></div></header>',
        '<div class="top"><span class="on" onclick="s(1)">工作动态</span><span onclick="s(2)">通知公告</span></div>',
        '<header><van-tabs v-model="on"><van-tab title="工作动态"></van-tab><van-tab title="通知公告"></van-tab></van-tabs></header>',
    ],
)
def test_tabs_in_the_pages_header_are_seen(head: str) -> None:
    assert headed(head) == {"通知公告"}


@pytest.mark.parametrize(
    "head",
    [
        '<header><ul class="top-menu"><li class="on" onclick="m(1)">工作动态</li><li onclick="m(2)">政务公开</li></ul></header>',
        '<div class="header"><div class="s"><ul class="tab"><li class="on">新闻</li><li>文件</li></ul><form><input name="q"></form></div></div>',
        '<div class="top"><a href="javascript:w(1)">简体</a><a href="javascript:w(2)">繁体</a></div>',
        '<div class="top"><a onclick="w(1)">个人</a><a onclick="w(2)">法人</a></div>',
        '<div class="header"><ul class="tab-hd"><li class="on" onmouseover="t(1)">政务公开</li><li onmouseover="t(2)">政务服务</li></ul><div class="tab-bd"><a href="/a/">文件</a></div></div>',
        '<header><div class="tabs"><a class="on" href="/zjw/">首页</a><a href="/zjw/gk/">概况</a></div></header>',
        '<div class="header"><div><a class="on" href="javascript:;" onclick="p(0)">个人服务</a><a href="javascript:;" onclick="p(1)">法人服务</a></div><p>红桥区人民政府</p></div>',
        '<div class="header"><div class="tq"><span class="on" onclick="w(1)">红桥</span><span onclick="w(2)">天津</span></div><ul class="m"><li><a href="/">首页</a></li></ul></div>',
        '<div class="header"><div><ul class="q"><li class="on" onclick="z(1)">区级部门</li><li onclick="z(2)">街道办事处</li></ul></div><div class="menu-r"><a href="/zjw/">住建委</a></div></div>',
        '<div class="header"><div class="box"><div class="t1"><ul><li class="on" onclick="k(1)">政策文件</li><li onclick="k(2)">新闻动态</li></ul></div><div class="t2"><input name="q"></div></div></div>',
    ],
)
def test_menus_searches_and_looks_in_the_pages_header_are_no_tabs(head: str) -> None:
    assert headed(head) == set()


def test_tabs_in_english_are_seen_and_languages_are_none() -> None:
    bar = '<ul class="tab"><li class="on">News</li><li>Public Notices</li><li>Policies and Laws</li></ul>'
    assert {name for name, _ in parts(bar)} == {"Public Notices", "Policies and Laws"}
    assert parts(bar.replace("News", "All")) == set()
    assert parts('<ul class="tab"><li class="on">中文</li><li>English</li></ul>') == set()


@pytest.mark.parametrize(
    "script",
    [
        '$(".m-tab span").click(function () { show($(this).text()) })',
        "$('.m-tab').on('click', 'span', function () { show(this) })",
        '$(".m-tab > span").bind("click", show)',
    ],
)
def test_tabs_that_a_script_names_by_their_bar_are_seen(script: str) -> None:
    bar = "<div class='m-tab'><span>改造名单</span><em>|</em><span>办事公告</span></div>"
    assert parts(f"{bar}<script>{script}</script>") == {("办事公告", "")}
    assert parts(f"{bar}<script>{script.replace('m-tab', 'foot')}</script>") == set()


@pytest.mark.parametrize(
    "bar",
    [
        '<ul class="x"><li><input type="button" class="on" value="改造名单"></li><li><input type="button" value="办事公告"></li></ul>',
        '<div class="x"><span class="check">改造名单</span><span>办事公告</span></div>',
        '<p>查看方式：<b>改造名单</b> <u onclick="q()">办事公告</u></p>',
    ],
)
def test_tabs_are_seen_whatever_holds_and_marks_them(bar: str) -> None:
    assert parts(bar) == {("办事公告", "")}
