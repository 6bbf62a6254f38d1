"""A stored page as an inert one: its words, tables and lists, no script, no style, nothing that could send a request.

What may stay is named here, and all else goes: an allow-list cannot forget a new way of loading something.
"""

import hashlib
import re
from dataclasses import dataclass
from html import escape
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import PreformattedString
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
_FIELDS = frozenset(("input", "button", "select", "option", "textarea"))
_HERE = "data-marked-here"
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
    for element in content.iter(etree.Element):
        element.attrib.pop(_HERE, None)
    if marked is not None:
        marked.set(_HERE, "")
    copy = _cleaned(etree.tostring(content, encoding="unicode", method="html", with_tail=False))
    found = [*copy.select(".mark"), *filter(None, (_quoted(copy, quote) for quote in marks.quotes))]
    for tag in found:
        tag["class"] = " ".join(dict.fromkeys([*str(tag.get("class", "")).split(), "mark"]))
    if found:
        found[0]["id"] = "mark"
    return Inert(_page(about, copy.decode()), bool(found))


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


def _cleaned(written: str) -> BeautifulSoup:
    """Leave what is named above; links keep their words and tell their address, pictures are told in words."""
    soup = BeautifulSoup(written, "html.parser", multi_valued_attributes=None)
    for string in soup.find_all(string=lambda found: isinstance(found, PreformattedString)):
        string.extract()
    for tag in soup.find_all(list(_SILENT)):
        tag.decompose()
    for tag in soup.find_all(True):
        _tell(tag)
    return soup


def _tell(tag: Tag) -> None:
    """Leave of a tag its kind where that may stay, and the attributes that may."""
    classes, title, words = [], "", ""
    if tag.name == "a":
        classes, title = ["link"], str(tag.get("href", ""))
    elif tag.name == "img":
        classes, title = ["picture"], str(tag.get("src", ""))
        words = f"［图片：{tag['alt']}］" if tag.get("alt") else "［图片］"
    elif tag.name in _FIELDS:
        classes, words = ["picture"], str(tag.get("value", ""))
    if _HERE in tag.attrs:
        classes.append("mark")
    kept = {name: tag[name] for name in _ATTRIBUTES if tag.get(name)}
    told = {"class": " ".join(classes), "title": title}
    tag.attrs = {**kept, **{name: value for name, value in told.items() if value}}
    if words:
        tag.insert(0, words)
    if classes[:1] in (["link"], ["picture"]):
        tag.name = "span"
    elif tag.name not in _KEPT or tag.name == "body":
        tag.name = "div" if tag.find(True) or "mark" in classes else "span"


def _quoted(copy: Tag, quote: str) -> Tag | None:
    """The smallest element that holds the quoted words; None where none does."""
    wanted = _flat(quote)
    if not wanted or wanted not in _flat(copy.get_text()):
        return None
    found = copy
    while below := [tag for tag in found.find_all(True, recursive=False) if wanted in _flat(tag.get_text())]:
        found = below[0]
    return found if found is not copy else None


def _words(element: Any) -> str:
    return _flat("".join(element.itertext()))


def _flat(text: str) -> str:
    return _SPACE.sub("", text)
