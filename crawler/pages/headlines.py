"""The headline of a list: one post apart from the rows, in a heading just before them.

Editors take the newest post, or the one that matters, out of the list and put it on top with its summary. It is a post of the column like any
other; its day is often told by its article alone.
"""

import re
from functools import lru_cache

from crawler.pages.anchors import Anchor
from crawler.pages.outline import Outline
from crawler.pages.rows import Group, Row, Span, is_titled_post

LEVELS = 3
"""How far above a list's container its headline stands at most: each of the two may be wrapped."""
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "strong", "b", "dt"))
_NAMED = re.compile(r"head-?line|tou-?tiao|\btt\b|top-?(?:news|line|one)|first|focus|zhong-?bang|lead\b", re.IGNORECASE)
SUMMARY = 30
"""Characters beside the link from which its block tells what the post is about."""


@lru_cache(maxsize=4096)
def kind_of(url: str) -> str:
    """An address with its numbers taken out: the posts of one list share it."""
    return re.sub(r"\d+", "#", url)


def with_headline(outline: Outline, group: Group, rows: list[Row]) -> list[Row]:
    """The rows of a list, its headline first where one stands above them."""
    span = _before(outline, group)
    anchors = _posts_in(outline, span) if span else []
    if span is None or len({anchor.href for anchor in anchors}) != 1:
        return rows
    anchor = max(anchors, key=lambda one: (not one.is_picture, len(one.title)))
    held = {row.anchor.href for row in rows if row.anchor is not None}
    if anchor.href in held or not _is_headline(outline, span, anchor) or not _is_alike(outline, anchor, rows):
        return rows
    return [Row(span, anchor, tuple(outline.days_in(span.low, span.high)), anchor.title), *rows]


def _before(outline: Outline, group: Group) -> Span | None:
    """What stands just before a list and holds a post's link; none where the list has its container's beginning for itself."""
    node = group.container
    for _ in range(LEVELS):
        parent = outline.parents[node]
        if parent < 0:
            return None
        siblings = outline.children[parent]
        for sibling in reversed(siblings[: siblings.index(node)]):
            span = Span(outline.starts[sibling], outline.ends[sibling], sibling)
            if _posts_in(outline, span):
                return None if outline.is_aside(sibling) else span
        node = parent
    return None


def _posts_in(outline: Outline, span: Span) -> list[Anchor]:
    """The links of a range that lead to posts by title and address."""
    return [anchor for anchor in outline.anchors_in(span.low, span.high) if is_titled_post(outline, anchor)]


def _is_headline(outline: Outline, span: Span, anchor: Anchor) -> bool:
    """Whether a block is the headline of what follows: by its tag, its name, or a summary of the post."""
    node = anchor.element
    while node >= 0 and outline.starts[node] >= span.low:
        if outline.elements[node].tag in _HEADINGS or _NAMED.search(outline.name_of(node)):
            return True
        node = outline.parents[node]
    if any(outline.elements[child].tag in _HEADINGS for child in outline.children[anchor.element]):
        return True
    beside = (piece.text for piece in outline.pieces_in(span.low, span.high) if piece.anchor < 0)
    return sum(map(len, beside)) >= SUMMARY


def _is_alike(outline: Outline, anchor: Anchor, rows: list[Row]) -> bool:
    """Whether a link leads to a post of the same column: its address is one of the rows' but for numbers."""
    document = outline.document
    kinds = {
        kind_of(document.resolved(row.anchor.href).asked) for row in rows if row.anchor is not None and row.anchor.href
    }
    found = document.resolved(anchor.href)
    return not found.problem and kind_of(found.asked) in kinds
