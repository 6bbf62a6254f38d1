"""Lists by structure: repeated blocks of rows that hold a link and a date, whatever their markup."""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from crawler.addresses import resolve
from crawler.reading.days import date_in_address, date_inside, normalise, read_date
from crawler.reading.document import Document, Element, squeeze, visible_text
from crawler.records.day import DateReading
from crawler.records.items import ListEntry

ROW_TAGS = frozenset(("li", "tr", "dl", "dd", "dt", "div", "p", "article", "section", "a", "span", "ul", "table"))
_MAYBE_DATE = re.compile(r"\d{1,4}\s*[-/.年月]\s*\d|^\s*\d{8}|今天|昨天|前$|二[〇○零]|^\d{13}$|\b20\d\d$")
_MORE = re.compile(
    r"^(更多|more|查看更多|>+|»+|\[?更多\]?|详细|查看详情|详情|阅读全文|\[详细\])[>》».…]*$", re.IGNORECASE
)
_PAGER = re.compile(r"^(首页|尾页|末页|上一?页|下一?页|第?\d+页?|跳转|转到|GO|上一篇.*|下一篇.*|<+|>+)$", re.IGNORECASE)
_ONCLICK = re.compile(r"[\"']([^\"'\s]+?(?:\.s?html?|\.jspx?|\.aspx?|\.php|\.do|/)(?:\?[^\"']*)?)[\"']", re.IGNORECASE)
_OUTSIDE = re.compile(
    r"(^|[-_ ])(nav|navbar|menu|footer?|foot|header?|breadcrumb|crumbs?|position|path|pages?|pager|pagination|fenye|friend\w*|yqlj)([-_ ]|$)",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(r"\.(docx?|wps|xlsx?|et|pdf|ofd|rtf|zip|rar)$", re.IGNORECASE)
_PUBLISHED_HEAD = re.compile(r"发布|公开日期|发文日期|更新")
_DATE_HEAD = re.compile(r"日期|时间")
_DIGIT = re.compile(r"\d")
_SPLIT_DATE_LENGTH = 40
"""A text longer than this is no part of a date, whatever white space surrounds it."""
_FORMED_HEAD = re.compile(r"成文|生成|形成|生效|实施")


@dataclass(slots=True)
class Row:
    """One repeated block while it is being read."""

    element: Element
    anchors: list[Element]
    dates: list[tuple[Element, DateReading]]


def read_rows(document: Document, reference: datetime) -> tuple[ListEntry, ...]:
    """All list entries of a page: rows with dates, or the main list of undated links where no row has one."""
    dates = _date_elements(document, reference)
    claimed: set[Element] = set()
    entries: list[tuple[int, ListEntry]] = []
    order = {element: index for index, element in enumerate(document.root.iter())}
    for block, rows in enumerate(_dated_blocks(dates, claimed), 1):
        for row in rows:
            entry = _entry(document, row, block, reference)
            if entry is not None:
                entries.append((order[row.element], entry))
    if not entries:
        entries = [(order[row.element], entry) for row, entry in _undated(document, reference)]
    return _numbered(entries)


def _numbered(entries: list[tuple[int, ListEntry]]) -> tuple[ListEntry, ...]:
    """Document order, and one entry for each address and title."""
    seen: set[tuple[str | None, str]] = set()
    kept: list[ListEntry] = []
    for _, entry in sorted(entries, key=lambda item: item[0]):
        key = (entry.url, entry.title if entry.url is None else "")
        if key not in seen or entry.url is None:
            seen.add(key)
            kept.append(entry)
    return tuple(kept)


def _date_elements(document: Document, reference: datetime) -> dict[Element, DateReading]:
    """Elements whose own text is a date and nothing else (brackets and labels aside)."""
    found: dict[Element, DateReading] = {}
    pieces: dict[Element, str] = defaultdict(str)
    for text, element in document.chunks:
        pieces[element] += text
        if len(text) > 60 or not _MAYBE_DATE.search(text):
            continue
        reading = read_date(_unlabel(text), reference, "list")
        if reading is not None and element not in found:
            found[element] = reading
    for element in document.root.iter("input", "time"):
        value = element.get("value") or element.get("datetime") or ""
        if _MAYBE_DATE.search(value) and element not in found:
            reading = read_date(value, reference, "list")
            if reading is not None:
                found[element] = reading
    _join_split_dates(reference, pieces, found)
    return found


def _join_split_dates(reference: datetime, pieces: dict[Element, str], found: dict[Element, DateReading]) -> None:
    """Days whose parts stand in elements of their own: `<div><b>12</b><i>2026-10</i></div>`."""
    for element, text in list(pieces.items()):
        if len(text) > _SPLIT_DATE_LENGTH or not _DIGIT.search(text):
            continue
        month = re.fullmatch(r"(20\d{2})[-/.年](\d{1,2})月?", normalise(text))
        if month is None or element in found or element.getparent() is None:
            continue
        for sibling in element.getparent():
            day = re.fullmatch(r"(\d{1,2})日?", normalise(pieces.get(sibling, "")))
            if sibling is not element and day is not None:
                reading = read_date(f"{month[1]}-{month[2]}-{day[1]}", reference, "list")
                if reading is not None:
                    found[element] = reading


def _unlabel(text: str) -> str:
    return re.sub(r"^.{0,6}?(?:日期|时间|发布于|更新于|发布)\s*[::]?\s*", "", text)


def _dated_blocks(dates: dict[Element, DateReading], claimed: set[Element]) -> list[list[Row]]:
    """Containers whose repeated children hold a date each, the innermost first; each row is claimed once."""
    candidates: dict[tuple[Element, str], None] = {}
    for element in dates:
        for node in [element, *element.iterancestors()]:
            parent = node.getparent()
            if parent is None or not isinstance(node.tag, str) or node.tag in ("body", "html", "td"):
                if node.tag != "td":
                    break
                continue
            if node.tag in ROW_TAGS:
                candidates[(parent, node.tag)] = None
    blocks: list[list[Row]] = []
    ranked = sorted(candidates, key=lambda item: -sum(1 for _ in item[0].iterancestors()))
    for container, tag in ranked:
        rows = [_row(child, dates, claimed) for child in container if child.tag == tag]
        rows = [row for row in rows if row.anchors or row.dates]
        if not _is_list(rows, tag):
            continue
        blocks.append(rows)
        for row in rows:
            claimed.update(row.element.iter())
    return blocks


def _row(element: Element, dates: dict[Element, DateReading], claimed: set[Element]) -> Row:
    if element in claimed or (
        element.tag in ("dt", "dd", "p", "div", "span") and any(child in claimed for child in element.iter())
    ):
        return Row(element, [], [])
    anchors = [node for node in element.iter("a") if _has_target(node) and node not in claimed]
    inside = [(node, dates[node]) for node in element.iter() if node in dates and node not in claimed]
    if element.tag == "dt" and not (anchors and inside):
        follower = element.getnext()
        if follower is not None and follower.tag == "dd":
            anchors += [node for node in follower.iter("a") if _has_target(node)]
            inside += [(node, dates[node]) for node in follower.iter() if node in dates]
    return Row(element, anchors, inside)


def _has_target(anchor: Element) -> bool:
    href = (anchor.get("href") or "").strip().lower()
    return bool(href and not href.startswith(("#", "javascript:"))) or bool(
        _ONCLICK.search(anchor.get("onclick") or "")
    )


def _is_list(rows: list[Row], tag: str) -> bool:
    dated = [row for row in rows if row.dates and (row.anchors or _own_title(row))]
    if not dated:
        return False
    single = [row for row in dated if len({reading.day for _, reading in row.dates}) == 1 or tag in ("tr", "li")]
    if len(single) * 2 < len(dated):
        return False
    several = [
        row
        for row in dated
        if len(_titles(row)) > 1 and len({id(node) for node, _ in row.dates}) > 2 and tag not in ("tr", "li")
    ]
    if len(several) * 2 > len(dated):
        return False
    if tag in ("li", "tr", "dl", "dt", "article"):
        return True
    if tag == "a" and len(rows) < 2:
        return False  # the link of one row, not a row of its own
    return len(dated) >= 2 or all(row.anchors for row in dated)


def _titles(row: Row) -> set[str]:
    return {squeeze(anchor.get("href") or "") for anchor in row.anchors if len(visible_text(anchor)) >= 6}


def _own_title(row: Row) -> str:
    text = visible_text(row.element)
    for _, reading in row.dates:
        text = text.replace(reading.raw, " ")
    return squeeze(text).strip(" []()【】")


def _entry(document: Document, row: Row, block: int, reference: datetime) -> ListEntry | None:
    anchor = _main_anchor(row)
    if anchor is None:
        title = _own_title(row)
        if not row.dates or len(title) < 4 or row.element.tag not in ("li", "tr", "dl", "p"):
            return None
        reading = _row_date(row)
        return ListEntry(None, title[:300], reading, reading.raw if reading else "", block)
    title, cut = _title(anchor)
    if not row.dates and (_MORE.match(title) or _PAGER.match(title)):
        return None
    href = anchor.get("href") or ""
    if not href.strip() or href.strip().lower().startswith(("#", "javascript:")):
        click = _ONCLICK.search(anchor.get("onclick") or "")
        href = click[1] if click else ""
    resolved = resolve(document.base, href, document.charset)
    if resolved.problem:
        return None
    reading = _row_date(row) or date_inside(_row_text(row, anchor), reference, "list")
    raw = reading.raw if reading else _unread(row, anchor)
    return ListEntry(resolved.asked, _without_date(title, row, anchor, reading)[:300], reading, raw, block, cut)


def _without_date(title: str, row: Row, anchor: Element, reading: DateReading | None) -> str:
    """A title without the row's day, where that stands inside the link."""
    inside = any(node is not anchor and anchor in node.iterancestors() for node, _ in row.dates) or not row.dates
    if reading is None or not inside or not reading.raw:
        return title
    day = re.escape(reading.raw.strip("[]()（）【】 "))
    bare = re.sub(rf"^[\[(（【]?\s*{day}\s*[\])）】]?\s*|\s*[\[(（【]?\s*{day}\s*[\])）】]?$", "", title)
    return bare if len(bare) >= 2 else title


def _row_text(row: Row, anchor: Element) -> str:
    """The row's text outside its link, or the bracketed end of the link's text."""
    text = visible_text(row.element)
    inner = visible_text(anchor)
    outside = text.replace(inner, " ", 1) if inner else text
    ending = re.search(
        r"[\[(（【]\s*([^\[(（【]{4,20}?)\s*[\])）】]\s*$|\s(\d{2,4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)$", inner
    )
    return f"{outside} {ending[1] or ending[2]}" if ending else outside


def _unread(row: Row, anchor: Element) -> str:
    """What stands where a date should: kept, so that an undated post can be explained."""
    for node in row.element.iter("span", "em", "i", "td", "font", "time"):
        text = squeeze(node.text or "")
        if (
            text
            and len(text) <= 30
            and anchor not in node.iter()
            and node not in anchor.iter()
            and not re.fullmatch(r"\d{1,3}|[·•\s]*", text)
        ):
            return text
    return ""


def _main_anchor(row: Row) -> Element | None:
    """The link that names the entry: not in a nested list, not a document button, the longest text."""
    best: tuple[tuple[int, int], Element] | None = None
    for anchor in row.anchors:
        title, _ = _title(anchor)
        nested = any(
            node.tag in ("ul", "ol")
            for node in anchor.iterancestors()
            if node in row.element.iter() and node is not row.element
        )
        button = bool(re.match(r"^(下载|查看|点击|打印|.{0,4}(文字|图片)版)", title)) or not title
        category = bool(re.fullmatch(r"[\[【(（].{1,12}[\])】）]", visible_text(anchor)))
        weight = (-3 * nested - 2 * button - category, min(len(title), 200))
        if best is None or weight > best[0]:
            best = (weight, anchor)
    return best[1] if best else None


def _title(anchor: Element) -> tuple[str, bool]:
    """The full title of a link and whether its text was cut: `title` wins where the text ends with an ellipsis."""
    parts = [
        child
        for child in anchor.iter()
        if isinstance(child.tag, str) and re.search(r"(^|[-_ ])(til|title|tit|bt)([-_ ]|$)", child.get("class") or "")
    ]
    text = visible_text(parts[0]) if parts and parts[0] is not anchor else visible_text(anchor)
    full = squeeze(anchor.get("title") or "")
    cut = bool(re.search(r"(\.{2,}|…)\s*$", text))
    if full and (cut or (len(full) > len(text) and full.startswith(text.rstrip(".…")[:12]))):
        return full, cut
    if not text:
        text = full or next((squeeze(image.get("alt") or "") for image in anchor.iter("img")), "")
    return re.sub(r"^[·•▪◆●■>\s]+", "", text), cut


def _row_date(row: Row) -> DateReading | None:
    """The row's publication day: by the table's heading where it has several, otherwise the last one shown."""
    days = {reading.day for _, reading in row.dates}
    if len(days) <= 1:
        return row.dates[0][1] if row.dates else None
    if row.element.tag == "tr":
        by_heading = _by_heading(row)
        if by_heading is not None:
            return by_heading
    return row.dates[-1][1]


def _by_heading(row: Row) -> DateReading | None:
    table = next((node for node in row.element.iterancestors() if node.tag == "table"), None)
    if table is None:
        return None
    heading = next(
        (tr for tr in table.iter("tr") if tr is not row.element and _DATE_HEAD.search(visible_text(tr))), None
    )
    if heading is None:
        return None
    names = [visible_text(cell) for cell in heading if cell.tag in ("td", "th")]
    cells = [cell for cell in row.element if cell.tag in ("td", "th")]
    for wanted in (_PUBLISHED_HEAD, _DATE_HEAD):
        for index, name in enumerate(names):
            if wanted.search(name) and not _FORMED_HEAD.search(name) and index < len(cells):
                for node, reading in row.dates:
                    if node is cells[index] or cells[index] in node.iterancestors():
                        return reading
    return None


def _undated(document: Document, reference: datetime) -> list[tuple[Row, ListEntry]]:
    """The page's main list where no row has a date: the block of the longest article-like titles."""
    groups: dict[tuple[Element, str], list[Row]] = defaultdict(list)
    for anchor in document.root.iter("a"):
        title = visible_text(anchor)
        if (
            not _has_target(anchor)
            or len(title) < 4
            or _is_outside(anchor)
            or _MORE.match(title)
            or _PAGER.match(title)
        ):
            continue
        for node in anchor.iterancestors():
            if node.tag in ("li", "tr", "dl", "p", "div", "dd") and node.getparent() is not None:
                rows = groups[(node.getparent(), node.tag)]
                if not rows or rows[-1].element is not node:
                    rows.append(Row(node, [], []))
                rows[-1].anchors.append(anchor)
                if node.tag in ("li", "tr", "dl"):
                    break
    best: list[tuple[Row, ListEntry]] = []
    best_weight = 0.0
    for rows in groups.values():
        read = [(row, entry) for row in rows if (entry := _entry(document, row, 1, reference)) is not None]
        weight = _weight(document, [entry for _, entry in read])
        if weight > best_weight:
            best, best_weight = read, weight
    return best


def _weight(document: Document, entries: list[ListEntry]) -> float:
    likely = [entry for entry in entries if entry.url and (entry.date or _looks_like_article(entry.url, document.url))]
    if not likely or len(likely) * 2 < len(entries):
        return 0.0
    length = sum(min(len(entry.title), 40) for entry in likely) / len(likely)
    return length * len(likely) if length >= 8 else 0.0


def _looks_like_article(url: str, page: str) -> bool:
    path = url.split("?")[0].rsplit("/", 2)
    tail = "/".join(path[-2:])
    if url == page or _DOCUMENT.search(url):
        return bool(_DOCUMENT.search(url))
    return bool(re.search(r"\d{3,}", tail)) or date_in_address(url) is not None


def _is_outside(element: Element) -> bool:
    for node in element.iterancestors():
        if node.tag in ("nav", "footer", "header"):
            return True
        if isinstance(node.tag, str) and _OUTSIDE.search(f"{node.get('class') or ''} {node.get('id') or ''}"):
            return True
    return False
