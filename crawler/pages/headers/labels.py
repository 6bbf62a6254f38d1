"""The header of an article: the lines and cells between its heading and its text, and what stands at their labels.

Days are read at their labels, never from the top of the page; a day in the text, an event's above all, is never read here.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from crawler.pages.headers.headed import LABEL, labels_first
from crawler.pages.once import once
from crawler.pages.outline import Outline, Piece
from crawler.pages.rows import is_titled_post
from crawler.reading.days import at_end, at_start, find_in, looks_like, read
from crawler.reading.document import squeeze
from crawler.reading.plain import plain
from crawler.reading.words import ASIDE, LABELS, PUBLISHED, SHORTLY, SOURCE, UPDATED, spaced
from crawler.records.day import DateReading

PARAGRAPH = 40
"""Characters: a longer piece without a label is text of the body, no line of the header."""
NEAR_HEADING = 14
"""Pieces after the heading in which a day without a label may stand: header lines have fewer."""
ROW_LEVELS = 4
"""How far above its text a row of a list stands at most."""
_BEFORE = r"(?<![\u4e00-\u9fa5])"
_AFTER = r"\s*[\])】）]?\s*[:：]?\s*"
_ANY = re.compile(rf"{_BEFORE}(?:{spaced(LABELS)})\s*[\])】）]?\s*[:：]", re.IGNORECASE)
STARTS = re.compile(rf"^[\[【(（]?\s*(?:{spaced(LABELS)})\s*[\])】）]?\s*(?:[:：]|$)", re.IGNORECASE)
"""A line that begins with a label of an article's header."""
_END = re.compile(
    rf"[\s,，;；|｜]*(?:{spaced(LABELS)})\s*[\])】）]?\s*[:：]|\s*[|｜【\[]\s*|\n|\s+(?=[\u4e00-\u9fa5]{1, 6}\s*[:：])|\s{{2,}}|[\s,，](?=(?:19|20)\d\d\s?[-/.年])",
    re.IGNORECASE,
)
_SHORTLY = re.compile(rf"^[\[【(（]?\s*(?:{spaced(SHORTLY)})\s*[\])】）]?\s*[:：]")
_WITH_DAY = re.compile(rf"(?:{spaced((*SOURCE, *ASIDE))})\s*[:：]?", re.IGNORECASE)
_ISSUER = re.compile(
    r"^[\s|｜·/,，—-]*(?:[\u4e00-\u9fa5]{1,16}(?:局|委|办|处|部|院|中心|政府|街道|镇|乡|网|社|报|科|站|队|馆|集团|公司|室|委员会))?[\s|｜·/,，—-]*$"
)
"""What may stand beside a header's day without a label: an office, a paper, or nothing."""
_EVENT = re.compile(r"通过|批准|修订|修正|施行|召开|讲话|会议|大会|公告|令")
_NEIGHBOURS = re.compile(r"^[\s\[【<]*(?:上|下|前|后)一[篇条则]|相关(?:阅读|链接|文章|信息|稿件)|版权所有")


@dataclass(frozen=True, slots=True)
class Header:
    """The header's text, a line for each piece. `below` are the lines after the body that still belong to the article."""

    lines: tuple[str, ...]
    wide: tuple[str, ...]
    """Further labelled lines above the body: tables of labels often stand above the heading, in a part of their own."""
    near: tuple[str, ...]
    """The lines between heading and body: a day needs no label there."""
    below: tuple[str, ...]

    @property
    def text(self) -> str:
        """All lines."""
        return "\n".join(self.lines)


def find_header(outline: Outline, heading: int, body: int) -> Header:
    """The header of a page, whose heading and body are given as elements (-1 where there is none)."""
    region = _region(outline, heading, body)
    low, high = outline.starts[region], outline.ends[region]
    body_low, body_high = (outline.starts[body], outline.ends[body]) if body >= 0 else (high, high)
    start = heading_end(outline, heading) if heading >= 0 else min(low, body_low) if body < 0 else body_low
    lines: list[str] = []
    near: list[str] = []
    in_text = after_label = False
    for piece in labels_first(outline, outline.pieces_in(low, high)):
        if (outline.outside[piece.element] and not _ANY.search(piece.text)) or _is_of_row(outline, piece):
            continue
        inside = body_low <= piece.order < body_high
        if inside and piece.order < start:
            inside = False  # the body takes the heading in
        if piece.order >= body_high:
            break
        if inside and in_text:
            continue
        text = plain(piece.text)[:400]
        if inside:
            in_text = not after_label and _is_text(text, holds_heading=outline.starts[body] <= start)
            if in_text or not (
                _ANY.search(text) or STARTS.match(text) or after_label or _is_header_line(outline, piece, body, start)
            ):
                continue
            after_label = bool(STARTS.match(text)) and len(text) <= LABEL
        lines.append(text)
        if piece.order > start and len(near) < NEAR_HEADING and (heading >= 0 or inside):
            near.append(text)
    wide = _labelled_above(outline, low, body_low)
    return Header(
        lines=tuple(lines), wide=tuple(wide), near=tuple(near), below=tuple(_below(outline, region, body_high))
    )


def _is_of_row(outline: Outline, piece: Piece) -> bool:
    """Whether a text stands in a row of a list beside another post's link: its day is that post's."""
    node = piece.element
    for _ in range(ROW_LEVELS):
        if node < 0:
            return False
        if outline.tags[node] in ("li", "dd"):
            return _holds_post(outline, node)
        node = outline.parents[node]
    return False


@once
def _holds_post(outline: Outline, node: int) -> bool:
    inside = outline.anchors_in(outline.starts[node], outline.ends[node])
    return any(is_titled_post(outline, anchor) for anchor in inside)


def _labelled_above(outline: Outline, region: int, body: int) -> list[str]:
    """The lines from the first label on that stand before the region, links left out."""
    pieces = [piece for piece in labels_first(outline, outline.pieces_in(0, min(region, body))) if piece.anchor < 0]
    first = next((number for number, piece in enumerate(pieces) if STARTS.match(plain(piece.text))), len(pieces))
    return [plain(piece.text)[:400] for piece in pieces[first:]]


def heading_end(outline: Outline, heading: int) -> int:
    """Where the heading ends: after its first line, where the element holds the header as well."""
    pieces = outline.pieces_in(outline.starts[heading], outline.ends[heading])
    if len(pieces) > 1 and any(_ANY.search(plain(piece.text)) for piece in pieces[1:]):
        return pieces[0].order + 1
    return outline.ends[heading]


def _is_text(text: str, *, holds_heading: bool) -> bool:
    """Whether a piece at the top of a body is its first line of text. A body below the heading begins with text, unless a label says else."""
    if STARTS.match(text) and (holds_heading or not _SHORTLY.match(text)):
        return False
    return len(text) > PARAGRAPH or text.endswith(("。", "；", ";", ":")) or not holds_heading


def _is_header_line(outline: Outline, piece: Piece, body: int, start: int) -> bool:
    """Whether a piece at the top of a body that takes the heading in is of the header: near the heading, in an element of its own."""
    if not outline.starts[body] <= start:
        return False
    between = outline.texts_between(start, piece.order)
    return between <= NEAR_HEADING


def _region(outline: Outline, heading: int, body: int) -> int:
    """The smallest element that holds heading and body; the body's parent where no heading was told."""
    if body < 0 and heading < 0:
        return 0
    node = body if body >= 0 else heading
    if heading < 0 and outline.parents[node] >= 0:
        node = outline.parents[node]
    if heading >= 0:
        while node > 0 and not outline.starts[node] <= outline.starts[heading] <= outline.ends[node]:
            node = outline.parents[node]
    return max(node, 0)


def _below(outline: Outline, region: int, start: int) -> Iterable[str]:
    for piece in outline.pieces_in(start, outline.ends[region]):
        if outline.outside[piece.element] or _NEIGHBOURS.search(piece.text):
            return
        if len(piece.text) <= PARAGRAPH and not _is_of_row(outline, piece):
            yield plain(piece.text)


@lru_cache(maxsize=64)
def _pattern(labels: tuple[str, ...], *, strict: bool) -> re.Pattern[str]:
    after = r"\s*[\])】）]?\s*[:：]\s*" if strict else _AFTER
    return re.compile(rf"{_BEFORE}[\[【(（]?(?:{spaced(labels)}){after}[\[【(（]?\s*", re.IGNORECASE)


@lru_cache(maxsize=64)
def _alone(labels: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"[\[【(（]?\s*(?:{spaced(labels)})\s*[\])】）]?")


@lru_cache(maxsize=64)
def _shortest(labels: tuple[str, ...]) -> tuple[str, ...]:
    """The labels without those that hold another one: where none of these stands, none of all does."""
    folded = {label.casefold() for label in labels}
    return tuple(sorted(label for label in folded if not any(other in label for other in folded - {label})))


def _may_hold(text: str, labels: tuple[str, ...]) -> bool:
    """Whether one of the labels can stand in a text: plain text is found faster than the pattern."""
    bare = text.replace(" ", "").casefold()
    return any(label in bare for label in _shortest(labels))


def day_at(
    lines: Iterable[str], labels: tuple[str, ...], reference: datetime, *, strict: bool = False
) -> tuple[DateReading | None, str]:
    """The day at the first of these labels that has one, and what stands there unread."""
    text = "\n".join(lines)
    unread = ""
    if not _may_hold(text, labels):
        return None, ""
    for match in _pattern(labels, strict=strict).finditer(text):
        value = text[match.end() : match.end() + 80].strip()
        reading = at_start(value.replace("\n", " "), reference, "header")
        if reading is not None:
            return reading, ""
        raw = _cut(value)
        if not unread and re.search(r"[:：]", match[0]) and 1 < len(raw) <= 30 and not STARTS.match(value):
            unread = raw
    return None, unread


def bare_day(header: Header, reference: datetime) -> DateReading | None:
    """A day without a label: beside 来源 or a counter in one line, or alone between heading and body."""
    for line in header.near:
        if not looks_like(line):
            continue
        reading = read(line, reference, "header")
        if reading is not None and not _named_otherwise(header, line):
            return reading
    for line in header.near:
        reading = _beside_issuer(line, reference)
        if reading is not None and not _named_otherwise(header, line):
            return reading
    for line in header.lines:
        if len(line) <= 120 and looks_like(line) and _WITH_DAY.search(line):
            reading = at_start(line, reference, "header") or find_in(_without_values(line), reference, "header")
            if reading is not None and not re.match(r"^[^:：]{0,8}(?:截止|有效|成文|印发|生成)", line):
                return reading
    return None


def _beside_issuer(line: str, reference: datetime) -> DateReading | None:
    """The day of a short line that holds nothing beside it but who published; no line that tells of an event."""
    if len(line) > PARAGRAPH or not looks_like(line):
        return None
    reading = at_start(line, reference, "header") or at_end(line, reference, "header")
    rest = line.replace(reading.raw, "", 1) if reading else ""
    return reading if _ISSUER.match(rest) and not _EVENT.search(rest) else None


def drawn_label(header: Header) -> str:
    """A label of publication behind which nothing stands: a script writes the day; empty where there is none."""
    for number, line in enumerate(header.lines):
        match = _pattern(PUBLISHED, strict=True).search(line)
        following = header.lines[number + 1] if number + 1 < len(header.lines) else ""
        if match and (
            STARTS.match(line[match.end() :]) or (not line[match.end() :].strip() and STARTS.match(following or ":"))
        ):
            return match[0].strip()
    return ""


def _without_values(line: str) -> str:
    """A header line whose own labels name other days, those taken out."""
    return re.sub(r"(?:成文|印发|生成|形成|截止|有效|实施|失效)\w{0,4}\s*[:：]\s*\S+", " ", line)


def _named_otherwise(header: Header, line: str) -> bool:
    """Whether the line before a bare day is a label of another day."""
    at = header.near.index(line)
    before = header.near[at - 1] if at else ""
    return bool(re.search(r"[:：]\s*$", before)) and not _pattern(
        (*PUBLISHED, *SHORTLY, *UPDATED), strict=False
    ).search(before)


def value(header: Header, labels: tuple[str, ...]) -> str:
    """The text at a label, below the body too: the rest of its line up to the next label, or the next line."""
    return _value(header.lines, labels) or _value(header.wide, labels) or _value(header.below, labels)


def _value(lines: tuple[str, ...], labels: tuple[str, ...]) -> str:
    pattern = _pattern(labels, strict=True)
    for number, line in enumerate(lines):
        match = pattern.search(line) or (_alone(labels).fullmatch(line) if len(line) <= LABEL else None)
        if match is None or re.match(r"^[（(]\s*(?:来源|稿源)", line):
            continue
        rest = line[match.end() :]
        found = _cut(rest)
        if found:
            return found
        if not rest.strip() and number + 1 < len(lines):
            following = lines[number + 1]
            return "" if STARTS.match(following) else _cut(following)
    return ""


def _cut(text: str) -> str:
    found = squeeze(_END.split(text, maxsplit=1)[0]).strip(" ,，;；|）)》」】]:：")[:80]
    return "" if re.search(r"[$<>{}]", found) else found
