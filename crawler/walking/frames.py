"""Frames of a list's page: which of them may hold its rows or its pager."""

from collections.abc import Collection

from crawler.addresses import extension_of, host_of
from crawler.pages.notes import may_turn
from crawler.pages.silent import is_library
from crawler.reading.words import LICENCE
from crawler.records.items import Link, PageExtract, Paging

MOST_FRAMES = 5
"""Frames of one page that are read: real pages with lists in frames have one or two."""
_PAGES = frozenset(("htm", "html", "shtml", "jhtml", "jsp", "asp", "aspx", "php", "do"))
"""Extensions of pages."""


def frames_of(extract: PageExtract, hosts: Collection[str]) -> list[str]:
    """The addresses of a page's frames that hold pages of these hosts."""
    frames = [link.address for link in extract.links if _is_frame(link)]
    return [url for url in dict.fromkeys(frames) if host_of(url) in hosts][:MOST_FRAMES]


def is_still(extract: PageExtract, hosts: Collection[str]) -> bool:
    """Whether what stands in a frame is no pager: it shows something, runs no script but a counter of visits or a library, leads to no page of our hosts, and says nothing of more."""
    own = (link for link in extract.links if host_of(link.url) in hosts and link.kind in ("a", "area"))
    scripts = (link.url for link in extract.links if link.kind == "script")
    is_acting = extract.by_script or not all(map(is_library, scripts))
    is_form = any(item.startswith("form:") for item in extract.media)
    is_told = (
        extract.paging != Paging()
        or bool(extract.parts)
        or any(may_turn(text) for text in extract.texts if not LICENCE.search(text))
    )
    is_shown = bool(extract.texts or extract.media)
    return is_shown and not (is_acting or is_form or is_told or next(own, None))


def _is_frame(link: Link) -> bool:
    """Whether a page shows another one within itself, or in its own place after a moment: in a frame, as an object that is one by its name, by a refresh."""
    is_object = link.kind in ("object", "embed") and extension_of(link.url) in _PAGES
    return (link.kind in ("iframe", "frame", "refresh") or is_object) and not link.problem
