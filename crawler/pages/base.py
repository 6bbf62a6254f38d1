"""The base of page objects: recognise the template first, then read its fields."""

from dataclasses import replace
from datetime import datetime
from typing import ClassVar

from crawler.pages.articles import read_article
from crawler.pages.paging import read_paging
from crawler.pages.rows import read_rows
from crawler.pages.script_rows import read_script_rows
from crawler.reading.document import Document
from crawler.reading.links import page_links
from crawler.records.items import Article, Link, ListEntry, Paging


class PageObject:
    """One template of pages. Subclasses recognise their family; what they do not override is read by structure."""

    name: ClassVar[str] = "generic"

    def __init__(self, document: Document, reference: datetime) -> None:
        self.document = document
        self.reference = reference

    def matches(self) -> bool:
        """Whether the page was made by this template."""
        return True

    def entries(self) -> tuple[ListEntry, ...]:
        """The list's rows, from markup and from scripts that hold them as data."""
        shown = read_rows(self.document, self.reference)
        written = read_script_rows(self.document, self.reference)
        if not written or (shown and any(entry.date for entry in shown) and not any(entry.date for entry in written)):
            return shown
        known = {entry.url for entry in written}
        last = max(entry.block for entry in written)
        dated = [replace(entry, block=entry.block + last) for entry in shown if entry.date and entry.url not in known]
        return written + tuple(dated)

    def paging(self) -> Paging:
        """Where the list goes on after this page."""
        return read_paging(self.document)

    def links(self, tracking: tuple[str, ...]) -> tuple[Link, ...]:
        """Every reference of the page."""
        return page_links(self.document, tracking)

    def article(self) -> Article | None:
        """The article that the page shows, None where it shows none."""
        return read_article(self.document, self.reference)
