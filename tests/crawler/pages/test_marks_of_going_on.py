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
        "<div class='more-btn' id='more'><span>查看更多</span></div>",
        "<div class='btnbox'><p><em>更多信息</em></p></div>",
        "跳到<select><option>1<option>2<option>3</select>",
        "<select><option>1<option>2<option>3</select>页",
        "<div>Pages: 1 2 3 ...</div>",
        "<div>页码：1 2 3</div>",
        "<div id='pageInfo' title='共3页'></div>",
        "<div class='x'>点我加载下一批</div>",
        "<a href='javascript:;' class='loadMore'>······</a>",
        "<script>page({box:'pg',count:57,num:10,step:5})</script>",
        "<script>var m_nPageCount=6;</script>",
        "<script>var page_count = '6';</script>",
        "<script>turnpage(1,6)</script>",
        "<script>document.write(getPage(6,1))</script>",
        "<script>var nTotal=57, nPageSize=10;</script>",
        "<script>var pageInfo={pageNum:1,pages:6,total:57};</script>",
        """<script>var pageData = {"page":1,"pagecount":6};</script>""",
        "<script>$('#p').bootpag({total: 6, page: 1, maxVisible: 5})</script>",
        "<script>$('#p').pagination({dataSource: '/api', totalNumber: 57, pageSize: 10})</script>",
        "<script>$('.z').createPage({pageNum: 6, current: 1, backfun: function(e){}})</script>",
        "<script>$('#p').cypager({pg_size:10,pg_total_count:57})</script>",
        '<a href="javascript:n()">次页</a>',
        '<a href="javascript:n()">翻页</a>',
        '<li class="ant-pagination-next" title="下一页"><a></a></li>',
        '<input type="image" src="/img/xyy.gif" onclick="n()">',
        '<div><b>1</b><a data-page="2">2</a></div>',
        '<label onclick="n()">下一页</label>',
        '<p onclick="n()">下一页</p>',
        '<a href="javascript:n(6)">尾页</a>',
        '<a href="javascript:n()">末页</a>',
        '<span onclick="n(6)">末页</span>',
        '<span @click="n(6)">末页</span>',
        '<a href="#" ng-click="n(6)">尾页</a>',
        '<div>第<input size="2" value="1">页 <a href="javascript:go()">GO</a></div>',
        '<div>转到第<input id="p">页<input type="button" value="确定" onclick="go()"></div>',
        '<select onchange="go(this.value)"><option value="1">第1页</option><option value="2">第2页</option></select>',
        "<p>第 1 - 3 项，共 57 项</p>",
        "<p>1-3 of 57</p>",
        "<p>共57件</p>",
        "<p>当前显示3条，还有54条未显示</p>",
        "<p>上一页 1 2 3 4 5 6 下一页</p>",
        "<p>[1][2][3]</p>",
        "<p>1 2 3 4 5 ... 57</p>",
        "<p>1|2|3|4</p>",
        "<p>第1页 第2页 第3页</p>",
        "<span>点击查看更多</span>",
        "<p>展开全部</p>",
        '<a href="javascript:;">查看更多动态</a>',
        "<button>查看全部通知公告</button>",
        '<a href="javascript:;">加载下一页</a>',
        '<a href="javascript:;">再看10条</a>',
        '<a href="javascript:;">再来一批</a>',
        '<a href="javascript:;">显示全部25条</a>',
        '<a href="javascript:;">还有22条</a>',
        '<div onclick="x()">展开剩余22条信息</div>',
        '<a href="javascript:;" onclick="x()">展开∨</a>',
        '<span class="x">加载更多新闻</span>',
        '<a href="javascript:;" onclick="z()">更早</a>',
        "<button>Load more posts</button>",
        "<button>See more</button>",
        '<a href="javascript:;">View all</a>',
        '<a href="javascript:;">查看更多（22）</a>',
        '<a href="javascript:;">点击加载更多(1/3)</a>',
        "<p>向下滚动加载更多</p>",
        "<p>滑动查看更多</p>",
        "<p>继续下拉</p>",
        "<p>松开加载更多</p>",
        "<p>更多内容请下拉</p>",
        '<input type="button" value="查看更多" onclick="m()">',
        '<div class="load-more"></div>',
        "<div class='easyui-pagination' data-options='total:29,pageSize:10'></div>",
        "<script>var nPageCount = 3; document.write(f(nPageCount));</script>",
        "<div>检索到<em>29</em>条结果</div>",
        "<div class='more'><a href='list.html' data-next='list_2.html'>加载更多</a></div>",
        '<span @click="next()">下一页</span>',
        '<div class="p"><span v-on:click="go(2)">2</span></div>',
        '<li ng-click="n()">下一页</li>',
        '<a v-on:click="n()">2</a>',
        '<span @click="more">查看更多</span>',
        '<p ng-click="m()">更多</p>',
        '<span onmousedown="m()">查看更多</span>',
        '<div><span ontouchstart="p()">下一页</span></div>',
        '<div><em x-on:click="p()">后一页</em></div>',
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
        '<div class=p><a class="next" href="list_2.html"><i class="fa fa-angle-right"></i></a></div>',
        '<div><a href="list_2.html"><i class="iconfont icon-right"></i></a></div>',
        '<div class=more><a href="index_1.html">更多&gt;&gt;</a></div>',
        '<p><a href="?page=2">往期回顾</a></p>',
        '<p><a href="?start=20"><i class=icon></i></a></p>',
        '<p><a href="page/2/">历史信息</a></p>',
        '<p><a href="p2/">查看更早信息</a></p>',
        "<span class='next' data-href='list_2.html'>下一页</span>",
        '<form action="list_2.html"><button type=submit>下一页</button></form>',
        '<form action="list.html"><input type=hidden name=page value=2><input type=submit value=下一页></form>',
        "<form>第<input name=pg value=1>/3页 <input type=submit value=跳转></form>",
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
        ("", "<p>值班电话 8651-1001/1002 时间 9:00-17:00</p>"),
        ("", "<p>第11/05期</p>"),
        ("<p>2026/11</p>", ""),
        ("", "<p>相关：<a href='/gzdt/9.html'>共7页：区住建委2026年第1/9批名单公示</a></p>"),
        ("<div><a class='btn-more' href='/tzgg/'>更多</a></div>", ""),
        ("", '<p><a href="?size=2">二</a></p>'),
        ("", '<p><a href="/tzgg/index_1.html">通知公告</a></p>'),
        ("", '<p><a href="list.html?type=2">通知公告</a></p>'),
        ("", '<form method=post action="/s/"><input type=hidden name=a value=b><button disabled>查询</button></form>'),
        ("<h3>工作动态（5条）</h3>", ""),
        ("<p><span>公告（57条）</span><span>动态（12条）</span></p>", ""),
        ("<p><a href='/tzgg/'>通知公告（57条）</a></p>", ""),
        ("", "<script>page({box:'pg',count:5,num:10,step:5})</script>"),
        ("", "<script>var endPage=10, page_count=1;turnpage(1,1)</script>"),
        ("", "<script>$('.z').createPage({pageNum: 1, current: 1})</script>"),
        ("", "<p>共5件</p>"),
        ("", "<p>1-5 of 5</p>"),
        ("", '<button class="btn-next" disabled></button>'),
        ("", '<li class="next disabled"><a href="#"></a></li>'),
        ("", '<a href="javascript:;">尾页</a>'),
        ("", '<a href="javascript:n(1)">尾页</a>'),
        ("", '<p>共1页 第<input size="2" value="1">页 <a href="javascript:go()">GO</a></p>'),
        ("", "<p>版本：1.2</p>"),
        ("", "<p>附件1 附件2</p>"),
        ("", "<p>已加载全部</p>"),
        ("", "<p>没有更多了</p>"),
        ("", "<h3>更多信息</h3>"),
        (
            "",
            "<div class=share>分享到：<a href='javascript:;'>微信</a><a href='javascript:;' class=more>更多</a></div>",
        ),
        ("", "<div class=box><h2>专题专栏</h2><a href='javascript:m()'>更多</a></div>"),
        ("", "<div class=side><h3>热点</h3><a href='javascript:m()'>查看更多</a></div>"),
    ],
)
def test_what_is_no_mark_leaves_the_list_complete(above: str, below: str) -> None:
    assert says(read(below, above)) == "end"


def test_a_heading_that_counts_its_rows_claims_them() -> None:
    assert says(read("", "<h3>工作动态（57条）</h3>")) == "mark"


def test_what_unfolds_rows_that_are_on_the_page_is_no_mark() -> None:
    hidden = (
        '<li style="display:none"><a href="/gzdt/4001.html">区住建委公布燃气检查结果</a><span>2026-10-09</span></li>'
    )
    found = read('<a href="javascript:;" onclick="showAll()">查看更多</a>', rows=ROWS + hidden)
    assert (says(found), len(found.entries)) == ("end", 6)


@pytest.mark.parametrize("kept", ["hidden", 'class="hide"', 'style="display:none"'])
@pytest.mark.parametrize("word", ["展开全部", "更多"])
def test_rows_that_are_kept_back_in_any_way_are_on_the_page(kept: str, word: str) -> None:
    row = f'<li {kept}><a href="/gzdt/4001.html">区住建委公布燃气检查结果</a><span>2026-10-09</span></li>'
    found = read(f'<a href="javascript:;" onclick="showAll()">{word}</a>', rows=ROWS + row)
    assert (says(found), len(found.entries), found.trailed) == ("end", 6, False)


@pytest.mark.parametrize("word", ["加载更多", "查看更多", "展开", "2026年9月"])
def test_what_a_details_holds_is_on_the_page(word: str) -> None:
    rows = ROWS.replace("/40", "/50")
    found = read(f"<details><summary>{word}</summary><ul>{rows}</ul></details>")
    assert (says(found), len(found.entries)) == ("end", 10)


@pytest.mark.parametrize("word", ["更多", "展开", "查看更多"])
def test_what_every_row_has_to_unfold_its_summary_is_no_mark(word: str) -> None:
    rows = ROWS.replace("</li>", f'<p>摘要文字<a href="javascript:;" onclick="o(1)">{word}</a></p></li>')
    assert says(read("", rows=rows)) == "end"


CALENDAR = "".join(
    "<tr>"
    + "".join(f'<td><a href="/rl/?d={7 * week + day}">{7 * week + day}</a></td>' for day in range(1, 8))
    + "</tr>"
    for week in range(4)
)


@pytest.mark.parametrize(
    "beside",
    [
        f"<table class=cal><caption>2026年10月</caption>{CALENDAR}</table>",
        "<p>" + " ".join(f'<a href="/about/">{number}</a>' for number in range(1, 10)) + "</p>",
    ],
)
def test_the_numbers_of_a_calendar_and_those_that_lead_to_one_page_number_no_pages(beside: str) -> None:
    assert says(read(beside)) == "end"
    ways_on = read(f'<p><a href="list_2.html">下一页</a></p>{beside}')
    assert says(ways_on) == "follow" and ways_on.paging.highest == 0


@pytest.mark.parametrize(
    ("here", "link", "there"),
    [
        ("index_1.html", "index_2.html", True),
        ("index_1.html", "index_3.html", False),
        ("index_2.html", "index_1.html", False),
        ("index-1.html", "index-2.html", True),
        ("gzdt_1.html", "gzdt_2.html", False),
        ("12.html", "13.html", False),
        ("?page=2", "?page=3", True),
        ("?page=2", "?page=1", False),
        ("?id=2", "?id=3", False),
        ("?id=7", "?id=7&pageNo=2", True),
        ("?id=7", "?id=8&pageNo=2", False),
        ("?offset=20", "?offset=40", True),
        ("?offset=20", "?offset=0", False),
        ("page/2/", "/gzdt/page/3/", True),
        ("page/2/", "/tzgg/page/3/", False),
    ],
)
def test_a_link_without_a_word_leads_on_where_its_address_is_the_next_pages(here: str, link: str, there: bool) -> None:
    markup = f"<html><body><ul>{ROWS}</ul><p><a href='{link}'><i class=icon></i></a></p></body></html>"
    extract = read_page(Document(f"http://h.cn/gzdt/{here}", markup), "generic", NOW, is_list=True)
    assert bool(extract.paging.perhaps) is there


def test_what_a_rows_summary_says_of_pages_is_no_claim_of_the_list() -> None:
    rows = ROWS.replace("</li>", "<p>全文共12页，附件共30条。</p></li>")
    assert read("", rows=rows).paging.total_pages is None
    assert read("", rows=rows).paging.total_rows is None
    assert read("<div>共3页</div>", rows=rows).paging.total_pages == 3


def test_a_day_beside_a_single_row_is_no_number_of_pages() -> None:
    row = '<li><a href="/gzdt/4011.html">区住建委检查在建工地扬尘治理</a><span>10/26</span></li>'
    assert read("", rows=row).paging.total_pages is None


def test_links_to_years_are_no_pages_and_lists_of_months_no_rows() -> None:
    years = "".join(f'<a href="?year={year}">{year}</a> ' for year in range(2026, 2020, -1))
    months = "".join(f'<li><a href="?ym=20260{month}">2026年{month}月</a></li>' for month in range(1, 9))
    assert says(read("", above=f"<div>{years}</div>")) == "end"
    shown = read(f"<div><h3>按月归档</h3><ul>{months}</ul></div>")
    assert len(shown.entries) == 5
    assert shown.trailed


def test_older_leads_on() -> None:
    assert says(read('<p><a href="./x9f2.html">Older →</a></p>')) == "follow"


@pytest.mark.parametrize(
    "above",
    [
        '<input type="hidden" id="pageCount" value="4">',
        '<form><input TYPE="Hidden" name="totalRecords" value="61"></form>',
        '<div class="wrap" data-total="61" data-size="5"></div>',
        '<div id="x" data-total-count="61" data-page-size="5"></div>',
    ],
)
def test_a_count_that_a_page_holds_for_its_script_says_that_the_list_goes_on(above: str) -> None:
    assert says(read("", above=above)) == "mark"


@pytest.mark.parametrize(
    "above",
    [
        '<input type="hidden" id="pageCount" value="1">',
        '<input type="hidden" name="totalRecords" value="5">',
        '<input type="text" name="totalPages" value="8">',
        '<input type="hidden" name="channelId" value="401">',
        '<div class="swiper" data-total="61" data-speed="500"></div>',
        '<div data-total="61件" data-size="5"></div>',
    ],
)
def test_other_numbers_of_fields_and_elements_claim_nothing(above: str) -> None:
    assert says(read("", above=above)) == "end"
