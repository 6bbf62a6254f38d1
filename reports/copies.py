"""A stored page as an inert one: its words, tables and lists, no script, no style, nothing that could send a request.

What may stay is named here, and all else goes: an allow-list cannot forget a new way of loading something.
"""

import hashlib
import re
from dataclasses import dataclass
from html import escape
from typing import Any

from lxml import etree

from crawler.addresses import clean_reference, resolve
from crawler.reading.document import Document
from crawler.reading.encoding import decode

POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"
"""For the copies' own pages: even if something got through, nothing is loaded and nothing runs."""
MAX_SHOWN = 2_000_000
"""Bytes of a stored page that are shown at most: a longer one is no page that anybody reads."""
_KEPT = frozenset(
    [
        "body",
        "p",
        "div",
        "span",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "caption",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "b",
        "strong",
        "i",
        "em",
        "u",
        "s",
        "sub",
        "sup",
        "br",
        "hr",
        "pre",
        "code",
        "blockquote",
        "center",
        "font",
        "small",
        "big",
        "address",
        "article",
        "section",
        "header",
        "footer",
        "nav",
        "main",
        "aside",
        "figure",
        "figcaption",
        "label",
        "fieldset",
        "legend",
    ]
)
_SILENT = frozenset(
    [
        "script",
        "style",
        "template",
        "title",
        "head",
        "link",
        "meta",
        "base",
        "noscript",
        "iframe",
        "frame",
        "frameset",
        "object",
        "embed",
        "applet",
        "param",
        "svg",
        "math",
        "audio",
        "video",
        "source",
        "track",
        "canvas",
        "map",
        "area",
        "portal",
        "dialog",
    ]
)
_ATTRIBUTES = frozenset(("colspan", "rowspan", "align", "valign", "title"))
_REFERENCES = ("href", "src", "data", "action", "background", "poster")
_SPACE = re.compile(r"\s+")
_TEXTUAL = re.compile(r"html|xml|json|text/", re.IGNORECASE)
_STYLE = """
body{margin:0;font:15px/1.7 "Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif;color:#222;background:#fff}
#about{background:#8c1d18;color:#fff;padding:8px 16px;font-size:14px;overflow-wrap:anywhere}
#about a{color:#fff}
#copy{padding:12px 20px;overflow-wrap:anywhere}
#copy table{border-collapse:collapse;max-width:100%}#copy td,#copy th{border:1px solid #ddd;padding:2px 6px}
.link{color:#1a4f8b;text-decoration:underline}
.picture{color:#777;border:1px dashed #bbb;padding:0 4px;font-size:13px}
.mark,.mark *{background:#ffe45c!important;color:#000!important}
.mark{outline:3px solid #d0021b;outline-offset:2px;border-radius:2px}
@media print{#about{background:none;color:#000;border-bottom:1px solid #000}}
"""


@dataclass(frozen=True, slots=True)
class Marks:
    """What is marked on a page: the reference to an address, by its words and line; or words that were quoted."""

    subject: str = ""
    text: str = ""
    line: int = 0
    quotes: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """A short name of the marks, for the name of the copy's file."""
        return hashlib.sha256(repr((self.subject, self.text, self.line, self.quotes)).encode()).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Inert:
    """A page made inert, and whether the marked place was found on it."""

    html: str
    is_marked: bool


def can_be_shown(content_type: str) -> bool:
    """Whether a body is words at all; documents and pictures are kept and not shown."""
    return not content_type or _TEXTUAL.search(content_type) is not None


def inert(body: bytes, content_type: str, address: str, marks: Marks, about: str) -> Inert:
    """The inert page of a stored body. `about` says what it is a copy of."""
    decoded = decode(body[:MAX_SHOWN], content_type)
    if "html" not in content_type.lower() and content_type and "<html" not in decoded.text[:2000].lower():
        return Inert(_page(about, f"<pre>{escape(decoded.text)}</pre>"), False)
    document = Document(address, decoded.text, decoded.charset)
    root = document.root
    content = root.find("body")
    content = root if content is None else content
    marked = _reference(document, content, marks)
    _clean(content, marked)
    found = [marked] if marked is not None else []
    found += [element for quote in marks.quotes if (element := _quoted(content, quote)) is not None]
    for element in found:
        element.set("class", f"{element.get('class', '')} mark".strip())
    if found:
        found[0].set("id", "mark")
    content.tag = "div"
    shown = etree.tostring(content, encoding="unicode", method="html", with_tail=False)
    return Inert(_page(about, shown), bool(found))


def _page(about: str, content: str) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"><meta name="referrer" content="no-referrer">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>存档页面</title><style>{_STYLE}</style></head>"
        f'<body><div id="about">{escape(about)}</div><div id="copy">{content}</div></body></html>\n'
    )


def _reference(document: Document, content: Any, marks: Marks) -> Any:
    """The element that refers to the subject: with the words that were noted, else on the line, else the first one."""
    if not marks.subject:
        return None
    found = []
    for element in content.iter(etree.Element):
        for name in _REFERENCES:
            raw = element.get(name)
            if raw is not None and _leads_to(document, raw, marks.subject):
                found.append(element)
                break
    seen = [element for element in found if element.tag not in _SILENT]
    for fits in (
        lambda element: _words(element) == _flat(marks.text),
        lambda element: element.sourceline == marks.line,
    ):
        exact = [element for element in seen if fits(element)]
        if exact:
            return exact[0]
    return seen[0] if seen else None


def _leads_to(document: Document, raw: str, subject: str) -> bool:
    if clean_reference(raw) == subject:
        return True
    try:
        return resolve(document.base, raw, document.charset).url == subject
    except ValueError:
        return False


def _clean(content: Any, marked: Any) -> None:
    """Leave what is named above; links keep their words and tell their address, pictures are told in words."""
    for element in list(content.iter()):
        if not isinstance(element.tag, str) or (element.tag in _SILENT and element is not content):
            _drop(element)
    for element in list(content.iter()):
        told = _told(element)
        attributes = {name: element.get(name) for name in _ATTRIBUTES if element.get(name)}
        element.attrib.clear()
        if told is not None:
            kind, words, title = told
            element.tag = "span"
            element.set("class", kind)
            if title:
                element.set("title", title)
            if words:
                element.text = words
        elif element is not content and element.tag not in _KEPT:
            element.tag = "div" if element is marked or len(element) else "span"
        for name, value in attributes.items():
            if name not in element.attrib:
                element.set(name, value)


def _told(element: Any) -> tuple[str, str, str] | None:
    """The class, words and title of what cannot stay as it is; None for the rest."""
    if element.tag == "a":
        return "link", "", element.get("href") or ""
    if element.tag == "img":
        return "picture", f"［图片{'：' + element.get('alt') if element.get('alt') else ''}］", element.get("src") or ""
    if element.tag in ("input", "button", "select", "option", "textarea"):
        return "picture", element.get("value") or (element.text or ""), ""
    return None


def _drop(element: Any) -> None:
    """Remove an element and keep the words after it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def _quoted(content: Any, quote: str) -> Any:
    """The smallest element that holds the quoted words; None where none does."""
    wanted = _flat(quote)
    if not wanted or wanted not in _words(content):
        return None
    element = content
    while True:
        below = next((child for child in element if wanted in _words(child)), None)
        if below is None:
            return element if element is not content else None
        element = below


def _words(element: Any) -> str:
    return _flat("".join(element.itertext()))


def _flat(text: str) -> str:
    return _SPACE.sub("", text)
