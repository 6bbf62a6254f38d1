"""Bars of tabs that a script turns: the part that the page shows is marked, the others are not on the page."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby, islice

from crawler.pages.acting import call_of, may_act
from crawler.pages.anchors import ADDRESSES, address_of
from crawler.pages.fields import is_typed_into
from crawler.pages.once import once
from crawler.pages.outline import Outline, named
from crawler.pages.pagers.links import BUTTONS
from crawler.pages.panes import has_panes, says_something
from crawler.pages.parts.bound import is_bound
from crawler.pages.parts.choices import is_neutral, offered
from crawler.pages.parts.names import ALL, are_series, are_signs, is_deed, is_name
from crawler.pages.parts.radios import kind_of, read_radios
from crawler.reading.document import Element, text_of
from crawler.reading.periods import period
from crawler.reading.words import MORE

MOST_TABS = 40
"""Tabs of one bar: the departments and streets of a district."""
MOST_LOOKED_AT = 60
"""Elements of one block beside a list in which a bar is looked for."""
MOST_PARTS = 3
"""Elements of one tab, in order, that are looked at for what marks it and acts on a click: itself, a link, a text."""
MOST_TEXTS = 3
"""Texts of one tab: its name and how many posts it shows."""
LONGEST = 20
"""Characters of a tab (天津市红桥区人民政府办公室文件)."""
_ACTIVE = re.compile(
    r"(?:(?:^|[-_ ])(?i:on|cur|current|curr|active|actived|now|this|selected|select|sel|check|checked|hover|act|focus|choose|chosen|dq|dangqian|xz|xuanzhong|highlight)|[a-z](?:On|Cur|Current|Active|Selected|Sel|Checked|Now))(?:[-_ ]|$)"
)
_LIT = re.compile(r"[-_]?(?:on|cur|current|active|selected|sel|now|hover|focus)", re.IGNORECASE)
"""What the class of a marked tab adds to that of the others (`itemon` beside `item`)."""
_TAB = re.compile(
    r"tab|pills|fenlei|categor|qiehuan|switch|filter|type|(?:^|[-_ ])(?:lx|lb|fl)(?:[-_ ]|$)", re.IGNORECASE
)
_STEPS = re.compile(r"(?:^|[-_ ])(?:steps?|progress|flow|process|liucheng|jindu|buzhou)(?:[-_ \d]|$)", re.IGNORECASE)
"""What shows how far something went is named so: its marked step is no tab where nothing acts."""
_ASKING = re.compile(r"search|sousuo|login|skin|(?:^|[-_ ])(?:so|ss|query)(?:[-_ ]|$)", re.IGNORECASE)
"""What a search, a form to log in, or a choice of looks is named."""
_COUNT = re.compile(r"^[(（\[]?\s?\d{1,6}\s?[条篇]?\s?[)）\]]?$")
"""How many posts a tab says that it shows."""
_DRAWN = frozenset(("a", "area", "button", "img", "input", "li", "span", "td"))
"""What may be a tab though a picture, or its own value, is all that it says."""
_LOOSE = frozenset(("h2", "h3", "h4", "h5", "a", "button", "input", "span", "label", "em", "b", "p"))
"""What is a tab though it stands beside its list without a bar."""
_HEADS = frozenset(("dt", "th", "legend", "h3", "h4", "h5"))
"""What says before tabs of another tag what they choose."""
_TEXTS = frozenset(("b", "strong", "span", "em", "font", "i"))


def read_bars(outline: Outline, beside: Iterable[int], nearest: frozenset[int]) -> Iterator[tuple[str, str]]:
    """The names of parts that only a script shows, and the addresses of those that a select leads to; of what is named a navigation those just beside the list."""
    blocks = list(beside)
    for bar, items in _runs(outline, blocks):
        yield from _tabs_of(outline, bar, items, must_act=True)
    yield from read_radios(outline, _loose(outline, blocks))
    for block in blocks:
        inside = list(_inside(outline, block))
        yield from read_radios(outline, inside)
        for index in inside:
            is_frame = outline.outside[index] and not _is_tab(outline, index)
            if outline.elements[index].tag == "select":
                yield from offered(outline, index)
            elif not is_frame or block in nearest:
                yield from tabs_in(outline, index, must_act=is_frame)


def _runs(outline: Outline, blocks: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
    """Elements beside a list that act and stand side by side without a bar of their own, with what holds them and the list."""
    near = {block for block in blocks if outline.tags[block] in _LOOSE and not outline.is_aside(block)}
    for holder in dict.fromkeys(outline.parents[block] for block in sorted(near)):
        for is_tab, run in groupby(outline.children[holder], key=lambda child: (child in near, outline.tags[child])):
            items = list(run) if is_tab[0] else []
            if 1 < len(items) <= MOST_TABS and all(says(outline, item) and acts(outline, item) for item in items):
                yield holder, items


def _loose(outline: Outline, blocks: Sequence[int]) -> list[int]:
    """The elements of fields and labels that stand beside a list without a bar of their own."""
    return [
        index
        for block in sorted(block for block in blocks if outline.tags[block] in ("input", "label"))
        for index in _inside(outline, block)
    ]


def is_bar(outline: Outline, index: int) -> bool:
    """Whether an element is named as a bar of tabs."""
    return bool(_TAB.search(named(outline.elements[index])))


def _inside(outline: Outline, block: int) -> Iterator[int]:
    index = block
    while index < min(len(outline.elements), block + MOST_LOOKED_AT) and outline.starts[index] <= outline.ends[block]:
        yield index
        index += 1


def tabs_in(outline: Outline, bar: int, *, must_act: bool) -> list[tuple[str, str]]:
    """The tabs of a bar beside its marked one; none where they lead somewhere, do nothing, or their panes stand on the page."""
    if not 1 < len(outline.children[bar]) <= MOST_TABS * 2:
        return []
    return _tabs_of(outline, bar, _items(outline, bar), must_act=must_act)


def _tabs_of(outline: Outline, bar: int, items: list[int], *, must_act: bool) -> list[tuple[str, str]]:
    """Of the tabs of a bar those that are not shown."""
    if len(items) < 2:
        return []
    named_active = _named_active(outline, items)
    active = named_active or _marked(outline, items) or _first(outline, bar, items)
    others = [index for index in items if index not in active]
    if len(active) != 1 or not others or not _are_of_one_kind(outline, active[0], others) or _asks(outline, bar):
        return []
    is_sure = _is_tab(outline, bar) or (bool(named_active) and not _STEPS.search(named(outline.elements[bar])))
    turned = _turned(outline, active[0], others, must_act=must_act or not is_sure)
    if not turned or has_panes(outline, bar, len(items)) or has_panes(outline, items[-1], len(items)):
        return []
    return [(name, "") for name in _names(outline, active[0], turned, is_sure=is_sure)]


def _turned(outline: Outline, active: int, others: list[int], *, must_act: bool) -> list[int]:
    """The tabs that a script turns; none where most of a bar are links, or lead to places of this page."""
    turned = [index for index in others if not any(map(leads, _parts(outline, index)))]
    are_links = len(turned) * 2 < len(others) or any(map(leads, _parts(outline, active)))
    do_act = not must_act or all(acts(outline, index) for index in turned)
    return [] if are_links or not do_act or _jump(outline, turned) else turned


def _names(outline: Outline, active: int, others: list[int], *, is_sure: bool) -> list[str]:
    """The names of tabs that are parts; none where the marked one is none, or one is no part of what is not surely a bar."""
    own = says(outline, active)
    said = [name for index in others if (name := says(outline, index)) != own]
    names = [name for name in said if not _is_aside(outline, name, own)]
    are_turned = all(acts(outline, index) for index in others)
    are_tabs = are_turned or _is_tab(outline, outline.parents[active])
    if (are_tabs and are_series((own, *names))) or (is_sure and are_turned and are_signs((own, *names))):
        return names
    parts = [name for name in names if _is_part(name, is_sure=is_sure) or ALL.match(name)]
    is_path = any(name.endswith("首页") for name in names)
    is_whole = is_sure or len(parts) == len(names)
    return parts if _is_part(own, is_sure=is_sure) and is_whole and not is_path else []


def _is_aside(outline: Outline, name: str, own: str) -> bool:
    """Whether a tab's period lies in the one that is shown (本周 in 本月), or what stands beside a day is none (今天, 晴)."""
    told, shown = (period(text, outline.reference.date()) for text in (name, own))
    if told is None or shown is None:
        return shown is not None and shown[0] == shown[1] and not ALL.match(name)
    return shown[0] <= told[0] and told[1] <= shown[1]


def _is_part(name: str, *, is_sure: bool) -> bool:
    return is_name(name, LONGEST) and (is_sure or not is_deed(name))


def _are_of_one_kind(outline: Outline, active: int, others: list[int]) -> bool:
    """Whether tabs are elements of one kind, the marked one perhaps a text where the others are links."""
    tags = {str(outline.elements[index].tag) for index in others}
    own = outline.elements[active].tag
    return len(tags) == 1 and (own in tags or (tags <= {"a", "u", *_TEXTS} and own in _TEXTS))


def _items(outline: Outline, bar: int) -> list[int]:
    """The tabs of a bar: its short texts without the label before them (分类：), what parts them, and 更多 behind them."""
    items = [index for index in outline.children[bar] if says(outline, index)][:MOST_TABS]
    if any(kind_of(node) for index in outline.children[bar] for node in _parts(outline, index)):
        return []
    heads = outline.tags[items[0]] in _HEADS and outline.tags[items[0]] != outline.tags[items[-1]] if items else False
    label = says(outline, items[0]).rstrip(":： ") if heads or (items and _is_label(outline, items[0])) else ""
    if label:
        items = items[1:] if is_name(label) or is_neutral(label) else []
    if items and MORE.match(says(outline, items[-1])):
        items = items[:-1]
    return items


def _is_label(outline: Outline, index: int) -> bool:
    text = says(outline, index)
    says_what = is_neutral(text) and not ALL.match(text) and not is_active(outline, index)
    return text.endswith((":", "：")) or says_what


def _named_active(outline: Outline, items: list[int]) -> list[int]:
    """The tabs whose class says that they are shown, alone or by what it adds to the others'."""
    active = [index for index in items if is_active(outline, index)]
    classes = {index: str(outline.elements[index].get("class") or "") for index in items}
    usual = min(classes.values(), key=len, default="")
    lit = [
        index
        for index, name in classes.items()
        if usual and name.startswith(usual) and _LIT.fullmatch(name, len(usual))
    ]
    return active or (lit if len(lit) == 1 else [])


def _marked(outline: Outline, items: list[int]) -> list[int]:
    """The tab whose part is shown: marked by its style, the only one that is no link, or the first where each calls one function with another argument."""
    if len(items) < 2:
        return []
    active = [index for index in items if any(node.get("style") for node in _parts(outline, index))]
    if len(active) != 1 and len({str(outline.elements[index].tag) for index in items}) > 1:
        active = [index for index in items if outline.elements[index].tag in _TEXTS]
    calls = [call_of(_parts(outline, index)) for index in items]
    if not active and len({name for name, _ in calls}) == 1 and "" not in dict(calls) and len(set(calls)) == len(items):
        active = items[:1]
    return active


def _first(outline: Outline, bar: int, items: list[int]) -> list[int]:
    """The first of a bar's tabs where none is marked: of buttons, and of what leads nowhere in a bar that is named one."""
    tags = {outline.elements[index].tag for index in items}
    are_tabs = tags <= {"button", "input"} or (_is_tab(outline, bar) and all(acts(outline, index) for index in items))
    return items[:1] if len(tags) == 1 and are_tabs else []


@once
def says(outline: Outline, index: int) -> str:
    """The one short text of an element, or its picture's, without how many posts stand behind it; empty where it holds more, or none."""
    if not outline.count(index) and outline.elements[index].tag in _DRAWN:
        text = text_of(outline.elements[index]) or _of_button(outline.elements[index])
        return text if len(text) <= LONGEST else ""
    if not 0 < outline.count(index) <= MOST_TEXTS:
        return ""
    texts = [piece.text for piece in outline.pieces_in(outline.starts[index], outline.ends[index])]
    texts = [text for number, text in enumerate(texts) if not number or not _COUNT.match(text)]
    return texts[0].strip(" []【】|/") if len(texts) == 1 and len(texts[0]) <= LONGEST else ""


def _of_button(node: Element) -> str:
    """What the one button says that an element holds."""
    fields = list(islice(node.iter("input"), 2))
    return text_of(fields[0]) if len(fields) == 1 and fields[0].get("type") in BUTTONS else ""


def _parts(outline: Outline, index: int) -> list[Element]:
    return list(islice(outline.elements[index].iter(), MOST_PARTS))


def is_active(outline: Outline, index: int) -> bool:
    return any(is_marked(node) for node in _parts(outline, index))


def is_marked(node: Element) -> bool:
    """Whether an element is marked as the one of several that is shown."""
    if "true" in (node.get("aria-selected"), node.get("aria-pressed")) or node.get("aria-current") in ("true", "page"):
        return True
    return bool(_ACTIVE.search(str(node.get("class") or node.get("id") or "")))


def _is_tab(outline: Outline, bar: int) -> bool:
    return any(is_bar(outline, index) for index in (bar, outline.parents[bar]) if index >= 0)


def acts(outline: Outline, index: int) -> bool:
    return any(map(may_act, _parts(outline, index))) or is_bound(outline, index)


def leads(node: Element) -> bool:
    """Whether a click leads to another page; what a script asks for (`data-url` beside `href="#"`) does not."""
    is_asked = any(node.get(name) for name in ADDRESSES) and (node.get("href") or "#").startswith(("#", "javascript"))
    return bool(address_of(node)) and not is_asked


def _jump(outline: Outline, turned: Sequence[int]) -> bool:
    """Whether clicks lead to places on this page; of what has none (a letter that no name begins with) nothing is hidden."""
    hrefs = (str(node.get("href") or "") for index in turned for node in _parts(outline, index))
    marks = {href[1:] for href in hrefs if href.startswith("#") and href.strip("#")}
    places = [place for mark in marks for place in _places(outline).get(mark, ())]
    are_links = all(any(len(str(node.get("href") or "")) > 1 for node in _parts(outline, index)) for index in turned)
    return bool(places) and are_links and all(map(partial(_is_place, outline), places))


def _is_place(outline: Outline, place: int) -> bool:
    """Whether an element holds something, or marks where it begins (`<a name="B"></a>`)."""
    return says_something(outline, place) or outline.elements[place].tag == "a"


@once
def _places(outline: Outline) -> dict[str, list[int]]:
    """The elements of a page by their id, or name."""
    found: dict[str, list[int]] = {}
    for index, node in enumerate(outline.elements):
        name = node.get("id") or node.get("name")
        if name:
            found.setdefault(str(name), []).append(index)
    return found


def _asks(outline: Outline, bar: int) -> bool:
    """Whether tabs choose what a form asks for: a field to type into stands beside them, or they are named as a search's."""
    above = [index for index in (bar, outline.parents[bar]) if index >= 0]
    fields = (outline.elements[child] for index in above for child in outline.children[index])
    return any(is_typed_into(node) for node in fields) or any(
        _ASKING.search(named(outline.elements[index])) for index in above
    )
