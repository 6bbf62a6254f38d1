"""Walking one list to its end: back to the first day of the oldest open month, and knowing when it was cut short.

A walk is complete only where each mark of going on was followed, or where the pages read last hold nothing newer than the open months: one old
row (pinned, of a ranking, mistyped) proves nothing (MEASURING 1).
"""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from crawler.pages.apart import apart_in
from crawler.records.items import ListEntry, PageExtract, Paging
from crawler.records.order import FULL, runs_back
from crawler.walking.further import Likeness, likeness, why_no_rows, why_not
from crawler.walking.turning import field_of, own_pages

MARGIN = timedelta(days=7)
"""Lists are not strictly in order, and an article's own day may differ from its row's: read a little further."""
MESSAGES_BACK = timedelta(days=366)
"""How far back lists of messages are read: a message counts for a year (国办秘函〔2019〕19号)."""
OLD_PAGES = 2
"""A list ends after this many pages in a row that hold nothing newer (pinned entries fill at most one)."""
GONE = frozenset(("http_404", "http_410"))
"""What a page after the last one answers."""
LAST_ROWS = 2
"""Rows at a list's end that lie before the open months where it runs back beyond them: one may be mistyped."""


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
    repeated: bool = False
    """Whether its pager led to a page that was read before: the list ends there."""
    entries: int = 0
    rows: set[int] = field(default_factory=set)
    """The rows read, each as one number: a long list has thousands."""
    old_pages: int = 0
    """How many of the pages read last, without a break, hold nothing newer than the open months."""
    left_over: int = 0
    """Links among the rows read that look like rows and were read as none."""
    newest: date | None = None
    """The newest day of the page read last: where the next page has a newer one, the list runs oldest first."""
    claimed_pages: int = 0
    claimed_rows: int = 0
    highest: int = 0
    """The highest page number that a pager showed."""
    last: Paging = field(default_factory=Paging)
    """The pager of the page read last."""
    archives: list[str] = field(default_factory=list)
    """Where what this list no longer shows is said to stand; empty addresses where only a script knows."""
    short: set[str] | None = None
    """Where lists of its first page stand of which no page ran from newer to older and ended before the open months; None before that was read."""
    beside: str = ""
    """Why a list that stands on a page beside others, which go on, cannot be followed."""
    frames: set[str] = field(default_factory=set)
    """Pages that stand in frames of the list's page: they need not be like it."""
    below: set[str] = field(default_factory=set)
    """Those of them below the rows, where a pager would stand."""
    may_go_on: bool = False
    """Whether one of these shows something else than that it is no pager, or nothing that could be read."""
    like: Likeness | None = None
    """What the page of this list that was read last, and showed rows, has in common with further ones."""
    led_by: Likeness | None = None
    """What pages of the list that leads here, as to a part of its column or to its whole, have in common."""
    full: bool = False
    is_over: bool = False
    reason: str = ""
    guessed: bool = False
    """Whether a guess brought rows: then guesses lead to the list's end, where nobody can follow its pager."""
    which: int = -1
    """Which of several lists of a page is walked, where each has a pager of its own; -1 where all are one."""
    lists: int = 0
    """How many such lists there are."""
    field: str = ""
    """The field of the query that turns this one of several lists; empty where none does, or other things do."""
    shared: int = 0
    """How many of its pages were read for another walk."""

    def read(self, extract: PageExtract, *, full: bool, is_further: bool = True) -> bool:
        """Take one more page into account; return whether its entries are new (False for a repeated page, and for what is no page of the list).

        `is_further` says that a pager led there, which no frame and no guess does.
        """
        mark = fingerprint(extract)
        if mark in self.fingerprints:
            self.repeated |= is_further
            return False
        self.fingerprints.add(mark)
        if is_further and self.like is not None and (why := why_not(self.like, extract)):
            self.stop(why)
            return False
        if (
            self.led_by is not None
            and not (self.pages or extract.entries)
            and (why := why_no_rows(self.led_by, extract))
        ):
            self.stop(why)
            return False
        if extract.entries:
            self.like = likeness(extract)
        self.full = full
        self.pages += 1
        self.entries += len(extract.entries)
        rows = _rows(extract)
        told = {hash((entry.url, entry.title, entry.date and entry.date.day)) for entry in rows}
        self.guessed |= not is_further and bool(self.last.perhaps and told - self.rows)
        self.rows |= told
        self.left_over += extract.left_over
        self._remember_age(rows)
        self._remember_short(extract)
        paging = self._own(extract)
        self._remember_claims(paging)
        if extract.entries or self.pages == 1:
            self._plan(paging)
        return True

    def _own(self, extract: PageExtract) -> Paging:
        """What a page's pagers say of this list: of several lists each is walked by itself, and what they claim is no claim of this one."""
        paging = extract.paging
        if not paging.lists:
            return own_pages(paging, extract.url, self.field)
        if self.which < 0:
            return Paging(unreadable=paging.unreadable, beside=paging.beside, lists=paging.lists)
        own = paging.lists[self.which] if len(paging.lists) == self.lists else Paging(paging.following)
        return own_pages(replace(own, unreadable=paging.unreadable), extract.url, self.field)

    def lists_of(self, extract: PageExtract) -> list["Walk"]:
        """The walks of a page's lists, where it has several with a pager each; the page was read for all of them."""
        return [] if self.which >= 0 else [self._list(number, extract) for number in range(len(extract.paging.lists))]

    def _list(self, number: int, extract: PageExtract) -> "Walk":
        paging = extract.paging.lists[number]
        made = Walk(self.section, self.column, self.url, self.template, self.floor, which=number)
        made.lists = len(extract.paging.lists)
        made.field = field_of(extract.url, (*paging.following, *dict(paging.numbered).values()))
        made.asked, made.frames, made.fingerprints = set(self.asked), set(self.frames), set(self.fingerprints)
        made.like, made.full, made.newest = self.like, self.full, self.newest
        made.pages = made.shared = 1 if self.pages == 1 else paging.current or 1
        made._remember_claims(paging)
        made._plan(paging)
        return made

    def _remember_age(self, rows: list[ListEntry]) -> None:
        days = [entry.date.day for entry in rows if entry.date]
        ascending = len(days) > 2 and days == sorted(days) and days[0] < days[-1]
        undated = len(days) < len(rows)
        rising = bool(days) and self.newest is not None and max(days) > self.newest
        is_old = bool(days) and max(days) < self.floor - MARGIN and not (ascending or rising or undated)
        self.newest = max(days, default=self.newest)
        self.old_pages = self.old_pages + 1 if is_old else 0

    def _remember_short(self, extract: PageExtract) -> None:
        """Which lists of the page run back before the open months, each by itself."""
        beside = apart_in(extract)
        lists = {block.place: _days(extract, block.number) for block in extract.blocks if block.number not in beside}
        back = {place for place, days in lists.items() if self._is_back(days)}
        if self.short is None:
            self.short = set(lists) - back if lists else None
        elif back:
            self.short = set() if len(lists) == len(self.short) == 1 else self.short - back

    def _is_back(self, days: list[date]) -> bool:
        return (
            len(days) > 1 and max(days[-LAST_ROWS:]) < self.floor and days[0] > days[-1] and runs_back(days, self.floor)
        )

    @property
    def reaches_back(self) -> bool:
        """Whether each list of its page was seen to run back before the open months."""
        return self.short is not None and not self.short

    def _remember_claims(self, paging: Paging) -> None:
        self.last = paging
        self.beside = self.beside or paging.beside
        if paging.following or paging.numbered or paging.lists:
            self.beside = self.beside or paging.unreadable
        self._remember_counts(paging)

    def _remember_counts(self, paging: Paging) -> None:
        self.claimed_pages = max(self.claimed_pages, paging.total_pages or 0)
        self.claimed_rows = max(self.claimed_rows, paging.total_rows or 0)
        self.highest = max([self.highest, paging.highest, *(number for number, _ in paging.numbered)])

    def _plan(self, paging: Paging) -> None:
        """Ask what the pager leads to; of numbers the next one, which is one less where pages are numbered from 0 and 0 is not shown."""
        if self._is_far_enough:
            return
        wanted = (self.pages, self.pages + 1) if paging.current == self.pages - 1 else (self.pages + 1,)
        following = paging.following or tuple(url for number, url in paging.numbered if number in wanted)
        if paging.form is not None:
            self.forms[paging.form[0]] = paging.form[1]
            following = (*following, paging.form[0])
        for optional, addresses in ((False, following), (True, paging.perhaps)):
            for address in addresses:
                self.add(address, optional=optional)

    def add(self, address: str, *, optional: bool) -> None:
        """Ask one more page of this list; a guess (`optional`) may be missing."""
        if address not in self.asked:
            self.asked.add(address)
            self.queue.append((address, optional))

    @property
    def _is_far_enough(self) -> bool:
        return self.old_pages >= OLD_PAGES and not self.full

    def following(self) -> tuple[str, bool] | None:
        """The next page to ask and whether it may be missing; None when the list is at its end."""
        if self.is_over:
            return None
        if self._is_far_enough or not self.queue:
            self.is_over = True
            self.reason = self.reason or self.unfollowed
            return None
        return self.queue.pop(0)

    @property
    def unfollowed(self) -> str:
        """Why the pages that were read may not be all; empty where each mark of going on was followed, or led into the past."""
        if self.beside:
            return self.beside
        if self.old_pages >= OLD_PAGES:
            return ""
        if max(self.claimed_pages, self.highest) > self.pages:
            return "pages_missing"
        if self.claimed_rows > len(self.rows):
            return "rows_missing"
        if self.left_over:
            return "rows_unread"
        if self.may_go_on and self._is_end_unseen:
            return "end_unseen"
        if self.last.unreadable and not self._is_at_the_end and not self.guessed:
            return self.last.unreadable
        return ""

    @property
    def _is_end_unseen(self) -> bool:
        """Whether posts may stand behind those of its only page: it is full, does not run back before the open months, and has no pager that was understood."""
        return self.pages == 1 and len(self.rows) >= FULL and not (self.last.says_where_it_ends or self.reaches_back)

    @property
    def _is_at_the_end(self) -> bool:
        """Whether what the pager claims says that a way on which nobody can follow leads nowhere."""
        called = self.last.last_called
        return bool(self.claimed_pages or self.claimed_rows or (called is not None and called <= self.pages))

    def frame_read(self, url: str, *, is_still: bool) -> None:
        """A frame without rows was read, or could not be (`is_still` says that it shows something that is no pager)."""
        self.may_go_on |= url in self.below and not is_still

    def led_away(self) -> None:
        """A guess, or a frame, leads to another host: nobody knows what a frame below the rows shows there."""
        self.may_go_on |= bool(self.below)

    def failed(self, reason: str, *, optional: bool) -> None:
        """A page of the list gave nothing: the walk ends here, unless it was a guess or only the past lay beyond."""
        if not optional and not (self.pages and self.old_pages >= OLD_PAGES):
            self.stop(reason)
        self.guessed = self.guessed and reason in GONE

    def framed_by(self, paging: Paging) -> None:
        """The column's own page shows no rows, but those of a frame: what its pager says is said of them, and where it leads only the frame shows."""
        self._remember_counts(paging)
        self.beside = self.beside or paging.unreadable
        for address in paging.following:
            self.add(address, optional=False)

    def led_nowhere(self, extract: PageExtract) -> None:
        """A guess led to a page without rows: unless it is the list's empty end, nobody knows how the list goes on."""
        self.guessed = self.guessed and self.like is not None and not why_not(self.like, extract)

    def stop(self, reason: str) -> None:
        """End the walk before the list's end."""
        self.is_over = True
        self.reason = self.reason or reason

    @property
    def complete(self) -> bool:
        """Whether the whole list back to the open months was read."""
        return self.is_over and not self.reason


def _rows(extract: PageExtract) -> list[ListEntry]:
    """The entries of a page's lists: posts beside them say neither how long these are nor how far back they go."""
    beside = apart_in(extract)
    return [entry for entry in extract.entries if entry.block not in beside]


def _days(extract: PageExtract, block: int) -> list[date]:
    return [entry.date.day for entry in extract.entries if entry.block == block and entry.date]


def fingerprint(extract: PageExtract) -> str:
    """What makes two pages of a list the same page."""
    rows = [f"{entry.url}|{entry.title}" for entry in extract.entries] or list(extract.texts)
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:24]
