"""Reading pages: whatever comes, nothing fails; and every labelled value of the disclosure platform is read."""

import time
from contextlib import suppress
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.templates import built_in
from crawler.pages.reader import READING_SECONDS, read_page
from crawler.reading.clock import ReadingTooLong
from crawler.reading.document import Document
from crawler.reading.encoding import decode
from crawler.reading.similarity import distance, simhash
from crawler.records.items import PageExtract

NOW = datetime(2026, 10, 28, 2, tzinfo=ZoneInfo("Asia/Shanghai"))
PIECES = [
    b"<ul>", b"</ul>", b"<li>", b"</li>", b"<a href='/a/1.html'>", b"</a>", b"2026-10-12", b"<table><tr><td>", b"</td>", b"<script>", b"</script>", b"createPageHTML(9,0,'index','html')",
    b"<record><![CDATA[", b"]]></record>", "发布时间：".encode(), "来源：".encode("gb18030"), b"<meta name='PubDate' content='", b"'>", b"<!--", b"-->", b"<base href='", b"\x00", b"\xff\xfe",
    b"<form method=post>", b"__doPostBack('a','b')", "下一页".encode(), b"<input name=pageNo>", b"&#x110000;", b"<dl><dt>", b"<iframe src=", b"{\"url\":\"/a\",\"title\":\"b\"}", b"var url='/a/1.html';var title='x'",
]  # fmt: skip


def read(body: bytes, template: str = "generic") -> PageExtract:
    decoded = decode(body, "text/html")
    return read_page(Document("http://h.cn/gzdt/", decoded.text, decoded.charset), template, NOW, is_list=True)


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(st.binary(max_size=3000), st.lists(st.sampled_from(PIECES), max_size=60).map(b"".join)),
    st.sampled_from([*built_in(), "json"]),
)
def test_no_page_makes_the_reader_fail_nor_gives_a_row_without_a_name(body: bytes, template: str) -> None:
    for entry in read(body, template).entries:
        assert entry.title
        assert entry.url is None or entry.url.startswith("http")


BESIDE_THE_CLOCK = 4.0
"""CPU seconds for ten megabytes: making and decoding them, and the parser, which no signal reaches."""


@pytest.mark.parametrize("piece", [b"<div>", b"<table><tr><td>", b"<span>2026-10-12", b"<ul><li><a href=x>"])
def test_ten_megabytes_of_nesting_are_read_or_given_up_in_time(piece: bytes) -> None:
    started = time.process_time()
    with suppress(ReadingTooLong):
        assert read(piece * (10_000_000 // len(piece))).entries == ()
    assert time.process_time() - started < READING_SECONDS + BESIDE_THE_CLOCK


def test_the_table_of_the_disclosure_platform_is_read() -> None:
    labels = {
        "索 引 号": "HQ-2026-001",
        "主题分类": "教育、科技",
        "发布机构": "区教育局",
        "成文日期": "2026年10月08日",
        "发布日期": "2026年10月12日",
        "发文字号": "津红教〔2026〕17号",
        "有 效 性": "有效",
    }
    cells = "".join(f"<tr><td><b>{name}：</b></td><td>{value}</td></tr>" for name, value in labels.items())
    article = read(
        f"<html><body><table>{cells}</table><div id='zoom'><p>各学校：</p><p>正文内容完整，欢迎阅读。</p></div></body></html>".encode()
    ).article
    assert article is not None and article.published is not None and article.formed is not None
    assert (article.published.day.isoformat(), article.formed.day.isoformat()) == ("2026-10-12", "2026-10-08")
    assert (article.index_number, article.issuer, article.document_number) == (
        "HQ-2026-001",
        "区教育局",
        "津红教〔2026〕17号",
    )
    assert (article.theme, article.validity) == ("教育、科技", "有效")


@pytest.mark.parametrize(
    "label",
    ["发布时间", "发布日期", "发稿时间", "时间", "日期", "发文时间", "公开日期", "[发布日期]", "发 布 时 间", "日　期"],
)
@pytest.mark.parametrize("source", ["来源", "信息来源", "稿源", "文章来源", "来 源"])
def test_a_header_is_read_in_its_many_spellings(label: str, source: str) -> None:
    head = f"<p>2019年12月3日星期二</p><h1>通知</h1><p>{source}：区教育局　作者：某甲　{label}：2026-10-12 09:30　浏览次数：12</p><div class='content'><p>正文于2026年9月1日成稿。</p></div>"
    article = read(f"<html><body>{head}</body></html>".encode()).article
    assert article is not None and article.published is not None
    assert (article.published.day.isoformat(), article.source) == ("2026-10-12", "区教育局")


def test_the_meta_tags_of_the_guideline_are_kept() -> None:
    names = [
        "SiteName",
        "SiteDomain",
        "SiteIDCode",
        "ColumnName",
        "ColumnType",
        "ArticleTitle",
        "PubDate",
        "ContentSource",
        "Keywords",
        "Author",
        "Description",
        "Image",
        "Url",
    ]
    tags = (
        "".join(f'<META NAME="{name.upper()}"CONTENT="{name}-value">' for name in names)
        + '<meta name="Author" content="null">'
    )
    kept = read(f"<html><head>{tags}</head><body></body></html>".encode()).metas
    assert {name: kept[name.lower()] for name in names} == {name: f"{name}-value" for name in names}


def test_similar_texts_are_near_and_others_are_far() -> None:
    text = "各单位要切实提高思想认识，压实工作责任，细化工作措施，确保各项任务落到实处，取得实效。" * 5
    other = "今日我区召开重点项目推进会，听取各街道汇报，研究解决存在的困难，部署四季度工作。" * 5
    assert distance(simhash(text), simhash(text + "特此通知。")) <= 3
    assert distance(simhash(text), simhash(other)) > 10
    assert simhash("短") == 0


@pytest.mark.parametrize(
    ("body", "drawn"),
    [
        ("<h1>动态</h1><a href=/>首页</a><ul></ul><script>a.push({t:'甲',u:'/p1.html'},{t:'乙',u:'/p2.html'},{t:'丙',u:'p3.shtml'})</script>", True),
        ("<h1>动态</h1><a href=/>首页</a><script>add('甲','2026-10-12');add('乙','2026年10月13日');add('丙','2026/10/14')</script>", True),
        ("<h1>动态</h1><a href=/>首页</a><ul><li>{{ item.title }}</li></ul>", True),
        ("<h1>动态</h1><noscript><a href=1.html>甲</a><a href=2.html>乙</a><a href=3.html>丙</a></noscript>", True),
        ("<div id=app></div><script type=module src=/assets/index.js></script>", True),
        ("<h1>动态</h1><a href=/>首页</a><script>window.S=[{id:1,title:'召开年度工作会'},{id:2,title:'检查在建工地'},{id:3,title:'公布改造名单'}]</script>", True),
        ("<h1>动态</h1><a href=/>首页</a><div data-list='[{\"title\":\"召开年度工作会议\",\"id\":1},{\"title\":\"检查在建工地扬尘\",\"id\":2},{\"title\":\"公布老旧小区改造名单\",\"id\":3}]'></div>", True),
        ("<h1>动态</h1><a href=/>首页</a><script>menu=[{title:'首页'},{title:'政务公开'},{title:'互动交流'}]</script>", False),
        ("<h1>动态</h1><a href=/>首页</a><ul></ul><script src=/jquery.js></script>", False),
        ("<h1>动态</h1><a href=/>首页</a><noscript><a href=http://stat.cn/><img src=http://stat.cn/1.gif></a></noscript>", False),
        ("<h1>动态</h1><a href=/>首页</a><script>var home='/index.html', logo='/a.png'</script>", False),
        ("", False),
    ],
)  # fmt: skip
def test_a_page_tells_that_scripts_may_draw_what_it_does_not_hold(body: str, drawn: bool) -> None:
    assert read(f"<html><body>{body}</body></html>".encode()).by_script is drawn
