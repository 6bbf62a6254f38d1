"""Fields beside a list that choose what it shows, and those that search, or choose how the page looks."""

import pytest

from tests.crawler.pages.parts.test_column import parts

OFFERS = '<datalist id="lb"><option value="改造名单"><option value="办事公告"></datalist>'


def test_names_offered_beside_the_one_that_a_field_holds_are_parts() -> None:
    assert parts(f'<div><input list="lb" value="改造名单" onchange="q()">{OFFERS}</div>') == {("办事公告", "")}


@pytest.mark.parametrize(
    "field",
    [
        f'<form action="/s"><input list="lb" name="q">{OFFERS}<button>搜索</button></form>',
        f'<form action="/s"><input list="lb" name="q" value="改造名单">{OFFERS}<button>搜索</button></form>',
        f'<div><input list="lb" placeholder="请选择类别" onchange="q()">{OFFERS}</div>',
        '<div><input list="none" value="改造名单" onchange="q()"></div>',
    ],
)
def test_names_offered_to_a_search_or_to_an_empty_field_hide_nothing(field: str) -> None:
    assert parts(field) == set()


@pytest.mark.parametrize(
    "slider",
    [
        '<div><label>年份</label><input type="range" min="2020" max="2026" value="2026" oninput="q(this.value)"></div>',
        '<div>时间范围<input type="range" min="1" max="12" onchange="load(this.value)"><output>1月</output></div>',
    ],
)
def test_a_slider_beside_a_list_hides_some(slider: str) -> None:
    assert parts(slider) == {("其他选项", "")}


@pytest.mark.parametrize(
    "slider",
    [
        '<div>字号<input type="range" min="12" max="24" oninput="s(this.value)"></div>',
        '<div><input type="range" oninput="document.body.style.fontSize=this.value"></div>',
        '<div class="player"><span>播放</span><input type="range" class="volume"></div>',
        '<form action="/s"><input name="q"><input type="range" name="y"></form>',
    ],
)
def test_a_slider_that_chooses_how_the_page_looks_or_is_sent_hides_nothing(slider: str) -> None:
    assert parts(slider) == set()
