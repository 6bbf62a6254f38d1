"""The CMS families that government sites run: what tells each of them, and what only it does."""

import re
from typing import ClassVar

from crawler.pages.base import PageObject


class Generic(PageObject):
    """Any site: lists and articles are read by their structure."""

    name: ClassVar[str] = "generic"


class Trs(PageObject):
    """TRS WCM: `./202610/t20261012_123.html`, `createPageHTML(…)`, `TRS_Editor`."""

    name: ClassVar[str] = "trs"
    _mark: ClassVar[re.Pattern[str]] = re.compile(
        r"t(?:19|20)\d{6}_\d+(?:_\d+)?\.s?html?|createPageHTML|TRS_(?:Editor|UEDITOR|PreAppend)|CurrChnlCls",
        re.IGNORECASE,
    )

    def matches(self) -> bool:
        return bool(self._mark.search(self.document.text))


class Hanweb(PageObject):
    """Hanweb JCMS: `/art/2026/1/20/art_1_2.html`, `/col/col1/index.html`, record stores in scripts."""

    name: ClassVar[str] = "hanweb"
    _mark: ClassVar[re.Pattern[str]] = re.compile(
        r"/art_\d+_\d+\.html|/col/col\d+/|<datastore>|dataproxy\.jsp", re.IGNORECASE
    )

    def matches(self) -> bool:
        return bool(self._mark.search(self.document.text) or self._mark.search(self.document.url))


class Enorth(PageObject):
    """enorth: `/system/2018/07/13/035824255.shtml`, second page `…_01.shtml`."""

    name: ClassVar[str] = "enorth"
    _mark: ClassVar[re.Pattern[str]] = re.compile(r"/system/\d{4}/\d{2}/\d{2}/\d+|enorth", re.IGNORECASE)

    def matches(self) -> bool:
        return bool(self._mark.search(self.document.text) or self._mark.search(self.document.url))


class Boda(PageObject):
    """Boda VSB: `info/2299/87444.htm`, lists `xw/tzgg.htm` then `xw/tzgg/23.htm`, body `v_news_content`."""

    name: ClassVar[str] = "boda"
    _mark: ClassVar[re.Pattern[str]] = re.compile(
        r"info/\d+/\d+\.htm|v_news_content|vsb_content|_vsb_|/_sitegray/", re.IGNORECASE
    )

    def matches(self) -> bool:
        return bool(self._mark.search(self.document.text) or self._mark.search(self.document.url))
