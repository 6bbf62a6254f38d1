"""Where a list goes on: every family of pagination that MEASURING 1 names, one a file, and what the page claims beside it."""

from collections.abc import Callable
from dataclasses import replace

from crawler.pages.outline import Outline
from crawler.pages.pagers import (
    added,
    addressed,
    anchors,
    attributes,
    claimed,
    countdown,
    dataproxy,
    drawn,
    growing,
    jumping,
    misnamed,
    ranges,
    scrolling,
    serials,
    several,
)
from crawler.reading.document import Document
from crawler.records.items import Paging

PAGERS: tuple[Callable[[Document], Paging | None], ...] = (
    dataproxy.read,
    countdown.read,
    ranges.read,
)
"""After calls of scripts (`trs`) the first that finds a way on, or says that there is none, is believed; where none does, links are, those of
each list, and what an address may lead to is tried."""


def read_paging(outline: Outline) -> Paging:
    """Where a list goes on after this page, and how long it says it is."""
    return _told(outline, way_on(outline) or misnamed.read(outline) or addressed.read(outline.document) or Paging())


def _told(outline: Outline, paging: Paging) -> Paging:
    """A way on with what the page claims beside it."""
    claims = claimed.read(outline)
    paging = _jumped(outline.document, paging, claims.pages)
    pages = paging.total_pages or claims.pages or (None if _goes_on(paging) else claimed.shown(outline))
    if pages is None and not _goes_on(paging) and not paging.is_last and _grows(outline):
        paging = replace(paging, unreadable="pager_by_script")
    rows = paging.total_rows or claims.rows
    is_told = bool(pages or rows or paging.is_last)
    return replace(
        paging,
        total_pages=pages,
        total_rows=rows,
        current=paging.current or claims.current,
        beside="pager_by_script" if is_told and several.is_turned_apart(outline) else "",
    )


def _jumped(document: Document, paging: Paging, pages: int | None) -> Paging:
    """Where a form leads on that asks by its address, where no link does; what it may lead to, where nothing says how many pages there are."""
    if paging.following or paging.perhaps or paging.form or paging.numbered or paging.is_last:
        return paging
    asked = jumping.called(document) if paging.unreadable else None
    if asked is not None:
        return Paging((asked,))
    jump = jumping.next_page(document, pages)
    if jump is None:
        return paging
    return Paging((jump,)) if pages else replace(paging, perhaps=(jump,))


def way_on(outline: Outline) -> Paging | None:
    """What the page's pagers say; None where it has none."""
    document = outline.document
    called = several.called_of(outline)
    told = None if called else next((found for read in PAGERS if (found := read(document)) is not None), None)
    if told is not None:
        return told
    links = several.turns_of(outline)
    return several.read(outline, links, called) or next(iter(called), None) or anchors.read(document, links)


def read_continued(outline: Outline) -> Paging:
    """Where a text goes on that is cut into pages; nothing where no link turns them, whatever else the page says of numbers."""
    paging = way_on(outline)
    return _told(outline, paging) if paging is not None and paging.following else Paging()


def _grows(outline: Outline) -> bool:
    """Whether a script turns or lengthens the list, by what stands on the page or by what the script does."""
    return (
        growing.grows(outline)
        or scrolling.lengthens(outline.document)
        or attributes.lengthens(outline)
        or drawn.draws(outline)
        or added.adds(outline)
        or serials.falls_short(outline)
    )


def _goes_on(paging: Paging) -> bool:
    """Whether a way on was found, or a mark of one."""
    return bool(paging.following or paging.perhaps or paging.form or paging.numbered or paging.unreadable)
