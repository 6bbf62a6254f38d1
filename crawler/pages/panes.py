"""Panes of tabs that stand on the page already: a click shows what was read."""

import re
from collections.abc import Iterable, Sequence

from crawler.pages.anchors import HEADINGS, Anchor
from crawler.pages.outline import Outline, named
from crawler.pages.rows import is_titled_post
from crawler.reading.document import HIDDEN, Element
from crawler.reading.words import WAITING

_FOUND = ("panes",)
"""By which an outline knows the panes of its bars that were found."""
LEAST_BLOCKS = 2
LEVELS = 3
"""How far above its tabs a bar's panes stand."""
MOST_LOOKED_AT = 60
"""Elements behind a bar among which its panes are looked for."""
_PANES = frozenset(("div", "ul", "ol", "table", "section", "dl", "tbody", "li"))
_FOLDS = re.compile(
    r"(?:^|[-_ ])(?:collapse|colla[-_]content|accordion[-_](?:body|content|collapse)|acc[-_]?(?:b|bd|con|content|body)|tab[-_]?(?:pane|item|panel|con|content)|pane)(?:[-_ \d]|$)",
    re.IGNORECASE,
)
"""What blocks are named that a click folds or shows."""
_WAITING = re.compile(rf"^[\W_]*(?:{WAITING})[\W_]*$", re.IGNORECASE)
_KEPT_BACK = re.compile(r"(?:^|[-_ ])(?:hide|hidden|none|undis|dn|disn)(?:[-_ ]|$)", re.IGNORECASE)


def has_panes(outline: Outline, bar: int, count: int) -> bool:
    """Whether as many blocks as there are tabs stand behind a bar, and most of them hold something: a click shows what is on the page already."""
    node = bar
    for _ in range(LEVELS):
        parent = outline.parents[node]
        if parent < 0:
            return False
        siblings = outline.children[parent]
        following = siblings[siblings.index(node) + 1 :][:MOST_LOOKED_AT]
        if _are_panes(outline, following, count):
            return True
        for block in following[:LEVELS]:
            inner = outline.children[block]
            inner = outline.children[inner[0]] if len(inner) == 1 else inner
            if _are_panes(outline, inner[:MOST_LOOKED_AT], count):
                return True
        node = parent
    return False


def is_pane(outline: Outline, element: int) -> bool:
    """Whether an element is one of the panes that were found for the tabs of a bar."""
    return element in outline.known.get(_FOUND, ())


def holds_panes(outline: Outline, element: int, count: int) -> bool:
    """Whether an element holds the panes beside the tabs themselves."""
    return _are_panes(outline, outline.children[element][:MOST_LOOKED_AT], count)


def shown_in_turn(outline: Outline, anchors: Iterable[Anchor]) -> bool:
    """Whether posts stand in blocks of which a click shows one after the other, all on the page: panes, or what folds (accordions by month)."""
    blocks = {_folded(outline, anchor.element) for anchor in anchors}
    hidden = any(is_kept_back(outline.elements[index]) for index in blocks if index >= 0)
    return len(blocks) > 1 and (hidden or len(blocks - {-1}) > 1)


def all_in_panes(outline: Outline, anchors: Iterable[Anchor]) -> bool:
    """Whether every post stands in a block of its kind: named as one that is shown by a click, or hidden."""
    return all(_folded(outline, anchor.element) >= 0 for anchor in anchors)


def all_but_one_hidden(outline: Outline, anchors: Sequence[Anchor]) -> bool:
    """Whether posts stand in blocks side by side of which one is shown and all others are hidden: something shows them in turn, whatever it is called."""
    blocks: dict[int, list[Anchor]] = {}
    for anchor in anchors:
        blocks.setdefault(_block_of(outline, anchor.element, anchors), []).append(anchor)
    tags = {outline.elements[block].tag for block in blocks}
    if len(blocks) < LEAST_BLOCKS or len(tags) > 1 or all(len(inside) == 1 for inside in blocks.values()):
        return False
    kept_back = sum(
        all(block <= _folded(outline, anchor.element) for anchor in inside) for block, inside in blocks.items()
    )
    return kept_back >= len(blocks) - 1


def _block_of(outline: Outline, element: int, anchors: Sequence[Anchor]) -> int:
    """The largest element round a post that does not hold all of them."""
    low, high = anchors[0].order, anchors[-1].order
    while (parent := outline.parents[element]) >= 0 and not (
        outline.starts[parent] <= low and outline.ends[parent] >= high
    ):
        element = parent
    return element


def _folded(outline: Outline, element: int) -> int:
    """The innermost block above an element that is hidden, or named as one that folds or is shown by a tab; -1 where none is."""
    for _ in range(LEVELS * 2):
        element = outline.parents[element] if element >= 0 else -1
        if element < 0:
            return -1
        node = outline.elements[element]
        if (
            is_pane(outline, element)
            or node.tag == "details"
            or is_kept_back(node)
            or _FOLDS.search(str(node.get("class") or ""))
        ):
            return element
    return -1


def _are_panes(outline: Outline, blocks: Sequence[int], count: int) -> bool:
    """Whether blocks are panes of one kind that hold posts, or say that there are none; the rows of one list are no panes."""
    by_tag: dict[str, list[int]] = {}
    for index in blocks:
        if outline.elements[index].tag in _PANES and not outline.outside[index] and _is_filled(outline, index):
            by_tag.setdefault(str(outline.elements[index].tag), []).append(index)
    for alike in by_tag.values():
        if count <= len(alike) <= count + 1 and _are_alike(outline, alike, count):
            outline.known.setdefault(_FOUND, set()).update(alike)
            return True
    return False


def _are_alike(outline: Outline, panes: Sequence[int], count: int) -> bool:
    if sum(is_kept_back(outline.elements[index]) for index in panes) >= count - 1:
        return True
    names = [
        {name.rstrip("-_0123456789") for name in str(outline.elements[index].get("class") or "").split()}
        for index in panes
    ]
    are_alike = bool(set.intersection(*names)) or not any(names)
    return are_alike and any(_posts(outline, index) != 1 for index in panes)


def _is_filled(outline: Outline, pane: int) -> bool:
    if _posts(outline, pane):
        return not _is_headed(outline, pane)
    return is_kept_back(outline.elements[pane]) and says_something(outline, pane)


def says_something(outline: Outline, element: int) -> bool:
    """Whether an element holds a text, and no script has yet to fill it."""
    texts = outline.pieces_in(outline.starts[element], outline.ends[element])[:1]
    return bool(texts) and not _WAITING.match(texts[0].text)


def _posts(outline: Outline, pane: int) -> int:
    """How many posts a pane shows, as far as that tells it from a row."""
    inside = outline.anchors_in(outline.starts[pane], outline.ends[pane])[:MOST_LOOKED_AT]
    return sum(is_titled_post(outline, anchor) for anchor in inside)


def _is_headed(outline: Outline, pane: int) -> bool:
    """Whether a block begins with a heading of its own: it is shown whatever tab is chosen."""
    (first,) = outline.pieces_in(outline.starts[pane], outline.ends[pane])[:1]
    return first.anchor < 0 and outline.elements[first.element].tag in HEADINGS


def is_kept_back(node: Element) -> bool:
    """Whether an element is hidden until a click shows it."""
    return bool(
        node.get("hidden") is not None or HIDDEN.search(node.get("style") or "") or _KEPT_BACK.search(named(node))
    )
