"""Calls of a site's own functions that draw a pager below a list, with how many pages there are and little else: `fy(6)`, `showpage(3, 'index')`."""

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import parse_qsl

from crawler.pages.once import once
from crawler.pages.outline import Outline, named
from crawler.pages.pagers.called import claims_of
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
_NUMBER = re.compile(r"(?:^|,)\s{0,4}[\"']?([1-9]\d{0,2})[\"']?\s{0,4}(?=,|$)")
_VALUE = re.compile(r"\b([A-Za-z_$][\w$]{0,30})\s{0,4}=\s{0,4}[\"']?(\d{1,3})[\"']?\s{0,4}[;,\n]")
_NAME = re.compile(
    r"(?:page|pager|paging|pagination|fenye)(?:s|_?(?:html|list|bar|nav|num(?:ber)?s?|div|box|str|btn|init|links?|show|util|js|dh))?(?:[.\d]|$)|"
    r"(?:^|[._])pg(?:\.(?:render|draw|init|show|make|create|build|write|html)|$)|(?:^|[._])[a-z_]*(?<!i)fy(?:[.\d]|$)|(?-i:(?:(?:^|\.)f|F)y[A-Z_])",
    re.IGNORECASE,
)
_NAME_HINT = re.compile(r"(?:pag|fenye|pg|fy)[\w.]{0,30}\s{0,4}\(", re.IGNORECASE)
"""What a script says that may call one: most say nothing of the kind."""
_OTHER = re.compile(
    r"home|open|close|full|zoom|track|record|web|land|view|visit|hit|click|count|time|size|style|title|top|code|load|stat|log|lang|url|print|share|scroll|(?:^|\.)(?:init|ready|on|start|enter|mark|active)_?page$",
    re.IGNORECASE,
)
"""What draws a pager is named so; `notify` and what counts visits of a page are not."""
_DEFINED = re.compile(r"function\s{1,4}$|(?:^|[^:])//[^\n]*$")
_DEFINES = re.compile(r"\bfunction\s{1,4}([\w$]{1,40})\s{0,4}\(|\b([\w$]{1,40})\s{0,4}=\s{0,4}(?:function\b|\()")
MOST_DEFINED = 500
"""Functions of one script that are looked at."""
_WRITES = re.compile(r"document\.write|innerHTML|insertAdjacentHTML|\.(?:html|append|appendTo|appendChild)\s{0,4}\(")
_LIBRARY = re.compile(
    r"\.(?:pagination|paging|pager?|jpage|createPage|bootpag|twbsPagination)\s{0,4}\(|\blaypage", re.IGNORECASE
)
_OF_PAGES = re.compile(
    r"[下尾末]\s?一?\s?页|pag(?:e|ing|ination)\b|fenye|_[\"']\s{0,4}\+|\.s?html?[\"'?]", re.IGNORECASE
)
_SHOWS = re.compile(r"\.(?:show|hide|slice|toggle)\s{0,4}\(|style\.display|children\.length")
_VERSIONS = frozenset(("v", "ver", "version", "t", "time", "r", "rnd", "_"))
_LINE = 120
_BODY = 1500
"""Characters of a function in which it writes a pager."""


def draws(outline: Outline) -> bool:
    """Whether a script below the page's rows calls for a pager of several pages."""
    body = outline.document.root.find("body")
    shown = str(body.get("onload") or "") if body is not None else ""
    return (
        _calls(outline, shown, is_in_pager=False)
        or any(_draws(outline, index) for index in _below(outline))
        or any(_calls(outline, script, is_in_pager=False) for script in _of_head(outline))
    )


def _of_head(outline: Outline) -> Iterator[str]:
    """The scripts of the page's head: what they call when the page is shown may draw a pager, too."""
    head = outline.document.root.find("head")
    for script in head.iter("script") if head is not None else ():
        text = script.text or ""
        if "(" in text and len(text) < LONGEST_SCRIPT and _NAME_HINT.search(text):
            yield text


def _draws(outline: Outline, index: int) -> bool:
    script = outline.elements[index]
    called = _calls(outline, script.text or "", is_in_pager=_is_in_pager(outline, index))
    return called or _is_asked_with_count(str(script.get("src") or ""))


def _is_asked_with_count(address: str) -> bool:
    """Whether the file of a script is named a pager's, and its address names a number of pages (`fy.asp?pages=6`)."""
    path, _, query = address.partition("?")
    is_pager = _names_pager(path.rpartition("/")[2].partition(".")[0])
    return any(
        value.isdecimal() and int(value[:8]) > 1 and (claims_of(f"{key}={value}")[0] or is_pager)
        for key, value in parse_qsl(query)
        if key.lower() not in _VERSIONS
    )


def _names_pager(name: str) -> bool:
    return bool(_NAME.search(name)) and not _OTHER.search(name)


def _below(outline: Outline) -> Iterator[int]:
    """The scripts of the page's own content that stand below rows."""
    for script in outline.document.root.iter("script"):
        index = outline.places.get(script)
        text = script.text or ""
        if index is None or ("(" not in text and not script.get("src")) or len(text) >= LONGEST_SCRIPT:
            continue
        is_own = not outline.is_aside(index) or _is_in_pager(outline, index)
        if is_own and _is_below_rows(outline, outline.starts[index]):
            yield index


def _is_below_rows(outline: Outline, start: int) -> bool:
    """Whether dated rows stand above a place, or posts without days just above it."""
    if outline.holds_day(0, start):
        return True
    return any(is_titled_post(outline, anchor) for anchor in outline.anchors_in(0, start)[-BELOW:])


def _calls(outline: Outline, script: str, *, is_in_pager: bool) -> bool:
    """Whether a script calls for a pager: by the name of what it calls, by what this is seen to write, or by where the script stands."""
    values = dict(_VALUE.findall(script)) if "=" in script else {}
    for call in islice(_CALL.finditer(script), MOST_CALLS):
        numbers = [int(found) for found in _NUMBER.findall(_given(call, values))]
        is_idle = _OF_ROWS.search(call[2]) or _DEFINED.search(script[max(0, call.start() - _LINE) : call.start()])
        if not 0 < len(numbers) <= MOST_NUMBERS or max(numbers) < 2 or is_idle:
            continue
        written = _body(outline, call[1])
        if _writes_pages(written) if written else _names_pager(call[1]) or is_in_pager:
            return True
    return False


def _given(call: re.Match[str], values: dict[str, str]) -> str:
    """What a call is given, variables of its script by their values."""
    parts = _KEYS.sub(",", call[2]).split(",") if _names_pager(call[1]) else [call[2]]
    return ",".join(values.get(part.strip(), part) for part in parts)


def _is_in_pager(outline: Outline, index: int) -> bool:
    """Whether a script stands in what is named a pager and says nothing else."""
    parent = outline.parents[index]
    return parent >= 0 and bool(PAGERS.search(named(outline.elements[parent])))


def _body(outline: Outline, name: str) -> str:
    """What a function of the page's own scripts does; empty where a script of another file holds it."""
    return _defined(outline).get(name, "")


@once
def _defined(outline: Outline) -> dict[str, str]:
    """The functions of the page's own scripts, by their names."""
    return {
        found[1] or found[2]: script[found.start() : found.end() + _BODY]
        for script in outline.document.scripts
        for found in islice(_DEFINES.finditer(script), MOST_DEFINED)
    }


def _writes_pages(body: str) -> bool:
    """Whether a function writes a pager whose pages are not on this one: it shows and hides no rows."""
    if _SHOWS.search(body):
        return False
    return bool((_WRITES.search(body) and _OF_PAGES.search(body)) or _LIBRARY.search(body))
