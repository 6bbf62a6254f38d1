"""Maps beside a list that are drawn (`<svg>`): a click on one of their areas shows its posts."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from crawler.pages.acting import call_of, says_click, script_of
from crawler.pages.outline import Outline
from crawler.pages.wordless import is_of_tool
from crawler.reading.document import Element, squeeze
from crawler.records.items import ListPart

MOST = 100
"""Areas of one drawing: the streets of a district."""
LEAST = 2
_SHAPES = frozenset(("g", "path", "polygon", "polyline", "rect", "circle", "ellipse", "a"))
_LEADS = re.compile(r"location|window\.open|href|\.html?\b|://", re.IGNORECASE)
"""Scripts of clicks that lead to other pages."""
_NAMES = ("data-name", "data-title", "title", "name", "id")


def read_maps(outline: Outline, beside: Iterable[int]) -> Iterator[ListPart]:
    """The areas of the drawings beside a list, but for one."""
    drawings = [node for node in outline.document.root.iter("svg") if node in outline.places]
    if drawings:
        ranges = [(outline.starts[block], outline.ends[block]) for block in beside if not outline.is_aside(block)]
        for node in drawings:
            order = outline.starts[outline.places[node]]
            if any(low <= order < high for low, high in ranges):
                yield from (ListPart(name, "") for name in _areas(node)[1:])


def _areas(drawing: Element) -> list[str]:
    """The names of areas that call one function with another argument each, or of those that are clicked; none where they lead elsewhere."""
    shapes = [node for node in islice(drawing.iter(), MOST * LEAST) if node.tag in _SHAPES and _is_clicked(node)][:MOST]
    if len(shapes) < LEAST or is_of_tool(drawing) or any(_LEADS.search(script_of(node)) for node in shapes):
        return []
    calls = [call_of([node]) for node in shapes]
    is_one = len({name for name, _ in calls}) == 1 and calls[0][0] != "" and len(set(calls)) == len(calls)
    return [_name(node, number) for number, node in enumerate(shapes, 1)] if is_one else []


def _is_clicked(node: Element) -> bool:
    return says_click(node) or str(node.get("href") or "").startswith("javascript:")


def _name(node: Element, number: int) -> str:
    """What an area is called by its text or its data."""
    texts: Sequence[str] = [squeeze(text.text or "") for text in node.iter("text", "title")]
    names = (*texts, *(str(node.get(name) or "") for name in _NAMES))
    return next(filter(None, names), f"区域{number}")
