"""What stands at a page's end and has nothing to do with its list: counters of visits, libraries, and scripts that touch nothing of it."""

import re

from crawler.pages.notes import SAYS_MORE
from crawler.pages.outline import Outline, named
from crawler.pages.pagers.addressed import numbers_pages
from crawler.pages.pagers.growing import LONGEST_SCRIPT
from crawler.reading.document import Element, visible_text
from crawler.reading.hidden import is_hidden
from crawler.reading.words import TOOLS

_COUNTERS = re.compile(
    r"hm\.baidu\.com|cnzz\.com|_hmt\b|_czc\b|google-?analytics|googletagmanager|\bgtag\s{0,4}\(|push\.zhanzhang|\bdcs\.conac\.cn|_ideConac|zfwzgl|jiucuo|\b_paq\b|matomo|piwik|_trackEvent|webtrends|_dcsid",
    re.IGNORECASE,
)
"""What says that a script counts visits, or shows the mark of 党政机关."""
_FILES = re.compile(
    r"^(?:(?:tong_?ji|tj|stat|stats|statistics?|analytics?|count|counter|visit|hits?|djl|click|track(?:er)?|monitor|webtrends|dcs|wza|a11y|wzatool|accessib\w*|barrier\w*|gr[ae]y|jiucuo|zhaocuo|jweixin|share|bshare|jiathis|kefu|"
    r"(?:html5(?:shiv)?|respond|modernizr|jquery(?:[-.]migrate)?|bootstrap|superslide|jquery\.superslide|swiper|slick|wow|aos|pie|dd_belatedpng|echarts|popper|lodash|underscore|vue|react|layer))"
    r"(?:[._-]?(?:v?\d[\w.]*|min|bundle|pack|all|slim|x))*)\.js$",
    re.IGNORECASE,
)
"""What the file of a script is named that counts visits, helps readers, or does nothing before another script calls it."""
_ASKS = re.compile(
    r"ajax|fetch|XMLHttp|axios|getJSON|\.(?:get|post|load|append\w*|prepend|after|html|render|init)\s{0,4}\(|innerHTML|insertAdjacent|document\.write|\bload|more|scroll|\buse\s{0,4}\(|\bnew\s+(?!Date\b)\w|template|\$mount|import\b|require|\w*(?:list|pager|fenye|data|news|rows|next)\w{0,20}\s{0,4}\(|page\w{0,20}\s{0,4}\(\s{0,4}[\d'\"]",
    re.IGNORECASE,
)
"""What a script says that may add to a list, or turn its pages (`initPage(32)`, whose function nobody saw)."""
_MASK = re.compile(r"(?:^|[-_ ])(?:mask|overlay|shade|backdrop|zhezhao)(?:[-_ ]|$)", re.IGNORECASE)
_CALLED = re.compile(r"[\"'#.]([\w-]{2,40})[\"'\]) .:]")
"""The names by which a script may call an element."""


MOST_TOOLS = 12
"""Tools at the edge of a page."""


def is_counter(node: Element) -> bool:
    """Whether a script counts visits, wherever it stands."""
    return node.tag == "script" and bool(
        _COUNTERS.search(f"{node.get('src') or ''} {(node.text or '')[:LONGEST_SCRIPT]}")
    )


def is_unrelated(outline: Outline, index: int, around: int) -> bool:
    """Whether what stands at the page's end does nothing to the list that an element holds: a frame that nobody sees, a counter, a library, or a script that
    neither asks, adds nor names anything of it."""
    node = outline.elements[index]
    if node.tag != "script":
        return _is_unseen(node) or _is_mask(node) or is_toolbar(outline, index)
    if is_of_library(node):
        return True
    text = node.text or ""
    is_silent = not node.get("src") and len(text) < LONGEST_SCRIPT and not _ASKS.search(text)
    return is_silent and not _calls(outline, text, around)


def _is_unseen(node: Element) -> bool:
    """Whether nobody sees an element, and it holds nothing that may ask for another page of a list, or lengthen it."""
    if not is_hidden(node) or SAYS_MORE.search(visible_text(node)):
        return False
    return not any(
        numbers_pages(str(child.get("name")))
        if child.tag == "input"
        else child.tag == "script" and not is_of_library(child)
        for child in node.iter("input", "script")
    )


def _is_mask(node: Element) -> bool:
    """Whether an empty element only covers the page while something is shown above it."""
    return not len(node) and not (node.text or "").strip() and bool(_MASK.search(named(node)))


def is_toolbar(outline: Outline, index: int) -> bool:
    """Whether all that an element says are tools of the page (返回顶部, 智能问答)."""
    pieces = outline.pieces_in(outline.starts[index], outline.ends[index])
    return 0 < len(pieces) <= MOST_TOOLS and all(TOOLS.match(piece.text) for piece in pieces)


def is_of_library(script: Element) -> bool:
    """Whether a script is of a file that does nothing to a list by itself."""
    return is_counter(script) or is_library(str(script.get("src") or ""))


def is_library(address: str) -> bool:
    """Whether the file of a script is named as one that does nothing to a list by itself."""
    return bool(_FILES.match(address.partition("?")[0].rpartition("/")[2]))


def _calls(outline: Outline, text: str, around: int) -> bool:
    """Whether a script names an element that holds the list, or one within it."""
    called = set(_CALLED.findall(text))
    above = [around]
    while outline.parents[above[-1]] >= 0:
        above.append(outline.parents[above[-1]])
    names = {name for number in (*above, *outline.within(around)) for name in named(outline.elements[number]).split()}
    return not called.isdisjoint(names)
