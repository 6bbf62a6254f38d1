"""Headings beside a list that a click folds out, of which the page holds nothing yet: a script asks for it."""

from collections.abc import Iterable, Iterator, Sequence

from crawler.pages.acting import is_clicked
from crawler.pages.outline import Outline
from crawler.pages.panes import says_something
from crawler.pages.parts.bound import is_bound
from crawler.pages.parts.names import is_deed, is_name
from crawler.pages.parts.tabs import leads, says

MOST_PARTS = 3
"""Elements of a heading."""
LEVELS = 4
"""How far above a list's rows its headings stand."""
MOST = 60


def read_folds(outline: Outline, holders: Iterable[int]) -> Iterator[str]:
    """The names of what is folded away beside lists and not on the page; `holders` are the elements that hold their rows."""
    for node in holders:
        for _ in range(LEVELS):
            parent = outline.parents[node] if node >= 0 else -1
            if parent < 0:
                break
            siblings = outline.children[parent][:MOST]
            if len(siblings) > 1 and node in siblings:
                yield from _folded(outline, siblings, node)
            node = parent


def _folded(outline: Outline, siblings: Sequence[int], node: int) -> list[str]:
    """The headings like the one just before a list, or the one that its box begins with, behind which nothing stands."""
    at = siblings.index(node)
    if at and _is_heading(outline, siblings[at - 1]):
        own = siblings[at - 1]
        heads = [index for index in siblings if _is_heading(outline, index) and _is_like(outline, index, own)]
        behind = [siblings[siblings.index(index) + 1 :][:1] for index in heads]
        if not all(behind) or any(_is_heading(outline, index) for (index,) in behind):
            return []  # a bar of tabs: what they show stands behind all of them
        return [
            says(outline, head)
            for head, (index,) in zip(heads, behind, strict=True)
            if not says_something(outline, index)
        ]
    if len(outline.children[node]) < 2 or not _begins_with_heading(outline, node):
        return []
    alike = [index for index in siblings if index != node and _is_like(outline, index, node)]
    empty = [index for index in alike if outline.count(index) == 1 and _begins_with_heading(outline, index)]
    return [says(outline, outline.children[index][0]) for index in empty]


def _is_like(outline: Outline, one: int, other: int) -> bool:
    return outline.tags[one] == outline.tags[other]


def _is_heading(outline: Outline, index: int) -> bool:
    """Whether an element is a name that a script acts on where it is clicked."""
    parts = outline.within(index, MOST_PARTS)
    nodes = [outline.elements[number] for number in parts]
    name = says(outline, index)
    if not is_name(name) or is_deed(name) or any(map(leads, nodes)):
        return False
    return any(map(is_clicked, nodes)) or any(is_bound(outline, number) for number in parts)


def _begins_with_heading(outline: Outline, index: int) -> bool:
    return bool(outline.children[index]) and _is_heading(outline, outline.children[index][0])
