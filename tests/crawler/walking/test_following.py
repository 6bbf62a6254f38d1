"""Where a list goes on, by pagers, frames and forms, and what keeps a walk from wandering."""

import asyncio

import pytest

from crawler.records.observations import UNNAMED, Answer, ColumnWalk, EntrySeen, Failure, LinkUse, SectionWalk
from crawler.walking.frontier import Task
from crawler.walking.turning import pager_pattern
from crawler.wire.chase import Outcome
from tests.crawler.walking.builders import HOST, NOW, Room, answered, column, outcome, rows, section
from tests.crawler.walking.test_lists import HOME, JYJ, LIST, began, ends, give, give_entries

NOTHING = "<html><body><p>首页</p></body></html>"


def listed(*pages: str, address: str = LIST, **crawl: object) -> Room:
    """A walk that was given its home, its first page and what each further one is."""
    room = began(**crawl)
    room.wanted()
    give(room, outcome(HOME, NOTHING))
    give(room, outcome(address, pages[0]))
    give_entries(room)
    return room


def walk_of(room: Room) -> ColumnWalk:
    """How the column's walk ended."""
    [walk] = ends(room)[ColumnWalk]
    assert isinstance(walk, ColumnWalk)
    return walk


def with_pager(markup: str, pager: str) -> str:
    """A page with a pager below its rows."""
    return markup.replace("</body>", f"<div class='page'>{pager}</div></body>")


def further(count: int, start: int) -> str:
    """A further page: rows of their own."""
    return rows(count).replace("/p", f"/q{start}")


def test_the_next_page_is_asked_and_its_rows_are_the_columns_too() -> None:
    room = began()
    room.wanted()
    give(room, outcome(HOME, NOTHING))
    give(room, outcome(LIST, with_pager(rows(3), "<a href='index_2.html'>下一页</a>")))
    asked = room.wanted()
    assert f"{LIST}index_2.html" not in asked
    for address in asked:
        give(room, outcome(address, NOTHING))
    assert f"{LIST}index_2.html" in room.wanted()
    give(room, outcome(f"{LIST}index_2.html", further(2, 2)))
    give_entries(room)
    walk = walk_of(room)
    assert (walk.complete, walk.pages, walk.entries) == (True, 2, 5)


def test_a_further_page_that_is_gone_makes_a_list_incomplete_whoever_named_it() -> None:
    for pager in (
        "<script>createPageHTML('p',2,1,'index','html',20);</script>",
        "<a href='index_2.html'>下一页</a>",
    ):
        room = listed(with_pager(rows(3), pager))
        for _ in range(4):
            for address in room.wanted():
                give(room, outcome(address, NOTHING, status=404))
        assert not walk_of(room).complete


def test_a_way_on_to_another_host_is_not_walked() -> None:
    room = listed(with_pager(rows(3), "<a href='http://other.cn/2.html'>下一页</a>"))
    assert walk_of(room).reason == "pager_elsewhere"


def test_a_list_in_a_frame_is_the_columns_list() -> None:
    room = began()
    room.wanted()
    give(room, outcome(HOME, NOTHING))
    give(room, outcome(LIST, "<html><body><h1>工作动态</h1><iframe src='/inner/list.html'></iframe></body></html>"))
    assert f"{HOST}/inner/list.html" in room.wanted()
    give(room, outcome(f"{HOST}/inner/list.html", rows(4)))
    give_entries(room)
    room.outbox.send()
    assert sum(isinstance(item, EntrySeen) for item in room.store.seen) == 4
    assert walk_of(room).complete


def test_a_list_that_nobody_configured_is_walked_for_its_links() -> None:
    room = began()
    room.wanted()
    give(room, outcome(LIST, rows(1)))
    give(room, outcome(HOME, with_pager(further(3, 7), "<a href='/jyj/index_2.html'>下一页</a>")))
    seen: list[str] = []
    for _ in range(6):
        for address in room.wanted():
            seen.append(address)
            give(room, outcome(address, NOTHING))
    assert f"{HOST}/jyj/index_2.html" in seen


BY_SCRIPT = "<a href='javascript:go(2)'>下一页</a>"
OTHER = f"{HOST}/jyj/zcjd/"


def found_by_a_link(page: str) -> list[object]:
    """How the lists ended where the home links to a page that nobody configured."""
    room = began()
    room.wanted()
    give(room, outcome(LIST, rows(1)))
    give(room, outcome(HOME, f"<html><body><a href='{OTHER}'>政策解读</a></body></html>"))
    for _ in range(3):
        for address in room.wanted():
            give(room, outcome(address, page if address == OTHER else NOTHING))
    return [item for item in ends(room)[ColumnWalk] if isinstance(item, ColumnWalk) and item.column == UNNAMED]


@pytest.mark.parametrize("heading", ["", "<h1>政策解读</h1>"])
def test_a_list_that_nobody_configured_and_only_a_script_turns_is_told_as_cut_short(heading: str) -> None:
    page = with_pager(rows(5), BY_SCRIPT).replace("/gzdt/", "/zcjd/").replace("<body>", f"<body>{heading}")
    [walk] = found_by_a_link(page)
    assert isinstance(walk, ColumnWalk)
    assert (walk.section, walk.url, walk.complete, walk.reason) == ("portal/jyj", OTHER, False, "pager_by_script")


@pytest.mark.parametrize(
    "page",
    [
        rows(5), NOTHING, with_pager(NOTHING, BY_SCRIPT),
        f"<html><body><h1>通知</h1><p>发布时间：2026-10-12</p><p>正文。</p>{BY_SCRIPT}</body></html>",
        with_pager(rows(5), "共1页 " + BY_SCRIPT),
    ],
)  # fmt: skip
def test_a_page_without_more_rows_to_turn_to_is_not(page: str) -> None:
    assert found_by_a_link(page) == []


METAS = "<meta name='ArticleTitle' content='通知公告的标题'><meta name='PubDate' content='2026-10-12 09:00'>"
BODY = f"<h1>通知公告的标题</h1><div class='content'>{'<p>现将有关事项通知如下，请各有关单位遵照执行，并于月底前报送情况。</p>' * 8}</div>"


def article_with(beside: str, *, metas: str = METAS, body: str = BODY) -> str:
    """A page of an article with rows and marks of pages beside its text."""
    page = with_pager(rows(5), beside).replace("/gzdt/", "/zcjd/").replace("<body>", f"<body>{body}")
    return page.replace("<html>", f"<html><head>{metas}</head>")


def test_a_page_that_calls_itself_an_article_and_shows_its_text_is_no_list_whatever_stands_beside_it() -> None:
    assert found_by_a_link(article_with(BY_SCRIPT)) == []


@pytest.mark.parametrize("lacking", [{"metas": ""}, {"body": "<h1>通知公告的标题</h1>"}])
def test_a_page_that_only_half_looks_like_an_article_is_read_as_a_list(lacking: dict[str, str]) -> None:
    assert len(found_by_a_link(article_with(BY_SCRIPT, **lacking))) == 1


def test_the_further_pages_of_a_long_article_are_asked() -> None:
    room = began()
    room.wanted()
    give(room, outcome(LIST, rows(1)))
    give(room, outcome(HOME, f"<html><body><a href='{OTHER}'>政策解读</a></body></html>"))
    seen: list[str] = []
    for _ in range(4):
        for address in room.wanted():
            seen.append(address)
            number = address.removeprefix(f"{OTHER}index_").removesuffix(".html") if "index_" in address else "0"
            script = f"<script>createPageHTML(3, {number}, 'index', 'html');</script><p>第{number}段</p>"
            give(room, outcome(address, article_with(script)))
    assert {f"{OTHER}index_1.html", f"{OTHER}index_2.html"} <= set(seen)


def test_an_article_from_before_the_open_months_leads_no_further() -> None:
    old = "<html><body><h1>旧闻一则的标题</h1><p>发布时间：2020-01-02 来源：区教育局</p><div class='content'><p>正文在此，足够长的一段话。</p><a href='/jyj/older.html'>上一篇</a></div></body></html>"
    room = began()
    room.wanted()
    give(room, outcome(HOME, "<html><body><a href='/jyj/old.html'>旧闻一则的标题</a></body></html>"))
    give(room, outcome(LIST, rows(1)))
    for address in room.wanted():
        give(room, outcome(address, old))
    assert f"{HOST}/jyj/older.html" not in room.wanted()


def test_an_entry_in_another_units_section_is_no_post_of_this_one() -> None:
    room = began(JYJ, section("wjw"))
    room.wanted()
    for home in (HOME, f"{HOST}/wjw/"):
        give(room, outcome(home, NOTHING))
    give(room, outcome(LIST, rows(4).replace("/jyj/gzdt/p1.", "/wjw/p1.")))
    give_entries(room)
    room.outbox.send()
    kept = [item.entry.url for item in room.store.seen if isinstance(item, EntrySeen)]
    assert len(kept) == 3 and not any("/wjw/" in str(url) for url in kept)


def test_what_has_not_come_when_the_crawl_is_stopped_is_told_as_stopped() -> None:
    room = began(JYJ)
    room.wanted()
    [walk, *_] = [item for item in room.lists.end("closespider") if isinstance(item, ColumnWalk)]
    [state] = [item for item in room.lists.end("closespider") if isinstance(item, SectionWalk)]
    assert (walk.reason, state.reason) == ("stopped", "stopped")


def test_depth_has_its_limit() -> None:
    room = began(max_depth=1)
    room.wanted()
    give(room, outcome(HOME, "<html><body><a href='/jyj/a.html'>第一层</a></body></html>"))
    give(room, outcome(LIST, NOTHING))
    for address in room.wanted():
        give(room, outcome(address, "<html><body><a href='/jyj/b.html'>第二层</a></body></html>"))
    assert room.wanted() == []


def test_a_row_whose_page_was_followed_is_served_already() -> None:
    post, key = f"{LIST}p0.html", JYJ.key
    room = began()
    room.wanted()
    give(room, outcome(HOME, f"<html><body><a href='{post}'>关于第0项工作的通知</a></body></html>"))
    assert room.wanted() == [post]
    give(room, outcome(post, "<html><body><p>正文</p><a href='/jyj/b.html'>附表</a></body></html>"))
    answer = room.frontier.done[post]
    assert room.lists.is_served(answer, Task(key, depth=1, listed=True))
    assert room.lists.is_served(answer, Task(key, depth=0, listed=True)), "what it leads to is known, from nearer too"
    assert not room.lists.is_served(answer, Task(key, depth=1)), "it may be a list of its own"
    assert not room.lists.is_served(answer, Task(key, depth=1, listed=True, compared="p0"))
    assert not room.lists.is_served(answer, Task("portal/other", depth=1, listed=True))


def test_a_row_whose_page_was_too_deep_to_be_followed_is_served_from_nearer() -> None:
    post, further, key = f"{LIST}p0.html", f"{HOST}/jyj/b.html", JYJ.key
    room = began()
    room.wanted()
    deep, row = Task(key, depth=room.frontier.job.crawl.max_depth), Task(key, depth=1, listed=True)
    room.lists.ask(post, deep)
    text = "<html><body><p>正文</p><a href='/jyj/b.html'>附表</a></body></html>"
    page = asyncio.run(room.pages.take(outcome(post, text)))
    room.frontier.answered(page.answer)
    room.lists.serve(page.answer, page.extract, deep)
    assert further not in room.wanted()
    assert not room.lists.is_served(page.answer, row)
    room.lists.serve(page.answer, page.extract, row)
    assert room.wanted() == [further]
    assert room.lists.is_served(page.answer, row)


def test_a_page_that_is_asked_to_be_compared_alone_is_nobodys_until_a_list_leads_there() -> None:
    other, dead = f"{HOST}/xwzx/a.html", f"{HOST}/dead.html"
    room = began()
    room.lists.ask(other, Task(JYJ.key, depth=1, listed=True, compared=other))
    page = asyncio.run(
        room.pages.take(outcome(other, "<html><body><p>正文</p><a href='/dead.html'>附表</a></body></html>"))
    )
    (compared,), row = room.frontier.answered(page.answer), Task(JYJ.key, depth=1, listed=True)
    room.lists.serve(page.answer, page.extract, compared)
    assert dead not in [use.target for use in room.lists.end("finished") if isinstance(use, LinkUse)]
    assert not room.lists.is_served(page.answer, row)
    room.lists.serve(page.answer, page.extract, row)
    assert dead in [use.target for use in room.lists.end("finished") if isinstance(use, LinkUse)]


def test_a_row_whose_page_could_not_be_read_is_not_served_already() -> None:
    room = began()
    room.wanted()
    give(room, Outcome(Answer(f"{LIST}p0.html", NOW, failure=Failure.TIMEOUT)))
    assert not room.lists.is_served(room.frontier.done[f"{LIST}p0.html"], Task(JYJ.key, depth=1, listed=True))


def test_further_pages_of_one_list_share_a_pattern() -> None:
    assert (
        pager_pattern("http://h.cn/l/index_2.html")
        == pager_pattern("http://h.cn/l/index_12.html")
        == "http://h.cn/l/index_*.html"
    )
    assert pager_pattern("http://h.cn/l/index.html") == "http://h.cn/l/index.html"


def test_a_column_that_only_holds_files_asks_none_of_them() -> None:
    room = listed(rows(2).replace("p0.html", "p0.pdf").replace("p1.html", "p1.docx"))
    assert walk_of(room).entries == 2
    assert column("x", "/x/").url == f"{HOST}/x/"


FRAMED = "<html><body><div class='con'><ul>{}</ul><div class='tq'><iframe src='/tq.html' width='300'></iframe></div></div><div class='footer'>主办</div></body></html>"
STILL = "<html><body><div>红桥区 晴 12℃</div></body></html>"


def framed(count: int, inside: str, status: int = 200, last: str = "2026-10-11") -> ColumnWalk:
    """How a list ends that has a frame of this kind below its rows."""
    lines = "".join(
        f'<li><a href="/jyj/gzdt/p{n}.html">关于第{n}项工作的通知</a><span>2026-10-{25 - n}</span></li>'
        for n in range(count)
    )
    old = "".join(
        f'<li><a href="/jyj/gzdt/q{n}.html">关于旧的第{n}项工作的通知</a><span>{last}</span></li>' for n in range(2)
    )
    pages = {
        LIST: outcome(LIST, FRAMED.format(lines + old)),
        f"{HOST}/tq.html": outcome(f"{HOST}/tq.html", inside, status),
    }
    room = began()
    answered(room, lambda address: pages.get(address) or outcome(address, NOTHING))
    return walk_of(room)


@pytest.mark.parametrize(
    ("inside", "status"), [(STILL, 200), ("", 404), ("<html><body><img src='/tq.png'></body></html>", 200)]
)
def test_a_frame_below_a_full_list_that_shows_no_pager_leaves_its_end_known(inside: str, status: int) -> None:
    assert framed(6, inside, status).complete


@pytest.mark.parametrize(
    ("inside", "status"),
    [
        ("<html><body><a href='/jyj/gzdt/x9.html' target='_parent'>看下去</a></body></html>", 200),
        ("<html><body><span>1</span> <span>2</span> <span>3</span></body></html>", 200),
        ("<html><body><div id='app'></div><script src='/js/app.js'></script></body></html>", 200),
        ("<html><body>共3页</body></html>", 200),
        ("<html><body><span onclick='parent.go()'>»</span></body></html>", 200),
        ("<html><body><span onclick='parent.go()'>下一页</span></body></html>", 200),
        ("<html><body>晴<script src='/js/tq.js'></script></body></html>", 200),
        ("<html><body><form action='/p.do'><input name=p></form></body></html>", 200),
        (STILL, 500),
        (STILL, 403),
    ],
)
def test_a_frame_below_a_full_list_that_may_turn_it_leaves_its_end_unknown(inside: str, status: int) -> None:
    assert not framed(6, inside, status).complete
    assert framed(2, inside, status).complete
    assert framed(6, inside, status, last="2026-09-11").complete
