"""What the checks are handed: one unit's sections as they stood in one night, with the history the rules ask for."""

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from datetime import date, datetime

from checks.findings import Check
from checks.reasons import Reason
from config.schema import SiteKind, Unit
from config.settings import ColumnPlace, SectionPlace
from config.word_lists import WordList
from crawler.records.day import DateReading
from crawler.records.exchange import Exchange
from crawler.records.items import Article, Link, ListEntry, PageExtract
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


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
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
    is_read: bool = False
    """Whether its own page was read, tonight or lastly."""
    first_night: bool
    """Whether it was there at the column's first complete walk."""
    offered: tuple[Link, ...] = ()
    """The links of its page, where it is an item of a services column."""
    texts: tuple[str, ...] | None = None
    """The visible texts of its page, where that was read and it is an item of a services column, or the office has lists of words."""
    media: tuple[str, ...] = ()
    """Addresses of that page's pictures and frames."""
    metas: tuple[str, ...] | None = None
    """Names of the META tags that its own page fills, in lower case; None where that was not read."""

    @property
    def url(self) -> str | None:
        """Where it leads; None for a row without an address of its own."""
        return self.entry.url

    @property
    def address(self) -> str:
        """Where it leads, or the page that lists it."""
        return self.entry.url or self.page

    @property
    def title(self) -> str:
        """The title of its row."""
        return self.entry.title

    @property
    def date(self) -> DateReading | None:
        """The day of its row."""
        return self.entry.date

    @property
    def raw_date(self) -> str:
        """What stands in its row where the day should be."""
        return self.entry.raw_date


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagePage:
    """A page of a column of messages: one of its list's, or (`is_own`) that of one message."""

    column: str
    url: str
    exchanges: tuple[Exchange, ...]
    evidence: str
    is_own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
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
    role: str = ""
    """Which of several faults of one address it is, as the finding's role says."""

    @property
    def key(self) -> tuple[Check, str, str]:
        """What names a fault inside its section, over all nights."""
        return self.check, self.subject, self.role


@dataclass(frozen=True, slots=True)
class LinkView:
    """A target in a section's pages, and what it answered; `answer` is None where it was not asked."""

    target: str
    problem: str
    _: KW_ONLY
    pages: int
    samples: tuple[LinkSample, ...]
    answer: Answer | None
    evidence: str
    sections: int = 1
    """How many of the site's sections hold it."""
    titles: tuple[tuple[date, str], ...] = ()
    """The titles that its page has borne, each with the night that first saw it; empty where it bore one alone."""

    @property
    def is_hidden(self) -> bool:
        """Whether a style keeps it from readers wherever they could follow it."""
        seen = [sample.hidden for sample in self.samples if sample.kind in ("a", "area", "iframe", "frame")]
        return bool(seen) and all(seen)

    @property
    def texts(self) -> tuple[str, ...]:
        """What it is called where readers click on it."""
        return tuple(sample.text for sample in self.samples if sample.kind in ("a", "area"))


@dataclass(frozen=True, slots=True, kw_only=True)
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
    attachments: tuple[tuple[str, str, str], ...] = ()
    """Attachment, masked number in its text, evidence."""
    first_complete: date | None = None
    site_sections: int = 0
    """How many of the site's sections were walked: what a shared link is told by."""
    messages: tuple[MessagePage, ...] = ()
    """The pages of its columns of messages (`content: replies`), as far as they were read."""
    cut_short: str = ""
    """Why a list that nobody configured was not read to its end, empty where none was cut short."""

    @property
    def by_key(self) -> dict[str, ColumnView]:
        """Its columns by their keys."""
        return {column.place.key: column for column in self.columns}


@dataclass(frozen=True, slots=True, kw_only=True)
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
    answers: Mapping[str, Answer]
    """Answers of documents that service pages offer, by address."""
    words: tuple[WordList, ...] = ()
    """The office's own lists of words that a person looks at."""
