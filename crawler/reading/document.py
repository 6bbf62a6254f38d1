"""A parsed page: one lxml tree, its visible text chunks, its META tags."""

import re
from functools import cached_property, lru_cache
from itertools import chain, islice
from typing import Any

from lxml import etree, html

from crawler.addresses import Resolved, canonical, clean_reference, join, resolve

_PARSER = etree.HTMLParser(encoding=None, remove_pis=True, remove_comments=True, huge_tree=True)
"""Not that of `lxml.html`, which asks a function of its own for the class of each element."""
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>", re.IGNORECASE)
SILENT = frozenset(("script", "style", "noscript", "template", "head", "title", "textarea", "svg"))
"""Elements of which a reader sees no text."""
_BAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_META_TAG = re.compile(r"<meta\b[^>]{0,2000}>", re.IGNORECASE)
_META_NAME = re.compile(r"\b(?:name|property)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_META_CONTENT = re.compile(r"\bcontent\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_ENDS = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
_BEGINS = re.compile(r"<(?:!doctype|html|body)\b", re.IGNORECASE)
_WITHIN_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}$")
_FORMATTING = re.compile(
    r"</?(?:font|b|i|u|s|em|strong|span|big|small|center|strike|sub|sup|nobr|tt|blink|ins|del)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_CONTAINERS = re.compile(r"</?(?:div|section|article|blockquote|form|o:p)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ATTRIBUTE = r"[\s/]*+[^\s=<>\"'/]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'<>]++))?+"
MOST_ATTRIBUTES = 256
"""Attributes of an element that are read: the parser's library compares each with all others, and real elements have fewer than fifty."""
_CROWDED = re.compile(rf"(<[a-zA-Z][^\s<>/]*+(?:{_ATTRIBUTE}){{{MOST_ATTRIBUTES}}}+)((?:{_ATTRIBUTE})++)")
MAX_NODES = 200_000
SHORT = 64
"""Characters of texts that the pages of a site share: what they come to is remembered."""
LONGEST_STYLE = 400
"""Characters of styles that are remembered: text processors write the same hundred to each paragraph."""
MAX_DEPTH = 1_900
"""Elements below one another that the parser reads: libxml2 gives up at 2,048."""

Element = Any
"""lxml has no types of its own."""


def parse(text: str) -> Element:
    """Parse any text into a tree, as browsers do; a page that is no HTML at all gives an empty body.

    The parser's library stops at the first `</html>` and at a depth of some 2,000 elements, where browsers go on: ends of the page are taken
    out (a header file that was included has its own), and formatting that old editors left open is taken out of pages that are too deep.
    Comments are left out: what stands before and after one is one text, as it is to a reader.
    """
    cleaned = _ENDS.sub(_blank, _BAD.sub("", _DECLARATION.sub("", text)))
    cleaned = _CROWDED.sub(lambda match: match[1] + re.sub(r"[^\n]", " ", match[2]), cleaned)
    tree = _tree(cleaned)
    if cleaned.count("<") > MAX_DEPTH and _is_cut(tree):
        tree = _tree(_FORMATTING.sub(_blank, cleaned))
        if _is_cut(tree):
            tree = _tree(_CONTAINERS.sub(_blank, _FORMATTING.sub(_blank, cleaned)))
    return tree


def _blank(match: re.Match[str]) -> str:
    """As many spaces as what is taken out, so that lines and columns stay; line breaks are kept."""
    text = match[0]
    return " " * len(text) if "\n" not in text else re.sub(r"[^\n]", " ", text)


def _is_cut(tree: Element) -> bool:
    """Whether the parser gave up because elements were nested too deep."""
    node, depth = tree, 0
    while len(node):
        node, depth = node[-1], depth + 1
    return depth >= MAX_DEPTH


def _tree(cleaned: str) -> Element:
    try:
        tree = html.document_fromstring(cleaned or "<html><body></body></html>", parser=_PARSER)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        tree = html.document_fromstring("<html><body></body></html>")
    return tree


class Document:
    """One page as the page objects read it: address after redirects, text, tree."""

    def __init__(self, url: str, text: str, charset: str = "utf-8") -> None:
        self.url = url
        self.text = text
        self.charset = charset
        self._shown: dict[Element, str] = {}
        self._resolved: dict[str, Resolved] = {}

    @cached_property
    def own(self) -> str:
        """The address that identifies this page: links are compared with it."""
        return canonical(self.url)

    @cached_property
    def root(self) -> Element:
        """The lxml tree."""
        return parse(self.text)

    @cached_property
    def is_cut(self) -> bool:
        """Whether the page has a beginning and no end, as a page has of which only a part was sent; careless ones have none either."""
        return bool(_BEGINS.search(self.text)) and not _ENDS.search(self.text)

    @cached_property
    def breaks_off(self) -> bool:
        """Whether the page ends within a tag: a part of it is missing."""
        return bool(_WITHIN_TAG.search(self.text[-2_500:]))

    @cached_property
    def base(self) -> str:
        """The address that references are resolved against: `<base href>` honoured."""
        for element in self.root.iter("base"):
            if element.get("href") is None:
                continue
            try:
                base = join(self.url, clean_reference(element.get("href")))
            except ValueError:
                break
            return base if base.startswith(("http:", "https:")) else self.url
        return self.url

    @cached_property
    def query_charset(self) -> str:
        """The charset that a browser encodes queries in: a page read as GB 18030 that does not call itself so is GBK."""
        is_gbk = self.charset == "gb18030" and "gb18030" not in self.text[:8192].lower()
        return "gbk" if is_gbk else self.charset

    def part(self, markup: str) -> "Document":
        """Markup that this page holds for a script, as a page of its own."""
        made = Document(self.base, f"<html><body>{markup}</body></html>", self.charset)
        made.query_charset = self.query_charset
        return made

    def resolved(self, reference: str) -> Resolved:
        """What a reference of this page leads to; remembered, for rows, pagers and parts ask for the same ones."""
        known = self._resolved.get(reference)
        if known is None:
            known = self._resolved[reference] = resolve(self.base, reference, self.query_charset)
        return known

    def asked(self, reference: str) -> str | None:
        """What a browser asks for a reference of this page; None where it leads nowhere."""
        resolved = self.resolved(reference)
        return None if resolved.problem else resolved.asked

    def bearing(self, *names: str) -> list[Element]:
        """The elements that bear one of these attributes."""
        return list(dict.fromkeys(element for name in names for element in self.attributes.get(name, ())))

    @cached_property
    def attributes(self) -> dict[str, list[Element]]:
        """The names of all attributes, each with the elements that bear it: looked up once for all who ask for some."""
        found: dict[str, list[Element]] = {}
        for element in self.stream:
            for name in element.keys() if element is not None else ():
                found.setdefault(name, []).append(element)
        return found

    @cached_property
    def marks(self) -> frozenset[str]:
        """The names that references into the page can point to."""
        named = (element for element in self.bearing("name") if element.tag in ("a", "map", "img", "form", "iframe"))
        found = {element.get("id") for element in self.bearing("id")} | {element.get("name") for element in named}
        return frozenset(name for name in found if name)

    @cached_property
    def title(self) -> str:
        """The title element, white space squeezed."""
        for element in self.root.iter("title"):
            return squeeze(element.text or "")
        return ""

    @cached_property
    def metas(self) -> dict[str, str]:
        """META tags by name in lower case; the first filled value wins (real pages hold the block twice)."""
        found: dict[str, str] = {}
        for tag in _META_TAG.findall(self.text[:400_000]):
            name, content = _META_NAME.search(tag), _META_CONTENT.search(tag)
            if name is None or content is None:
                continue
            key = next(group for group in name.groups() if group is not None).strip().lower()
            value = squeeze(unescape(next((group for group in content.groups() if group is not None), "")))
            if value and value.lower() not in ("null", "undefined", "none") and not found.get(key):
                found[key] = value[:2000]
        return found

    @property
    def stream(self) -> list[Element | None]:
        """All elements in document order; None where the innermost of those that are open ends. Walked once for all who read the page."""
        return self._walked[0]

    @property
    def said(self) -> list[str]:
        """The text behind each place of the stream, squeezed: an element's own where it begins, what follows it where it ends; nothing
        of what is silent."""
        return self._walked[1]

    @cached_property
    def _walked(self) -> tuple[list[Element | None], list[str]]:
        stream: list[Element | None] = []
        said: list[str] = []
        opened: list[Element] = []
        silent = 0
        """How many were open where the outermost silent one began."""
        for element in chain(self.root.iter(etree.Element), (None,)):
            parent = element.getparent() if element is not None else None
            while opened and opened[-1] is not parent:
                ended = opened.pop()
                silent = 0 if len(opened) < silent else silent
                stream.append(None)
                said.append(_told(ended.tail) if opened and not silent else "")
            if element is not None:
                opened.append(element)
                silent = silent or (len(opened) if element.tag in SILENT else 0)
                stream.append(element)
                said.append("" if silent else _told(element.text))
        return stream, said

    @cached_property
    def chunks(self) -> list[tuple[str, Element]]:
        """Visible text in document order, each chunk with the element whose text it is."""
        chunks: list[tuple[str, Element]] = []
        shut = set(filter(_is_shut, self.bearing("style")))
        opened: list[Element] = []
        skip: Element | None = None
        for element, text in zip(islice(self.stream, MAX_NODES), self.said, strict=False):
            if element is not None:
                opened.append(element)
                skip = element if skip is None and element in shut else skip
            elif opened.pop() is skip:
                skip = None
            if text and skip is None:
                chunks.append((text, opened[-1]))
        return chunks

    def shown(self, element: Element) -> str:
        """All visible text below an element; remembered, for several readers ask for that of each link."""
        known = self._shown.get(element)
        if known is None:
            known = self._shown[element] = visible_text(element)
        return known

    @cached_property
    def scripts(self) -> list[str]:
        """The text of inline scripts."""
        return [element.text or "" for element in self.root.iter("script") if element.text]


def is_silent(element: Element) -> bool:
    """Whether nothing below an element is shown to a reader."""
    return element.tag in SILENT or _is_shut(element)


def _is_shut(element: Element) -> bool:
    """Whether an element's own style hides it."""
    style = element.get("style")
    return style is not None and (_shuts_short(style) if len(style) <= LONGEST_STYLE else _shuts(style))


def _told(text: str | None) -> str:
    return squeeze(text) if text and not text.isspace() else ""


_UNSEEN = re.compile("[\u200b\ufeff]")


def _shuts(style: str) -> bool:
    return HIDDEN.search(style) is not None


_shuts_short = lru_cache(maxsize=1024)(_shuts)


def squeeze(text: str) -> str:
    """White space of every kind to single spaces."""
    return _squeezed_short(text) if len(text) <= SHORT else _squeezed(text)


def _squeezed(text: str) -> str:
    if not text.isascii() and ("\u200b" in text or "\ufeff" in text):
        text = _UNSEEN.sub(" ", text)
    return " ".join(text.split())


_squeezed_short = lru_cache(maxsize=8192)(_squeezed)


def unescape(text: str) -> str:
    """HTML character references resolved."""
    import html as standard

    return standard.unescape(text) if "&" in text else text


def is_empty(element: Element) -> bool:
    """Whether an element holds neither another one nor a text."""
    return not len(element) and not (element.text or "").strip()


def visible_text(element: Element) -> str:
    """All visible text below an element, squeezed; scripts, styles and comments left out."""
    if not len(element):
        return squeeze(element.text or "")
    if not any(map(is_silent, element.iterdescendants(etree.Element))):
        return squeeze("".join(element.itertext(etree.Element)))
    parts: list[str] = []
    skip: Element | None = None
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            if skip is None and node is not element and is_silent(node):
                skip = node
            if skip is None and node.text:
                parts.append(node.text)
            continue
        if skip is node:
            skip = None
        if skip is None and node is not element and node.tail:
            parts.append(node.tail)
    return squeeze("".join(parts))


def text_of(element: Element) -> str:
    """What a link says: its text, else its title, value, or its picture's words."""
    text = visible_text(element) if element.tag not in ("input", "img") else ""
    for name in ("value", "title", "alt", "aria-label"):
        text = text or squeeze(element.get(name) or "")
    if not text:
        text = next((squeeze(image.get("alt") or image.get("title") or "") for image in element.iter("img")), "")
    return text
