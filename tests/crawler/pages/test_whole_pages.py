"""What is read of a page beside its list and article: personal numbers, media, what a script builds; no markup makes reading fail."""

import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.pages.pagers import countdown
from crawler.pages.reader import read_page
from crawler.reading.document import Document
from crawler.records.items import PageExtract

NOW = datetime(2026, 10, 28, 2, tzinfo=ZoneInfo("Asia/Shanghai"))


def read(markup: str, *, is_list: bool = True, template: str = "generic") -> PageExtract:
    """A page, read."""
    return read_page(Document("http://h.cn/jyj/", markup), template, NOW, is_list=is_list)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("身份证号：11010519491231002X", ("110***********002X",)),
        ("身份证号：110105194912310021", ()),
        ("卡号6222020000000000003", ()),
        ("卡号4111111111111111", ()),
        ("卡号6011000990139424", ("6011********9424",)),
        ("编号201105194912310021X", ()),
        ("没有号码", ()),
    ],
)
def test_personal_numbers_are_told_masked_where_their_check_digit_is_right(
    text: str, expected: tuple[str, ...]
) -> None:
    assert read(f"<p>{text}</p>").personal == expected


def test_media_are_content_that_is_no_text() -> None:
    found = read("<img src=a.jpg><video src=b.mp4></video><object data=c.swf></object><form action=d></form>").media
    assert found == ("img:a.jpg", "video:b.mp4", "object:c.swf", "form:d")
    assert len(read("".join(f"<img src={number}.jpg>" for number in range(500))).media) == 300


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("$.ajax({url:'/list.json'})", True),
        ("fetch('/list')", True),
        ("new Vue({el:'#app'})", True),
        ("var x = 1;", False),
        ("", False),
    ],
)
def test_a_script_that_loads_content_is_told(script: str, expected: bool) -> None:
    assert read(f"<script>{script}</script>").by_script is expected


def test_fragments_numbered_downwards_are_all_asked() -> None:
    script = "var maxPageNum = 4; $('#more').load('/list/index_' + n + '.html');"
    found = countdown.read(Document("http://h.cn/jyj/", f"<script>{script}</script>"))
    assert found is not None
    assert (found.total_pages, found.following) == (
        4,
        tuple(f"http://h.cn/list/index_{number}.html" for number in (3, 2, 1)),
    )
    for other in ("var maxPageNum = 0; $('#x').load('/a_' + n);", "var maxPageNum = 3;", "var x = 1;"):
        assert countdown.read(Document("http://h.cn/", f"<script>{other}</script>")) is None


def test_a_countdown_of_millions_is_read_no_further_than_a_list_goes() -> None:
    found = countdown.read(Document("http://h.cn/", "<script>maxPageNum=999999;$('a').load('x_'+n)</script>"))
    assert found is not None and found.total_pages == 999999
    assert len(found.following) <= countdown.MOST_PAGES


@pytest.mark.parametrize(
    ("address", "value", "expected"),
    [
        ("?page=1&size=2", {"total": 5}, ["http://h.cn/list?page=2&size=2"]),
        ("?page=3&size=2", {"total": 5}, []),
        ("?page=1", {"totalPages": 1}, []),
        ("?page=1", {"totalPages": 2}, ["http://h.cn/list?page=2"]),
        ("", {"total": 5}, []),
    ],
)
def test_an_interface_goes_on_by_the_number_in_its_address(
    address: str, value: dict[str, Any], expected: list[str]
) -> None:
    rows = [
        {"url": f"/a/{number}.html", "title": f"第{number}条信息的标题", "pubDate": "2026-10-12"} for number in (1, 2)
    ]
    text = json.dumps({"data": {"rows": rows, **value}})
    found = read_page(Document(f"http://h.cn/list{address}", text), "json", NOW, is_list=True)
    assert (len(found.entries), list(found.paging.following)) == (2, expected)


@pytest.mark.parametrize("text", ["{", "[1, 2", "<html></html>", "", "[" * 5000])
def test_what_is_no_interface_is_said_to_be_none(text: str) -> None:
    found = read(text, template="json")
    assert found.mismatch and found.entries == ()


TAGS = st.sampled_from(
    [
        "a",
        "b",
        "p",
        "ul",
        "li",
        "dl",
        "dt",
        "dd",
        "div",
        "span",
        "table",
        "tr",
        "td",
        "th",
        "h1",
        "h3",
        "form",
        "input",
        "select",
        "option",
        "script",
        "style",
        "iframe",
        "template",
        "base",
        "meta",
        "title",
    ]
)
TEXTS = st.sampled_from(
    [
        "2026-10-12",
        "10月12日",
        "发布时间：",
        "来源：区教育局",
        "下一页",
        "2",
        "关于开展检查工作的通知",
        "[",
        "&#x110000;",
        "<",
        "'",
        '"',
        "共3页",
        "\x00",
        "var a='",
    ]
)
VALUES = st.sampled_from(
    [
        "/a/1.html",
        "javascript:go(2)",
        "#",
        "http://[",
        "2026-10-12",
        "page",
        "post",
        "列表",
        "'",
        "{{url}}",
        "display:none",
        "\ud800",
    ]
)
NAMES = st.sampled_from(
    [
        "href",
        "class",
        "id",
        "title",
        "onclick",
        "style",
        "name",
        "value",
        "content",
        "src",
        "method",
        "type",
        "data-url",
    ]
)


@st.composite
def markups(draw: st.DrawFn) -> str:
    """Elements of any kind in any order, closed or not, with attributes quoted or not."""
    parts: list[str] = []
    for _ in range(draw(st.integers(0, 40))):
        kind = draw(st.integers(0, 3))
        if kind == 0:
            parts.append(draw(TEXTS))
        elif kind == 1:
            parts.append(f"</{draw(TAGS)}>")
        else:
            quote = draw(st.sampled_from(["'", '"', ""]))
            parts.append(f"<{draw(TAGS)} {draw(NAMES)}={quote}{draw(VALUES)}{quote}>")
    return "".join(parts)


@settings(max_examples=300)
@given(markups(), st.booleans())
def test_no_markup_makes_reading_fail(markup: str, is_list: bool) -> None:
    found = read(markup, is_list=is_list)
    assert all(entry.title for entry in found.entries)
    assert {entry.block for entry in found.entries} <= {block.number for block in found.blocks}
    assert found.article is None or found.article.body_length >= 0


DAY_FIRST = "<li><b>12</b><i>2026-10</i><a href='/a/{n}.html'>关于第{n}项工作的通知</a></li>"
DAY_LAST = "<li><a href='/a/{n}.html'>关于第{n}项工作的通知</a><span>2026-10-12</span></li>"


@pytest.mark.parametrize("row", [DAY_FIRST, DAY_LAST])
def test_of_more_rows_than_are_looked_at_the_first_are_read_and_the_rest_is_told(
    monkeypatch: pytest.MonkeyPatch, row: str
) -> None:
    monkeypatch.setattr("crawler.pages.anchors.MOST_ANCHORS", 5)
    markup = f"<html><body><ul>{''.join(row.format(n=n) for n in range(9))}</ul></body></html>"
    extract = read_page(Document("http://h.cn/gzdt/", markup), "generic", NOW, is_list=True)
    assert [entry.url for entry in extract.entries] == [f"http://h.cn/a/{n}.html" for n in range(5)]
    assert all(entry.date for entry in extract.entries)
    assert extract.left_over == 4
