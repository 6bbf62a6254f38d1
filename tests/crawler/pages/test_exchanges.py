"""Messages on pages that are none of a person's size: read in time, and what is cut off is no message that was read."""

from datetime import UTC, datetime

import pytest

from crawler.pages.exchanges.labelled import MOST_MESSAGES
from crawler.pages.reader import read_page
from crawler.reading.document import Document
from crawler.records.items import PageExtract

LABELLED = '<li><h3><a href="/a{0}.html">关于第{0}号事项的建议</a></h3><p>来信时间：2026年10月12日　办理单位：区教育局　回复时间：2026年10月15日</p></li>'
GRID = '<tr><td><a href="/a{0}.html">关于第{0}号事项的建议</a></td><td>2026-10-12</td><td>2026-10-15</td></tr>'
HEAD = "<tr><th>标题</th><th>来信时间</th><th>回复时间</th></tr>"


def read(body: str) -> PageExtract:
    document = Document("http://h.example/xx/", f"<html><title>信箱</title><body>{body}</body></html>")
    return read_page(document, "generic", datetime(2026, 11, 5, tzinfo=UTC), is_list=True)


@pytest.mark.parametrize(
    "body",
    [
        f"<ul>{''.join(LABELLED.format(number) for number in range(600))}</ul>",
        f"<table>{HEAD}{''.join(GRID.format(number) for number in range(600))}</table>",
    ],
    ids=["labelled", "grid"],
)
def test_as_many_messages_are_read_as_a_page_may_have(body: str) -> None:
    assert len(read(body).exchanges) == MOST_MESSAGES


@pytest.mark.parametrize(
    "body",
    [f"<table>{HEAD * 2000}</table>", "<p>" + "留言时间：回复：状态：" * 20000 + "</p>"],
    ids=["headings", "labels"],
)
def test_headings_and_labels_without_messages_are_none(body: str) -> None:
    assert read(body).exchanges == ()
