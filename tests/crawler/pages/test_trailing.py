"""What stands below a list in its own part of the page, and what is only the page's frame."""

import pytest

from tests.crawler.pages.test_marks_of_going_on import read


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
