"""Scripts that add rows to a list when its page is shown: files among its rows, and what is asked for and put behind them."""

import re
from itertools import islice

from crawler.pages.once import once
from crawler.pages.outline import LISTS, Outline
from crawler.pages.pagers.growing import LONGEST_SCRIPT
from crawler.pages.wordless import is_of_tool
from crawler.reading.document import Element
from crawler.reading.words import REPEATS

MOST = 20
"""Such calls of one script that are looked at."""
_BLOCKS = LISTS | {"div", "section"}
_ASKS = re.compile(r"\$\.(?:ajax|get|post|getJSON)\b|\bfetch\s{0,4}\(|XMLHttpRequest|\baxios\b")
_HINTS = (".append", ".after", ".load", ".insert", "innerHTML")
_ADDS = re.compile(
    r"\.(?:append(?:Child)?|after|load)\s{0,4}\(|\.insertAdjacentHTML|\.innerHTML\s{0,4}\+=|"
    r"\.(?:appendTo|insertAfter)\s{0,4}\(\s{0,4}[\"']([^\"'<>]{1,80})[\"']"
)
"""Calls that put something behind what an element holds, or fill it with what they ask for."""
_TO = re.compile(r"[\"']([^\"'<>]{1,80})[\"']\s{0,4}\)\s{0,4}$")
"""Before such a call: the element that it is for."""
_REACH = 100
LEVELS = 3
"""How far below what is added to its rows stand."""
_NAMES = re.compile(r"[\w-]{1,60}")


def adds(outline: Outline) -> bool:
    """Whether a script of the page adds rows to those that stand there."""
    if any(_is_among_rows(outline, script) for script in outline.document.root.iter("script") if script.get("src")):
        return True
    if any(_is_among_rows(outline, node) for node in outline.document.bearing(*REPEATS)):
        return True
    scripts = (script for script in outline.document.scripts if len(script) < LONGEST_SCRIPT)
    return any(_adds(outline, script) for script in scripts)


def _adds(outline: Outline, script: str) -> bool:
    if not any(hint in script for hint in _HINTS):
        return False
    asks = _ASKS.search(script) is not None
    for found in islice(_ADDS.finditer(script), MOST):
        before = None if found[1] else _TO.search(script, max(0, found.start() - _REACH), found.start())
        places = _found(outline, found[1] or (before[1] if before is not None else ""))
        if found[0].startswith(".load"):
            if any(_is_behind_rows(outline, index) for index in places):
                return True
        elif asks and any(_holds_rows(outline, index) for index in places):
            return True
    return False


def _is_among_rows(outline: Outline, node: Element) -> bool:
    """Whether an element stands behind rows in what holds nothing else."""
    index = outline.places.get(node, -1)
    holder = outline.parents[index] if index >= 0 else -1
    is_list = holder >= 0 and outline.elements[holder].tag in LISTS
    return is_list and _holds_posts(outline, outline.starts[holder], outline.starts[index]) and _is_own(outline, holder)


def _found(outline: Outline, selector: str) -> list[int]:
    """The elements that an id or a selector names; what holds rows (`.list ul`) by the name before it."""
    if not selector:
        return []
    *above, last = selector.split()[-2:] or [""]
    told = above[0] if above and last in LISTS else last
    is_name = told.isidentifier() or told[:1] in ".#" or told.partition(".")[0] in LISTS
    names = _NAMES.findall(told) if is_name else []
    return [index for name in names[:2] for index in outline.by_name.get(name, ())[:MOST]]


@once
def _holds_rows(outline: Outline, index: int) -> bool:
    """Whether an element holds rows and nothing else, which what holds a whole page does not."""
    return _is_own(outline, index) and _is_of_rows(outline, index)


def _is_of_rows(outline: Outline, index: int) -> bool:
    for _ in range(LEVELS):
        children = outline.children[index]
        holding = (child for child in children if _holds_posts(outline, outline.starts[child], outline.ends[child]))
        inside = list(islice(holding, 2))
        if len(inside) != 1 or outline.count(inside[0]) < outline.count(index):
            return len(inside) > 1 or (bool(inside) and outline.tags[index] in LISTS)
        index = inside[0]
    return False


def _is_behind_rows(outline: Outline, index: int) -> bool:
    """Whether an empty block stands just behind what holds rows, in the page's own content."""
    node, parent = outline.elements[index], outline.parents[index]
    if node.tag not in _BLOCKS or outline.count(index) or parent < 0 or outline.elements[parent].tag == "body":
        return False
    siblings = outline.children[parent]
    at = siblings.index(index)
    before = siblings[at - 1] if at else index
    return _is_own(outline, index) and _holds_posts(outline, outline.starts[before], outline.ends[before])


def _is_own(outline: Outline, index: int) -> bool:
    return not (outline.is_aside(index) or is_of_tool(outline.elements[index]))


def _holds_posts(outline: Outline, low: int, high: int) -> bool:
    return any(anchor.is_titled for anchor in outline.anchors_in(low, high))
