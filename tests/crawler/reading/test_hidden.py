"""What a style hides: links stay links, and are known to be hidden only where no place of the page shows them."""

import pytest

from crawler.reading.document import Document
from crawler.reading.links import page_links

LINK = '<a href="http://casino.example/">娱乐城</a>'


def hidden(body: str) -> list[bool]:
    links = page_links(Document("http://h.example/", f"<html><body>{body}</body></html>"))
    return [link.hidden for link in links if "casino" in link.url]


@pytest.mark.parametrize(
    "body",
    [
        f'<div style="display:none">{LINK}</div>',
        f'<div style="DISPLAY : none"><p>{LINK}</p></div>',
        f'<div style="visibility:hidden;color:red">{LINK}</div>',
        f'<div style="position:absolute;left:-9999px">{LINK}</div>',
        f'<div style="text-indent:-999em">{LINK}</div>',
        f'<div style="font-size:0">{LINK}</div>',
        f'<div style="opacity:0;">{LINK}</div>',
        f'<div style="height:0;overflow:hidden">{LINK}</div>',
        f"<div hidden>{LINK}</div>",
        f'<marquee width="1" height="1">{LINK}</marquee>',
        '<iframe src="http://casino.example/" width="0" height="0"></iframe>',
    ],
)
def test_a_link_is_hidden_by_its_own_style_or_one_above_it(body: str) -> None:
    assert hidden(body) == [True]


@pytest.mark.parametrize(
    "body",
    [
        LINK,
        f'<div style="font-size:0.9em">{LINK}</div>',
        f'<div style="opacity:0.5">{LINK}</div>',
        f'<div style="margin-left:-15px">{LINK}</div>',
        f'<div style="line-height:0;font-size:12px">{LINK}</div>',
        f'<div style="display:none"></div>{LINK}',
        '<iframe src="http://casino.example/" width="600" height="400"></iframe>',
    ],
)
def test_what_readers_see_is_not_hidden(body: str) -> None:
    assert hidden(body) == [False]


def test_a_link_that_stands_visible_as_well_is_visible() -> None:
    assert hidden(f'<div style="display:none">{LINK}</div>{LINK}') == [False]
