"""Parts of a column whose page shows no rows: the part that is shown first is empty, the others may hold some."""

import pytest

from crawler.pages.reader import read_page
from crawler.reading.document import Document
from tests.crawler.pages.test_apart import NOW

TABS = '<ul class="tab"><li class="on" onclick="t(1)">改造名单</li><li onclick="t(2)">办事公告</li></ul>'


def parts(content: str) -> set[tuple[str, str]]:
    markup = f"<html><body><div class='nav'><a href='/zjw/'>区住建委首页</a></div><div class='content'>{content}</div><div class='footer'>主办</div></body></html>"
    extract = read_page(Document("http://h.cn/zjw/gzdt/", markup), "generic", NOW, is_list=True)
    return {(part.name, part.address) for part in extract.parts}


@pytest.mark.parametrize(
    "place",
    [
        "<p>暂无信息</p>",
        "<div><p>该栏目暂无内容！</p></div>",
        "<ul id='l'></ul>",
        "<table class=t></table>",
        "<ul><li>没有找到相关信息</li></ul>",
    ],
)
def test_tabs_beside_the_place_of_rows_are_parts_though_the_first_shows_none(place: str) -> None:
    assert parts(TABS + place) == {("办事公告", "")}


def test_tabs_below_the_columns_address_and_archives_are_parts_though_no_row_is_shown() -> None:
    bar = '<div><a class="on" href="./">改造名单</a><a href="./lb2/">办事公告</a></div><p>暂无信息</p><p><a href="/zjw/old/">历史信息</a></p>'
    assert parts(bar) == {("办事公告", "http://h.cn/zjw/gzdt/lb2/"), ("历史信息", "http://h.cn/zjw/old/")}


@pytest.mark.parametrize(
    "content",
    [
        f"{TABS}<p>{'本单位负责辖区住房保障工作，' * 20}</p><ul></ul>",
        f"{TABS}<p>办公时间：周一至周五</p>",
        '<div class="tab"><a class="on" onclick="t(0)">全部</a><a onclick="t(1)">办事公告</a></div><p>暂无信息</p>',
    ],
)
def test_a_page_of_text_and_what_shows_the_whole_has_no_such_parts(content: str) -> None:
    assert parts(content) == set()
