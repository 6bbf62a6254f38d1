"""Hanweb's JCMS: the first rows stand in the page's record store, the others come from `dataproxy.jsp`, by page or by number of record."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from crawler.addresses import resolve
from crawler.pages.shapes.records import count
from crawler.reading.document import Document, unescape
from crawler.records.items import Paging

_GROUP = re.compile(r"<nextgroup>.{0,200}?href\s{0,3}=\s{0,3}[\"']([^\"']{1,500})[\"']", re.IGNORECASE | re.DOTALL)
_PROXY = re.compile(r"[\"']([^\"'\s<>]{0,400}dataproxy\.jsp[^\"'\s<>]{0,400})[\"']")
_STORE = re.compile(r"<(total(?:record|page))>\s{0,8}(\d{1,9})\s{0,8}</\1>", re.IGNORECASE)
_OPTION = re.compile(
    r"[\"']?\b(totalRecord|totalPage|perPage|pageSize|nowPage|currentPage)[\"']?\s{0,8}[:=]\s{0,8}[\"']?(\d{1,9})",
    re.IGNORECASE,
)
_UNIT = re.compile(r"[$(]\s{0,4}[\"']#(\w{1,40})[\"']\s{0,4}\)\s{0,4}\.jpage")
_PAGE = re.compile(r"[?&]page=(\d{1,6})(?=&|$)")
MOST_PAGES = 2_000
"""A store that claims more is read no further: its walk is incomplete."""
GROUP = 3
"""Pages that jpage asks for at a time."""


def read(document: Document) -> Paging | None:
    """Where the store goes on; None where the page has no store that goes on by dataproxy."""
    text = document.text
    if "dataproxy.jsp" not in text:
        return None
    numbers = {name.lower(): int(value) for name, value in (*_OPTION.findall(text), *_STORE.findall(text))}
    total, shown = numbers.get("totalrecord"), count(text)
    group = _GROUP.search(text)
    if group is not None and "startrecord" not in group[1].lower():
        asked = document.asked(unescape(group[1]))
        if asked is None:
            return Paging(unreadable="pager_by_script", total_rows=total)
        return Paging((asked,), perhaps=tuple(_further(asked, shown, total)), total_rows=total)
    proxy = _PROXY.search(text)
    if total is None or proxy is None:
        return (
            Paging(unreadable="pager_by_script", total_rows=total)
            if shown and total is None and proxy is not None and not _is_answer(document)
            else None
        )
    parts = urlsplit(unescape(proxy[1]))
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    size = (
        numbers.get("perpage")
        or numbers.get("pagesize")
        or int(query["perpage"] if query.get("perpage", "").isdigit() else 0)
        or shown
    )
    if total <= shown or size <= 0 or _is_answer(document):
        return Paging(total_rows=total)
    unit = _UNIT.search(text)
    if unit is not None and "unitid" not in query:
        query = {**query, "unitid": unit[1]}
    pages = (
        _page(document, urlunsplit(parts._replace(query="")), query, start, min(start + GROUP * size - 1, total), size)
        for start in range(shown + 1, min(total, shown + MOST_PAGES * size) + 1, GROUP * size)
    )
    return Paging(tuple(page for page in pages if page), total_rows=total)


def rows_told(document: Document) -> list[int]:
    """How many records the stores of a page say that there are."""
    text = document.text
    return (
        [int(value) for name, value in _STORE.findall(text) if name.lower() == "totalrecord"]
        if "<record" in text
        else []
    )


def _further(address: str, shown: int, total: int | None) -> Iterator[str]:
    """The groups after the next one, by the number of their page: an answer need not name its successor."""
    match = _PAGE.search(address)
    if match is None or total is None or shown <= 0:
        return
    left = -(-(total - 2 * shown) // shown)
    for step in range(1, min(left, MOST_PAGES) + 1):
        yield f"{address[: match.start(1)]}{int(match[1]) + step}{address[match.end(1) :]}"


def _is_answer(document: Document) -> bool:
    """Whether the page is itself an answer of dataproxy: the page that holds the store tells where it goes on."""
    return urlsplit(document.url).path.endswith("dataproxy.jsp")


def _page(document: Document, proxy: str, query: dict[str, str], first: int, last: int, size: int) -> str:
    fields = {**query, "startrecord": str(first), "endrecord": str(last), "perpage": str(size)}
    resolved = resolve(document.base, f"{proxy}?{urlencode(fields)}", "utf-8")
    return "" if resolved.problem else resolved.asked
