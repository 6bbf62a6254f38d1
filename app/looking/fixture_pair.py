"""A page and what was read of it as a pair of files: the page's text, and the expectation to correct by hand."""

import re
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from crawler.pages.own import own_entries
from crawler.reading.document import Document
from crawler.records.items import Article, PageExtract, Paging


def save_pair(folder: Path, document: Document, template: str, extract: PageExtract, moment: datetime) -> Path:
    """Write `<name>.html` (`.json` for an interface) and `<name>.yaml`; return the second. Existing files are replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"\W+", "_", document.url.partition("://")[2]).strip("_")[:80] or "page"
    page = folder / f"{name}.{'json' if template == 'json' else 'html'}"
    page.write_text(document.text, encoding="utf-8")
    expectation = folder / f"{name}.yaml"
    text = yaml.safe_dump(expected(document, template, extract, moment), allow_unicode=True, sort_keys=False, width=160)
    expectation.write_text(f"# 由 hongqiao inspect --save 写出，请对照网页逐项更正\n{text}", encoding="utf-8")
    return expectation


def expected(document: Document, template: str, extract: PageExtract, moment: datetime) -> dict[str, Any]:
    """The expectation as the reader sees the page: `tests/shapes/README.md` explains its keys."""
    entries = [
        {"url": entry.url, "title": entry.title, "day": entry.date.day if entry.date else None}
        for entry in own_entries(extract)
    ]
    value: dict[str, Any] = {
        "says": "",
        "url": document.url,
        "fetched": moment.isoformat(),
        "is_list": True,
        "template": template,
        "entries": entries,
        "paging": _paging(extract.paging),
    }
    if extract.article is not None and not entries:
        value["article"] = _article(extract.article)
    return value


def _paging(paging: Paging) -> dict[str, Any]:
    following = list(paging.following or paging.perhaps or [url for _, url in paging.numbered[:1]])
    more = not following and (bool(paging.unreadable) or (paging.total_pages or 1) > 1)
    found: dict[str, Any] = {"next": following, "more": more}
    return {**found, "total_pages": paging.total_pages} if paging.total_pages else found


def _article(article: Article) -> dict[str, Any]:
    published = next((reading for reading in article.dates if reading.source != "address"), None)
    return {
        "title": article.title,
        "day": published.day if published else None,
        "source": article.source,
        "doubtful": article.doubtful,
    }
