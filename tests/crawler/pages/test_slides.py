"""Dots and arrows above a short list, or on either side of it, that turn it; and those that only move what stands on the page."""

import pytest

from tests.crawler.pages.test_marks_of_going_on import read, says
from tests.crawler.pages.test_wordless import DOTS, THREE

ARROWS = '<span class="prev"></span><span class="next"></span>'
OTHER = THREE.replace("/40", "/50")


def head(controls: str) -> str:
    return f'<div class="hd"><h2>工作动态</h2>{controls}</div>'


def listed(above: str, below: str = "", rows: str = f"<ul>{THREE}</ul>") -> str:
    extract = read("", rows=f'</ul><div class="box">{above}{rows}{below}</div><ul>')
    return says(extract)


@pytest.mark.parametrize(
    "above",
    [
        head(DOTS),
        head(ARROWS),
        f'<div class="ctrl">{ARROWS}</div>',
        DOTS,
        head('<a class="btn-left" href="javascript:;"></a><a class="btn-right" href="javascript:;"></a>'),
        head(
            '<p><a class="prev" href="javascript:;"><i class="icon"></i></a><a class="next"><i class="icon"></i></a></p>'
        ),
    ],
)
def test_dots_and_arrows_in_the_head_of_a_list_turn_it(above: str) -> None:
    assert listed(above) == "mark"


def test_arrows_on_either_side_of_a_list_turn_it() -> None:
    assert listed('<span class="prev"></span>', '<span class="next"></span>') == "mark"


def test_arrows_in_the_head_of_one_list_of_two_turn_it() -> None:
    boxes = f'<div class="b">{head(ARROWS)}<ul>{THREE}</ul></div><div class="b">{head("")}<ul>{OTHER}</ul></div>'
    assert listed("", rows=boxes) == "mark"


@pytest.mark.parametrize(
    "above",
    [
        '<h2><i class="l"></i>工作动态<i class="r"></i></h2>',
        head('<span class="left"></span><span class="right"></span>'),
        head('<a href="/zt/"><img src="1.jpg"></a><p class="d"><i class="on"></i><i></i></p>'),
        '<div class="pics"><a href="/zt/1.html"></a><ol><li class="on"></li><li></li></ol></div>',
        '<div class="sp"><video src="1.mp4"></video><p><i class="on"></i><i></i></p></div>',
        '<div class="photo"><i class="prev"></i><a href="/zt/1.html"><img src="1.jpg">主题图片</a><i class="next"></i></div>',
        '<div class="ms"><i class="list on" onclick="v(1)"></i><i class="grid" onclick="v(2)"></i></div>',
        '<div><b>评分：</b><span><i class="on"></i><i></i><i></i></span></div>',
        '<ul class="tab"><li class="on">工作动态</li><li><a href="/tzgg/">通知公告</a></li></ul>',
    ],
)
def test_ornaments_pictures_stars_and_tabs_above_a_list_turn_nothing(above: str) -> None:
    assert listed(above) == "end"


@pytest.mark.parametrize(
    "rows",
    [
        f'<div class="bd"><ul>{THREE}</ul><ul>{OTHER}</ul></div>',
        f'<div class="bd"><ul>{THREE}</ul><ul style="display:none">{OTHER}</ul></div>',
        f'<div class="bd"><div class="swiper-slide">{THREE}</div><div class="swiper-slide">{OTHER}</div></div>',
    ],
)
@pytest.mark.parametrize("place", ["above", "below"])
def test_as_many_groups_as_dots_are_slides_on_the_page(rows: str, place: str) -> None:
    assert listed(**{"above": "", place: DOTS}, rows=rows) == "end"


def test_groups_with_a_heading_each_or_fewer_than_the_dots_are_no_slides() -> None:
    headed = f"<div><div><h3>通知公告</h3><ul>{THREE}</ul></div><div><h3>工作动态</h3><ul>{OTHER}</ul></div></div>"
    assert listed("", DOTS, rows=headed) == "mark"
    assert listed("", DOTS.replace("<i>", "<i></i><i>"), rows=f"<div><ul>{THREE}</ul><ul>{OTHER}</ul></div>") == "mark"
    assert listed("", f"<div>{ARROWS}</div>", rows=f"<div><ul>{THREE}</ul><ul>{OTHER}</ul></div>") == "mark"


@pytest.mark.parametrize(
    "script",
    [
        "jQuery('.box').slide({mainCell:'.bd ul',vis:2})",
        "$('.news').slick({slidesToShow:2})",
        "new Swiper('.box', {loop: true})",
    ],
)
def test_a_library_moves_what_the_page_holds(script: str) -> None:
    rows = f'<ul class="news">{THREE}</ul>'
    assert listed(head(ARROWS), f"<script>{script}</script>", rows=rows) == "end"
    assert listed(head(ARROWS), f"<script>{script.replace('.', '.other-')}</script>", rows=rows) == "mark"


@pytest.mark.parametrize("name", ["txtMarquee-top", "news-scroll", "picScroll-left"])
def test_a_box_that_is_named_as_one_that_scrolls_moves_what_it_holds(name: str) -> None:
    assert listed("", rows=f'<div class="{name}">{head(ARROWS)}<ul>{THREE}</ul></div>') == "end"


def test_bullets_beside_slides_with_rows_are_no_pager_to_draw() -> None:
    slides = "".join(f'<div class="swiper-slide"><ul>{rows}</ul></div>' for rows in (THREE, OTHER))
    bullets = '<span class="swiper-pagination-bullet on"></span><span class="swiper-pagination-bullet"></span>'
    drawn = f'<div class="swiper-wrapper">{slides}</div><div class="swiper-pagination">{bullets}</div>'
    assert listed("", '<script src="/js/swiper.js"></script>', rows=drawn) == "end"
