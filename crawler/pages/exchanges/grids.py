"""Messages in rows below a row of headings, whatever elements make them: a table, items of a list, blocks."""

from collections.abc import Sequence

from crawler.pages.exchanges.values import Parts
from crawler.pages.exchanges.words import LONGEST_LABEL, Part, part_of
from crawler.pages.outline import Outline
from crawler.pages.rows import Span, main_anchor

LEAST_CELLS, MOST_CELLS = 3, 14
MOST_HEADERS = 20
"""Rows of headings of a page that are tried: pages in tests have one."""
LEVELS = 4
"""How far above its headings the element stands that holds the rows too (a row, its head, its table, the block of both)."""
_TELLING = frozenset((Part.ASKED, Part.ANSWERED, Part.BY, Part.STATUS, Part.RESULT, Part.ENDS))
_MEANING = frozenset((*_TELLING, Part.TITLE, Part.QUESTION, Part.STARTS, Part.REPLY))


def grids(outline: Outline) -> list[Parts]:
    """The messages of every grid of a page, in order; headings inside a grid that was read are its own again."""
    found: list[Parts] = []
    read, tried = -1, 0
    for header, children in enumerate(outline.children):
        if outline.starts[header] < read or tried >= MOST_HEADERS:
            continue
        if LEAST_CELLS <= len(children) <= MOST_CELLS and outline.count(header) <= MOST_CELLS:
            parts = _named(outline, children)
            if _is_header(parts):
                spans = _row_elements(outline, header, len(parts))
                found += [made for row in spans if (made := _row(outline, row, parts)) is not None]
                read = outline.ends[spans[-1]] if spans else read
                tried += 1
    return found


def _texts(outline: Outline, cells: Sequence[int]) -> list[str]:
    return [outline.text(outline.starts[cell], outline.ends[cell]) for cell in cells]


def _named(outline: Outline, cells: Sequence[int]) -> list[Part | None]:
    """The parts that cells name; nothing where more than one of them names none."""
    parts: list[Part | None] = []
    for cell in cells:
        text = outline.text(outline.starts[cell], outline.ends[cell])
        parts.append(part_of(text) if len(text) <= 2 * LONGEST_LABEL else None)
        if parts.count(None) > 1:
            return []
    return parts


def _is_header(parts: Sequence[Part | None]) -> bool:
    """Whether cells name a grid of messages: two parts at least, one of which tells of a reply; a line of label and value is none."""
    known = {part for part in parts if part in _MEANING}
    return len(known) >= 2 and bool(known & _TELLING)


def _row_elements(outline: Outline, header: int, cells: int) -> list[int]:
    """The rows below headings: those in the nearest element above them that has any."""
    node = header
    for _ in range(LEVELS):
        node = outline.parents[node]
        if node < 0:
            return []
        spans = _below(outline, header, node, cells)
        if spans:
            return spans
    return []


def _below(outline: Outline, header: int, holder: int, cells: int) -> list[int]:
    """Elements behind the headings with as many cells; one inside another is none."""
    found: list[int] = []
    end = outline.ends[header]
    for index in range(header + 1, len(outline.elements)):
        if outline.starts[index] > outline.ends[holder]:
            break
        if outline.starts[index] > end and len(outline.children[index]) == cells:
            found.append(index)
            end = outline.ends[index]
    return found


def _row(outline: Outline, row: int, parts: Sequence[Part | None]) -> Parts | None:
    cells = outline.children[row]
    texts = _texts(outline, cells)
    if sum(part_of(text) is not None for text in texts) > len(parts) // 2:
        return None  # headings again
    made = Parts(href=link_in(outline, outline.starts[row], outline.ends[row], row))
    for cell, part, text in zip(cells, parts, texts, strict=True):
        if part in (None, Part.OTHER, Part.DAY):
            continue
        assert part is not None
        made.add(part, text)
        if part is Part.TITLE:
            made.title = _title(outline, cell) or text
    return made if made.title or made.first(Part.QUESTION) else None


def _title(outline: Outline, cell: int) -> str:
    anchor = main_anchor(
        outline,
        Span(outline.starts[cell], outline.ends[cell], cell),
        outline.anchors_in(outline.starts[cell], outline.ends[cell]),
    )
    return anchor.title if anchor else ""


def link_in(outline: Outline, low: int, high: int, element: int) -> str:
    """The reference of a row's main link, empty where it has none."""
    anchor = main_anchor(
        outline, Span(low, high, element), [item for item in outline.anchors_in(low, high) if item.href]
    )
    return anchor.href if anchor else ""
