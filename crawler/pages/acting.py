"""What acts on a click or a change, though it leads nowhere."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from crawler.reading.document import Document, Element
from crawler.reading.words import CLICK, FOCUS

_LOOKS = re.compile(
    r"^(?:class|id|style|title|alt|lang|dir|href|target|rel|name|type|hidden|tabindex|width|height|v?align|border|bgcolor|background|nowrap|coords|shape|usemap|colspan|rowspan|src|aria-.*|role|data-v-.*)$"
)
"""Attributes that do nothing on a click."""
_CLICKED = frozenset(("button", "tab", "menuitem", "treeitem"))
"""The roles of what does something on a click."""
_HANDLER = re.compile(r"on[a-z]+$|@|v-on:|ng-click|x-on:|data-on")
"""The attributes that say what a click does."""
_CALL = re.compile(r"([A-Za-z_]\w{0,40})\s{0,4}\(\s{0,4}(?:this\s{0,4},\s{0,4})?['\"]?([\w-]{1,40})['\"]?\s{0,4}[,)]")
_CHANGED = (
    "onclick",
    "onchange",
    "oninput",
    "lay-filter",
    "v-model",
    "ng-model",
    "@change",
    "@input",
    "@click",
    "v-on:change",
    "ng-change",
)
"""The attributes by which a script acts where a field is changed."""


def acts_otherwise(document: Document) -> bool:
    """Whether a page says of a click otherwise than by `onclick`: then its elements are asked one by one."""
    return any(name != "onclick" and CLICK.match(name) for name in document.attributes)


def script_of(node: Element) -> str:
    """The script that a click on an element runs, with what its reference says; empty where none is named."""
    return f"{handlers_of(node)} {node.get('href') or ''}".strip()


def handlers_of(node: Element) -> str:
    """The scripts of the attributes by which an element says what a click on it does."""
    return " ".join(str(value) for name, value in node.attrib.items() if CLICK.match(str(name)))


def scripts_of_reach(node: Element) -> str:
    """The scripts that run where a reader comes to an element: by a click, or by the keyboard."""
    return " ".join(
        str(value) for name, value in node.attrib.items() if CLICK.match(str(name)) or FOCUS.match(str(name))
    )


def is_clicked(node: Element) -> bool:
    """Whether an element is a button or a link, calls itself what is clicked, or says what a click on it does."""
    is_link = node.tag in ("a", "area") and node.get("href") is not None
    return node.tag == "button" or is_link or node.get("role") in _CLICKED or says_click(node)


def says_click(node: Element) -> bool:
    """Whether an element says what a click on it does."""
    return any(CLICK.match(str(name)) for name in node.attrib)


def is_handler(name: object) -> bool:
    """Whether an attribute says what a click does."""
    return bool(_HANDLER.match(str(name)))


def held(node: Element) -> Iterator[str]:
    """The attributes of an element that a script may act on."""
    return (str(name) for name in node.attrib if not _is_of_looks(str(name)))


@lru_cache(maxsize=4096)
def _is_of_looks(name: str) -> bool:
    return _LOOKS.match(name) is not None


def may_act(node: Element) -> bool:
    """Whether a click on an element may do something: it is clicked, or holds what a script may act on."""
    return is_clicked(node) or next(held(node), None) is not None


def is_handled(node: Element) -> bool:
    """Whether a script acts where a field is changed."""
    return any(node.get(name) for name in _CHANGED)


def call_of(nodes: Sequence[Element]) -> tuple[str, str]:
    """The function that a click on some elements calls and its first argument, or what they hold for a script; empty where they call none."""
    for node in nodes:
        handlers = (str(value) for name, value in node.attrib.items() if is_handler(name))
        found = _CALL.search(f"{' '.join(handlers)} {node.get('href') or ''}")
        if found is not None:
            return found[1], found[2]
    kept = ((name, str(node.get(name))) for node in nodes for name in held(node) if not is_handler(name))
    return next(kept, ("", ""))
