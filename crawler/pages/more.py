"""Where the whole of a list stands of which a page shows the newest part: 更多 in its head or below it, or a heading that leads to it."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from urllib.parse import urlsplit

from crawler.addresses import identified
from crawler.pages.anchors import Anchor
from crawler.pages.blocks import Block, element_of
from crawler.pages.heads import heads, is_drawn, is_frame
from crawler.pages.outline import Outline, named
from crawler.pages.rows import MOST_IN_ROW, looks_like_post
from crawler.reading.words import HEAD, LONGEST_NAME, WHOLE_LIST

LEVELS = 3
"""How far above its rows a list's head stands at most."""
MOST = 20
"""Wholes of one list that are looked at: one for each of its groups."""
MOST_BESIDE = 20
"""Elements on either side of a list, and links in one of them, that are looked at."""
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "dt", "th", "caption", "legend"))
_FIRST_PAGE = re.compile(r"(?<=/)(?:index|default)\.\w{2,5}$", re.IGNORECASE)


def whole_lists(outline: Outline, block: Block) -> tuple[str, ...]:
    """The addresses of the pages with the whole of a list, of each of its groups, empty where only a script knows; none where nothing beside it leads to one."""
    rows = {entry.url for _, entry in block.entries}
    ranges = [*_beside(outline, block), (block.low, block.high)]
    found: dict[str, None] = {}
    for anchor in (anchor for low, high in ranges for anchor in _links(outline, block, low, high)):
        if (
            anchor.href
            and len(anchor.title) <= LONGEST_NAME
            and (_is_more(outline, anchor) or _is_heading(outline, anchor))
        ):
            asked = outline.document.asked(anchor.href)
            is_other = asked is not None and asked not in rows and not _is_above(outline.document.own, asked)
            if is_other and (_is_more(outline, anchor) or _is_below(outline, asked or "")):
                found[asked or ""] = None
    last = max(order for order, _ in block.entries)
    if any(low <= order < min(high, last) for order in heads(outline) for low, high in ranges):
        found[""] = None
    return tuple(found)[:MOST]


def _links(outline: Outline, block: Block, low: int, high: int) -> list[Anchor]:
    """The links of a range, those nearest to a list's rows, without the frame's."""
    inside = outline.anchors_in(low, high)
    if low != block.low:
        inside = inside[-MOST_BESIDE:] if high <= block.low else inside[:MOST_BESIDE]
    return [anchor for anchor in inside if not is_frame(outline, anchor.element)]


def _is_more(outline: Outline, anchor: Anchor) -> bool:
    """Whether a link says 更多 by its words, or by its picture or its name where it has none."""
    return bool(WHOLE_LIST.match(anchor.title)) or (not anchor.title and is_drawn(outline.elements[anchor.element]))


def _beside(outline: Outline, block: Block) -> Iterator[tuple[int, int]]:
    """Where the head of a list and what follows its rows stand, in what holds it and no other list, the nearest first."""
    node = element_of(outline, block)
    for _ in range(LEVELS * 2):
        if node < 0 or (outline.starts[node] <= block.low and outline.ends[node] >= block.high):
            break
        node = outline.parents[node]
    if node < 0:
        return
    yield outline.starts[node], block.low
    yield block.high, outline.ends[node]
    for _ in range(LEVELS):
        parent = outline.parents[node] if node >= 0 else -1
        if parent < 0 or outline.elements[parent].tag in ("body", "html") or outline.outside[parent]:
            return
        siblings = outline.children[parent]
        at = siblings.index(node)
        yield from _until_rows(outline, reversed(siblings[:at]))
        yield from _until_rows(outline, siblings[at + 1 :])
        near = siblings[max(0, at - MOST_BESIDE) : at + MOST_BESIDE]
        if any(_holds_posts(outline, sibling) for sibling in near if sibling != node):
            return
        node = parent


def _until_rows(outline: Outline, siblings: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The siblings up to the next one that holds posts, or is the page's frame."""
    for sibling in islice(siblings, MOST_BESIDE):
        if _holds_posts(outline, sibling) or is_frame(outline, sibling):
            return
        yield outline.starts[sibling], outline.ends[sibling]


def _holds_posts(outline: Outline, element: int) -> bool:
    inside = outline.anchors_in(outline.starts[element], outline.ends[element])[:MOST_IN_ROW]
    return any(anchor.is_titled and looks_like_post(outline, anchor) for anchor in inside)


def _is_heading(outline: Outline, anchor: Anchor) -> bool:
    """Whether a link is a list's heading: a short one in what is a heading by its tag or its name."""
    if not 1 < len(anchor.title) <= LONGEST_NAME or anchor.title.isascii():  # RSS
        return False
    node = anchor.element
    for _ in range(LEVELS):
        node = outline.parents[node]
        if node < 0 or len(outline.anchors_in(outline.starts[node], outline.ends[node])) > 1:
            return False
        if outline.elements[node].tag in _HEADINGS or HEAD.search(named(outline.elements[node])):
            return True
    return False


def _is_above(own: str, asked: str) -> bool:
    """Whether an address is the page's `own`, or the first page of its folder or of one above."""
    here, there = urlsplit(own), urlsplit(identified(asked))
    if here.netloc != there.netloc or there.query:
        return own == identified(asked)
    folder = _FIRST_PAGE.sub("", there.path)
    return here.path == there.path or (folder.endswith("/") and here.path.startswith(folder))


def _is_below(outline: Outline, asked: str) -> bool:
    """Whether an address lies in the folder of this page."""
    here, there = urlsplit(outline.document.url), urlsplit(asked)
    return here.netloc == there.netloc and there.path.startswith(here.path.rpartition("/")[0] + "/")
