"""What turns pictures, months and voices, counts visits, or chooses how many rows a page has, is no pager of the list beside it; what stands
with it still is one."""

import pytest

from tests.crawler.pages.test_marks_of_going_on import read, says

PICTURES = "".join(f'<li><a href="/tz/notice{n}.html"><img src="/f{n}.jpg" alt="图{n}"></a></li>' for n in (1, 2, 3))
SLIDES = (
    '<div class="focus"><ul>{}</ul><a class="prev" href="javascript:;">上一张</a><a class="next" href="javascript:;">下一张</a>'
    "<span>1/3</span><ol><li>1</li><li>2</li><li>3</li></ol></div>"
)
STEPS = '<a href="javascript:turn(-1)">上个月</a> <a href="javascript:turn(1)">下个月</a>'
WEEKS = "".join(
    "<tr>"
    + "".join(f'<td><a href="javascript:pick({day})">{day}</a></td>' for day in range(first, min(first + 7, 32)))
    + "</tr>"
    for first in range(1, 32, 7)
)
DAYS = "".join(f"<li>{day}</li>" for day in (28, 29, 30, *range(1, 32), 1, 2))
BAR = '<div class="top2" style="display:none">{}</div>'.format(
    "".join(
        f'<a href="javascript:w({n})">{word}</a>'
        for n, word in enumerate(("放大", "缩小", "指读", "上一页", "下一页", "退出服务"))
    )
)
OTHERS = pytest.mark.parametrize(
    "other",
    [
        SLIDES.format(PICTURES),
        SLIDES.format(PICTURES.replace('href="/tz', 'name="/tz')),
        f"<table><caption>2026年10月</caption><tr><td colspan=7>{STEPS}</td></tr>{WEEKS}</table>",
        f"<div><div>{STEPS}</div><ul>{DAYS}</ul></div>",
        BAR,
        "<p>本站共发布信息 12033 条次，共 86 页面接受检索</p>",
        "<p>今日浏览 326 页次 第1/1版</p>",
        '<div>每页显示 <a href="?size=10">10</a> <a href="?size=20">20</a> <a href="?size=50">50</a> 条</div>',
        '<div>每页显示：<a href="javascript:s(10)">10</a> <a href="javascript:s(20)">20</a> 条</div>',
        '<div style="display:none">加载更多</div><div>已经到底了，没有更多内容</div>',
    ],
)


@OTHERS
def test_what_turns_or_counts_something_else_is_no_mark(other: str) -> None:
    for extract in (read(other), read("", above=other)):
        assert says(extract) == "end"
        assert extract.parts == ()


@OTHERS
@pytest.mark.parametrize(
    "mark",
    [
        '<div><a href="javascript:go(2)">下一页</a></div>',
        "<div><span>1</span> <span>2</span> <span>3</span></div>",
        "<p>1/6</p>",
    ],
)
def test_a_mark_beside_it_is_still_one(other: str, mark: str) -> None:
    assert says(read(mark + other)) == "mark"
    assert says(read(mark, above=other)) == "mark"


@pytest.mark.parametrize(
    "mark",
    [
        '<div class="loadmore">加载更多</div><div style="display:none">没有更多了</div>',
        '<div class="loadmore" style="display:none">加载更多</div><div style="display:none">没有更多了</div>',
        "<div class='pages'>" + "".join(f"<span>{n}</span>" for n in range(1, 31)) + "</div>",
        "<div>" + "".join(f'<a href="?page={n}">{n}</a>' for n in range(1, 31)) + "</div>",
        '<div>每页 15 条 <a href="javascript:s(5)">5</a> <a href="javascript:s(6)">6</a></div>',
        "<p>共86页</p>",
        "<p>第1/6页</p>",
    ],
)
def test_what_looks_alike_and_turns_the_list_is_a_mark(mark: str) -> None:
    assert says(read(mark)) != "end"


def test_pictures_beside_a_list_that_a_script_holds_count_none_of_its_pages() -> None:
    rows = ", ".join(
        f'{{"title": "区住建委检查在建工地扬尘治理第{n}次", "url": "/gzdt/40{n}.html", "date": "2026-10-{n}"}}'
        for n in range(11, 16)
    )
    extract = read("<p>共1页</p>" + SLIDES.format(PICTURES), rows=f"</ul><script>var list = [{rows}];</script><ul>")
    assert (len(extract.entries), extract.paging.total_pages) == (5, 1)
