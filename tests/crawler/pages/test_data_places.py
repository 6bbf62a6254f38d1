"""Lists whose rows a script holds stand where the script stands: what is beside them is the list's, what stands elsewhere is not."""

import pytest

from tests.crawler.pages.test_marks_of_going_on import read

ROW = '<li><a href="/gzdt/40{0}.html">区住建委检查在建工地扬尘治理第{0}次</a><span>2026-10-{0}</span></li>'
SHOWN = "".join(ROW.format(n) for n in range(11, 17))
STORE = '<script type="text/xml"><datastore>{}</datastore></script>'.format(
    "".join(f"<record><![CDATA[{ROW.format(n)}]]></record>" for n in range(11, 17))
)
WRITTEN = "<script>{}</script>".format("".join(f"document.write('{ROW.format(n)}');" for n in range(11, 17)))
DRAWN = pytest.mark.parametrize("drawn", [f"<div>{STORE}</div>", f"<ul>{WRITTEN}</ul>"], ids=["store", "written"])
NOTICE = '<marquee><a href="/tz/notice1.html">全站通告之第一号</a>（11-04）</marquee>'
RANK = "<div class=rank><ol>{}</ol></div>".format(
    "".join(f'<li><a href="/tz/notice{n}.html">全站通告之第{n}号文件</a></li>' for n in range(2, 7))
)


@DRAWN
def test_posts_elsewhere_on_the_page_are_not_left_over_by_a_list_that_a_script_holds(drawn: str) -> None:
    extract = read("", above=NOTICE + RANK, rows=f"</ul>{drawn}<ul>")
    assert (len(extract.entries), extract.left_over) == (7, 0)


@pytest.mark.parametrize(
    "bar",
    [
        '<div class="tab"><span class="on">区级</span><span>街镇</span></div>',
        '<div class="tab"><a href="list.html" class="on">区级</a><a href="list.html?lb=2">街镇</a></div>',
    ],
)
@DRAWN
def test_tabs_beside_a_list_that_a_script_holds_are_its_parts(bar: str, drawn: str) -> None:
    extract = read("", above=NOTICE, rows=f"</ul><div class=list>{bar}{drawn}</div><ul>")
    assert [part.name for part in extract.parts] == ["街镇"]


@DRAWN
def test_the_whole_of_a_list_that_a_script_holds_is_seen(drawn: str) -> None:
    head = '<div class="hd"><h3>公示公告</h3><a href="/gzdt/all/index.html">更多</a></div>'
    extract = read("", rows=f"</ul><div class=box>{head}{drawn}</div><ul>")
    assert extract.blocks[0].wholes == ("http://h.cn/gzdt/all/index.html",)


def test_a_record_that_was_read_as_no_row_is_left_over() -> None:
    other = '<record><![CDATA[<li><p>10月</p><a href="/gzdt/4098.html">区住建委公布名单</a><a href="/gzdt/4099.html">区住建委公布结果</a></li>]]></record>'
    extract = read("", rows=f"</ul><div>{STORE.replace('</datastore>', other + '</datastore>')}</div><ul>")
    assert len(extract.entries) + extract.left_over >= 8


HELD = '<script>var rows = [{"title": "区住建委召开冬季供热保障会", "date": "2026-10-10"}, {"title": "区住建委公布老旧小区改造名单", "date": "2026-10-09"}];</script>'


def test_rows_that_a_script_holds_without_an_address_are_left_over() -> None:
    assert read(HELD).left_over == 2
    assert read(HELD.replace('"date": "2026-10-10"', '"id": 7')).left_over == 0
    assert read('<script>var page = {"title": "区住建委工作动态栏目", "date": "2026-10-10"};</script>').left_over == 0


def test_rows_that_a_script_holds_without_an_address_and_the_page_shows_are_not() -> None:
    shown = "".join(ROW.format(n) for n in (11, 12))
    held = HELD.replace("区住建委召开冬季供热保障会", "区住建委检查在建工地扬尘治理第11次")
    held = held.replace("区住建委公布老旧小区改造名单", "区住建委检查在建工地扬尘治理第12次")
    assert read(held, rows=shown).left_over == 0
