"""Lists as they are told: the entry that each row is."""

import re
from dataclasses import dataclass

from crawler.pages.anchors import USUAL_TITLE
from crawler.pages.outline import Outline
from crawler.pages.rows import LEAST_TITLE, Group, Row
from crawler.reading.days import looks_like
from crawler.reading.plain import plain
from crawler.records.day import DateReading
from crawler.records.items import ListEntry

_OPEN, _CLOSE = " [(（【〔<|-", " ])】）〕>|-·,，。"
"""What stands before and behind a day inside a link's text."""


@dataclass(frozen=True, slots=True)
class Block:
    """A list on a page. `place` names its container as every page of a template has it."""

    shape: str
    place: str
    entries: tuple[tuple[int, ListEntry], ...]
    """Each with its place in the page's order."""
    dated: bool
    low: int = 0
    high: int = 0
    """From its first to its last row in the page's order."""
    lost: int = 0
    """How many of its rows were not read: without a day and an address they bear a title, or stand in a script's data."""
    is_data: bool = False
    """Whether a script holds its rows; it is a list's place on the page."""


def block(outline: Outline, group: Group, rows: list[Row], *, is_dated: bool) -> Block:
    """A list with its entries."""
    entries = tuple((row.span.low, entry) for row in rows if (entry := _entry(outline, row)) is not None)
    return Block(
        shape=group.shape,
        place=outline.path(group.container),
        entries=entries,
        dated=is_dated,
        low=min(row.span.low for row in rows),
        high=max(row.span.high for row in rows),
        lost=0 if is_dated else sum(map(_is_lost, rows)),
    )


def _is_lost(row: Row) -> bool:
    """Whether a row names a post that neither an address nor a day tells."""
    return not row.days and len(row.title) >= USUAL_TITLE and (row.anchor is None or not row.anchor.href)


def _entry(outline: Outline, row: Row) -> ListEntry | None:
    reading = _row_day(row)
    raw = reading.raw if reading else _unread(outline, row)
    anchor = row.anchor
    if not row.title.strip() or (
        (anchor is None or not anchor.href) and (reading is None or len(row.title) < LEAST_TITLE)
    ):
        return None
    if anchor is None or not anchor.href:
        return ListEntry(
            url=None,
            title=_without_day(row.title, reading)[:300],
            date=reading,
            raw_date=raw,
            block=0,
            text_cut=anchor.cut if anchor else False,
        )
    resolved = outline.document.resolved(anchor.href)
    if resolved.problem:
        return None
    return ListEntry(
        url=resolved.asked,
        title=_without_day(row.title, reading)[:300],
        date=reading,
        raw_date=raw,
        block=0,
        text_cut=anchor.cut,
    )


def _row_day(row: Row) -> DateReading | None:
    """The row's publication day: of the surest kind the last one shown."""
    if not row.days:
        return None
    best = min(day.rank for day in row.days)
    return [day for day in row.days if day.rank == best][-1].reading


def _unread(outline: Outline, row: Row) -> str:
    """What stands where a day should: kept, so that an undated post can be explained."""
    for piece in outline.pieces_in(row.span.low, row.span.high):
        text = piece.text.rstrip(".…")
        if (
            (piece.anchor < 0 or (text not in row.title and looks_like(text)))
            and 1 < len(piece.text) <= 30
            and not re.fullmatch(r"\d{1,3}|[\W_]*", piece.text)
        ):
            return piece.text
    return ""


def _without_day(title: str, reading: DateReading | None) -> str:
    """A title without the row's day, where that stands inside the link."""
    if reading is None or not reading.raw:
        return title
    raw = reading.raw.strip(_OPEN + _CLOSE)
    if raw not in title and len(plain(title)) == len(title):
        at = plain(title).rfind(raw)  # the same day in full-width digits
        raw = title[at : at + len(raw)] if at >= 0 else raw
    if title.rstrip(_CLOSE).endswith(raw):
        bare = title.rstrip(_CLOSE)[: -len(raw)].rstrip(_OPEN)
        return bare if len(bare) >= 2 else title
    if title.lstrip(_OPEN).startswith(raw):
        bare = title.lstrip(_OPEN)[len(raw) :].lstrip(_CLOSE)
        return bare if len(bare) >= 2 else title
    return title


def data_script(outline: Outline, found: Block) -> int:
    """The script that holds a list's last row, where it stands in the page's content; -1 where none does."""
    names = [entry.url.rpartition("/")[2] or entry.url for _, entry in found.entries[-1:] if entry.url]
    for index in range(len(outline.elements) - 1, -1, -1):
        node = outline.elements[index]
        if node.tag == "script" and node.text and any(name in node.text for name in names):
            parent = outline.parents[index]
            return -1 if parent < 0 or outline.elements[parent].tag in ("body", "html", "head") else index
    return -1


def element_of(outline: Outline, found: Block) -> int:
    """The element of a list's first link, or the script that holds its rows; -1 where neither stands on the page."""
    inside = outline.anchors_in(found.low, found.high + 1) if found.high else []
    return inside[0].element if inside else data_script(outline, found) if found.is_data else -1
