"""Posts of a column that stand on its list page outside of its lists: slides, pictures with titles, a block of headlines, lines at the top.

What lies under the column's own address is the column's, wherever it stands on its page. It is read as rows without days: its article tells the
day, and a post that the list shows as well counts once.
"""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from crawler.pages.anchors import Anchor
from crawler.pages.blocks import Block
from crawler.pages.outline import Outline, named
from crawler.pages.rows import is_titled_post
from crawler.reading.kinds import document_extension
from crawler.records.items import ListEntry, PageExtract

NAME = "apart"
_FIRST_PAGE = re.compile(r"^(?:(?:index|default|list)(?:[_-]\d{1,4})?\.\w{2,5})?$", re.IGNORECASE)
"""The name of a page that stands for its folder."""
_FRAME = re.compile(r"foot|nav|menu|copyright|crumb|friend", re.IGNORECASE)
_NUMBERED = re.compile(r"\d")


def apart(outline: Outline, blocks: Sequence[Block]) -> Block | None:
    """The posts under the page's own folder that are in none of its lists; None where there are none, or where the folder is no column's."""
    folder = _folder(outline.document.url)
    if not folder or not blocks:
        return None
    known = {entry.url for block in main(blocks) for _, entry in block.entries}
    found: dict[str, tuple[int, ListEntry]] = {}
    for anchor in outline.anchors:
        address = _post(outline, anchor, folder)
        if address and address not in known:
            entry = ListEntry(
                url=address, title=anchor.title[:300], date=None, raw_date="", block=0, text_cut=anchor.cut
            )
            found.setdefault(address, (anchor.order, entry))
    if not found:
        return None
    orders = [order for order, _ in found.values()]
    return Block(shape=NAME, place=NAME, entries=tuple(found.values()), dated=False, low=min(orders), high=max(orders))


def main(blocks: Sequence[Block]) -> list[Block]:
    """The dated lists, and one without days that has more rows than any of them: the dated ones beside it are other lists."""
    most = max((len(found.entries) for found in blocks if found.dated), default=0)
    return [found for found in blocks if found.dated or len(found.entries) > most]


def apart_in(extract: PageExtract) -> set[int]:
    """The numbers of an extract's blocks that are posts beside its lists."""
    return {block.number for block in extract.blocks if block.shape == NAME}


def _folder(url: str) -> str:
    """The folder of which a page is the first or a numbered one; empty for the site's root and for lists that a query names."""
    parts = urlsplit(url)
    folder, _, name = parts.path.rpartition("/")
    if (
        (parts.query and not re.fullmatch(r"\w{1,12}=\d{1,5}", parts.query))
        or not _FIRST_PAGE.match(name)
        or not folder
    ):
        return ""
    return f"{parts.scheme}://{parts.netloc}{folder}/"


def _post(outline: Outline, anchor: Anchor, folder: str) -> str:
    """The address of a post of this folder; empty for columns, pagers, files, frames and side blocks."""
    if not is_titled_post(outline, anchor):
        return ""
    if _is_frame(outline, anchor.element) or outline.is_side(anchor.element) or document_extension(anchor.href):
        return ""
    asked = outline.document.asked(anchor.href)
    if asked is None or not asked.startswith(folder):
        return ""
    rest = urlsplit(asked[len(folder) :])
    return "" if _FIRST_PAGE.match(rest.path) or not _NUMBERED.search(rest.path + rest.query) else asked


def _is_frame(outline: Outline, element: int) -> bool:
    """Whether an element stands in a page's navigation or footer; what is named for the top may hold the newest posts."""
    while element >= 0 and outline.outside[element]:
        node = outline.elements[element]
        if node.tag in ("nav", "footer", "header") or _FRAME.search(named(node)):
            return True
        element = outline.parents[element]
    return False
