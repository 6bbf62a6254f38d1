"""Elements that a style of their own keeps from readers: how links to other hosts are hidden on pages that somebody broke into."""

import re
from functools import lru_cache

from crawler.reading.document import Element

_HIDES = re.compile(
    r"display:none|visibility:hidden|(?<![a-z-])font-size:0(?:\.0*)?(?:px|pt|em|rem|%)?(?:;|!|$)|(?<![a-z-])opacity:0(?:\.0*)?(?:;|!|$)"
    r"|text-indent:-\d{3,}|(?<![a-z-])(?:left|top|right|bottom|margin-left|margin-top):-\d{3,}"
)
_SMALL = re.compile(r"(?<![a-z-])(?:max-)?(?:width|height):[01](?:px)?(?:;|!|$)")
_CLIPS = re.compile(r"overflow:hidden")
_TINY = re.compile(r"\s*[0-5](?:px)?\s*")
MAY_BE_TINY = frozenset(("marquee", "iframe"))
"""Elements that attributes of their own may make too small to be seen; all others are hidden by `style` or `hidden` alone."""
MOST = 2_000
"""Characters of a style attribute that are looked at."""


def is_hidden(element: Element) -> bool:
    """Whether an element's own style or attributes hide it and what stands in it."""
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    if style and _style_hides(style[:MOST]):
        return True
    if element.tag == "marquee" and any(_TINY.fullmatch(element.get(name) or "-") for name in ("width", "height")):
        return True
    return element.tag == "iframe" and all(_TINY.fullmatch(element.get(name) or "-") for name in ("width", "height"))


@lru_cache(maxsize=1024)
def _style_hides(style: str) -> bool:
    """Whether a style hides its element; those of a page are few, its elements many."""
    bare = "".join(style.lower().split())
    return bool(_HIDES.search(bare) or (_SMALL.search(bare) and _CLIPS.search(bare)))
