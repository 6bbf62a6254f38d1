"""Where the whole of a list stands of which a page shows the newest part: 更多 in its head or below it, or a heading that leads to it."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from urllib.parse import urlsplit

from crawler.addresses import canonical
from crawler.pages.anchors import Anchor
from crawler.pages.blocks import Block
from crawler.pages.outline import Outline, named
from crawler.pages.rows import MOST_IN_ROW, looks_like_post
from crawler.reading.words import LONGEST_NAME, WHOLE_LIST

LEVELS = 3
"""How far above its rows a list's head stands at most."""
MOST = 20
"""Wholes of one list that are looked at: one for each of its groups."""
MOST_BESIDE = 20
"""Elements on either side of a list, and links in one of them, that are looked at."""
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "dt", "th", "caption", "legend"))
_FIRST_PAGE = re.compile(r"(?<=/)(?:index|default)\.\w{2,5}$", re.IGNORECASE)
_HEAD = re.compile(r"(?:^|[-_ ])(?:tit|title|hd|bt|lmt|lanmu|heading|head|t)(?:[-_ \d]|$)", re.IGNORECASE)


def whole_lists(outline: Outline, block: Block) -> tuple[str, ...]:
    """The addresses of the pages with the whole of a list, of each of its groups; none where nothing beside it leads to one."""
    rows = {entry.url for _, entry in block.entries}
    found: dict[str, None] = {}
    for anchor in (*_beside(outline, block), *outline.anchors_in(block.low, block.high)):
        if anchor.href and len(anchor.title) <= LONGEST_NAME and _says_whole(outline, anchor):
            asked = outline.document.asked(anchor.href)
            is_other = asked is not None and asked not in rows and not _is_above(outline.document.url, asked)
            if is_other and (WHOLE_LIST.match(anchor.title) or _is_below(outline, asked or "")):
                found[asked or ""] = None
    return tuple(found)[:MOST]


def _says_whole(outline: Outline, anchor: Anchor) -> bool:
    return bool(WHOLE_LIST.match(anchor.title)) or _is_heading(outline, anchor)


def _beside(outline: Outline, block: Block) -> Iterator[Anchor]:
    """The links before and after a list's rows in what holds it and no other list, the nearest first."""
    inside = outline.anchors_in(block.low, block.high + 1)
    node = inside[0].element if inside else -1
    for _ in range(LEVELS * 2):
        if node < 0 or (outline.starts[node] <= block.low and outline.ends[node] >= block.high):
            break
        node = outline.parents[node]
    if node < 0:
        return
    within = (
        *outline.anchors_in(outline.starts[node], block.low)[-MOST_BESIDE:],
        *outline.anchors_in(block.high, outline.ends[node])[:MOST_BESIDE],
    )
    yield from (anchor for anchor in within if not outline.outside[anchor.element])
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


def _until_rows(outline: Outline, siblings: Iterable[int]) -> Iterator[Anchor]:
    """The links of siblings up to the next one that holds posts, or is the page's frame."""
    for sibling in islice(siblings, MOST_BESIDE):
        if _holds_posts(outline, sibling) or outline.outside[sibling]:
            return
        yield from outline.anchors_in(outline.starts[sibling], outline.ends[sibling])[:MOST_BESIDE]


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
        if outline.elements[node].tag in _HEADINGS or _HEAD.search(named(outline.elements[node])):
            return True
    return False


def _is_above(own: str, asked: str) -> bool:
    """Whether an address is a page's own, or the first page of its folder or of one above."""
    here, there = urlsplit(canonical(own)), urlsplit(canonical(asked))
    if here.netloc != there.netloc or there.query:
        return canonical(own) == canonical(asked)
    folder = _FIRST_PAGE.sub("", there.path)
    return here.path == there.path or (folder.endswith("/") and here.path.startswith(folder))


def _is_below(outline: Outline, asked: str) -> bool:
    """Whether an address lies in the folder of this page."""
    here, there = urlsplit(outline.document.url), urlsplit(asked)
    return here.netloc == there.netloc and there.path.startswith(here.path.rpartition("/")[0] + "/")
