"""What a page claims of its list's length: 共3页, 页次 1/3, 共25条 每页15条, and calls of pagers in scripts. Claims are no way on, but marks of one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from crawler.pages.elsewhere import in_slider
from crawler.pages.outline import LISTS, Outline, Piece
from crawler.pages.pagers import headed
from crawler.pages.pagers.called import CALL_LENGTH, CALL_PAGES, CALL_ROWS, claims_of, numbers_of_pages
from crawler.pages.pagers.counted import COUNT, COUNTING, is_count, written
from crawler.pages.pagers.dataproxy import rows_told
from crawler.pages.pagers.growing import LONGEST_SCRIPT, MOST_OPTIONS, pagers
from crawler.pages.rows import is_in_row, is_titled_post
from crawler.reading.document import Element, visible_text
from crawler.reading.numerals import numeral
from crawler.reading.plain import plain
from crawler.reading.words import VISITS

LONGEST = 200
"""Characters: a block with more text than these is no pager."""
MOST_TEXTS = 60
LONGEST_NUMBER = 4
"""Digits of a page's number."""
LEVELS = 4
MOST_ALONE = 2
"""Different numbers of pages that stand alone: more of them are days of rows."""
_MARKS = re.compile(
    r"共|页|頁|条|总|数|收录|信息量|检索结果|\d\s*/\s*\d|\d\s?of\s?\d|\d\s?[-–~至到]\s?\d{1,6}\s?[(（\[]|^(?:of|/)$|page|total|items|records|results|entries",
    re.IGNORECASE,
)
_N = rf"\s{{0,4}}[:：]?\s{{0,4}}[\[(]?\s?({COUNT})\s?[\])]?\s{{0,4}}"
_OF_POSTS = "信息|文件|文章|公告|政策|新闻|动态|内容|稿件"
_PAGES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:共(?:有|计)?|总共|总计|合计|分){_N}[页頁](?!面)",
        rf"[页頁]\s?[:：]\s?/\s?({COUNT})",
        rf"(?:总页数|页数|总页|共页){_N}",
        rf"第\s{{0,4}}/\s?(?:共|总)?\s?({COUNT})\s?[页頁]",
        rf"[条篇则](?:{_OF_POSTS})?\s?[,，/、\s]\s?({COUNT})\s?[页頁]",
        rf"\bpage\s?\d{{1,6}}\s?(?:of|/)\s?({COUNT})",
        rf"(?:\btotal\s?|^\W{{0,4}})pages\s?[:：]?\s?({COUNT})\W{{0,4}}$",
        rf"\b(?:total\s?:?\s?(?:of\s)?)?({COUNT})\s(?:total\s)?pages?\b",
    )
)
_ROWS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:共(?:有|计|找到|查到)?|总共|总计|合计|全部|(?:检索|查询|搜索|查找|查|找|搜)到){_N}(?:条|篇|则)",
        rf"(?:总记录数?|记录总数|总条数|(?<!每页)(?<!显示)(?<!每页的)记录数|信息总数|总信息数|总数|总条目|检索结果){_N}",
        rf"(?:共(?:有|计)?|总共|总计)\s?(?:记录|信息|数据|结果|文章){_N}(?:条|篇|则)",
        rf"(?:共(?:有|计|找到)?|总共|总计){_N}(?:个|项)?(?:记录|信息|数据|结果|文章)",
        rf"\btotal\s?[:：]?\s?({COUNT})\s?(?:items?|records?|results?|entries|rows?|articles?|条|$)",
        rf"\b(?:of\s)?({COUNT})\s(?:items|records|results|entries|rows|articles)\b",
        rf"^\W*(?:共(?:有|计)?|总共|总计|合计){_N}[项件个]\W*$",
        rf"^\W*{_N}[条篇则](?:{_OF_POSTS})\W*$",
        rf"(?<=[本该前])(?:栏目|目录|类)(?:下|中|内)?(?:目前|现|已|共|累计)*(?:有|收录|发布|公开|包含|刊登)了?(?:{_OF_POSTS})?{_N}[条篇则件个]",
        rf"(?:{_OF_POSTS}|数据|记录|^\W{{0,4}})(?:数量|条数|篇数|总量|信息量){_N}",
        rf"^\W{{0,4}}(?:total\s)?(?:records|results|entries|articles)\s?[:：]\s?({COUNT})\W{{0,4}}$",
    )
)
_RANGE = re.compile(
    rf"(?<![\d-])(\d{{1,6}})\s?[-–~至到]\s?(\d{{1,6}})\s?[条项]?\s?(?:条|/|of|共|,|，)\s?(?:/|of|共|总共)?\s?({COUNT})(?!-)",
    re.IGNORECASE,
)
"""Rows shown, and how many there are (`1-15/120`): numbers of telephones do not rise."""
_RANGE_OF = re.compile(
    rf"^\D{{0,8}}(\d{{1,6}})\s?[-–~至到]\s?(\d{{1,6}})\s?[条项]?\s?[(（\[]\s?(?:共|总共|of|/)?\s?({COUNT})\s?[条项]?\s?[)）\]]\W*$",
    re.IGNORECASE,
)
"""The same with the whole in brackets, and nothing beside it (`1-15 (120)`)."""
_SEQUENCE = re.compile(r"^\D{0,12}?(?<!\d)1((?:[\s|,.，]{1,3}\d{1,3}){1,12})[\s.…>»]*$")
"""Page numbers in one block (`页码：1 2 3 …`)."""
_WINDOW = re.compile(
    r"^\D{0,12}?(?<!\d)1[\s\])】]{0,2}((?:[\s|,，.…\[(【]{1,6}\d{1,4}[\])】]?){1,12})[\s.…>»\])】]*(?:下一?页|后一?页|[尾末]页|[\s>»])*$"
)
"""The same in one text, where nothing can be clicked (`[1][2][3]`, `上一页 1 2 3 … 57 下一页`)."""
_NUMBERED = re.compile(r"(?<!\d)1[\s|\]\[【】)(,，]{1,4}2(?!\d)|第\s?1\s?页\D{1,4}第\s?2\s?页")
_SHOWN = re.compile(
    rf"(?<![\d/.-])([1-9]\d{{0,5}})\s?(?:of\s?({COUNT})(?![/-])|/\s?({COUNT})\s?[条篇则])", re.IGNORECASE
)
"""How many rows are shown, and how many there are (`4 of 25`, `4/25条`); the first of so many pages where it is 1."""
LONGEST_WINDOW = 60
"""Characters of such a text."""
_ORDINAL = re.compile(r"第\s?(\d{1,4})\s?[页頁]")
_OF = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:页次|页码|当前页?|第)\s?[:：]?\s?([1-9]\d{0,5})\s?[页頁]?\s?/\s?(?:共|总)?\s?([1-9]\d{0,5})(?!\d|\s?[版期号届次季])",
        r"(?:首\s?页|上\s?一?\s?页|下\s?一?\s?页).{0,60}?(?<![\d/])([1-9]\d{0,5})\s?/\s?([1-9]\d{0,5})(?![\d/])",
        r"(?<![\d/])([1-9]\d{0,5})\s?/\s?([1-9]\d{0,5})(?![\d/]).{0,60}?(?:上\s?一?\s?页|下\s?一?\s?页|尾\s?页|末\s?页)",
    )
)
"""A page and how many there are (`1/3`): what has a zero before it, or is more than the whole, is a day or a month (`11/05`, `2026/11`)."""
_ALONE = re.compile(
    r"^(?!.{0,12}[分率度温])\D{0,12}([1-9]\d{0,5})\s?/\s?([1-9]\d{0,5})\s?[页頁]?[\])）】〕\s>»›]{0,4}(?:\s?(?:跳转|转到|go).{0,20})?$",
    re.IGNORECASE,
)
"""The same with nothing beside it."""
_HAN = re.compile(r"(?:共(?:有|计)?|总共|合计|分)\s?([一二三四五六七八九十]{1,3})\s?[页頁]")
"""Pages counted in Chinese numerals (共三页)."""
_CURRENT = re.compile(
    r"(?:页次|页码|当前)\s?[:：]?\s?第?\s?(\d{1,6})\s?[页頁]?\s?(?:/|$|,|共|\s)|第\s?(\d{1,6})\s?[页頁]"
)
_PAGE_COUNTS = ("data-total-page", "data-total-pages", "data-page-count", "data-pages", "data-pagecount")
LONGEST_TITLE = 30
"""Characters of an element's title that may tell how many pages there are (`title="共3页"`)."""
_OWN_PAGE_COUNTS = ("pages", "page-total", "page-count", "total-page", "data-all")
"""What a pager's own attributes count."""
_ROW_COUNTS = (
    "total-count",
    "data-rows",
    "data-total",
    "data-count",
    "data-total-count",
    "data-total-rows",
    "total",
    ":total",
    "v-bind:total",
)


@dataclass(frozen=True, slots=True)
class Claims:
    """How many pages and rows the list says it has, and which page this is; None where it says nothing."""

    pages: int | None
    rows: int | None
    current: int | None


def read(outline: Outline) -> Claims:
    """The largest claims of a page."""
    pages: list[int] = []
    rows: list[int] = []
    current: list[int] = []
    alone: set[int] = set()
    for text in dict.fromkeys(text for _, text in _pager_texts(outline)):
        pages += _pages_in(text)
        alone |= _of(text, _ALONE)
        rows += _rows_in(text)
        current += [int(match[1] or match[2]) for match in _CURRENT.finditer(text)]
    pages += filter(None, _windows(outline))
    rows += [*headed.read(outline), *rows_told(outline.document)]
    for text in dict.fromkeys(_own_texts(outline)):
        pages += [*_pages_in(text), *_of(text, _ALONE)]
    if len(alone) <= MOST_ALONE:
        pages += alone
    for text in dict.fromkeys(node.get("title") for node in outline.document.bearing("title") if node.tag != "a"):
        if len(text) <= LONGEST_TITLE and _MARKS.search(text):
            pages += _pages_in(plain(text))
    for node in outline.document.bearing(*_PAGE_COUNTS):
        pages += _numbers_in(node, _PAGE_COUNTS)
    rows += _of_holders(outline)
    for index in pagers(outline):
        rows += _numbers_in(outline.elements[index], _ROW_COUNTS)
        pages += _numbers_in(outline.elements[index], _OWN_PAGE_COUNTS)
        options = str(outline.elements[index].get("data-options") or "")[:CALL_LENGTH]
        rows += [int(match[1]) for match in CALL_ROWS.finditer(options)]
        pages += [int(match[1]) for match in CALL_PAGES.finditer(options)]
    for script in (*outline.document.scripts, *written(outline.document)):
        if len(script) < LONGEST_SCRIPT:
            script_pages, script_rows = claims_of(script)
            pages += script_pages or numbers_of_pages(script, len(outline.days))
            rows += script_rows
    return Claims(max(pages, default=None), max(rows, default=None), current[0] if current else None)


def _of_holders(outline: Outline) -> Iterator[int]:
    """How many rows the elements that hold a list say that it has (`<ul data-total="87">`)."""
    for node in outline.document.bearing(*COUNTING):
        index = outline.places.get(node, -1)
        if node.tag in LISTS and index >= 0 and outline.holds_day(outline.starts[index], outline.ends[index]):
            yield from _numbers_in(node, _ROW_COUNTS)


def shown(outline: Outline) -> int | None:
    """The highest page number that a pager shows, whether or not it leads anywhere: a window begins with 1 and 2; None where there is none."""
    for index in pagers(outline):
        low, high = outline.starts[index], outline.ends[index]
        if outline.count(index) <= MOST_TEXTS and not outline.holds_post(low, high):
            texts = [piece.text for piece in outline.pieces_in(low, high)]
            numbers = {
                int(text) for text in texts if text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER
            }
            numbers |= {
                int(text)
                for option in islice(outline.elements[index].iter("option"), MOST_OPTIONS)
                if (text := visible_text(option).strip()).isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER
            }
            if {1, 2} <= numbers:
                return max(numbers)
    return None


def _pages_in(text: str) -> list[int]:
    """The numbers of pages that a text names."""
    found = [int(match[1]) for pattern in _PAGES for match in pattern.finditer(text)]
    for pattern in _OF:
        found += _of(text, pattern)
    found += [total for shown, total in _shown_of(text) if shown == 1]
    sequence = _SEQUENCE.match(text)
    numbers = [1, *map(int, re.findall(r"\d+", sequence[1]))] if sequence else []
    if numbers == list(range(1, len(numbers) + 1)):
        found += numbers[-1:]
    return found + [numeral(match[1]) for match in _HAN.finditer(text)]


def _window(text: str) -> int:
    """The highest of the page numbers that one text shows from 1 on; 0 where it shows none."""
    ordinals = {int(number) for number in _ORDINAL.findall(text)}
    found = _WINDOW.match(text)
    numbers = [1, *map(int, re.findall(r"\d+", found[1]))] if found else []
    if {1, 2} <= ordinals:
        return max(ordinals)
    is_window = len(numbers) > 1 and numbers[:-1] == list(range(1, len(numbers))) and numbers[-1] >= len(numbers)
    return numbers[-1] if is_window else 0


def _windows(outline: Outline) -> Iterator[int]:
    """The highest page numbers of texts below or beside a list that show several: a number with a point (1.2) is none."""
    for piece in outline.pieces:
        is_short = "1" in piece.text and "2" in piece.text and len(piece.text) <= LONGEST_WINDOW and piece.anchor < 0
        if is_short and _NUMBERED.search(piece.text) and not is_in_row(outline, piece.element, piece.order):
            yield _window(plain(piece.text))


def _rows_in(text: str) -> list[int]:
    """The numbers of rows that a text names; how often a page was looked at is none."""
    if VISITS.match(text):
        return []
    found = [int(match[1]) for pattern in _ROWS for match in pattern.finditer(text)]
    told = (*_RANGE.finditer(text), *_RANGE_OF.finditer(text))
    ranges = (tuple(map(int, match.groups())) for match in told)
    found += [total for first, last, total in ranges if first <= last <= total]
    return found + [total for shown, total in _shown_of(text) if 1 < shown <= total]


def _shown_of(text: str) -> list[tuple[int, int]]:
    """How much is shown of how much, as a text says it."""
    may_say = "of" in text or "/" in text
    return [(int(match[1]), int(match[2] or match[3])) for match in _SHOWN.finditer(text)] if may_say else []


def _of(text: str, pattern: re.Pattern[str]) -> set[int]:
    """How many pages there are by `1/3`."""
    return {int(match[2]) for match in pattern.finditer(text) if int(match[1]) <= int(match[2])}


def _numbers_in(node: Element, names: tuple[str, ...]) -> list[int]:
    values = [str(node.get(name) or "").strip() for name in names]
    return [int(value) for value in values if is_count(value)]


def ends(outline: Outline) -> Iterator[int]:
    """Where texts stand that claim how long a list is, and not that it has further pages."""
    for order, text in _pager_texts(outline):
        pages = [*_pages_in(text), *_of(text, _ALONE)]
        if max(pages, default=1) <= 1 and (pages or _rows_in(text)):
            yield order


def _pager_texts(outline: Outline) -> Iterator[tuple[int, str]]:
    """The texts of small blocks that speak of pages or counts, and where they stand: the number often stands in an element of its own."""
    for piece in outline.pieces:
        if (
            len(piece.text) > 80
            or not _speaks_of_pages(piece.text)
            or _is_elsewhere(outline, piece)
            or is_in_row(outline, piece.element, piece.order)
        ):
            continue
        node, best = piece.element, piece.text
        for _ in range(LEVELS):
            if outline.count(node) > MOST_TEXTS or _holds_row(outline, node):
                break
            pieces = outline.pieces_in(outline.starts[node], outline.ends[node])
            if sum(len(part.text) for part in pieces) > LONGEST:
                break
            best = " ".join(part.text for part in pieces if part is piece or not _is_elsewhere(outline, part))
            node = outline.parents[node]
            if node < 0:
                break
        yield piece.order, plain(best)


@lru_cache(maxsize=4096)
def _speaks_of_pages(text: str) -> bool:
    """Whether a short text holds a word of pagers; pages of a site share many texts."""
    return _MARKS.search(text) is not None


def _holds_row(outline: Outline, node: int) -> bool:
    """Whether a block holds a post with its title: it is the list, or a part of it, and no pager."""
    return any(
        is_titled_post(outline, anchor) for anchor in outline.anchors_in(outline.starts[node], outline.ends[node])
    )


def _is_elsewhere(outline: Outline, piece: Piece) -> bool:
    """Whether a text is no pager's: a post's title, or what stands at pictures that are shown in turn."""
    return _is_title(outline, piece) or in_slider(outline, piece.element)


def _is_title(outline: Outline, piece: Piece) -> bool:
    """Whether a text is a post's title: it may speak of pages and numbers as it likes."""
    return piece.anchor >= 0 and is_titled_post(outline, outline.anchors[piece.anchor])


def _own_texts(outline: Outline) -> Iterator[str]:
    """The whole texts of elements that call themselves pagers: beside a short list the block above them holds its rows too."""
    for index in pagers(outline):
        low, high = outline.starts[index], outline.ends[index]
        if outline.count(index) <= MOST_TEXTS and not outline.holds_post(low, high):
            text = " ".join(piece.text for piece in outline.pieces_in(low, high))
            if len(text) <= LONGEST:
                yield plain(text)
