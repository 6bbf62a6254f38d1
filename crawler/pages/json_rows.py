"""JSON list interfaces: a column whose address is the interface itself and whose template is `json`."""

import json
import re
from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from crawler.addresses import asked_address
from crawler.pages.base import PageObject
from crawler.pages.script_rows import entry_of, row_of
from crawler.records.items import Article, Link, ListEntry, Paging

_PAGE = re.compile(r"^(page|pageno|pagenum|pageindex|currentpage|curpage|p)$", re.IGNORECASE)
_PAGES = ("totalpages", "totalpage", "pagecount", "pages")


class Json(PageObject):
    """Rows are the objects of the largest array that has addresses and titles; pages follow the number in the address."""

    name: ClassVar[str] = "json"

    def matches(self) -> bool:
        return self.document.text.lstrip()[:1] in ("{", "[") and self._value() is not None

    def _value(self) -> Any:
        try:
            return json.loads(self.document.text)
        except (ValueError, RecursionError):
            return None

    def entries(self) -> tuple[ListEntry, ...]:
        best: list[ListEntry] = []
        for items in _arrays(self._value()):
            read = [entry for item in items if isinstance(item, dict) and (entry := self._entry(item)) is not None]
            best = max(best, read, key=len)
        return tuple(best)

    def _entry(self, item: dict[str, Any]) -> ListEntry | None:
        url, title, day = row_of(item)
        return entry_of(self.document, url, title, day, self.reference) if url and title else None

    def paging(self) -> Paging:
        parts = urlsplit(self.document.url)
        query = parse_qsl(parts.query, keep_blank_values=True)
        number = next((int(value) for name, value in query if _PAGE.match(name) and value.isdigit()), None)
        total = _total(self._value())
        if number is None or not self.entries() or (total is not None and number >= total):
            return Paging(total_pages=total)
        fields = [(name, str(number + 1) if _PAGE.match(name) and value.isdigit() else value) for name, value in query]
        return Paging((asked_address(urlunsplit(parts._replace(query=urlencode(fields)))),))

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


def _total(value: Any, depth: int = 0) -> int | None:
    if not isinstance(value, dict) or depth > 4:
        return None
    lowered = {str(key).lower(): item for key, item in value.items()}
    found = next((int(lowered[key]) for key in _PAGES if str(lowered.get(key, "")).isdigit()), None)
    return found or next((total for item in value.values() if (total := _total(item, depth + 1)) is not None), None)
