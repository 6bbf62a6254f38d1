"""Links beside a list to its earlier posts."""

import pytest

from tests.crawler.pages.parts.test_column import URL, parts


@pytest.mark.parametrize(
    ("links", "found"),
    [
        ('<a href="/zjw/ls/10.html">2026年10月</a> <a href="/zjw/ls/09.html">2026年9月</a>', 2),
        ('<a href="/zjw/ls/10.html">2026.10</a> <a href="/zjw/ls/09.html">2026.09</a>', 2),
        ('<a href="./202610.html">202610</a> <a href="./202609.html">202609</a>', 2),
        ('<a href="/zjw/ls/10.html">10月份</a> <a href="/zjw/ls/09.html">9月份(3)</a>', 2),
        ('<a href="/zjw/q4/">第四季度</a> <a href="/zjw/q3/">第三季度</a>', 2),
        ('<b>9月</b> <a href="/zjw/ls/10.html">10月</a>', 1),
        ('<p>更多内容请见<a href="/zjw/old/">往期回顾</a></p>', 1),
        ('<a href="history.jsp?lm=3">历史&gt;&gt;</a>', 1),
        ('<a href="http://old.cn/zjw/">历史信息</a>', 1),
        ('<a href="/zjw/old.html">历史文章列表</a>', 1),
        ('<a href="/zjw/old.html">更多历史信息</a>', 1),
        ('<a href="/zjw/old.html">10月信息</a>', 1),
        ('更早的信息请<a href="/zjw/old.html">点击这里</a>', 1),
        ('<span>往期公告：</span><a href="/zjw/old.html">点击查看</a>', 1),
    ],
)
@pytest.mark.parametrize("is_below", [False, True])
def test_periods_and_archives_are_parts_wherever_they_lead(links: str, found: int, *, is_below: bool) -> None:
    bar = f"<div>{links}</div>"
    addresses = {address for _, address in (parts("", bar) if is_below else parts(bar))}
    assert len(addresses) == found
    assert "" not in addresses


@pytest.mark.parametrize(
    "link",
    [
        '<a href="javascript:his()">历史信息</a>',
        '<a onclick="his()">往期查询</a>',
        '<button onclick="his()">历史数据</button>',
        '<span onclick="his()"><i>往期公告</i></span>',
        "更早信息请到旧版网站查看",
        "历史数据请登录市政府网站查阅",
    ],
)
def test_an_archive_that_only_a_script_shows_has_no_address(link: str) -> None:
    assert {address for _, address in parts(f"<p>{link}</p>")} == {""}


@pytest.mark.parametrize(
    "links",
    [
        '<a href="/zjw/lswh/">历史文化</a><a href="/zjw/lsyg/">历史沿革</a>',
        '<a href="javascript:;" onclick="h()">浏览历史</a>',
        "<h3>历史信息</h3>",
        "<p>历史沿革请到区档案馆查阅</p>",
        "<p>更多信息请关注微信公众号</p>",
        '详细情况请<a href="/zjw/xq.html">点击这里</a>',
        f'<a href="{URL}index.html">工作动态</a> <a href="?page=2">往期信息</a>',
        '<div class="sidebar"><a href="/2026/10/">2026年10月</a><a href="/2026/09/">2026年9月</a></div>',
        '<a href="./4011.html">历史信息</a>',
    ],
)
def test_other_links_are_no_archives(links: str) -> None:
    assert parts(f"<div>{links}</div>") == set()


@pytest.mark.parametrize("name", ["历史信息", "更早的信息", "往期公告"])
@pytest.mark.parametrize(
    "box",
    [
        "<details><summary>{}</summary></details>",
        "<details><summary>{}</summary><ul id='old'></ul></details>",
        "<div class='accordion'><div class='accordion-header'>{}</div><div class='accordion-body'></div></div>",
        "<div class='layui-colla-item'><h2 class='layui-colla-title'>{}</h2><div class='layui-colla-content'></div></div>",
        "<el-collapse><el-collapse-item title='{}' name='1'></el-collapse-item></el-collapse>",
    ],
)
def test_an_archive_that_a_click_folds_out_and_that_is_not_on_the_page_has_no_address(name: str, box: str) -> None:
    assert {address for _, address in parts("", box.format(name))} == {""}


@pytest.mark.parametrize(
    "box",
    [
        "<details><summary>历史信息</summary><p>暂无信息</p></details>",
        "<div><h3>历史信息</h3><ul><li><a href='./81.html'>区住建委公布办事公告之一</a><span>2026-08-12</span></li></ul></div>",
        "<div><h3>历史沿革</h3><div></div></div>",
        "<div><h3>历史信息</h3><br></div>",
    ],
)
def test_an_archive_that_stands_on_the_page_and_a_heading_alone_hide_nothing(box: str) -> None:
    assert parts("", box) == set()
