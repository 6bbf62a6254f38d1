"""What stands below a list in its own part of the page, and what is only the page's frame."""

import pytest

from crawler.pages.reader import read_page
from crawler.reading.document import Document
from crawler.records.items import PageExtract
from tests.crawler.pages.test_marks_of_going_on import NOW, ROWS, read


@pytest.mark.parametrize(
    "below",
    [
        "<p>未完，请看下页</p>",
        '<a href="./?s=abc">2</a>',
        '<button aria-label="Go to next page"></button>',
        '<div v-infinite-scroll="load"></div>',
        '<div data-count="25" data-limit="10"></div>',
        "<script>flow({elem: '#list'})</script>",
        "<vue-page :count='25'></vue-page>",
        '<div class="pagelist"></div>',
        '<iframe src="http://else.cn/pg/1_0.html"></iframe>',
        "<iframe id=pg></iframe>",
        '<div><iframe src="/pg/1_0.html"></iframe><button>看下去</button></div>',
        '<iframe src="/pg/1_0.html"></iframe><script>turn(2)</script>',
        '<div class="uk-pagination" data-uk-pagination="{items:30}"></div>',
        '<div class="list-foot" data-count="30"></div>',
        '<div class="page"><b>1</b> <a href="./?s=abc">2</a></div>',
    ],
)
def test_something_below_the_rows_is_seen_whatever_it_is(below: str) -> None:
    assert read(below).trailed


@pytest.mark.parametrize(
    "below",
    [
        "",
        "<br><hr>",
        '<p><a href="/a/fb.doc">附表</a></p>',
        "<div class=footer>主办单位</div>",
        "<p></p>",
        "<input type='hidden' name='columnId' value='12'>",
        "<p>以上为全部信息</p>",
        "<div class='end'>— 完 —</div>",
        "<div class='tool'><a href='#top' class='top'></a></div>",
        "<p><a href='javascript:window.print()'>【打印】</a><a href='javascript:window.close()'>【关闭】</a></p>",
        "<div class='qr'><img src='/qr.png'><p>扫一扫</p></div>",
        "<p>责任编辑：张三</p>",
        '<div class="page">首页 上一页 下一页 <a href="list.html">尾页</a></div>',
    ],
)
def test_frames_rules_and_files_are_nothing_below_the_rows(below: str) -> None:
    assert not read(below).trailed


FOOTER = "<p>主办：红桥区人民政府办公室 {}</p>"


@pytest.mark.parametrize(
    "inside", ['<a href="/">网站首页</a> 津ICP备05000001号', "版权所有", '<img src="/ga.png">津公网安备1201号']
)
@pytest.mark.parametrize("name", ["id=ft", "class=bq", "class=info"])
def test_a_footer_is_known_by_its_licence_whatever_its_name_is(name: str, inside: str) -> None:
    assert not read(f"<div {name}>{FOOTER.format(inside)}</div>").trailed


@pytest.mark.parametrize(
    "inside",
    [
        "<div class=fy></div>",
        "<script src='/js/list.js'></script>",
        "<a href='javascript:more()'>看下去</a>",
        "<a href='#' onclick='more()'>看下去</a>",
        "<span>1</span><span>2</span>",
        "<a href='./?s=abc'>查看更多</a>",
        "<button>看下去</button>",
    ],
)
def test_a_footer_with_what_may_lengthen_the_list_is_seen_below_it(inside: str) -> None:
    assert read(f"<div class=bq>{inside}{FOOTER.format('津ICP备05000001号')}</div>").trailed


def test_what_holds_a_list_alone_is_no_step_from_its_pager() -> None:
    rows = "".join(
        f'<tr><td><div><a href="/gzdt/40{n}.html">区住建委检查在建工地扬尘治理第{n}次</a></div></td><td>2026-10-{n}</td></tr>'
        for n in range(11, 16)
    )
    table = (
        f'<div class="el-table"><div class="w"><table><tbody>{rows}</tbody></table></div><div class="fix"></div></div>'
    )
    assert read('<div class="fy"><a href="./x9f2.html">下一组</a></div>', above=table, rows="").trailed


def test_frames_of_the_own_host_below_the_rows_are_told_by_what_they_show() -> None:
    shown = read('<div class="tq"><iframe src="/tq/1_0.html" width="300"></iframe></div>')
    assert (shown.trailed, shown.framed) == (False, ("http://h.cn/tq/1_0.html",))


@pytest.mark.parametrize(("drawn", "trailed"), [('<script src="/js/app.js"></script>', True), ("", False)])
def test_rows_that_a_script_of_another_file_draws_may_have_more_below_them(drawn: str, trailed: bool) -> None:
    data = ",".join(
        f"{{title:'区住建委检查在建工地扬尘治理第{n}次',url:'/gzdt/40{n}.html',date:'2026-10-{n}'}}"
        for n in range(11, 16)
    )
    shown = read("", above=f"<div id='l'></div><script>var rows=[{data}];</script>{drawn}", rows="")
    assert (len(shown.entries), shown.trailed) == (5, trailed)


def test_arrows_in_a_footer_with_a_link_to_the_sites_home_are_no_pager() -> None:
    arrows = "<p><a href='javascript:p()'>&lt;</a> <a href='javascript:n()'>&gt;</a> <a href='/'>网站首页</a></p>"
    assert read(f"<div><div><div>{arrows}</div></div></div>").paging.unreadable == ""


WRITTEN = "".join(
    f"document.write('<li><a href=\"/gzdt/40{n}.html\">区住建委检查在建工地扬尘治理第{n}次</a><span>2026-10-{n}</span></li>');"
    for n in range(11, 17)
)
STORE = "".join(
    f'<record><![CDATA[<li><a href="/gzdt/40{n}.html">区住建委检查在建工地扬尘治理第{n}次</a><span>2026-10-{n}</span></li>]]></record>'
    for n in range(11, 17)
)
DRAWN = [f"</ul><ul><script>{WRITTEN}</script></ul>", f'</ul><div><script type="text/xml">{STORE}</script></div>']


@pytest.mark.parametrize("drawn", DRAWN)
@pytest.mark.parametrize(
    ("below", "trails"), [('<div class="fy2"><a href="?s=abc"><i>&#xe602;</i></a></div>', True), ("<br>", False)]
)
def test_what_stands_below_rows_that_a_script_holds_is_seen(drawn: str, below: str, *, trails: bool) -> None:
    extract = read(below, rows=drawn)
    assert (len(extract.entries), extract.trailed) == (6, trails)


@pytest.mark.parametrize(
    "end",
    [
        '<script src="/js/tongji.js"></script>',
        '<script src="/js/jquery-3.6.0.min.js?v=2"></script>',
        "<script>var _hmt=_hmt||[];(function(){var hm=document.createElement('script');hm.src='https://hm.baidu.com/hm.js?1';document.body.appendChild(hm)})()</script>",
        "<script>function mark(n){document.getElementById('m'+n).className='on'}mark(32)</script>",
        '<iframe src="/tj/count.html" style="display:none"></iframe>',
        '<script src="https://zfwzgl.www.gov.cn/exposure/jiucuo.js"></script>',
        '<div style="display:none"><script src="https://s4.cnzz.com/z_stat.php?id=1"></script></div>',
        '<div style="display:none"><button>关闭</button></div>',
        '<form style="display:none" action="/s"><input name="q"></form>',
        '<div class="fixed"><a onclick="top()">返回顶部</a><a onclick="kf()">智能问答</a></div>',
        '<div class="mask"></div>',
        "<script>document.getElementById('year').innerText = new Date().getFullYear()</script>",
    ],
)
def test_what_has_nothing_to_do_with_a_list_is_nothing_below_it(end: str) -> None:
    assert not wrapped(end).trailed


@pytest.mark.parametrize(
    "end",
    [
        '<script src="/js/list.js"></script>',
        '<script src="/js/common.js"></script>',
        "<script>flow({elem: '#gz'})</script>",
        "<script>showList(1)</script>",
        "<script>initPage(32)</script>",
        "<script>pageInit('gz', 6)</script>",
        "<script>getArticles(1,20);</script>",
        "<script>init()</script>",
        "<script>$(init)</script>",
        "<script>$(function(){column.start()})</script>",
        "<script>window.onscroll = further;</script>",
        "<script>initList(1);var _hmt=_hmt||[];</script>",
        "<script>var _hmt=_hmt||[];(function(){var hm=document.createElement('script');hm.src='https://hm.baidu.com/hm.js?1';document.body.appendChild(hm)})();$(function(){column.start()})</script>",
        '<script src="/js/click.js"></script>',
        '<script src="/js/layer.js"></script>',
        '<div class="fixed"><div id="pageBox"></div><a href="#top">返回顶部</a></div>',
        '<div class="fixed"><a onclick="top()">返回顶部</a><script>column.start()</script></div>',
        '<div class="mask" onclick="further()"></div>',
        '<div id="pageBox" style="display:none"></div>',
        '<div style="display:none"><button onclick="go()">确定</button></div>',
        "<script>$.get('/more?c=1', function (x) { add(x) })</script>",
        '<iframe src="/tj/count.html"></iframe>',
        '<div id="more"></div>',
        '<div style="display:none"><button>加载更多</button></div>',
        '<form style="display:none" action="/s"><input name="page"></form>',
        '<div class="fixed"><a onclick="top()">返回顶部</a><a onclick="n()">后翻</a></div>',
    ],
)
def test_what_may_lengthen_a_list_is_seen_at_the_end_of_the_body_too(end: str) -> None:
    extract = wrapped(end)
    assert extract.trailed or extract.framed


def wrapped(end: str) -> PageExtract:
    markup = f"<html><body><div class='header'><a href='/'>首页</a></div><div class='m' id='gz'><div class='r'><ul class='news'>{ROWS}</ul></div></div>{end}</body></html>"
    return read_page(Document("http://h.cn/gzdt/list.html", markup), "generic", NOW, is_list=True)


@pytest.mark.parametrize(
    "text", ["没有更多了", "已加载全部", "—— 已经到底了 ——", "暂无更多信息", "加载完毕", "全部加载完毕"]
)
def test_what_a_script_shows_at_its_end_says_so_where_none_may_keep_it_hidden(text: str) -> None:
    assert not read(f"<p class='no'>{text}</p>").trailed
    assert not read(f"<p class='no'>{text}</p><script src='/js/tongji.js'></script>", above="").paging.unreadable
    assert read(f"<p class='no'>{text}</p>", above='<script src="/js/app.js"></script>').trailed
    assert read(f"<p class='no' style='display:none'>{text}</p>").trailed


@pytest.mark.parametrize(
    "end",
    [
        '<div class="no" onclick="further()">加载完成</div>',
        '<div class="no" v-show="end">没有更多了</div>',
        '<div class="no" id="end">没有更多了</div>',
        '<div class="no">没有更多了</div><style>.no{display:none}</style>',
        '<div class="no">没有更多了</div><script>window.onscroll=function(){if(bottom())further()}</script>',
    ],
)
def test_what_a_script_may_show_at_the_end_later_is_no_end(end: str) -> None:
    assert read(end).trailed


def test_a_pager_that_names_the_first_page_alone_is_seen_below_the_rows() -> None:
    assert read('<div class="page">第1页</div>').trailed
    assert read('<div class="page">第1页 共1页</div>').paging.total_pages == 1


FEW = "".join(ROWS.partition("</li>")[:2])


@pytest.mark.parametrize(
    "below",
    [
        '<a href="javascript:void(0)" onclick="further()">看下去</a>',
        "<button class='btn'>看下去</button>",
        '<div class="more"><a href="javascript:;">⋯</a></div>',
        '<a href="javascript:;" class="more">全部信息</a>',
        "<div role='button'>看下去</div>",
        "<vue-page :count='25'></vue-page>",
        "<p>未完，请看下页</p>",
    ],
)
def test_what_may_show_others_is_told_below_a_list_of_few_rows(below: str) -> None:
    shown = read(below, rows=FEW)
    assert (len(shown.entries), shown.trailed, shown.goes_on) == (1, True, True)


@pytest.mark.parametrize(
    "below",
    [
        "<p>政策咨询请拨打热线</p>",
        '<p><a href="javascript:history.go(-1)">返回上一级</a></p>',
        '<p><a href="/zx/">办事指南</a></p>',
        '<form action="/s"><input name="q"><button onclick="s()">找一找</button></form>',
        '<div class="pagination"></div>',
        "<script src='/js/list.js'></script>",
    ],
)
def test_what_shows_no_others_is_nothing_below_a_list_of_few_rows(below: str) -> None:
    assert not read(below, rows=FEW).goes_on


def test_a_part_of_another_period_that_is_folded_away_is_told_as_a_part_and_is_nothing_below_the_rows() -> None:
    box = '<div class="box"><div class="t" onclick="f(this)">{}</div><div class="c">{}</div></div>'
    shown = read("", rows=f"</ul>{box.format('2026年', f'<ul>{ROWS}</ul>')}{box.format('2025年', '')}<ul>")
    assert ([part.name for part in shown.parts], shown.trailed) == (["2025年"], False)
    other = box.format("2025年", "").replace(' onclick="f(this)"', "")
    assert read(other).trailed


def test_an_end_is_told_by_what_is_said_whatever_its_place_is_named() -> None:
    shown = read('<div class="weui-loadmore"><span class="weui-loadmore__tips">没有更多了</span></div>')
    assert (shown.paging.unreadable, shown.trailed) == ("", False)
    assert read('<div class="weui-loadmore"><span class="weui-loadmore__tips">更多</span></div>').paging.unreadable


@pytest.mark.parametrize(
    ("frame", "seen"),
    [
        ('<iframe src="http://tj.cn/count.html" width="0" height="0"></iframe>', False),
        ('<iframe src="/tj.jsp?id=12" style="display:none"></iframe>', False),
        ('<div style="display:none"><iframe src="http://tj.cn/count.html"></iframe></div>', False),
        ('<iframe src="http://tj.cn/count.html" height=1 width=1></iframe>', False),
        ('<iframe src="http://tj.cn/count.html" width="0" height="0" name="next"></iframe>', True),
        ('<iframe src="/tj.jsp" style="display:none" id="next"></iframe>', True),
        ('<iframe src="http://tj.cn/count.html" width="600" height="40"></iframe>', True),
    ],
)
def test_a_frame_that_nobody_sees_and_no_script_knows_is_nothing_below_the_rows(frame: str, *, seen: bool) -> None:
    extract = read(frame)
    assert (extract.trailed or bool(extract.framed)) is seen


def test_the_day_of_a_row_whose_link_a_script_writes_is_nothing_below_the_rows() -> None:
    row = """<li><script>var url="/gzdt/40{0}.html";var title="区住建委检查在建工地扬尘治理第{0}次";document.write("<a href='"+url+"'>"+title+"</a>");</script><span>2026-10-{0}</span></li>"""
    rows = "".join(row.format(n) for n in range(11, 17))
    assert (len(read("", rows=rows).entries), read("", rows=rows).trailed) == (6, False)
    assert read("<div class='fy'></div>", rows=rows).trailed


def test_what_stands_below_the_rows_is_told_by_the_texts_that_readers_see() -> None:
    below = '<div><a href="/a/">上一栏目</a> <a href="/b/">下一栏目</a></div><div><p style="display:none">放大</p><b>缩小</b></div>'
    assert read(below).below == ("上一栏目\n下一栏目", "缩小")


@pytest.mark.parametrize(
    ("end", "files"),
    [
        ('<script src="/js/common.js"></script>', ("http://h.cn/js/common.js",)),
        (
            '<script src="/js/jquery-3.6.0.min.js"></script><script src="/js/nav.js"></script>',
            ("http://h.cn/js/nav.js",),
        ),
        ('<script src="/js/common.js"></script><script>start()</script>', ()),
        ('<script src="/js/common.js"></script><div id="more"></div>', ()),
    ],
)
def test_files_of_scripts_at_the_bodys_end_are_named_where_nothing_else_is_there(
    end: str, files: tuple[str, ...]
) -> None:
    assert (wrapped(end).trailed, wrapped(end).files_below) == (True, files)
    assert read(end).files_below == ()


SWITCHED_OFF = [
    '<a href="javascript:;" class="layui-laypage-prev layui-disabled" data-page="0">上一页</a><span><em></em><em>1</em></span><a href="javascript:;" class="layui-laypage-next layui-disabled" data-page="2">下一页</a>',
    '<input type="button" value="上一页" disabled><input type="button" value="下一页" disabled>',
]


@pytest.mark.parametrize("inside", SWITCHED_OFF)
def test_a_pager_of_one_page_whose_way_on_is_switched_off_is_nothing_below_the_rows(inside: str) -> None:
    assert not read(f'<div class="laypage">{inside}</div>').trailed
    assert read(f'<div class="laypage">{inside}<button>看下去</button></div>').trailed
    assert read(f'<div class="laypage">{inside.replace("disabled", "")}</div>').paging.unreadable


@pytest.mark.parametrize(
    "other",
    [
        '<div class="box"><h3>通知</h3><ul id="tz"></ul></div>',
        '<div class="box"><ul><li v-for="i in l">{{i.t}}</li></ul></div>',
    ],
)
def test_another_list_that_a_script_has_yet_to_fill_is_told_below_a_list_of_few_rows(other: str) -> None:
    files = '<script src="/js/tz.js"></script>'
    assert read(f"{other}{files}", rows=FEW).goes_on
    assert not read(other.replace(' id="tz"', "").replace("v-for", "class") + files, rows=FEW).goes_on


VISITS = [
    "您是第 8712 位访客",
    "总访问量：8712 今日访问：87",
    "本栏目共有浏览 87 次",
    "访问总数：8712",
    "在线人数：87",
    "浏览总数：87",
    "网站总点击数 8712",
]


@pytest.mark.parametrize("text", VISITS)
def test_how_often_a_page_was_looked_at_is_nothing_below_the_rows(text: str) -> None:
    shown = read(f"<p>{text}</p>")
    assert (shown.trailed, shown.paging.total_rows) == (False, None)


@pytest.mark.parametrize(
    "text", ["共有 87 条浏览更多", "总数：87", "浏览全部 87 条", "共浏览 5 条，还有 54 条", "点击查看"]
)
def test_what_tells_of_rows_is_no_count_of_visits(text: str) -> None:
    shown = read(f"<p>{text}</p>")
    assert shown.trailed or (shown.paging.total_rows or 0) > 5 or shown.paging.unreadable


@pytest.mark.parametrize(
    ("script", "trailed"),
    [
        ('<script src="http://s9.cnzz.com/stat.php?id=1"></script>', False),
        ('<script src="http://dcs.conac.cn/js/02/1.js"></script>', False),
        ('<script src="/js/list.js"></script>', True),
        ("<script>start()</script>", True),
    ],
)
def test_a_footer_with_a_counter_of_visits_is_a_footer(script: str, *, trailed: bool) -> None:
    assert wrapped(f"<div class='bq'>{FOOTER.format('津ICP备05000001号')}{script}</div>").trailed is trailed


@pytest.mark.parametrize(
    ("links", "trailed"),
    [
        ('<a href="/">首页</a><a href="/zwgk/">公开</a><a href="/bs/"><img src="/b.png">办事</a>', False),
        ('<a href="/">首页</a><a href="/gzdt/more.html">公开</a>', True),
        ('<a href="/zwgk/">公开</a><a href="/bs/2/">第2页</a>', True),
        ('<a href="/zwgk/">公开</a><a href="/all/">查看更多</a>', True),
        ('<a href="/zwgk/">公开</a><a href="javascript:further()">办事</a>', True),
        ('<a href="/zwgk/">公开</a><span>2</span>', True),
    ],
)
def test_links_at_the_bodys_end_that_all_lead_out_of_the_columns_folder_are_the_sites(
    links: str, *, trailed: bool
) -> None:
    assert wrapped(f'<div class="tabbar">{links}</div>').trailed is trailed
