"""Parts of a column beside the one that its page shows: they are the column's, or leave it a lower bound."""

from datetime import date

import pytest

from crawler.records.observations import ColumnWalk, EntrySeen
from crawler.walking.periods import end_of_period
from tests.crawler.walking.builders import HOST, column, outcome, section
from tests.crawler.walking.test_lists import JYJ, LIST, Room, began, ends, give

PLAIN = "<html><body><p>专区首页</p></body></html>"
TABS = '<div class="tab"><a class="on" href="?lb=1">政策文件</a><a href="?lb=2">部门动态</a></div>'


def page(bar: str, start: int, count: int = 3) -> str:
    lines = (
        f'<li><a href="/jyj/c/p{n}.html">关于第{n}项工作的通知</a><span>2026-10-12</span></li>'
        for n in range(start, start + count)
    )
    return f'<html><body><div class="right">{bar}<ul class="list">{"".join(lines)}</ul></div></body></html>'


def walked(room: Room, pages: dict[str, str], broken: str = "none") -> tuple[ColumnWalk, set[str]]:
    """How the column's walk ended, and the addresses of its rows."""
    while wanted := room.wanted():
        for address in wanted:
            give(room, outcome(address, pages.get(address, PLAIN), 500 if broken in address else 200))
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


@pytest.mark.parametrize(
    ("name", "end"),
    [
        ("2025年", date(2025, 12, 31)),
        ("2025", date(2025, 12, 31)),
        ("2026年9月", date(2026, 9, 30)),
        ("2026-02", date(2026, 2, 28)),
        ("9月", date(2026, 9, 30)),
        ("十二月", date(2025, 12, 31)),
        ("政策文件", None),
        ("13月", None),
        ("2026年13月", None),
    ],
)
def test_the_end_of_a_period(name: str, end: date | None) -> None:
    assert end_of_period(name, date(2026, 10, 28)) == end
