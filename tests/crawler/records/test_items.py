"""Records: what they say of themselves."""

from crawler.records.blocks import block_marks, rows_of
from crawler.records.items import Link, ListBlock, ListEntry, PageExtract, PageGist, gist_of
from crawler.records.observations import Target
from tests.builders import article, reading


def page(*rows: tuple[int, str | None, str], place: str = "div.list") -> PageExtract:
    """A page with rows: block, address, title."""
    entries = tuple(ListEntry(url, title, None, "", block) for block, url, title in rows)
    blocks = tuple(
        ListBlock(number=number, shape="list", place=place, dated=True) for number in {row[0] for row in rows}
    )
    return PageExtract("http://h.cn/", "generic", "", "utf-8", entries=entries, blocks=blocks)


def test_rows_are_told_by_address_or_title() -> None:
    assert rows_of(page((1, "http://h.cn/a", "甲"), (1, None, "乙"), (2, "http://h.cn/b", "丙"))) == {
        1: {"http://h.cn/a", "乙"},
        2: {"http://h.cn/b"},
    }


def test_the_same_rows_at_the_same_place_have_the_same_mark() -> None:
    one = block_marks(page((1, "http://h.cn/a", "甲")))[1]
    assert block_marks(page((2, "http://h.cn/a", "甲")))[2] == one
    assert block_marks(page((1, "http://h.cn/a", "甲"), place="div.side"))[1] != one
    assert block_marks(page((1, "http://h.cn/b", "甲")))[1] != one


def test_the_day_in_an_address_is_none_that_the_page_shows() -> None:
    assert not article(reading("2026-10-12", "address")).shows_day
    assert article(reading("2026-10-12", "header")).shows_day
    assert article(unread_dates=("某日",)).shows_day
    assert article().published is None


def test_the_gist_of_a_page_holds_its_article_and_its_personal_numbers() -> None:
    extract = PageExtract(
        "http://h.cn/",
        "generic",
        "",
        "utf-8",
        article=article(),
        links=(Link("http://h.cn/a", "a", "", "", 1),),
        personal=("120***********0013",),
    )
    assert gist_of(extract) == PageGist(article(), ("120***********0013",))


def test_what_goes_over_the_wire_is_what_a_browser_asks() -> None:
    assert Target("http://h.cn/a").address == "http://h.cn/a"
    assert Target("http://h.cn/a", "http://h.cn/a;jsessionid=1").address == "http://h.cn/a;jsessionid=1"
    assert Link("http://h.cn/a", "a", "", "", 1, asked="http://h.cn/a?x").address == "http://h.cn/a?x"
