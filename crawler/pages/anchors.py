"""What leads somewhere on a page: links and elements that are clicked, their addresses, and which may be a post's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from crawler.pages.acting import acts_otherwise, handlers_of, says_click
from crawler.reading.days import looks_like, read
from crawler.reading.document import Element, squeeze
from crawler.reading.words import ASIDE, FORMED, ISSUER, MORE, OPENS, PAGER, PUBLISHED, SHORTLY, SOURCE, UPDATED, spaced

if TYPE_CHECKING:
    from crawler.pages.outline import Outline, Piece

_ADDRESS = re.compile(
    r"[\"'(]\s*((?:https?://|/|\./|\.\./|[\w%.-]+/)?[^\"'\s()]*?(?:\.s?html?|\.jspx?|\.jhtml|\.aspx?|\.php|\.do|\.action|/)(?:\?[^\"'\s]*)?)\s*[\"')]",
    re.IGNORECASE,
)
_LED_TO = re.compile(
    r"\b(?:location(?:\.href)?\s{0,4}=|location\.(?:assign|replace)\s{0,4}\(|\bopen\s{0,4}\()\s{0,4}([\"'])\s{0,4}((?:https?:/|\.{0,2})/[^\"'\s<>+]{1,500})\s{0,4}\1\s{0,4}(?!\s|\+)",
    re.IGNORECASE,
)
"""What a click opens, whatever it ends with: a document, or a page without an ending."""
_DEAD = re.compile(r"\s*(?:#|javascript:|about:|$)", re.IGNORECASE)
_CATEGORY = re.compile(r"^[\[【(（〔「].{1,12}[\])）】〕」]$")
ADDRESSES = ("data-href", "data-url", "data-link")
"""Where scripts look for the address that a click leads to."""
_LEADING = ("href", *ADDRESSES)
_CLICKED = frozenset(("li", "tr", "div", "p", "span", "td", "dl", "article", "h3", "h4"))
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
TITLED = re.compile(r"(^|[-_ ])(til|title|tit|bt|biaoti|name|subject)([-_ ]|$)", re.IGNORECASE)
"""The class of what holds a post's title."""
_FACT = re.compile(
    rf"^[\W_]*(?:(?:{spaced((*PUBLISHED, *SHORTLY, *UPDATED, *FORMED, *SOURCE, *ISSUER, *sorted(set(ASIDE) - {'名称', '标题', '信息名称'})))}|(?:公示|征集|有效|报名)(?:期|时间|日期))\s*[:：]"
    r"|(?:评论|阅读|浏览|点击|人气|回复|点赞)\s*[(（]\s*\d+\s*[)）]\s*$)"
)
"""What stands beside a title in a row: who published it and when, and how often it was read."""
_BULLETS = "·•▪◆●■▶►◇○□> "
_BUTTON = re.compile(r"^(?:下载|查看|点击|打印|.{0,4}(?:文字|图片)版)|^(?:pdf|word|doc|附件)?下载$", re.IGNORECASE)
LONGEST_OPENER = 20
"""Characters of a link that only opens what stands beside it, with its brackets and arrows."""
LEAST_SCRIPT = 3
"""Characters: a shorter script leads nowhere."""
LEAST_TITLE = 2
MOST_ANCHORS = 3_000
"""Links that are looked at: at 0.2 ms a row the clock on reading would end a page of 10,000 rows, and the largest real page in tests has 96."""
USUAL_TITLE = 6
"""Characters: names of columns and departments have four, titles of posts more (the shortest on the lists in tests have eight)."""
_BLOCKS = frozenset(
    (
        "div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "dl", "dt", "dd", "td", "tr", "table", "section", "article",
    )
)  # fmt: skip


@dataclass(slots=True, eq=False)
class Anchor:
    """One link, or an element whose click leads somewhere: itself alone, for areas of one picture share a place. `href` is empty where it
    leads nowhere without a script."""

    order: int
    end: int
    element: int
    href: str
    title: str
    cut: bool
    is_post: bool
    """Whether its text may be a post's title: no pager, no 更多, no category, no button."""
    is_titled: bool = False
    """Whether its text is as long as a post's title, too."""
    is_picture: bool = False
    opens: bool = False
    """Whether it says no more than that it opens what stands beside it (查看, 详情), or nothing at all."""


def find_anchors(outline: Outline) -> int:
    """Fill an outline's links; return how far it was looked at."""
    document = outline.document
    otherwise = acts_otherwise(document) or any(name in document.attributes for name in ADDRESSES)
    for index, (node, tag) in enumerate(zip(outline.elements, outline.tags, strict=True)):
        if tag == "a" or (tag in _CLICKED and (node.get("onclick") or (otherwise and _says_where(node)))):
            if len(outline.anchors) >= MOST_ANCHORS:
                outline.unseen = outline.tags[index:].count("a")
                return outline.starts[index]
            anchor = _anchor(outline, index, node)
            if anchor is not None:
                outline.anchors.append(anchor)
    return outline.ends[0] + 1


def _says_where(node: Element) -> bool:
    """Whether an element says what a click does, or keeps an address for a script."""
    return says_click(node) or any(node.get(name) for name in ADDRESSES)


def _anchor(outline: Outline, index: int, node: Element) -> Anchor | None:
    href = address_of(node)
    if node.tag != "a" and (not href or _holds_link(outline, index)):
        return None
    low, high = outline.starts[index], outline.ends[index]
    inside = outline.pieces_in(low, high)
    for piece in inside:
        piece.anchor = len(outline.anchors)
    title, cut, picture = _title(outline, index, node, inside)
    text = inside[0].text if len(inside) == 1 else " ".join(piece.text for piece in inside)
    is_post = _may_be_title(title, text)
    opens = bool(href) and len(title) <= LONGEST_OPENER and (not title or _says_open(title))
    is_post = is_post and not opens and not (looks_like(title) and read(title, outline.reference, "list") is not None)
    return Anchor(
        order=low,
        end=high,
        element=index,
        href=href,
        title=title,
        cut=cut,
        is_post=is_post,
        is_titled=is_post and len(title) >= USUAL_TITLE,
        is_picture=picture,
        opens=opens,
    )


def _title(outline: Outline, index: int, node: Element, inside: list[Piece]) -> tuple[str, bool, bool]:
    """The full title of a link, whether its text was cut, and whether a picture stands for its text."""
    text = _heading_of(outline, index, inside)
    full = squeeze(node.get("title") or "")
    cut = text.endswith(("..", "…"))
    if full and text and full.startswith(text) and looks_like(full[len(text) :]):
        full = ""  # the rest says when, not what
    whole = squeeze("".join(piece.text for piece in inside)) if full else ""
    if full and (
        cut
        or (len(full) > len(text) and full.startswith(text.rstrip(".…")[:12]))
        or (text != whole and full in whole and len(full) >= 4)
    ):
        return _bare(full), cut, False
    if not text:
        alt = next((squeeze(image.get("alt") or image.get("title") or "") for image in node.iter("img")), "")
        return _bare(full or alt), False, True
    return _bare(text), cut, False


def _holds_link(outline: Outline, index: int) -> bool:
    """Whether an element holds a link of its own."""
    return any(child.get("href") for child in outline.elements[index].iter("a"))


@lru_cache(maxsize=4096)
def _may_be_title(title: str, text: str) -> bool:
    """Whether a link's title may be a post's: no pager, no 更多, no category, no button. Pages of a site share many."""
    return (
        len(title) >= LEAST_TITLE
        and not PAGER.match(title)
        and not MORE.match(title)
        and not _CATEGORY.match(text)
        and not _BUTTON.match(title)
    )


@lru_cache(maxsize=4096)
def _says_open(title: str) -> bool:
    return OPENS.match(title) is not None


def _is_dead(reference: str) -> bool:
    """Whether a reference leads nowhere: into its page, to a script, or to what a template has yet to fill."""
    return "{" in reference or "}" in reference or _DEAD.match(reference) is not None


def address_of(node: Element) -> str:
    """Where an element leads when it is clicked: its address, or the one that stands in its script; empty where there is none."""
    for name in _LEADING:
        value = node.get(name)
        if value is not None and not _is_dead(value):
            return str(value)
    href = (node.get("href") or "").strip()
    script = f"{handlers_of(node)} {href if href.lower().startswith('javascript:') else ''}"
    if len(script) <= LEAST_SCRIPT:
        return ""
    led = _LED_TO.search(script)
    address = led[2] if led else found[1] if (found := _ADDRESS.search(script)) else ""
    return "" if _is_dead(address) else address


def _heading_of(outline: Outline, index: int, inside: list[Piece]) -> str:
    """The part of a link's text that is its title: a heading or a part named so, else all of it but what is a day."""
    if len(inside) <= 1:
        return inside[0].text if inside else ""
    node = outline.elements[index]
    named: Element | None = None
    for child in node.iter():
        if child is node or not isinstance(child.tag, str):
            continue
        if child.tag in HEADINGS or TITLED.search(child.get("class") or ""):
            named = child
            break
    blocks: dict[int, list[str]] = {}
    whole = _whole(outline, index)
    for place, piece in enumerate(inside):
        if (
            named is not None
            and named is not outline.elements[piece.element]
            and named not in outline.elements[piece.element].iterancestors()
        ):
            continue
        if named is None and looks_like(piece.text) and read(piece.text, outline.reference, "list") is not None:
            continue
        if named is None and place and _FACT.match(piece.text):
            continue
        blocks.setdefault(_block(outline, whole, piece.element), []).append(piece.text)
    texts = [
        squeeze("".join(part if not part.isascii() else f" {part} " for part in parts)) for parts in blocks.values()
    ]
    texts = [text for text in texts if not re.fullmatch(r"[\d月日年/.\s-]{1,10}", text)] or texts
    texts = [text for text in texts if not re.fullmatch(r"[\d\W_]{0,6}|[\[【(（].{1,8}[\])）】]", text)] or texts
    if not texts:
        return ""
    return texts[0] if len(blocks) > 1 else " ".join(texts)


def _whole(outline: Outline, anchor: int) -> int:
    """A link, or the one block in it that holds all of its texts."""
    while True:
        inside = [child for child in outline.children[anchor] if outline.count(child)]
        if (
            len(inside) != 1
            or outline.tags[inside[0]] not in _BLOCKS
            or outline.count(inside[0]) < outline.count(anchor)
        ):
            return anchor
        anchor = inside[0]


def _block(outline: Outline, anchor: int, element: int) -> int:
    """The outermost block in a link that an element stands in, or one for all that stands in none."""
    found = -1
    while element != anchor and element >= 0:
        if outline.elements[element].tag in _BLOCKS:
            found = element
        element = outline.parents[element]
    return found


def _bare(title: str) -> str:
    return title.lstrip(_BULLETS)
