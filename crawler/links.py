"""All references that a reader's browser would follow or load from a page (MEASURING 3), in one pass."""

import re
from collections.abc import Iterator

import tinycss2

from crawler.addresses import resolve
from crawler.document import Document, Element, squeeze, visible_text
from crawler.items import Link

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


def page_links(document: Document, tracking: tuple[str, ...] = ()) -> tuple[Link, ...]:
    """Every reference of a page, each distinct target once for each kind and text."""
    found: dict[tuple[str, str, str], Link] = {}
    for kind, raw, element in _references(document.root):
        resolved = resolve(document.base, raw, document.charset, tracking)
        text = _text_of(element, kind)
        key = (resolved.url, kind, text)
        if key not in found:
            line = getattr(element, "sourceline", None) or 0
            found[key] = Link(resolved.url, kind, text, raw[:2000], line, resolved.problem, resolved.fragment[:200])
        if len(found) >= MAX_LINKS:
            break
    return tuple(found.values())


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
