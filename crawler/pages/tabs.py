"""Bars of tabs that a script turns, and selects of categories: the part that the page shows is marked, the others are not on the page."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from crawler.pages.anchors import ADDRESSES, address_of
from crawler.pages.outline import Outline, named
from crawler.pages.part_names import is_name
from crawler.reading.document import HIDDEN, Element, visible_text
from crawler.reading.words import LONGEST_NAME

MOST_TABS = 12
MOST_LOOKED_AT = 60
"""Elements of one block beside a list in which a bar is looked for."""
MOST_OPTIONS = 100
LEVELS = 3
"""How far above its tabs a bar's panes stand."""
_NEUTRAL = re.compile(
    r"^[-—=\s]*(?:.*选择.*|全\s?部.*|所有.*|.*不限|按.{1,6}查看|.{0,6}(?:类型|类别|分类|年[份度]|月份|部门|栏目|单位|机构|时间|日期|来源|主题|体裁))[-—=\s]*$"
)
_ACTIVE = re.compile(
    r"(?:^|[-_ ])(?:on|cur|current|curr|active|actived|now|this|selected|select|sel|checked|hover|act|focus|choose|chosen)(?:[-_ ]|$)",
    re.IGNORECASE,
)
_TAB = re.compile(r"tab|fenlei|categor|qiehuan|switch|filter|type|(?:^|[-_ ])(?:lx|lb|fl)(?:[-_ ]|$)", re.IGNORECASE)
_CALL = re.compile(r"([A-Za-z_]\w{0,40})\s{0,4}\(\s{0,4}(?:this\s{0,4},\s{0,4})?['\"]?([\w-]{1,40})['\"]?\s{0,4}[,)]")
_PANES = frozenset(("div", "ul", "ol", "table", "section", "dl", "tbody", "li"))
_KEPT_BACK = re.compile(r"(?:^|[-_ ])(?:hide|hidden|none|undis|dn|disn)(?:[-_ ]|$)", re.IGNORECASE)


def read_bars(outline: Outline, beside: Iterable[int]) -> Iterator[tuple[str, str]]:
    """The names of parts that only a script shows, and the addresses of those that a select leads to."""
    for block in beside:
        for index in _inside(outline, block):
            if outline.elements[index].tag == "select":
                yield from _options(outline, outline.elements[index])
            elif not outline.outside[index] or _TAB.search(named(outline.elements[index])):
                yield from _tabs(outline, index)


def _inside(outline: Outline, block: int) -> Iterator[int]:
    index = block
    while index < min(len(outline.elements), block + MOST_LOOKED_AT) and outline.starts[index] <= outline.ends[block]:
        yield index
        index += 1


def _tabs(outline: Outline, bar: int) -> list[tuple[str, str]]:
    """The tabs of a bar beside its marked one; none where they lead somewhere, do nothing, or their panes stand on the page."""
    children = outline.children[bar]
    if not 1 < len(children) <= MOST_TABS:
        return []
    items = [index for index in children if _says(outline, index)]
    active = _marked(outline, items)
    others = [index for index in items if index not in active]
    if len(active) != 1 or not others or len({outline.elements[index].tag for index in others}) != 1:
        return []
    names = [_says(outline, index) for index in others]
    if not is_name(_says(outline, active[0])) or not all(map(is_name, names)):
        return []
    is_tab = any(_TAB.search(named(outline.elements[index])) for index in (bar, outline.parents[bar]) if index >= 0)
    if not all(_turns(outline, index, is_tab=is_tab) for index in others) or _has_panes(outline, bar, len(items)):
        return []
    return [(name, "") for name in names]


def _marked(outline: Outline, items: list[int]) -> list[int]:
    """The tab whose part is shown: marked by its class or style, the only one that is no link, or the first where each calls one function with another argument."""
    active = [index for index in items if _is_active(outline, index)]
    if not active and len(items) > 1:
        active = [index for index in items if any(node.get("style") for node in _parts(outline, index))]
    if len(active) != 1 and len({str(outline.elements[index].tag) for index in items}) > 1:
        active = [index for index in items if outline.elements[index].tag in ("b", "strong", "span", "em", "font")]
    if not active and len(items) > 1:
        calls = [_call(outline, index) for index in items]
        if len({name for name, _ in calls}) == 1 and "" not in dict(calls) and len(set(calls)) == len(items):
            active = items[:1]
    return active


def _call(outline: Outline, index: int) -> tuple[str, str]:
    """The function that a click on a tab calls and its first argument; empty where it calls none."""
    for node in _parts(outline, index):
        found = _CALL.search(f"{node.get('onclick') or ''} {node.get('href') or ''}")
        if found is not None:
            return found[1], found[2]
    return "", ""


def _says(outline: Outline, index: int) -> str:
    """The one short text of an element; empty where it holds more, or none."""
    if outline.count(index) != 1:
        return ""
    (piece,) = outline.pieces_in(outline.starts[index], outline.ends[index])
    return piece.text.strip(" []【】|") if len(piece.text) <= LONGEST_NAME + 4 else ""


def _parts(outline: Outline, index: int) -> list[Element]:
    return list(islice(outline.elements[index].iter(), LEVELS))


def _is_active(outline: Outline, index: int) -> bool:
    return any(_ACTIVE.search(str(node.get("class") or node.get("id") or "")) for node in _parts(outline, index))


def _turns(outline: Outline, index: int, *, is_tab: bool) -> bool:
    """Whether a click on a tab leads nowhere, and does something."""
    nodes = _parts(outline, index)
    if any(_leads(node) for node in nodes):
        return False
    acts = any(
        (node.tag == "a" and node.get("href") is not None)
        or node.tag == "button"
        or node.get("onclick")
        or node.get("onmouseover")
        or any(str(name).startswith("data-") for name in node.attrib)
        for node in nodes
    )
    return acts or is_tab


def _leads(node: Element) -> bool:
    """Whether a click leads to another page; what a script asks for (`data-url` beside `href="#"`) does not."""
    is_asked = any(node.get(name) for name in ADDRESSES) and (node.get("href") or "#").startswith(("#", "javascript"))
    return bool(address_of(node)) and not is_asked


def _has_panes(outline: Outline, bar: int, count: int) -> bool:
    """Whether as many blocks as there are tabs stand behind a bar, and most of them hold something: a click shows what is on the page already."""
    node = bar
    for _ in range(LEVELS):
        parent = outline.parents[node]
        if parent < 0:
            return False
        siblings = outline.children[parent]
        following = siblings[siblings.index(node) + 1 :][:MOST_LOOKED_AT]
        if _are_panes(outline, following, count):
            return True
        for block in following[:LEVELS]:
            inner = outline.children[block]
            inner = outline.children[inner[0]] if len(inner) == 1 else inner
            if _are_panes(outline, inner[:MOST_LOOKED_AT], count):
                return True
        node = parent
    return False


def _are_panes(outline: Outline, blocks: Sequence[int], count: int) -> bool:
    by_tag: dict[str, list[int]] = {}
    for index in blocks:
        if outline.elements[index].tag in _PANES:
            by_tag.setdefault(str(outline.elements[index].tag), []).append(index)
    return any(_are_filled(outline, alike, count) for alike in by_tag.values() if count <= len(alike) <= count + 1)


def _are_filled(outline: Outline, panes: Sequence[int], count: int) -> bool:
    filled = [index for index in panes if outline.count(index)]
    links = [outline.anchors_in(outline.starts[index], outline.ends[index])[:2] for index in filled]
    hidden = sum(_is_hidden(outline.elements[index]) for index in panes)
    return len(filled) >= count and (hidden >= count - 1 or any(len(found) != 1 for found in links))


def _is_hidden(node: Element) -> bool:
    return bool(HIDDEN.search(node.get("style") or "") or _KEPT_BACK.search(named(node)))


def _options(outline: Outline, select: Element) -> list[tuple[str, str]]:
    """What a select offers beside the part that it has chosen; none where that is all, or where its choice changes nothing by itself."""
    options = list(islice(select.iter("option"), MOST_OPTIONS))
    if len(options) < 2 or not (select.get("onchange") or any("?" in (node.get("value") or "") for node in options)):
        return []
    chosen = next((node for node in options if node.get("selected") is not None), options[0])
    if chosen.get("value") == "":
        return []
    names = {node: visible_text(node).strip() for node in options}
    if _NEUTRAL.match(names[chosen]) or not all(is_name(name) or _NEUTRAL.match(name) for name in names.values()):
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
