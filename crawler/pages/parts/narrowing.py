"""What a query adds to a page's own: a part of the column (`?lb=2`), or how its posts are shown, searched and paged."""

import re

from crawler.pages.pagers.addressed import numbers_pages

_NO_PART = re.compile(
    r"^(?:lang\w*|locale|order\w*|sort\w*|by|asc|desc|\w*size|limit|rows|print\w*|share\w*|from|ref\w*|utm_\w+|spm|r|rand\w*|t|v|ver\w*|_|view\w*|mode|style|theme|font\w*|d|date|day|riqi|begin\w*|start\w*|end\w*|action|act|op|do|method)$",
    re.IGNORECASE,
)
"""A query's part that chooses no posts, but how they are shown."""
_SEARCHED = re.compile(r"^(?:q|query|key\w*|kw|wd|\w*word\w*|search\w*)$", re.IGNORECASE)
"""A query's part that asks for words: what it finds is no part of the column."""
_FIRST = frozenset(("0", "1"))
"""Numbers of a part's first page."""
FIRST_PAGE = re.compile(r"(?<=/)(?:index|default|list)\.\w{2,5}$", re.IGNORECASE)
"""The name of a list's first page, which its folder shows, too."""


def added(own: list[tuple[str, str]], told: list[tuple[str, str]]) -> tuple[str, ...]:
    """The names of what a query adds to the page's own, where it keeps all of that, asks for no words and leads to a first page; else none."""
    kept = [pair for pair in own if not numbers_pages(pair[0])]
    named = {name for name, _ in kept}
    new = [(name, value) for name, value in told if (name, value) not in kept and value]
    turns = any(numbers_pages(name) and value not in _FIRST for name, value in new)
    if turns or not set(kept) <= set(told) or any(name in named or _SEARCHED.match(name) for name, _ in new):
        return ()
    return tuple(name for name, _ in new if not (_NO_PART.match(name) or numbers_pages(name)))
