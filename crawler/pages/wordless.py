"""Whether what stands behind a list turns it without a word: arrows, dots, numbers in circles, a picture that a script acts on."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, pairwise

from crawler.pages.acting import is_clicked, may_act, says_click
from crawler.pages.anchors import address_of
from crawler.pages.once import once
from crawler.pages.outline import Outline, named
from crawler.pages.pagers.growing import lengthens
from crawler.pages.pagers.links import BUTTONS
from crawler.pages.parts.tabs import is_marked
from crawler.reading.document import Element, text_of
from crawler.reading.numerals import numeral
from crawler.reading.periods import bare_period, is_period
from crawler.reading.words import GROWERS, NEXT, SLIDERS

MOST = 40
"""Elements of one block that are looked at: what turns a list is small."""
LONGEST = 20
"""Characters of a heading."""
MOST_OF_HEAD = 4
"""Texts of a list's head."""
_ARROWS = re.compile(r"^[\s<>«»‹›〈〉《》◀▶◁▷◄►←→↑↓⇦⇨▲▼△▽∧∨➔❮❯]{1,4}$")
_DOTS = re.compile(r"^[●○•·◦◉◎■□]$")
_ANOTHER = re.compile(r"^[\W_]*(?:换一?[批换组页]看?看?|[上下前后左右])[\W_]*$")
_BY_GROUP = re.compile(r"^[\W_]*(?:换一[批换组页]看?看?|[上下前后]一?[组批屏])[\W_]*$")
_MARK = re.compile(
    r"(?:^|[-_])(?:on|cur|curr|current|active|actived|now|this|selected|select|sel|checked|hover|act|focus)$|\d$|(?:On|Cur|Current|Active|Selected|Now)$"
)
_SHOWN = frozenset(("img", "video", "iframe", "object", "embed", "canvas"))
_BETWEEN = re.compile(r"^[\s/|.…·-]{1,6}$")
_OFF = re.compile(r"(?:^|[-_ ])(?:is-)?disabled?(?:[-_ ]|$)", re.IGNORECASE)
_NEXT = re.compile(rf"^[\W_]*(?:{NEXT})[\W_]*$", re.IGNORECASE)
_BACK, _ON = (
    re.compile(rf"(?:^|[-_ ])(?:\w{{1,12}}[-_])?{word}", re.IGNORECASE)
    for word in (r"(?:prev|left|l(?:btn)?(?:[-_ ]|$))", r"(?:next|right|r(?:btn)?(?:[-_ ]|$))")
)
_SURE = re.compile(r"(?:^|[-_ ])(?:\w{1,12}[-_])?(?:prev|next)", re.IGNORECASE)
"""What is named so is no ornament of a heading."""
SHARES = re.compile(
    r"share|bds|jiathis|(?:^|[-_/ ])(?:wx|weixin|we?chat|wb|weibo|qq|qzone)(?:[-_. \d]|$|(?-i:[A-Z]))", re.IGNORECASE
)
_TOOL = re.compile(
    r"(?:^|[-_/ ])(?:print(?:er)?|close|(?:go|to|back)?[-_]?top|qr(?:[-_]?code)?|ewm|code|tel|phone|fax|e?mail|rss|play(?:er)?|voice|fav(?:ou?rite)?|search|kefu|zixun|font|zoom)"
    r"(?:btn|box|ico|icon|img|size|big|small)?(?:[-_. \d]|$|(?-i:[A-Z]))",
    re.IGNORECASE,
)
"""What a button does that turns no list."""
_SAYS_TOOL = re.compile(
    r"^[\W_]*(?:(?:返回|回到|回)?(?:页面)?顶部|(?:go\s?)?top|打印(?:本页)?|关闭(?:本页|窗口)?|分享|收藏)[\W_]*$",
    re.IGNORECASE,
)


def turns_from_above(outline: Outline, index: int) -> bool:
    """Whether the block just above a list is such a pager, by itself or behind the list's heading: two arrows, or dots."""
    if not len(outline.elements[index]):
        return False
    nodes = list(islice(outline.elements[index].iter(), MOST + 1))
    if len(nodes) > MOST or any(SLIDERS.search(named(node)) or _is_picture(node) for node in nodes):
        return False
    if not outline.count(index):
        return turns(outline, index) and (_are_arrows(nodes) or _are_dots(nodes))
    texts = [piece.text for piece in outline.pieces_in(outline.starts[index], outline.ends[index])]
    is_head = len(texts) <= MOST_OF_HEAD and not any(map(_is_no_heading, texts))
    is_another = any(_BY_GROUP.match(text) for text in texts) and not any(map(address_of, nodes))
    return is_head and (is_another or _are_steps(nodes) or _are_dots([node for node in nodes if not text_of(node)]))


def flank(before: Element, behind: Element) -> bool:
    """Whether what stands on either side of a list is an arrow each, the way back and the way on."""
    nodes = [before, behind]
    return not any(len(node) or text_of(node) for node in nodes) and _are_steps(nodes)


def dots_in(node: Element) -> int:
    """How many dots an element holds side by side; 0 where it holds none."""
    nodes = list(islice(node.iter(), MOST + 1))
    return max((len(parent) for parent in nodes if _are_dots([parent])), default=0)


def _is_picture(node: Element) -> bool:
    """Whether an element is a picture that is no button's, or a link without a word to another page."""
    if node.tag in _SHOWN:
        near = [named(item) for item in (node, *islice(node.iterancestors(), 1))]
        if not any(_BACK.search(name) or _ON.search(name) for name in near):
            return True
    return bool(address_of(node)) and not text_of(node)


def _is_no_heading(text: str) -> bool:
    """Whether a text is a sentence, a label (评分：), or a period, whose steps are looked for by themselves."""
    return len(text) > LONGEST or text[-1] in ":：" or is_period(bare_period(text))


@once
def turns(outline: Outline, index: int) -> bool:
    """Whether a block behind a list's rows is such a pager: what leads to an address is none."""
    inside: list[int] = []
    for number in _inside(outline, index):
        if address_of(outline.elements[number]):
            return False
        inside.append(number)
    nodes = [outline.elements[number] for number in inside]
    if any(node.tag == "img" and not _acts(node) and not _is_in_button(node) for node in nodes):
        return False  # a slide
    held = frozenset(inside)
    pieces = outline.pieces_in(outline.starts[index], outline.ends[index])
    texts = [piece.text for piece in pieces if piece.element in held]
    is_drawn = _are_dots(nodes) or _are_arrows(nodes)
    if not texts:
        return is_drawn or any(map(_acts, nodes))
    numbers = [numeral(text) for text in texts]
    if not all(number or _is_sign(text) for number, text in zip(numbers, texts, strict=True)):
        return False
    acts = any(map(_acts, nodes)) and any(map(_is_sign, texts))
    leads = any(map(_leads, texts)) and (is_drawn or any(map(may_act, nodes)))
    return (1, 2) in pairwise(filter(None, numbers)) or acts or leads or (is_drawn and max(numbers) > 1)


def is_pair_of_arrows(outline: Outline, index: int) -> bool:
    """Whether an element says nothing but two arrows."""
    pieces = outline.pieces_in(outline.starts[index], outline.ends[index])
    return len(pieces) == 2 and all(_ARROWS.match(piece.text) for piece in pieces)


def _inside(outline: Outline, block: int) -> Iterator[int]:
    """The elements of a small block without those of its tools; none of a large one."""
    within = outline.within(block)
    end = -1
    for index in within if len(within) <= MOST else ():
        if outline.starts[index] > end:
            if _is_tool(outline, index, block):
                end = outline.ends[index]
            else:
                yield index


def _is_tool(outline: Outline, index: int, block: int) -> bool:
    """Whether an element is a tool, or stands beside two, or one that shares: the names of those are many."""
    pieces = outline.pieces_in(outline.starts[index], outline.ends[index])
    if not pieces and len(outline.children[index]) == 1 and _is_tool(outline, outline.children[index][0], block):
        return True
    says = len(pieces) == 1 and pieces[0].element == index and bool(_SAYS_TOOL.match(pieces[0].text))
    if says or is_of_tool(outline.elements[index]):
        return True
    beside = outline.children[outline.parents[index]] if index > block else []
    alike = [_called(outline.elements[other]) for other in beside if outline.tags[other] == outline.tags[index]]
    return any(map(_shares, alike)) or sum(map(_names_tool, alike)) > 1


def is_tool(outline: Outline, index: int) -> bool:
    """Whether an element is a tool, or holds nothing else."""
    return _is_tool(outline, index, index)


def is_of_tool(node: Element) -> bool:
    """Whether an element is named as a tool, or as one that shares."""
    name = _called(node)
    return _shares(name) or _names_tool(name)


@lru_cache(maxsize=1024)
def _shares(name: str) -> bool:
    return SHARES.search(name) is not None


@lru_cache(maxsize=1024)
def _names_tool(name: str) -> bool:
    return _TOOL.search(name) is not None


def _called(node: Element) -> str:
    """What an element is called, and the file of its picture."""
    return f"{named(node)} {str(node.get('src') or '').rpartition('/')[2]}"


def _is_sign(text: str) -> bool:
    return _leads(text) or bool(_BETWEEN.match(text))


def _leads(text: str) -> bool:
    return any(pattern.match(text) for pattern in (_ARROWS, _DOTS, _ANOTHER))


def _acts(node: Element) -> bool:
    """Whether a click on an element does something, or it is drawn along."""
    parent = node.getparent()
    if node.get("disabled") is not None or _OFF.search(f"{named(node)} {named(parent) if parent is not None else ''}"):
        return False
    if node.tag == "input":
        kind = str(node.get("type"))
        is_drawn = kind == "range" or (kind == "image" and says_click(node))
        return is_drawn or (kind in BUTTONS and lengthens(text_of(node)))
    return is_clicked(node) or bool(GROWERS.search(named(node)) or _NEXT.match(str(node.get("title") or "")))


def _is_in_button(node: Element) -> bool:
    parent = node.getparent()
    return parent is not None and _acts(parent)


def _are_dots(nodes: list[Element]) -> bool:
    """Whether empty elements stand side by side, one of them marked as the page that is shown."""
    for parent in nodes:
        empty = [child for child in parent if not len(child)]
        if len(empty) > 1 and len(empty) == len(parent) and sum(map(is_marked, empty)) == 1:
            return len({(child.tag, _kind(child)) for child in empty}) == 1
    return False


def _kind(node: Element) -> str:
    """What an element is called by its class without what marks it: switches between views are called otherwise each."""
    return " ".join(name for name in str(node.get("class") or "").split() if not _MARK.search(name))


def _are_arrows(nodes: list[Element]) -> bool:
    """Whether two empty elements are named as the way back and the way on."""
    empty = [named(node) for node in nodes if not len(node)]
    return any(map(_BACK.search, empty)) and any(map(_ON.search, empty))


def _are_steps(nodes: list[Element]) -> bool:
    """Whether two elements without a word are the way back and the way on by a name that no ornament has, or by what a click does."""
    empty = [node for node in nodes if not text_of(node)]
    sure = [named(node) for node in empty if may_act(node) or _SURE.search(named(node))]
    return any(map(_BACK.search, sure)) and any(map(_ON.search, sure))
