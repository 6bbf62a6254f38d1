"""Fragments numbered downwards, loaded by a script: page k of n is the file n + 1 - k."""

import re

from crawler.reading.document import Document
from crawler.records.items import Paging

_MOST = re.compile(r"\bmaxPageNum\w{0,40}\s{0,8}[=:]\s{0,8}[\"']?(\d{1,6})")
_LOAD = re.compile(
    r"\.load\(\s{0,8}[\"']([^\"'\n]{0,300})_[\"']\s{0,8}\+|[\"']([^\"'\s]{0,300}/index_\w{1,40}?)_?[\"']"
)
MOST_PAGES = 2_000
"""A list that claims more is read no further: its walk is incomplete."""


def read(document: Document) -> Paging | None:
    """The fragments after the first; None where no script loads any."""
    load = next((match for script in document.scripts if ".load(" in script and (match := _LOAD.search(script))), None)
    totals = [int(number) for number in _MOST.findall(document.text)] if load is not None else []
    if load is None or not any(totals):
        return None
    pages, stem = max(totals), load[1] or load[2]
    addresses = []
    for number in range(pages - 1, max(0, pages - 1 - MOST_PAGES), -1):
        asked = document.asked(f"{stem}_{number}.html")
        if asked is not None:
            addresses.append(asked)
    return Paging(tuple(addresses), total_pages=pages)
