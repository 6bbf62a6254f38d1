"""Pages of real government sites, read in place: title, day, source and rows as people read them."""

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from crawler.pages.headers.body import main_body
from crawler.pages.outline import Outline
from crawler.pages.own import own_entries
from crawler.pages.reader import read_page
from crawler.reading.document import Document, visible_text
from crawler.reading.encoding import decode
from crawler.records.items import PageExtract
from tests.conftest import REAL

if not REAL.is_dir():
    pytest.skip("../shared/real is not here", allow_module_level=True)

PAGES: list[dict[str, Any]] = yaml.safe_load((REAL / "expected.yaml").read_text(encoding="utf-8"))["pages"]
ARTICLES = [page for page in PAGES if page["kind"] == "article"]
LISTS = [page for page in PAGES if page["kind"] != "article"]
REFERENCE = datetime(2026, 10, 28, 2, tzinfo=ZoneInfo("Asia/Shanghai"))


def read(page: dict[str, Any]) -> PageExtract:
    decoded = decode(Path(REAL / page["file"]).read_bytes())
    address = page.get("base_url") or page["url"]
    return read_page(
        Document(address, decoded.text, decoded.charset), "generic", REFERENCE, is_list=page["kind"] != "article"
    )


def squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


def name(page: dict[str, Any]) -> str:
    return str(page["file"])


@pytest.mark.parametrize("page", ARTICLES, ids=name)
def test_an_article_has_the_title_that_people_see(page: dict[str, Any]) -> None:
    article = read(page).article
    assert article is not None
    assert squeeze(article.title) == squeeze(page["title"])


@pytest.mark.parametrize("page", ARTICLES, ids=name)
def test_an_article_has_its_day_of_publication(page: dict[str, Any]) -> None:
    article = read(page).article
    assert article is not None and article.published is not None
    assert article.published.day.isoformat() == page["published"]
    assert article.doubtful is page["published_doubtful"]


@pytest.mark.parametrize("page", ARTICLES, ids=name)
def test_an_article_has_its_source_or_none(page: dict[str, Any]) -> None:
    article = read(page).article
    assert article is not None
    assert squeeze(article.source) == squeeze(page["source"] or "")


@pytest.mark.parametrize("page", ARTICLES, ids=name)
def test_an_article_has_its_labelled_values(page: dict[str, Any]) -> None:
    article = read(page).article
    assert article is not None
    assert (article.formed.day.isoformat() if article.formed else None) == page["formed"]
    assert squeeze(article.index_number) == squeeze(page["index_number"] or "")
    assert squeeze(article.document_number) == squeeze(page["document_number"] or "")
    assert squeeze(article.issuer) == squeeze(page["issuer"] or "")
    assert list(article.attachments) == page["attachments"]


@pytest.mark.parametrize("page", ARTICLES, ids=name)
def test_the_body_of_an_article_is_found(page: dict[str, Any]) -> None:
    decoded = decode(Path(REAL / page["file"]).read_bytes())
    outline = Outline(Document(page["url"], decoded.text), REFERENCE)
    body = main_body(outline)
    assert body >= 0
    at = squeeze(visible_text(outline.elements[body])).find(squeeze(page["body_starts"]))
    assert 0 <= at < 200


@pytest.mark.parametrize("page", LISTS, ids=name)
def test_a_list_has_all_its_rows_in_order(page: dict[str, Any]) -> None:
    entries = own_entries(read(page))
    found = [(entry.url, squeeze(entry.title), entry.date.day.isoformat() if entry.date else None) for entry in entries]
    wanted = [(row["url"], squeeze(row["title"]), row["date"]) for row in page["rows"]]
    assert found == wanted


@pytest.mark.parametrize("page", LISTS, ids=name)
def test_a_list_goes_on_where_its_pager_says(page: dict[str, Any]) -> None:
    paging = page["paging"]
    if not paging["page_2_url"]:
        pytest.skip("the page names no second page")
    found = read(page).paging
    assert paging["page_2_url"] in (*found.following, *found.perhaps, *(url for _, url in found.numbered))


def test_days_are_within_the_time_of_the_sites() -> None:
    days = [entry.date.day for page in LISTS for entry in read(page).entries if entry.date]
    assert days and date(1999, 1, 1) < min(days) <= max(days) < REFERENCE.date()
