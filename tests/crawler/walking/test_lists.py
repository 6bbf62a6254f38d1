"""Lists: what is asked next, who holds a link, and how a walk ends."""

import asyncio
from dataclasses import replace

from config.schema import Content
from crawler.records.observations import Answer, ColumnWalk, EntrySeen, Failure, LinkUse, SectionWalk
from crawler.wire.chase import Outcome
from tests.crawler.walking.builders import HOST, NOW, Room, column, job, outcome, rows, section

JYJ = section("jyj", (column("gzdt", "/jyj/gzdt/"),))
WJW = section("wjw")
HOME, LIST = f"{HOST}/jyj/", f"{HOST}/jyj/gzdt/"


def began(*sections: object, **crawl: object) -> Room:
    room = Room(job(*(sections or (JYJ,)), **crawl))  # type: ignore[arg-type]
    room.lists.begin()
    return room


def give(room: Room, found: Outcome) -> None:
    """An answer on its way through reading to everyone who waits for it."""
    page = asyncio.run(room.pages.take(found))
    for task in room.frontier.answered(page.answer):
        room.lists.serve(page.answer, page.extract, task)


def give_entries(room: Room) -> None:
    """Articles for whatever the lists ask further."""
    for address in room.wanted():
        give(room, outcome(address, "<html><body><h1>文章</h1><p>发布时间：2026-10-12</p><p>正文。</p></body></html>"))


def ends(room: Room) -> dict[type, list[object]]:
    found: dict[type, list[object]] = {}
    for item in room.lists.end("finished"):
        found.setdefault(type(item), []).append(item)
    return found


def test_homes_and_columns_are_asked_first() -> None:
    assert began(JYJ, WJW).wanted() == [HOME, LIST, f"{HOST}/wjw/"]


def test_a_lists_entries_are_asked_with_the_list_as_referer() -> None:
    room = began()
    room.wanted()
    give(room, outcome(HOME, "<html><body><p>首页</p></body></html>"))
    give(room, outcome(LIST, rows(3)))
    targets = room.frontier.take()
    assert {target.address for target in targets} == {f"{LIST}p{number}.html" for number in range(3)}
    assert {target.referer for target in targets} == {LIST}


def test_a_list_whose_page_failed_says_so() -> None:
    room = began()
    room.wanted()
    give(room, outcome(HOME, "<html><body><p>首页</p></body></html>"))
    give(room, Outcome(Answer(LIST, NOW, failure=Failure.TOO_LARGE)))
    [walk] = ends(room)[ColumnWalk]
    assert isinstance(walk, ColumnWalk)
    assert (walk.complete, walk.reason) == (False, "too_large")


def test_a_list_that_was_read_to_its_end_is_complete_and_its_entries_are_kept() -> None:
    room = began()
    room.wanted()
    give(room, outcome(HOME, "<html><body><p>首页</p></body></html>"))
    give(room, outcome(LIST, rows(3)))
    give_entries(room)
    room.outbox.send()
    [walk] = ends(room)[ColumnWalk]
    assert isinstance(walk, ColumnWalk)
    assert (walk.complete, walk.entries) == (True, 3)
    assert sum(isinstance(item, EntrySeen) for item in room.store.seen) == 3


def test_links_of_the_section_are_followed_and_those_of_others_and_of_files_are_not() -> None:
    room = began(JYJ, WJW)
    room.wanted()
    links = ("/jyj/a.html", "/wjw/b.html", "/jyj/c.doc", "http://other.cn/d.html", "/jyj/e.html;jsessionid=1")
    markup = "".join(f'<a href="{link}">更多内容</a>' for link in links)
    give(room, outcome(HOME, f"<html><body>{markup}</body></html>"))
    assert room.wanted() == [f"{HOST}/jyj/a.html", f"{HOST}/jyj/e.html;jsessionid=1"]
    uses = {use.target: use for use in ends(room)[LinkUse] if isinstance(use, LinkUse)}
    assert uses[f"{HOST}/jyj/e.html"].samples[0].asked == f"{HOST}/jyj/e.html;jsessionid=1"
    assert "http://other.cn/d.html" in uses


def test_what_a_limit_forbade_is_answered_with_the_limit() -> None:
    room = began(JYJ, max_pages_per_site=4)
    room.wanted()
    markup = "".join(f'<a href="/jyj/trap/{number}.html">第{number}天</a>' for number in range(50))
    give(room, outcome(HOME, f"<html><body>{markup}</body></html>"))
    found = ends(room)
    answers = [item for item in found[Answer] if isinstance(item, Answer)]
    assert len(answers) + len(room.wanted()) == 50
    assert {answer.failure for answer in answers} == {Failure.LIMIT}
    [walk] = found[SectionWalk]
    assert isinstance(walk, SectionWalk)
    assert (walk.complete, walk.reason) == (False, "page_limit")


def test_a_frame_that_leads_to_another_host_is_no_page_of_the_list_and_does_not_cut_it_short() -> None:
    room = began()
    room.wanted()
    give(room, outcome(HOME, "<html><body><p>首页</p></body></html>"))
    give(room, outcome(LIST, rows(3).replace("</body>", '<iframe src="/go.html"></iframe></body>')))
    give_entries_but(room, "/go.html")
    for task in room.frontier.leave(f"{HOST}/go.html"):
        room.lists.give_up(task, "redirected_away")
    [walk] = ends(room)[ColumnWalk]
    assert isinstance(walk, ColumnWalk)
    assert (walk.complete, walk.entries) == (True, 3)


def give_entries_but(room: Room, path: str) -> None:
    """Articles for whatever is asked, until only one address is left without an answer."""
    while addresses := [address for address in room.wanted() if not address.endswith(path)]:
        for address in addresses:
            give(
                room,
                outcome(address, "<html><body><h1>文章</h1><p>发布时间：2026-10-12</p><p>正文。</p></body></html>"),
            )


def part(*names: str, head: str = "") -> str:
    lines = (f'<li><a href="/jyj/gzdt/{n}.html">关于{n}项工作的通知</a><span>2026-10-12</span></li>' for n in names)
    return f"<html><body><div class='con'><div class='hd'><h3>通知</h3>{head}</div><ul>{''.join(lines)}</ul></div></body></html>"


def walked_with_more(whole: Outcome | None) -> tuple[list[str], ColumnWalk]:
    """The entries of a column whose page shows the newest part of a list, and how its walk ended; None where 更多 is not answered."""
    room = began()
    room.wanted()
    give(room, outcome(HOME, "<html><body><p>首页</p></body></html>"))
    give(room, outcome(LIST, part("p1", "p2", head='<a href="./all/">更多</a>')))
    give_entries(room)
    if whole is not None:
        give(room, whole)
        give_entries(room)
    room.outbox.send()
    seen = {item.entry.url for item in room.store.seen if isinstance(item, EntrySeen)}
    [walk] = ends(room)[ColumnWalk]
    assert isinstance(walk, ColumnWalk)
    return sorted(str(url).rpartition("/")[2] for url in seen), walk


def test_the_whole_of_a_list_of_which_a_page_shows_the_newest_part_is_the_columns() -> None:
    names, walk = walked_with_more(outcome(f"{LIST}all/", part("p1", "p2", "p3", "p4")))
    assert names == ["p1.html", "p2.html", "p3.html", "p4.html"]
    assert (walk.complete, walk.pages) == (True, 2)


def test_a_list_whose_whole_could_not_be_read_is_not_complete() -> None:
    names, walk = walked_with_more(Outcome(Answer(f"{LIST}all/", NOW, failure=Failure.TOO_LARGE)))
    assert names == ["p1.html", "p2.html"]
    assert (walk.complete, walk.reason) == (False, "too_large")


def test_a_list_of_messages_is_read_a_year_back() -> None:
    box = replace(column("xx", "/jyj/xx/"), content=Content.REPLIES)
    room = began(section("jyj", (box,)))
    room.wanted()
    give(room, outcome(HOME))
    more = "<a href='/jyj/xx/{}.html'>下一页</a>"
    give(room, outcome(f"{HOST}/jyj/xx/", rows(3, "2026-03-01") + more.format("p2")))
    give_entries(room)
    assert f"{HOST}/jyj/xx/p2.html" in asked_of(room)


def asked_of(room: Room) -> set[str]:
    """Every address that a list has asked for."""
    return {address for walk in room.lists._walks for address in walk.asked}
