"""What stands at a page's end and has nothing to do with its list: tools, what nobody sees, and scripts that touch nothing of it."""

import re

from crawler.pages.acting import may_act, says_click
from crawler.pages.notes import SAYS_MORE
from crawler.pages.outline import Outline, named
from crawler.pages.pagers.addressed import numbers_pages
from crawler.pages.silent import does_nothing, is_counter
from crawler.reading.document import Element, is_empty, visible_text
from crawler.reading.hidden import is_hidden
from crawler.reading.words import LONGEST_NAME, TOOLS

_MASK = re.compile(r"(?:^|[-_ ])(?:mask|overlay|shade|backdrop|zhezhao)(?:[-_ ]|$)", re.IGNORECASE)
_CALLED = re.compile(r"[\"'#.]([\w-]{2,40})[\"'\]) .:]")
"""The names by which a script may call an element."""
_PICTURES = frozenset(("img", "i", "svg", "path", "use", "br", "em", "span", "hr"))
"""What may stand empty in what holds tools, unless a script knows it by an id."""
_FILLED = frozenset(("script", "iframe", "select", "textarea", "template", "canvas", "object", "embed", "input"))
"""What holds more than what it says."""
MOST_TOOLS = 12
"""Tools at the edge of a page."""


def is_unrelated(outline: Outline, index: int, around: int) -> bool:
    """Whether what stands at the page's end does nothing to the list that an element holds: what nobody sees, a tool, a counter, a library, or a script that
    neither asks, adds nor names anything of it."""
    node = outline.elements[index]
    if node.tag != "script":
        return _is_unseen(node) or _is_mask(node) or is_toolbar(outline, index) or _is_menu(outline, index)
    if not does_nothing(node):
        return False
    return bool(node.get("src")) or is_counter(node) or not _calls(outline, node.text or "", around)


def _is_unseen(node: Element) -> bool:
    """Whether nobody sees an element, and it holds nothing that may ask for another page of a list, lengthen it, or be filled and shown."""
    if not is_hidden(node) or SAYS_MORE.search(visible_text(node)):
        return False
    return not any(
        numbers_pages(str(child.get("name")))
        if child.tag == "input"
        else (child.tag == "script" and not does_nothing(child)) or says_click(child) or _is_place(child)
        for child in node.iter()
    )


def _is_place(node: Element) -> bool:
    """Whether a script that knows an element by its id may put something into it."""
    return is_empty(node) and bool(node.get("id")) and node.tag not in ("img", "iframe", "script", "style")


def _is_menu(outline: Outline, index: int) -> bool:
    """Whether an element holds nothing but links with short names to other pages, none of them in the folder of this one."""
    pieces = outline.pieces_in(outline.starts[index], outline.ends[index])
    folder = outline.document.url.partition("?")[0].rpartition("/")[0] + "/"
    if not 1 < len(pieces) <= MOST_TOOLS or not all(map(_is_of_tool, outline.elements[index].iter())):
        return False
    for piece in pieces:
        asked = outline.document.asked(outline.anchors[piece.anchor].href) if piece.anchor >= 0 else None
        is_name = (
            len(piece.text) <= LONGEST_NAME
            and not SAYS_MORE.search(piece.text)
            and not any(map(str.isdecimal, piece.text))
        )
        if not asked or asked.startswith(folder) or not is_name:
            return False
    return True


def _is_mask(node: Element) -> bool:
    """Whether an empty element only covers the page while something is shown above it."""
    return is_empty(node) and bool(_MASK.search(named(node))) and not may_act(node)


def is_toolbar(outline: Outline, index: int) -> bool:
    """Whether all that an element holds are tools of the page that say so (返回顶部, 智能问答)."""
    pieces = outline.pieces_in(outline.starts[index], outline.ends[index])
    if not 0 < len(pieces) <= MOST_TOOLS or not all(TOOLS.match(piece.text) for piece in pieces):
        return False
    return all(_is_of_tool(node) for node in outline.elements[index].iter())


def _is_of_tool(node: Element) -> bool:
    """Whether an element says something, or is a picture beside what is said."""
    if node.tag in _FILLED:
        return False
    says = bool(visible_text(node).strip())
    return says or (node.tag in _PICTURES and not node.get("id") and not says_click(node))


def _calls(outline: Outline, text: str, around: int) -> bool:
    """Whether a script names an element that holds the list, or one within it."""
    called = set(_CALLED.findall(text))
    held = (*outline.above(around), *outline.within(around))
    names = {name for number in held for name in named(outline.elements[number]).split()}
    return not called.isdisjoint(names)
