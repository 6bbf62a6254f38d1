"""Posts of the column that stand on its page outside of its list, and what is none of them."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from crawler.pages.own import own_entries
from crawler.pages.reader import read_page
from crawler.reading.document import Document
from crawler.records.items import PageExtract

NOW = datetime(2026, 11, 5, 2, tzinfo=ZoneInfo("Asia/Shanghai"))
ROWS = "".join(
    f'<li><a href="./40{n}.html">区住建委检查在建工地扬尘治理第{n}次</a><span>2026-10-{n}</span></li>'
    for n in range(11, 19)
)
LISTED = {f"http://h.cn/zjw/gzdt/40{n}.html" for n in range(11, 19)}


def read(above: str, *, url: str = "http://h.cn/zjw/gzdt/", below: str = "", rows: str = ROWS) -> PageExtract:
    markup = f"""<html><head><title>工作动态</title></head><body><div class="nav"><a href="/zjw/">区住建委首页</a></div>
    <div class="content"><h2>工作动态</h2>{above}<ul class="news">{rows}</ul>{below}</div><div class="footer">主办</div></body></html>"""
    return read_page(Document(url, markup), "generic", NOW, is_list=True)


def more(extract: PageExtract) -> list[str]:
    """What is read beside the list's own rows."""
    found = {(entry.url or "").rpartition("/")[2] for entry in extract.entries if entry.url not in LISTED}
    return sorted(found)


A = '<a href="./4001.html">区住建委召开冬季供热保障会</a>'
B = '<a href="./4002.html">区住建委公布老旧小区改造名单</a>'


@pytest.mark.parametrize(
    "above",
    [
        f"<ul class='top'><li>{A}</li><li>{B}</li></ul>",
        f"<p class='tt'>{A}</p><p class='tt'>{B}</p>",
        f"<table class='zd'><tr><td>[置顶]{A}</td></tr><tr><td>[置顶]{B}</td></tr></table>",
        f"<div class='pics'><dl><dt><img src='a.jpg'></dt><dd>{A}</dd></dl><dl><dd>{B}</dd></dl></div>",
        f"<div class='slides'><ul><li><p>{A}</p></li><li><p>{B}</p></li></ul></div>",
        """<div class='focus'><a href="./4001.html" title="区住建委召开冬季供热保障会"><img src=a.jpg></a>
        <a href="./4002.html"><img src=b.jpg alt="区住建委公布老旧小区改造名单"></a></div>""",
    ],
)
def test_posts_under_the_columns_address_are_its_posts_wherever_they_stand(above: str) -> None:
    assert more(read(above)) == ["4001.html", "4002.html"]


def test_one_post_of_a_picture_above_the_list_is_read_though_it_makes_a_list_by_itself() -> None:
    picture = '<div class="jd"><a href="./4001.html"><img src="f.jpg" alt="区住建委召开冬季供热保障会"></a></div>'
    assert more(read(picture)) == ["4001.html"]
    assert "4001.html" in {(entry.url or "").rpartition("/")[2] for entry in own_entries(read(picture))}


@pytest.mark.parametrize(
    "above",
    [
        '<p><a href="./4011.html">区住建委检查在建工地扬尘治理第11次</a></p>',
        '<p><a href="/zjw/tzgg/4001.html">区住建委关于供热的通知</a></p>',
        '<p><a href="./fj/4001.doc">区住建委供热保障名单附件</a></p>',
        '<p><a href="./index_1.html">区住建委工作动态第二页</a></p>',
        '<p><a href="./yw/">区住建委要闻子栏目</a></p>',
        f'<div class="footer">{A}</div>',
        f'<div class="side">{A}</div>',
    ],
)
def test_what_is_listed_elsewhere_or_no_post_is_none_of_them(above: str) -> None:
    assert not any(block.shape == "apart" for block in read(above).blocks)


@pytest.mark.parametrize(
    "url", ["http://h.cn/", "http://h.cn/zjw/gzdt/list.jsp?cid=a7", "http://h.cn/zjw/gzdt/4009.html"]
)
def test_a_folder_that_is_no_columns_says_nothing(url: str) -> None:
    rows = ROWS.replace("./", "/zjw/gzdt/")
    shown = read(f"<p class='tt'>{A}</p><p class='tt'>{B}</p>".replace("./", "/zjw/gzdt/"), url=url, rows=rows)
    assert not any(block.shape == "apart" for block in shown.blocks)


def test_a_dated_row_whose_link_is_a_picture_without_words_leaves_the_list_unknown() -> None:
    picture = '<li><a href="./4001.html"><img src="t.jpg"></a><span>2026-10-10</span></li>'
    whole = ROWS.split("</li>", 1)
    assert read("", rows=f"{whole[0]}</li>{picture}{whole[1]}").left_over == 1


@pytest.mark.parametrize(
    "held",
    [
        "<template><li>{}</li></template>",
        "<script type='text/html'><li>{}</li></script>",
        """<script>var more = "<li>{}</li>";</script>""",
        "<textarea style='display:none'><li>{}</li></textarea>",
        "<textarea>&lt;li&gt;&lt;a href='./4001.html'&gt;区住建委召开会议&lt;/a&gt;&lt;/li&gt;</textarea>",
    ],
)
def test_rows_that_a_page_holds_for_a_script_leave_its_list_unknown(held: str) -> None:
    assert read("", below=held.format(A)).left_over == 1


def test_a_pattern_for_rows_is_none() -> None:
    assert read("", below='<script>var row = "<li><a href=\'" + url + "\'></a></li>";</script>').left_over == 0
    assert read("", below="<script>var ad = \"<a href='/ad/1.html'>专题</a>\";</script>").left_over == 0
    assert read("", below="<template><li><a href='{{url}}'>{{title}}</a></li></template>").left_over == 0


def test_a_running_notice_above_a_short_last_page_is_no_row_of_its_list() -> None:
    notice = (
        '<div class="top-bar"><marquee><a href="/tz/notice1.html">关于系统维护升级的通告</a>（10-27）</marquee></div>'
    )
    rows = "".join(f'<p><a href="/zjw/gzdt/{n}.html">区住建委检查在建工地扬尘治理第{n}次</a></p>' for n in (1, 2))
    day = f'<ul class="timeline"><li><div><h3>2026年9月8日</h3>{rows}</div></li></ul>'
    markup = f'<html><body>{notice}<div class="w"><div class="r"><h2>工作动态</h2>{day}</div></div><div class="foot"><a href="/">首页</a></div></body></html>'
    extract = read_page(Document("http://h.cn/zjw/gzdt/index_1.html", markup), "generic", NOW, is_list=True)
    blocks = {entry.block for entry in extract.entries if entry.url and "/gzdt/" in entry.url}
    assert len(blocks) == 1
    assert all("/gzdt/" in str(entry.url) for entry in extract.entries if entry.block in blocks)
