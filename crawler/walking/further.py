"""Whether a page that a pager led to is a further page of its list, or the list's empty end (MEASURING, Outcomes).

Hosts answer with other things and call them right: a wall, a form to log in with, an error within the page's frame, half a page, another list.
None of them is the end of a list.
"""

import re
from dataclasses import dataclass, replace

from config.templates import JSON
from crawler.pages.headlines import kind_of
from crawler.reading.words import NOTHING_THERE
from crawler.records.items import PageExtract

_SAYS_NOTHING = re.compile(r"[\W\d_第页頁共条]+")
"""What pages of one list say differently: their numbers."""
_NOTHING_THERE = re.compile(
    rf"{NOTHING_THERE}|(?:已经?|已是|已经是|到|是)*(?:底部?|最后一?|末)了?|[上下首尾末前后]一?|(?:总|当前)?记录|总计|每|跳?转?到|go|no(?:data|records?)",
    re.IGNORECASE,
)
"""What the empty end of a list says of itself, without numbers, signs and pages."""

LEAST_TEXT = 200
"""Characters of a text that is a page's own: errors and walls are shorter."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a page of a list has in common with its further pages."""

    title: str
    texts: frozenset[str]
    places: frozenset[str]
    kinds: frozenset[str]
    """Its rows' addresses without their numbers."""
    leads_to: frozenset[str]
    """The addresses of its links."""
    is_dated: bool
    by_script: bool
    is_cut: bool


def likeness(extract: PageExtract) -> Likeness:
    """What a page has in common with further ones."""
    return Likeness(
        title=_said(extract.title),
        texts=frozenset(_said(text) for text in extract.texts) - {""},
        places=frozenset(block.place for block in extract.blocks),
        kinds=frozenset(kind_of(entry.url) for entry in extract.entries if entry.url),
        leads_to=frozenset(link.url for link in extract.links),
        is_dated=any(entry.date for entry in extract.entries),
        by_script=extract.by_script,
        is_cut=extract.cut,
    )


def why_not(known: Likeness, extract: PageExtract) -> str:
    """Why a page is no further page of a list whose pages are like this; empty where it is one, or its empty end."""
    if extract.template == JSON:
        return ""
    found = likeness(extract)
    if found.is_cut and not known.is_cut:
        return "truncated"
    if all(entry.url in known.leads_to for entry in extract.entries):
        rows = frozenset(_said(entry.title) for entry in extract.entries)
        return _why_no_end(known, replace(found, texts=found.texts - rows))  # no row, or some of the frame's alone
    is_other = not (found.places & known.places or found.kinds & known.kinds)
    return "pages_missing" if is_other and not found.is_dated else ""


def why_no_rows(known: Likeness, extract: PageExtract) -> str:
    """Why a page to which one like this leads as to a part of its column, and which shows no row, may hide some; empty where it says that there are none,
    or is a text."""
    found = likeness(extract)
    if extract.article is not None and extract.article.body_length >= LEAST_TEXT and not found.by_script:
        return ""
    says_nothing = any(_NOTHING_THERE.fullmatch(text) for text in found.texts - known.texts)
    return "script_list" if found.by_script and not says_nothing else _why_no_end(known, found)


def _why_no_end(known: Likeness, found: Likeness) -> str:
    """Why a page without rows is not the list's end: it says something else than the list's pages do, or nothing of what they do."""
    if found.by_script and not known.by_script:
        return "script_list"
    if any(not _NOTHING_THERE.fullmatch(text) for text in found.texts - known.texts):
        return "pages_missing"
    is_framed = bool(known.title or found.texts)
    return "pages_missing" if is_framed and known.texts and not found.texts & known.texts else ""


def _said(text: str) -> str:
    return _SAYS_NOTHING.sub("", text)
