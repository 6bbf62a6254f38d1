"""Where the rows of a list would stand on a page that shows none: its other parts are looked for beside that place as beside a list."""

import re
from collections.abc import Iterator

from crawler.pages.outline import LISTS, Outline
from crawler.reading.words import NOTHING_THERE

LEAST_TEXT = 200
"""Characters of a text of its own that a page has at least which is no list without rows."""
_NOTHING = re.compile(rf"^[\W_]*(?:{NOTHING_THERE})[\W_]*$")
_HELD = frozenset(("img", "a", "input", "select", "iframe", "button"))


def places_without_rows(outline: Outline) -> Iterator[int]:
    """The elements of the page's own content that are lists and hold nothing, or say that there is nothing (暂无信息); none on a page of text."""
    own = [piece for piece in outline.pieces if piece.anchor < 0 and not outline.is_aside(piece.element)]
    if sum(len(piece.text) for piece in own) >= LEAST_TEXT:
        return
    yield from (index for index, tag in enumerate(outline.tags) if tag in LISTS and _is_empty(outline, index))
    yield from (piece.element for piece in own if _NOTHING.match(piece.text))


def _is_empty(outline: Outline, index: int) -> bool:
    if outline.count(index) or outline.is_aside(index):
        return False
    return not any(node.tag in _HELD for node in outline.elements[index].iter())
