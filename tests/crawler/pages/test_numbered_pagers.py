"""Pagers by ranges of rows, numbered from 0, by posted numbers, and lists that a scroll or a server lengthens."""

import pytest

from tests.crawler.test_paging import following, paging

SCROLL = "<script>$(function(){var page=1;$(window).scroll(function(){%s})})</script>"


@pytest.mark.parametrize(
    "links",
    [
        "<span>1-10</span> <a href='?s=10'>11-20</a> <a href='?s=20'>21-24</a>",
        "<a href='index.html'>1-10</a> <a href='?s=10'>11-20</a> <a href='?s=20'>21-24</a>",
        "[1－10] <a href='?s=10'>[11~20]</a> <a href='?s=20'>[21~24]</a>".replace("－", "-"),
        "<b>第1-10条</b> <a href='?s=10'>第11-20条</a> <a href='?s=20'>第21-24条</a>",
        "<ul><li>1至10</li><li><a href='?s=10'>11至20</a></li><li><a href='?s=20'>21至24</a></li></ul>",
        "<select><option value='index.html'>1-10<option value='?s=10'>11-20<option value='?s=20'>21-24</select>",
    ],
)
def test_links_named_by_ranges_of_rows_lead_on(links: str) -> None:
    assert following(f"<div class='b'>{links}</div>") == ["/gzdt/index.html?s=10", "/gzdt/index.html?s=20"]


def test_ranges_that_only_a_script_follows_are_a_mark() -> None:
    links = "<span>1-10</span> <a href='javascript:go(2)'>11-20</a>"
    assert paging(f"<div>{links}</div>").unreadable == "pager_by_script"


@pytest.mark.parametrize(
    "links",
    [
        "<a href='1.html'>11-20</a> <a href='2.html'>11-19</a>",
        "<a href='a.html'>2011-2015</a> <a href='b.html'>2016-2020</a>",
        "<a href='1.html'>10-26</a>",
    ],
)
def test_days_and_years_are_no_ranges_of_rows(links: str) -> None:
    assert following(f"<div>{links}</div>") == []


@pytest.mark.parametrize(
    "links",
    [
        "<span>0</span> <a href='?page=1'>1</a> <a href='?page=2'>2</a>",
        "<a href='?page=0'>0</a> <a href='?page=1'>1</a> <a href='?page=2'>2</a>",
        "<ul><li><b>[0]</b></li><li><a href='?page=1'>[1]</a></li><li><a href='?page=2'>[2]</a></li></ul>",
        "0 <a href='?page=1'>1</a> <a href='?page=2'>2</a>",
    ],
)
def test_pages_numbered_from_0_are_numbered_on(links: str) -> None:
    found = paging(f"<div class='page'>{links}</div>")
    assert [number for number, _ in found.numbered][-2:] == [2, 3]
    assert found.numbered[-1][1].endswith("page=2")


def test_the_second_of_pages_numbered_from_0_knows_itself() -> None:
    found = paging("<div class='page'><a href='?p=0'>0</a> <b>1</b> <a href='?p=2'>2</a></div>")
    assert ([number for number, _ in found.numbered], found.current) == ([1, 3], 2)


def test_a_count_of_0_beside_a_list_turns_no_page() -> None:
    assert following("<p>评论 <a href='c.html'>0</a></p>") == []


VIEW = "<input type='hidden' name='__VIEWSTATE' value='x'>"
POST = "javascript:__doPostBack('gv','Page$%s')"


@pytest.mark.parametrize(
    ("cells", "argument"),
    [
        ("<td><span>1</span></td>{2}{3}", "Page%242"),
        ("{1}<td><span>2</span></td>{3}", "Page%243"),
        (
            "<td><a href=\"javascript:__doPostBack('gv','Page$1')\">...</a></td><td><span>3</span></td>{4}{5}",
            "Page%244",
        ),
        (
            "{1}{2}<td><span>3</span></td><td><a href=\"javascript:__doPostBack('gv','Page$4')\">...</a></td>",
            "Page%244",
        ),
    ],
)
def test_the_number_after_the_pages_own_is_posted(cells: str, argument: str) -> None:
    links = {number: f'<td><a href="{POST % number}">{number}</a></td>' for number in range(1, 6)}
    markup = cells.format("", *(links[number] for number in range(1, 6)))
    form = paging(f"<form method='post' action='?'>{VIEW}<table><tr>{markup}</tr></table></form>").form
    assert form is not None
    assert f"__EVENTARGUMENT={argument}" in form[1]


def test_the_last_of_posted_numbers_is_the_end() -> None:
    links = "".join(f'<td><a href="{POST % number}">{number}</a></td>' for number in (1, 2))
    found = paging(f"<form method='post'>{VIEW}<table><tr>{links}<td><span>3</span></td></tr></table></form>")
    assert (found.form, found.last_called) == (None, 2)


@pytest.mark.parametrize(
    "script",
    [
        SCROLL
        % "if($(document).scrollTop()+$(window).height()>$(document).height()-9){page++;$.get('l.jsp?p='+page,f)}",
        SCROLL % "if($(window).scrollTop()+innerHeight>=$(document).height())loadMore()",
        "<script>window.addEventListener('scroll',()=>{fetch('/api/list?page='+(++p))})</script>",
        "<script>new MeScroll('body',{up:{callback:cb}})</script>",
        "<script>layui.use('flow',function(){layui.flow.load({elem:'#list'})})</script>",
        "<script>$('#t').DataTable({serverSide: true, ajax: '/rows'})</script>",
        "<table data-side-pagination='server' data-url='/rows'></table>",
    ],
)
def test_a_list_that_a_script_lengthens_has_a_mark(script: str) -> None:
    assert paging(f"<ul><li><a href='1.html'>一条信息的标题</a> 2026-10-12</li></ul>{script}").unreadable


@pytest.mark.parametrize(
    "script",
    [
        SCROLL % "if($(window).scrollTop()>100){$('#top').fadeIn()}else{$('#top').fadeOut()}",
        SCROLL % "$('#nav').toggleClass('fixed',$(window).scrollTop()>$('#nav').offset().top)",
        "<script>$(window).scroll(function(){if($(this).scrollTop()>100){$('#top').show()}});$.get('/count?id=1');</script>",
        "<script>window.onscroll=function(){bar(document.body.clientHeight)};function getList(){$.ajax('/visits')}</script>",
        "<script>$('#t').DataTable({pageLength: 10})</script>",
        "<script>$('img.lazy').lazyload({effect:'fadeIn'});$.get('/count?id=1')</script>",
    ],
)
def test_what_only_looks_how_far_a_reader_went_is_no_mark(script: str) -> None:
    assert not paging(f"<ul><li><a href='1.html'>一条信息的标题</a> 2026-10-12</li></ul>{script}").unreadable


WINDOW = "".join(f"<a href='?page={number}'>{number}</a> " for number in range(2, 6))


@pytest.mark.parametrize("onward", ["&gt;&gt;", "...", "…", "后5页", "下一组"])
def test_what_leads_past_the_next_number_is_no_next_page(onward: str) -> None:
    found = paging(f"<div class='pages'><b>1</b> {WINDOW}<a href='?page=6'>{onward}</a></div>")
    assert found.following == ()
    assert [number for number, _ in found.numbered] == [2, 3, 4, 5, 6]


def test_behind_the_last_number_of_a_window_the_next_ones_follow() -> None:
    links = "".join(f"<a href='?page={number}'>{number}</a> " for number in range(1, 5))
    found = paging(f"<div class='pages'>{links}<b>5</b>&nbsp;<a href='?page=6'>...</a></div>")
    assert found.numbered[-1] == (6, "http://h.cn/gzdt/index.html?page=6")


def test_links_to_further_ranges_lead_on() -> None:
    links = "<b>1-10</b> <a href='?s=10'>11-20</a> <a href='?s=20'>&gt;&gt;</a>"
    assert following(f"<div>{links}</div>") == ["/gzdt/index.html?s=10", "/gzdt/index.html?s=20"]


@pytest.mark.parametrize("blank", ["&nbsp;", "&nbsp;&nbsp;[", "\u3000"])
def test_blanks_between_numbers_name_no_page(blank: str) -> None:
    links = blank.join(f"<a href='?page={number}'>{number}</a>" for number in (2, 3))
    assert paging(f"<div class='pages'>{blank}{links}{blank}</div>").current == 1
