"""Pagers of lists that say 下一篇, and the links of articles that say so as well."""

import pytest

from tests.crawler.pages.test_marks_of_going_on import read, says


@pytest.mark.parametrize(
    "below",
    [
        '<div class="page"><span>上一篇</span> <a href="x2.html">下一篇</a></div>',
        '<div class="pager"><a href="b2.html">下篇</a></div>',
        '<div class="fy">首页 上一篇 <a href="x2.html">下一篇</a> 尾页</div>',
        '<p><a href="list_2.html">下篇</a></p>',
        '<div>共2页 <a href="?page=2">下一篇</a></div>',
    ],
)
def test_a_lists_next_page_may_be_called_a_post(below: str) -> None:
    assert says(read(below)) == "follow"


@pytest.mark.parametrize("word", ["下一篇", "下篇"])
def test_one_that_only_a_script_follows_is_a_mark(word: str) -> None:
    assert says(read(f'<div class="page"><a href="javascript:n(2)">{word}</a></div>')) == "mark"


@pytest.mark.parametrize(
    "below",
    [
        '<p class="page">上一篇：<a href="/gzdt/4009.html">区住建委检查在建工地扬尘治理第9次</a> 下一篇：<a href="/gzdt/4010.html">区住建委检查在建工地扬尘治理第10次</a></p>',
        '<div class="page"><a href="/gzdt/4009.html">上一篇</a> <a href="/gzdt/4010.html">下一篇</a></div>',
        '<p><a href="x2.html">下一篇</a></p>',
        '<div class="page"><a>下一篇</a></div>',
    ],
)
def test_links_from_one_article_to_another_turn_no_list(below: str) -> None:
    assert says(read(below)) == "end"


def test_above_the_rows_such_a_word_turns_nothing() -> None:
    assert says(read("", above='<div class="page"><a href="x2.html">下一篇</a></div>')) == "end"
