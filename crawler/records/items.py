"""What a page says, as records: the crawler's reading of one stored body. No judgement."""

from dataclasses import dataclass, field
from datetime import date

from crawler.records.day import DateReading
from crawler.records.exchange import Exchange


@dataclass(slots=True, unsafe_hash=True)
class Link:
    """One reference of a page, with the line and column (from 1, 0 where unknown) of its address in the page's text. Nobody changes one: it is
    not frozen because making one would then take two or three times as long, and each page has dozens.

    `url` identifies the target; `asked` is what a browser asks for, empty where that is the same. `problem` is None for an address that can be asked, otherwise `malformed`, `ignored`, or for
    information `placeholder` (`#` or nothing) and `missing_anchor` (a mark that the page does not hold).
    """

    url: str
    kind: str
    text: str
    raw: str
    line: int
    problem: str | None = None
    fragment: str = ""
    position: int = 0
    asked: str = ""
    hidden: bool = False
    """Whether a style keeps it from readers wherever it stands on the page."""

    @property
    def address(self) -> str:
        """What a browser asks for."""
        return self.asked or self.url


@dataclass(slots=True, unsafe_hash=True)
class ListEntry:
    """One row of a list: `url` is None for a row without an address of its own. Nobody changes one, as with links."""

    url: str | None
    title: str
    date: DateReading | None
    raw_date: str
    block: int
    text_cut: bool = False


@dataclass(frozen=True, slots=True)
class ListBlock:
    """One list of a page: which shape read it, where it stands (the names of the elements above it), whether its rows show days."""

    number: int
    shape: str
    place: str
    dated: bool
    wholes: tuple[str, ...] = ()
    """The addresses of the pages that show the whole of it or of its groups, where this is its newest part (更多 in its head)."""


@dataclass(frozen=True, slots=True)
class ListPart:
    """A part of a column that its page does not show: the name of its tab or choice, and its address, empty where only a script shows it."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Article:
    """The header and body of an article. Dates stand in the order of trust of MEASURING 1."""

    title: str
    dates: tuple[DateReading, ...]
    source: str
    issuer: str
    formed: DateReading | None
    index_number: str
    document_number: str
    attachments: tuple[str, ...]
    doubtful: bool
    unread_dates: tuple[str, ...]
    body_hash: str
    body_length: int
    body_start: str
    source_from: str = ""
    theme: str = ""
    """主题分类 of the disclosure platform's table."""
    validity: str = ""
    """有效性 of the disclosure platform's table."""
    simhash: str = ""
    """64 bits in hexadecimal, zeros for a body too short to compare."""

    @property
    def shows_day(self) -> bool:
        """Whether the page itself shows a day, read or not: the day in its address is none."""
        return bool(self.unread_dates) or any(reading.source != "address" for reading in self.dates)

    @property
    def published(self) -> DateReading | None:
        """The most trusted day that the article's own page shows."""
        return self.dates[0] if self.dates else None


@dataclass(frozen=True, slots=True)
class Paging:
    """Where a list goes on. `unreadable` says why its further pages cannot be found, empty where they can."""

    following: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()
    """Addresses that one naming habit gives and another does not: one that is missing is no fault."""
    form: tuple[str, str] | None = None
    """A next page that is asked by posting a form: its own name (an address with `#post:…`) and the body."""
    numbered: tuple[tuple[int, str], ...] = ()
    """Page numbers of a pager and where they lead: the walk takes the one after its own."""
    highest: int = 0
    """The highest page number that the pager shows beside the way on."""
    unreadable: str = ""
    last_called: int | None = None
    """The page that an unreadable way on asks its script for; None where it names none."""
    total_pages: int | None = None
    total_rows: int | None = None
    current: int | None = None
    """The page that the pager says this one is."""
    is_last: bool = False
    """Whether the pager itself says that this page is the last one."""
    beside: str = ""
    """Why one of several lists of the page cannot be followed, whatever is told of the others."""
    lists: tuple["Paging", ...] = ()
    """The pagers of several lists on one page, each list's own; `following` are then the addresses of them all."""

    @property
    def says_where_it_ends(self) -> bool:
        """Whether the page has a pager that was understood: a walk that read all it asks for is at its end."""
        return bool(self.total_pages or self.total_rows or self.is_last)


@dataclass(frozen=True, slots=True)
class PageExtract:
    """Everything read from one HTML page; plain data, stored beside the body it was read from."""

    url: str
    template: str
    title: str
    charset: str
    entries: tuple[ListEntry, ...] = ()
    blocks: tuple[ListBlock, ...] = ()
    """The lists that the entries stand in, by the number that each entry names."""
    left_over: int = 0
    """Links among the rows that look like rows and were read as none."""
    trailed: bool = False
    """Whether something stands below the rows that is neither a row nor the page's frame: a pager, if nothing else is known of it."""
    framed: tuple[str, ...] = ()
    """Frames of the page's own host below the rows, where nothing else stands there: what each of them shows says whether the list goes on."""
    goes_on: bool = False
    """Whether that may show others however few the rows are: it says so, or is clicked and leads nowhere."""
    below: tuple[str, ...] = ()
    """The texts of each element that stands below the rows, in lines, empty for one without any: what the section's pages of text show as well is its frame."""
    files_below: tuple[str, ...] = ()
    """The files of scripts there, where nothing else is: the section's home may load them as well."""
    parts: tuple[ListPart, ...] = ()
    """Parts of the column beside the one that the page shows: tabs and choices of categories or periods."""
    paging: Paging = Paging()
    article: Article | None = None
    links: tuple[Link, ...] = ()
    texts: tuple[str, ...] = ()
    """Visible text chunks in order."""
    media: tuple[str, ...] = ()
    """Addresses of pictures, frames, videos and forms: content that is not text."""
    updated: DateReading | None = None
    metas: dict[str, str] = field(default_factory=dict)
    by_script: bool = False
    """Whether a script of this page builds its content and could not be read."""
    cut: bool = False
    """Whether the page's text ends before the page does: it has a beginning and no end, as half a page has."""
    mismatch: str = ""
    """Why the configured template did not fit, empty where it did."""
    personal: tuple[str, ...] = ()
    """Masked identity or card numbers found in public text."""
    exchanges: tuple[Exchange, ...] = ()
    """Messages of the public with their replies: those that a list shows, or the one of this page."""


@dataclass(frozen=True, slots=True)
class PageGist:
    """The small part of an extract that the counting of posts needs, stored beside the whole."""

    article: Article | None
    personal: tuple[str, ...]
    metas: tuple[str, ...] = ()
    """Names of the META tags that the page fills, in lower case."""


@dataclass(frozen=True, slots=True)
class PageLinks:
    """The part of an extract that walking needs of a page which is no list, stored beside the whole."""

    links: tuple[Link, ...]
    published: date | None = None
    """The day of an article; None where the page shows rows."""
    leads_on: bool = False
    """Whether the page may be a list with more pages."""


def links_of(extract: PageExtract) -> PageLinks:
    """What walking needs of an extract that is no list's."""
    reading = extract.article.published if extract.article and not extract.entries else None
    return PageLinks(
        links=extract.links,
        published=reading.day if reading else None,
        leads_on=bool(extract.paging.following) or (bool(extract.entries) and extract.paging.unreadable != ""),
    )


def gist_of(extract: PageExtract) -> PageGist:
    """The gist of an extract."""
    return PageGist(extract.article, extract.personal, tuple(sorted(extract.metas)))
