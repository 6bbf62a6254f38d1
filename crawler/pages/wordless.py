"""Whether what stands behind a list turns it without a word: arrows, dots, numbers in circles, a picture that a script acts on."""

import re
from collections.abc import Iterable
from itertools import islice, pairwise

from crawler.pages.anchors import address_of
from crawler.pages.outline import Outline, named
from crawler.pages.tabs import is_marked
from crawler.reading.document import Element
from crawler.reading.numerals import numeral
from crawler.reading.words import SLIDERS

MOST = 40
"""Elements of one block that are looked at: what turns a list is small."""
_ARROWS = re.compile(r"^[\s<>«»‹›〈〉《》◀▶◁▷◄►←→↑↓⇦⇨▲▼△▽∧∨➔❮❯]{1,4}$")
_DOTS = re.compile(r"^[●○•·◦◉◎■□]$")
_ANOTHER = re.compile(r"^[\W_]*(?:换一?[批换组页]看?看?|[上下前后左右])[\W_]*$")
_BETWEEN = re.compile(r"^[\s/|.…·-]{1,6}$")
_BACK, _ON = (
    re.compile(rf"(?:^|[-_ ])(?:\w{{1,12}}[-_])?{word}", re.IGNORECASE)
    for word in (r"(?:prev|left|l(?:btn)?(?:[-_ ]|$))", r"(?:next|right|r(?:btn)?(?:[-_ ]|$))")
)
_TOOL = re.compile(
    r"share|bds|jiathis|(?:^|[-_/ ])(?:wx|weixin|we?chat|wb|weibo|qq|qzone|print|close|go?-?top|totop|top|qr|ewm|code|tel|phone|fax|mail|rss|play|voice|fav|search|kefu|zixun)",
    re.IGNORECASE,
)
"""What a button does that turns no list."""


def turns(outline: Outline, behind: Iterable[int]) -> bool:
    """Whether one of the blocks behind a list's rows is such a pager."""
    return any(_turns(outline, node) for node in behind)


def turns_from_above(outline: Outline, index: int) -> bool:
    """Whether the block just above a list is such a pager: nothing but two arrows."""
    nodes = list(islice(outline.elements[index].iter(), MOST + 1))
    is_slider = any(SLIDERS.search(named(node)) for node in nodes)
    return not (outline.count(index) or is_slider) and _are_arrows(nodes) and _turns(outline, index)


def _turns(outline: Outline, index: int) -> bool:
    nodes = list(islice(outline.elements[index].iter(), MOST + 1))
    if len(nodes) > MOST or any(
        address_of(node) or _TOOL.search(f"{named(node)} {node.get('src') or ''}") for node in nodes
    ):
        return False
    if any(node.tag == "img" and not _acts(node) and not _is_in_button(node) for node in nodes):
        return False  # a slide
    texts = [piece.text for piece in outline.pieces_in(outline.starts[index], outline.ends[index])]
    acts = any(map(_acts, nodes))
    if not texts:
        return acts or _are_dots(nodes) or _are_arrows(nodes)
    numbers = [numeral(text) for text in texts]
    if not all(number or _is_sign(text) for number, text in zip(numbers, texts, strict=True)):
        return False
    return (1, 2) in pairwise(filter(None, numbers)) or (acts and any(map(_is_sign, texts)))


def _is_sign(text: str) -> bool:
    return any(pattern.match(text) for pattern in (_ARROWS, _DOTS, _ANOTHER, _BETWEEN))


def _acts(node: Element) -> bool:
    """Whether a click on an element does something, though it leads nowhere."""
    if node.tag == "input":
        return str(node.get("type")) == "range"
    return bool(node.get("onclick")) or node.tag == "button" or (node.tag == "a" and node.get("href") is not None)


def _is_in_button(node: Element) -> bool:
    parent = node.getparent()
    return parent is not None and _acts(parent)


def _are_dots(nodes: list[Element]) -> bool:
    """Whether empty elements stand side by side, one of them marked as the page that is shown."""
    for parent in nodes:
        empty = [child for child in parent if not len(child)]
        if len(empty) > 1 and len(empty) == len(parent) and sum(map(is_marked, empty)) == 1:
            return len({child.tag for child in empty}) == 1
    return False


def _are_arrows(nodes: list[Element]) -> bool:
    """Whether two empty elements are named as the way back and the way on."""
    empty = [named(node) for node in nodes if not len(node)]
    return any(map(_BACK.search, empty)) and any(map(_ON.search, empty))
