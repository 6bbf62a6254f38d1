"""Side blocks: what the section's pages share is its frame, whatever number of columns it has; a column's own list stays."""

from typing import Any

import pytest

from crawler.records.day import DateReading
from crawler.records.items import ListBlock, ListEntry, PageExtract
from crawler.walking.side_blocks import HOME, SideBlocks, samples
from tests.builders import reading

DAY: DateReading = reading("2026-10-12")


def rows(block: int, *names: str, dated: bool = True) -> list[ListEntry]:
    """Rows of a block by their names."""
    return [
        ListEntry(f"http://h.cn/{name}.html", f"关于{name}的通知", DAY if dated else None, "", block) for name in names
    ]


def page(*found: tuple[str, str], undated: str = "", url: str = "http://h.cn/x/") -> PageExtract:
    """A page with dated blocks (place, names of rows) and one undated one."""
    blocks = [
        ListBlock(number=number, shape="list", place=place, dated=True) for number, (place, _) in enumerate(found, 1)
    ]
    entries = [entry for number, (_, names) in enumerate(found, 1) for entry in rows(number, *names.split())]
    if undated:
        blocks.append(ListBlock(number=9, shape="list", place="main", dated=False))
        entries += rows(9, *undated.split(), dated=False)
    return PageExtract(url, "generic", "", "utf-8", entries=tuple(entries), blocks=tuple(blocks))


def own(sides: SideBlocks, extract: PageExtract, key: str) -> list[str]:
    """The names of the rows that are the column's own."""
    return [
        str(entry.url).removeprefix("http://h.cn/").removesuffix(".html") for entry in sides.own(extract, key).entries
    ]


def settled(
    columns: dict[str, PageExtract | None], articles: dict[str, PageExtract | None], **changes: Any
) -> SideBlocks:
    """What is known after these columns and articles came."""
    sides = SideBlocks({*columns, *articles}, **changes)
    for key, extract in columns.items():
        sides.read(key, extract)
    for key, extract in articles.items():
        sides.read(key, extract, plain=True)
    assert sides.is_settled
    return sides


LATEST = ("side", "n1 n2 n3")


def test_a_block_that_articles_show_as_well_is_the_frames_even_with_a_single_column() -> None:
    column = page(("main", "a b c"), LATEST)
    sides = settled({"c": column}, {"http://h.cn/a.html": page(LATEST), "http://h.cn/b.html": page(LATEST)})
    assert own(sides, column, "c") == ["a", "b", "c"]


def test_a_block_that_one_of_three_articles_shows_is_the_columns() -> None:
    column = page(("main", "a b c"))
    articles = {"1": page(("main", "a b c")), "2": page(LATEST), "3": page(LATEST)}
    assert own(settled({"c": column}, dict(articles)), column, "c") == ["a", "b", "c"]


def test_a_block_of_most_of_three_columns_is_the_frames() -> None:
    columns = {name: page(("main", f"{name}1 {name}2"), LATEST) for name in ("a", "b", "c")}
    assert own(settled(dict(columns), {}), columns["a"], "a") == ["a1", "a2"]


def test_a_block_of_two_columns_of_two_stays_where_nothing_else_is_known() -> None:
    columns = {name: page(("main", f"{name}1"), LATEST) for name in ("a", "b")}
    assert own(settled(dict(columns), {}), columns["a"], "a") == ["a1", "n1", "n2", "n3"]


def test_the_same_rows_at_another_place_are_another_block() -> None:
    column = page(("main", "n1 n2 n3"))
    sides = settled({"c": column}, {"1": page(LATEST), "2": page(LATEST)})
    assert own(sides, column, "c") == ["n1", "n2", "n3"]


def test_the_newest_rows_of_a_shared_block_may_differ() -> None:
    column = page(("main", "a b"), ("side", "n0 n1 n2 n3"))
    sides = settled({"c": column}, {"1": page(("side", "n1 n2 n3 n4"))})
    assert own(sides, column, "c") == ["a", "b"]


def test_an_undated_list_is_the_main_one_once_the_dated_side_block_is_taken_away() -> None:
    column = page(("side", "n1 n2 n3 n4 n5"), undated="a b c")
    articles: dict[str, PageExtract | None] = {str(number): page(("side", "n1 n2 n3 n4 n5")) for number in range(3)}
    assert own(settled({"c": column}, articles), column, "c") == ["a", "b", "c"]
    assert own(SideBlocks(set()), column, "c") == ["n1", "n2", "n3", "n4", "n5"]


def test_pages_of_text_are_like_articles() -> None:
    column = page(("main", "a b"), LATEST)
    sides = settled({"c": column, "intro": page(LATEST), HOME: page(("main", "x"))}, {}, texts=frozenset({"intro"}))
    assert own(sides, column, "c") == ["a", "b"]


def test_a_page_that_could_not_be_read_says_nothing_and_is_waited_for_no_more() -> None:
    column = page(("main", "a b"))
    sides = settled({"c": column, "other": None}, {"1": None})
    assert own(sides, column, "c") == ["a", "b"]


def test_a_page_that_nobody_waits_for_is_not_compared() -> None:
    sides = SideBlocks({"c"})
    sides.read("stranger", page(LATEST), plain=True)
    column = page(LATEST)
    sides.read("c", column)
    assert own(sides, column, "c") == ["n1", "n2", "n3"]


@pytest.mark.parametrize(
    ("extract", "expected"),
    [
        (page(("main", "a b c d e")), ["a", "b", "c"]),
        (page(("main", "a b"), LATEST), ["a", "n1", "b", "n2", "n3"]),
        (page(), []),
    ],
)
def test_articles_to_compare_with_come_from_each_block_in_turn(extract: PageExtract, expected: list[str]) -> None:
    assert [url.removeprefix("http://h.cn/").removesuffix(".html") for url in samples(extract)] == expected


def test_rows_without_an_address_are_no_articles_to_compare_with() -> None:
    row = ListEntry(None, "没有链接的一行", DAY, "", 1)
    assert list(samples(PageExtract("http://h.cn/", "generic", "", "utf-8", entries=(row,)))) == []
