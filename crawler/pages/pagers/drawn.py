"""Calls of a site's own functions that draw a pager below a list, with how many pages there are and little else: `fy(6)`, `showpage(3, 'index')`."""

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import parse_qsl

from crawler.pages.outline import Outline, named
from crawler.pages.pagers.growing import BELOW, LONGEST_SCRIPT
from crawler.pages.rows import is_titled_post
from crawler.reading.words import PAGERS

MOST_NUMBERS = 6
"""Numbers that such a call is given at most."""
MOST_CALLS = 40
"""Calls of one script that are looked at: what stands below a list to draw its pager calls little else."""
_CALL = re.compile(r"(?<![\w$])((?:[A-Za-z_$][\w$]{0,30}\.){0,3}[A-Za-z_$][\w$]{0,30})\s{0,4}\(([^()]{1,200})\)")
_KEYS = re.compile(r"[{}]|[\"']?\b[A-Za-z_$][\w$]{0,30}[\"']?\s{0,4}:")
_OF_ROWS = re.compile(r"(?:count|size|limit|num|step|rows)\w{0,8}[\"']?\s{0,4}:", re.IGNORECASE)
"""Settings that name rows: how many pages they fill is told by them, not by a number above 1."""
_NUMBER = re.compile(r"(?:^|,)\s{0,4}[\"']?([1-9]\d{0,3})[\"']?\s{0,4}(?=,|$)")
_VARIABLE = re.compile(r"^\s{0,4}[A-Za-z_$][\w$]{0,30}\s{0,4}$")
_NAME = re.compile(
    r"page|paging|pagination|fenye|(?:^|[._])[a-z_]*(?<!i)fy$|(?-i:(?:(?:^|\.)f|F)y(?:[A-Z_.\d]|$))", re.IGNORECASE
)
_OTHER = re.compile(
    r"home|view|visit|hit|click|count|time|size|style|title|top|code|load|stat|log|lang|url|print|share|scroll",
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
_VERSIONS = frozenset(("v", "ver", "version", "t", "time", "r", "rnd", "_"))
_LINE = 120
_BODY = 1500
"""Characters of a function in which it writes a pager."""


def draws(outline: Outline) -> bool:
    """Whether a script below the page's rows calls for a pager of several pages."""
    body = outline.document.root.find("body")
    shown = str(body.get("onload") or "") if body is not None else ""
    return _calls(outline, shown, is_in_pager=False) or any(_draws(outline, index) for index in _below(outline))


def _draws(outline: Outline, index: int) -> bool:
    script = outline.elements[index]
    called = _calls(outline, script.text or "", is_in_pager=_is_in_pager(outline, index))
    return called or _is_asked_with_count(str(script.get("src") or ""))


def _is_asked_with_count(address: str) -> bool:
    """Whether the file of a script is named a pager's, and its address names a number of pages (`fy.asp?pages=6`)."""
    path, _, query = address.partition("?")
    name = path.rpartition("/")[2].partition(".")[0]
    told = parse_qsl(query) if query and _names_pager(name) else []
    return any(value.isdecimal() and int(value[:8]) > 1 and key.lower() not in _VERSIONS for key, value in told)


def _names_pager(name: str) -> bool:
    return bool(_NAME.search(name)) and not _OTHER.search(name)


def _below(outline: Outline) -> Iterator[int]:
    """The scripts of the page's own content that stand below rows."""
    for script in outline.document.root.iter("script"):
        index = outline.places.get(script)
        text = script.text or ""
        if index is None or ("(" not in text and not script.get("src")) or len(text) >= LONGEST_SCRIPT:
            continue
        start = outline.starts[index]
        posts = (anchor for anchor in outline.anchors_in(0, start)[-BELOW:] if is_titled_post(outline, anchor))
        is_below = outline.holds_day(0, start) or any(posts)
        if is_below and (not outline.outside[index] or _is_in_pager(outline, index)) and not outline.is_side(index):
            yield index


def _calls(outline: Outline, script: str, *, is_in_pager: bool) -> bool:
    """Whether a script calls for a pager: by the name of what it calls, by what this is seen to write, or by where the script stands."""
    for call in islice(_CALL.finditer(script), MOST_CALLS):
        numbers = [int(found) for found in _NUMBER.findall(_given(script, call))]
        is_idle = _OF_ROWS.search(call[2]) or _DEFINED.search(script[max(0, call.start() - _LINE) : call.start()])
        if not 0 < len(numbers) <= MOST_NUMBERS or max(numbers) < 2 or is_idle:
            continue
        written = _body(outline, call[1])
        if _writes_pages(written) if written else _names_pager(call[1]) or is_in_pager:
            return True
    return False


def _given(script: str, call: re.Match[str]) -> str:
    """What a call is given, variables of its script by their values."""
    if not _names_pager(call[1]):
        return call[2]
    parts = _KEYS.sub(",", call[2]).split(",")
    for number, part in enumerate(parts):
        if _VARIABLE.match(part):
            value = re.search(rf"\b{re.escape(part.strip())}\s{{0,4}}=\s{{0,4}}[\"']?(\d{{1,4}})\b", script)
            parts[number] = value[1] if value is not None else part
    return ",".join(parts)


def _is_in_pager(outline: Outline, index: int) -> bool:
    """Whether a script stands in what is named a pager and says nothing else."""
    parent = outline.parents[index]
    return parent >= 0 and bool(PAGERS.search(named(outline.elements[parent])))


def _body(outline: Outline, name: str) -> str:
    """What a function of the page's own scripts does; empty where a script of another file holds it."""
    if "." in name:
        return ""
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
