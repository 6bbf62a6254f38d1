"""What the crawler saw: records that the sink stores and the checks read. Facts, no judgement."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from crawler.records.items import ListEntry, PageExtract


class Failure(StrEnum):
    """Why an address gave no usable answer."""

    DNS = "dns"
    TIMEOUT = "timeout"
    REFUSED = "refused"
    RESET = "reset"
    EMPTY_RESPONSE = "empty_response"
    TRUNCATED = "truncated"
    REDIRECT_LOOP = "redirect_loop"
    MALFORMED = "malformed"
    PRIVATE_ADDRESS = "private_address"
    TLS = "tls"
    PROTOCOL = "protocol"
    TOO_LARGE = "too_large"
    ROBOTS = "robots"
    LIMIT = "limit"
    OFFLINE = "offline"
    UNREADABLE = "unreadable"


PASSING_FAILURES = frozenset(
    (
        Failure.DNS,
        Failure.TIMEOUT,
        Failure.REFUSED,
        Failure.RESET,
        Failure.EMPTY_RESPONSE,
        Failure.TRUNCATED,
        Failure.PROTOCOL,
    )
)
"""Failures that may pass: they are asked again before they are believed."""


class MissingSign(StrEnum):
    """Why an answer with a good status looks like the host's answer to an address that cannot exist."""

    SAME_PAGE = "same_page"
    SAME_REDIRECT = "same_redirect"
    HOME = "home"
    SAYS_SO = "says_so"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one address answered tonight.

    `url` identifies what was asked; `final_url` is the address that answered, as it was asked.
    `status` is None where a `failure` is set before any status came; `size` counts the bytes read, which may be cut off.
    `file_name` is the name under which the host gives a file (`Content-Disposition`), empty where it gives none.
    `sniffed` is the kind that the first bytes show (`html`, `pdf`, `zip`, `ole`, `rar`, `text`, `empty`, `other`).
    """

    url: str
    at: datetime
    status: int | None = None
    failure: Failure | None = None
    final_url: str = ""
    hops: int = 0
    permanent: bool = False
    content_type: str = ""
    size: int = 0
    sniffed: str = ""
    missing: MissingSign | None = None
    challenge: str = ""
    tls_error: str = ""
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    extract_key: str = ""
    attempts: int = 1
    elapsed: float = 0.0
    detail: str = ""
    file_name: str = ""
    unchanged: bool = False
    title: str = ""
    """The title of a page that a link was asked for; empty for all others, and where it is no good page."""


@dataclass(frozen=True, slots=True)
class PageSeen:
    """One page that the spider read: the answer, and body and extract where they are new."""

    answer: Answer
    body: bytes | None = None
    extract: PageExtract | None = None


@dataclass(frozen=True, slots=True)
class EntrySeen:
    """One list entry, where it stood tonight."""

    section: str
    column: str
    page: str
    position: int
    entry: ListEntry
    block: str


@dataclass(frozen=True, slots=True)
class LinkSample:
    """One place where a link stands."""

    page: str
    text: str
    kind: str
    raw: str
    line: int
    position: int = 0
    """The column in that line, from 1; 0 where it is unknown."""
    asked: str = ""
    """What a browser asks for from this place, empty where that is the target's own address."""
    hidden: bool = False
    """Whether a style keeps it from readers."""


@dataclass(frozen=True, slots=True)
class Target:
    """An address to ask: what identifies it, what a browser asks for (empty where that is the same), and from which page."""

    url: str
    asked: str = ""
    referer: str = ""

    @property
    def address(self) -> str:
        """What goes over the wire."""
        return self.asked or self.url


@dataclass(frozen=True, slots=True)
class LinkUse:
    """A target in the pages of one section: how many pages hold it, and up to 20 places."""

    section: str
    target: str
    problem: str | None
    pages: int
    samples: tuple[LinkSample, ...]


UNNAMED = ""
"""The column of a list that nobody configured: one is told for each section, where such a list was cut short."""


@dataclass(frozen=True, slots=True)
class ColumnWalk:
    """How far a column's list was read tonight; `reason` says why it is not complete, empty where it is."""

    section: str
    column: str
    url: str
    complete: bool
    reason: str
    pages: int
    entries: int


@dataclass(frozen=True, slots=True)
class SectionWalk:
    """How a section's walk ended; `reason` is empty where nothing stopped it."""

    section: str
    complete: bool
    reason: str
    pages: int


@dataclass(frozen=True, slots=True)
class HostHealth:
    """What one host was like tonight."""

    host: str
    requests: int
    answered: int
    failed: int
    reachable: bool
    was_reachable: bool
    configured: bool


Observation = PageSeen | EntrySeen | LinkUse | ColumnWalk | SectionWalk | Answer | HostHealth


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows of an address from earlier: for conditional requests and for resuming."""

    url: str
    final_url: str
    status: int | None
    body_hash: str
    extract_key: str
    etag: str
    last_modified: str
    content_type: str
    missing: str = ""
