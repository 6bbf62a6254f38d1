"""The day and the source of an article, wherever its page shows them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from crawler.pages.reader import read_page
from crawler.reading.document import Document
from crawler.records.items import Article

NOW = datetime(2026, 11, 5, 2, tzinfo=ZoneInfo("Asia/Shanghai"))
TITLE = "区住建委开展冬季供热安全检查"
BODY = "".join(
    f"<p>11月3日，区住建委组织检查组对辖区{number}个供热站开展冬季供热安全检查，确保居民温暖过冬，问题已要求立即整改。</p>"
    for number in range(1, 5)
)


def article(head: str = "", foot: str = "", top: str = "") -> Article:
    """A page with a heading and a body, and what stands in its head element, between heading and body, and below the body."""
    markup = f"""<html><head><title>{TITLE}_区住建委</title>{top}</head><body><div class="nav"><a href="/">首页</a><a href="/gzdt/">工作动态</a></div>
    <div class="main"><h1>{TITLE}</h1>{head}<div class="content">{BODY}</div>{foot}</div><div class="foot">主办单位：区住建委</div></body></html>"""
    found = read_page(Document("http://h.cn/gzdt/detail.jsp?id=77", markup), "generic", NOW, is_list=False).article
    assert found is not None
    assert found.title == TITLE
    return found


@pytest.mark.parametrize(
    "shown",
    [
        {"head": "<div>2026-11-02 09:30 区住建委</div>"},
        {"head": "<div>区住建委 2026-11-02</div>"},
        {"head": "<div>今晚报 | 2026年11月2日</div>"},
        {"head": '<div>发布时间：<script>document.write("2026-11-02")</script> 来源：区住建委</div>'},
        {
            "head": "<table><tr><th>发布日期</th><th>成文日期</th></tr><tr><td>2026-11-02</td><td>2026-10-20</td></tr></table>"
        },
        {
            "head": "<table><tr><th>成文日期</th><th>发布日期</th></tr><tr><td>2026-10-20</td><td>2026-11-02</td></tr></table>"
        },
        {
            "head": "<table><thead><tr><td>索引号</td><td>主题</td><td>发布日期</td><td>成文日期</td></tr></thead><tbody><tr><td>0012/2026-7</td>"
            "<td></td><td>2026-11-02</td><td>2026-10-20</td></tr></tbody></table>"
        },
        {
            "head": "<table><tr><td>索引号</td><td>主题</td></tr><tr><td>0012/2026-7</td><td>综合</td></tr>"
            "<tr><td>成文日期：</td><td>发布日期：</td></tr><tr><td>2026-10-20</td><td>2026-11-02</td></tr></table>"
        },
        {
            "head": "<div><p><span>成文日期</span><span>来源</span><span>发布日期</span></p><p><span>2026-10-20</span><span>区住建委</span><span>2026-11-02</span></p></div>"
        },
        {
            "head": "<table><tr><td>来源</td><td></td><td>成文日期</td><td>2026-10-20</td></tr><tr><td>主题</td><td>综合</td><td>发布日期</td><td>2026-11-02</td></tr></table>"
        },
        {"top": '<script type="application/ld+json">{"datePublished": "2026-11-02T08:00:00+08:00"}</script>'},
        {"top": '<meta itemprop="datePublished" content="2026-11-02">'},
        {"foot": "<div>发布时间：2026-11-02 来源：区住建委</div>"},
    ],
)
def test_the_day_is_read_where_it_is_shown(shown: dict[str, str]) -> None:
    found = article(**shown).published
    assert found is not None
    assert found.day == date(2026, 11, 2)


@pytest.mark.parametrize(
    "line",
    [
        "2026年11月2日区第十八届人民代表大会常务委员会通过",
        "（2026年11月2日区政府第3次常务会议批准）",
        "在2026年11月2日全区工作会议上的讲话",
        "2026年11月2日 第12号令",
    ],
)
def test_an_events_day_below_the_heading_is_none_of_publication(line: str) -> None:
    assert article(head=f"<div>{line}</div>").published is None


def test_a_day_that_a_script_writes_behind_its_label_is_unread_not_missing() -> None:
    found = article(head="<div>发布时间：<span id=t></span> 来源：区住建委</div><script>show('t')</script>")
    assert (found.published, found.shows_day) == (None, True)


@pytest.mark.parametrize(
    ("shown", "source"),
    [
        ({"foot": "<div>发布时间：2026-11-02 来源：区住建委</div>"}, "区住建委"),
        ({"head": "<div>[ 2026-11-02 ] 【来源：区住建委】</div>"}, "区住建委"),
        ({"head": "<div>来源：<b>区住建委</b> 2026-11-02</div>"}, "区住建委"),
    ],
)
def test_the_source_is_read_where_it_is_shown(shown: dict[str, str], source: str) -> None:
    assert article(**shown).source == source
