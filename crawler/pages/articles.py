"""Articles: header, META tags and body. Dates are read at their labels, never from the top of the page."""

import hashlib
import re
from datetime import datetime, timedelta

from crawler.addresses import resolve
from crawler.reading.days import date_in_address, read_date
from crawler.reading.document import Document, Element, squeeze, visible_text
from crawler.reading.similarity import simhash
from crawler.records.day import DateReading
from crawler.records.items import Article

_GAP = r"[\s\u3000]*"


def _spaced(*words: str) -> str:
    return "|".join(_GAP.join(word) for word in words)


_STRONG = _spaced(
    "信息发布时间",
    "发布时间",
    "发布日期",
    "发稿时间",
    "发文时间",
    "发表时间",
    "发表日期",
    "公开日期",
    "公开时间",
    "上传时间",
    "发布于",
    "录入时间",
    "添加时间",
)
_WEAK = _spaced("时间", "日期", "更新时间", "更新日期")
_FORMED = _spaced("成文日期", "生成日期", "形成日期", "成文时间", "生成时间", "发文日期")
_SOURCE = _spaced("信息来源", "文章来源", "稿件来源", "消息来源", "来稿单位", "供稿单位", "供稿", "稿源", "来源")
_ISSUER = _spaced("发布机构", "发文机构", "发文机关", "发布单位", "制发单位")
_INDEX = _spaced("索引号")
_NUMBER = _spaced("发文字号", "文号", "文件编号", "发文号")
_THEME = _spaced("主题分类")
_VALIDITY = _spaced("有效性")
_UPDATED = _spaced("更新时间", "更新日期", "最后更新", "发布时间", "发布日期")
_LABELS = "|".join(
    (
        _STRONG,
        _WEAK,
        _FORMED,
        _SOURCE,
        _ISSUER,
        _INDEX,
        _NUMBER,
        _spaced(
            "作者",
            "编辑",
            "责任编辑",
            "责编",
            "浏览次数",
            "浏览",
            "点击数",
            "点击",
            "阅读次数",
            "阅读",
            "访问量",
            "字号",
            "字体",
            "主题分类",
            "有效性",
            "名称",
            "标题",
            "体裁分类",
            "打印",
            "分享",
            "分享到",
            "关闭",
            "审核",
            "撰稿",
        ),
    )
)
_DATE_VALUE = r"((?:\d{2,4}|[〇○零一二三四五六七八九]{4})\s?[-/.年]\s?[\d一二三四五六七八九十]{1,3}\s?[-/.月]\s?[\d一二三四五六七八九十]{1,3}\s?日?(?:[ T]*\d{1,2}[:：时]\d{1,2}(?:[:：分]\d{1,2}秒?)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?|今天|昨天|\d{1,2}[-月]\d{1,2}日?(?:\s+\d{1,2}:\d{2})?|(?:19|20)\d{6}|\d{1,2}\s?(?:小时|分钟|天)前)"
_GENERATED = re.compile(
    r"(?:页面生成时间|生成时间|Maketime)\D{0,6}(\d{4}-\d{1,2}-\d{1,2}\s+\d{1,2}:\d{2}:\d{2})", re.IGNORECASE
)
_DOCUMENT_LINE = re.compile(r"^[\u4e00-\u9fa5]{2,15}〔(?:19|20)\d{2}〕\s*\d{1,4}\s*号$")
_ATTACHMENT = re.compile(r"\.(docx?|wps|xlsx?|et|pdf|ofd|rtf|zip|rar|pptx?|txt)(?:$|[?#])", re.IGNORECASE)
_BODY_MARK = re.compile(
    r"(^|[-_ ])(zoom|trs_editor\w*|trs_ueditor|v_news_content|vsb_content\w*|article[-_]?con\w*|article[-_]?body|article[-_]?text|pages_content|"
    r"bt_content|news_content|newscontent|xxgk_content|content[-_]body|con_text|content_text|detail[-_]?con\w*|info[-_]?con\w*|contents?|text|zw|nr|ucap-content)([-_ ]|$)",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"(^|[-_ ])(title|tit|bt|arti?_?title|article[-_]?title|xxgk_title|zsy_cotitle|info_title|name)([-_ ]|$)",
    re.IGNORECASE,
)
_SITE_SUFFIX = re.compile(
    r"\s*(?:[-_|－—–]+\s*[^-_|－—–]{2,30}(?:政务网|人民政府|政府网|委员会|局|办公室|平台|网站?|部|街道?|公开))+\s*$"
)


def read_article(document: Document, reference: datetime) -> Article | None:
    """The article that a page shows; None where the page has neither article META tags nor a dated header."""
    body = main_body(document)
    header = _header(document, body)
    metas = document.metas
    dates, unread = _dates(document, header, reference)
    title = _article_title(document)
    if not dates and not unread and not metas.get("articletitle"):
        return None
    address = date_in_address(document.url)
    generated = _generated(document)
    first = dates[0] if dates else None
    doubtful = bool(first and first.source == "meta" and generated and first.raw.replace("/", "-") == generated)
    if doubtful and len(dates) > 1:
        dates = [*dates[1:], dates[0]]
    text = visible_text(body) if body is not None else ""
    source, source_from = _source(document, header)
    return Article(
        title=title,
        dates=tuple(dates) + ((address,) if address else ()),
        source=source,
        issuer=_value(header, _ISSUER),
        formed=_formed(header, reference),
        index_number=_value(header, _INDEX),
        document_number=_document_number(header, body),
        attachments=_attachments(document),
        doubtful=doubtful,
        unread_dates=tuple(unread),
        body_hash=hashlib.sha256(re.sub(r"\W", "", text).encode()).hexdigest()[:32],
        body_length=len(text),
        body_start=re.sub(r"\s", "", text)[:60],
        source_from=source_from,
        theme=_value(header, _THEME),
        validity=_value(header, _VALIDITY),
        simhash=f"{simhash(text):016x}",
    )


def _article_title(document: Document) -> str:
    """ArticleTitle, else the page's heading, else its title element without the site's name."""
    meta = document.metas.get("articletitle")
    if meta:
        return meta
    shown = document.title
    best = ""
    for element in document.root.iter("h1", "h2", "h3", "div", "p", "td", "span"):
        if element.tag[0] != "h" and not _HEADING.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            continue
        text = visible_text(element)
        if (
            4 <= len(text) <= 200
            and shown
            and (shown.startswith(text) or shown.strip("【】").startswith(text))
            and len(text) > len(best)
        ):
            best = text
    return best or _SITE_SUFFIX.sub("", shown) or shown


def main_body(document: Document) -> Element | None:
    """The element that holds the article's text: marked by a usual name, otherwise where the text is densest."""
    sizes: dict[Element, int] = {}
    for text, element in document.chunks:
        node = element
        if element.tag == "a":
            continue
        for _ in range(12):
            if node is None or node.tag in ("body", "html"):
                break
            sizes[node] = sizes.get(node, 0) + len(text)
            node = node.getparent()
    total = max(sizes.values(), default=0)
    marked = [
        node
        for node in sizes
        if isinstance(node.tag, str)
        and node.tag in ("div", "td", "article", "section", "ucapcontent")
        and _BODY_MARK.search(f"{node.get('class') or ''} {node.get('id') or ''}")
    ]
    for node in sorted(marked, key=lambda item: sizes[item]):
        if sizes[node] * 2 >= total - 200 and sizes[node] > 0:
            return node
    return _densest(sizes)


def _densest(sizes: dict[Element, int]) -> Element | None:
    """Go down from the largest block as long as one child keeps most of its text."""
    blocks = {
        node: size
        for node, size in sizes.items()
        if isinstance(node.tag, str)
        and node.tag in ("div", "td", "article", "section", "table", "tbody", "tr", "form", "center")
    }
    if not blocks:
        return None
    node = max(blocks, key=lambda item: blocks[item])
    while True:
        children = [child for child in node if child in blocks and blocks[child] * 10 >= blocks[node] * 7]
        if not children:
            return node
        node = max(children, key=lambda item: blocks[item])


def _header(document: Document, body: Element | None) -> list[str]:
    """Text chunks outside the body, and the short labelled ones that stand inside it."""
    inside = set(body.iter()) if body is not None else set()
    label = re.compile(rf"^[\[【(（]?\s*(?:{_LABELS})\s*[\]】)）]?\s*[:：]")
    chunks: list[str] = []
    short = 0
    for text, element in document.chunks:
        if element in inside:
            short += 1
            if (short > 60 and not label.match(text)) or (len(text) > 200 and not label.match(text)):
                continue
        chunks.append(text[:400])
    return chunks


def _joined(header: list[str]) -> str:
    return " \n".join(header)


def _dates(document: Document, header: list[str], reference: datetime) -> tuple[list[DateReading], list[str]]:
    """Publication days by trust, and the labelled texts that no pattern read."""
    found: list[DateReading] = []
    unread: list[str] = []
    meta = document.metas.get("pubdate") or ""
    if meta:
        reading = read_date(meta, reference, "meta")
        found += [reading] if reading else []
        unread += [] if reading else [meta]
    labelled, raw = _labelled_date(header, reference)
    found += [labelled] if labelled else []
    unread += [raw] if raw else []
    other = document.metas.get("publishdate") or document.metas.get("article:published_time") or ""
    if other and not labelled:
        reading = read_date(other, reference, "meta")
        found += [reading] if reading else []
    return found, unread


def _labelled_date(header: list[str], reference: datetime) -> tuple[DateReading | None, str]:
    text = _joined(header)
    for labels, boundary in ((_STRONG, r"(?<![\u4e00-\u9fa5])"), (_WEAK, r"(?:(?<=\n)|(?<=[\s|｜\]】)）])|^)")):
        pattern = re.compile(rf"{boundary}[\[【(（]?(?:{labels})[\]】)）]?\s*[:：]?\s*[\[【(（]?\s*{_DATE_VALUE}")
        for match in pattern.finditer(text):
            reading = read_date(match[1], reference, "header")
            if reading is not None:
                return reading, ""
    unread = re.search(rf"(?<![\u4e00-\u9fa5])(?:{_STRONG})\s*[:：]\s*([^\s|:：]{{2,30}})", text)
    if unread and not re.match(rf"^(?:{_LABELS})", unread[1]):
        return None, unread[1]
    return None, ""


def _formed(header: list[str], reference: datetime) -> DateReading | None:
    match = re.search(rf"(?<![\u4e00-\u9fa5])(?:{_FORMED})\s*[\]】]?\s*[:：]?\s*{_DATE_VALUE}", _joined(header))
    return read_date(match[1], reference, "header") if match else None


def read_updated(document: Document, reference: datetime) -> DateReading | None:
    """When a page says it was last updated: PubDate, or a 更新时间/发布时间 on the page (MEASURING 6)."""
    metas = document.metas
    meta = read_date(metas.get("pubdate") or metas.get("publishdate") or "", reference, "meta")
    if meta is not None:
        return meta
    text = _joined([chunk for chunk, _ in document.chunks])
    match = re.search(rf"(?<![\u4e00-\u9fa5])(?:{_UPDATED})\s*[\]】]?\s*[:：]?\s*{_DATE_VALUE}", text)
    return read_date(match[1], reference, "header") if match else None


def _value(header: list[str], labels: str) -> str:
    """The text at a label: the rest of its chunk up to the next label, or the next chunk."""
    label = re.compile(rf"^(?:.*?(?<![\u4e00-\u9fa5]))??[\[【(（]?\s*(?:{labels})\s*[\]】]?\s*[:：]\s*(.*)$", re.DOTALL)
    named = re.compile(labels)
    for index, chunk in enumerate(header):
        match = label.match(chunk) if named.search(chunk) else None
        if match is None or re.match(r"^[（(]\s*(?:来源|稿源)", chunk):
            continue
        value = _cut(match[1])
        if value:
            return value
        if not match[1].strip() and index + 1 < len(header):
            following = header[index + 1]
            if not re.match(rf"^[\[【(（]?\s*(?:{_LABELS})\s*[\]】]?\s*(?:[:：]|$)", following):
                return _cut(following)
            return ""
    return ""


def _cut(text: str) -> str:
    value = re.split(rf"\s*[|｜【\[]\s*|[\s,，;；]+(?=(?:{_LABELS})\s*[:：])|(?:{_LABELS})\s*[:：]", text, maxsplit=1)[
        0
    ]
    return squeeze(value).strip(" ,，;；|）)》")[:80] if not re.search(r"[$<>{}]", value) else ""


def _source(document: Document, header: list[str]) -> tuple[str, str]:
    meta = document.metas.get("contentsource") or ""
    shown = _value(header, _SOURCE)
    if meta:
        return meta, "meta"
    return (shown, "header") if shown and len(shown) <= 60 else ("", "")


def _generated(document: Document) -> str:
    for name in ("maketime", "others", "generatetime", "createtime"):
        value = document.metas.get(name, "")
        match = re.search(r"\d{4}-\d{1,2}-\d{1,2}\s+\d{1,2}:\d{2}:\d{2}", value)
        if match:
            return match[0]
    match = _GENERATED.search(document.text)
    return match[1] if match else ""


def _document_number(header: list[str], body: Element | None) -> str:
    labelled = _value(header, _NUMBER)
    if labelled:
        return labelled
    if body is not None:
        for node in list(body.iter("p", "div", "span", "center"))[:60]:
            text = visible_text(node)
            if _DOCUMENT_LINE.match(text):
                return text
    return ""


def _attachments(document: Document) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for anchor in document.root.iter("a"):
        href = squeeze(anchor.get("href") or "")
        if _ATTACHMENT.search(href) and not resolve(document.base, href).problem:
            found[href] = None
    return tuple(found)


def differs(first: DateReading, second: DateReading, days: int) -> bool:
    """Whether two readings are more than `days` apart."""
    return abs(first.day - second.day) > timedelta(days=days)
