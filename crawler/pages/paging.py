"""Where a list goes on: every family of pagination that MEASURING 1 names."""

import re
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from crawler.addresses import asked_address, canonical, resolve
from crawler.pages.forms import posted_page
from crawler.reading.document import Document, Element, squeeze, visible_text
from crawler.records.items import Paging

_NEXT = re.compile(r"^\s*(下一?页|后一?页|下一頁|next( page)?|›|»|>)\s*[>》»›]*\s*$", re.IGNORECASE)
_CALL = re.compile(r"createPage(?:HTML|Html|New)?\w*\s*\(([^()]{3,200})\)")
_DEFINITION = re.compile(r"function\s+createPage\w*\s*\([^)]*\)")
_DATAPROXY = re.compile(r"[\"']([^\"'\s]*dataproxy\.jsp\?[^\"'\s]*)[\"']")
_NUMBER = r"{}\s*[=:]\s*[\"']?(\d+)"
_LOAD = re.compile(r"\.load\(\s*[\"']([^\"']*)_[\"']\s*\+|[\"']([^\"'\s]*/index_\w+?)_?[\"']")
_PAGE_COUNT = re.compile(
    r"\b(?:countPage|pageCount|totalPages?|pageTotal|total_page)\s*[=:]\s*[\"']?(\d{1,5})", re.IGNORECASE
)
_CURRENT_PAGE = re.compile(r"\bcurrentPage\s*[=:]\s*[\"']?(\d{1,5})", re.IGNORECASE)
_TOTAL = re.compile(r"(?:共|/)\s*(\d{1,5})\s*页|^\s*\d+\s*/\s*(\d{1,5})\s*$")
_DEAD_HREF = re.compile(r"^\s*(#|javascript:|$)", re.IGNORECASE)


def read_paging(document: Document) -> Paging:
    """Where a list goes on after this page."""
    for read in (_trs, _dataproxy, _countdown, _anchors, _claimed):
        paging = read(document)
        if paging is not None:
            return paging
    return Paging()


def _resolve(document: Document, href: str) -> str | None:
    resolved = resolve(document.base, href, document.charset)
    return None if resolved.problem else resolved.asked


def _trs(document: Document) -> Paging | None:
    """TRS: `createPageHTML(total, current from 0, "index", "html")`, or container first and current from 1."""
    for script in document.scripts:
        for match in _CALL.finditer(script):
            if _is_commented(script, match.start()) or _DEFINITION.search(
                script[max(0, match.start() - 10) : match.end()]
            ):
                continue
            paging = _trs_call(document, [squeeze(part).strip("\"'") for part in match[1].split(",")])
            if paging is not None:
                return paging
    return None


def _is_commented(script: str, at: int) -> bool:
    line = script[script.rfind("\n", 0, at) + 1 : at]
    return "//" in line.replace("://", "") and "-->" not in line


def _trs_call(document: Document, arguments: list[str]) -> Paging | None:
    if len(arguments) >= 4 and arguments[0].isdigit() and arguments[1].isdigit():
        total, current, name, suffix = int(arguments[0]), int(arguments[1]), arguments[2], arguments[3]
        if re.match(r"^t\d{8}_", name):
            return None  # the same call pages an article's body
        following = _resolve(document, f"{name}_{current + 1}.{suffix}") if current + 1 < total else None
        return Paging((following,) if following else (), total_pages=total)
    if len(arguments) >= 5 and arguments[1].isdigit() and arguments[2].isdigit():
        total, current, name, suffix = int(arguments[1]), int(arguments[2]), arguments[3], arguments[4]
        numbers = [current + 1] if current < total else []
        addresses = [
            _resolve(document, f"{name}_{number}.{suffix}")
            for number in (*numbers, *([1] if current == 1 and total > 1 else []))
        ]
        return Paging((), tuple(address for address in addresses if address), total_pages=total)
    return None


def _dataproxy(document: Document) -> Paging | None:
    """Hanweb: rows 1 to perPage stand in the page, the others come from `dataproxy.jsp`."""
    match = _DATAPROXY.search(document.text)
    total = re.search(_NUMBER.format("totalRecord"), document.text)
    size = re.search(_NUMBER.format("perPage|perpage"), document.text.replace("'perpage'", "perpage"))
    if match is None or total is None:
        return None
    parts = urlsplit(urljoin(document.base, match[1].replace("&amp;", "&")))
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    per_page = int(size[1]) if size else int(query.get("perpage") or 15)
    shown = document.text.count("<record>")
    if query.get("endrecord", "").isdigit() and document.url.split("?")[0].endswith("dataproxy.jsp"):
        shown = int(query["endrecord"])
    if per_page <= 0 or shown <= 0 or int(total[1]) <= shown:
        return Paging()
    return Paging(_dataproxy_pages(parts._replace(query=""), query, shown, int(total[1]), per_page))


def _dataproxy_pages(
    parts: SplitResult, query: dict[str, str], shown: int, total: int, per_page: int
) -> tuple[str, ...]:
    pages = []
    step = per_page * 3
    for start in range(shown + 1, total + 1, step):
        fields = {
            **query,
            "startrecord": str(start),
            "endrecord": str(min(start + step - 1, total)),
            "perpage": str(per_page),
        }
        pages.append(asked_address(urlunsplit(parts._replace(query=urlencode(fields)))))
    return tuple(pages)


def _countdown(document: Document) -> Paging | None:
    """Fragments numbered downwards: page k of n is the file n + 1 - k."""
    totals = [int(number) for number in re.findall(_NUMBER.format(r"maxPageNum\w*?"), document.text)]
    load = next((match for script in document.scripts if ".load(" in script and (match := _LOAD.search(script))), None)
    if not any(totals) or load is None:
        return None
    pages = max(totals)
    stem = load[1] or load[2]
    numbers = range(pages - 1, 0, -1)
    found = [_resolve(document, f"{stem}_{number}.html") for number in numbers][:5000]
    return Paging(tuple(address for address in found if address), total_pages=pages)


def _anchors(document: Document) -> Paging | None:
    """`rel=next`, 下一页, or links with page numbers."""
    numbered: dict[int, str] = {}
    dead_next = False
    for element in document.root.iter("a", "link"):
        href = element.get("href") or ""
        if "next" in (element.get("rel") or "").lower().split() and not _DEAD_HREF.match(href):
            return _single(document, href)
        if element.tag == "link":
            continue
        text = visible_text(element) or squeeze(element.get("title") or "")
        if _NEXT.match(text) and not (text in (">", "»", "›") and not _in_pager(element)):
            if not _DEAD_HREF.match(href):
                return _single(document, href)
            dead_next = dead_next or _does_something(element)
        elif text.isdigit() and 1 <= int(text) <= 9999 and _in_pager(element):
            address = None if _DEAD_HREF.match(href) else _resolve(document, href)
            if address is not None:
                numbered.setdefault(int(text), address)
            elif int(text) > 1:
                dead_next = dead_next or _does_something(element)
    if numbered:
        return Paging(numbered=tuple(sorted(numbered.items())))
    form = posted_page(document) if dead_next else None
    if form is not None:
        return Paging(form=form, total_pages=_claimed_pages(document))
    return Paging(unreadable="pager_by_script", total_pages=_claimed_pages(document)) if dead_next else None


def _does_something(element: Element) -> bool:
    """Whether a link without an address runs a script when it is clicked."""
    href = (element.get("href") or "").strip().lower()
    return bool(element.get("onclick") or element.get("data-page")) or (
        href.startswith("javascript:") and len(href) > 14 and "void" not in href
    )


def _claimed(document: Document) -> Paging | None:
    """A list that says it has more pages, in a variable of a script or in words, and shows no way to them.

    TRS names them `index_1.html` and on beside `var countPage`; that is tried, and a list cut short is never complete.
    """
    scripts = "\n".join(document.scripts)
    count = next((int(match[1]) for match in _PAGE_COUNT.finditer(scripts)), 0)
    if count <= 1:
        total = _claimed_pages(document)
        return Paging(unreadable="pager_by_script", total_pages=total) if total and total > 1 else None
    current = next((int(match[1]) for match in _CURRENT_PAGE.finditer(scripts)), None)
    if current is None or "countPage" not in scripts:
        return Paging(unreadable="pager_by_script", total_pages=count)
    following = _resolve(document, f"index_{current + 1}.html") if current + 1 < count else None
    return Paging(perhaps=(following,) if following else (), total_pages=count)


def _single(document: Document, href: str) -> Paging:
    address = _resolve(document, href)
    if address is None or canonical(address) == canonical(document.url):
        return Paging()
    return Paging((address,))


def _in_pager(element: Element) -> bool:
    """Whether a bare number is a page number: its block holds other numbers or pager words."""
    parent = element.getparent()
    for _ in range(3):
        if parent is None:
            return False
        if sum(visible_text(anchor).isdigit() for anchor in parent.iter("a")) >= 2:
            return True
        text = visible_text(parent)
        if len(text) < 200 and re.search(r"首页|尾页|末页|上一?页|下一?页|共\s*\d+|页|\b1\b.{0,6}\b2\b", text):
            return True
        parent = parent.getparent()
    return False


def _claimed_pages(document: Document) -> int | None:
    """How many pages the list says it has; None where it says nothing."""
    for text, _ in document.chunks:
        match = _TOTAL.search(text) if len(text) < 60 else None
        if match:
            return int(match[1] or match[2])
    return None
