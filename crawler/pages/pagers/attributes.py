"""Attributes and elements by which frameworks lengthen a list when a reader comes to its end: Vue, Alpine, htmx, Angular, Stimulus and their like."""

import re
from collections.abc import Iterator

from crawler.pages.outline import Outline
from crawler.reading.document import Element

_HINTS = (
    "infinite",
    "ntersect",
    "hx-get",
    "scrolltolower",
    "onscroll=",
    "@scroll=",
    "next-",
    "load-",
    "turbo-frame",
    "van-list",
    "include-fragment",
)
"""What stands in a page's text where one of them may: most pages hold none, and ask no further."""
_ENDLESS = re.compile(r"infinite[-_]?(?:scroll|load)|scroll-?to-?lower|^@load$", re.IGNORECASE)
"""Attributes and components that do nothing else."""
_SEEN = re.compile(r"^(?:x-intersect|v-intersect|@intersect|v-observe-visibility)")
_SCROLLED = re.compile(r"^(?:onscroll|@scroll|v-on:scroll)$")
_KEPT = re.compile(r"^data-(?:next|more|load|infinite)(?:-?more)?-?(?:page|url|href|src|path)(?:-url|-value)?$")
"""Where a script looks for the address or the number of the next page."""
_SHOWS = re.compile(r"classList|animat|shown|visible|\.src\b", re.IGNORECASE)
"""What is done where something only appears."""
_CALLS = re.compile(r"\w\s{0,4}\(|^\s{0,4}\w*(?:load|more|next|page)\w*\s{0,4}$", re.IGNORECASE)
_NONE = frozenset(("", "0", "false", "null", "none", "undefined", "#", "-1"))
_TRIGGERS = re.compile(r"revealed|intersect|load", re.IGNORECASE)
_LATER = frozenset(("turbo-frame", "include-fragment"))
"""Elements that ask for their own content."""


def lengthens(outline: Outline) -> bool:
    """Whether an attribute of the page's own content says that rows are asked for where its end is seen."""
    text = outline.document.text
    return any(hint in text for hint in _HINTS) and any(_lengthens(outline, index) for index in _marked(outline))


def _marked(outline: Outline) -> Iterator[int]:
    """The elements of the page's own content that have attributes or names of their own."""
    for index, node in enumerate(outline.elements):
        if (len(node.attrib) or "-" in str(node.tag)) and not outline.outside[index] and not outline.is_side(index):
            yield index


def _lengthens(outline: Outline, index: int) -> bool:
    node = outline.elements[index]
    names = [str(name) for name in node.attrib]
    if (
        _ENDLESS.search(str(node.tag))
        or any(map(_ENDLESS.search, names))
        or "infinite-scroll" in str(node.get("data-controller"))
    ):
        return True
    if node.get("hx-get") or (node.tag in _LATER and node.get("src")):
        return _asks_later(outline, index)
    return any(_says_so(outline, index, name, str(node.get(name))) for name in names)


def _says_so(outline: Outline, index: int, name: str, value: str) -> bool:
    if _SEEN.match(name):
        return bool(_CALLS.search(value)) and not _SHOWS.search(value)
    if _SCROLLED.match(name):
        return bool(_CALLS.search(value) or name != "onscroll") and _holds_rows(outline, index)
    return bool(_KEPT.match(name)) and value.strip().lower() not in _NONE and _is_the_lists(outline, index)


def _asks_later(outline: Outline, index: int) -> bool:
    """Whether an element asks for more where it is seen, or below the rows where it is clicked: not what a form finds."""
    node: Element = outline.elements[index]
    if node.tag == "form" or any(above.tag == "form" for above in node.iterancestors()):
        return False
    is_seen = bool(_TRIGGERS.search(str(node.get("hx-trigger") or ""))) or node.tag in _LATER
    return _is_the_lists(outline, index) and (is_seen or outline.holds_day(0, outline.starts[index]))


def _is_the_lists(outline: Outline, index: int) -> bool:
    """Whether an element holds a list's rows, stands among them, or behind them."""
    return _holds_rows(outline, index) or outline.holds_day(0, outline.starts[index])


def _holds_rows(outline: Outline, index: int) -> bool:
    return outline.holds_day(outline.starts[index], outline.ends[index])
