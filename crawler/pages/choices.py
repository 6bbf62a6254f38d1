"""Choices beside a list: selects of categories and periods, of which the page shows the one that is chosen."""

import re
from itertools import islice

from crawler.pages.outline import Outline
from crawler.pages.part_names import is_name
from crawler.reading.document import Element, visible_text

MOST_OPTIONS = 100
NEUTRAL = re.compile(
    r"^[-—=\s]*(?:.*选择.*|全\s?部.*|所有.*|.*不限|按.{1,6}查看|.{0,6}(?:类型|类别|分类|年[份度]|月份|部门|栏目|单位|机构|时间|日期|来源|主题|体裁))[-—=\s]*$"
)


def offered(outline: Outline, select: Element) -> list[tuple[str, str]]:
    """What a select offers beside the part that it has chosen; none where that is all, or where its choice changes nothing by itself."""
    options = list(islice(select.iter("option"), MOST_OPTIONS))
    if len(options) < 2 or not (select.get("onchange") or any("?" in (node.get("value") or "") for node in options)):
        return []
    chosen = next((node for node in options if node.get("selected") is not None), options[0])
    if chosen.get("value") == "":
        return []
    names = {node: visible_text(node).strip() for node in options}
    if NEUTRAL.match(names[chosen]) or not all(is_name(name) or NEUTRAL.match(name) for name in names.values()):
        return []
    own = outline.document.url.partition("?")[0].rpartition("/")[0] + "/"
    found: list[tuple[str, str]] = []
    for node in options:
        value = (node.get("value") or "").strip()
        asked = outline.document.asked(value) if re.search(r"[/?]|\.\w*htm", value) else None
        if asked is not None and not asked.startswith(own):
            return []  # other columns, other hosts
        if node is not chosen and is_name(names[node]):
            found.append((names[node], asked or ""))
    return found
