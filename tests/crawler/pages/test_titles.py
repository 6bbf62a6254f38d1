"""The title of a row that is a link as a whole: neither its day nor what stands beside it is a part of it."""

import pytest

from tests.crawler.pages.test_marks_of_going_on import read

TITLES = (
    "关于做好冬季供暖保障工作的通知",
    "区教育局召开安全工作会议：部署年底任务",
    "红桥区开展义务植树活动",
    "关于公开招聘教师的公告",
)
FACTS = (
    "<span>来源：区教育局</span><span>点击：{i}</span><span>评论({i})</span>",
    "<p>来 源：区教育局</p>",
    "<em>公示期：11月02日—11月09日</em>",
    "<i>成文日期：2026-10-0{i}</i>",
    "",
)


def titles(row: str) -> list[str]:
    rows = "".join(row.format(i=i, t=title, y=2026, m=10, d=28 - i) for i, title in enumerate(TITLES))
    return [entry.title for entry in read("", rows=f"</ul>{rows}<ul>").entries]


@pytest.mark.parametrize("fact", FACTS)
@pytest.mark.parametrize(
    "row",
    [
        '<a href="/zjw/{{i}}.html"><span class="x">{{t}}</span><span>2026-10-{{d}}</span>{}</a><br>',
        '<a href="/zjw/{{i}}.html"><div><p class="x">{{t}}</p><span>2026-10-{{d}}</span>{}</div></a>',
        '<a href="/zjw/{{i}}.html"><div><div><b>{{d}}</b><i>{{y}}-{{m}}</i></div><p>{{t}}</p>{}</div></a>',
        '<a href="/zjw/{{i}}.html"><div><div><i>{{y}}</i><i>{{m}}</i><i>{{d}}</i></div><p>{{t}}</p>{}</div></a>',
        "<div onclick=\"location.href='/zjw/{{i}}.html'\"><span>{{t}}</span><time>2026-10-{{d}}</time>{}</div>",
    ],
)
def test_what_stands_beside_a_title_is_no_part_of_it(row: str, fact: str) -> None:
    assert titles(row.format(fact)) == list(TITLES)


@pytest.mark.parametrize("title", ["<b>编辑：{t}</b>", "<b>关于</b><b>{t}</b>", "<b>{t}</b><b>作者培训</b>"])
def test_a_title_that_begins_as_a_fact_does_is_one_and_parts_of_a_title_are_joined(title: str) -> None:
    bare = title.replace("<b>", "").replace("</b>", "")
    row = f'<a href="/zjw/{{i}}.html">{title}</a> 2026-10-{{d}}<br>'
    assert titles(row) == [bare.format(t=known) for known in TITLES]
