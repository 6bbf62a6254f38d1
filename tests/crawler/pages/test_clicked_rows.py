"""Rows that are clicked: whatever spells it, they lead where the click leads."""

import pytest

from tests.crawler.pages.test_marks_of_going_on import read

TITLES = (
    "关于做好冬季供暖保障工作的通知",
    "区教育局召开安全工作会议",
    "红桥区开展义务植树活动",
    "关于公开招聘教师的公告",
)


def addresses(row: str) -> list[str | None]:
    rows = "".join(row.format(i=i, t=title, d=f"2026-10-{28 - i}") for i, title in enumerate(TITLES))
    return [entry.url for entry in read("", rows=rows).entries]


ALL = [f"http://h.cn/zjw/{i}.html" for i in range(len(TITLES))]


@pytest.mark.parametrize(
    "how",
    [
        "onclick=\"location.href='/zjw/{i}.html'\"",
        "@click=\"location.href='/zjw/{i}.html'\"",
        "v-on:click=\"go('/zjw/{i}.html')\"",
        "ng-click=\"go('/zjw/{i}.html')\"",
        "ontouchstart=\"location.href='/zjw/{i}.html'\"",
        'data-href="/zjw/{i}.html"',
        'data-url="/zjw/{i}.html"',
    ],
)
def test_a_row_that_is_clicked_leads_where_the_click_leads(how: str) -> None:
    assert addresses(f"<li {how}><span>{{t}}</span><em>{{d}}</em></li>") == ALL


@pytest.mark.parametrize("how", ["@click=\"go('/zjw/{i}.html')\"", "data-on-click=\"go('/zjw/{i}.html')\""])
def test_a_link_without_an_address_leads_where_its_click_leads(how: str) -> None:
    assert addresses(f"<li><a href='#' {how}>{{t}}</a><em>{{d}}</em></li>") == ALL


def test_what_holds_links_of_its_own_is_no_row_that_is_clicked() -> None:
    row = "<li data-href='/wrong/'><a href='/zjw/{i}.html'>{t}</a><em>{d}</em></li>"
    assert addresses(row) == ALL


def test_a_row_without_a_click_leads_nowhere() -> None:
    assert addresses("<li data-id='{i}'><span>{t}</span><em>{d}</em></li>") == [None] * len(TITLES)


def test_what_a_template_has_yet_to_fill_is_no_address_though_it_names_one() -> None:
    row = "<li><a href=\"{{:url('/zjw/show.html')}}\">{t}</a><em>{d}</em></li>"
    assert addresses(row) == [None] * len(TITLES)


@pytest.mark.parametrize(
    "address",
    [
        "/wj/{i}.doc",
        "http://h.cn/wj/{i}.pdf",
        "./content/{i}",
        "//h.cn/zjw/{i}",
        "/down?id={i}&kind=1",
        "/zjw/{i}.html",
    ],
)
@pytest.mark.parametrize(
    "call", ["location.href='{}'", "window.location='{}';", "window.open('{}')", "location.replace( '{}' );"]
)
def test_what_a_click_opens_may_end_with_anything(call: str, address: str) -> None:
    wanted = [
        f"http://h.cn{'/gzdt' if address.startswith('./') else ''}{address.removeprefix('http://h.cn').removeprefix('//h.cn').removeprefix('.').format(i=i)}"
        for i in range(len(TITLES))
    ]
    assert addresses(f'<li onclick="{call.format(address)}"><span>{{t}}</span><em>{{d}}</em></li>') == wanted


@pytest.mark.parametrize("call", ["location.href='/zjw/x' + id", "open('/zjw/x' + {i})", "location.hash='#/zjw/{i}'"])
def test_an_address_that_a_click_puts_together_is_none(call: str) -> None:
    assert addresses(f'<li onclick="{call}"><span>{{t}}</span><em>{{d}}</em></li>') == [None] * len(TITLES)
