"""Elements that a page's scripts act on where they are clicked, by the selectors that these name (`$(".tab li").click(…)`)."""

import re
from itertools import islice

from crawler.pages.once import once
from crawler.pages.outline import SELECTED, Outline, named

_BINDS = re.compile(
    r"[\"']([^\"'<]{1,60})[\"']\s{0,4}\)\s{0,4}\.(?:click\s{0,4}\(|(?:on|bind|live)\s{0,4}\(\s{0,4}[\"']click[\"']\s{0,4},(?:\s{0,4}[\"']([^\"'<]{1,60})[\"'])?)"
)
_TAG = re.compile(r"^[a-z]\w{0,9}$")
LEVELS = 3
"""How far above an element what its selector begins with stands."""


@once
def _selectors(outline: Outline) -> list[tuple[frozenset[str], str, frozenset[str]]]:
    """The selectors of what is clicked: the names that it begins with, and the tag and the names of its last part."""
    found = []
    for script in (script for script in outline.document.scripts if "click" in script):
        for bound in _BINDS.finditer(script):
            for selector in f"{bound[1]} {bound[2] or ''}".split(","):
                parts = selector.replace(">", " ").split() or [""]
                last = re.split(r"[.#:\[]", parts[-1])[0]
                above = frozenset(name for part in parts[:-1] for name in SELECTED.findall(part))
                found.append((above, last if _TAG.match(last) else "", frozenset(SELECTED.findall(parts[-1]))))
    return found


def is_bound(outline: Outline, index: int) -> bool:
    """Whether a script acts where an element is clicked: by a name of its own, or by its tag below what bears a name."""
    node = outline.elements[index]
    for above, tag, names in _selectors(outline):
        if names:
            if not names.isdisjoint(named(node).split()):
                return True
        elif tag == node.tag and above and _is_below(outline, index, above):
            return True
    return False


def _is_below(outline: Outline, index: int, names: frozenset[str]) -> bool:
    return any(not names.isdisjoint(outline.names[node].split()) for node in islice(outline.above(index), LEVELS))
