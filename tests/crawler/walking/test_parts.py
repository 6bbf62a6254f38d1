"""Parts of a column beside the one that its page shows: they are the column's, or leave it a lower bound."""

import pytest

from crawler.records.observations import ColumnWalk, EntrySeen
from tests.crawler.walking.builders import HOST, answered, column, outcome, section
from tests.crawler.walking.test_lists import JYJ, LIST, Room, began, ends

PLAIN = "<html><body><p>专区首页</p></body></html>"
TABS = '<div class="tab"><a class="on" href="?lb=1">政策文件</a><a href="?lb=2">部门动态</a></div>'


def page(bar: str, start: int, count: int = 3, day: str = "2026-10-12") -> str:
    lines = (
        f'<li><a href="/jyj/c/p{n}.html">关于第{n}项工作的通知</a><span>{day}</span></li>'
        for n in range(start, start + count)
    )
    return f'<html><body><div class="right">{bar}<ul class="list">{"".join(lines)}</ul></div></body></html>'


def walked(room: Room, pages: dict[str, str], broken: str = "none") -> tuple[ColumnWalk, set[str]]:
    """How the column's walk ended, and the addresses of its rows."""
    answered(room, lambda address: outcome(address, pages.get(address, PLAIN), 500 if broken in address else 200))
    (walk,) = (item for item in ends(room)[ColumnWalk] if isinstance(item, ColumnWalk) and item.column == "gzdt")
    room.outbox.send()
    rows = {item.entry.url or "" for item in room.store.seen if isinstance(item, EntrySeen) and item.column == "gzdt"}
    return walk, rows


def test_tabs_are_walked_as_parts_of_the_column() -> None:
    pages = {LIST: page(TABS, 0), f"{LIST}?lb=1": page(TABS, 0), f"{LIST}?lb=2": page(TABS, 10)}
    walk, rows = walked(began(), pages)
    assert (walk.complete, len(rows)) == (True, 6)


def test_a_tab_that_cannot_be_read_leaves_the_column_unknown() -> None:
    walk, _ = walked(began(), {LIST: page(TABS, 0), f"{LIST}?lb=1": page(TABS, 0)}, broken="lb=2")
    assert not walk.complete


def test_tabs_that_only_a_script_turns_leave_the_column_unknown() -> None:
    bar = '<ul class="tab"><li class="on">政策文件</li><li data-id="2">部门动态</li></ul>'
    walk, rows = walked(began(), {LIST: page(bar, 0)})
    assert (walk.complete, walk.reason, len(rows)) == (False, "parts_unread", 3)


def test_tabs_of_a_frame_that_only_a_script_turns_leave_the_column_unknown() -> None:
    bar = '<ul class="tab"><li class="on" onclick="f(0)">政策文件</li><li onclick="f(1)">部门动态</li></ul>'
    framed = f'<html><body><div class="right">{bar}<iframe id="f" src="f0.html"></iframe></div></body></html>'
    walk, rows = walked(began(), {LIST: framed, f"{LIST}f0.html": page("", 0)})
    assert (walk.complete, walk.reason, len(rows)) == (False, "parts_unread", 3)


def test_periods_before_the_open_months_are_no_part_that_counts() -> None:
    bar = '<div><a class="on" href="./">2026年</a><a href="?y=2025">2025年</a><a href="?y=2024">2024年</a></div>'
    pages = {LIST: page(bar, 0)}
    walk, _ = walked(began(), pages, broken="y=202")
    assert walk.complete


def test_a_part_to_which_other_columns_lead_is_a_column_by_itself() -> None:
    bar = '<div class="tab"><a class="on" href="./zc/">政策文件</a><a href="./bm/">部门动态</a></div>'
    other = section("jyj", (*JYJ.columns, column("tzgg", "/jyj/tzgg/")))
    pages = {LIST: page(bar, 0), f"{HOST}/jyj/tzgg/": page(bar.replace("./", "../gzdt/"), 20)}
    pages |= {f"{LIST}zc/": page(bar, 0), f"{LIST}bm/": page(bar, 10)}
    walk, rows = walked(began(other), pages)
    assert (walk.complete, len(rows)) == (True, 3)


def test_periods_yet_to_come_are_no_part_that_counts() -> None:
    bar = '<ul class="tab"><li class="on">2026年</li><li data-y="2027">2027年</li></ul>'
    walk, _ = walked(began(), {LIST: page(bar, 0)})
    assert walk.complete


ARCHIVE = '<p><a href="/jyj/old/">往期信息</a></p>'
OLD = "<li><a href='/jyj/c/p90.html'>关于第90项工作的通知</a><span>2026-09-12</span></li><li><a href='/jyj/c/p91.html'>关于第91项工作的通知</a><span>2026-09-11</span></li></ul>"


def test_an_archive_is_walked_where_the_list_does_not_run_back_before_the_month() -> None:
    walk, rows = walked(began(), {LIST: page(ARCHIVE, 0), f"{HOST}/jyj/old/": page("", 10)})
    assert (walk.complete, len(rows)) == (True, 6)


@pytest.mark.parametrize(
    "archive",
    [ARCHIVE, ARCHIVE.replace("/jyj/old/", "javascript:old()"), ARCHIVE.replace("/jyj/old/", "http://old.cn/")],
)
def test_an_archive_holds_nothing_that_counts_where_the_list_itself_runs_back(archive: str) -> None:
    walk, rows = walked(began(), {LIST: page(archive, 0).replace("</ul>", OLD)})
    assert (walk.complete, len(rows)) == (True, 5)


@pytest.mark.parametrize(
    "archive", [ARCHIVE.replace("/jyj/old/", "javascript:old()"), ARCHIVE.replace("/jyj/old/", "http://old.cn/")]
)
def test_an_archive_that_cannot_be_read_leaves_the_column_unknown(archive: str) -> None:
    walk, _ = walked(began(), {LIST: page(archive, 0)})
    assert not walk.complete


SECOND = page("", 50, day="2026-09-12").partition('<ul class="list">')[2].partition("</ul>")[0] + OLD
TWO = '<html><body><div class="a">{}</div><div class="b"><h3>其他</h3><ul class="news">{}<p>{}</p></div></body></html>'
SHORT = page("", 0).partition('<div class="right">')[2].partition("</div>")[0] + ARCHIVE
PAGER = '<a href="b_2.html">下一页</a>'


@pytest.mark.parametrize(
    ("second", "pager"),
    [(SECOND.replace("09-12", "09-14", 3), ""), (SECOND.replace("09-", "10-"), PAGER)],
)
def test_an_archive_is_walked_where_another_list_of_the_page_runs_back(second: str, pager: str) -> None:
    archived = page("", 70)
    pages = {LIST: TWO.format(SHORT, second, pager), f"{HOST}/jyj/old/": archived}
    pages[f"{LIST}b_2.html"] = f'<html><body><div class="b"><h3>其他</h3><ul class="news">{SECOND.replace("p5", "p6").replace("09-12", "09-14", 3)}</div></body></html>'  # fmt: skip
    walk, rows = walked(began(), pages)
    assert (walk.complete, len([row for row in rows if "/p7" in row])) == (True, 3)


MORE = '<div class="tit"><h3>工作动态</h3><a href="javascript:m()">更多</a></div>'


def test_more_by_script_leaves_a_list_unknown_that_does_not_run_back() -> None:
    walk, _ = walked(began(), {LIST: page(MORE, 0)})
    assert (walk.complete, walk.reason) == (False, "parts_unread")


def test_more_by_script_hides_nothing_that_counts_where_the_list_itself_runs_back() -> None:
    walk, rows = walked(began(), {LIST: page(MORE, 0).replace("</ul>", OLD)})
    assert (walk.complete, len(rows)) == (True, 5)


def test_more_by_script_above_a_list_with_a_pager_hides_nothing() -> None:
    first = page(MORE, 0).replace("</ul>", '</ul><div class="page"><a href="index_1.html">下一页</a></div>')
    walk, rows = walked(began(), {LIST: first, f"{LIST}index_1.html": page(MORE, 10)})
    assert (walk.complete, len(rows)) == (True, 6)


STEPPER = '<div class="ym"><a href="{}">上个月</a><b>2026年{}月</b><a href="javascript:n()">下个月</a></div>'


def test_the_month_before_the_one_that_is_shown_is_none_that_counts() -> None:
    walk, _ = walked(began(), {LIST: page(STEPPER.format("javascript:p()", 10), 0)})
    assert walk.complete


def test_a_page_that_shows_an_earlier_month_hides_the_newest_one() -> None:
    walk, _ = walked(began(), {LIST: page(STEPPER.format("javascript:p()", 9), 0)})
    assert (walk.complete, walk.reason) == (False, "parts_unread")


@pytest.mark.parametrize("held", ['<object data="l.html" type="text/html"></object>', '<embed src="l.html">'])
def test_a_list_that_an_object_shows_is_the_columns(held: str) -> None:
    pages = {LIST: page("", 0).replace("</ul>", f"</ul>{held}"), f"{LIST}l.html": page("", 10)}
    walk, rows = walked(began(), pages)
    assert (walk.complete, len(rows)) == (True, 6)


def test_documents_and_films_that_an_object_shows_are_no_lists() -> None:
    held = '<object data="a.pdf"></object><embed src="b.swf"><embed src="c">'
    walk, rows = walked(began(), {LIST: page("", 0).replace("</ul>", f"</ul>{held}")})
    assert (walk.complete, len(rows)) == (True, 3)


TURNED = (
    '<div class="tab"><span class="on" onclick="q(1)">区政府文件</span><span onclick="q(2)">区政府办文件</span></div>'
)
WHOLE = '<div class="hd"><h3>政策</h3><a href="zc/">更多</a></div>'
FRAME = '</ul><iframe src="f.html"></iframe>'


@pytest.mark.parametrize(
    "pages",
    [
        {LIST: page(TABS, 0), f"{LIST}?lb=1": page(TABS, 0), f"{LIST}?lb=2": page(TABS + TURNED, 10)},
        {LIST: page(WHOLE, 0), f"{LIST}zc/": page(TURNED, 0, 6)},
        {LIST: page("", 0).replace("</ul>", FRAME), f"{LIST}f.html": page(TURNED, 10)},
    ],
    ids=["a part", "the whole", "a frame"],
)
def test_tabs_of_what_a_columns_page_leads_to_hide_parts_as_its_own_do(pages: dict[str, str]) -> None:
    walk, rows = walked(began(), pages)
    assert (walk.complete, walk.reason, len(rows)) == (False, "parts_unread", 6)


def test_parts_of_a_part_are_walked() -> None:
    inner = '<div class="sub"><a class="on" href="?lb=2&z=1">区政府文件</a><a href="?lb=2&z=2">区政府办文件</a></div>'
    pages = {LIST: page(TABS, 0), f"{LIST}?lb=1": page(TABS, 0), f"{LIST}?lb=2": page(TABS + inner, 10)}
    pages |= {f"{LIST}?lb=2&z=1": page(TABS + inner, 10), f"{LIST}?lb=2&z=2": page(TABS + inner, 20)}
    walk, rows = walked(began(), pages)
    assert (walk.complete, len(rows)) == (True, 9)


def test_a_part_whose_list_stands_in_a_frame_is_read_there() -> None:
    framed = f'<html><body><div class="right">{TABS}<iframe src="f.html"></iframe></div></body></html>'
    pages = {LIST: page(TABS, 0), f"{LIST}?lb=1": page(TABS, 0), f"{LIST}?lb=2": framed, f"{LIST}f.html": page("", 10)}
    walk, rows = walked(began(), pages)
    assert (walk.complete, len(rows)) == (True, 6)


TEXT = f"<h1>办事指南</h1><p>{'申请人应当提交下列材料并按规定办理。' * 20}</p>"


@pytest.mark.parametrize(
    ("shown", "complete"),
    [
        ("<p>暂无信息</p>", True),
        ("<p>没有符合条件的记录</p>", True),
        (TEXT, True),
        ("<p>系统繁忙，请稍后再试</p>", False),
        ("<form>用户名<input name='u'>密码<input type='password'></form>", False),
        ("<ul id='l'></ul><script>$.get('/l', function (d) { $('#l').html(d) })</script>", False),
    ],
    ids=["nothing", "nothing found", "a text", "an error", "a wall", "a script"],
)
def test_a_part_without_rows_must_say_that_it_has_none(shown: str, *, complete: bool) -> None:
    part = f'<html><body><div class="right">{TABS}{shown}</div></body></html>'
    walk, rows = walked(began(), {LIST: page(TABS, 0), f"{LIST}?lb=1": page(TABS, 0), f"{LIST}?lb=2": part})
    assert (walk.complete, len(rows)) == (complete, 3)


@pytest.mark.parametrize(
    "leads",
    [
        '<meta http-equiv="refresh" content="0;url=list.html">',
        """<meta http-equiv="refresh" content="3; URL='./list.html'">""",
        "<script>window.location.href = 'list.html';</script>",
    ],
)
def test_what_a_page_leads_to_by_itself_is_its_list(leads: str) -> None:
    first = f"<html><head>{leads}</head><body></body></html>"
    walk, rows = walked(began(), {LIST: first, f"{LIST}list.html": page("", 0)})
    assert (walk.complete, len(rows)) == (True, 3)


@pytest.mark.parametrize(
    ("pager", "complete"),
    [
        ("共3页", False),
        ('<a href="l_2.html" target="l">2</a> <a href="l_3.html" target="l">3</a>', False),
        ('<a href="javascript:go(2)">下一页</a>', False),
        ('<a href="l_2.html" target="l">下一页</a>', True),
        ("共1页", True),
    ],
)
def test_a_pager_beside_the_frame_that_holds_the_list_is_the_lists(pager: str, *, complete: bool) -> None:
    first = f'<html><body><iframe src="l.html" name="l"></iframe><div class="page">{pager}</div></body></html>'
    pages = {LIST: first, f"{LIST}l.html": page("", 0), f"{LIST}l_2.html": page("", 10)}
    walk, rows = walked(began(), pages)
    assert (walk.complete, len(rows)) == (complete, 6 if "l_2" in pager and complete else 3)


def test_a_pager_that_leads_to_the_page_itself_by_another_name_says_where_its_list_ends() -> None:
    only = page("", 0).replace("</ul>", '</ul><div class="page"><a href="index.html">下一页</a></div>')
    walk, rows = walked(began(), {LIST: only, f"{LIST}index.html": only})
    assert (walk.complete, walk.pages, len(rows)) == (True, 2, 3)
