"""Lists whose blocks are shown in turn, all on the page, above a script that shows them."""

import pytest

from tests.crawler.pages.test_marks_of_going_on import ROWS, read

OTHER = ROWS.replace("/40", "/50")
HIDDEN = f'<ul class="pane">{ROWS}</ul><ul class="pane" style="display:none">{OTHER}</ul>'
FOLDED = [
    f'<div class="bd">{HIDDEN}</div>',
    f'<div class="bd"><ul class="tab-pane in">{ROWS}</ul><ul class="tab-pane">{OTHER}</ul></div>',
    f'<div><h3>10月</h3><div><ul>{ROWS}</ul></div></div><div><h3>9月</h3><div style="display:none"><ul>{OTHER}</ul></div></div>',
    f"<details open><summary>10月</summary><ul>{ROWS}</ul></details><details><summary>9月</summary><ul>{OTHER}</ul></details>",
    f'<div class="panel-collapse collapse in"><ul>{ROWS}</ul></div><div class="panel-collapse collapse"><ul>{OTHER}</ul></div>',
]
LOADS = '<script src="/js/list.js"></script>'
SHOWS = [
    '<script src="/js/tab.js"></script>',
    "<script>$('.tab li').click(function(){$('.pane').hide().eq($(this).index()).show()})</script>",
]


@pytest.mark.parametrize("folded", FOLDED)
@pytest.mark.parametrize("script", SHOWS)
def test_a_script_that_shows_what_is_on_the_page_is_nothing_below_the_rows(folded: str, script: str) -> None:
    assert not read(script, rows=f"</ul>{folded}<ul>").trailed


@pytest.mark.parametrize("folded", [FOLDED[1], FOLDED[3], FOLDED[4]])
def test_a_script_of_any_name_below_rows_that_all_stand_in_panes_shows_them(folded: str) -> None:
    assert not read('<script src="/js/index.js"></script>', rows=f"</ul>{folded}<ul>").trailed


@pytest.mark.parametrize(
    ("rows", "below"),
    [
        (ROWS, SHOWS[0]),
        (f'</ul><div><ul class="tab-pane in">{ROWS}</ul></div><ul>', SHOWS[0]),
        (f"</ul><div>{HIDDEN}</div><ul>", "<script>$.get('/api', function(d) { $('.pane').append(d) })</script>"),
        (f'{ROWS}<li style="display:none"><a href="/gzdt/399.html">区住建委检查在建工地扬尘治理第九次</a></li>', LOADS),
        (f"</ul>{FOLDED[2]}<ul>", LOADS),
        (f"</ul>{FOLDED[2]}<ul>", '<script src="/js/bootstrap-table.js"></script>'),
        (f"</ul>{FOLDED[1]}<ul>", '<script src="/js/jquery.more.js"></script>'),
        (f"</ul><div>{HIDDEN}</div><ul>", f'<div class="fy2"></div>{SHOWS[0]}'),
    ],
)
def test_what_may_add_to_the_rows_is_seen(rows: str, below: str) -> None:
    assert read(below, rows=rows).trailed


@pytest.mark.parametrize(
    "room", ['<div class="clear"></div>', '<p class="blank10"></p>', '<div class="clearfix"></div>']
)
def test_an_element_that_makes_room_is_nothing_below_the_rows(room: str) -> None:
    assert not read(room).trailed
