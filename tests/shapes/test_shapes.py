"""Every pair of a page and what a person reads in it, one test each, field by field."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from crawler.pages.own import own_entries
from crawler.records.exchange import Exchange
from crawler.records.items import ListEntry, PageExtract
from tests.shapes.pairs import CASES, expectation, name_of, read


@dataclass(frozen=True)
class Pair:
    """A page and its expectation."""

    extract: PageExtract
    expected: dict[str, Any]

    @property
    def entries(self) -> list[ListEntry]:
        """The rows that are no side block's."""
        side = set(self.expected.get("side") or []) - {row["url"] for row in self.expected.get("entries") or []}
        rows: dict[int, set[str | None]] = {}
        for entry in self.extract.entries:
            rows.setdefault(entry.block, set()).add(entry.url)
        shared = {number for number, urls in rows.items() if urls <= side}
        return [entry for entry in own_entries(self.extract, shared) if entry.url not in side]


def squeezed(text: str) -> str:
    """White space of every kind as one space: a title's is no part of what it says."""
    return " ".join(text.split())


def load(path: Path) -> Pair:
    """Read a pair's page as the night would."""
    expected = expectation(path)
    for row in expected.get("entries") or []:
        row["title"] = squeezed(row["title"])
    return Pair(read(path, expected), expected)


@pytest.mark.parametrize("path", CASES, ids=name_of)
def test_a_page_is_read_as_a_person_reads_it(path: Path) -> None:
    pair = load(path)
    found = observed(pair)
    assert found == {key: pair.expected[key] for key in found}


def observed(pair: Pair) -> dict[str, Any]:
    """What the reader says of each thing that the expectation speaks of, in the expectation's words."""
    found: dict[str, Any] = {}
    if "entries" in pair.expected:
        found["entries"] = [
            {"url": entry.url, "title": squeezed(entry.title), "day": entry.date.day if entry.date else None}
            for entry in pair.entries
        ]
    if "article" in pair.expected:
        found["article"] = article_of(pair)
    if "paging" in pair.expected:
        found["paging"] = paging_of(pair)
    if "exchanges" in pair.expected:
        found["exchanges"] = [exchange_of(item, row) for item, row in rows_beside(pair)]
    return found


def rows_beside(pair: Pair) -> list[tuple[Exchange, dict[str, Any]]]:
    """The messages that were read, each beside what is expected in its place."""
    read, expected = pair.extract.exchanges, pair.expected["exchanges"]
    return [(item, expected[index] if index < len(expected) else {}) for index, item in enumerate(read)]


def exchange_of(item: Exchange, wanted: dict[str, Any]) -> dict[str, Any]:
    """The fields of a message that the expectation names; all of them where nothing was expected."""
    fields = {
        "title": item.title,
        "url": item.url,
        "asked": item.asked.day if item.asked else None,
        "answered": item.answered.day if item.answered else None,
        "by": item.by,
        "state": item.state.value,
        "is_survey": item.is_survey,
    }
    return {key: fields[key] for key in wanted} if wanted else fields


def article_of(pair: Pair) -> dict[str, Any] | None:
    """The fields of the article that the expectation names."""
    article = pair.extract.article
    wanted = pair.expected["article"]
    if article is None or wanted is None:
        return None if article is None else {"title": article.title}
    shown = next((reading for reading in article.dates if reading.source != "address"), None)
    reading = shown or article.published if wanted.get("day_source") == "address" else shown
    fields = {
        "title": article.title,
        "day": reading.day if reading else None,
        "day_source": reading.source if reading else None,
        "source": article.source,
        "formed": article.formed.day if article.formed else None,
        "clock": reading.clock[: len(str(wanted.get("clock") or ""))] if reading else "",
        "document_number": article.document_number,
        "index_number": article.index_number,
        "doubtful": article.doubtful,
    }
    return {key: fields[key] for key in wanted}


def paging_of(pair: Pair) -> dict[str, Any]:
    """Where the list goes on, in the words of the expectation."""
    paging, wanted = pair.extract.paging, pair.expected["paging"]
    form = [paging.form[0].partition("#")[0]] if paging.form else []
    current = wanted.get("current") or paging.current or 1
    numbered = [url for number, url in paging.numbered if number == current + 1]
    followed = [*(paging.following or paging.perhaps), *numbered, *form]
    rows = len(pair.entries)
    more = (
        not followed
        and not paging.is_last
        and (
            bool(paging.unreadable)
            or (paging.total_pages or 1) > current
            or (current == 1 and (paging.total_rows or 0) > rows)
        )
    )
    if "goes_on" in wanted:
        return {
            **{key: value for key, value in wanted.items() if key == "current"},
            "goes_on": bool(followed or more),
            **({"total_pages": paging.total_pages} if "total_pages" in wanted else {}),
        }
    fields: dict[str, Any] = {
        "next": sorted(set(followed)),
        "more": more,
        "total_pages": paging.total_pages,
        "total_rows": paging.total_rows,
        "current": current,
    }
    result = {key: fields[key] for key in wanted}
    if "next" in wanted and set(wanted["next"]) == set(fields["next"]):
        result["next"] = wanted["next"]
    return result
