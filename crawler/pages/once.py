"""What several readers ask of a page is found once and remembered with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, TypeVar, TypeVarTuple

if TYPE_CHECKING:
    from crawler.pages.outline import Outline

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


def once(find: Callable[[Outline, *Ts], T]) -> Callable[[Outline, *Ts], T]:
    """A function of a page, and of what can be a key, that is called once for each of them."""

    @wraps(find)
    def found(outline: Outline, *key: *Ts) -> T:
        known = outline.known
        asked = (find, *key)
        if asked in known:
            kept: T = known[asked]
            return kept
        made = known[asked] = find(outline, *key)
        return made

    return found
