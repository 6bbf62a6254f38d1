"""A page as its rows are looked for: one stream of elements, texts, links and days in the order of the document.

Rows are ranges of that order, so that whatever holds a row (an element, a pair of them, a line of text) is asked in the same way. Hidden parts
are in it too: a tab or 查看更多 shows them.
"""

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any

from lxml import etree

from crawler.reading.days import at_end, at_start, find_in, looks_like, plain, read
from crawler.reading.document import Document, Element, squeeze
from crawler.reading.words import FORMED, MORE, OUTSIDE, PAGER, PUBLISHED, SHORTLY, SOURCE, UPDATED, spaced
from crawler.records.day import DateReading

_SILENT = frozenset(("script", "style", "noscript", "template", "head", "title", "textarea", "svg", "select", "object"))
_ADDRESS = re.compile(
    r"[\"'(]\s*((?:https?://|/|\./|\.\./|[\w%.-]+/)?[^\"'\s()]*?(?:\.s?html?|\.jspx?|\.jhtml|\.aspx?|\.php|\.do|\.action|/)(?:\?[^\"'\s]*)?)\s*[\"')]",
    re.IGNORECASE,
)
_DEAD = re.compile(r"^\s*(?:#|javascript:|about:|$)|[{}]|\$\{", re.IGNORECASE)
_CATEGORY = re.compile(r"^[\[【(（〔「].{1,12}[\])）】〕」]$")
ADDRESSES = ("data-href", "data-url", "data-link")
"""Where scripts look for the address that a click leads to."""
_CLICKED = frozenset(("li", "tr", "div", "p", "span", "td", "dl", "article", "h3", "h4"))
_VALUED = frozenset(("input", "time", "abbr", "span", "em", "i", "small", "td"))
_AGO = re.compile(r"前|刚|今[天日]|昨[天日]")
_WRITTEN = re.compile(
    r"""^\s*(?:<!--)?\s*document\.write(?:ln)?\s?\(\s?(['"])([^'"\\<>]{1,100})\1\s?\)\s*;?\s*(?:(?://)?\s*-->)?\s*$"""
)
_BULLETS = "·•▪◆●■▶►◇○□> "
_BUTTON = re.compile(r"^(?:下载|查看|点击|打印|.{0,4}(?:文字|图片)版)|^(?:pdf|word|doc|附件)?下载$", re.IGNORECASE)
_PUBLISHED_LABEL = re.compile(rf"(?:{spaced(PUBLISHED)})\s*[\])】]?\s*[:：]?\s*", re.IGNORECASE)
_OTHER_LABEL = re.compile(rf"(?:{spaced((*UPDATED, *SHORTLY))})\s*[:：]\s*")
_FORMED_LABEL = re.compile(rf"(?:{spaced(FORMED)}|截止(?:时间|日期)|有效期|起止|开始|结束)\s*[:：]?\s*")
_ENDS_WITH_LABEL = re.compile(rf"(?:{spaced(PUBLISHED)})\s*[:：]?\s*$", re.IGNORECASE)
_ENDS_WITH_FORMED = re.compile(rf"(?:{spaced(FORMED)}|截止(?:时间|日期))\s*[:：]?\s*$")
_MONTH = re.compile(r"^(20\d{2})[-/.年](\d{1,2})月?$")
_YEAR_ALONE = re.compile(r"^(20\d{2})年?$")
_MONTH_ALONE = re.compile(r"^(\d{1,2})月$|^(\d{1,2})[/.]$")
_DAY = re.compile(r"^(\d{1,2})[日号]?$")
_SIDE = re.compile(
    r"(?:^|[-_ ])(?:side|sidebar|sider|aside|hot|rank\w*|recommend\w*|relate\w*|tuijian|remen|paihang|widget\w*|col-(?:xs|sm|md|lg)-[1-4])(?:[-_ ]|$)",
    re.IGNORECASE,
)
_BESIDE_LABEL = re.compile(rf"^[\s\W]*(?:(?:{spaced(SOURCE)}|作者|浏览|点击|阅读|发布).{{0,24}})?[\s\W]*$")
LABELLED, WHOLE, INSIDE, TAIL = 0, 1, 2, 3
"""How sure a day is to be its row's, the surest first: at its label, a text of its own, within a text, at the end of a link."""
LEAST_TITLE = 2
LONG = 200
LENGTH_OF_A_DAY = 2
"""Digits of a day of the month that stands alone under its month: `05`."""
_PERIOD = re.compile(r"^((?:19|20)\d{2})(?:[-/.]|年)(?:(\d{1,2})月?)?$")
_MONTH_DAY = re.compile(r"^(\d{1,2})(?:[-/.]|月)(\d{1,2})[日号]?$")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "dt", "th", "caption", "strong", "b", "summary", "legend"))
MOST_ANCHORS = 3_000
"""Links that are looked at: at 0.2 ms a row the clock on reading would end a page of 10,000 rows, and the largest real page in tests has 96."""
NEAR = 10
"""Steps in the page's order between the parts of one day."""
MOST_OF_FRAME = 2
"""Parts of a frame with one name, side by side (two pagers, two lines of a footer)."""
MOST_OF_ROW = 3
"""Links of a row that may be named like a frame's part (category, title, office)."""
USUAL_TITLE = 6
"""Characters: names of columns and departments have four, titles of posts more (the shortest on the lists in tests have eight)."""
MOST_OUTSIDE = 0.6
"""The share of a page's texts beyond which an element is no frame, whatever its class says: some wrap the whole page."""


@dataclass(frozen=True, slots=True)
class _Heading:
    """A period above rows, and where its block ends in the order; `month` is 0 where only a year is told."""

    year: int
    month: int
    end: int


@dataclass(slots=True)
class Piece:
    """One text as it stands between tags, squeezed."""

    order: int
    text: str
    element: int
    anchor: int = -1
    """The index of the link that it stands in; -1 outside."""


@dataclass(slots=True)
class Anchor:
    """One link, or an element whose click leads somewhere. `href` is empty where it leads nowhere without a script."""

    order: int
    end: int
    element: int
    href: str
    title: str
    cut: bool
    is_post: bool
    """Whether its text may be a post's title: no pager, no 更多, no category, no button."""
    is_picture: bool = False

    @property
    def is_titled(self) -> bool:
        """Whether its text is as long as a post's title."""
        return self.is_post and len(self.title) >= USUAL_TITLE


@dataclass(slots=True)
class DayToken:
    """One day of the page."""

    order: int
    reading: DateReading
    rank: int
    element: int


@dataclass
class Outline:
    """The stream. `starts` and `ends` are an element's range in the order; an element's tail stands outside of it."""

    document: Document
    reference: datetime
    elements: list[Element] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    children: list[list[int]] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    days: list[DayToken] = field(default_factory=list)
    unseen: int = 0
    """Links beyond the ones that were looked at; days there are not looked at either."""
    known: dict[tuple[Any, ...], Any] = field(default_factory=dict)
    """What was found of rows and links: several groups share them."""
    _names: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._walk()
        self._piece_orders = [piece.order for piece in self.pieces]
        self._find_anchors()
        self._anchor_orders = [anchor.order for anchor in self.anchors]
        self._post_orders = [anchor.order for anchor in self.anchors if anchor.is_post]
        self._day_orders: list[int] = []
        self._find_days()
        self.set_days(self.days)
        self._find_values()
        self.set_days(self.days)

    # ---- asking ---------------------------------------------------------------------------------------------------

    def is_seen(self, low: int) -> bool:
        """Whether what begins here was looked at."""
        return not self.unseen or low <= self.anchors[-1].order

    def pieces_in(self, low: int, high: int) -> list[Piece]:
        """Texts of a range, in order."""
        return self.pieces[bisect_left(self._piece_orders, low) : bisect_left(self._piece_orders, high)]

    def pieces_before(self, order: int, most: int) -> list[Piece]:
        """The last texts before a place, in order."""
        at = bisect_left(self._piece_orders, order)
        return self.pieces[max(0, at - most) : at]

    def anchors_in(self, low: int, high: int) -> list[Anchor]:
        """Links that begin in a range."""
        return self.anchors[bisect_left(self._anchor_orders, low) : bisect_left(self._anchor_orders, high)]

    def days_in(self, low: int, high: int) -> list[DayToken]:
        """Days of a range."""
        return self.days[bisect_left(self._day_orders, low) : bisect_left(self._day_orders, high)]

    def holds_post(self, low: int, high: int) -> bool:
        """Whether a link that may be a post's begins in a range."""
        at = bisect_left(self._post_orders, low)
        return at < len(self._post_orders) and self._post_orders[at] < high

    def holds_row(self, low: int, high: int) -> bool:
        """Whether a range may hold a row: a post's link or a day."""
        return self.holds_post(low, high) or self.holds_day(low, high)

    def holds_day(self, low: int, high: int) -> bool:
        """Whether a day stands in a range."""
        at = bisect_left(self._day_orders, low)
        return at < len(self._day_orders) and self._day_orders[at] < high

    def text(self, low: int, high: int) -> str:
        """The text of a range."""
        return squeeze(" ".join(piece.text for piece in self.pieces_in(low, high)))

    def name_of(self, element: int) -> str:
        """Tag with class or id, as it tells an element of a template from another."""
        known = self._names.get(element)
        if known is None:
            node = self.elements[element]
            named = node.get("class") or node.get("id") or ""
            known = self._names[element] = f"{node.tag}.{' '.join(named.split())}"
        return known

    def path(self, element: int) -> str:
        """The names from the body down to an element: the same place in every page of a template."""
        names: list[str] = []
        while element >= 0:
            names.append(self.name_of(element))
            element = self.parents[element]
        return ">".join(reversed(names[:-1]))

    def depth(self, element: int) -> int:
        """How many elements an element stands in."""
        return self._depths[element]

    @cached_property
    def _depths(self) -> list[int]:
        found: list[int] = []
        for parent in self.parents:
            found.append(found[parent] + 1 if parent >= 0 else 1)
        return found

    def list_around(self, element: int) -> int:
        """The innermost `ul` or `ol` that an element is or stands in; -1 where there is none."""
        return self._lists_around[element]

    @cached_property
    def _lists_around(self) -> list[int]:
        found: list[int] = []
        for index, (node, parent) in enumerate(zip(self.elements, self.parents, strict=True)):
            found.append(index if node.tag in ("ul", "ol") else found[parent] if parent >= 0 else -1)
        return found

    @cached_property
    def outside(self) -> list[bool]:
        """For each element whether it stands in what is round the page's own content: navigation, header, footer, pager."""
        found: list[bool] = []
        rows = ("li", "tr", "dl", "dt", "dd", "article")
        most = len(self.pieces) * MOST_OUTSIDE
        for index, node in enumerate(self.elements):
            parent = self.parents[index]
            inherited = found[parent] if parent >= 0 else False
            is_frame = node.tag in ("nav", "footer", "header") or (
                node.tag not in ("body", "html", "a") and bool(OUTSIDE.search(named(node)))
            )
            if is_frame and not inherited:
                within_row = node.tag in ("header", "footer") and self._is_in(index, rows)
                is_row = within_row or (
                    (node.tag in rows or self.is_one_of_many(index)) and self._holds_few_posts(index)
                )
                is_frame = not is_row and self.count(index) <= most
            found.append(inherited or is_frame)
        return found

    def is_one_of_many(self, element: int) -> bool:
        """Whether an element has two siblings at least that are named like it: a page has one header."""
        parent = self.parents[element]
        if parent < 0:
            return False
        if ("names", parent) not in self.known:
            self.known[("names", parent)] = Counter(self.name_of(child) for child in self.children[parent])
        return bool(self.known[("names", parent)][self.name_of(element)] > MOST_OF_FRAME)

    def _holds_few_posts(self, element: int) -> bool:
        """Whether an element holds a link that may be a post's, and few others: `<li class="top">` is a row, whatever its class says."""
        inside = self.anchors_in(self.starts[element], self.ends[element])
        return 0 < len(inside) <= MOST_OF_ROW and any(anchor.is_titled for anchor in inside)

    def is_side(self, element: int) -> bool:
        """Whether an element stands in what calls itself a side block."""
        return self._sides[element]

    @cached_property
    def _sides(self) -> list[bool]:
        found: list[bool] = []
        for node, parent in zip(self.elements, self.parents, strict=True):
            inherited = parent >= 0 and found[parent]
            found.append(inherited or node.tag == "aside" or bool(_SIDE.search(named(node))))
        return found

    def count(self, element: int) -> int:
        """How many texts stand in an element."""
        return self.texts_between(self.starts[element], self.ends[element])

    def texts_between(self, low: int, high: int) -> int:
        """How many texts a range holds."""
        return bisect_left(self._piece_orders, high) - bisect_left(self._piece_orders, low)

    def _is_in(self, element: int, tags: tuple[str, ...]) -> bool:
        element = self.parents[element]
        while element >= 0:
            if self.elements[element].tag in tags:
                return True
            element = self.parents[element]
        return False

    # ---- reading --------------------------------------------------------------------------------------------------

    def _walk(self) -> None:
        order = 0
        stack: list[int] = []
        silent = 0
        for event, node in etree.iterwalk(self.document.root, events=("start", "end")):
            order += 1
            if event == "start":
                index = len(self.elements)
                self.elements.append(node)
                self.parents.append(stack[-1] if stack else -1)
                if stack:
                    self.children[stack[-1]].append(index)
                self.starts.append(order)
                self.ends.append(order)
                self.children.append([])
                stack.append(index)
                silent += node.tag in _SILENT
                order += 1
                self._text(order, node.text, -1 if silent else index)
                if node.tag == "script" and silent == 1:
                    self._text(order, _written(node.text), self.parents[index])
                continue
            index = stack.pop()
            silent -= node.tag in _SILENT
            self.ends[index] = order
            self._text(order, node.tail, stack[-1] if stack and not silent else -1)

    def _text(self, order: int, text: str | None, element: int) -> None:
        if text and element >= 0 and not text.isspace():
            squeezed = squeeze(text)
            if squeezed:
                self.pieces.append(Piece(order, squeezed, element))

    def _find_anchors(self) -> None:
        self._end = self.ends[0] + 1
        for index, node in enumerate(self.elements):
            if node.tag == "a" or (node.tag in _CLICKED and node.get("onclick")):
                if len(self.anchors) >= MOST_ANCHORS:
                    self._end = self.starts[index]
                    self.unseen = sum(element.tag == "a" for element in self.elements[index:])
                    return
                anchor = self._anchor(index, node)
                if anchor is not None:
                    self.anchors.append(anchor)

    def _anchor(self, index: int, node: Element) -> Anchor | None:
        href = address_of(node)
        if node.tag != "a" and (not href or self.holds_link(index)):
            return None
        low, high = self.starts[index], self.ends[index]
        inside = self.pieces_in(low, high)
        for piece in inside:
            piece.anchor = len(self.anchors)
        title, cut, picture = self._title(index, node, inside)
        text = " ".join(piece.text for piece in inside)
        is_post = _may_be_title(title, text)
        is_post = is_post and not (looks_like(title) and read(title, self.reference, "list") is not None)
        return Anchor(
            order=low, end=high, element=index, href=href, title=title, cut=cut, is_post=is_post, is_picture=picture
        )

    def holds_link(self, index: int) -> bool:
        """Whether an element holds a link of its own."""
        return any(child.get("href") for child in self.elements[index].iter("a"))

    def _title(self, index: int, node: Element, inside: list[Piece]) -> tuple[str, bool, bool]:
        """The full title of a link, whether its text was cut, and whether a picture stands for its text."""
        text = _heading_of(self, index, inside)
        full = squeeze(node.get("title") or "")
        cut = text.endswith(("..", "…"))
        whole = squeeze("".join(piece.text for piece in inside))
        if text and full.startswith(text) and looks_like(full[len(text) :]):
            full = ""  # the rest says when, not what
        if full and (
            cut
            or (len(full) > len(text) and full.startswith(text.rstrip(".…")[:12]))
            or (text != whole and full in whole and len(full) >= 4)
        ):
            return _bare(full), cut, False
        if not text:
            alt = next((squeeze(image.get("alt") or image.get("title") or "") for image in node.iter("img")), "")
            return _bare(full or alt), False, True
        return _bare(text), cut, False

    # ---- days -----------------------------------------------------------------------------------------------------

    def set_days(self, days: list[DayToken]) -> None:
        """Hold these days instead, in order."""
        self.days = sorted(days, key=lambda token: token.order)
        self._day_orders = [token.order for token in self.days]

    def _find_days(self) -> None:
        before = ""
        heading: _Heading | None = None
        for number, piece in enumerate(self.pieces_in(0, self._end)):
            heading = self._heading(piece) or (heading if heading and piece.order <= heading.end else None)
            found = self._under(heading, piece) if heading else None
            found = found or (self._day_of(piece, before) if self._may_be_day(piece) else None)
            if found is not None:
                self.days.append(found)
            elif len(piece.text) <= 8:
                self._split(number)
            before = piece.text

    def _may_be_day(self, piece: Piece) -> bool:
        """Whether a text may show a row's day: no long text does, but for a link's, which may end in one."""
        return (len(piece.text) <= LONG or piece.anchor >= 0) and looks_like(piece.text)

    def _heading(self, piece: Piece) -> "_Heading | None":
        """A year, or a year and a month, that a heading tells for the rows of its block."""
        match = _PERIOD.match(plain(piece.text)) if len(piece.text) <= 12 else None
        if match is None or self.elements[piece.element].tag not in _HEADINGS:
            return None
        parent = self.parents[piece.element]
        return _Heading(
            int(match[1]), int(match[2]) if match[2] else 0, self.ends[parent] if parent >= 0 else piece.order
        )

    def _under(self, heading: "_Heading", piece: Piece) -> DayToken | None:
        """A row's day whose year or month its heading tells."""
        text = plain(piece.text).strip(" []()")
        day, month_day = _DAY.match(text), _MONTH_DAY.match(text)
        if heading.month and day is not None and (text != day[1] or len(text) == LENGTH_OF_A_DAY):
            whole = f"{heading.year}-{heading.month}-{day[1]}"
        elif month_day is not None:
            whole = f"{heading.year}-{month_day[1]}-{month_day[2]}"
        else:
            return None
        reading = read(whole, self.reference, "list")
        return DayToken(piece.order, replace(reading, raw=piece.text), WHOLE, piece.element) if reading else None

    def _find_values(self) -> None:
        """Days in the values of fields, of `time` elements and of small texts' titles, where no text shows one, or only how long ago it was."""
        found: dict[int, DayToken] = {}
        for index, node in enumerate(self.elements):
            if node.tag in _VALUED and len(node.attrib) and self.starts[index] < self._end:
                value = (node.get("value") if node.tag == "input" else node.get("datetime") or node.get("title")) or ""
                if looks_like(value) and not self._shows_day(self.starts[index], self.ends[index]):
                    reading = read(value, self.reference, "list")
                    if reading is not None:
                        found[index] = DayToken(self.starts[index], reading, WHOLE, index)
        ranges = [(self.starts[index], self.ends[index]) for index in found]
        ago = {id(day) for low, high in ranges for day in self.days_in(low, high + 1)}
        self.days = [day for day in self.days if id(day) not in ago] + list(found.values())

    def _shows_day(self, low: int, high: int) -> bool:
        """Whether a day of the calendar stands in a range: 3天前 was right when its page was made, and may be long since."""
        return any(not _AGO.search(day.reading.raw) for day in self.days_in(low, high))

    def _day_of(self, piece: Piece, before: str) -> DayToken | None:
        text = piece.text
        if len(text) <= 60:
            reading = read(text, self.reference, "list")
            if reading is not None:
                if _ENDS_WITH_FORMED.search(plain(before)[-20:]):
                    return None
                labelled = bool(_PUBLISHED_LABEL.match(text) or _ENDS_WITH_LABEL.search(plain(before)[-20:]))
                return DayToken(piece.order, reading, LABELLED if labelled else WHOLE, piece.element)
        if piece.anchor >= 0:
            reading = at_end(text, self.reference, "list")
            if reading is not None:
                return DayToken(piece.order, reading, TAIL, piece.element)
            is_title = len(text) > LONG or text in self.anchors[piece.anchor].title
            return None if is_title else self._at_label(piece, plain(text))
        return self._at_label(piece, plain(text)) or self._within(piece, plain(text))

    def _at_label(self, piece: Piece, text: str) -> DayToken | None:
        """A day in a text that holds more than it, at a label of publication."""
        for rank, label in ((LABELLED, _PUBLISHED_LABEL), (WHOLE, _OTHER_LABEL)):
            for match in label.finditer(text):
                reading = at_start(text[match.end() :], self.reference, "list")
                if reading is not None:
                    return DayToken(piece.order, reading, rank, piece.element)
        return None

    def _within(self, piece: Piece, text: str) -> DayToken | None:
        """A day in a text that holds more than it, at either end of a short line."""
        formed = _FORMED_LABEL.search(text)
        reading = find_in(text[: formed.start()] if formed else text, self.reference, "list")
        if reading is None:
            return None
        head, _, tail = text.partition(reading.raw)
        if len(head) + len(tail) > 40 or not (_BESIDE_LABEL.match(head) or _BESIDE_LABEL.match(tail)):
            return None
        return DayToken(piece.order, reading, INSIDE, piece.element)

    def _split(self, number: int) -> None:
        """Days whose parts stand in elements of their own: `<b>12</b>/<i>2026.10</i>`, `<i>10月</i><b>12</b>`, `<i>2026</i><b>10-12</b>`."""
        here = plain(self.pieces[number].text).strip(" [].()")
        if not any(pattern.match(here) for pattern in (_MONTH, _MONTH_ALONE, _YEAR_ALONE)):
            return
        for step in (-1, 1):
            other = number + step
            while 0 <= other < len(self.pieces) and re.fullmatch(r"[\W_]{1,3}", self.pieces[other].text):
                other += step
            if not 0 <= other < len(self.pieces) or abs(self.pieces[other].order - self.pieces[number].order) > NEAR:
                continue
            text = _joined(here, plain(self.pieces[other].text).strip(" []/.-"))
            if not text or not self._are_of_one_row(self.pieces[number].element, self.pieces[other].element):
                continue
            reading = read(text, self.reference, "list")
            if reading is not None:
                order = min(self.pieces[other].order, self.pieces[number].order)
                self.days.append(DayToken(order, reading, WHOLE, self.pieces[number].element))
                return

    def _are_of_one_row(self, one: int, other: int) -> bool:
        """Whether no row parts two elements: nothing that holds a post's link, but the link itself, holds one of them alone."""
        return not (self._stands_in_row(one, other) or self._stands_in_row(other, one))

    def _stands_in_row(self, element: int, beside: int) -> bool:
        """Whether an element stands in a row that ends before another element begins, or begins after it."""
        order = self.starts[beside]
        while element >= 0 and not self.starts[element] <= order <= self.ends[element]:
            is_row = self.elements[element].tag != "a" and self.holds_post(self.starts[element], self.ends[element])
            if is_row:
                return True
            element = self.parents[element]
        return False


@lru_cache(maxsize=4096)
def _written(script: str | None) -> str:
    """The plain text that a script writes where it stands and does nothing else; empty for every other script."""
    match = _WRITTEN.match(script) if script and len(script) < LONG else None
    return match[2] if match else ""


@lru_cache(maxsize=4096)
def _may_be_title(title: str, text: str) -> bool:
    """Whether a link's title may be a post's: no pager, no 更多, no category, no button. Pages of a site share many."""
    return (
        len(title) >= LEAST_TITLE
        and not PAGER.match(title)
        and not MORE.match(title)
        and not _CATEGORY.match(text)
        and not _BUTTON.match(title)
    )


def _joined(here: str, other: str) -> str:
    """The day that two texts tell together: `2026.10` and `12`, `10月` and `12`, `2026` and `10/12`; empty where they tell none."""
    day, month, alone = _DAY.match(other), _MONTH.match(here), _MONTH_ALONE.match(here)
    if day is not None and month is not None:
        return f"{month[1]}-{month[2]}-{day[1]}"
    if day is not None and alone is not None:
        return f"{alone[1] or alone[2]}月{day[1]}日"
    year, rest = _YEAR_ALONE.match(here), _MONTH_DAY.match(other)
    return f"{year[1]}-{rest[1]}-{rest[2]}" if year is not None and rest is not None else ""


def named(node: Element) -> str:
    """What an element is called by its class and its id."""
    return f"{node.get('class') or ''} {node.get('id') or ''}"


def address_of(node: Element) -> str:
    """Where an element leads when it is clicked: its address, or the one that stands in its script; empty where there is none."""
    for name in ("href", *ADDRESSES):
        value = node.get(name)
        if value is not None and not _DEAD.search(value):
            return str(value)
    href = (node.get("href") or "").strip()
    script = f"{node.get('onclick') or ''} {href if href.lower().startswith('javascript:') else ''}"
    found = _ADDRESS.search(script) if len(script) > 3 else None
    return found[1] if found and not _DEAD.search(found[1]) else ""


def _heading_of(outline: Outline, index: int, inside: list[Piece]) -> str:
    """The part of a link's text that is its title: a heading or a part named so, else all of it but what is a day."""
    if len(inside) <= 1:
        return inside[0].text if inside else ""
    node = outline.elements[index]
    named: Element | None = None
    for child in node.iter():
        if child is node or not isinstance(child.tag, str):
            continue
        if child.tag in ("h1", "h2", "h3", "h4", "h5", "h6") or re.search(
            r"(^|[-_ ])(til|title|tit|bt|biaoti|name|subject)([-_ ]|$)", child.get("class") or "", re.IGNORECASE
        ):
            named = child
            break
    blocks: dict[int, list[str]] = {}
    for piece in inside:
        if (
            named is not None
            and named is not outline.elements[piece.element]
            and named not in outline.elements[piece.element].iterancestors()
        ):
            continue
        if named is None and looks_like(piece.text) and read(piece.text, outline.reference, "list") is not None:
            continue
        blocks.setdefault(_block(outline, index, piece.element), []).append(piece.text)
    texts = [
        squeeze("".join(part if not part.isascii() else f" {part} " for part in parts)) for parts in blocks.values()
    ]
    texts = [text for text in texts if not re.fullmatch(r"[\d月日年/.\s-]{1,10}", text)] or texts
    texts = [text for text in texts if not re.fullmatch(r"[\d\W_]{0,6}|[\[【(（].{1,8}[\])）】]", text)] or texts
    if not texts:
        return ""
    return texts[0] if len(blocks) > 1 else " ".join(texts)


_BLOCKS = frozenset(
    (
        "div",
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "ul",
        "dl",
        "dt",
        "dd",
        "td",
        "tr",
        "table",
        "section",
        "article",
    )
)


def _block(outline: Outline, anchor: int, element: int) -> int:
    """The outermost block in a link that an element stands in, or one for all that stands in none."""
    found = -1
    while element != anchor and element >= 0:
        if outline.elements[element].tag in _BLOCKS:
            found = element
        element = outline.parents[element]
    return found


def _bare(title: str) -> str:
    return title.lstrip(_BULLETS)
