"""Short lists that something below them turns without a word."""

import pytest

from tests.crawler.pages.test_marks_of_going_on import ROWS, read, says

THREE = "</li>".join(ROWS.split("</li>")[:3]) + "</li>"


@pytest.mark.parametrize(
    "below",
    [
        '<div class="dots"><i class="on"></i><i></i><i></i></div>',
        '<ul class="indicators"><li class="active"></li><li></li></ul>',
        '<div><em data-p="1" class="cur"></em><em data-p="2"></em></div>',
        '<div><span class="prev"></span><span class="next"></span></div>',
        '<div><a href="javascript:;" class="lbtn"><img src="l.png"></a><a href="javascript:;" class="rbtn"><img src="r.png"></a></div>',
        '<div><span onclick="p()">◀</span><span onclick="n()">▶</span></div>',
        '<div><span class="on">01</span><span>02</span><span>03</span></div>',
        "<div><span>①</span><span>②</span><span>③</span></div>",
        '<div><b>一</b> <a href="javascript:g(2)">二</a> <a href="javascript:g(3)">三</a></div>',
        '<div><span onclick="g(1)">Ⅰ</span><span onclick="g(2)">Ⅱ</span></div>',
        '<div><span>1</span>/<span>3</span> <i class="fa fa-angle-right" onclick="n()"></i></div>',
        '<a href="javascript:;" class="arrow-down" onclick="more()"><i class="icon"></i></a>',
        '<div onclick="load()"><img src="down.gif"></div>',
        '<div><span onclick="n()">换一批</span></div>',
        '<div><a href="javascript:;" class="on">●</a><a href="javascript:;">○</a><a href="javascript:;">○</a></div>',
        '<div><a href="javascript:;">上</a><a href="javascript:;">下</a></div>',
        '<div><input type="range" min="1" max="5"></div>',
        '<div><span class="prev">‹</span><span class="next">›</span></div>',
        '<div class="page"><span class="prev">‹</span><span class="next">›</span></div>',
        '<div><span class="prev"></span><b>1</b>/<b>3</b><span class="next"></span></div>',
        '<div><span data-go="prev">‹</span><span data-go="next">›</span></div>',
        '<div><span @click="prev">‹</span><b>1</b>/<b>3</b><span @click="next">›</span></div>',
        '<div><i class="on">●</i><i>○</i><i>○</i></div>',
        '<div class="topic-dots"><i class="on"></i><i></i></div>',
        '<div class="playlist"><a href="javascript:;"><img src="/images/top/r.png"></a></div>',
        '<div><a class="totop" href="javascript:;">返回顶部</a><p class="dots"><i class="on"></i><i></i></p></div>',
        '<div><a href="javascript:scrollTo(0,0)">返回顶部</a><p class="dots"><i class="on"></i><i></i></p></div>',
    ],
)
def test_a_list_of_three_rows_that_is_turned_without_a_word_goes_on(below: str) -> None:
    assert says(read(below, rows=THREE)) == "mark"


def test_numbers_in_circles_lead_on_like_others() -> None:
    extract = read('<div>① <a href="list2.html">②</a> <a href="list3.html">③</a></div>', rows=THREE)
    assert [number for number, _ in extract.paging.numbered] == [2, 3]


@pytest.mark.parametrize(
    "below",
    [
        '<div class="share"><a href="javascript:;" class="wx"></a><a href="javascript:;" class="wb"></a></div>',
        '<div class="gotop" onclick="top()"></div>',
        '<div><a href="javascript:;" class="wx"></a><a href="javascript:;" class="db"></a></div>',
        '<div><img src="/img/a.gif" onload="fit(this)"></div>',
        '<ul><li class="tel"></li><li><a href="javascript:;" class="i3"></a></li><li class="top"></li></ul>',
        '<div class="gd"><a href="javascript:;" class="fontBig"></a><a href="javascript:;" class="print"></a></div>',
        '<div><i class="line-left"></i><span data-x="1">/</span><i class="line-right"></i></div>',
        '<div><span class="prev"></span><b>1</b><span class="next"></span></div>',
        "<div data-v-7ba5bd90><i data-v-7ba5bd90></i></div>",
        '<div><a href="javascript:;" onclick="w()"><img src="/img/printer.gif"></a></div>',
        '<div class="wxBox"><a href="javascript:;"><i class="icon"></i></a></div>',
        '<div class="qr"><img src="ewm.png"></div>',
        '<div><a href="http://www.gov.cn/"><img src="gov.png"></a><a href="http://www.tj.gov.cn/"><img src="tj.png"></a></div>',
        "<p>注：① 本栏目信息每周更新；② 咨询电话：86516300</p>",
        '<div><i class="tel"></i>86516300</div>',
        '<div><a href="javascript:window.print()">打印</a><a href="javascript:window.close()">关闭</a></div>',
        '<div class="slide"><ul><li><a href="/zt/1.html"><img src="1.jpg"></a></li></ul><p><i class="on"></i><i></i></p></div>',
        '<div class="slide"><img src="1.jpg"><ol><li class="on">01</li><li>02</li></ol></div>',
        '<div class="swiper"><div class="swiper-slide"><a href="/zt/1.html"><img src="1.jpg"></a></div><div class="swiper-pagination"></div></div><script src="/js/swiper.js"></script>',
        '<div class="clear"></div><p></p>',
    ],
)
def test_tools_slides_and_notes_below_a_short_list_turn_nothing(below: str) -> None:
    assert says(read(below, rows=THREE)) == "end"


def test_two_arrows_just_above_a_list_turn_it_and_those_of_a_slide_do_not() -> None:
    arrows = '<div class="{}"><span class="prev" onclick="p()"></span><span class="next" onclick="n()"></span></div>'
    held = '</ul>{}<ul class="l">' + THREE
    assert says(read("", rows=held.format(arrows.format("ctrl")))) == "mark"
    assert says(read("", rows=held.format(arrows.format("focus")))) == "end"


DOTS = '<div class="dots"><i class="on"></i><i></i></div>'
NEXT = '<p><a href="list_2.html">下一页</a></p>'


@pytest.mark.parametrize(("one", "other"), [(NEXT, DOTS), (DOTS, NEXT)])
@pytest.mark.parametrize("box", ["<div>{}</div>", "<div class='a'>{}</div>"])
def test_one_list_of_two_that_is_turned_without_a_word_is_told_beside_the_others_pager(
    one: str, other: str, box: str
) -> None:
    lists = [f'<ul class="l">{THREE}</ul>{one}', f'<ul class="l">{THREE.replace("/40", "/50")}</ul>{other}']
    paging = read("", rows=f"</ul>{''.join(map(box.format, lists))}<ul>").paging
    assert (paging.following, paging.unreadable) == (("http://h.cn/gzdt/list_2.html",), "pager_by_script")


def test_dots_between_two_lists_turn_the_first() -> None:
    lists = f"<div><ul>{THREE}</ul>{DOTS}</div><div><ul>{THREE.replace('/40', '/50')}</ul></div>"
    assert says(read("", rows=f"</ul>{lists}<ul>")) == "mark"


@pytest.mark.parametrize("below", ["<div><span>{}</span></div>", '<p><a href="?offset={}">更多</a></p>'])
def test_a_number_of_thousands_of_digits_below_a_list_is_no_page(below: str) -> None:
    assert says(read(below.format("9" * 5000), rows=THREE)) == "end"
