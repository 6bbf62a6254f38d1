"""Where the whole of a list stands of which a page shows the newest part."""

import pytest

from tests.crawler.pages.test_apart import ROWS, read

URL = "http://h.cn/zjw/gzdt/"
MORE = '<a href="./all/">更多&gt;&gt;</a>'


def wholes(above: str, below: str = "", rows: str = ROWS) -> tuple[str, ...]:
    """What is said to hold the whole of the page's dated lists."""
    return tuple(url for block in read(above, below=below, rows=rows).blocks if block.dated for url in block.wholes)


def box(number: int, head: str) -> str:
    lines = "".join(
        f'<li><a href="./7{number}{n}.html">区住建委公布第{number}批改造名单之{n}</a><span>2026-10-{n}</span></li>'
        for n in range(11, 15)
    )
    return f'<div class="box"><div class="hd">{head}</div><ul>{lines}</ul></div>'


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (f'<div class="hd"><h3>通知</h3>{MORE}</div>', ""),
        ('<h3><a href="./all/">改造名单</a></h3>', ""),
        ('<div class="tit"><span><a href="./all/">改造名单</a></span></div>', ""),
        (f'<div class="head"><h3>通知</h3>{MORE}</div>', ""),
        ('<div class="hd"><h3>通知</h3><a href="./all/"><img src="/images/more.gif"></a></div>', ""),
        ('<div class="hd"><h3>通知</h3><a class="more" href="./all/"></a></div>', ""),
        (f"<header><h2>通知</h2>{MORE}</header>", ""),
        ("", f"<p>{MORE}</p>"),
        ('<p><a href="./all/">查看全部</a></p>', ""),
    ],
)
def test_more_in_a_lists_head_or_below_it_leads_to_its_whole(above: str, below: str) -> None:
    assert wholes(above, below) == (f"{URL}all/",)


@pytest.mark.parametrize(
    "above",
    [
        "",
        '<h3><a href="./">工作动态</a></h3>',
        '<h3><a href="/zjw/">区住建委</a></h3>',
        '<div class="crumb"><a href="/">首页</a> &gt; <a href="/zjw/">区住建委</a></div>',
        '<h3><a href="/zjw/tzgg/">通知公告</a></h3>',
        '<div class="hd"><a href="index.html">更多</a></div>',
        '<div class="tit"><h2>工作动态</h2><div class="t"><a href="./rss.xml">RSS</a></div></div>',
    ],
)
def test_what_leads_back_or_beside_is_no_whole(above: str) -> None:
    assert wholes(above) == ()


@pytest.mark.parametrize("head", ['<h3>{0}</h3><a href="./{1}/">更多</a>', '<h3><a href="./{1}/">{0}</a></h3>'])
def test_each_box_of_a_page_has_its_own(head: str) -> None:
    boxes = "".join(box(number, head.format(f"第{number}批", f"zl{number}")) for number in (1, 2, 3))
    assert set(wholes(boxes, rows="")) == {f"{URL}zl{number}/" for number in (1, 2, 3)}


def test_a_rows_own_link_to_its_text_is_none() -> None:
    rows = ROWS.replace("</a><span>", '</a><a href="./4011.html">更多</a><span>')
    assert wholes("", rows=rows) == ()


BY_SCRIPT = [
    '<h3>改造名单 <a href="javascript:;" onclick="more()">更多&gt;&gt;</a></h3>',
    '<div class="tit"><h3>改造名单</h3><span class="more" onclick="openList(12)">更多</span></div>',
    '<div class="hd"><span>改造名单</span><a href="javascript:goMore(1)">more&gt;&gt;</a></div>',
    '<div class="hd"><span>改造名单</span><a class="more" href="#" data-channel="gzdt">查看更多</a></div>',
    '<div class="tit"><h2>改造名单</h2><a class="more">更多</a></div>',
    '<div class="tit"><h2>改造名单</h2><button type="button">更多</button></div>',
    '<div class="tit"><h2>改造名单</h2><a href="javascript:;"><img src="more.gif" alt="更多"></a></div>',
    '<div class="tit"><h2>改造名单</h2><img src="/images/more.gif" onclick="m()"></div>',
    '<div class="tit"><h2>改造名单</h2><span onclick="all()">查看全部</span></div>',
    '<div class="tit"><h2>改造名单</h2><a href="javascript:m()" class="more">+</a></div>',
    '<div class="more"><a href="javascript:m()">更多</a></div>',
]


@pytest.mark.parametrize("head", BY_SCRIPT)
def test_more_that_only_a_script_acts_on_hides_the_whole(head: str) -> None:
    assert wholes(head) == ("",)
    assert wholes(f"<table><tr><td>{head}</td></tr></table>") == ("",)


def test_each_of_two_boxes_with_more_by_script_has_a_whole_that_nobody_can_read() -> None:
    head = BY_SCRIPT[1]
    assert wholes("".join(box(number, head) for number in (1, 2)), rows="") == ("",)


@pytest.mark.parametrize(
    "above",
    [
        '<div class="nav"><a href="/zjw/">区住建委</a><a href="javascript:;" class="more">更多</a></div>',
        '<div class="bdsharebuttonbox"><a href="#" class="bds_more" data-cmd="more">更多</a></div>',
        '<div><span>分享到：</span><i onclick="s(1)">微信</i><i onclick="s(2)">更多</i></div>',
        '<div class="tq"><span>天气：晴</span><a href="javascript:;" onclick="w()">更多</a></div>',
        '<p>本栏目发布改造名单，欢迎关注。<a href="javascript:;" onclick="t()">更多</a></p>',
        '<div class="f"><b>街道</b><i onclick="f(0)">全部</i><i onclick="f(1)">西于庄</i><i onclick="x()">更多</i></div>',
        '<div class="search"><input name="q"><a href="javascript:;" onclick="adv()">更多条件</a></div>',
        '<div class="side"><h3>热点</h3><a href="javascript:m()">更多</a></div>',
    ],
)
def test_more_of_navigations_shares_choices_and_sentences_hides_no_list(above: str) -> None:
    assert wholes(above) == ()


def test_more_by_script_behind_a_single_row_is_another_blocks() -> None:
    other = '<div class="oth"><b>相关链接</b><span onclick="m()">查看更多</span></div>'
    row = '<a class="it" href="./4011.html"><p>区住建委检查在建工地扬尘治理</p><p>2026-10-11</p></a>'
    assert wholes(f"<table><tr><td>{row}{other}</td></tr></table>", rows="") == ()


def test_more_by_script_in_every_row_is_the_rows_own() -> None:
    rows = ROWS.replace("</a><span>", '</a><a href="javascript:o()" class="more">更多</a><span>')
    assert wholes("", rows=rows) == ()
