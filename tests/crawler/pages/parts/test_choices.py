"""Selects beside a list: of periods and categories, and those of searches, tools and other columns."""

import pytest

from tests.crawler.pages.parts.test_column import URL, parts


def select(*options: str, **attributes: str) -> str:
    """A select; an option is its name, or `value=name`, with a star where it is chosen."""
    told = "".join(f' {name}="{value}"' for name, value in attributes.items())
    written = []
    for option in options:
        value, mark, name = option.rstrip("*").rpartition("=")
        held = f' value="{value}"' if mark else ""
        written.append(f"<option{held}{' selected' if option.endswith('*') else ''}>{name}</option>")
    return f"<select{told}>{''.join(written)}</select>"


@pytest.mark.parametrize(
    "choice",
    [
        select("./10/=10月", "./09/=9月*", onchange="location=this.value"),
        select("=选择月份", "./10/=2026年十月 (23)", onchange="location=this.value"),
        select("历史信息", "./10/=2026.10"),
        select("/zjw/gzdt/9/=9月份*", "/zjw/gzdt/10/=10月份", onchange="window.open(this.value)"),
    ],
)
def test_periods_that_a_select_leads_to_are_parts(choice: str) -> None:
    assert {address for _, address in parts(choice)} & {f"{URL}10/"}


@pytest.mark.parametrize(
    ("own", "led"), [("?lb=1", URL), ("", ""), ("index.html", ""), ("lb1/", "")], ids=["other", "own", "first", "above"]
)
def test_the_whole_that_a_select_leads_to_has_an_address_where_that_is_another_page(own: str, led: str) -> None:
    choice = select(f"{URL}=全部", "?lb=1=政策文件*", onchange="location=this.value")
    assert parts(choice, url=f"{URL}{own}") == {("全部", led)}


def test_a_years_page_may_stand_beside_the_columns_address() -> None:
    choice = select("/zjw/gzdt_2025/=2025年*", "/zjw/gzdt_2026/=2026年", onchange="location=this.value")
    assert parts(choice) == {("2026年", "http://h.cn/zjw/gzdt_2026/")}


@pytest.mark.parametrize(
    ("choice", "name"),
    [
        (select("202610=2026年10月", "202609=2026年9月*", id="ym"), "2026年10月"),
        (select("1=政策文件*", "2=办事公告", id="type"), "办事公告"),
        (select("1=政策文件", "2=办事公告", **{"v-model": "lb"}), "办事公告"),
        (select("2=办事公告", "1=政策文件*", onchange="q()"), "办事公告"),
        (select("1=咨询", "2=办事公告", id="type", onchange="q()"), "办事公告"),
        (select("2=办事公告*", "1=投诉", id="type"), "投诉"),
        (select("0=全部", "1=政策文件*", onchange="q()"), "全部"),
        (
            f"<form>{select('1=政策文件*', '2=办事公告', name='lb')}<input type='submit' value='查询'></form>",
            "办事公告",
        ),
    ],
)
def test_what_a_select_has_not_chosen_is_a_part(choice: str, name: str) -> None:
    assert parts(choice) == {(name, "")}


@pytest.mark.parametrize(
    "choice",
    [
        f"<form>{select('=全部年份', '2026', '2025', name='y')}<input type='submit' value='查询'></form>",
        f"<form>{select('2024', '2025', '2026', name='y')}<input name='q'><input type='submit' value='查询'></form>",
        f"<form>{select('1=政策文件', '2=办事公告')}<button>搜索</button></form>",
        f"<div>{select('1=本栏目', '2=全网站')}<input name='q'></div>",
        select("=--请选择--", "1=政策文件", "2=办事公告", onchange="q()"),
        select("=选择月份", "202610=2026年10月", onchange="q()"),
        select("1=普通话", "2=英语", onchange="voice()"),
        select("10=10条/页", "20=20条/页", onchange="size()"),
        select("友情链接", "http://www.gov.cn/=中国政府网", onchange="open()"),
        f'<div class="sidebar">{select("选择月份", "/2026/10/=2026年10月", onchange="go()")}</div>',
    ],
)
def test_what_hides_no_posts_of_the_column_is_no_part(choice: str) -> None:
    assert parts(choice) == set()
