"""Lists whose pager says 下一篇: the word of articles, in a pager below rows, on a page that is no article itself."""

import re

from crawler.pages.headlines import kind_of
from crawler.pages.outline import Outline, Piece, named
from crawler.pages.rows import is_titled_post
from crawler.reading.words import PAGERS
from crawler.records.items import Paging

LEVELS = 3
"""How far above its word a pager stands."""
LONGEST = 60
"""Characters of such a pager: beside 下一篇 an article's has the next one's title."""
_WORD = re.compile(r"^[\W_]*[下后]一?篇[\W_]*$")
_PAGER_WORDS = re.compile(r"首\s?页|[尾末]\s?页|共\s?\d+\s?页|第\s?\d+\s?页")


def read(outline: Outline) -> Paging | None:
    """Where such a pager leads; None where there is none, or where it leads from one post to another."""
    words = (piece for piece in outline.pieces if piece.anchor >= 0 and _WORD.match(piece.text))
    piece = next((piece for piece in words if _is_in_pager(outline, piece)), None)
    if piece is None:
        return None
    document, anchor = outline.document, outline.anchors[piece.anchor]
    posts = {kind_of(document.asked(post.href) or "") for post in outline.anchors if is_titled_post(outline, post)}
    asked = document.asked(anchor.href) if anchor.href else None
    if kind_of(document.url) in posts or kind_of(asked or "") in posts:
        return None
    if asked is None:
        return Paging(unreadable="pager_by_script") if outline.elements[anchor.element].get("href") else None
    return Paging((asked,))


def _is_in_pager(outline: Outline, piece: Piece) -> bool:
    """Whether a word stands below dated rows in what is named a pager, or says what only pagers say."""
    if not outline.holds_day(0, piece.order):
        return False
    node = piece.element
    for _ in range(LEVELS):
        node = outline.parents[node] if node >= 0 else -1
        if node < 0:
            return False
        text = outline.text(outline.starts[node], outline.ends[node])
        if len(text) > LONGEST or outline.holds_day(outline.starts[node], outline.ends[node]):
            return False
        if PAGERS.search(named(outline.elements[node])) or _PAGER_WORDS.search(text):
            return True
    return False
