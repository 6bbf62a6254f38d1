"""Notes below a list and neutral scripts below blocks that are shown in turn: nothing of either hides a post."""

import pytest

from tests.crawler.pages.test_in_turn import HIDDEN, OTHER
from tests.crawler.pages.test_marks_of_going_on import ROWS, read

NOTES = [
    "备注：以上信息由办公室发布",
    "注：本栏目信息由区住建委提供",
    "说明：本表所列为现行有效文件",
    "（备注）以上名单如有异议请来电 022-12345678",
    "温馨提示：请携带身份证办理",
    "联系电话：022-86516677",
]
PANES = [
    f'<div class="bd">{HIDDEN}</div>',
    f'<div class="bd"><ul>{ROWS}</ul><ul style="display:none">{OTHER}</ul></div>',
    f'<div><h3>10月</h3><div><ul>{ROWS}</ul></div></div><div><h3>9月</h3><div style="display:none"><ul>{OTHER}</ul></div></div>',
    f'<dl><dt>10月</dt><dd><ul>{ROWS}</ul></dd><dt>9月</dt><dd style="display:none"><ul>{OTHER}</ul></dd></dl>',
    f'<div class="tab"><span class="on">通知</span><span>公告</span></div><div class="bd"><ul>{ROWS}</ul><ul>{OTHER}</ul></div>',
]


@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize(
    "kind", ["<p>{}</p>", '<div class="note"><p>{}</p></div>', "<table><tr><td>{}</td></tr></table>"]
)
def test_a_note_below_the_rows_is_no_pager(kind: str, note: str) -> None:
    assert not read(kind.format(note)).trailed


@pytest.mark.parametrize("pane", PANES)
def test_a_note_behind_panes_is_no_pager(pane: str) -> None:
    assert not read(f"<p class=bz>{NOTES[0]}</p>", rows=f"</ul>{pane}<ul>").trailed


@pytest.mark.parametrize(
    "below",
    [
        "<p>注：更多信息请见政务网</p>",
        "<p>说明：仅显示最近20条</p>",
        "<p>注：其余名单见附件</p>",
        "<p>备注：历史信息请点击查看</p>",
        "<p>说明：往年信息已归档</p>",
        '<p>备注：<a href="./all/">公示信息</a></p>',
        '<p>备注：<span onclick="go()">公示信息</span></p>',
        '<p data-count="25">备注：以上信息由办公室发布</p>',
        "<p>备注</p>",
        "<p>未完，请看下页</p>",
        f"<p>{NOTES[0]}</p><div class='fy2' data-total='3'></div>",
    ],
)
def test_what_speaks_of_more_or_does_something_is_seen(below: str) -> None:
    assert read(below).trailed


@pytest.mark.parametrize("pane", PANES)
@pytest.mark.parametrize("name", ["index.js", "main.js?v=3", "common.min.js", "jquery-1.11.3.min.js"])
def test_a_script_of_a_neutral_name_below_blocks_that_are_shown_in_turn_shows_them(pane: str, name: str) -> None:
    assert not read(f'<script src="/js/{name}"></script>', rows=f"</ul>{pane}<ul>").trailed


@pytest.mark.parametrize(
    ("rows", "below"),
    [
        (PANES[2], '<script src="/js/list.js"></script>'),
        (PANES[2], '<script src="/js/index.js"></script><script>$.get("/api")</script>'),
        (PANES[3], '<script src="/js/app.data.js"></script>'),
        (f"<ul>{ROWS}</ul>", '<script src="/js/index.js"></script>'),
        (
            f'<ul>{ROWS}<li style="display:none"><a href="/gzdt/399.html">区住建委检查在建工地扬尘治理第九次</a></li></ul>',
            '<script src="/js/index.js"></script>',
        ),
        (f"<div><ul>{ROWS}</ul></div><div><ul>{OTHER}</ul></div>", '<script src="/js/index.js"></script>'),
        (PANES[1], '<script src="/js/index.js"></script><button>刷新</button>'),
    ],
)
def test_other_scripts_and_other_lists_are_seen(rows: str, below: str) -> None:
    assert read(below, rows=f"</ul>{rows}<ul>").trailed
