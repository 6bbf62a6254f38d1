"""Walking one list to its end: back to the first day of the oldest open month, and knowing when it was cut short."""

import hashlib
from dataclasses import dataclass, field
from datetime import date, timedelta

from crawler.records.items import PageExtract

MARGIN = timedelta(days=7)
"""Lists are not strictly in order, and an article's own day may differ from its row's: read a little further."""
OLD_PAGES = 2
"""A list ends after this many pages in a row that hold nothing newer (pinned entries fill at most one)."""


@dataclass(slots=True)
class Walk:
    """The state of one list while it is read. `column` is empty for a list that is not configured."""

    section: str
    column: str
    url: str
    template: str
    floor: date
    queue: list[tuple[str, bool]] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    forms: dict[str, str] = field(default_factory=dict)
    """Bodies of forms that lead to further pages, by the name of the page."""
    fingerprints: set[str] = field(default_factory=set)
    pages: int = 0
    entries: int = 0
    old_pages: int = 0
    oldest: date | None = None
    total: int | None = None
    is_over: bool = False
    reason: str = ""

    def read(self, extract: PageExtract, *, full: bool) -> bool:
        """Take one more page into account; return whether its entries are new (False for a repeated page)."""
        mark = fingerprint(extract)
        if mark in self.fingerprints:
            return False
        self.fingerprints.add(mark)
        self.pages += 1
        self.entries += len(extract.entries)
        self._remember_age(extract, full)
        if extract.entries or self.pages == 1:
            self._plan(extract)
        return True

    def _remember_age(self, extract: PageExtract, full: bool) -> None:
        days = [entry.date.day for entry in extract.entries if entry.date]
        if not days:
            self.old_pages = 0
            return
        self.oldest = min(days) if self.oldest is None else min(self.oldest, *days)
        ascending = len(days) > 2 and days == sorted(days) and days[0] < days[-1]
        undated = len(days) < len(extract.entries)
        is_old = max(days) < self.floor - MARGIN and not ascending and not undated and not full
        self.old_pages = self.old_pages + 1 if is_old else 0

    def _plan(self, extract: PageExtract) -> None:
        paging = extract.paging
        self.total = self.total or paging.total_pages
        if self.old_pages >= OLD_PAGES:
            return
        following = paging.following or tuple(url for number, url in paging.numbered if number == self.pages + 1)
        if paging.form is not None:
            self.forms[paging.form[0]] = paging.form[1]
            following = (*following, paging.form[0])
        for optional, addresses in ((False, following), (True, paging.perhaps)):
            for address in addresses:
                if address not in self.asked:
                    self.asked.add(address)
                    self.queue.append((address, optional))
        is_last = paging.total_pages is not None and paging.total_pages <= self.pages
        if paging.unreadable and not is_last and not self.queue and not self.reaches_back:
            self.stop(paging.unreadable)

    @property
    def reaches_back(self) -> bool:
        """Whether what was read already goes back beyond the open months."""
        return self.oldest is not None and self.oldest < self.floor - MARGIN

    def following(self) -> tuple[str, bool] | None:
        """The next page to ask and whether it may be missing; None when the list is at its end."""
        if self.is_over:
            return None
        if self.old_pages >= OLD_PAGES or not self.queue:
            self._finish()
            return None
        return self.queue.pop(0)

    def _finish(self) -> None:
        self.is_over = True
        short = self.total is not None and self.pages < self.total and self.old_pages < OLD_PAGES
        if short and not self.reaches_back and not self.reason:
            self.reason = "pages_missing"

    def stop(self, reason: str) -> None:
        """End the walk before the list's end."""
        self.is_over = True
        self.reason = self.reason or reason

    @property
    def complete(self) -> bool:
        """Whether the whole list back to the open months was read."""
        return self.is_over and not self.reason


def fingerprint(extract: PageExtract) -> str:
    """What makes two pages of a list the same page."""
    rows = [f"{entry.url}|{entry.title}" for entry in extract.entries] or list(extract.texts)
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:24]


def block_marks(extract: PageExtract) -> dict[int, str]:
    """A mark for each block of rows: the same rows on other pages give the same mark."""
    rows: dict[int, list[str]] = {}
    for entry in extract.entries:
        rows.setdefault(entry.block, []).append(f"{entry.url}|{entry.title}")
    return {block: hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16] for block, lines in rows.items()}
