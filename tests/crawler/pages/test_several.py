"""Several lists on one page with a pager each."""

import pytest

from tests.crawler.pages.test_marks_of_going_on import read

OTHER = "".join(
    f'<li><a href="/gzdt/50{n}.html">区住建委公布房屋征收补偿方案第{n}号</a><span>2026-10-{n}</span></li>'
    for n in (21, 22, 23)
)
NEXT = '<div class="page"><a href="{}">下一页</a></div>'
NUMBERS = '<div class="page"><b>1</b> <a href="{0}_2.html">2</a> <a href="{0}_3.html">3</a></div>'


def follows(one: str, other: str, above: str = "") -> tuple[set[str], str]:
    """Where a page leads whose two lists have these pagers, and why one of them cannot be followed."""
    paging = read(f'{one}<h3>其他</h3><ul class="news">{OTHER}</ul>{other}', above=above).paging
    asked = {*paging.following, *(address for _, address in paging.numbered)}
    return {address.removeprefix("http://h.cn/gzdt/") for address in asked}, paging.unreadable


@pytest.mark.parametrize(
    ("one", "other", "leads"),
    [
        (NEXT.format("a_2.html"), NEXT.format("b_2.html"), {"a_2.html", "b_2.html"}),
        (NEXT.format("?a=2"), NEXT.format("?b=2"), {"list.html?a=2", "list.html?b=2"}),
        (NUMBERS.format("a"), NUMBERS.format("b"), {"a_2.html", "a_3.html", "b_2.html", "b_3.html"}),
        ("<p><a href='a_2.html'>&gt;</a> 共3页</p>", NEXT.format("b_2.html"), {"a_2.html", "b_2.html"}),
    ],
)
def test_all_pagers_of_a_page_are_followed(one: str, other: str, leads: set[str]) -> None:
    assert follows(one, other) == (leads, "")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (NEXT.format("a_2.html"), NEXT.format("javascript:b(2)")),
        (NEXT.format("javascript:a(2)"), NEXT.format("b_2.html")),
        (NEXT.format("a_2.html"), '<p><a href="javascript:b()">加载更多</a></p>'),
        ('<button onclick="a()">下一页</button>', NEXT.format("b_2.html")),
        (NEXT.format("a_2.html"), '<div class="page"><b>1</b><a href="javascript:b(2)">2</a></div>'),
    ],
)
def test_a_pager_that_only_a_script_follows_is_told_beside_one_that_is_followed(one: str, other: str) -> None:
    leads, why = follows(one, other)
    assert (len(leads), why) == (1, "pager_by_script")


@pytest.mark.parametrize(
    ("one", "other", "above"),
    [
        ("", NEXT.format("list_2.html"), NEXT.format("list_2.html")),
        ("", NEXT.format("list_2.html") + '<p onclick="more()">加载更多</p>', ""),
        ("", NEXT.format("list_2.html"), '<div class="slide"><a href="javascript:n()">下一页</a></div>'),
        ('<p><span class="disabled">下一页</span></p>', NEXT.format("list_2.html"), ""),
    ],
)
def test_pagers_of_one_list_are_one(one: str, other: str, above: str) -> None:
    assert follows(one, other, above) == ({"list_2.html"}, "")


POSTED = """<form method="post" action="./"><a href="javascript:__doPostBack('{}','Page$Next')">下一页</a></form>"""


def test_posted_pagers_of_two_lists_are_told() -> None:
    assert follows(POSTED.format("a"), POSTED.format("b")) == (set(), "pager_by_script")


def test_posted_pagers_above_and_below_one_list_are_one() -> None:
    paging = read(POSTED.format("a2"), above=POSTED.format("a1")).paging
    assert paging.form is not None and not paging.unreadable


def test_calls_for_one_list_are_one_pager() -> None:
    call = '<script>createPageHTML(3, 0, "list", "html");</script>'
    paging = read(call + NEXT.format("list_1.html"), above=call).paging
    assert (paging.following, paging.unreadable, paging.lists) == (("http://h.cn/gzdt/list_1.html",), "", ())


def test_a_pager_above_the_first_list_that_only_a_script_follows_is_told() -> None:
    page = f'{NEXT.format("b_2.html")}<h3>其他</h3><ul class="news">{OTHER}</ul>'
    paging = read(page, above=NEXT.format("javascript:a(2)")).paging
    assert (paging.following, paging.unreadable) == (("http://h.cn/gzdt/b_2.html",), "pager_by_script")


TRS = '<script>createPageHTML({}, 0, "list", "html");</script>'
NEXT_BY_SCRIPT = '<div class="pg"><a href="javascript:b(2)">下一页</a></div>'


def beside(one: str, other: str, above: str = "") -> str:
    """Why one of two lists with these pagers cannot be followed, whatever is told of the other."""
    return read(f'{one}<h3>其他</h3><ul class="news">{OTHER}</ul>{other}', above=above).paging.beside


@pytest.mark.parametrize(
    "told", ["<p>共1页</p>", "<p>1/1页 首页 尾页</p>", "<p>共5条</p>", TRS.format(1), TRS.format(2)]
)
@pytest.mark.parametrize(
    "turned",
    [
        NEXT_BY_SCRIPT,
        '<div><a href="javascript:g(1)">1</a><a href="javascript:g(2)">2</a></div>',
        '<p onclick="m()">加载更多</p>',
        '<p><span onclick="m()">查看更多</span></p>',
        '<div class="dots"><i class="on"></i><i></i><i></i></div>',
    ],
)
def test_what_is_told_of_one_list_is_no_end_of_another_that_a_script_turns(told: str, turned: str) -> None:
    assert beside(told, turned) == "pager_by_script"
    if "dots" not in turned:
        assert beside(turned, told) == "pager_by_script"


@pytest.mark.parametrize(
    ("one", "other", "above"),
    [
        ("<p>共1页</p>", "<p>共1页</p>", ""),
        (f"<p>共1页</p>{NEXT_BY_SCRIPT}", f"<p>共1页</p>{NEXT_BY_SCRIPT}", ""),
        (TRS.format(1), f"{NEXT_BY_SCRIPT}<p>共1页</p>", ""),
        (NEXT_BY_SCRIPT, "", "<p>共5条</p>"),
        (f"{TRS.format(2)}{NEXT_BY_SCRIPT}", "", ""),
        ("<p>共1页</p>", "", '<div class="slide"><a href="javascript:n()">下一页</a></div>'),
        ("<p>共1页</p>", "<p>共3条</p>", '<div class="slide"><a href="javascript:n()">下一页</a></div>'),
        ("<p>共1页</p>", "<div class=tit><h3>专题</h3><a href='javascript:m()'>更多</a></div>", ""),
    ],
)
def test_a_pager_by_script_beside_its_own_claim_is_at_its_end(one: str, other: str, above: str) -> None:
    assert beside(one, other, above) == ""


@pytest.mark.parametrize("told", [1, 2])
def test_numbers_of_one_list_are_followed_beside_a_call_for_another(told: int) -> None:
    call, numbers = TRS.format(told), NUMBERS.format("b")
    for one, other in ((call, numbers), (numbers, call)):
        leads, why = follows(one, other)
        assert (leads - {"list_1.html"}, why) == ({"b_2.html", "b_3.html"}, "")


def test_numbers_that_stand_with_the_call_for_their_pager_are_its_own() -> None:
    paging = read(TRS.format(1) + NUMBERS.format("b")).paging
    assert (paging.lists, paging.is_last) == ((), True)


@pytest.mark.parametrize("told", [TRS.format(1), TRS.format(2)])
def test_further_pages_that_a_script_alone_turns_are_no_end_beside_a_call(told: str) -> None:
    dead = f"<p>共3页</p>{NEXT_BY_SCRIPT}"
    assert (beside(told, dead), beside(dead, told)) == ("pager_by_script", "pager_by_script")


@pytest.mark.parametrize("way", [NEXT.format("b_2.html"), NUMBERS.format("b")])
def test_a_pager_by_script_that_says_that_it_ends_leaves_another_lists_pager_alone(way: str) -> None:
    ended = f"<p>共1页</p>{NEXT_BY_SCRIPT}"
    for one, other in ((ended, way), (way, ended)):
        assert follows(one, other)[1] == ""


BOX = '<div class="box"><h3>{}</h3><div class="fy">{}</div><ul class="news">{}</ul></div>'


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("共1页", '<a href="javascript:b(2)">下一页</a>', "pager_by_script"),
        ('<a href="javascript:b(2)">下一页</a>', TRS.format(1), "pager_by_script"),
        (TRS.format(2), '<span onclick="m()">加载更多</span>', "pager_by_script"),
        ("共1页", '共1页 <a href="javascript:b(2)">下一页</a>', ""),
        ("共1页", "共1页", ""),
    ],
)
def test_pagers_above_their_lists_are_told_apart_by_the_boxes_that_they_stand_in(
    one: str, other: str, why: str
) -> None:
    lists = BOX.format("通知", one, OTHER.replace("/50", "/60")) + BOX.format("公告", other, OTHER)
    assert read("", rows=f"</ul>{lists}<ul>").paging.beside == why
