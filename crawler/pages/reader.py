"""Reads one page, live or stored, into a PageExtract: the same code for a night and for a replay."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from itertools import islice

from config.templates import JSON, Template, built_in
from crawler.addresses import identified
from crawler.pages.base import PageObject
from crawler.pages.by_script import is_built_by_script, texts_of
from crawler.pages.exchanges import read_exchanges
from crawler.pages.headers.article import read_updated
from crawler.pages.lists import Lists
from crawler.pages.registry import page_object
from crawler.reading.clock import reading_clock
from crawler.reading.document import Document
from crawler.reading.personal import personal_numbers
from crawler.records.exchange import Exchange
from crawler.records.items import Article, Link, ListEntry, PageExtract, Paging

READER_VERSION = "54"
"""Raised when a change of this room's reading code can change an extract: stored extracts are then read again."""

READING_SECONDS = 2.0
"""CPU seconds that one page may take: the slowest pages in tests (a megabyte, 3,000 rows) take less than one."""
_BY_SCRIPT = "pager_by_script"
_LEAST_BODY = 200
"""Characters of text outside links that an article shows which is read as nothing else: a list with a summary or two has fewer."""
MAX_TEXTS = 1500
LONGEST_TEXT = 1000
"""Characters of one text that are kept: paragraphs of articles in tests have up to six hundred."""


def read_page(
    document: Document,
    template: str,
    reference: datetime,
    *,
    is_list: bool,
    unless_article: bool = False,
    tracking: tuple[str, ...] = (),
    templates: Mapping[str, Template] | None = None,
) -> PageExtract:
    """Read everything that the checks may ask of a page.

    `is_list` says that the page is a column or a further page of one, `unless_article` that it may be an article as well: where its META tags
    call it one, the lists beside its text are not read, but its way on is, for long texts have pages. `templates` are those that `template` may name, the built-in ones by
    default. Raises ReadingTooLong where the page takes more than READING_SECONDS.
    """
    with reading_clock(READING_SECONDS):
        return _read(
            document,
            template,
            reference,
            is_list,
            unless_article,
            tracking,
            built_in() if templates is None else templates,
        )


def _read(
    document: Document,
    template: str,
    reference: datetime,
    is_list: bool,
    unless_article: bool,
    tracking: tuple[str, ...],
    templates: Mapping[str, Template],
) -> PageExtract:
    chosen, mismatch = page_object(document, template, reference, templates)
    article = chosen.article()
    is_article = is_list and unless_article and _calls_itself_article(document, article)
    is_list = is_list and not is_article
    lists = chosen.lists() if is_list else Lists()
    entries = tuple(_identified(entry, tracking) for entry in lists.entries)
    texts = tuple(text[:LONGEST_TEXT] for text in islice(texts_of(document), MAX_TEXTS))
    return PageExtract(
        url=document.url,
        template=chosen.name,
        title=document.title,
        charset=document.charset,
        entries=entries,
        blocks=lists.blocks,
        left_over=lists.left_over,
        trailed=lists.trailed,
        framed=lists.framed,
        below=lists.below,
        goes_on=lists.goes_on,
        files_below=lists.files,
        parts=lists.parts,
        paging=_paging(chosen, lists) if is_list else chosen.continued() if is_article else Paging(),
        article=article,
        links=_with_rows(chosen.links(tracking), lists.entries, entries),
        texts=texts,
        media=_media(document),
        updated=read_updated(chosen.outline),
        metas={key: value for key, value in document.metas.items() if key in _KEPT_METAS},
        by_script=is_built_by_script(chosen.outline),
        cut=document.is_cut,
        mismatch=mismatch,
        personal=personal_numbers(text for text, _ in document.chunks[:MAX_TEXTS]),
        exchanges=_exchanges(chosen, article.title if article else document.title, is_list, tracking),
    )


def _calls_itself_article(document: Document, article: Article | None) -> bool:
    """Whether a page bears, filled, the META tags that the guideline for government sites prescribes for articles, and shows a text: careless
    templates put them on lists, too."""
    is_marked = all(document.metas.get(name, "").strip() for name in ("articletitle", "pubdate"))
    return is_marked and article is not None and article.body_length >= _LEAST_BODY


def _paging(chosen: PageObject, lists: Lists) -> Paging:
    """Where the list goes on; nobody knows how where only what stands below its rows turns it."""
    paging = chosen.paging()
    leads = paging.following or paging.perhaps or paging.form or paging.numbered
    says = leads or paging.total_pages or paging.total_rows or paging.is_last
    if says:
        return replace(paging, unreadable=_BY_SCRIPT, beside=_BY_SCRIPT) if lists.turned_beside else paging
    return replace(paging, unreadable=_BY_SCRIPT) if lists.turned else paging


def _identified(entry: ListEntry, tracking: tuple[str, ...]) -> ListEntry:
    """An entry by the address that identifies its post: tracking parameters left out."""
    url = identified(entry.url, tracking) if entry.url is not None else None
    return entry if url == entry.url else replace(entry, url=url)


def _exchanges(chosen: PageObject, title: str, is_list: bool, tracking: tuple[str, ...]) -> tuple[Exchange, ...]:
    found = read_exchanges(chosen.outline, title, is_list=is_list) if chosen.name != JSON else ()
    return tuple(replace(item, url=identified(item.url, tracking)) if item.url else item for item in found)


def _with_rows(
    links: tuple[Link, ...], rows: tuple[ListEntry, ...], entries: tuple[ListEntry, ...]
) -> tuple[Link, ...]:
    """Rows that a script holds as data are links for a reader too; `entries` are the same by what identifies them."""
    known = {link.url for link in links}
    new: dict[str, Link] = {}
    for row, entry in zip(rows, entries, strict=True):
        if row.url and entry.url and entry.url not in known:
            asked = row.url if row.url != entry.url else ""
            new.setdefault(entry.url, Link(entry.url, "a", row.title[:120], row.url, 0, asked=asked))
    return links + tuple(new.values())


_KEPT_METAS = frozenset(
    [
        "sitename",
        "sitedomain",
        "siteidcode",
        "columnname",
        "columndescription",
        "columnkeywords",
        "columntype",
        "articletitle",
        "pubdate",
        "contentsource",
        "keywords",
        "author",
        "description",
        "image",
        "url",
    ]
)
"""The META tags that the guideline for government sites prescribes."""


_SHOWN_FROM = ("src", "data", "action", "srcdoc", "data-src")
"""Attributes that say what a picture, a frame or a form shows, now or later."""


def _media(document: Document) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for element in document.root.iter("img", "iframe", "embed", "object", "video", "audio", "canvas", "form"):
        address = next(filter(None, map(element.get, _SHOWN_FROM)), "")
        found[f"{element.tag}:{address[:300]}"] = None
        if len(found) >= 300:
            break
    return tuple(found)
