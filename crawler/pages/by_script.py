"""Whether readers may see more than a page holds, because scripts build it: they load, draw, fill a place, or hold what is to be drawn."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, islice

from lxml import etree

from crawler.pages.acting import held
from crawler.pages.once import once
from crawler.pages.outline import LISTS, Outline, named
from crawler.pages.silent import is_library
from crawler.reading.document import Document, Element, is_empty
from crawler.reading.words import CONDITIONS, REPEATS

_LOADERS = re.compile(
    r"\$\.(?:ajax|get|post|getJSON)|XMLHttpRequest|\bfetch\s*\(|axios|\.load\s*\(|new\s+Vue|createApp|ReactDOM|getJSON|dataproxy|layui|\.innerHTML\s*=|\.append(?:Child)?\s*\(|\.html\s*\(",
)
_DATA = re.compile(
    r"""['"](?:[^'"\s<>]{0,200}\.(?:s?html?|jhtml|aspx?|jsp|php|do)\b|\s*20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2})"""
)
_LEAST_DATA = 3
"""Quoted addresses of pages or days in one script: so many are posts that a script of another file draws, fewer a setting."""
_TITLES = re.compile(
    r"""["']?\b(?:title|subject|biaoti|bt)["']?\s{0,4}:\s{0,4}["'](?:[^"'<>]{6,200})["']""", re.IGNORECASE
)
"""Titles in a script's objects, or in an attribute that holds them for a script."""
_LONG_VALUES = etree.XPath("//@*[string-length(.) > 60]")
_TEMPLATE = re.compile(r"\{\{[^{}]{1,100}\}\}")
_MOUNT = re.compile(
    r"^(?:(?:main|page|web|vue|react|ng)?[-_]?(?:app|root)|__next|__nuxt|app[-_]?(?:main|content|container|root))$",
    re.IGNORECASE,
)
"""The id of an element that an application draws into."""
_LEAST_TEXT = 20
"""Characters that a page has at least which is not drawn by its scripts (the bound of an empty column)."""
_BLOCKS = frozenset(("div", "section"))
_NAMED = re.compile(r"list|news|data|artic|grid|rows|items|result|content|liebiao|xinxi", re.IGNORECASE)
_SHOWN = frozenset(("a", "img", "iframe", "object", "embed", "video", "input", "select", "form"))
"""What a place that waits for its rows does not hold."""
_SOURCE = re.compile(
    r"^(?:(?:https?:/|\.{0,2})/[\w./-]{1,200}|[\w./-]{1,200}\.(?:json|s?html?|jspx?|aspx?|php|do|action|txt|xml))(?:\?\S{0,200})?$|\burl\s{0,4}:",
    re.IGNORECASE,
)
"""The value of an attribute by which a list or a block says where what it holds comes from, whatever the attribute is called."""


def is_built_by_script(outline: Outline) -> bool:
    """Whether readers may see more than the page holds: a script that loads or draws, a script's data, a template that was
    not filled, a place that waits for one, <noscript>, or nothing at all beside scripts."""
    document = outline.document
    return (
        any(map(_loads_or_holds, document.scripts))
        or any("{{" in text and _TEMPLATE.search(text) for text, _ in document.chunks)
        or any(_holds(value, _TITLES) for value in _LONG_VALUES(document.root) if "'" in value or '"' in value)
        or _has_repeated(document)
        or _has_other_list(document)
        or _has_mount(document)
        or _has_place(outline)
        or _is_bare(document)
    )


def _loads_or_holds(script: str) -> bool:
    return _is_drawing_short(script) if len(script) <= _SHORT_SCRIPT else _is_drawing(script)


def _is_drawing(script: str) -> bool:
    """Whether a script loads or draws, or holds data to be drawn."""
    return bool(_LOADERS.search(script)) or _holds(script, _DATA) or _holds(script, _TITLES)


_is_drawing_short = lru_cache(maxsize=256)(_is_drawing)
_SHORT_SCRIPT = 10_000
"""Characters of scripts that are remembered: pages of a site share most of theirs."""


def _holds(text: str, data: re.Pattern[str]) -> bool:
    return next(islice(data.finditer(text), _LEAST_DATA - 1, None), None) is not None


def _is_bare(document: Document) -> bool:
    """Whether scripts stand on a page without a link and without a sentence: an application draws it."""
    root = document.root
    if next(root.iter("a"), None) is not None:
        return False
    if not any(script.get("src") for script in root.iter("script")) and sum(map(len, document.scripts)) < _LEAST_TEXT:
        return False
    return sum(len(text) for text, _ in document.chunks) < _LEAST_TEXT


def _has_repeated(document: Document) -> bool:
    """Whether a script has yet to repeat a row, or to show what is there only where something is so: Vue, AngularJS, Alpine, Knockout."""
    bound = (element.get("data-bind").lstrip(" \t\r\n") for element in document.bearing("data-bind"))
    return bool(document.bearing(*REPEATS, *CONDITIONS)) or any(text.startswith("foreach") for text in bound)


def _has_mount(document: Document) -> bool:
    """Whether an application's element, or a component, is empty: the script that fills it has yet to run."""
    mounts = (element for element in document.bearing("id") if _MOUNT.match(element.get("id")))
    components = (element for element in document.stream if element is not None and "-" in element.tag)
    return any(map(is_empty, chain(mounts, components)))


def _has_other_list(document: Document) -> bool:
    """Whether links stand where only readers without scripts see them: then a script draws them for all others."""
    return any(
        next(islice(other.iter("a"), _LEAST_DATA - 1, None), None) is not None
        for other in document.root.iter("noscript")
    )


def _has_place(outline: Outline) -> bool:
    """Whether a list without rows waits for a script in the page's own content."""
    return any(waits(outline, index) for index, tag in enumerate(outline.tags) if tag in LISTS or tag in _BLOCKS)


def waits(outline: Outline, index: int) -> bool:
    """Whether an element without rows waits for a script: it says where they come from, or a script of another file may know it by its id."""
    node = outline.elements[index]
    if outline.is_aside(index) or (outline.count(index) and node.tag != "table") or not _is_without_rows(node):
        return False
    if any(_SOURCE.search(str(node.get(name))) for name in held(node)):
        return True
    return _is_place(outline, index) and _loads_files(outline)


@once
def _loads_files(outline: Outline) -> bool:
    files = (script.get("src") or "" for script in outline.document.root.iter("script"))
    return any(address and not is_library(address) for address in files)


def _is_without_rows(node: Element) -> bool:
    return not any(child.tag in _SHOWN or child.tag == "td" for child in node.iter())


def _is_place(outline: Outline, index: int) -> bool:
    """Whether an element bears an id and holds nothing, and is a list or a block that is named as one."""
    node = outline.elements[index]
    is_list = node.tag in LISTS or bool(_NAMED.search(named(node)))
    return is_list and bool(node.get("id")) and not outline.count(index)


def texts_of(document: Document) -> Iterator[str]:
    """The texts of a page that readers see, but for what a script shows only where something is so (暂无信息 where no rows came)."""
    conditional = set(document.bearing(*CONDITIONS))
    for text, element in document.chunks:
        if not conditional or conditional.isdisjoint((element, *element.iterancestors())):
            yield text
