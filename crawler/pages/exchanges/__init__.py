"""Questions and replies of a page: 区长信箱, 政民零距离, 咨询投诉, 意见征集, on their lists and on the pages of one message."""

from dataclasses import replace

from crawler.pages.exchanges.grids import grids
from crawler.pages.exchanges.labelled import MOST_MESSAGES, labelled
from crawler.pages.exchanges.values import Parts, exchange_of
from crawler.pages.exchanges.words import Part, may_hold
from crawler.pages.outline import Outline
from crawler.records.exchange import Exchange


def read_exchanges(outline: Outline, title: str, *, is_list: bool) -> tuple[Exchange, ...]:
    """The messages that a page shows, in order; `title` names one on a page of its own. Empty where nothing was understood."""
    if not may_hold(outline.document.text):
        return ()
    found = grids(outline) or labelled(outline, is_list=is_list)
    made = (_made(outline, parts, title, is_list=is_list) for parts in found[:MOST_MESSAGES])
    return tuple(dict.fromkeys(item for item in made if item is not None))


def _made(outline: Outline, parts: Parts, title: str, *, is_list: bool) -> Exchange | None:
    if not is_list and not parts.title and not parts.first(Part.TITLE):
        parts.title = title
    item = exchange_of(parts, outline.reference)
    if item is None or not parts.href:
        return item
    resolved = outline.document.resolved(parts.href)
    return item if resolved.problem else replace(item, url=resolved.asked)
