"""Scripts that lengthen a list when a reader scrolls to its end, and tables that ask a server for their rows: nothing on the page says so."""

import re
from collections.abc import Iterator

from crawler.pages.pagers.growing import LONGEST_SCRIPT
from crawler.reading.document import Document

_REACH = 600
"""Characters behind a scroll's handler in which it asks for more."""
_SCROLL = re.compile(
    r"\.scroll\s{0,4}\(\s{0,4}(?:function|\(|\w{1,30}\s{0,4}(?:=>|\)))|[\"'](?:scroll|wheel|mousewheel|touchmove|touchend|inview|appear)[\"']\s{0,4},|\bonscroll\s{0,4}=|new\s{1,4}(?:IntersectionObserver|Waypoint)|\bsetInterval\s{0,4}\("
)
_NAMED = re.compile(
    r"\s{0,4}\(?\s{0,4}(?:(?:_\.)?(?:debounce|throttle)\s{0,4}\(\s{0,4})?(?!function\b|async\b)([A-Za-z_$][\w$]{0,40})\s{0,4}(?=[,);]|$)"
)
_ONLY_NAMED = re.compile(r"\(\s{0,4}(\w{1,30})\s{0,4}\)$")
"""A handler that stands elsewhere, by its name."""
_BRACES = re.compile(r"[{};]")
_ASKS = re.compile(r"\$\.(?:ajax|get|post|getJSON)\b|\bfetch\s{0,4}\(|XMLHttpRequest|\baxios\b")
_BOTTOM = re.compile(
    r"scrollHeight|document\)\s{0,4}\.(?:outer)?height|clientHeight|innerHeight|isIntersecting|intersectionRatio",
    re.IGNORECASE,
)
_LOADS = re.compile(
    r"\b(?:load|get|add|show|next|fetch|append)_?(?:more|data|list|page|news|content|info|rows|items)\w{0,12}\s{0,4}\(|\b(?:load|next|more)\s{0,4}\(\s{0,4}\)|\bpage\w{0,8}\s{0,4}(?:\+\+|\+=)|\+\+\s{0,4}page",
    re.IGNORECASE,
)
_SURELY = re.compile(
    r"\b(?:load|get|fetch|show|add)_?(?:more|next)(?!\s?image)\w{0,12}\s{0,4}\(|\bnext_?page\s{0,4}\(", re.IGNORECASE
)
"""What such a handler calls that can be nothing else."""
_LIBRARY = re.compile(
    r"\bnew\s{1,4}MeScroll\b|\.dropload\s{0,4}\(|\.infinite_?scroll\s{0,4}\(|\bnew\s{1,4}InfiniteScroll\b|\.jscroll\s{0,4}\(|\bflow\.load\s{0,4}\(|\.ias\s{0,4}\(|\binfinite-scroll\b",
    re.IGNORECASE,
)
_SERVED = re.compile(
    r"\bb?serverSide[\"']?\s{0,4}:\s{0,4}(?:true|!0)|\bsidePagination[\"']?\s{0,4}:\s{0,4}[\"']server", re.IGNORECASE
)


def lengthens(document: Document) -> bool:
    """Whether a script of the page asks for more rows where a reader scrolls, or draws its table from a server."""
    return any(
        _SERVED.search(script) or _LIBRARY.search(script) or _follows_a_scroll(script)
        for script in document.scripts
        if len(script) < LONGEST_SCRIPT
    ) or any(table.get("data-side-pagination") == "server" for table in document.root.iter("table"))


def _follows_a_scroll(script: str) -> bool:
    """Whether the handler of a scroll asks a server, or loads where the page's end is reached; one that only looks how far it went does not."""
    return any(
        _ASKS.search(handler) or _SURELY.search(handler) or (_BOTTOM.search(handler) and _LOADS.search(handler))
        for found in _SCROLL.finditer(script)
        for handler in _handlers(script, found)
    )


def _handlers(script: str, found: re.Match[str]) -> Iterator[str]:
    """What a scroll's handler does: its own text, and that of the function that it names; of what is done now and then only what looks for the page's end."""
    is_timer = found[0].startswith("setInterval")
    for handler in (
        _handler(script, found.start(), found.end())[found.end() - found.start() :],
        *_named(script, found),
    ):
        if not is_timer or _BOTTOM.search(handler):
            yield handler


def _named(script: str, found: re.Match[str]) -> Iterator[str]:
    """The functions that a scroll's handler names."""
    name = _ONLY_NAMED.search(found[0]) or _NAMED.match(script, found.end())
    if name is not None:
        of = re.escape(name[1])
        for defined in re.finditer(
            rf"\bfunction\s{{1,4}}{of}\s{{0,4}}\(|\b{of}\s{{0,4}}=\s{{0,4}}(?:async\s|function|\()", script
        ):
            yield _handler(script, defined.start(), defined.end())


def _handler(script: str, start: int, end: int) -> str:
    """A scroll's handler from its name to its closing brace; of one that is only named, or does not end, what its reach holds."""
    reach = script[start : end + _REACH]
    depth = 0
    for found in _BRACES.finditer(reach, end - start):
        depth += 1 if found[0] == "{" else -1 if found[0] == "}" else 0
        if depth <= 0 and found[0] == ";":  # the statement ended before a body began
            return reach
        if depth == 0 and found[0] == "}":
            return reach[: found.end()]
    return reach
