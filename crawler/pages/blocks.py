"""Lists as they are told: the entry that each row is."""

import re
from dataclasses import dataclass

from crawler.addresses import resolve
from crawler.pages.outline import Outline
from crawler.pages.rows import LEAST_TITLE, Group, Row
from crawler.reading.days import plain
from crawler.records.day import DateReading
from crawler.records.items import ListEntry

_PUBLISHED_HEAD = re.compile(r"发布|公开日期|公布|发文日期|上网|更新")
_DATE_HEAD = re.compile(r"日期|时间")
_FORMED_HEAD = re.compile(r"成文|生成|形成|生效|实施|印发|截止")
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


def block(outline: Outline, group: Group, rows: list[Row], *, is_dated: bool) -> Block:
    """A list with its entries."""
    heading = _heading(outline, group) if is_dated else None
    entries = tuple((row.span.low, entry) for row in rows if (entry := _entry(outline, row, heading)) is not None)
    return Block(
        shape=group.shape,
        place=outline.path(group.container),
        entries=entries,
        dated=is_dated,
        low=min(row.span.low for row in rows),
        high=max(row.span.high for row in rows),
    )


def _entry(outline: Outline, row: Row, heading: int | None) -> ListEntry | None:
    reading = _row_day(outline, row, heading)
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
    resolved = resolve(outline.document.base, anchor.href, outline.document.charset)
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


def _row_day(outline: Outline, row: Row, heading: int | None) -> DateReading | None:
    """The row's publication day: the surest kind, in the table's column of that name, otherwise the last one shown."""
    if not row.days:
        return None
    best = min(day.rank for day in row.days)
    days = [day for day in row.days if day.rank == best]
    if len({day.reading.day for day in days}) > 1 and heading is not None:
        cells = outline.children[row.span.element]
        for day in days:
            if heading < len(cells) and outline.starts[cells[heading]] <= day.order <= outline.ends[cells[heading]]:
                return day.reading
    return days[-1].reading


def _heading(outline: Outline, group: Group) -> int | None:
    """Which cell of a table's rows holds the day of publication, by the table's heading; None where none says so."""
    if outline.elements[group.rows[0].element].tag != "tr":
        return None
    node = group.container
    while node >= 0 and outline.elements[node].tag != "table":
        node = outline.parents[node]
    if node < 0:
        return None
    for index in range(node, len(outline.elements)):
        if outline.starts[index] > outline.ends[node]:
            break
        if outline.elements[index].tag == "tr":
            names = [outline.text(outline.starts[cell], outline.ends[cell]) for cell in outline.children[index]]
            for wanted in (_PUBLISHED_HEAD, _DATE_HEAD):
                for cell, name in enumerate(names):
                    if wanted.search(name) and not _FORMED_HEAD.search(name) and len(name) <= 12:
                        return cell
            return None
    return None


def _unread(outline: Outline, row: Row) -> str:
    """What stands where a day should: kept, so that an undated post can be explained."""
    for piece in outline.pieces_in(row.span.low, row.span.high):
        if piece.anchor < 0 and 1 < len(piece.text) <= 30 and not re.fullmatch(r"\d{1,3}|[\W_]*", piece.text):
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
