"""The replica's own words: posts, columns, units, and what each address serves in each night."""

from dataclasses import dataclass, field
from datetime import date

NIGHTS = (date(2026, 10, 27), date(2026, 10, 28))
MONTHS = ("2026-08", "2026-09", "2026-10")


@dataclass(frozen=True)
class Post:
    """One post of the replica. Days left out are not shown at that place; `shown_from` is the first night (0 or 1)."""

    number: int
    title: str
    body: str
    day: date
    source: str = ""
    list_day: date | None = None
    header_day: date | None = None
    meta_day: date | None = None
    formed: date | None = None
    address_day: date | None = None
    target: str = ""
    """An address of its own elsewhere, empty where the family gives it one."""
    has_address: bool = True
    is_gone: bool = False
    is_pinned: bool = False
    doubtful: bool = False
    shown_from: int = 0
    shown_until: int = 1
    attachments: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    """Links inside the body: (address as written, text)."""
    hidden: tuple[tuple[str, str], ...] = ()
    """Links that a style hides."""

    def is_shown(self, night: int) -> bool:
        """Whether the list shows it in a night."""
        return self.shown_from <= night <= self.shown_until


@dataclass
class Column:
    """One column of a section."""

    key: str
    name: str
    roles: tuple[str, ...]
    posts: list[Post] = field(default_factory=list)
    text: str = ""
    """A page's own content, for columns that are no lists."""
    dynamic: bool = False
    shows: str = "list"
    """`list`, `page`, `placeholder`, `nothing`, `script` (a list that only a running script builds) or `gone`."""
    updated: str = ""


@dataclass
class Section:
    """A unit's part of a site."""

    site: str
    code: str
    name: str
    number: int
    columns: list[Column]
    frame_links: tuple[tuple[str, str], ...] = ()

    def column(self, key: str) -> Column:
        """The column with this key."""
        return next(column for column in self.columns if column.key == key)


@dataclass(frozen=True)
class Served:
    """What an address serves."""

    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    behaviour: str = ""
    """Empty, or how the server fails: `reset`, `empty`, `slow`, `truncated`, `loop`."""


World = dict[str, dict[str, Served]]
"""For each host (`portal`, `disclosure`, `other`) what each path with query serves."""


@dataclass(frozen=True)
class Places:
    """Where the replica's hosts listen, as `host:port`, and the prefix of each site on its host."""

    portal: str
    disclosure: str
    other: str
    closed: str
    portal_prefix: str = ""
    disclosure_prefix: str = ""

    @property
    def planted(self) -> str:
        """The third host under another name, to which only hidden links lead."""
        return f"localhost:{self.other.rpartition(':')[2]}"

    def prefix(self, site: str) -> str:
        """The path that a site begins with, without a slash at its end."""
        return self.portal_prefix if site == "portal" else self.disclosure_prefix

    def host(self, site: str) -> str:
        """The host of a site."""
        return self.portal if site == "portal" else self.disclosure
