"""All references that a reader's browser would follow or load from a page (MEASURING 3), in one pass."""

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote

from crawler.addresses import Resolved, clean_reference, resolve_clean
from crawler.reading.document import Document, Element, squeeze
from crawler.reading.hidden import MAY_BE_TINY, is_hidden
from crawler.reading.srcset import srcset_addresses
from crawler.reading.styles import css_addresses
from crawler.reading.words import CLICK
from crawler.records.items import Link

_REFRESH = re.compile(r"^\s*(?:\d+|(?=\.))[\d.]*(?:(?=[;,\s])\s*[;,]?\s*(.*))?$", re.DOTALL)
_AWAY = re.compile(
    r"^\s*(?:<!--\s*)?(?:(?:window|self|top|parent|document)\s?\.\s?)?location(?:\s?\.\s?href)?\s?(?:=|\.\s?(?:replace|assign)\s?\()\s{0,8}"
    r"([\"'])([^\"'\\<>\s]{1,500})\1\s?\)?\s{0,8};?\s*(?:(?://)?\s*-->)?\s*$",
    re.IGNORECASE,
)
"""A script that does nothing but lead to another page."""
_LONGEST_AWAY = 700
_REFRESH_ADDRESS = re.compile(r"^(?:url\s*=\s*)?(?:\"([^\"]*)|'([^']*)|(.*))", re.IGNORECASE | re.DOTALL)
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
    "track": (("src", "source"),),
    **dict.fromkeys(("body", "table", "thead", "tbody", "tfoot", "tr", "td", "th"), (("background", "img"),)),
}
_LEADING = frozenset((*_ATTRIBUTES, "form", "meta", "style"))
"""Elements that may lead somewhere by what they are; any other one does by its style alone."""
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
_CONTROLS = frozenset(("data-toggle", "data-bs-toggle", "data-target", "role", "aria-controls"))
"""Attributes of an element that a script answers, as it answers those of a click: its `#` is no placeholder."""
_LINES_BACK = 5
"""A start tag may be written over several lines; the parser names the last one."""
_LONG_LINE = 200_000


def page_links(document: Document, tracking: tuple[str, ...] = ()) -> tuple[Link, ...]:
    """Every reference of a page, each distinct target once for each kind and text; MAX_LINKS of them at most."""
    found: dict[tuple[str, str, str], Link] = {}
    places = _Places(document.text)
    for kind, raw, element, hidden in _references(document):
        resolved = _resolved(document, raw, tracking)
        text = _text_of(document, element, kind)
        if resolved.problem == "ignored" and kind in ("a", "area"):
            resolved = _inside(document, resolved, raw, text, element)
        key = (resolved.url, kind, text)
        if key in found and found[key].hidden and not hidden:
            found[key] = replace(found[key], hidden=False)
        if key not in found:
            line, position = places.of(getattr(element, "sourceline", None) or 0, raw)
            asked = resolved.asked if resolved.asked != resolved.url else ""
            found[key] = Link(
                url=resolved.url,
                kind=kind,
                text=text,
                raw=raw[:2000],
                line=line,
                problem=resolved.problem,
                fragment=resolved.fragment[:200],
                position=position,
                asked=asked,
                hidden=hidden,
            )
        if len(found) >= MAX_LINKS:
            break
    return tuple(found.values())


def _resolved(document: Document, raw: str, tracking: tuple[str, ...]) -> Resolved:
    """A reference of a page; under a foreign `<base>` a mark leads to the base's page."""
    reference = clean_reference(raw)
    if len(reference) > 1 and reference.startswith("#") and document.base != document.url.partition("#")[0]:
        reference = f"{document.base}{reference}"
    return resolve_clean(document.base, reference, document.query_charset, tracking)


def _inside(document: Document, resolved: Resolved, raw: str, text: str, element: Element) -> Resolved:
    """A reference into its own page, for information: a placeholder, or a mark that the page does not hold."""
    if any(name in _CONTROLS or CLICK.match(str(name)) for name in element.attrib):
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


def _references(document: Document) -> Iterator[tuple[str, str, Element, bool]]:
    """What a browser follows or loads, and whether a style hides it; what stands in a template, or only for browsers without scripts, is
    neither."""
    styled = set(document.bearing("style", "hidden"))
    painted = {element for element in document.bearing("style") if "(" in element.get("style")}
    unseen: Element | None = None
    hiding: Element | None = None
    opened: list[Element] = []
    for element in document.stream:
        if element is None:
            ended = opened.pop()
            unseen = None if ended is unseen else unseen
            hiding = None if ended is hiding else hiding
            continue
        opened.append(element)
        if unseen is None:
            if element.tag in ("template", "noscript"):
                unseen = element
                continue
            if hiding is None and (element in styled or element.tag in MAY_BE_TINY) and is_hidden(element):
                hiding = element
            if element.tag in _LEADING or element in painted:
                for kind, raw, holder in _of_element(element):
                    yield kind, raw, holder, hiding is not None


def _of_element(element: Element) -> Iterator[tuple[str, str, Element]]:
    tag = element.tag
    for attribute, kind in _ATTRIBUTES.get(tag, ()):
        value = element.get(attribute)
        if value is not None and _LOADS.get(tag, _always)(element):
            yield kind, value, element
    if tag in ("img", "source") and element.get("srcset"):
        for address in srcset_addresses(element.get("srcset")):
            yield "img", address, element
    if tag == "form" and (element.get("method") or "get").lower() not in ("post", "dialog") and element.get("action"):
        yield "form", element.get("action"), element
    if tag == "meta" and (element.get("http-equiv") or "").lower() == "refresh":
        address = refresh_address(element.get("content") or "")
        if address:
            yield "refresh", address, element
    if tag == "script":
        address = script_address(element.text or "")
        if address:
            yield "refresh", address, element
    style = element.get("style")
    if style and "(" in style:
        for address in css_addresses(style, declarations=True):
            yield "css", address, element
    if tag == "style" and element.text:
        for address in css_addresses(element.text):
            yield "css", address, element


def refresh_address(content: str) -> str:
    """Where a meta refresh leads (HTML standard, "shared declarative refresh steps"); empty where it stays."""
    timed = _REFRESH.match(content)
    found = _REFRESH_ADDRESS.match(timed[1]) if timed and timed[1] else None
    return next((group.strip() for group in found.groups() if group is not None), "") if found else ""


def script_address(script: str) -> str:
    """Where a script leads that does nothing else (`location.href = "list.html"`); empty where it does anything beside."""
    found = _AWAY.match(script) if len(script) <= _LONGEST_AWAY and "location" in script else None
    return found[2] if found else ""


def _always(_: Element) -> bool:
    return True


def _is_loaded(element: Element) -> bool:
    words = (element.get("rel") or "").lower().split()
    return any(word in _LOADED for word in words) and not (
        "stylesheet" in words and element.get("disabled") is not None
    )


def _is_picture(element: Element) -> bool:
    return (element.get("type") or "").strip().lower() == "image"


def _is_script(element: Element) -> bool:
    kind = (element.get("type") or "").partition(";")[0].strip().lower()
    return not kind or kind == "module" or "javascript" in kind or "ecmascript" in kind or kind == "text/jscript"


_LOADS = {"link": _is_loaded, "input": _is_picture, "script": _is_script}
"""Elements whose address is loaded in some cases only."""


def _text_of(document: Document, element: Element, kind: str) -> str:
    if kind in ("a", "area"):
        text = document.shown(element) or squeeze(element.get("title") or "")
        if not text:
            text = next((squeeze(image.get("alt") or image.get("title") or "") for image in element.iter("img")), "")
        return (text or squeeze(element.get("alt") or ""))[:120]
    return squeeze(element.get("alt") or element.get("title") or "")[:120]
