"""References of a page: where they stand, and what is listed for information only."""

from crawler.reading.document import Document
from crawler.reading.links import page_links
from crawler.records.items import Link

PAGE = """<html><body>
<a href="/a.html">一</a> <a href="/a.html">二</a>
<a
  class="x" href="/b.html?x=1&amp;y=2"
  title="三">三</a>
<a href="#">更多</a><a href="">空</a><a href="#" onclick="go()">按钮</a><a href="#tab" data-toggle="tab">页签</a>
<a href="#here">有</a><a href="#gone">无</a><a href="#/route">路由</a><a href="#%E9%99%84%E4%BB%B6">附件</a><a href="#top">顶部</a>
<p id="here">在</p><a name="附件"></a>
<a href="mailto:a@b.example">邮箱</a><a href="javascript:;">脚本</a>
</body></html>"""


def links() -> dict[str, Link]:
    return {link.text: link for link in page_links(Document("http://a.example/x/", PAGE))}


def test_each_link_says_in_which_line_and_column_its_address_stands() -> None:
    found = links()
    lines = PAGE.split("\n")
    for text, raw in (("一", "/a.html"), ("二", "/a.html"), ("三", "/b.html?x=1&amp;y=2")):
        link = found[text]
        assert lines[link.line - 1][link.position - 1 :].startswith(raw), text
    assert found["一"].position < found["二"].position


def test_placeholders_and_missing_anchors_are_for_information_and_controls_are_neither() -> None:
    found = links()
    assert {text for text, link in found.items() if link.problem == "placeholder"} == {"更多", "空"}
    assert {text for text, link in found.items() if link.problem == "missing_anchor"} == {"无"}
    assert found["无"].url == "http://a.example/x/#gone"
    ignored = {"按钮", "页签", "有", "路由", "附件", "顶部", "邮箱", "脚本"}
    assert {link.problem for text, link in found.items() if text in ignored} <= {"ignored"}
