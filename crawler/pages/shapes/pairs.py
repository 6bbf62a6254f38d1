"""Rows as runs of elements: `dt` and its `dd`, a heading and what follows, a day and its text in turn, two entries in a table's row."""

from collections.abc import Iterator

from crawler.pages.outline import Outline
from crawler.pages.rows import Group, Span, holders

NAMES = {"dt": "definitions", "dd": "definitions", "td": "cells"}
_NOTHING = frozenset(("br", "hr", "script", "style", "col"))
MOST_KINDS = 8
"""A run of more kinds of elements than these is no row."""


def groups(outline: Outline) -> Iterator[Group]:
    """Elements whose children repeat a run: each begins where its first kind stands again."""
    for container, children in holders(outline):
        nodes = [child for child in children if outline.tags[child] not in _NOTHING]
        names = [_kind(outline, node) for node in nodes]
        kinds = list(dict.fromkeys(names))
        if not 1 < len(kinds) <= MOST_KINDS or len(kinds) == len(nodes) > 2:
            continue
        for head in kinds[:3]:
            starts = [node for node, name in zip(nodes, names, strict=True) if name == head]
            if len(starts) * MOST_KINDS < len(nodes):
                continue
            edges = [*(outline.starts[node] for node in starts), outline.ends[container]]
            rows = [Span(low, high, node) for low, high, node in zip(edges, edges[1:], starts, strict=False)]
            yield Group(NAMES.get(outline.tags[starts[0]], "pairs"), container, tuple(rows))


def _kind(outline: Outline, node: int) -> str:
    """Tag and class; a cell is told by whether it holds a post's link."""
    if outline.tags[node] in ("td", "th"):
        return "td link" if outline.holds_post(outline.starts[node], outline.ends[node]) else "td"
    return outline.name_of(node)
