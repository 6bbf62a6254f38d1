"""JSON list interfaces: a column whose address is the interface itself and whose template is `json`."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from config.templates import JSON
from crawler.addresses import asked_address, with_fields
from crawler.pages.base import PageObject
from crawler.pages.lists import Lists
from crawler.pages.shapes.objects import row_of
from crawler.pages.shapes.scripts import entry_of
from crawler.records.items import Article, Link, ListBlock, ListEntry, Paging

_PAGE = re.compile(r"^(page|pageno|pagenum|pageindex|currentpage|curpage|p)$", re.IGNORECASE)
_SIZE = re.compile(r"^(pagesize|limit|size|rows|perpage|pagenumber|num)$", re.IGNORECASE)
_PAGES = ("totalpages", "totalpage", "pagecount", "pages")
_ROWS = ("total", "totalcount", "totalelements", "totalrecords", "totalrecord", "recordcount", "totalnum", "count")


class Json(PageObject):
    """Rows are the objects of the largest array that has addresses and titles; pages follow the number in the address."""

    name = JSON

    def matches(self) -> bool:
        return self.document.text.lstrip()[:1] in ("{", "[") and self._value() is not None

    def _value(self) -> Any:
        try:
            return json.loads(self.document.text)
        except (ValueError, RecursionError):
            return None

    def lists(self) -> Lists:
        entries = self._entries()
        return Lists(entries, (ListBlock(1, self.name, self.name, dated=True),) if entries else ())

    def _entries(self) -> tuple[ListEntry, ...]:
        best: list[ListEntry] = []
        for items in _arrays(self._value()):
            read = [entry for item in items if isinstance(item, dict) and (entry := self._entry(item)) is not None]
            best = max(best, read, key=len)
        return tuple(replace(entry, block=1) for entry in best)

    def _entry(self, item: dict[str, Any]) -> ListEntry | None:
        url, title, day = row_of(item)
        return entry_of(self.document, url, title, day, self.reference) if url and title else None

    def paging(self) -> Paging:
        parts = urlsplit(self.document.url)
        told = parse_qsl(parts.query, keep_blank_values=True)
        number = next((int(value) for name, value in told if _PAGE.match(name) and value.isdigit()), None)
        value, entries = self._value(), self._entries()
        pages, rows = _total(value, _PAGES), _total(value, _ROWS)
        size = next((int(value) for name, value in told if _SIZE.match(name) and value.isdigit()), len(entries))
        if (
            number is None
            or not entries
            or (pages or number + 1) <= number
            or (rows is not None and number * size >= rows)
        ):
            return Paging(total_pages=pages, total_rows=rows)
        numbered = [name for name, value in told if _PAGE.match(name) and value.isdigit()]
        query = with_fields(parts.query, dict.fromkeys(numbered, str(number + 1)))
        return Paging((asked_address(urlunsplit(parts._replace(query=query))),), total_pages=pages, total_rows=rows)

    def article(self) -> Article | None:
        return None

    def links(self, tracking: tuple[str, ...]) -> tuple[Link, ...]:
        del tracking
        return ()


def _arrays(value: Any, depth: int = 0) -> Iterator[list[Any]]:
    if depth > 8:
        return
    if isinstance(value, list):
        yield value
    for child in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _arrays(child, depth + 1)


def _total(value: Any, names: tuple[str, ...], depth: int = 0) -> int | None:
    """A number that an interface gives under one of these names; None where it gives none."""
    if not isinstance(value, dict) or depth > 4:
        return None
    lowered = {str(key).lower(): item for key, item in value.items()}
    found = next((int(lowered[key]) for key in names if str(lowered.get(key, "")).isdigit()), None)
    return found or next(
        (total for item in value.values() if (total := _total(item, names, depth + 1)) is not None), None
    )
