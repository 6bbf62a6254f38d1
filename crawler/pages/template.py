"""A page object made of a template's data: what the template names is read where it says, the rest by structure."""

import re

from lxml.cssselect import CSSSelector

from config.templates import Template
from crawler.pages.anchors import Anchor, address_of
from crawler.pages.base import PageObject
from crawler.pages.blocks import block
from crawler.pages.headers.article import read_article
from crawler.pages.lists import Lists, listed
from crawler.pages.outline import Outline
from crawler.pages.rows import Group as RowGroup
from crawler.pages.rows import Row, main_anchor, spans
from crawler.reading.document import Document, Element
from crawler.records.items import Article, Paging


class TemplatePage(PageObject):
    """A page of a template."""

    def __init__(self, document: Document, template: Template, outline: Outline) -> None:
        super().__init__(document, outline.reference)
        self.name = template.name
        self._template = template
        self.__dict__["outline"] = outline

    def matches(self) -> bool:
        """Whether one of the template's marks stands in the page or its address."""
        marks = self._template.marks
        return not marks or any(
            re.search(mark, text, re.IGNORECASE) for mark in marks for text in (self.document.url, self.document.text)
        )

    def _find(self, selector: str, root: Element | None = None) -> list[int]:
        found = CSSSelector(selector)(self.document.root if root is None else root)
        places = self.outline.places
        return [places[element] for element in found if element in places]

    def lists(self) -> Lists:
        """The rows that the template names; all lists of the page where it names none."""
        if self._template.rows is None:
            return super().lists()
        rows = [row for index in self._find(self._template.rows) if (row := self._row(index)) is not None]
        if not rows:
            return Lists()
        group = RowGroup(self.name, self.outline.parents[rows[0].span.element], tuple(row.span for row in rows))
        return listed(self.outline, [block(self.outline, group, rows, is_dated=any(row.days for row in rows))])

    def _row(self, index: int) -> Row | None:
        outline, template = self.outline, self._template
        span = next(spans(outline, [index]))
        anchors = outline.anchors_in(span.low, span.high)
        title = next(iter(self._find(template.title, outline.elements[index])), -1) if template.title else -1
        within = [anchor for anchor in anchors if title >= 0 and self._holds(title, anchor)]
        anchor = main_anchor(outline, span, within or [one for one in anchors if one.is_post] or anchors)
        day = next(iter(self._find(template.day, outline.elements[index])), -1) if template.day else -1
        low, high = (outline.starts[day], outline.ends[day]) if day >= 0 else (span.low, span.high)
        text = (
            outline.text(outline.starts[title], outline.ends[title]) if title >= 0 else anchor.title if anchor else ""
        )
        return Row(span, anchor, tuple(outline.days_in(low, high)), text) if text else None

    def _holds(self, element: int, anchor: Anchor) -> bool:
        low, high = self.outline.starts[element], self.outline.ends[element]
        inside = low <= anchor.order <= high
        return inside or anchor.order <= low <= anchor.end

    def paging(self) -> Paging:
        """The way on that the template names; what the page claims beside it."""
        found = super().paging()
        if self._template.next is None:
            return found
        for element in CSSSelector(self._template.next)(self.document.root):
            asked = self.document.asked(address_of(element))
            if asked is not None:
                return Paging((asked,), total_pages=found.total_pages, total_rows=found.total_rows)
        return Paging(total_pages=found.total_pages, total_rows=found.total_rows)

    def article(self) -> Article | None:
        """The article, its body where the template says."""
        if self._template.body is None:
            return super().article()
        return read_article(self.outline, next(iter(self._find(self._template.body)), None))
