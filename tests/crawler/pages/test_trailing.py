"""What stands below a list in its own part of the page, and what is only the page's frame."""

import pytest

from tests.crawler.pages.test_marks_of_going_on import read


@pytest.mark.parametrize(
    "below",
    [
        "<p>未完，请看下页</p>",
        '<a href="./?s=abc">2</a>',
        '<button aria-label="Go to next page"></button>',
        '<div v-infinite-scroll="load"></div>',
        '<div data-count="25" data-limit="10"></div>',
        "<script>flow({elem: '#list'})</script>",
        "<vue-page :count='25'></vue-page>",
        '<div class="pagelist"></div>',
        '<iframe src="/pg/1_0.html"></iframe>',
        '<div class="uk-pagination" data-uk-pagination="{items:30}"></div>',
        '<div class="list-foot" data-count="30"></div>',
        '<div class="page"><b>1</b> <a href="./?s=abc">2</a></div>',
    ],
)
def test_something_below_the_rows_is_seen_whatever_it_is(below: str) -> None:
    assert read(below).trailed


@pytest.mark.parametrize(
    "below",
    [
        "",
        "<br><hr>",
        '<p><a href="/a/fb.doc">附表</a></p>',
        "<div class=footer>主办单位</div>",
        "<p></p>",
        '<div class="page">首页 上一页 下一页 <a href="list.html">尾页</a></div>',
    ],
)
def test_frames_rules_and_files_are_nothing_below_the_rows(below: str) -> None:
    assert not read(below).trailed
