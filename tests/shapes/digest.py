"""A mark of what the reader makes of every pair's page, kept with the READER_VERSION that made it.

`python -m tests.shapes.digest` renews `digest.txt`. It refuses where a page that did not change is read otherwise and READER_VERSION is the same:
the extracts that are stored from earlier nights would then be taken for what today's reader says.
"""

import hashlib
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from crawler.pages.reader import READER_VERSION
from crawler.records.items import PageExtract
from tests.shapes.pairs import CASES, expectation, name_of, page_of, read

FILE = Path(__file__).with_name("digest.txt")

Marks = dict[str, tuple[str, str]]
"""For each pair the mark of its page (with its address and the rest of what it is read with) and that of its extract."""


def mark(text: str) -> str:
    """A short hash."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def mark_of(extract: PageExtract) -> str:
    """The mark of all that was read of a page; a field that is empty says nothing, so that a new field changes no mark by being there."""
    return mark(json.dumps(said(asdict(extract)), ensure_ascii=False, sort_keys=True, default=str))


def said(value: Any) -> Any:
    """A value without its empty fields."""
    if isinstance(value, dict):
        return {key: said(item) for key, item in value.items() if item not in (None, "", (), 0, {})}
    return [said(item) for item in value] if isinstance(value, list | tuple) else value


def current() -> Marks:
    """The marks of today's reader."""
    found: Marks = {}
    for path in CASES:
        expected = expectation(path)
        given = [str(expected.get(key)) for key in ("url", "fetched", "template", "is_list")]
        page = "\n".join([*given, page_of(path).read_text(encoding="utf-8")])
        found[name_of(path)] = mark(page), mark_of(read(path, expected))
    return found


def kept() -> tuple[str, Marks]:
    """The version and the marks that were kept."""
    version, *lines = FILE.read_text(encoding="utf-8").splitlines()
    fields = (line.split() for line in lines)
    return version, {name: (page, extract) for name, page, extract in fields}


def otherwise(before: Marks, now: Marks) -> list[str]:
    """Pairs whose page is the same and whose extract is not."""
    return [name for name in before if name in now and before[name][0] == now[name][0] and before[name] != now[name]]


def renew() -> str:
    """Keep today's marks; return why that was refused, empty where it was not."""
    now = current()
    if FILE.exists():
        version, before = kept()
        changed = otherwise(before, now)
        if changed and version == READER_VERSION:
            return f"{len(changed)} pages are read otherwise ({', '.join(changed[:5])} …): raise READER_VERSION first"
    lines = [READER_VERSION, *(f"{name} {page} {extract}" for name, (page, extract) in now.items())]
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return ""


if __name__ == "__main__":
    sys.exit(renew())
