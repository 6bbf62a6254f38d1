"""Rows as elements of one kind side by side: items of a list, rows of a table, cards, blocks, whole links."""

from collections import defaultdict
from collections.abc import Iterator

from crawler.pages.outline import Outline
from crawler.pages.rows import Group, holders, spans

NAMES = {
    "li": "list",
    "tr": "table",
    "a": "links",
    "dl": "definitions",
    "article": "cards",
    "section": "cards",
    "p": "paragraphs",
    "dd": "definitions",
    "td": "cells",
}
_NO_ROWS = frozenset(
    (
        "br",
        "hr",
        "img",
        "script",
        "style",
        "input",
        "option",
        "col",
        "html",
        "body",
        "head",
        "th",
        "tbody",
        "thead",
    )
)


def groups(outline: Outline) -> Iterator[Group]:
    """For each element its children of one tag, and those of one tag and class where the tag has several."""
    for container, children in holders(outline):
        by_tag: dict[str, list[int]] = defaultdict(list)
        for child in children:
            tag = outline.tags[child]
            if tag not in _NO_ROWS:
                by_tag[tag].append(child)
        for tag, nodes in by_tag.items():
            name = NAMES.get(tag, "blocks")
            if tag == "a":
                continue  # with what follows each of them: see lines
            yield Group(name, container, tuple(spans(outline, nodes)))
            by_class: dict[str, list[int]] = defaultdict(list)
            for node in nodes:
                by_class[outline.name_of(node)].append(node)
            if len(by_class) > 1:
                for some in by_class.values():
                    yield Group(name, container, tuple(spans(outline, some)))
