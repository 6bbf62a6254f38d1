"""Where the CPU time of whole nights goes, by part, and what reading one page costs."""

import json
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from benchmarks import nights, ours
from benchmarks.faults import aligned
from benchmarks.generated import change
from crawler.pages.reader import read_page
from crawler.reading.document import Document
from crawler.reading.encoding import decode

SAMPLER = Path(__file__).parent / "sampling"
REAL = Path(__file__).parents[2] / "shared" / "real"
REFERENCE = datetime(2026, 10, 27, 2, tzinfo=UTC)
PAGES = 40
"""Pages of a kind that are read to measure reading."""
NIGHTS = ("first", "second", "third, nothing changed")


@dataclass(frozen=True, slots=True)
class _Page:
    url: str
    body: bytes
    is_list: bool


def run(folder: Path, count: int = 950, repeat: int = 5) -> dict[str, Any]:
    """Three nights in parts, and reading by kinds of pages; printed, in CPU milliseconds a page."""
    nginx, site = nights.generated(folder, count)
    pages = len(site.pages)
    place = folder / "office"
    with nginx:
        nights.office(place, nginx, site)
        parts = {NIGHTS[0]: _night(place, "2026-10-27T02:00:00+08:00", pages)}
        change(site)
        parts[NIGHTS[1]] = _night(place, "2026-10-28T02:00:00+08:00", pages)
        parts[NIGHTS[2]] = _night(place, "2026-10-29T02:00:00+08:00", pages)
    generated = [
        _Page(url, file.read_bytes(), False) for file in site.files[:PAGES] if (url := f"{nginx.home}{file.name}")
    ]
    lists = sorted((folder / "root").glob("*/*/c*/index*.html"))[:PAGES]
    reading = {
        "articles": _reading(generated, repeat),
        "lists": _reading(
            [_Page(f"{nginx.home}{file.parent.name}/{file.name}", file.read_bytes(), True) for file in lists], repeat
        ),
    }
    if REAL.is_dir():
        real = list(_real())
        reading["real articles"] = _reading([page for page in real if not page.is_list], repeat)
        reading["real lists"] = _reading([page for page in real if page.is_list], repeat)
    _show(parts, reading, pages)
    return {"pages": pages, "parts": parts, "reading": reading}


def _night(office: Path, as_of: str, pages: int) -> dict[str, float]:
    """CPU milliseconds a page of one night, by part."""
    with _sampled(office.parent / "samples") as spent:
        cost = ours.run(office, "nightly", "--as-of", as_of)
    found = {
        part: round(1000 * seconds / pages, 3) for part, seconds in sorted(spent().items(), key=lambda item: -item[1])
    }
    return {"together": round(1000 * cost.cpu / pages, 3), **found}


@contextmanager
def _sampled(folder: Path) -> Iterator[Callable[[], Counter[str]]]:
    """Every process that is started within writes what it spends; yields what adds that up."""
    folder.mkdir(exist_ok=True)
    for file in folder.iterdir():
        file.unlink()
    before = dict(os.environ)
    os.environ.update(HONGQIAO_SAMPLES=str(folder), PYTHONPATH=str(SAMPLER))
    try:
        yield lambda: sum((Counter(json.loads(file.read_text())) for file in folder.glob("*.json")), Counter())
    finally:
        os.environ.clear()
        os.environ.update(before)


def _real() -> Iterator[_Page]:
    for page in yaml.safe_load((REAL / "expected.yaml").read_text(encoding="utf-8"))["pages"]:
        address = page.get("base_url") or page["url"]
        yield _Page(address, (REAL / page["file"]).read_bytes(), page["kind"] != "article")


def _reading(pages: list[_Page], repeat: int) -> float:
    """CPU milliseconds that reading one of these pages takes, decoding included: the least of all repeats."""
    return round(1000 * min(_read_all(pages) for _ in range(repeat)) / len(pages), 2)


def _read_all(pages: list[_Page]) -> float:
    began = time.process_time()
    for page in pages:
        decoded = decode(page.body)
        read_page(Document(page.url, decoded.text, decoded.charset), "generic", REFERENCE, is_list=page.is_list)
    return time.process_time() - began


def _show(parts: dict[str, dict[str, float]], reading: dict[str, float], pages: int) -> None:
    names = sorted(
        {name for night in parts.values() for name in night},
        key=lambda name: -max(night.get(name, 0) for night in parts.values()),
    )
    rows = [[f"CPU ms a page, {pages} pages", *parts]]
    rows += [[name, *(f"{night.get(name, 0):.2f}" for night in parts.values())] for name in names]
    print("\n".join(aligned(rows)))
    print("reading, ms a page: " + ", ".join(f"{kind} {cost:.2f}" for kind, cost in reading.items()), "\n")
