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
        '<div class="hd"><a href="javascript:more()">更多</a></div>',
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
