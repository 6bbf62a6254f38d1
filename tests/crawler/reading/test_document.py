"""Parsing as browsers do, and what keeps a page from holding the parser."""

import time

import pytest

from crawler.reading.document import MOST_ATTRIBUTES, Document, parse


@pytest.mark.parametrize("form", ["a{n}=b ", "a{n}='>' ", 'a{n}="<" ', "a{n} ", "a{n}='x'", "/a{n}"])
def test_an_element_of_countless_attributes_is_parsed_at_once_and_what_follows_is_kept(form: str) -> None:
    attributes = "".join(form.replace("{n}", str(number)) for number in range(30_000))
    started = time.process_time()
    root = parse(f"<html><body><div {attributes}>里面</div>\n<p id='after'>后面</p></body></html>")
    assert time.process_time() - started < 2
    assert len(root.find(".//div").attrib) <= MOST_ATTRIBUTES
    assert (root.find(".//div").text, root.find(".//p").text, root.find(".//p").sourceline) == ("里面", "后面", 2)


def test_a_long_attribute_is_one() -> None:
    long = "文 字 " * 20_000
    assert parse(f"<p title='{long}' id='x'>后面</p>").find(".//p").attrib == {"title": long, "id": "x"}


def test_attributes_as_pages_have_them_are_all_read() -> None:
    markup = "<a href=/a/1.html target='_blank' title=\"甲>乙\" data-x onclick='go(\"1\")' disabled>题</a>"
    found = Document("http://h.cn/", f"<html><body>{markup}</body></html>").root.find(".//a").attrib
    assert dict(found) == {
        "href": "/a/1.html",
        "target": "_blank",
        "title": "甲>乙",
        "data-x": "",
        "onclick": 'go("1")',
        "disabled": "disabled",
    }


def test_elements_are_found_by_the_attributes_that_they_bear_each_once_whatever_their_case() -> None:
    document = Document("http://h.cn/", "<p ID=a Data-Total=3>一</p><p data-count=4>二</p><b id=c>三</b>")
    assert [element.text for element in document.bearing("data-total", "data-count", "id")] == ["一", "二", "三"]
    assert document.bearing("title") == []
