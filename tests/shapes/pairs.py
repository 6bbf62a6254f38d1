"""The pairs of a page and what a person reads in it, and how a page is read as the night reads it."""

from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from crawler.pages.reader import read_page
from crawler.reading.document import Document
from crawler.records.items import PageExtract

HERE = Path(__file__).parent
CASES = sorted(HERE.glob("*/*.yaml"))


def name_of(path: Path) -> str:
    """Folder and case."""
    return f"{path.parent.name}/{path.stem}"


def expectation(path: Path) -> dict[str, Any]:
    """What a person reads there."""
    expected: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return expected


def page_of(path: Path) -> Path:
    """The page beside an expectation."""
    interface = path.with_suffix(".json")
    return interface if interface.exists() else path.with_suffix(".html")


def read(path: Path, expected: dict[str, Any]) -> PageExtract:
    """A pair's page, read."""
    fetched = expected["fetched"]
    reference = fetched if isinstance(fetched, datetime) else datetime.fromisoformat(str(fetched))
    document = Document(expected["url"], page_of(path).read_text(encoding="utf-8"))
    return read_page(document, expected.get("template", "generic"), reference, is_list=expected.get("is_list", True))
