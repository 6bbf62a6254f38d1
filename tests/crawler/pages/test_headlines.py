"""A post apart from the rows: is it read with them, is the list known to be short, or is it no post of the column at all?"""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from crawler.pages.reader import read_page
from crawler.reading.document import Document
from crawler.records.items import PageExtract

NOW = datetime(2026, 11, 5, 2, tzinfo=ZoneInfo("Asia/Shanghai"))
SUMMARY = "活动现场，工作人员通过发放宣传册、现场讲解等方式，向居民普及相关知识，共有一百余人参加。"
LINK = '<a href="/gzdt/4099.html">区住建委召开冬季供热保障会</a>'
SIDE = '<div class="side"><h3>各单位动态</h3><ul>{}</ul></div>'.format(
    "".join(f'<li><a href="/jyj/30{n}.html">区教育局召开家长会第{n}次</a><span>11-0{n}</span></li>' for n in (1, 2, 3))
)


def read(above: str, *, dated: bool, beside: str = "") -> PageExtract:
    """A list of eight rows with markup above it in its own part of the page, and something beside that part."""
    rows = "".join(
        f'<li><a href="/gzdt/40{n}.html">区住建委检查在建工地扬尘治理第{n}次</a>{f"<span>2026-10-{n}</span>" if dated else ""}</li>'
        for n in range(11, 19)
    )
    markup = f"""<html><head><title>工作动态</title></head><body><div class="header"><a href="/">首页</a><a href="/gzdt/">工作动态</a></div>
    <div class="content"><h2>工作动态</h2>{above}<ul class="news">{rows}</ul></div>{beside}<div class="footer">主办：区住房建设委员会</div></body></html>"""
    return read_page(Document("http://h.cn/gzdt/list.html", markup), "generic", NOW, is_list=True)


def is_read(extract: PageExtract) -> bool:
    """Whether the post on top is among the entries."""
    return any(entry.url == "http://h.cn/gzdt/4099.html" for entry in extract.entries)


HEADLINES = [
    f"<div class=headline><h2>{LINK}</h2><p>{SUMMARY}</p></div>",
    f"<div><h3>{LINK}</h3></div>",
    f"<h1>{LINK}</h1>",
    f"<div class=tt>{LINK}</div>",
    f"<div class=toutiao><p>{LINK}</p></div>",
    f"<div><p>{LINK}</p><p>{SUMMARY}</p></div>",
    f"<dl><dt>{LINK}</dt><dd>{SUMMARY}</dd></dl>",
    f'<div><a href="/gzdt/4099.html"><img src=a.jpg></a><strong>{LINK}</strong></div>',
    f'<table><tr><td><a href="/gzdt/4099.html"><img src=a.jpg></a></td><td><b>{LINK}</b><br>{SUMMARY}</td></tr></table>',
    '<div class=headline><a href="/gzdt/4099.html"><h2>区住建委召开冬季供热保障会</h2></a></div>',
    f"<div class=x><div class=y><h4>{LINK}</h4></div></div><div class=line></div>",
]


@pytest.mark.parametrize("beside", ["", SIDE], ids=["alone", "beside a dated block"])
@pytest.mark.parametrize("dated", [True, False], ids=["dated", "undated"])
@pytest.mark.parametrize("above", HEADLINES)
def test_a_headline_above_a_list_is_a_post_of_it(above: str, dated: bool, beside: str) -> None:
    extract = read(above, dated=dated, beside=beside)
    assert is_read(extract)
    assert extract.left_over == 0
    rows = [entry for entry in extract.entries if (entry.url or "").startswith("http://h.cn/gzdt/")]
    assert len(rows) == 9
    assert len({entry.block for entry in rows}) == 1


@pytest.mark.parametrize("beside", ["", SIDE], ids=["alone", "beside a dated block"])
@pytest.mark.parametrize(
    "above",
    [
        f'<div>{LINK}<br><a href="/gzdt/4098.html">区住建委公布老旧小区改造名单</a></div>',
        f"<div><p>{LINK}</p></div>",
    ],
)
def test_posts_above_an_undated_list_that_are_no_headline_leave_it_unknown(above: str, beside: str) -> None:
    extract = read(above, dated=False, beside=beside)
    assert is_read(extract) or extract.left_over > 0


@pytest.mark.parametrize("dated", [True, False])
@pytest.mark.parametrize(
    "above",
    [
        '<h2><a href="/gzdt/index.html">区住建委工作动态栏目</a></h2>',
        '<h3><a href="/zt/ztzl2026/">优化营商环境专题专栏</a></h3>',
        '<div class=headline><h2><a href="http://www.tj.gov.cn/yw/202611/t20261101_77.html">市政府召开常务会议研究部署</a></h2></div>',
        '<div class=headline><h2><a href="/gzdt/4011.html">区住建委检查在建工地扬尘治理第11次</a></h2></div>',
    ],
)
def test_what_leads_elsewhere_or_into_the_list_is_no_post_more(above: str, dated: bool) -> None:
    extract = read(above, dated=dated)
    main = max((entry.block for entry in extract.entries), key=[entry.block for entry in extract.entries].count)
    rows = [entry.url for entry in extract.entries if entry.block == main]
    assert sorted(rows) == [f"http://h.cn/gzdt/40{n}.html" for n in range(11, 19)]
    assert extract.left_over == 0
