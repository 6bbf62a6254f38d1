"""Below a short list of dated rows stands something: does the list go on, by a way or by a mark of one, or does it end here."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from crawler.pages.reader import read_page
from crawler.reading.document import Document
from crawler.records.items import PageExtract

NOW = datetime(2026, 11, 5, 2, tzinfo=ZoneInfo("Asia/Shanghai"))
ROWS = "".join(
    f'<li><a href="/gzdt/40{number}.html">区住建委检查在建工地扬尘治理第{number}次</a><span>2026-10-{number}</span></li>'
    for number in range(11, 16)
)


def read(below: str, above: str = "", rows: str = ROWS) -> PageExtract:
    """A list of five rows, with markup above and below it."""
    markup = f"""<html><head><title>工作动态</title></head><body><div class="header"><a href="/">首页</a><a href="/gzdt/">工作动态</a></div>{above}
    <div class="content"><ul class="news">{rows}</ul>{below}</div><div class="footer">主办：区住房建设委员会</div></body></html>"""
    return read_page(Document("http://h.cn/gzdt/list.html", markup), "generic", NOW, is_list=True)


def says(extract: PageExtract) -> str:
    """`follow`: an address leads on; `mark`: it goes on, nobody knows how; `end`: it ends here."""
    paging = extract.paging
    if paging.following or paging.perhaps or paging.numbered or paging.form:
        return "follow"
    claimed = (paging.total_pages or 1) > 1 or (paging.total_rows or 0) > len(extract.entries)
    return "mark" if paging.unreadable or claimed else "end"


@pytest.mark.parametrize(
    "below",
    [
        '<div><a href="javascript:void(0)" data-page="1">1</a><a href="javascript:void(0)" data-page="2">2</a></div>',
        '<div><input type="button" value="下一页" onclick="go(2)"></div>',
        "<div><span>1</span> <span>2</span> <span>3</span> … <span>5</span></div>",
        "<div>跳到<select onchange=go(this.value)><option>1<option>2<option>3</select>页</div>",
        "<button>显示更多</button>",
        "<div onclick=x()>展开全部</div>",
        '<a href="javascript:;">查看更多</a>',
        "<p>点击加载</p>",
        '<a href="javascript:more()">加载更多...</a>',
        '<a href="javascript:more()">继续浏览</a>',
        "<a onclick=more()>浏览更多信息</a>",
        "<div>上拉加载</div>",
        "<div>滚动加载</div>",
        "<div>正在加载...</div>",
        "<div>加载中，请稍候</div>",
        "<button>LOAD MORE</button>",
        "<button>More</button>",
        '<a href="javascript:n()">后一页</a>',
        '<a href="javascript:n()">向后翻页</a>',
        '<a href="javascript:n()">下一屏</a>',
        '<a href="javascript:n()">下10条</a>',
        "<div>第一页 共三页</div>",
        "<div>Total 2 pages</div>",
        "<div>Total: 25 items</div>",
        "<div>25 records</div>",
        "<div>1-5 / 25</div>",
        "<div>显示第 1 到第 5 条记录，总共 25 条记录</div>",
        "<div>第1-5条，共25条</div>",
        '<div class="foot" data-total-page="4"></div>',
        '<pagination :total="total"></pagination>',
        '<el-pagination :total="25" :page-size="5"></el-pagination>',
        '<div id="pager"></div><script>$("#pager").init(3, "list")</script>',
        '<ul class="pagination"></ul><script src="/js/list.js"></script>',
        "<script>fenye(1, 3)</script>",
        "<script>pageNav.go(1, 3)</script>",
        "<script>showPages('pg', 1, 3)</script>",
    ],
)
def test_a_mark_of_going_on_is_seen(below: str) -> None:
    assert says(read(below)) == "mark"


@pytest.mark.parametrize(
    "below",
    [
        '<div><a href="list_2.html"><img src="/images/next.gif"></a></div>',
        '<div><a href="list_2.html"><img src="/images/jt.png"></a></div>',
        '<div>第一页 <a href="list_2.html">第二页</a></div>',
        '<div>[1] <a href="list_2.html">[2]</a></div>',
        '<div><a href="list_2.html">Older posts</a></div>',
        '<div>一 <a href="index_1.html">二</a></div>',
    ],
)
def test_a_way_on_is_followed_whatever_carries_it(below: str) -> None:
    assert says(read(below)) == "follow"


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("", ""),
        ("", "<div>共1页</div>"),
        ("", "<div>共5条记录</div>"),
        ("", '<a href="/tzgg/">查看更多</a>'),
        ("", "<div>当前第1/1页</div>"),
        ("", '<el-pagination :total="5" :page-size="20"></el-pagination>'),
        ("", '<div class="page"></div>'),
        ("", "<script>showPages('pg', 1, 1)</script>"),
        ("", "<script>function showPages(a, b, c) { return 3; }</script>"),
        ("", '<a class="disabled">下一页</a>'),
        ("<div id=tq>加载中…</div>", ""),
        ("<div class=hd><a href=/a/>动态</a><span onclick=x()>更多</span></div>", ""),
        (
            "<div class=slide><ul><li><a href=/gzdt/1.html><img src=1.jpg></a></li></ul><ol><li>1</li><li>2</li><li>3</li></ol></div>",
            "",
        ),
        ("<form><select><option>1<option>2<option>3</select>月</form>", ""),
        ("", "<table><tr><td>日</td><td>一</td></tr><tr><td>1</td><td>2</td></tr></table>"),
    ],
)
def test_what_is_no_mark_leaves_the_list_complete(above: str, below: str) -> None:
    assert says(read(below, above)) == "end"


def test_what_unfolds_rows_that_are_on_the_page_is_no_mark() -> None:
    hidden = (
        '<li style="display:none"><a href="/gzdt/4001.html">区住建委公布燃气检查结果</a><span>2026-10-09</span></li>'
    )
    found = read('<a href="javascript:;" onclick="showAll()">查看更多</a>', rows=ROWS + hidden)
    assert (says(found), len(found.entries)) == ("end", 6)
