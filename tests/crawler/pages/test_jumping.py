"""Forms below a list that ask for a page of it by its address."""

import pytest

from tests.crawler.pages.test_marks_of_going_on import read


def leads(below: str) -> tuple[str, ...]:
    paging = read(below).paging
    return tuple(address.removeprefix("http://h.cn/gzdt/") for address in (*paging.following, *paging.perhaps))


@pytest.mark.parametrize(
    ("form", "address"),
    [
        ('<form>第<input name="page" value="1">页/共3页 <input type="submit" value="GO"></form>', "list.html?page=2"),
        (
            '<form action="list.jsp"><input type="hidden" name="lm" value="3"><input name="pageNo" value="1"> / 3 页 <button>跳转</button></form>',
            "list.jsp?lm=3&pageNo=2",
        ),
        (
            '<form method="get"><input type="text" name="currentPage" value="2">共3页<input type="submit" value="转到"></form>',
            "list.html?currentPage=3",
        ),
        (
            '<form><select name="page"><option selected>1</option><option>2</option></select>页 <input type="submit" value="GO"></form>',
            "list.html?page=2",
        ),
        (
            '<form action="list.do"><input type="hidden" name="page" value="1"><a href="javascript:next(2)">下一页</a></form>',
            "list.do?page=2",
        ),
        (
            '<form action="list.do"><input type="hidden" name="curpage" value="1"><a href="#" onclick="go(2)">下一页</a><a href="#" onclick="go(3)">尾页</a></form>',
            "list.do?curpage=2",
        ),
    ],
)
def test_a_form_that_asks_for_the_next_page_by_its_address_is_followed(form: str, address: str) -> None:
    assert leads(form) == (address,)


@pytest.mark.parametrize(
    "form",
    [
        '<form action="/so/"><input name="q"><input type="hidden" name="page" value="1"><input type="submit" value="搜索"></form>',
        '<form action="/so/"><input name="kw"><input name="pageSize" type="hidden" value="10"><button>检索</button></form>',
        '<form><input name="page" value="1">共1页<input type="submit" value="GO"></form>',
        '<form method="post"><input name="page" value="1">共3页<input type="submit" value="GO"></form>',
        '<form><input name="page" value="3">共3页<input type="submit" value="GO"></form>',
        '<form><select name="page"><option selected>1</option></select><input type="submit" value="GO"></form>',
    ],
)
def test_other_forms_lead_to_no_page_of_the_list(form: str) -> None:
    assert leads(form) == ()
