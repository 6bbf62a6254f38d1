"""Rows as lines of text in one element: links with what follows or precedes each, ended by `br` or by the next one."""

from collections.abc import Iterator
from itertools import pairwise

from crawler.pages.outline import Outline
from crawler.pages.rows import Group, Span, holders

NAME = "lines"
_ENDS = ("br", "hr")


def groups(outline: Outline) -> Iterator[Group]:
    """Elements that hold links as their own children."""
    for container, children in holders(outline):
        links = [child for child in children if outline.tags[child] == "a" or _wraps_link(outline, child)]
        if not links:
            continue
        low, high = outline.starts[container], outline.ends[container]
        breaks = [child for child in children if outline.tags[child] in _ENDS]
        if breaks:
            edges = [low, *(outline.starts[child] for child in breaks), high]
            rows = [Span(start, end, container) for start, end in pairwise(edges) if outline.anchors_in(start, end)]
            if rows:
                yield Group(NAME, container, tuple(rows))
        starts = [outline.starts[link] for link in links]
        yield Group(
            NAME,
            container,
            tuple(Span(start, end, link) for start, end, link in zip(starts, [*starts[1:], high], links, strict=True)),
        )
        if outline.holds_day(low, starts[0]):
            ends = [outline.ends[link] for link in links]
            yield Group(
                NAME,
                container,
                tuple(
                    Span(start, end, link)  # what follows a link, at its end, is the next row's
                    for start, end, link in zip([low, *ends[:-1]], ends, links, strict=True)
                ),
            )


def _wraps_link(outline: Outline, element: int) -> bool:
    """Whether an inline element holds nothing but a link."""
    if outline.tags[element] not in ("b", "strong", "font", "span", "em", "u", "i"):
        return False
    children = outline.children[element]
    return len(children) == 1 and (outline.tags[children[0]] == "a" or _wraps_link(outline, children[0]))
