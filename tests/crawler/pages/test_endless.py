"""Lists that are lengthened where a reader comes to their end, by scripts and by attributes of frameworks."""

import pytest

from tests.crawler.pages.test_marks_of_going_on import ROWS, read, says

THREE = "</li>".join(ROWS.split("</li>")[:3]) + "</li>"


def script(text: str) -> str:
    return f"<script>{text}</script>"


@pytest.mark.parametrize(
    "below",
    [
        script("new IntersectionObserver(e=>{if(e[0].isIntersecting)loadMore()}).observe(end)"),
        script("let o=new IntersectionObserver(function(es){if(es.some(function(x){return x.isIntersecting}))next()})"),
        script(
            "function cb(es){if(es[0].isIntersecting){page++;getList(page)}} new IntersectionObserver(cb,{threshold:0})"
        ),
        script(
            "window.onscroll=debounce(check,100);function check(){if(scrollY+innerHeight>=b.scrollHeight)getData()}"
        ),
        script("$(window).on('scroll',check);var check=function(){$.get('/list?p='+p)}"),
        script("$(window).scroll(check);function check(){if(near())loadMore()}"),
        script("addEventListener('wheel',function(){if(near())loadMore()})"),
        script("document.addEventListener('touchmove',function(){if(b.scrollHeight-innerHeight<50)getMore()})"),
        script("setInterval(function(){if($(window).scrollTop()+innerHeight>=$(document).height()-50)loadMore()},300)"),
        script("$('#x').on('inview',function(){loadMore()})"),
        script("new Waypoint({element:end,handler:function(){$.get('/more?p='+p)}})"),
        '<div x-intersect="load()"></div>',
        '<div hx-get="list?p=2" hx-trigger="intersect once">&nbsp;</div>',
        '<button hx-get="list?p=2" hx-target="#l">再看看</button>',
        "<infinite-loading @infinite=go></infinite-loading>",
        '<turbo-frame id="p2" src="?p=2" loading="lazy"></turbo-frame>',
    ],
)
def test_what_asks_for_more_where_the_end_is_seen_is_a_mark(below: str) -> None:
    assert says(read(below, rows=THREE)) == "mark"


@pytest.mark.parametrize(
    "attribute",
    [
        'v-infinite-scroll="load"',
        'infinite-scroll="more()"',
        'data-next-page="2" data-url="/api/list"',
        'data-load-url="/api/list?page=2"',
        'data-controller="infinite-scroll"',
        '@scrolltolower="more"',
        'onscroll="more(this)"',
        '@scroll="onScroll"',
        'x-intersect:enter="more"',
    ],
)
def test_attributes_of_what_holds_the_rows_are_marks(attribute: str) -> None:
    assert says(read("", rows=f"</ul><div {attribute}><ul>{THREE}</ul></div><ul>")) == "mark"


@pytest.mark.parametrize(
    ("below", "attribute"),
    [
        (
            script(
                "new IntersectionObserver(s=>{s.forEach(e=>{if(e.isIntersecting){e.target.src=e.target.dataset.src}})})"
            ),
            "",
        ),
        (
            script(
                "new IntersectionObserver(function(s){s.forEach(function(e){if(e.isIntersecting)loadImage(e.target)})})"
            ),
            "",
        ),
        (script("new IntersectionObserver(s=>s.forEach(e=>e.target.classList.toggle('in',e.isIntersecting)))"), ""),
        (script("$(window).on('scroll',fix);function fix(){$('#nav').toggleClass('f',$(window).scrollTop()>9)}"), ""),
        (
            script(
                "setInterval(function(){m.scrollTop++;if(m.scrollTop>=m.scrollHeight/2)document.getElementById('m').scrollTop=0},30)"
            ),
            "",
        ),
        (script("setInterval(tick,1000);function tick(){$.get('/time')}"), ""),
        ("", 'hx-boost="true"'),
        ("", 'data-next-page="0"'),
        ("", 'data-load="1"'),
        ("", "x-intersect=\"$el.classList.add('in')\""),
        ("", 'x-intersect="shown = true"'),
        ('<form hx-get="/search"><input name="q"><button>搜索</button></form>', ""),
    ],
)
def test_pictures_effects_clocks_and_searches_lengthen_no_list(below: str, attribute: str) -> None:
    assert says(read(below, rows=f"</ul><div {attribute}><ul>{THREE}</ul></div><ul>")) == "end"
