"""Where lists go on: every family of pagers, and the ones that only a script can follow, which are never silently short."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from crawler.pages.outline import Outline
from crawler.pages.pagers import read_paging
from crawler.pages.pagers.claimed import read as claims
from crawler.pages.reader import read_page
from crawler.reading.document import Document
from crawler.records.items import Paging

NOW = datetime(2026, 10, 28, 2, tzinfo=ZoneInfo("Asia/Shanghai"))
HERE = "http://h.cn/gzdt/index.html"


def paging(markup: str, url: str = HERE) -> Paging:
    return read_paging(Outline(Document(url, f"<html><body>{markup}</body></html>"), NOW))


def following(markup: str, url: str = HERE) -> list[str]:
    found = paging(markup, url)
    return [
        address.removeprefix("http://h.cn")
        for address in (*found.following, *found.perhaps, *(item for _, item in found.numbered))
    ]


WAYS_TO_COUNT = (
    "<div class='page'>共{}页</div>",
    "<div class='page'>共{}条</div>",
    "<div class='page'>total: {} items</div>",
    "<div class='page' data-total='{}'><a href='#'>下一页</a></div>",
    "<div data-page-count='{}'></div>",
    "<input type='hidden' name='pageCount' value='{}'>",
    "<script>var totalPage = {};</script>",
    "<script>laypage.render({{count: {}, limit: 10}});</script>",
)
"""One count, as pages write it."""


@pytest.mark.parametrize("way", WAYS_TO_COUNT)
def test_a_count_has_seven_digits_at_most_wherever_it_stands(way: str) -> None:
    read = [claims(Outline(Document(HERE, f"<html><body>{way.format(count)}</body></html>"), NOW)) for count in ("9999999", "20261012")]  # fmt: skip
    assert [max(item.pages or 0, item.rows or 0) for item in read] == [9999999, 0]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<a href='index_2.html'>下一页</a>", ["/gzdt/index_2.html"]),
        ("<a href='?p=2'>下一页 &gt;</a>", ["/gzdt/index.html?p=2"]),
        ("<a href='?p=2'>下页</a>", ["/gzdt/index.html?p=2"]),
        ("<link rel='next' href='p2.html'><a href='x.html'>下一条</a>", ["/gzdt/p2.html"]),
        ("<a rel='next' href='p2.html'>→</a>", ["/gzdt/p2.html"]),
        (
            "<div class='page'><a href='p1.html'>1</a><a href='p2.html'>2</a><a href='p3.html'>3</a></div>",
            ["/gzdt/p1.html", "/gzdt/p2.html", "/gzdt/p3.html"],
        ),
        ('<script>createPageHTML(120, 0, "index", "html");</script>', ["/gzdt/index_1.html"]),
        ('<script>createPageHTML(120, 7, "index", "shtml");</script>', ["/gzdt/index_8.shtml"]),
        ("<script><!--\ncreatePageHTML(3, 1, 'index', 'html');\n//--></script>", ["/gzdt/index_2.html"]),
        ('<script>createPageHTML(3, 2, "index", "html");</script>', []),
        ('<script>//createPageHTML(9, 0, "index", "html");\nvar x = 1;</script>', []),
        ("<script>function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt){return;}</script>", []),
        ('<script>createPageHTML(3, 0, "t20190918_693227", "html");</script>', []),
        ("<script>createPageHTML('page_div',5, 1,'fg','shtml',89);</script>", ["/gzdt/fg_2.shtml", "/gzdt/fg_1.shtml"]),
        (
            "<script>var currentPage = 0; var countPage = 17; //createPageHTML(17, 0, 'index', 'html')\n</script>",
            ["/gzdt/index_1.html"],
        ),
        ("<p>没有更多</p>", []),
        ("<a href='2.html'>2</a> 个文件", []),
    ],
)
def test_a_pager_leads_on(markup: str, expected: list[str]) -> None:
    assert following(markup) == expected
    assert paging(markup).unreadable == ""


@pytest.mark.parametrize(
    "markup",
    [
        "<a href=\"javascript:__doPostBack('pager','2')\">下一页</a>",
        "<a href='#' onclick='go(2)'>下一页</a>",
        "<a href='javascript:;' onclick='go(2)'>下页</a>",
        '<div class=\'pager\'>首页 <a href="javascript:goPage(1)">1</a> <a href="javascript:goPage(2)">2</a> <a href="javascript:goPage(3)">3</a></div>',
        "<div class='page'>共 120 条 第 1/8 页</div>",
        "<div class='page'>共8页</div>",
        "<div id='page'></div><script>var totalPage = 12; layui.laypage.render({elem: 'page'});</script>",
        "<form method='post'><input type='hidden' name='pageNo'><a onclick='next()' href='javascript:void(0)'>下一页</a></form>",
    ],
)
def test_a_pager_that_only_a_script_can_follow_is_never_the_end(markup: str) -> None:
    found = paging(markup)
    assert not (found.following or found.numbered or found.perhaps or found.is_last)
    assert found.unreadable == "pager_by_script" or (found.total_pages or 1) > 1


def test_a_record_store_names_all_its_further_pages() -> None:
    records = "".join(
        f"<record><![CDATA[<li><a href='/art/2026/10/{day}/art_1_{day}.html'>第{day}条信息的标题</a><span>2026-10-{day:02d}</span></li>]]></record>"
        for day in range(1, 16)
    )
    script = f"<script type='text/xml'><datastore>{records}</datastore></script><script>x({{dataproxy: '/m/dataproxy.jsp?startrecord=1&endrecord=45&perpage=15&c=1', perPage: 15, totalRecord: 100}});</script>"
    found = read_page(
        Document("http://h.cn/col/col1/index.html", f"<html><body>{script}</body></html>"), "hanweb", NOW, is_list=True
    )
    assert len(found.entries) == 15
    assert [address.partition("startrecord=")[2].partition("&perpage")[0] for address in found.paging.following] == [
        "16&endrecord=60",
        "61&endrecord=100",
    ]


def test_boda_pages_count_down() -> None:
    markup = "<div class='pb_sys_common'>共45条 1/3 <a href='tzgg/2.htm' class='Next'>下页</a> <a href='tzgg/1.htm'>尾页</a></div>"
    assert following(markup, "http://h.cn/xw/tzgg.htm") == ["/xw/tzgg/2.htm"]


# ---- families, field by field ---------------------------------------------------------------------------------------------


def row(url: str, day: str = "2026-10-12") -> str:
    return f"<li><a href='{url}' title='关于开展安全生产大检查工作的通知'>关于开展安全生产大检查...</a><span>{day}</span></li>"


NORMAL = {
    "generic": (row("/a/1.html"), HERE),
    "trs": (row("./202610/t20261012_1.html") + '<script>createPageHTML(2, 0, "index", "html");</script>', HERE),
    "hanweb": (row("/art/2026/10/12/art_1_2.html"), "http://h.cn/col/col1/index.html"),
    "enorth": (row("/system/2026/10/12/035812345.shtml"), "http://h.cn/gzdt/index.shtml"),
    "boda": (row("info/1001/2345.htm"), "http://h.cn/gzdt.htm"),
}
ARTICLE = (
    "<html><head><meta name='ArticleTitle' content='关于开展检查的通知'></head><body>2019年12月3日星期二<h1>关于开展检查的通知</h1>"
    "<p>来源：区教育局　发布时间：2026-10-12 09:30　浏览次数：3</p><div class='{body}'><p>正文内容完整，欢迎阅读。</p></div></body></html>"
)
BODIES = {"generic": "content", "trs": "TRS_Editor", "hanweb": "zoom", "enorth": "zoom", "boda": "v_news_content"}


@pytest.mark.parametrize("name", list(NORMAL))
def test_a_normal_list_of_each_family_is_read(name: str) -> None:
    markup, url = NORMAL[name]
    found = read_page(Document(url, f"<html><body><ul>{markup}</ul></body></html>"), name, NOW, is_list=True)
    assert (found.template, found.mismatch) == (name, "")
    entry = found.entries[0]
    assert entry.date is not None
    assert (entry.title, entry.text_cut, entry.date.day.isoformat()) == (
        "关于开展安全生产大检查工作的通知",
        True,
        "2026-10-12",
    )


@pytest.mark.parametrize("name", list(NORMAL))
def test_an_article_of_each_family_is_read(name: str) -> None:
    _, url = NORMAL[name]
    found = read_page(Document(url, ARTICLE.format(body=BODIES[name])), name, NOW, is_list=False)
    article = found.article
    assert article is not None and article.published is not None
    assert (article.title, article.published.day.isoformat(), article.source) == (
        "关于开展检查的通知",
        "2026-10-12",
        "区教育局",
    )
    assert article.body_start == "正文内容完整，欢迎阅读。"


@pytest.mark.parametrize("name", list(NORMAL))
def test_an_empty_list_of_each_family_has_no_rows(name: str) -> None:
    _, url = NORMAL[name]
    found = read_page(Document(url, "<html><body><ul></ul><p>暂无内容</p></body></html>"), name, NOW, is_list=True)
    assert found.entries == ()


@pytest.mark.parametrize("name", ["trs", "hanweb", "enorth", "boda", "json"])
def test_a_page_of_another_family_is_stamped_and_read_by_structure(name: str) -> None:
    found = read_page(
        Document("http://h.cn/x/", f"<html><body><ul>{row('/a/1.html')}</ul></body></html>"), name, NOW, is_list=True
    )
    assert (found.template, bool(found.mismatch)) == ("generic", True)
    assert len(found.entries) == 1


SHAPES = {
    "rows of a table with blank separators": "<table>" + "".join(f"<tr><td>·<a href='/a/{n}.html'>关于第{n}项工作的通知</a></td><td>[10-{n:02d}]</td></tr><tr><td height=5></td></tr>" for n in range(1, 6)) + "</table>",
    "definition lists": "".join(f"<dl><dt><a href='/a/{n}.html'>关于第{n}项工作的通知</a></dt><dd>2026-10-{n:02d}</dd></dl>" for n in range(1, 6)),
    "blocks": "<div class='l'>" + "".join(f"<div class='i'><a href='/a/{n}.html'>关于第{n}项工作的通知</a><em>2026/10/{n}</em></div>" for n in range(1, 6)) + "</div>",
    "the date before": "<ul>" + "".join(f"<li><span>2026.10.{n:02d}</span><a href='/a/{n}.html'>关于第{n}项工作的通知</a></li>" for n in range(1, 6)) + "</ul>",
    "the date inside the link": "<ul>" + "".join(f"<li><a href='/a/{n}.html'>关于第{n}项工作的通知<i>2026年10月{n}日</i></a></li>" for n in range(1, 6)) + "</ul>",
    "the date at the link's end": "<ul>" + "".join(f"<li><a href='/a/{n}.html'>关于第{n}项工作的通知[2026-10-{n:02d}]</a></li>" for n in range(1, 6)) + "</ul>",
    "plain text beside the link": "<ul>" + "".join(f"<li><a href='/a/{n}.html'>关于第{n}项工作的通知</a> 2026-10-{n:02d}</li>" for n in range(1, 6)) + "</ul>",
    "a category before": "<ul>" + "".join(f"<li><a href='/c/'>[通知]</a><a href='/a/{n}.html'>关于第{n}项工作的通知</a><span>2026-10-{n:02d}</span></li>" for n in range(1, 6)) + "</ul>",
    "the date twice": "<ul>" + "".join(f"<li><b>2026-10-{n:02d}</b><a href='/a/{n}.html'>关于第{n}项工作的通知</a><span>2026-10-{n:02d}</span></li>" for n in range(1, 6)) + "</ul>",
    "cards with day and month apart": "<ul>" + "".join(f"<li><div><b>{n:02d}</b><i>2026-10</i></div><a href='/a/{n}.html'>关于第{n}项工作的通知</a></li>" for n in range(1, 6)) + "</ul>",
    "an array in a script": "<script>var alist=[];" + "".join(f"alist[{n}] = ['/a/{n}.html','关于第{n}项工作的通知','2026-10-{n:02d}'];" for n in range(1, 6)) + "</script>",
    "paragraphs": "<div>" + "".join(f"<p><a href='/a/{n}.html'>关于第{n}项工作的通知</a>（2026-10-{n:02d}）</p>" for n in range(1, 6)) + "</div>",
    "linked rows": "<div>" + "".join(f"<a href='/a/{n}.html'><span>关于第{n}项工作的通知</span><span>2026-10-{n:02d}</span></a>" for n in range(1, 6)) + "</div>",
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_a_list_is_read_by_its_structure(shape: str) -> None:
    frame = "<div class='nav'><a href='/'>首页</a><a href='/b/'>工作动态</a></div>{}<div class='footer'><a href='http://x.cn'>中国政府网</a> 2020-2026</div>"
    found = read_page(
        Document("http://h.cn/b/", f"<html><body>{frame.format(SHAPES[shape])}</body></html>"),
        "generic",
        NOW,
        is_list=True,
    )
    rows = [(entry.url, entry.title, entry.date.day.day if entry.date else None) for entry in found.entries]
    assert sorted(rows) == [(f"http://h.cn/a/{n}.html", f"关于第{n}项工作的通知", n) for n in range(1, 6)]


def test_a_form_with_a_field_for_the_page_leads_on() -> None:
    markup = "<form method='post' action='list.do'><input type='hidden' name='pageNo' value='1'><input type='hidden' name='col' value='7'><a href='#' onclick='goPage(2)'>下一页</a></form>"
    found = paging(markup)
    assert found.form is not None
    name, body = found.form
    assert name.startswith("http://h.cn/gzdt/list.do#post:") and body == "pageNo=2&col=7"
