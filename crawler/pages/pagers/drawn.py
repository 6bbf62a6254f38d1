"""Calls of a site's own functions that draw a pager below a list, with how many pages there are and little else: `fy(6)`, `showpage(3, 'index')`."""

import re
from collections.abc import Iterator
from itertools import islice

from crawler.pages.outline import Outline, named
from crawler.pages.pagers.growing import BELOW, LONGEST_SCRIPT
from crawler.pages.rows import is_titled_post
from crawler.reading.words import PAGERS

MOST_NUMBERS = 3
MOST_CALLS = 40
"""Calls of one script that are looked at: what stands below a list to draw its pager calls little else."""
_CALL = re.compile(r"(?<![\w.$])([A-Za-z_$][\w$]{0,30})\s{0,4}\(([^()]{1,120})\)")
_NUMBER = re.compile(r"(?:^|,)\s{0,4}[\"']?([1-9]\d{0,3})[\"']?\s{0,4}(?=,|$)")
_VARIABLE = re.compile(r"\b([A-Za-z_$][\w$]{0,30})\s{0,4}=\s{0,4}[\"']?([1-9]\d{0,3})[\"']?\s{0,4}(?=[;,\n])")
_NAME = re.compile(
    r"^(?!.*(?:home|view|visit|hit|click|count|time|size|style|title|top|code|load|stat|log|lang|url)).*(?:page|paging|pagination|fenye)|^[a-z_]*(?<!i)fy$|(?-i:(?:^f|F)y(?:[A-Z_\d]|$))",
    re.IGNORECASE,
)
"""What draws a pager is named so; `notify` and what counts visits of a page are not."""
_DEFINED = re.compile(r"function\s{1,4}$|(?:^|[^:])//[^\n]*$")
_WRITES = re.compile(r"document\.write|innerHTML|insertAdjacentHTML|\.(?:html|append|appendTo|appendChild)\s{0,4}\(")
_LIBRARY = re.compile(
    r"\.(?:pagination|paging|pager?|jpage|createPage|bootpag|twbsPagination)\s{0,4}\(|\blaypage", re.IGNORECASE
)
_OF_PAGES = re.compile(
    r"[下尾末]\s?一?\s?页|pag(?:e|ing|ination)\b|fenye|_[\"']\s{0,4}\+|\.s?html?[\"'?]", re.IGNORECASE
)
_LINE = 120
_BODY = 1500
"""Characters of a function in which it writes a pager."""


def draws(outline: Outline) -> bool:
    """Whether a script below the page's rows calls for a pager of several pages."""
    return any(_calls(outline, index) for index in _below(outline))


def _below(outline: Outline) -> Iterator[int]:
    """The scripts of the page's own content that stand below rows."""
    for script in outline.document.root.iter("script"):
        index = outline.places.get(script)
        text = script.text or ""
        if index is None or "(" not in text or len(text) >= LONGEST_SCRIPT:
            continue
        start = outline.starts[index]
        posts = (anchor for anchor in outline.anchors_in(0, start)[-BELOW:] if is_titled_post(outline, anchor))
        is_below = outline.holds_day(0, start) or any(posts)
        if is_below and (not outline.outside[index] or _is_in_pager(outline, index)) and not outline.is_side(index):
            yield index


def _calls(outline: Outline, index: int) -> bool:
    script = outline.elements[index].text or ""
    variables = dict(_VARIABLE.findall(script))
    for call in islice(_CALL.finditer(script), MOST_CALLS):
        given = [variables.get(part.strip(), part) for part in call[2].split(",")]
        numbers = [int(found) for found in _NUMBER.findall(",".join(given))]
        is_idle = _DEFINED.search(script[max(0, call.start() - _LINE) : call.start()])
        if not 0 < len(numbers) <= MOST_NUMBERS or max(numbers) < 2 or is_idle:
            continue
        written = _body(outline, call[1])
        if _writes_pages(written) if written else _NAME.search(call[1]) or _is_in_pager(outline, index):
            return True
    return False


def _is_in_pager(outline: Outline, index: int) -> bool:
    """Whether a script stands in what is named a pager and says nothing else."""
    parent = outline.parents[index]
    return parent >= 0 and bool(PAGERS.search(named(outline.elements[parent])))


def _body(outline: Outline, name: str) -> str:
    """What a function of the page's own scripts does; empty where a script of another file holds it."""
    of = re.compile(
        rf"\bfunction\s{{1,4}}{re.escape(name)}\s{{0,4}}\(|\b{re.escape(name)}\s{{0,4}}=\s{{0,4}}(?:function|\()"
    )
    for script in outline.document.scripts:
        found = of.search(script) if name in script else None
        if found is not None:
            return script[found.start() : found.end() + _BODY]
    return ""


def _writes_pages(body: str) -> bool:
    return bool((_WRITES.search(body) and _OF_PAGES.search(body)) or _LIBRARY.search(body))
