"""A form's page that is only guessed: it takes no mark of going on away, unless it brings rows."""

import pytest

from tests.crawler.walking.test_lists import LIST, began
from tests.crawler.walking.test_parts import page, walked

FORM = '<form>第<input name="page" value="{}">页 <input type="submit" value="GO"></form><a href="javascript:go()">下一页</a>'


def shown(start: int, number: int, pager: str = FORM) -> str:
    return page("", start).replace("</ul>", f'</ul><div class="page">{pager.format(number)}</div>')


@pytest.mark.parametrize(
    "second", [shown(0, 1), shown(0, 1).replace("<body>", "<body><a href='/jyj/c/p2.html'>热点</a>")]
)
def test_a_host_that_ignores_the_guess_leaves_the_column_unknown(second: str) -> None:
    walk, _ = walked(began(), {LIST: shown(0, 1), f"{LIST}?page=2": second})
    assert (walk.complete, walk.reason) == (False, "pager_by_script")


def test_a_guess_that_is_missing_leaves_the_column_unknown() -> None:
    walk, _ = walked(began(), {LIST: shown(0, 1)}, broken="page=2")
    assert (walk.complete, walk.reason) == (False, "pager_by_script")


def test_guesses_that_bring_rows_are_walked_to_where_they_repeat() -> None:
    pages = {LIST: shown(0, 1), f"{LIST}?page=2": shown(10, 2), f"{LIST}?page=3": shown(10, 2)}
    walk, rows = walked(began(), pages)
    assert (walk.complete, len(rows)) == (True, 6)


@pytest.mark.parametrize("third", ["<html><body><p>数据库连接失败</p></body></html>", None])
def test_an_error_after_guesses_that_brought_rows_leaves_the_column_unknown(third: str | None) -> None:
    pages = {LIST: shown(0, 1), f"{LIST}?page=2": shown(10, 2)} | ({f"{LIST}?page=3": third} if third else {})
    walk, rows = walked(began(), pages, broken="none" if third else "page=3")
    assert (walk.complete, len(rows)) == (False, 6)


def test_a_form_of_another_page_is_no_guess() -> None:
    form = '<form action="/so/"><input type="hidden" name="page" value="1"><button>搜索</button></form>'
    room = began()
    walk, _ = walked(room, {LIST: shown(0, 1, form + '<a href="javascript:go()">下一页</a>')})
    assert not walk.complete
    assert not any("/so/" in address for address in room.frontier.done if "page=" in address)
