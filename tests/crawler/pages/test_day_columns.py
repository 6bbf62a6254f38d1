"""Which of a row's days is its day of publication: what a column's head says, what an attribute says beside a text."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from crawler.pages.reader import read_page
from crawler.reading.document import Document

NOW = datetime(2026, 11, 5, 2, tzinfo=ZoneInfo("Asia/Shanghai"))
TITLES = (
    "区住建委检查在建工地扬尘治理",
    "老旧小区加装电梯意见征集",
    "供热管网冬季抢修演练举行",
    "公租房分配摇号结果公示",
)


def days(markup: str) -> list[date | None]:
    """The rows' days, in order."""
    page = f'<html><title>工作动态</title><body><a href="/">首页</a><div>{markup}</div><div>主办：区住建委</div></body></html>'
    found = read_page(Document("http://h.cn/gzdt/list.html", page), "generic", NOW, is_list=True)
    assert [entry.title for entry in found.entries] == list(TITLES)
    return [entry.date.day if entry.date else None for entry in found.entries]


def table(heads: str, row: str) -> str:
    """A table of four rows under heads; `row` names the link `{a}` and the number `{n}`."""
    rows = "".join(
        "<tr>" + row.format(a=f'<td><a href="{number}.html">{title}</a></td>', n=number) + "</tr>"
        for number, title in enumerate(TITLES, 1)
    )
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


FORMED, SHOWN = "<td>2026-01-0{n}</td>", "<td>2026-10-0{n}</td>"
PUBLISHED = [date(2026, 10, number) for number in (1, 2, 3, 4)]


@pytest.mark.parametrize("other", ["发文日期", "成文日期", "更新时间", "失效日期", "有效期至", "实施日期"])
@pytest.mark.parametrize("own", ["发布日期", "发布时间", "公开日期", "时间"])
def test_the_column_of_publication_is_a_rows_day(own: str, other: str) -> None:
    heads = f"<th>标题</th><th>{other}</th><th>{own}</th>"
    assert days(table(heads, "{a}" + FORMED + SHOWN)) == PUBLISHED
    heads = f"<th>标题</th><th>{own}</th><th>{other}</th>"
    assert days(table(heads, "{a}" + SHOWN + FORMED)) == PUBLISHED


def test_a_column_of_another_day_alone_dates_its_rows_until_their_articles_say_better() -> None:
    assert days(table("<th>标题</th><th>发文日期</th>", "{a}" + FORMED)) == [
        date(2026, 1, number) for number in (1, 2, 3, 4)
    ]


def test_heads_of_rows_that_are_no_table_say_so_too() -> None:
    rows = "".join(
        f'<li><span><a href="{number}.html">{title}</a></span><span>2026-01-0{number}</span><span>2026-10-0{number}</span></li>'
        for number, title in enumerate(TITLES, 1)
    )
    head = "<li><span>名称</span><span>生成日期</span><span>发布日期</span></li>"
    assert days(f"<ul>{head}{rows}</ul>") == PUBLISHED


@pytest.mark.parametrize(
    "shown",
    [
        '<time datetime="2026-10-0{n}">{n}天前</time>',
        '<time datetime="2026-10-0{n}T09:30:00+08:00"></time>',
        '<abbr title="2026-10-0{n} 08:00">前天</abbr>',
        '<span title="2026-10-0{n}"></span>',
    ],
)
def test_an_exact_day_in_an_attribute_stands_before_how_long_ago_it_was(shown: str) -> None:
    rows = "".join(
        f'<li><a href="{number}.html">{title}</a>{shown.format(n=number)}</li>'
        for number, title in enumerate(TITLES, 1)
    )
    assert days(f"<ul>{rows}</ul>") == PUBLISHED


def test_a_links_title_that_adds_the_day_is_no_longer_title() -> None:
    rows = "".join(
        f'<li><a href="{number}.html" title="{title} 2026-10-0{number}">{title}</a></li>'
        for number, title in enumerate(TITLES, 1)
    )
    assert days(f"<ul>{rows}</ul>") in (PUBLISHED, [None] * 4)
