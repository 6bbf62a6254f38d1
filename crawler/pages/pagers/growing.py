"""Marks of a list that a script lengthens or turns, though no link says so: words and numbers below its rows, a pager still to be drawn."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from crawler.pages.acting import is_clicked
from crawler.pages.elsewhere import in_calendar, in_slider
from crawler.pages.fields import is_typed_into
from crawler.pages.once import once
from crawler.pages.outline import Outline, Piece, named
from crawler.pages.panes import is_kept_back
from crawler.pages.parts.names import is_name
from crawler.pages.rows import block_around, is_in_row
from crawler.reading.document import Document, Element, visible_text
from crawler.reading.words import (
    COUNTED,
    ENDED,
    GROWERS,
    MORE_BELOW,
    NO_MORE,
    PAGERS,
    PARTLY,
    SCROLLED,
    SLIDERS,
    UNFOLDS,
    WAITING,
)

LONGEST_PHRASE = 20
"""Characters: 下拉加载更多 and its like with their dots and arrows; a longer text is a sentence."""
_LEAST_PHRASE = 4
"""Characters: 更多 and more alone stand beside every heading, too."""
BELOW = 4
"""Texts between the last post or day and what stands below the rows: a row ends with its source, its readers or an arrow."""
MOST_OPTIONS = 1000
"""Choices of one select that are looked at: the longest lists in view have some hundred pages."""
_LEVELS = 4
"""How far above a text its row may be hidden."""
_LONGEST_BLOCK = 60
"""Characters: the block of a select of pages (跳到 … 页)."""
_SCROLLED, _MORE, _WAITING = (
    re.compile(rf"^[\W_]*(?:{words}){COUNTED}[\W_]*$", re.IGNORECASE) for words in (SCROLLED, MORE_BELOW, WAITING)
)
_CONTROL = re.compile(r"more|btn|button|load|gengduo", re.IGNORECASE)
"""The class or id of what a script makes a button of."""
MOST_TEXTS = 6
"""Texts of the block of such a button."""
_LONGEST_SIGN = 8
"""Characters of a button that is named as one."""
_PARTLY = re.compile(PARTLY)
_COUNT = re.compile(r"(\d{1,4})\s?[条篇则]")
_CUT_OFF = re.compile(r"^(?:…+|⋯+|\.{3,9}|。{3,9}|·{3,9})$")
"""What stands for further rows behind the last one."""
_JUMP = re.compile(r"页|頁|跳|转到|\bgo\b|\bpage\b", re.IGNORECASE)
_REST = re.compile(r"(?:还有|剩余|尚有|其余|余)\s?\d{1,6}\s?[条篇则页](?:.{0,4}未|.{0,6}$)")
_NUMBER_OF_PAGE = re.compile(r"^(?:请?输入|跳转?到?|转到)?第?(?:页码|几页|页数)$|^(?:跳转?到?|转到)第?.?页$")
"""What a field shows until a page's number is typed into it."""
_JUMP_FIELD = re.compile(r"第|跳|转|到|\bgo\b", re.IGNORECASE)
_CALL = re.compile(
    r"(?<![\w.])(?!createPage(?:HTML)?\b)(?:show|create|make|init|draw|render|build|set|turn|get|gen|write|print|new\s)?_?(?:page|pages|pager|paging|pagination|fenye)_?(?:html|list|bar|nav)?(?:\.\w{1,12})?\s{0,4}\(([^()]{1,200})\)",
    re.IGNORECASE,
)
_IDLE = re.compile(r"function\s{1,4}$|(?:^|[^:])//[^\n]*$")
"""Before a call: it is only defined, or commented out."""
_ARGUMENT = re.compile(r"(?:^|,)\s{0,4}[\"']?(\d{1,6})[\"']?\s{0,4}(?=,|$)")
LONGEST_SCRIPT = 200_000
"""Characters of a script in which a pager's marks are looked for."""
_LONGEST_LINE = 120


_OVER = re.compile(rf"^[\W_]*(?:{ENDED}|{NO_MORE})(?:[\s,，。.!！]{{1,3}}(?:{NO_MORE}))?[\W_]*$", re.IGNORECASE)


@once
def pagers(outline: Outline) -> list[int]:
    """The elements that call themselves pagers, by their class, their id or a component's tag."""
    names = set(filter(PAGERS.search, set(outline.names) - {" "}))
    tagged = zip(outline.tags, outline.names, strict=True)
    return [index for index, (tag, name) in enumerate(tagged) if name in names or _is_component(tag)]


def _is_component(tag: str) -> bool:
    """Whether a tag is that of a component's pager (`<el-pagination>`, `<pagination>`) that no script has drawn yet."""
    return "pag" in tag and len(tag) > 4 and bool(PAGERS.search(tag))


def grows(outline: Outline) -> bool:
    """Whether something says that the list goes on, where nothing says how."""
    return (
        any(_says_so(outline, piece) for piece in outline.pieces if len(piece.text) < LONGEST_PHRASE)
        or _has_numbers_below(outline)
        or any(_tells_rest(outline, piece) for piece in outline.pieces if len(piece.text) < _LONGEST_BLOCK)
        or _has_select(outline)
        or _has_jump(outline.document)
        or any(_is_to_draw(outline, outline.elements[index]) for index in pagers(outline))
        or any(_turns(script) for script in outline.document.scripts if len(script) < LONGEST_SCRIPT)
    )


def places(outline: Outline) -> Iterator[int]:
    """Where buttons stand that lengthen a list, by words that stand nowhere else."""
    for piece in outline.pieces:
        if _LEAST_PHRASE <= len(piece.text) < LONGEST_PHRASE and lengthens(piece.text) and _says_so(outline, piece):
            yield piece.order


def _says_so(outline: Outline, piece: Piece) -> bool:
    """下拉加载更多 anywhere; 查看更多 without an address, and 加载中, where rows have just ended; what unfolds hidden rows is no mark."""
    if _SCROLLED.match(piece.text):
        return not (_leads(outline, piece) or _unfolds(outline, piece) or _is_at_end(outline, piece))
    if _MORE.match(piece.text):
        acts = not _leads(outline, piece) and (UNFOLDS.match(piece.text) or is_control(outline, piece))
        is_below = _is_below_days if len(piece.text) < _LEAST_PHRASE else _is_below_rows
        is_own = acts and is_below(outline, _before(outline, piece)) and not _is_anothers(outline, piece)
        return is_own and not _unfolds(outline, piece)
    if len(piece.text) <= _LONGEST_SIGN and _is_grower(outline, piece):
        return not _leads(outline, piece) and _is_below_rows(outline, _before(outline, piece))
    return bool(_WAITING.match(piece.text)) and _is_below_days(outline, _before(outline, piece))


@lru_cache(maxsize=4096)
def lengthens(text: str) -> bool:
    """Whether a button below a list's rows says that it lengthens it."""
    return len(text) < LONGEST_PHRASE and bool(_SCROLLED.match(text) or _MORE.match(text))


def unfolds(outline: Outline, piece: Piece) -> bool:
    """Whether a text is a button's that shows hidden rows of the page."""
    return lengthens(piece.text) and _unfolds(outline, piece)


def _is_anothers(outline: Outline, piece: Piece) -> bool:
    """Whether 更多 is a row's own, or stands behind the name of something else (the head of another block, 分享到：)."""
    if outline.is_side(piece.element) or is_in_row(outline, piece.element, piece.order):
        return True
    texts = [
        item.text
        for item in outline.pieces_in(outline.starts[block_around(outline, piece.element, MOST_TEXTS)], piece.order)
        if not outline.holds_day(item.order, item.order + 1)
    ]
    return any(text.endswith(("：", ":")) or is_name(text) for text in texts)


def _unfolds(outline: Outline, piece: Piece) -> bool:
    """Whether the row just above is hidden, or rows stand in what it opens: a click shows what is on the page already."""
    if any(_is_hidden(outline, item.element) for item in _before(outline, piece)):
        return True
    node = outline.elements[piece.element]
    parent = outline.parents[piece.element]
    return node.tag == "summary" and parent >= 0 and outline.holds_post(outline.starts[parent], outline.ends[parent])


def _is_at_end(outline: Outline, piece: Piece) -> bool:
    """Whether a button is hidden, and what is shown in its place says that there are no more."""
    if not _is_hidden(outline, piece.element):
        return False
    return any(
        _OVER.match(item.text) and not _is_hidden(outline, item.element)
        for item in outline.pieces_after(piece.order + 1, 1)
    )


def _is_hidden(outline: Outline, element: int) -> bool:
    for _ in range(_LEVELS):
        if element < 0:
            return False
        if is_kept_back(outline.elements[element]):
            return True
        element = outline.parents[element]
    return False


def _leads(outline: Outline, piece: Piece) -> bool:
    """Whether a text is a link to another page."""
    return piece.anchor >= 0 and bool(outline.anchors[piece.anchor].href)


def is_control(outline: Outline, piece: Piece) -> bool:
    """Whether a click on a text does something: a link without an address, a button, a handler, or what is named as one."""
    if piece.anchor >= 0:
        return True
    node = piece.element
    for _ in range(_LEVELS):
        if node < 0 or outline.count(node) > 1:
            return False
        item = outline.elements[node]
        if item.tag == "a" or is_clicked(item) or _CONTROL.search(named(item)):
            return True
        node = outline.parents[node]
    return False


def _is_grower(outline: Outline, piece: Piece) -> bool:
    """Whether a sign or a word that says no end stands in what is named as a button that loads more."""
    node = piece.element
    return node >= 0 and bool(GROWERS.search(named(outline.elements[node]))) and not _OVER.match(piece.text)


def _before(outline: Outline, piece: Piece) -> list[Piece]:
    return outline.pieces_before(piece.order, BELOW)


def _is_below_days(outline: Outline, before: list[Piece]) -> bool:
    """Whether dated rows have just ended: a menu above a page's frame has none."""
    return any(outline.holds_day(item.order, item.order + 1) for item in before)


def _is_below_rows(outline: Outline, before: list[Piece]) -> bool:
    """Whether rows have just ended, dated ones or others."""
    posts = (item.anchor >= 0 and outline.anchors[item.anchor].is_post for item in before)
    return any(posts) or _is_below_days(outline, before)


def _has_numbers_below(outline: Outline) -> bool:
    """Whether 1, 2, … stand as plain texts where dated rows have just ended: page numbers that a script acts on."""
    pieces = outline.pieces
    return any(
        _are_plain(outline, pieces[index : index + 2])
        and _is_below_days(outline, pieces[max(0, index - BELOW) : index])
        and not _turn_others(outline, pieces[index])
        for index in range(1, len(pieces) - 1)
        if pieces[index].text == "1" and pieces[index + 1].text == "2"
    )


def _turn_others(outline: Outline, piece: Piece) -> bool:
    """Whether a number is a day of a calendar, or a picture's of several."""
    return in_calendar(outline.elements[piece.element]) or in_slider(outline, piece.element)


def _are_plain(outline: Outline, pieces: list[Piece]) -> bool:
    """Whether texts stand in elements of their own, side by side, and lead nowhere."""
    one, other = (outline.elements[piece.element] for piece in pieces)
    return one is not other and one.tag == other.tag != "td" and not any(_leads(outline, piece) for piece in pieces)


def _tells_rest(outline: Outline, piece: Piece) -> bool:
    """Whether a text says that there is more than is shown: by a number, by a word, or by dots in a row's place."""
    return _may_tell_rest(piece.text) and (
        _counts_rest(outline, piece) or _is_cut_off(outline, piece) or _says_partly(outline, piece)
    )


@lru_cache(maxsize=4096)
def _may_tell_rest(text: str) -> bool:
    return any(pattern.search(text) for pattern in (_REST, _CUT_OFF, _PARTLY))


def _says_partly(outline: Outline, piece: Piece) -> bool:
    """Whether a text of the page's own content says that a list shows a part alone (仅显示前5条), and as many days stand on the page."""
    found = _PARTLY.search(piece.text)
    if found is None or outline.is_side(piece.element):
        return False
    count = _COUNT.search(found[0])
    if count is None and outline.outside[piece.element]:
        return False  # 登录后查看更多 in a page's header
    is_told = found.start() == 0 if _leads(outline, piece) else not is_in_row(outline, piece.element, piece.order)
    return is_told and (count is None or len(outline.days) >= int(count[1]))


def _is_cut_off(outline: Outline, piece: Piece) -> bool:
    """Whether dots stand below dated rows in the place of one, and no number of a pager beside them."""
    if not _CUT_OFF.match(piece.text) or _leads(outline, piece) or is_in_row(outline, piece.element, piece.order):
        return False
    near = [*outline.pieces_before(piece.order, 1), *outline.pieces_after(piece.order + 1, 1)]
    is_last = _is_below_days(outline, _before(outline, piece)) and _is_like_row(outline, piece.element)
    return is_last and not any(item.text.isdecimal() for item in near)


def _is_like_row(outline: Outline, element: int) -> bool:
    """Whether an element, or what it stands in, stands behind a row as a further one."""
    for _ in range(_LEVELS):
        parent = outline.parents[element] if element >= 0 else -1
        if parent < 0 or outline.holds_post(outline.starts[element], outline.ends[element]):
            return False
        siblings = outline.children[parent]
        before = siblings[max(0, bisect_left(siblings, element) - 1) :][:1]
        if any(
            other != element
            and outline.tags[other] == outline.tags[element]
            and outline.holds_post(outline.starts[other], outline.ends[other])
            for other in before
        ):
            return True
        element = parent
    return False


def _counts_rest(outline: Outline, piece: Piece) -> bool:
    """Whether a text below the rows says how many are not shown (还有54条未显示), or one beside them how many pages."""
    found = _REST.search(piece.text)
    if found is None or _leads(outline, piece):
        return False
    is_of_pages = "页" in found[0] and not is_in_row(outline, piece.element, piece.order)
    return is_of_pages or _is_below_days(outline, _before(outline, piece))


def _has_jump(document: Document) -> bool:
    """Whether a field asks for the number of a page (第 [1] 页 GO)."""
    fields = list(filter(is_typed_into, document.root.iter("input")))
    asked = (str(field.get("placeholder") or "") for field in fields)
    beside = map(_beside, fields)
    return any("页" in text and _JUMP_FIELD.search(text) for text in beside) or any(map(_NUMBER_OF_PAGE.match, asked))


def _has_select(outline: Outline) -> bool:
    """Whether a select offers the pages from 1 on without their addresses (跳到 … 页)."""
    for select in outline.document.root.iter("select"):
        numbers = [visible_text(option).strip(" 第页\n\t") for option in select.iter("option")][:MOST_OPTIONS]
        counts = len(numbers) > 1 and numbers == [str(number) for number in range(1, len(numbers) + 1)]
        says = "页" in visible_text(select)
        if counts and (says or _JUMP.search(_beside(select)) or _JUMP.search(_around(select, numbers))):
            return True
    return False


def _beside(select: Element) -> str:
    """The text just before and just after a select."""
    before, parent = select.getprevious(), select.getparent()
    text = before.tail if before is not None else parent.text if parent is not None else ""
    return f"{(text or '').strip()[-BELOW:]} {(select.tail or '').strip()[:BELOW]}"


def _around(select: Element, numbers: list[str]) -> str:
    """The text of a select's block; empty where it holds more than the select."""
    parent = select.getparent()
    if parent is None or len(parent) > BELOW * BELOW:
        return ""
    text = visible_text(parent)
    return text if len(text) < _LONGEST_BLOCK + len("".join(numbers)) + len(numbers) else ""


def _is_to_draw(outline: Outline, node: Element) -> bool:
    """Whether a pager is a component that names no number, or empty where a script is that may draw it."""
    if _is_component(str(node.tag)):
        return not any(str(value).isdecimal() for value in node.attrib.values())
    if visible_text(node).strip() or _holds_more(node) or _is_of_slider(node):
        return False
    document = outline.document
    if any(script.get("src") for script in document.root.iter("script")):
        return True
    return any(name in script for name in _names(node) for script in document.scripts)


def _is_of_slider(node: Element) -> bool:
    """Whether a pager stands beside the pictures or the rows of a slider (`swiper-pagination` beside `swiper-slide`)."""
    around = islice(node.iterancestors(), 2)
    return any(
        SLIDERS.search(named(other)) and next(other.iter("img", "a"), None) is not None
        for parent in around
        for other in parent
    )


def _holds_more(node: Element) -> bool:
    """Whether an element holds something that is seen, though it is no text, or a script that says what stands there."""
    return any(
        child.tag in ("img", "input", "select", "button", "script", "a", "svg", "i")
        for child in node.iter()
        if child is not node
    )


def _names(node: Element) -> Iterator[str]:
    """What a script may call an element."""
    if node.get("id"):
        yield str(node.get("id"))
    yield from (f".{name}" for name in str(node.get("class") or "").split())


def _turns(script: str) -> bool:
    """Whether a script calls something named a pager with two numbers and more, one of them above 1 (`fenye(1, 3)`)."""
    for call in _CALL.finditer(script):
        numbers = [int(number) for number in _ARGUMENT.findall(call[1])]
        if (
            len(numbers) > 1
            and max(numbers) > 1
            and not _IDLE.search(script[max(0, call.start() - _LONGEST_LINE) : call.start()])
        ):
            return True
    return False
