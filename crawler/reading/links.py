"""All references that a reader's browser would follow or load from a page (MEASURING 3), in one pass."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

import tinycss2

from crawler.addresses import Resolved, clean_reference, resolve
from crawler.reading.document import Document, Element, squeeze, visible_text
from crawler.records.items import Link

_REFRESH = re.compile(r"^\s*\d*(?:\.\d+)?\s*[;,]?\s*url\s*=\s*[\"']?([^\"']+)", re.IGNORECASE)
_ATTRIBUTES: dict[str, tuple[tuple[str, str], ...]] = {
    "a": (("href", "a"),),
    "area": (("href", "area"),),
    "img": (("src", "img"),),
    "script": (("src", "script"),),
    "link": (("href", "link"),),
    "iframe": (("src", "iframe"),),
    "frame": (("src", "frame"),),
    "video": (("src", "video"), ("poster", "img")),
    "audio": (("src", "audio"),),
    "source": (("src", "source"),),
    "object": (("data", "object"),),
    "embed": (("src", "embed"),),
    "input": (("src", "img"),),
    "body": (("background", "img"),),
    "table": (("background", "img"),),
    "td": (("background", "img"),),
}
_LOADED = frozenset(
    (
        "stylesheet",
        "icon",
        "shortcut",
        "apple-touch-icon",
        "apple-touch-icon-precomposed",
        "mask-icon",
        "manifest",
        "preload",
        "modulepreload",
    )
)
"""Relations of `link` that a browser loads; `canonical`, `next`, `search` and the like are only told to machines."""
MAX_LINKS = 20_000
_CONTROLS = ("onclick", "onmousedown", "data-toggle", "data-bs-toggle", "data-target", "role", "aria-controls")
"""Attributes of an element that a script answers: its `#` is no placeholder."""
_LINES_BACK = 5
"""A start tag may be written over several lines; the parser names the last one."""
_LONG_LINE = 200_000


def page_links(document: Document, tracking: tuple[str, ...] = ()) -> tuple[Link, ...]:
    """Every reference of a page, each distinct target once for each kind and text."""
    found: dict[tuple[str, str, str], Link] = {}
    places = _Places(document.text)
    for kind, raw, element in _references(document.root):
        resolved = resolve(document.base, raw, document.charset, tracking)
        text = _text_of(element, kind)
        if resolved.problem == "ignored" and kind in ("a", "area"):
            resolved = _inside(document, resolved, raw, text, element)
        key = (resolved.url, kind, text)
        if key not in found:
            line, position = places.of(getattr(element, "sourceline", None) or 0, raw)
            found[key] = Link(
                resolved.url, kind, text, raw[:2000], line, resolved.problem, resolved.fragment[:200], position
            )
        if len(found) >= MAX_LINKS:
            break
    return tuple(found.values())


def _inside(document: Document, resolved: Resolved, raw: str, text: str, element: Element) -> Resolved:
    """A reference into its own page, for information: a placeholder, or a mark that the page does not hold."""
    if any(element.get(name) is not None for name in _CONTROLS):
        return resolved
    reference = clean_reference(raw)
    if reference in ("", "#"):
        return Resolved(f"#{text}", problem="placeholder")
    mark = reference[1:]
    if not reference.startswith("#") or mark.startswith(("/", "!")) or mark.lower() == "top":
        return resolved
    if {mark, unquote(mark)} & document.marks:
        return resolved
    return Resolved(f"{document.url}{reference}"[:2000], mark, "missing_anchor")


class _Places:
    """Where addresses stand in a page's text: found from the line of their element onwards, in reading order."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._next: dict[int, int] = {}

    def of(self, line: int, raw: str) -> tuple[int, int]:
        """Line and column, both from 1; the column is 0 where the address is written in another way than it reads."""
        spellings = (raw, raw.replace("&", "&amp;")) if "&" in raw else (raw,)
        for back in range(min(line, _LINES_BACK)):
            number = line - back
            if number > len(self._lines) or not raw or len(self._lines[number - 1]) > _LONG_LINE:
                continue
            for spelling in spellings:
                start = self._lines[number - 1].find(spelling, self._next.get(number, 0))
                if start >= 0:
                    self._next[number] = start + len(spelling)
                    return number, start + 1
        return line, 0


def _references(root: Element) -> Iterator[tuple[str, str, Element]]:
    for element in root.iter():
        tag = element.tag
        if not isinstance(tag, str):
            continue
        for attribute, kind in _ATTRIBUTES.get(tag, ()):
            value = element.get(attribute)
            if value is not None and not (tag == "link" and not _is_loaded(element)):
                yield kind, value, element
        if tag in ("img", "source") and element.get("srcset"):
            for candidate in element.get("srcset").split(","):
                if candidate.strip():
                    yield "img", candidate.split()[0], element
        if tag == "form" and (element.get("method") or "get").lower() == "get" and element.get("action"):
            yield "form", element.get("action"), element
        if tag == "meta" and (element.get("http-equiv") or "").lower() == "refresh":
            refresh = _REFRESH.match(element.get("content") or "")
            if refresh:
                yield "refresh", refresh[1].strip(), element
        style = element.get("style")
        if style and "url(" in style.lower():
            for address in css_addresses(style, declarations=True):
                yield "css", address, element
        if tag == "style" and element.text and "url(" in element.text.lower():
            for address in css_addresses(element.text):
                yield "css", address, element


def _is_loaded(element: Element) -> bool:
    return any(word in _LOADED for word in (element.get("rel") or "").lower().split())


def _text_of(element: Element, kind: str) -> str:
    if kind in ("a", "area"):
        text = visible_text(element) or squeeze(element.get("title") or "")
        if not text:
            text = next((squeeze(image.get("alt") or image.get("title") or "") for image in element.iter("img")), "")
        return (text or squeeze(element.get("alt") or ""))[:120]
    return squeeze(element.get("alt") or element.get("title") or "")[:120]


def css_addresses(text: str, declarations: bool = False) -> list[str]:
    """The addresses of `url()` and `@import` in a style sheet or a style attribute."""
    found: list[str] = []
    nodes = (
        tinycss2.parse_declaration_list(text)
        if declarations
        else tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    )
    stack = list(reversed(nodes))
    while stack and len(found) < 2000:
        node = stack.pop()
        if node.type == "url":
            found.append(node.value)
        elif node.type == "function" and node.lower_name == "url":
            found += [argument.value for argument in node.arguments if argument.type == "string"]
        elif node.type == "at-rule" and node.lower_at_keyword == "import":
            found += [token.value for token in node.prelude if token.type in ("string", "url")]
            continue
        for part in ("prelude", "content", "value", "arguments"):
            children = getattr(node, part, None)
            if isinstance(children, list):
                stack.extend(reversed(children))
    return [address for address in found if address and not address.startswith(("data:", "#"))]
