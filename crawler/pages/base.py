"""The base of page objects: recognise the template first, then read its fields; what a template does not say is read by structure."""

from datetime import datetime
from functools import cached_property

from crawler.pages.headers.article import read_article
from crawler.pages.lists import Lists, read_lists
from crawler.pages.outline import Outline
from crawler.pages.pagers import read_continued, read_paging
from crawler.reading.document import Document
from crawler.reading.links import page_links
from crawler.records.items import Article, Link, Paging


class PageObject:
    """One template of pages."""

    name: str = "generic"

    def __init__(self, document: Document, reference: datetime) -> None:
        self.document = document
        self.reference = reference

    @cached_property
    def outline(self) -> Outline:
        """The page as its rows are looked for: made once for rows, pager and article."""
        return Outline(self.document, self.reference)

    def matches(self) -> bool:
        """Whether the page was made by this template."""
        return True

    def lists(self) -> Lists:
        """The page's rows, from markup and from scripts that hold them as data, and the blocks that they stand in."""
        return read_lists(self.outline)

    def paging(self) -> Paging:
        """Where the list goes on after this page."""
        return read_paging(self.outline)

    def continued(self) -> Paging:
        """Where an article's text goes on after this page."""
        return read_continued(self.outline)

    def links(self, tracking: tuple[str, ...]) -> tuple[Link, ...]:
        """Every reference of the page."""
        return page_links(self.document, tracking)

    def article(self) -> Article | None:
        """The article that the page shows, None where it shows none."""
        return read_article(self.outline)
