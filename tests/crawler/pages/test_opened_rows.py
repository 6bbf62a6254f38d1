"""Rows whose link only opens them (查看, 详情): the title is the text beside it, whether or not the row shows a day."""

import pytest

from crawler.pages.own import own_entries
from crawler.records.items import PageExtract
from tests.crawler.pages.test_marks_of_going_on import read

TITLE = "区住建委检查在建工地扬尘治理第{}次"
HREF = "/gzdt/40{}.html"
POSTS = range(11, 17)
SIDE = '<div class="side"><ul>{}</ul></div>'.format(
    "".join(f'<li><a href="/jyj/30{n}.html">区教育局召开家长会第{n}次</a><span>11-0{n}</span></li>' for n in (1, 2, 3))
)


def page(
    row: str, around: str = "<ul>{}</ul>", beside: str = "", others: str = ""
) -> tuple[list[tuple[str, str]], int]:
    """What is read of a page with six such rows: addresses and titles, and how much is left over."""
    rows = "".join(row.format(title=TITLE.format(n), href=HREF.format(n), n=n) for n in POSTS)
    extract = read("", above=beside + around.format(rows + others), rows="")
    return [
        ((entry.url or "").removeprefix("http://h.cn"), entry.title) for entry in own_entries(extract, _sides(extract))
    ], extract.left_over


def _sides(extract: PageExtract) -> set[int]:
    return {entry.block for entry in extract.entries if "/jyj/" in (entry.url or "")}


ALL = [(HREF.format(n), TITLE.format(n)) for n in POSTS]
TABLE = "<table>{}</table>"
VIEW = '<a href="{href}">查看</a>'
ROWS = [
    ('<tr><td>{title}</td><td><a href="{href}">查看</a></td></tr>', TABLE),
    ('<tr><td>{n}</td><td>{title}</td><td>区住建委</td><td><a href="{href}">[详情]</a></td></tr>', TABLE),
    ('<tr><td><a href="{href}">点击查看</a></td><td>{title}</td></tr>', TABLE),
    ('<li><span>{title}</span><a href="{href}">查看详情</a></li>', "<ul>{}</ul>"),
    ('<li>{title} <a href="{href}" target="_blank">详情&gt;&gt;</a></li>', "<ul>{}</ul>"),
    ('<p>{title}<a href="{href}">【详细】</a></p>', "<div>{}</div>"),
    ('<dl><dt>{title}</dt><dd><a href="{href}">查看全文</a></dd></dl>', "<div>{}</div>"),
    ('<div class="card"><h3>{title}</h3><a class="btn" href="{href}">了解详情</a></div>', "<div>{}</div>"),
    (
        '<div class="card"><h3>{title}</h3><p>{title}，现场讲解安全生产要求，督促施工单位立行立改、举一反三，确保扬尘治理见实效。</p><a href="{href}">查看全文</a></div>',
        "<div>{}</div>",
    ),
    (
        '<li><div class="tit">{title}</div><div>现场讲解安全生产要求，督促施工单位立行立改、举一反三，确保扬尘治理见实效。</div><a href="{href}">阅读全文</a></li>',
        "<ul>{}</ul>",
    ),
    (
        '<tr><td>{title}</td><td><a href="{href}">查看</a> <a href="/files/40{n}.pdf">下载</a></td></tr>',
        TABLE,
    ),
    ('<tr><td>{title}</td><td><a href="javascript:" onclick="window.open(\'{href}\')">查看</a></td></tr>', TABLE),
    ('<li>{title}<a href="{href}" title="{title}">查看</a></li>', "<ul>{}</ul>"),
    ('<li><a href="{href}"><img src="/p/{n}.jpg"></a><p>{title}</p></li>', "<ul>{}</ul>"),
]


@pytest.mark.parametrize(("row", "around"), ROWS)
@pytest.mark.parametrize("beside", ["", SIDE], ids=["alone", "beside a dated block"])
def test_undated_rows_that_a_link_opens_are_rows(row: str, around: str, beside: str) -> None:
    assert page(row, around, beside) == (ALL, 0)


@pytest.mark.parametrize(
    ("row", "around"),
    [
        ('<tr><td>{title}</td><td><a href="javascript:show({n})">查看</a></td></tr>', TABLE),
        ('<tr><td>{title}</td><td><a href="/login.html">查看</a></td></tr>', TABLE),
        ('<tr><td>附件{n}</td><td><a href="{href}">查看</a></td></tr>', TABLE),
        ('<div class="nav"><span>{title}</span><a href="{href}">查看</a></div>', '<div class="side">{}</div>'),
        ('<tr><td>{title}</td><td><a href="/gzdt/">查看</a></td></tr>', TABLE),
        ('<tr><td>{title}</td><td><a href="{href}">报名</a></td></tr>', TABLE),
        ('<div><h3>{title}</h3><a href="/lm{n}/">更多</a></div>', "<div>{}</div>"),
    ],
)
def test_what_leads_to_no_post_of_its_own_is_no_row(row: str, around: str) -> None:
    assert page(row, around) == ([], 0)


@pytest.mark.parametrize(
    "other",
    [
        '<tr><td>区住建委公布老旧小区改造名单</td><td><a href="javascript:show(7)">查看</a></td></tr>',
        '<tr><td>区住建委公布老旧小区改造名单</td><td><a href="#" onclick="show(7)">详情</a></td></tr>',
        '<tr><td>区住建委公布老旧小区改造名单</td><td><a href="/gzdt/4098.html">查看</a><a href="/gzdt/4099.html">查看</a></td></tr>',
        "<tr><td>区住建委公布老旧小区改造名单</td><td><button onclick='show(7)'>查看</button></td></tr>",
        '<tr><td><a href="javascript:show(7)">区住建委公布老旧小区改造名单</a></td><td></td></tr>',
    ],
)
def test_a_row_that_cannot_be_opened_leaves_the_others_a_lower_bound(other: str) -> None:
    rows, left_over = page(ROWS[0][0], TABLE, others=other)
    assert rows == ALL
    assert left_over > 0


def test_a_row_that_a_script_opens_leaves_linked_rows_without_days_a_lower_bound() -> None:
    other = '<li><a href="javascript:show(7)">区住建委公布老旧小区改造名单</a></li>'
    assert page('<li><a href="{href}">{title}</a></li>', others=other) == (ALL, 1)


TWO = '<tr><td>{title}</td>{day}<td><a href="{href}">查看</a></td><td>{second}</td>{day}<td><a href="{beside}">查看</a></td></tr>'
SECOND, BESIDE = "区住建委组织开展消防演练第{}次", "/gzdt/50{}.html"


def side_by_side(
    row: str = TWO, day: str = "", others: str = "", head: str = ""
) -> tuple[list[tuple[str, str, str]], int]:
    """What is read of a table with two posts in each of its six rows: addresses, titles and days, and how much is left over."""
    rows = "".join(
        row.format(
            title=TITLE.format(n),
            href=HREF.format(n),
            second=SECOND.format(n),
            beside=BESIDE.format(n),
            n=n,
            day=day.format(n),
        )
        for n in POSTS
    )
    extract = read("", above=TABLE.format(head + rows + others), rows="")
    return [
        ((entry.url or "").removeprefix("http://h.cn"), entry.title, entry.date.day.isoformat() if entry.date else "")
        for entry in extract.entries
    ], extract.left_over


def both(day: str = "") -> list[tuple[str, str, str]]:
    return [
        (href.format(n), title.format(n), day.format(n))
        for n in POSTS
        for href, title in ((HREF, TITLE), (BESIDE, SECOND))
    ]


@pytest.mark.parametrize("day", ["", "2026-10-{}"], ids=["without days", "with days"])
@pytest.mark.parametrize(
    "row",
    [
        TWO,
        '<tr><td><a href="{href}">查看</a></td>{day}<td>{title}</td><td><a href="{beside}">查看</a></td>{day}<td>{second}</td></tr>',
        '<tr><td>{title}</td><td><a href="{href}">查看</a></td>{day}<td>{second}</td><td><a href="{beside}">查看</a></td>{day}</tr>',
        '<tr><td>{n}</td><td>{title}</td><td><a href="{href}">详情</a> <a href="/f/40{n}.pdf">下载</a></td>{day}<td>{n}</td><td>{second}</td><td><a href="{beside}">详情</a></td>{day}</tr>',
    ],
)
def test_two_posts_in_one_row_of_a_table_each_with_what_opens_it_are_two(row: str, day: str) -> None:
    cell = f"<td>{day}</td>" if day else ""
    assert side_by_side(row, cell) == (both(day), 0)


def test_the_last_row_of_such_a_table_may_hold_one_post() -> None:
    last = '<tr><td>区住建委公布老旧小区改造名单</td><td><a href="/gzdt/4099.html">查看</a></td><td></td><td></td></tr>'
    assert side_by_side(others=last) == ([*both(), ("/gzdt/4099.html", "区住建委公布老旧小区改造名单", "")], 0)


def test_one_of_two_side_by_side_that_only_a_script_opens_leaves_a_lower_bound() -> None:
    last = '<tr><td>区住建委公布老旧小区改造名单</td><td><a href="/gzdt/4099.html">查看</a></td><td>区住建委公布危险房屋改造名单</td><td><a href="javascript:show(7)">查看</a></td></tr>'
    rows, left_over = side_by_side(others=last)
    assert len(rows) == 13
    assert left_over > 0


@pytest.mark.parametrize(
    ("row", "head"),
    [
        ('<tr><td>{title}</td><td>{day}</td><td><a href="{href}">查看</a></td><td>区住房和城乡建设委员会</td><td></td><td><a href="{beside}">查看</a></td></tr>', ""),
        ('<tr><td>{title}</td><td>{day}</td><td><a href="{href}">查看</a></td><td>{second}</td><td></td><td><a href="{beside}">查看</a></td></tr>', "<tr><th>来信标题</th><th>日期</th><th>来信</th><th>答复摘要</th><th></th><th>答复</th></tr>"),
    ],
    ids=["an office", "headed otherwise"],
)  # fmt: skip
def test_two_links_that_open_one_post_and_what_belongs_to_it_make_no_two_of_it(row: str, head: str) -> None:
    for above in (head, f"<thead>{head}</thead>"):
        rows, _ = side_by_side(row, "2026-10-{}", head=above)
        assert len(rows) in (0, 6)


def test_a_head_that_names_the_same_things_twice_says_that_there_are_two() -> None:
    head = "<thead><tr><th>标题</th><th>操作</th><th>标题</th><th>操作</th></tr></thead>"
    assert side_by_side(head=head) == (both(), 0)


def test_posts_side_by_side_of_which_nobody_knows_where_one_ends_are_no_rows() -> None:
    row = '<tr><td>{n}</td><td>{title}</td>{day}<td><a href="{href}">查看</a></td><td>{second}</td><td><a href="{beside}">查看</a></td></tr>'
    assert side_by_side(row, "<td>2026-10-{}</td>")[0] == []
