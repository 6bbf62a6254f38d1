"""Footers that no name tells: words and plain links with the site's licence, or whose rights they are (ICP备, 版权所有)."""

from crawler.pages.acting import held
from crawler.pages.notes import SAYS_MORE
from crawler.pages.outline import Outline
from crawler.pages.silent import does_nothing
from crawler.reading.document import Element, is_empty
from crawler.reading.words import LICENCE

LONGEST = 600
"""Characters of a footer: those of real pages have up to 400."""
MOST_ELEMENTS = 60
"""Elements of a footer."""
_PLAIN = frozenset(
    ("div", "p", "span", "a", "b", "strong", "font", "em", "i", "u", "br", "hr", "img", "ul", "li", "dl", "dt", "dd", "address", "center", "h3", "h4", "h5", "h6")
)  # fmt: skip
_FULL = frozenset(("br", "hr", "img"))
_NO_PAGE = ("javascript:", "#")


def is_footer(outline: Outline, index: int) -> bool:
    """Whether an element names the site's licence or rights, and holds nothing that acts, is drawn later, or speaks of more posts."""
    low, high = outline.starts[index], outline.ends[index]
    text = outline.text(low, high)
    if len(text) > LONGEST or not LICENCE.search(text) or SAYS_MORE.search(LICENCE.sub("", text)):
        return False
    if any(piece.text.strip().isdigit() for piece in outline.pieces_in(low, high)):
        return False  # numbers of pages
    nodes = list(outline.elements[index].iter())
    return len(nodes) <= MOST_ELEMENTS and all(map(_is_plain, nodes))


def _is_plain(node: Element) -> bool:
    """Whether an element shows a text or a picture, leads to a page, or is a script that does nothing to a list."""
    if node.tag == "script":
        return does_nothing(node)
    shows_nothing = is_empty(node) and node.tag not in _FULL
    href = str(node.get("href") or "").strip().lower()
    return (
        node.tag in _PLAIN
        and next(held(node), None) is None
        and not (shows_nothing and node.attrib)
        and not href.startswith(_NO_PAGE)
    )
