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


ANSWERED = ",".join(
    f'{{"title":"区住建委检查在建工地扬尘治理第{n}次","url":"/gzdt/40{n}.html","date":"2026-10-{n}"}}'
    for n in range(11, 17)
)


@pytest.mark.parametrize(
    ("answer", "rows", "pages"),
    [
        ('{{"total":87,"rows":[{}]}}', 87, None),
        ('{{"code":0,"count":87,"msg":"ok","data":[{}]}}', 87, None),
        ('{{"data":{{"list":[{}],"totalCount":87}}}}', 87, None),
        ('{{"list":[{}],"pageNum":1,"pages":5}}', None, 5),
        ('{{"list":[{}],"hasNextPage":true}}', None, 2),
        ('{{"isLastPage":false,"list":[{}]}}', None, 2),
        ('{{"list":[{}],"hasNextPage":false,"total":6}}', 6, None),
        ('{{"total":{{"a":87}},"menu":[],"list":[{}]}}', None, None),
    ],
)
def test_what_an_interface_said_beside_the_rows_that_a_script_holds_is_a_claim(
    answer: str, rows: int | None, pages: int | None
) -> None:
    extract = read("", rows=f"</ul><script>var answer = {answer.format(ANSWERED)};</script><ul>")
    assert (len(extract.entries), extract.paging.total_rows, extract.paging.total_pages) == (6, rows, pages)


def test_a_record_store_without_a_way_on_tells_how_many_records_there_are() -> None:
    store = STORE.replace("<datastore>", "<datastore><totalrecord>87</totalrecord><totalpage>6</totalpage>")
    assert read("", rows=f"</ul><div>{store}</div><ul>").paging.total_rows == 87


@pytest.mark.parametrize(("below", "trailed"), [("", False), ("<div class='x'><a href='?s=a'>续</a></div>", True)])
def test_rows_that_scripts_of_their_own_write_in_turn_are_one_list(below: str, trailed: bool) -> None:
    drawn = "".join(f"<script>document.write('{ROW.format(n)}');</script>" for n in range(11, 17))
    extract = read("", rows=f"</ul><div><ul>{drawn}</ul>{below}</div><ul>")
    assert (len(extract.entries), len(extract.blocks), extract.trailed) == (6, 1, trailed)


def listed(values: list[str]) -> str:
    return "[" + ", ".join(f"'{value}'" for value in values) + "]"


ADDRESSES = [f"/gzdt/40{n}.html" for n in range(11, 17)]
TITLES = [f"区住建委检查在建工地扬尘治理第{n}次" for n in range(11, 17)]
DAYS = [f"2026-10-{n}" for n in range(11, 17)]


@pytest.mark.parametrize(
    "script",
    [
        f"var titles = {listed(TITLES)}; var urls = {listed(ADDRESSES)}; var dates = {listed(DAYS)}; draw();",
        f"var u = new Array{listed(ADDRESSES)}, d = new Array{listed(DAYS)}, t = new Array{listed(TITLES)};".replace(
            "[", "("
        ).replace("]", ")"),
        "show({" + f"url: {listed(ADDRESSES)},\n title: {listed(TITLES)},\n date: {listed(DAYS)}" + "});",
    ],
)
def test_rows_of_which_a_script_holds_each_column_by_itself_are_read_across(script: str) -> None:
    entries = read("", rows=f"</ul><div id=l></div><script>{script}</script><ul>").entries
    found = [
        ((entry.url or "").rpartition("h.cn")[2], entry.title, str(entry.date and entry.date.day)) for entry in entries
    ]
    assert found == list(zip(ADDRESSES, TITLES, DAYS, strict=True))


def test_days_written_with_slashes_are_no_addresses_of_the_rows_beside_them() -> None:
    days = [day.replace("-", "/") for day in DAYS]
    script = f"var titles = {listed(TITLES)}; var urls = {listed(ADDRESSES)}; var dates = {listed(days)}; draw();"
    entries = read("", rows=f"</ul><div id=l></div><script>{script}</script><ul>").entries
    found = [((entry.url or "").rpartition("h.cn")[2], str(entry.date and entry.date.day)) for entry in entries]
    assert found == list(zip(ADDRESSES, DAYS, strict=True))


def test_addresses_beside_rows_of_as_many_parts_are_no_column_of_them() -> None:
    rows = ", ".join(listed([url, title, day]) for url, title, day in zip(ADDRESSES, TITLES, DAYS, strict=True))
    script = f"var tabs = ['/a.html', '/b.html', '/c.html']; var rows = [{rows}];"
    entries = read("", rows=f"</ul><div id=l></div><script>{script}</script><ul>").entries
    assert [entry.title for entry in entries] == TITLES
