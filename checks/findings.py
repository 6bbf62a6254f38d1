"""What checks conclude: findings and measures, with a closed vocabulary of outcomes and checks."""

from dataclasses import KW_ONLY, dataclass
from datetime import date
from enum import StrEnum

from checks.measures import Name
from checks.reasons import Reason


class Outcome(StrEnum):
    """The four outcomes (MEASURING): `not_met` needs positive evidence, what could not be measured is `inconclusive`."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"
    INCONCLUSIVE = "inconclusive"


class Check(StrEnum):
    """Every check that can give a finding."""

    DEAD_LINK = "dead_link"
    EMPTY_COLUMN = "empty_column"
    DYNAMIC_COLUMN = "dynamic_column"
    PROFILE = "profile"
    PROFILE_CONSISTENCY = "profile_consistency"
    SERVICE_FORMS = "service_forms"
    POST_UNDATED = "post_undated"
    POST_FUTURE_DATED = "post_future_dated"
    POST_UNREACHABLE = "post_unreachable"
    POST_DUPLICATE = "post_duplicate"
    POST_REMOVED = "post_removed"
    POST_SIMILAR = "post_similar"
    POST_BACKDATED = "post_backdated"
    POST_LATE = "post_late"
    POST_OVERDUE = "post_overdue"
    DATE_CONFLICT = "date_conflict"
    DATE_DOUBTFUL = "date_doubtful"
    PERSONAL_INFORMATION = "personal_information"
    BULK_IMPORT = "bulk_import"
    TEMPLATE_MISMATCH = "template_mismatch"
    SITE_UNREACHABLE = "site_unreachable"
    KEY_AREAS = "key_areas"
    ANNUAL_REPORT = "annual_report"
    REQUEST_CHANNEL = "request_channel"
    COLUMN_FRESHNESS = "column_freshness"
    COLUMN_IDLE = "column_idle"
    GUIDE = "guide"
    AVAILABILITY = "availability"
    IDENTITY = "identity"
    CONNECTION = "connection"
    MESSAGES = "messages"
    WORDS = "words"
    HIDDEN_LINK = "hidden_link"
    CHANGED_HOST = "changed_host"


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a page where something stands."""

    page: str
    text: str = ""
    kind: str = ""
    raw: str = ""
    line: int = 0
    position: int = 0
    """The column in that line, from 1; 0 where it is unknown."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check concludes, with its evidence. `evidence` names observations (`obs:…`) or nights (`run:…`)."""

    check: Check
    site: str
    outcome: Outcome
    subject: str
    _: KW_ONLY
    reason: Reason = Reason.NONE
    message: str = ""
    title: str = ""
    column: str = ""
    role: str = ""
    verdict: str = ""
    category: str = ""
    confirmed: bool | None = None
    first_seen: date | None = None
    last_seen: date | None = None
    nights: int = 0
    places: tuple[Place, ...] = ()
    page_count: int = 0
    evidence: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    costs: bool = True
    number: str = ""
    accepted: str = ""
    published: date | None = None
    fixed_on: date | None = None
    """The night that no longer found a fault."""
    ended: str = ""
    """How a fault ended: `recovered` (the target answers again) or `removed` (no page holds the link any more)."""
    episodes: int = 0
    """How often a fault began within the last 30 days, this time included: three times and more is flapping."""

    @property
    def stands(self) -> bool:
        """Whether it is a fault that stands now: found, and not gone since."""
        return self.outcome is Outcome.NOT_MET and self.fixed_on is None

    @property
    def key(self) -> str:
        """What names the finding inside one unit and month."""
        return f"{self.check}|{self.site}|{self.subject}|{self.role or self.column}"


@dataclass(frozen=True, slots=True)
class Measure:
    """A number for one unit and month. `lower` and `upper` bound what is unknown; `upper` None means without bound."""

    name: Name
    value: int | None
    outcome: Outcome
    _: KW_ONLY
    reason: Reason = Reason.NONE
    lower: int = 0
    upper: int | None = None
    findings: tuple[str, ...] = ()
    note: str = ""
    otherwise: Reason = Reason.NONE
    """Of counted faults: why the number would be unknown if none of them counted (a person may accept them)."""

    @classmethod
    def known(
        cls, name: Name, count: int, outcome: Outcome, *, findings: tuple[str, ...] = (), note: str = ""
    ) -> "Measure":
        """A number that is certain."""
        return cls(name, count, outcome, lower=count, upper=count, findings=findings, note=note)

    @classmethod
    def unknown(
        cls, name: Name, reason: Reason, lower: int = 0, upper: int | None = None, *, findings: tuple[str, ...] = ()
    ) -> "Measure":
        """A number that could not be told, with what is known of its bounds."""
        return cls(name, None, Outcome.INCONCLUSIVE, reason=reason, lower=lower, upper=upper, findings=findings)


@dataclass(frozen=True, slots=True)
class Post:
    """A counted or not counted entry, as the export lists it."""

    site: str
    url: str
    title: str
    _: KW_ONLY
    published: date | None
    date_source: str
    raw_date: str
    column: str
    counted: bool
    flags: tuple[str, ...]
    source: str = ""
    evidence: str = ""
    measure: Name | None = None
    """The measure that it is counted for; None in results of before measures were kept with posts."""


@dataclass(frozen=True, slots=True)
class UnitMonth:
    """Everything that the checks conclude of one unit for one month."""

    unit: str
    month: str
    measures: tuple[Measure, ...]
    findings: tuple[Finding, ...]
    posts: tuple[Post, ...]


@dataclass(frozen=True, slots=True)
class SiteResult:
    """What belongs to a site's operator: links of the shared template, times out of reach."""

    site: str
    outcome: Outcome
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class UnmatchedSource:
    """A source in the portal's main columns that is no unit's name, and how many posts of the month name it."""

    source: str
    posts: int
