"""A page as its rows are looked for: one stream of elements, texts, links and days in the order of the document.

Rows are ranges of that order, so that whatever holds a row (an element, a pair of them, a line of text) is asked in the same way. Hidden parts
are in it too: a tab or 查看更多 shows them.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any

from crawler.pages.anchors import Anchor, find_anchors
from crawler.pages.day_tokens import DayToken, find_days, with_values
from crawler.pages.once import once
from crawler.reading.document import SILENT, Document, Element, squeeze
from crawler.reading.words import OUTSIDE

_SILENT = SILENT | {"select", "object"}
_WRITTEN = re.compile(
    r"""^\s*(?:<!--)?\s*document\.write(?:ln)?\s?\(\s?(['"])([^'"\\<>]{1,100})\1\s?\)\s*;?\s*(?:(?://)?\s*-->)?\s*$"""
)
LISTS = frozenset(("ul", "ol", "dl", "table", "tbody"))
"""The tags of what holds nothing but rows."""
SELECTED = re.compile(r"[.#]([\w-]{1,60})")
"""The names of classes and ids in a selector that a script calls elements by."""
_SIDE = re.compile(
    r"(?:^|[-_ ])(?:side|sidebar|sider|aside|hot|rank\w*|recommend\w*|relate\w*|tuijian|remen|paihang|widget\w*|col-(?:xs|sm|md|lg)-[1-4])(?:[-_ ]|$)",
    re.IGNORECASE,
)
_LONGEST_WRITING = 200
MOST_OF_FRAME = 2
"""Parts of a frame with one name, side by side (two pagers, two lines of a footer)."""
MOST_OF_ROW = 3
"""Links of a row that may be named like a frame's part (category, title, office)."""
MOST_OUTSIDE = 0.6
"""The share of a page's texts beyond which an element is no frame, whatever its class says: some wrap the whole page."""


@dataclass(slots=True)
class Piece:
    """One text as it stands between tags, squeezed."""

    order: int
    text: str
    element: int
    anchor: int = -1
    """The index of the link that it stands in; -1 outside."""


@dataclass
class Outline:
    """The stream. `starts` and `ends` are an element's range in the order; an element's tail stands outside of it."""

    document: Document
    reference: datetime
    elements: list[Element] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    children: list[list[int]] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    days: list[DayToken] = field(default_factory=list)
    end: int = 0
    """How far the page was looked at, in the order."""
    unseen: int = 0
    """Links beyond the ones that were looked at; days there are not looked at either."""
    known: dict[tuple[Any, ...], Any] = field(default_factory=dict)
    """What was found once for all who ask, mostly by `once`."""
    _names: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._walk()
        self._piece_orders = [piece.order for piece in self.pieces]
        self.end = find_anchors(self)
        self._anchor_orders = [anchor.order for anchor in self.anchors]
        self._post_orders = [anchor.order for anchor in self.anchors if anchor.is_post]
        self._opener_orders = [anchor.order for anchor in self.anchors if anchor.opens]
        self._day_orders: list[int] = []
        self.set_days(find_days(self))
        self.set_days(with_values(self))

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

    def pieces_after(self, order: int, most: int) -> list[Piece]:
        """The first texts behind a place, in order."""
        at = bisect_left(self._piece_orders, order)
        return self.pieces[at : at + most]

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
        """Whether a range may hold a row: a post's link, one that opens what stands beside it, or a day."""
        return self.holds_link(low, high) or self.holds_day(low, high)

    def holds_link(self, low: int, high: int) -> bool:
        """Whether a link that may be a post's, or opens what stands beside it, begins in a range."""
        at = bisect_left(self._opener_orders, low)
        return self.holds_post(low, high) or (at < len(self._opener_orders) and self._opener_orders[at] < high)

    def holds_day(self, low: int, high: int) -> bool:
        """Whether a day stands in a range."""
        at = bisect_left(self._day_orders, low)
        return at < len(self._day_orders) and self._day_orders[at] < high

    def text(self, low: int, high: int) -> str:
        """The text of a range."""
        return squeeze(" ".join(piece.text for piece in self.pieces_in(low, high)))

    @cached_property
    def names(self) -> list[str]:
        """What each element is called by its class and its id."""
        called = set(self.document.bearing("class", "id"))
        return [named(node) if node in called else " " for node in self.elements]

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
    def places(self) -> dict[Element, int]:
        """The index of each element."""
        return {element: index for index, element in enumerate(self.elements)}

    @cached_property
    def by_name(self) -> dict[str, list[int]]:
        """The elements that bear a class or an id, by each."""
        found: dict[str, list[int]] = {}
        for index, name in enumerate(self.names):
            for part in name.split():
                found.setdefault(part, []).append(index)
        return found

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
        for index, (tag, parent) in enumerate(zip(self.tags, self.parents, strict=True)):
            found.append(index if tag in ("ul", "ol") else found[parent] if parent >= 0 else -1)
        return found

    @cached_property
    def outside(self) -> list[bool]:
        """For each element whether it stands in what is round the page's own content: navigation, header, footer, pager."""
        found: list[bool] = []
        rows = ("li", "tr", "dl", "dt", "dd", "article")
        most = len(self.pieces) * MOST_OUTSIDE
        frames = {name: OUTSIDE.search(name) is not None for name in set(self.names)}
        for index, (tag, parent) in enumerate(zip(self.tags, self.parents, strict=True)):
            inherited = found[parent] if parent >= 0 else False
            is_frame = not inherited and (
                tag in ("nav", "footer", "header") or (tag not in ("body", "html", "a") and frames[self.names[index]])
            )
            if is_frame:
                within_row = tag in ("header", "footer") and self._is_in(index, rows)
                is_row = within_row or ((tag in rows or self.is_one_of_many(index)) and self._holds_few_posts(index))
                is_frame = not is_row and self.count(index) <= most
            found.append(inherited or is_frame)
        return found

    def is_one_of_many(self, element: int) -> bool:
        """Whether an element has two siblings at least that are named like it: a page has one header."""
        parent = self.parents[element]
        if parent < 0:
            return False
        return _names_below(self, parent)[self.name_of(element)] > MOST_OF_FRAME

    def _holds_few_posts(self, element: int) -> bool:
        """Whether an element holds a link that may be a post's, and few others: `<li class="top">` is a row, whatever its class says."""
        inside = self.anchors_in(self.starts[element], self.ends[element])
        return 0 < len(inside) <= MOST_OF_ROW and any(anchor.is_titled for anchor in inside)

    def is_aside(self, element: int) -> bool:
        """Whether an element stands beside the page's own content: in its frame, or in a side block."""
        return self.outside[element] or self.is_side(element)

    def is_side(self, element: int) -> bool:
        """Whether an element stands in what calls itself a side block."""
        return self._sides[element]

    @cached_property
    def _sides(self) -> list[bool]:
        found: list[bool] = []
        sides = {name: _SIDE.search(name) is not None for name in set(self.names)}
        for tag, name, parent in zip(self.tags, self.names, self.parents, strict=True):
            inherited = parent >= 0 and found[parent]
            found.append(inherited or tag == "aside" or sides[name])
        return found

    def above(self, element: int) -> Iterator[int]:
        """What an element stands in, the innermost first."""
        while (element := self.parents[element]) >= 0:
            yield element

    def alone(self, element: int) -> Iterator[Element]:
        """An element and those above it that hold its text alone."""
        while element >= 0 and self.count(element) == 1:
            yield self.elements[element]
            element = self.parents[element]

    def within(self, element: int, most: int | None = None) -> range:
        """An element and those that stand in it, so many of them at most."""
        end = bisect_right(self.starts, self.ends[element])
        return range(element, end if most is None else min(end, element + most))

    def count(self, element: int) -> int:
        """How many texts stand in an element."""
        return self.texts_between(self.starts[element], self.ends[element])

    def texts_between(self, low: int, high: int) -> int:
        """How many texts a range holds."""
        return bisect_left(self._piece_orders, high) - bisect_left(self._piece_orders, low)

    def _is_in(self, element: int, tags: tuple[str, ...]) -> bool:
        element = self.parents[element]
        while element >= 0:
            if self.tags[element] in tags:
                return True
            element = self.parents[element]
        return False

    # ---- reading --------------------------------------------------------------------------------------------------

    def _walk(self) -> None:
        order = 0
        stack: list[int] = []
        silent = 0
        elements, tags, parents, starts, children = self.elements, self.tags, self.parents, self.starts, self.children
        for node, text in zip(self.document.stream, self.document.said, strict=True):
            order += 1
            if node is not None:
                index = len(elements)
                tag = node.tag
                elements.append(node)
                tags.append(tag)
                parents.append(stack[-1] if stack else -1)
                if stack:
                    children[stack[-1]].append(index)
                starts.append(order)
                self.ends.append(order)
                children.append([])
                stack.append(index)
                silent += tag in _SILENT
                order += 1
                written = _written(node.text) if tag == "script" and silent == 1 and len(stack) > 1 else ""
                if written:
                    self.pieces.append(Piece(order, written, stack[-2]))
            else:
                index = stack.pop()
                silent -= tags[index] in _SILENT
                self.ends[index] = order
            if text and stack and not silent:
                self.pieces.append(Piece(order, text, stack[-1]))

    def set_days(self, days: list[DayToken]) -> None:
        """Hold these days instead, in order."""
        self.days = sorted(days, key=lambda token: token.order)
        self._day_orders = [token.order for token in self.days]


@once
def _names_below(outline: Outline, parent: int) -> Counter[str]:
    return Counter(outline.name_of(child) for child in outline.children[parent])


@lru_cache(maxsize=4096)
def _written(script: str | None) -> str:
    """The plain text that a script writes where it stands and does nothing else; empty for every other script."""
    match = _WRITTEN.match(script) if script and len(script) < _LONGEST_WRITING else None
    return squeeze(match[2]) if match else ""


def named(node: Element) -> str:
    """What an element is called by its class and its id."""
    return f"{node.get('class') or ''} {node.get('id') or ''}"
