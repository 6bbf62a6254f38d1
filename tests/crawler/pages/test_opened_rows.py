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
