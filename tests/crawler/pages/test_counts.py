"""What a page says of how long its list is: counts in scripts, attributes, headings and sentences, and numbers of rows that do not come to 1."""

import pytest

from tests.crawler.pages.test_marks_of_going_on import ROWS, read, says


def numbered(numbers: range, row: str) -> str:
    """Rows with a number each, the newest first."""
    return "".join(
        row.format(
            number=number,
            link=f'<a href="/gzdt/7{number}.html">{{}}区住建委检查在建工地扬尘治理情况</a>',
            day=f"2026-10-{max(1, 28 - place)}",
        ).format(f"{number}、" if "{number}" not in row else "")
        for place, number in enumerate(numbers)
    )


CELLS = "</ul><table>{}</table><ul>"
NUMBERED = "<tr><td>{number}</td><td>{link}</td><td>{day}</td></tr>"


@pytest.mark.parametrize(
    "below",
    [
        "<script>pg.render(6)</script>",
        "<script>pg.render({pages:6})</script>",
        "<script>var pcount=6;</script>",
        "<script>kkpager.generPageHtml({pno: 1, total: 6, totalRecords: 87, mode: 'click'});</script>",
        "<script>kkpager.generPageHtml({pno: 1, total: 6, totalRecords: 5});</script>",
        "<script>var pagenum=6, curpage=1;</script>",
        "<script>var allPageNum = 6;</script>",
        "<script>var yeshu=6;</script>",
        "<script>var pages=6;</script>",
        "<div class='fy' pcount='6'></div>",
        "<div data-pcount='6' data-cur='1'></div>",
        "<div pageCount=6></div>",
        "<div pagenum='6' data-cur='1' data-pagenum='6'></div>",
        "<input type=hidden name=pcount value=6>",
        "<script src='/js/list.js?pcount=6'></script>",
        "<p>4 of 25</p>",
        "<p><b>4</b> of <b>25</b></p>",
        "<p>1 of 3</p>",
        "<p>5/25条</p>",
        "<p>本栏目现有信息87条</p>",
        "<p>文章数量：87</p>",
        "<p>本目录共收录文件87件</p>",
        "<script>var pagecount = parseInt('6');</script>",
        "<script>var opt = {pages: Math.ceil(87/15)};</script>",
        "<script>var infoCount=87,pageSize=15;</script>",
        "<script>var allcount=87;</script>",
        "<script>kkpager.init({pno:1,total:6})</script>",
        "<script>$('#p').zPager({totalData:87,pageData:15})</script>",
        "<script>$('#p').fenye({total:6})</script>",
        "<script>genPage(1,6)</script>",
        "<script>var vm = new Vue({data:{page:1,pages:6}})</script>",
        "<script>CreatePager('p',6,1)</script>",
        "<p>87条信息，6页</p>",
        "<p>检索结果：87</p>",
        "<p>Total Pages: 6</p>",
        "<p>Records: 87</p>",
        "<p>(1/6)</p>",
        "<p>&lt; 1 / 6 &gt;</p>",
        "<p>1<span>/</span>6</p>",
        "<p>页：<input value=1 size=2>/6</p>",
        "<p>当前 1 页，总计 6 页</p>",
        "<p>条数：87</p>",
        "<p>第1页，还有5页</p>",
        "<div class='page' total-count='87'></div>",
        "<div class='page-box' pages='6'></div>",
        "<p>左滑查看更多</p>",
        "<p>上划查看更多</p>",
        "<p>滑动屏幕查看更多</p>",
        "<p>拖动查看更多</p>",
        "<p>上拉翻页</p>",
    ],
)
def test_what_counts_pages_or_rows_below_a_list_is_a_mark(below: str) -> None:
    assert says(read(below)) == "mark"


@pytest.mark.parametrize(
    "below",
    [
        "<script>chart.render(6)</script>",
        "<script>var pcount=1, pagenum=1;</script>",
        "<script>var pagesize=20, pageno=1;</script>",
        "<script>var pagenum=20;</script>",
        "<div data-pcount='1' data-cur='1'></div>",
        "<script src='/js/list.js?pcount=1'></script>",
        "<script>var opt = {pages: Math.ceil(5/15)};</script>",
        "<script>var infoCount=87;</script>",
        "<script>openPage(6)</script>",
        "<script>var vm = new Vue({data:{page:1,pages:1}})</script>",
        "<script>kkpager.init({pno:1,total:1})</script>",
        "<script>kkpager.generPageHtml({pno: 1, total: 1, totalRecords: 5, mode: 'click'});</script>",
        "<p>Records: 5</p>",
        "<p>满意度 98/100</p>",
        "<div class='page-box' pages='1'></div>",
        "<p>5 of 5</p>",
        "<p>1 of 1</p>",
        "<p>办结率 5/5件</p>",
        "<p>文章数量：5</p>",
        "<p>左右滑动查看完整表格</p>",
    ],
)
def test_what_counts_what_is_shown_is_none(below: str) -> None:
    assert says(read(below)) == "end"


@pytest.mark.parametrize(
    "heading",
    [
        "<h3>通知公告(87)</h3>",
        "<h3>通知公告[87]</h3>",
        "<h3>通知公告 87条</h3>",
        "<h3>通知公告 共87</h3>",
        "<h3>通知公告（87条）</h3>",
        "<h3>通知公告<span>(87)</span></h3>",
        "<div class='title'>通知公告<em>87篇</em></div>",
        "<h3>通知公告 <span class='badge'>87</span></h3>",
    ],
)
def test_a_heading_that_counts_more_than_its_rows_is_a_mark(heading: str) -> None:
    assert says(read("", heading)) == "mark"


@pytest.mark.parametrize(
    "heading",
    [
        "<h3>通知公告(5)</h3>",
        "<h3>工作要点(2026)</h3>",
        "<h3>优化营商环境50条</h3>",
        "<div class='tit'>稳经济一揽子措施33条</div>",
        "<h3>红桥政报(第87期)</h3>",
        "<h3>便民热线12345</h3>",
        "<h3>通知公告(87)</h3><h3>工作动态(12)</h3>",
        "<h3><a href='/tzgg/'>通知公告</a>(87)</h3>",
        "<p>访问量<span class='count'>87</span></p>",
        "<div class='side'><h3>通知公告(87)</h3></div>",
    ],
)
def test_other_numbers_of_headings_count_no_rows(heading: str) -> None:
    assert says(read("", heading)) == "end"


@pytest.mark.parametrize(
    "row",
    [
        NUMBERED,
        "<tr><td>[{number}]</td><td>{link}</td><td>{day}</td></tr>",
        "<tr><td>{link}</td><td>{day}</td></tr>",
    ],
)
def test_rows_that_are_numbered_downwards_and_end_above_1_go_on(row: str) -> None:
    assert says(read("", rows=CELLS.format(numbered(range(87, 80, -1), row)))) == "mark"
    assert says(read("", rows=CELLS.format(numbered(range(7, 0, -1), row)))) == "end"


def test_numbers_of_readers_and_days_of_a_month_number_no_rows() -> None:
    readers = "".join(numbered(range(number, number - 1, -1), NUMBERED) for number in (87, 86, 81, 80, 73))
    assert says(read("", rows=CELLS.format(readers))) == "end"
    days = "".join(
        f'<li><b>{day}</b><i>2026-10</i><a href="/gzdt/7{day}.html">区住建委检查在建工地扬尘治理情况</a></li>'
        for day in range(28, 22, -1)
    )
    assert says(read("", rows=days)) == "end"


def test_a_count_of_pages_that_is_the_number_of_this_one_ends_nothing() -> None:
    assert not read("<p>第1页</p>").paging.says_where_it_ends
    assert read("<p>第1页 共1页</p>").paging.says_where_it_ends


@pytest.mark.parametrize(("total", "told"), [(87, "mark"), (5, "end")])
@pytest.mark.parametrize("holder", ["ul", "ol"])
def test_what_holds_a_list_may_count_its_rows(holder: str, total: int, told: str) -> None:
    assert says(read("", rows=f'</ul><{holder} data-total="{total}" data-id="99">{ROWS}</{holder}><ul>')) == told


@pytest.mark.parametrize("below", ["<div>1-5 (87)</div>", "<div>1-5（共87条）</div>", "<p>第1-5条 [87]</p>"])
def test_a_range_with_the_whole_in_brackets_tells_rows(below: str) -> None:
    extract = read(below)
    assert (says(extract), extract.paging.total_rows) == ("mark", 87)
    assert says(read(below.replace("87", "5"))) == "end"


@pytest.mark.parametrize(
    "above",
    [
        "<p>全部(87)</p>",
        '<div class="tab"><span class="on">全部（87）</span></div>',
        '<ul class="tab"><li class="on">全部(87)</li><li>新闻(40)</li><li>公告(47)</li></ul>',
        '<ul><li class="on"><a href="javascript:;">通知公告(87)</a></li><li><a href="/gzdt/b/">政策文件(5)</a></li></ul>',
    ],
)
def test_the_tab_that_is_shown_tells_rows(above: str) -> None:
    assert read("", above=f'<div class="c">{above}</div>').paging.total_rows == 87


@pytest.mark.parametrize(
    "above",
    [
        "<p>评论(87)</p>",
        '<p><a href="/all/">全部(87)</a></p>',
        '<div class="side"><p>全部(87)</p></div>',
        "<ul><li>新闻(40)</li><li>公告(47)</li></ul>",
        "<p>全部(2026)</p>",
        '<ul><li class="on">评论(38)</li></ul>',
        "<p>全部(356)</p><p>区级部门</p><p>街道办事处</p><p>公共服务</p><p>便民热线</p>",
    ],
)
def test_counts_of_other_things_tell_no_rows(above: str) -> None:
    assert read("", above=f'<div class="c">{above}</div>').paging.total_rows is None


def test_a_number_of_pages_without_the_one_that_is_shown_is_told_from_the_size_of_a_page() -> None:
    told = "<script>var pagenum={};</script><script src='/js/page.js'></script>"
    assert read("<script>get({pageNum:2,size:15})</script>").paging.total_pages is None
    assert (read(told.format(3)).paging.total_pages, read(told.format(15)).paging.total_pages) == (3, None)


def test_how_many_rows_a_page_has_room_for_is_not_how_many_there_are() -> None:
    paging = read("<p>记录数:5 总页数:1 每页显示记录数:15 当前页:1</p>").paging
    assert (paging.total_rows, paging.total_pages) == (5, 1)


def test_a_count_of_posts_alone_in_its_block_tells_rows() -> None:
    assert read("", above="<div><p><em>87</em> 条信息</p></div>").paging.total_rows == 87
    assert read("", above="<div><p>今日新增 87 条信息</p></div>").paging.total_rows is None


def test_a_list_that_says_how_few_it_shows_goes_on_wherever_that_stands() -> None:
    assert says(read('<div class="foot-tip">仅显示最近5条</div>')) == "mark"
    assert says(read("", above='<div class="header">登录后查看更多</div>')) == "end"
