"""View models: everything that the renderers show, gathered beforehand. Renderers compute no number."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from checks.findings import Check, Finding, Outcome, Post, SiteResult, UnitMonth, UnmatchedSource
from checks.measures import POSTS, Name
from checks.month.clones import MAIN_MARK
from checks.reasons import Reason
from config.monitor import Monitor
from config.month import Month
from config.rubric import Rubric, Subject
from config.schema import Site, SiteKind
from config.words import ITEM_STATES, ORDER_STATES
from scoring.lines import Sheet


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One month of a unit's trend; a count is None where it is unknown."""

    month: str
    portal_posts: int | None
    disclosure_posts: int | None
    clones: int | None
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Observed:
    """One observation behind a finding: what an address answered, when, and the hash of the stored copy, if it is kept."""

    name: str
    url: str
    first_at: datetime
    last_at: datetime
    status: int | None
    failure: str
    attempts: int
    body: str = ""
    content_type: str = ""


@dataclass(frozen=True, slots=True)
class Copy:
    """A stored page shown as an inert one. `file` lies in the report's folder `evidence`."""

    about: str
    address: str
    file: str
    is_marked: bool


class ItemState(StrEnum):
    """How a fault that an order names stands."""

    OPEN = "open"
    FIXED = "fixed"
    ACCEPTED = "accepted"
    UNKNOWN = "unknown"


class OrderState(StrEnum):
    """How an order stands."""

    RUNNING = "running"
    OVERDUE = "overdue"
    DONE = "done"
    UNKNOWN = "unknown"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class OrderItem:
    """One fault that an order names."""

    number: str
    text: str
    subject: str
    page: str
    state: ItemState
    reply: str = ""
    """What the unit answered: result, person, day."""

    @property
    def is_open(self) -> bool:
        """Whether the unit still has to mend it."""
        return self.state is ItemState.OPEN

    @property
    def state_name(self) -> str:
        """How it stands, in Chinese."""
        return ITEM_STATES[self.state]


@dataclass(frozen=True, slots=True)
class OrderReport:
    """An order (督办单) and how it stands; days are written `2026-10-27`."""

    number: str
    site: str
    issued: str
    deadline: str
    state: OrderState
    items: tuple[OrderItem, ...]
    record: int = 0
    """The number of its record."""

    @property
    def state_name(self) -> str:
        """How it stands, in Chinese."""
        return ORDER_STATES[self.state]

    @property
    def done(self) -> int:
        """How many of its items are fixed."""
        return sum(item.state is ItemState.FIXED for item in self.items)


@dataclass(frozen=True, slots=True)
class UnitReport:
    """One unit's month."""

    code: str
    name: str
    result: UnitMonth
    sheet: Sheet
    year: Sheet | None
    trend: tuple[TrendPoint, ...] = ()
    orders: tuple[OrderReport, ...] = ()
    kinds: Mapping[str, SiteKind] = field(default_factory=dict)
    """What each site is, by its id: ids are free and mean nothing."""
    replies: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    """What the unit answered to its faults, by check, address and role."""

    def reply_to(self, item: Finding) -> str:
        """What the unit answered to a fault; empty where it did not."""
        return self.replies.get((item.check.value, item.subject, item.role), "")

    def faults(self, check: Check) -> list[Finding]:
        """Faults of one kind that stand now or touched the month, those that cost points first."""
        found = [
            item
            for item in self.result.findings
            if item.check is check and item.category and item.outcome in (Outcome.NOT_MET, Outcome.MET)
        ]
        return sorted(
            found,
            key=lambda item: (
                item.outcome is not Outcome.NOT_MET,
                item.confirmed is not True,
                item.site,
                item.number,
                item.subject,
            ),
        )

    def broken(self) -> list[Finding]:
        """Broken links that stand now."""
        return [item for item in self.faults(Check.DEAD_LINK) if item.verdict == "broken" and item.stands]

    def repaired(self) -> list[Finding]:
        """Confirmed broken links of the month that no longer stand."""
        return [item for item in self.faults(Check.DEAD_LINK) if item.verdict == "broken" and item.fixed_on is not None]

    def is_told(self, names: Collection[Name]) -> bool:
        """Whether these measures are numbers without an open end; a section that the unit does not have is none of them."""
        asked = [item for item in self.result.measures if item.name in names and item.reason is not Reason.NO_SECTION]
        return all(item.value is not None and item.upper is not None for item in asked)

    def of(self, check: Check) -> list[Finding]:
        """All findings of one check."""
        return [item for item in self.result.findings if item.check is check]

    def posts_of(self, name: str) -> list[Post]:
        """The posts that a measure counts or leaves out."""
        return [post for post in self.result.posts if self.measure_of(post) == name]

    def measure_of(self, post: Post) -> Name:
        """The measure that a post belongs to; results of before it was kept are told by the column's mark."""
        if post.measure is not None:
            return post.measure
        return Name.PORTAL_CLONES if post.column.startswith(MAIN_MARK) else POSTS[self.kinds[post.site]]


@dataclass(frozen=True, slots=True)
class LinkCounts:
    """A unit's broken links in numbers: those that stand, and how they compare with the last night and the last month."""

    standing: int
    confirmed: int
    new: int
    fixed: int
    new_this_month: int
    repaired: int


@dataclass(frozen=True, slots=True)
class MonthReport:
    """One month of all units, as one night or one closing left it."""

    month: Month
    as_of: datetime
    run: int
    night: date
    status: str
    revision: int
    program: str
    rubric: Rubric
    monitor: Monitor
    sites: tuple[Site, ...]
    units: tuple[UnitReport, ...]
    site_results: tuple[SiteResult, ...]
    unmatched: tuple[UnmatchedSource, ...]
    news: Mapping[str, str]
    """For each broken link (`unit|site|address`) `new` or `still`; and the fixed ones as `fixed`."""
    fixed: tuple[tuple[str, Finding], ...] = ()
    """Units and the links that the last night still found broken and this one did not."""
    others: tuple[tuple[Rubric, Mapping[str, Sheet]], ...] = ()
    """Other rubrics with the units' sheets under them, as the night scored them."""
    observed: Mapping[str, Observed] = field(default_factory=dict)
    """Observations behind the findings, by name."""
    holders: Mapping[str, Observed] = field(default_factory=dict)
    """The last observation of pages that hold a fault, by address."""
    copies: Mapping[str, tuple[Copy, ...]] = field(default_factory=dict)
    """Stored pages that can be opened, by the name of the problem's page."""
    pictures: Mapping[str, str] = field(default_factory=dict)
    """Pictures of holding pages with the place marked, by the name of the problem's page."""
    has_archive: bool = False
    """Whether the pages of all nights and all months lie beside this report's folder."""

    def news_of(self, unit: str, item: Finding) -> str:
        """Whether a broken link is `new` since the last night or `still` there; empty where that is unknown."""
        return self.news.get(f"{unit}|{item.site}|{item.subject}", "")

    def is_new(self, unit: str, item: Finding) -> bool:
        """Whether a fault was found for the first time since the last night."""
        if item.verdict == "broken":
            return self.news_of(unit, item) == "new"
        return item.stands and item.first_seen == self.night

    @property
    def has_repaired(self) -> bool:
        """Whether any unit repaired a broken link in this month."""
        return any(unit.repaired() for unit in self.units)

    def link_counts(self, unit: UnitReport) -> LinkCounts:
        """One unit's broken links in numbers."""
        broken = unit.broken()
        return LinkCounts(
            standing=len(broken),
            confirmed=sum(item.confirmed is True for item in broken),
            new=sum(self.news_of(unit.code, item) == "new" for item in broken),
            fixed=sum(code == unit.code for code, _ in self.fixed),
            new_this_month=sum(self.is_new_this_month(item) for item in broken),
            repaired=len(unit.repaired()),
        )

    def is_new_this_month(self, item: Finding) -> bool:
        """Whether a fault began in this month."""
        return item.first_seen is not None and item.first_seen >= self.month.first

    @property
    def is_closed(self) -> bool:
        """Whether the month is closed."""
        return self.status == "closed"

    @property
    def status_name(self) -> str:
        """The status in Chinese."""
        return f"已封账，第 {self.revision} 版" if self.is_closed else "暂计，未封账"

    def unit_name(self, code: str) -> str:
        """A unit's name; its code where the report has no such unit (any more)."""
        return next((unit.name for unit in self.units if unit.code == code), code)

    def kind_of(self, site_id: str) -> str:
        """Which of the two evaluated sites an id stands for, empty for none: ids are free, kinds decide."""
        return next((site.kind.value for site in self.sites if site.id == site_id), "")

    def surveyed(self, rubric: Rubric, sheets: Mapping[str, Sheet]) -> list[tuple[str, str, Sheet]]:
        """The sheets under another rubric, each with the name of its unit or site, and the unit's code where it is one."""
        if rubric.subject is Subject.SITE:
            return [(site.name, "", sheets[site.id]) for site in self.sites if site.id in sheets]
        return [(unit.name, unit.code, sheets[unit.code]) for unit in self.units if unit.code in sheets]

    def site_name(self, site_id: str) -> str:
        """A site's name."""
        return next((site.name for site in self.sites if site.id == site_id), site_id)
