"""What the checks are handed: one unit's sections as they stood in one night, with the history the rules ask for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from checks.findings import Check
from checks.reasons import Reason
from config.schema import SiteKind, Unit
from config.settings import ColumnPlace, SectionPlace
from crawler.records.items import Article, ListEntry, PageExtract
from crawler.records.observations import Answer, LinkSample


@dataclass(frozen=True, slots=True)
class PageView:
    """One page of a section: the latest answer and what was read from it."""

    url: str
    answer: Answer | None
    extract: PageExtract | None
    evidence: str = ""
    history: tuple[tuple[date, PageExtract], ...] = ()
    """Earlier readings of a profile page, each with the night that first saw it, oldest first; the last one is tonight's."""


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A configured column tonight. `complete_nights` are the nights that read it to its end."""

    place: ColumnPlace
    page: PageView
    complete: bool
    reason: str
    pages: int
    complete_nights: tuple[date, ...]
    is_linked: bool
    """Whether a page of the section links to it."""


@dataclass(frozen=True, slots=True)
class EntryView:
    """A list entry now or earlier in a counted column, with its article where it was read."""

    identity: str
    entry: ListEntry
    column: str
    page: str
    block: str
    first_seen: date
    last_seen: date
    is_listed: bool
    answer: Answer | None
    article: Article | None
    elsewhere: bool
    evidence: str
    first_night: bool
    """Whether it was there at the column's first complete walk."""
    offered: tuple[str, ...] = ()
    """Addresses of documents that its page links to."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault as earlier nights recorded it."""

    section: str
    check: Check
    subject: str
    reason: Reason
    number: str
    first_night: date
    last_night: date
    nights: int
    confirmed: bool
    is_open: bool
    fixed_on: date | None
    category: str = ""
    detail: str = ""
    ended: str = ""
    """How it ended: `recovered` or `removed`."""


@dataclass(frozen=True, slots=True)
class LinkView:
    """A target in a section's pages, and what it answered; `answer` is None where it was not asked."""

    target: str
    problem: str
    pages: int
    samples: tuple[LinkSample, ...]
    answer: Answer | None
    evidence: str
    is_template: bool


@dataclass(frozen=True, slots=True)
class SectionSnapshot:
    """A unit's part of a site, as it stood tonight."""

    place: SectionPlace
    home: PageView
    columns: tuple[ColumnView, ...]
    entries: tuple[EntryView, ...]
    pages: tuple[PageView, ...]
    """Pages in scope that are no articles: for empty columns and for what the section's pages share."""
    links: tuple[LinkView, ...]
    faults: tuple[Fault, ...]
    complete: bool
    reason: str
    is_down: bool
    personal: tuple[tuple[str, str, str], ...] = ()
    """Page, masked number, evidence."""
    first_complete: date | None = None


@dataclass(frozen=True, slots=True)
class UnitSnapshot:
    """A unit tonight: its sections by site kind (None where it has none), and the portal's main part."""

    unit: Unit
    as_of: datetime
    today: date
    sections: Mapping[SiteKind, SectionSnapshot | None]
    main: SectionSnapshot
    nights: tuple[date, ...]
    """Publishable nights up to tonight, oldest first."""
    closed: Mapping[str, date]
    """Closed months and the day each was closed."""
    exceptions: Mapping[str, str]
    """Accepted links and the reason, where the exception is valid tonight."""
    answers: Mapping[str, Answer]
    """Answers of documents that service pages offer, by address."""
