"""Fields of forms are written as browsers write them: in the page's charset, with their own escapes."""

import json
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from crawler.addresses import form_encoded, with_fields
from crawler.pages.reader import read_page
from crawler.reading.document import Document

NOW = datetime(2026, 11, 5, 2, tzinfo=ZoneInfo("Asia/Shanghai"))
ROWS = "".join(
    f'<li><a href="/gzdt/40{n}.html">区住建委检查在建工地扬尘治理第{n}次</a><span>2026-10-{n}</span></li>'
    for n in range(11, 16)
)


@pytest.mark.parametrize(
    ("text", "charset", "written"),
    [
        ("通知", "gbk", "%CD%A8%D6%AA"),
        ("通知", "gb18030", "%CD%A8%D6%AA"),
        ("通知", "utf-8", "%E9%80%9A%E7%9F%A5"),
        ("通知", "utf-16-le", "%E9%80%9A%E7%9F%A5"),
        ("😀", "gbk", "%26%23128512%3B"),
        ("a b*~(1)/é", "utf-8", "a+b*%7E%281%29%2F%C3%A9"),
        ("A啊", "gbk", "A%B0%A1"),
        ("啊a", "no such charset", "%E5%95%8Aa"),
    ],
)
def test_a_field_is_written_in_the_pages_charset(text: str, charset: str, written: str) -> None:
    assert form_encoded([("lm", text), ("k", "")], charset) == f"lm={written}&k="


def test_other_values_leave_the_rest_of_a_query_as_it_is_written() -> None:
    assert with_fields("lm=%CD%A8%D6%AA&page=1&x&y=%20+", {"page": "2"}) == "lm=%CD%A8%D6%AA&page=2&x&y=%20+"


def asked(form: str, charset: str, head: str = "") -> str:
    """What a form below a list asks for on a page of a charset, or posts."""
    markup = f'<html><head>{head}<title>工作动态</title></head><body><div><ul class="news">{ROWS}</ul>{form}</div></body></html>'
    paging = read_page(Document("http://h.cn/gzdt/list.html", markup, charset), "generic", NOW, is_list=True).paging
    return paging.form[1] if paging.form else next(iter((*paging.following, *paging.perhaps)), "")


GO = '<form {} action="list.jsp"><input type="hidden" name="lm" value="通知"><input name="pageNo" value="1"> / 3 页 <button>跳转</button></form>'
BUTTON = (
    '<form action="list_2.jsp"><input type="hidden" name="lm" value="通知"><button type="submit">下一页</button></form>'
)
POSTED = '<form method="post" action="list.jsp"><input type="hidden" name="lm" value="通知"><input type="hidden" name="page" value="1"><a href="javascript:go(2)">下一页</a></form>'


@pytest.mark.parametrize(
    ("form", "charset", "head", "expected"),
    [
        (GO.format(""), "gb18030", "", "http://h.cn/gzdt/list.jsp?lm=%CD%A8%D6%AA&pageNo=2"),
        (GO.format(""), "utf-8", "", "http://h.cn/gzdt/list.jsp?lm=%E9%80%9A%E7%9F%A5&pageNo=2"),
        (
            GO.format('accept-charset="utf-8"'),
            "gb18030",
            "",
            "http://h.cn/gzdt/list.jsp?lm=%E9%80%9A%E7%9F%A5&pageNo=2",
        ),
        (BUTTON, "gb18030", "", "http://h.cn/gzdt/list_2.jsp?lm=%CD%A8%D6%AA"),
        (BUTTON.replace("通知", "㐀"), "gb18030", "", "http://h.cn/gzdt/list_2.jsp?lm=%26%2313312%3B"),
        (
            BUTTON.replace("通知", "㐀"),
            "gb18030",
            '<meta charset="gb18030">',
            "http://h.cn/gzdt/list_2.jsp?lm=%819%EE9",
        ),
        (POSTED, "gb18030", "", "lm=%CD%A8%D6%AA&page=2"),
    ],
)
def test_a_form_asks_in_the_charset_of_its_page(form: str, charset: str, head: str, expected: str) -> None:
    found = asked(form, charset, head)
    assert found == expected


def test_rows_and_links_of_a_page_ask_in_the_same_charset() -> None:
    row = '<li><a href="show.jsp?t=㐀1">区住建委检查在建工地扬尘治理工作</a><span>2026-10-20</span></li>'
    markup = f'<html><head><title>工作动态</title></head><body><ul class="news">{ROWS}{row}</ul></body></html>'
    page = read_page(Document("http://h.cn/gzdt/list.html", markup, "gb18030"), "generic", NOW, is_list=True)
    assert "http://h.cn/gzdt/show.jsp?t=%26%2313312%3B1" in [entry.url for entry in page.entries]
    assert {entry.url for entry in page.entries} <= {link.url for link in page.links}


def test_the_next_page_of_an_interface_keeps_the_escapes_of_its_address() -> None:
    items = [{"title": f"区住建委检查在建工地第{n}次", "url": f"/a/{n}.html", "date": "2026-10-12"} for n in range(5)]
    address = "http://h.cn/api/list?lm=%CD%A8%D6%AA&pageNo=1&pageSize=5"
    answer = json.dumps({"total": 30, "rows": items}, ensure_ascii=False)
    paging = read_page(Document(address, answer), "json", NOW, is_list=True).paging
    assert paging.following == ("http://h.cn/api/list?lm=%CD%A8%D6%AA&pageNo=2&pageSize=5",)
