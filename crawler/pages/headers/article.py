"""Articles: heading, header, META tags and body. An article whose page shows no day is one all the same."""

import hashlib
import re
from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from crawler.addresses import resolve
from crawler.pages.anchors import USUAL_TITLE
from crawler.pages.headers.body import main_body
from crawler.pages.headers.labels import STARTS, Header, bare_day, day_at, drawn_label, find_header, value
from crawler.pages.outline import Outline
from crawler.reading.days import find_in, in_address, read
from crawler.reading.document import Document, squeeze, visible_text
from crawler.reading.plain import plain
from crawler.reading.similarity import letters, simhash
from crawler.reading.words import (
    DOCUMENT_NUMBER,
    FORMED,
    INDEX_NUMBER,
    ISSUER,
    PUBLISHED,
    SHORTLY,
    SOURCE,
    SURELY,
    THEME,
    UPDATED,
    VALIDITY,
)
from crawler.records.day import DateReading
from crawler.records.items import Article

_GENERATED = re.compile(
    r"(?:页面生成时间|生成时间|Maketime)[^\d\n]{0,20}(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?[\sT]+\d{1,2}:\d{2}:\d{2})",
    re.IGNORECASE,
)
_DOCUMENT_LINE = re.compile(r"^[\u4e00-\u9fa5]{2,15}〔(?:19|20)\d{2}〕\s*\d{1,4}\s*号$")
_ATTACHMENT = re.compile(r"\.(docx?|wps|xlsx?|et|pdf|ofd|rtf|zip|rar|pptx?|txt)(?:$|[?#])")
_HEADING = re.compile(
    r"(^|[-_ ])(title|tit|bt|biaoti|arti?_?title|article[-_]?title|xxgk_title|zsy_cotitle|info_title|news[-_]?title|con[-_]?title|name|subject)([-_ ]|$)",
    re.IGNORECASE,
)
_SITE_SUFFIX = re.compile(
    r"\s*(?:[-_|－—–]+\s*[^-_|－—–]{2,30}(?:政务网|人民政府|政府网|委员会|局|办公室|平台|网站?|部|街道?|办事处|公开))+\s*$"
)
_COUNTERS = re.compile(r"^[\[【(（]?(?:浏览|点击|阅读|访问|人气|字号|字体|打印|关闭|分享|收藏|责任编辑|编辑|责编|审核)")
_NEIGHBOUR = re.compile(r"^[\s\[【<]*(?:上|下|前|后)一[篇条则]")
_LINKED = re.compile(r"[\"']datePublished[\"']\s{0,4}(?::|content=)\s{0,4}[\"']([^\"']{8,40})[\"']")
LEAST_NAMED = 4
"""Characters: a shorter heading says nothing by standing in the title element too."""
MOST_TEXTS = 40
"""Texts of a heading, header line included: an element with more is a part of the page."""
_LINES = frozenset(("p", "div", "span", "center"))
MOST_LINES = 60
"""Lines of a body among which its number is looked for: it stands at the head."""
MOST_OF_LINE = 12
"""Texts of such a line: editors split one into three or four."""
LEAST_TEXT = 8
"""Characters of a body: a page with less is no article."""


def read_article(outline: Outline, body: int | None = None) -> Article | None:
    """The article that a page shows; None where the page has neither text nor META tags of an article.

    `body` is the element that holds its text, where a template names it.
    """
    document, reference = outline.document, outline.reference
    body = main_body(outline) if body is None else body
    heading = _heading(outline, body)
    header = find_header(outline, heading, body)
    dates, unread = _dates(document, header, reference)
    text = _text(outline, heading, body, header)
    plain_text = letters(text)
    metas = document.metas
    if len(text) < LEAST_TEXT and not dates and not metas.get("articletitle"):
        return None
    address = in_address(document.url)
    doubtful = bool(dates) and dates[0].source == "meta" and _is_generation(dates[0], document, reference)
    if doubtful and len(dates) > 1:
        dates = [*dates[1:], dates[0]]
    source, source_from = _source(document, header)
    return Article(
        title=_title(outline, heading),
        dates=tuple(dates) + ((address,) if address else ()),
        source=source,
        issuer=value(header, ISSUER),
        formed=day_at((*header.lines, *header.wide), FORMED, reference)[0],
        index_number=value(header, INDEX_NUMBER),
        document_number=_document_number(outline, header, body),
        attachments=_attachments(document),
        doubtful=doubtful,
        unread_dates=tuple(unread),
        body_hash=hashlib.sha256(plain_text.encode()).hexdigest()[:32],
        body_length=len(text),
        body_start="".join(text.split())[:60],
        source_from=source_from,
        theme=value(header, THEME),
        validity=value(header, VALIDITY),
        simhash=f"{simhash(plain_text):016x}",
    )


def _heading(outline: Outline, body: int) -> int:
    """The element that shows the article's title; -1 where none is told from the text."""
    shown = squeeze(outline.document.metas.get("articletitle") or outline.document.title)
    best, highest = -1, 0.0
    limit = outline.ends[body] if body >= 0 else outline.ends[0]
    for index, tag in enumerate(outline.tags):
        if outline.starts[index] > limit:
            break
        is_heading = tag in ("h1", "h2", "h3", "h4")
        if not is_heading and tag not in ("div", "p", "td", "span", "strong", "dt", "li"):
            continue
        is_named = bool(_HEADING.search(outline.names[index]))
        if not is_heading and not is_named:
            continue
        low, high = outline.starts[index], outline.ends[index]
        if outline.count(index) > MOST_TEXTS:
            continue
        text = _heading_text(outline, index, shown)
        if not 2 <= len(text) <= 200 or (outline.outside[index] and not _names(shown, text)):
            continue
        weight = _names(shown, text) + {"h1": 2.0, "h2": 1.5, "h3": 1.2}.get(tag, 1.0) + 0.5 * is_named
        weight += 0.5 if any(piece.anchor < 0 for piece in outline.pieces_in(low, high)) else -2
        weight += min(len(text), 40) / 100
        if weight >= highest:
            best, highest = index, weight
    return best if best >= 0 else _line_of(outline, shown, limit)


def _line_of(outline: Outline, shown: str, limit: int) -> int:
    """The element of the first line that the page's title element holds: old pages have no headings."""
    for piece in outline.pieces_in(0, limit):
        if (
            piece.anchor < 0
            and not outline.outside[piece.element]
            and len(piece.text) >= USUAL_TITLE
            and piece.text in shown
        ):
            return piece.element
    return -1


def _heading_text(outline: Outline, index: int, shown: str) -> str:
    """A heading's text; its first line where the element holds the header as well."""
    pieces = [piece.text for piece in outline.pieces_in(outline.starts[index], outline.ends[index])]
    whole = squeeze("".join(pieces))
    if (
        len(pieces) > 1
        and not _names(shown, whole)
        and (_names(shown, pieces[0]) or any(STARTS.match(plain(text)) for text in pieces[1:]))
    ):
        return pieces[0]
    return whole


def _names(shown: str, text: str) -> float:
    """How much the page's title element speaks for a heading: it begins with its text, or holds it."""
    one, other = re.sub(r"[\s【】]", "", shown), re.sub(r"[\s【】]", "", text)
    if len(other) < LEAST_NAMED:
        return 0.0
    return 3.0 if one.startswith(other) else 2.0 if len(other) >= 2 * LEAST_NAMED - 2 and other in one else 0.0


def _title(outline: Outline, heading: int) -> str:
    """ArticleTitle, else the page's heading, else its title element without the site's name."""
    document = outline.document
    meta = document.metas.get("articletitle")
    if meta:
        return meta
    if heading >= 0:
        return _heading_text(outline, heading, squeeze(document.title))
    return _SITE_SUFFIX.sub("", document.title) or document.title


def _text(outline: Outline, heading: int, body: int, header: Header) -> str:
    """The body's text with its links' texts; without the header that it may hold, counters and neighbours."""
    if body < 0:
        return ""
    heading_end = (
        outline.ends[heading]
        if heading >= 0 and outline.starts[body] <= outline.starts[heading] <= outline.ends[body]
        else -1
    )
    of_header = set(header.lines)
    parts: list[str] = []
    skipping = heading_end >= 0
    for piece in outline.pieces_in(max(outline.starts[body], heading_end), outline.ends[body]):
        skipping = skipping and plain(piece.text)[:400] in of_header
        if skipping or _COUNTERS.match(piece.text) or outline.outside[piece.element]:
            continue
        if _NEIGHBOUR.match(piece.text):
            break
        parts.append(piece.text)
    return " ".join(parts)


def _dates(document: Document, header: Header, reference: datetime) -> tuple[list[DateReading], list[str]]:
    """Publication days by trust, and the labelled texts that no pattern read."""
    found: list[DateReading] = []
    unread: list[str] = []
    meta = document.metas.get("pubdate") or ""
    if meta:
        reading = read(meta, reference, "meta")
        found += [reading] if reading else []
        unread += [] if reading else [meta]
    shown, raw = _shown(header, reference)
    found += [shown] if shown else []
    unread += [raw] if raw and not shown else []
    other = document.metas.get("publishdate") or document.metas.get("article:published_time") or _of_data(document)
    if not found and not unread and document.scripts and not other:
        unread += [label] if (label := drawn_label(header)) else []
    if other and not shown:
        reading = read(other, reference, "meta")
        found += [reading] if reading else []
    return found, unread


def _of_data(document: Document) -> str:
    """`datePublished` of the page's linked data (schema.org); empty where there is none."""
    match = _LINKED.search(document.text) if "datePublished" in document.text else None
    return match[1] if match else ""


def _shown(header: Header, reference: datetime) -> tuple[DateReading | None, str]:
    """The day that the header shows: at a label of publication, at 时间 or 日期, without a label, at the body's foot."""
    labelled = day_at(header.lines, SURELY, reference)[0]
    unread = ""
    if labelled is None:
        labelled, unread = day_at(header.lines, PUBLISHED, reference)
    if labelled is None:
        labelled, raw = day_at(header.wide, PUBLISHED, reference, strict=True)
        unread = unread or raw
    if labelled is None:
        labelled = day_at((line for line in header.lines if len(line) <= 120), SHORTLY, reference, strict=True)[0]
    if labelled is None and not unread:
        labelled = bare_day(header, reference)
    if labelled is None:
        labelled = day_at(header.lines, UPDATED, reference, strict=True)[0]
    if labelled is None and not unread:
        labelled = day_at(header.below, PUBLISHED, reference, strict=True)[0]
    return labelled, unread


def read_updated(outline: Outline) -> DateReading | None:
    """When a page says it was last updated: PubDate, or a 更新时间/发布时间 on the page (MEASURING 6)."""
    metas, reference = outline.document.metas, outline.reference
    meta = read(metas.get("pubdate") or metas.get("publishdate") or "", reference, "meta")
    if meta is not None:
        return meta
    lines = [plain(piece.text) for piece in outline.pieces if len(piece.text) <= 120]
    return day_at(lines, (*UPDATED, *PUBLISHED), reference)[0]


def _source(document: Document, header: Header) -> tuple[str, str]:
    meta = document.metas.get("contentsource") or ""
    if meta:
        return meta, "meta"
    shown = value(header, SOURCE)
    return (shown, "header") if shown and len(shown) <= 60 else ("", "")


def _generated(document: Document, reference: datetime) -> DateReading | None:
    """The moment in which the page was generated, where it says so to the second."""
    for name in ("maketime", "others", "generatetime", "createtime"):
        reading = find_in(document.metas.get(name, ""), reference, "generated")
        if reading is not None and reading.precision == "second":
            return reading
    named = "生成时间" in document.text or "maketime" in document.text.lower()
    match = _GENERATED.search(document.text) if named else None
    return read(match[1], reference, "generated") if match else None


def _is_generation(published: DateReading, document: Document, reference: datetime) -> bool:
    """Whether a publication day is the page's generation time to the second, however either is written."""
    generated = _generated(document, reference) if published.precision == "second" else None
    return generated is not None and (published.day, published.clock) == (generated.day, generated.clock)


def _document_number(outline: Outline, header: Header, body: int) -> str:
    labelled = value(header, DOCUMENT_NUMBER)
    if labelled or body < 0:
        return labelled
    for index in islice(_lines(outline, body), MOST_LINES):
        inside = outline.pieces_in(outline.starts[index], outline.ends[index])
        if len(inside) == 1 and not outline.children[index]:
            text = inside[0].text
        else:
            is_line = len(inside) <= MOST_OF_LINE and any("〔" in piece.text for piece in inside)
            text = visible_text(outline.elements[index]) if is_line else ""
        if _DOCUMENT_LINE.match(text):
            return text
    return ""


def _lines(outline: Outline, body: int) -> Iterator[int]:
    """The elements of a body that may be a line of their own, itself among them."""
    return (index for index in outline.within(body) if outline.tags[index] in _LINES)


def _attachments(document: Document) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for anchor in document.root.iter("a"):
        href = squeeze(anchor.get("href") or "")
        if _ATTACHMENT.search(href.lower()) and not resolve(document.base, href).problem:
            found[href] = None
    return tuple(found)
