"""The measures that the national survey of 2015 asks for, counted from findings: of a unit's section, or of a whole site.

Nothing is looked at again. A site's are counted over all its sections and its main columns (国办发〔2015〕15号 judges sites).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from checks.findings import Check, Finding, Measure, Outcome, SiteResult, UnitMonth
from checks.freshness import SECTION
from checks.measures import DEAD_LINKS, EMPTY_COLUMNS, Name
from checks.reasons import Reason
from config.month import window_of
from config.schema import Content, Site, SiteKind

NEWS_DAYS, NOTICE_DAYS = 14, 186
"""Windows up to so many days are those of news, of notices and policies; longer ones those of plans and personnel."""
OF_2019 = frozenset((Content.STATISTICS, Content.REPLIES))
"""What the survey of 2015 did not know: such columns are neither news nor notices nor plans."""
_DAYS = {"d": 1, "mo": 31, "y": 366}


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is surveyed: its home, its findings, and whether links of it may have been missed."""

    home: str
    findings: tuple[Finding, ...]
    links_unsure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What the measures of one kind of subject are called."""

    home_links: Name
    other_links: Name
    news: Name
    notices: Name
    plans: Name
    idle: Name


OF_UNIT = Names(
    home_links=Name.PORTAL_HOME_DEAD_LINKS,
    other_links=Name.PORTAL_OTHER_DEAD_LINKS,
    news=Name.PORTAL_STALE_NEWS,
    notices=Name.PORTAL_STALE_NOTICES,
    plans=Name.PORTAL_STALE_PLANS,
    idle=Name.PORTAL_IDLE,
)
OF_SITE = Names(
    home_links=Name.SITE_HOME_DEAD_LINKS,
    other_links=Name.SITE_OTHER_DEAD_LINKS,
    news=Name.SITE_STALE_NEWS,
    notices=Name.SITE_STALE_NOTICES,
    plans=Name.SITE_STALE_PLANS,
    idle=Name.SITE_IDLE,
)


def unit_survey(result: UnitMonth, kinds: Mapping[str, SiteKind], home: str) -> tuple[Measure, ...]:
    """The measures of a unit's section on the portal; `kinds` are those of the sites by their ids."""
    own = tuple(item for item in result.findings if kinds.get(item.site) is SiteKind.PORTAL)
    walked = [item for item in result.measures if item.name is Name.PORTAL_DEAD_LINKS]
    subject = Subject(home=home, findings=own, links_unsure=not walked or any(item.upper is None for item in walked))
    return (*_links(subject, OF_UNIT), *_columns(subject, OF_UNIT))


def site_survey(site: Site, result: SiteResult | None, units: Sequence[UnitMonth]) -> tuple[Measure, ...]:
    """The measures of a whole site; `result` is what was concluded of its main part, None where nothing was."""
    main = result.findings if result is not None else ()
    own = (*(item for unit in units for item in unit.findings if item.site == site.id), *main)
    walked = [item for unit in units for item in unit.measures if item.name is DEAD_LINKS[site.kind]]
    hidden = any(item.upper is None and item.reason is not Reason.NO_SECTION for item in walked)
    unknown = result is None or result.outcome is Outcome.INCONCLUSIVE
    subject = Subject(home=site.home, findings=own, links_unsure=unknown or hidden)
    return (
        *_links(subject, OF_SITE),
        *_columns(subject, OF_SITE),
        _empty(subject, site.kind, units, unsure_main=unknown),
    )


def _links(subject: Subject, names: Names) -> tuple[Measure, Measure]:
    links = [
        item
        for item in subject.findings
        if item.check is Check.DEAD_LINK and item.stands and item.confirmed and not item.accepted
    ]
    here = {item.subject for item in links if any(place.page == subject.home for place in item.places)}
    return (
        _faults(names.home_links, [item for item in links if item.subject in here], unsure=subject.links_unsure),
        _faults(names.other_links, [item for item in links if item.subject not in here], unsure=subject.links_unsure),
    )


def _faults(name: Name, faults: Iterable[Finding], *, unsure: bool) -> Measure:
    """How many addresses are at fault: one that several sections hold is one."""
    first = {item.subject: item.key for item in faults}
    keys, count = tuple(first.values()), len(first)
    if unsure:
        return Measure.unknown(name, Reason.NOT_READ, count, findings=keys)
    return Measure.known(name, count, Outcome.NOT_MET if count else Outcome.MET, findings=keys)


def _columns(subject: Subject, names: Names) -> tuple[Measure, ...]:
    fresh = [item for item in subject.findings if item.check is Check.COLUMN_FRESHNESS]
    columns = [item for item in fresh if item.role != SECTION and item.category not in OF_2019]
    home = [item for item in fresh if item.role == SECTION and item.subject == subject.home]
    return (
        _stale(names.news, [item for item in columns if days_of(item) <= NEWS_DAYS]),
        _stale(names.notices, [item for item in columns if NEWS_DAYS < days_of(item) <= NOTICE_DAYS]),
        _stale(names.plans, [item for item in columns if days_of(item) > NOTICE_DAYS]),
        _idle(names.idle, home[0] if home else None),
    )


def days_of(item: Finding) -> int:
    """The days of a column's window."""
    count, unit = window_of(item.role)
    return count * _DAYS[unit]


def _stale(name: Name, columns: Iterable[Finding]) -> Measure:
    """How many columns are stale; those that could not be read may be."""
    columns = list(columns)
    stale = [item for item in columns if item.outcome is Outcome.NOT_MET]
    unknown = sum(item.outcome is Outcome.INCONCLUSIVE for item in columns)
    keys = tuple(item.key for item in stale)
    if unknown:
        return Measure.unknown(name, Reason.NOT_READ, len(stale), len(stale) + unknown, findings=keys)
    return Measure.known(name, len(stale), Outcome.NOT_MET if stale else Outcome.MET, findings=keys)


def _idle(name: Name, home: Finding | None) -> Measure:
    """1 where nothing was updated within two weeks, 0 where something was."""
    if home is None or home.outcome is Outcome.INCONCLUSIVE:
        return Measure.unknown(name, Reason.NOT_READ, 0, 1)
    return Measure.known(name, int(home.outcome is Outcome.NOT_MET), home.outcome, findings=(home.key,))


def _empty(subject: Subject, kind: SiteKind, units: Sequence[UnitMonth], *, unsure_main: bool) -> Measure:
    """How many empty columns a site has; those that could not be judged may be."""
    found = [item for item in subject.findings if item.check is Check.EMPTY_COLUMN]
    empty = {item.subject: item.key for item in found if item.stands}
    unknown = {item.subject for item in found if item.outcome is Outcome.INCONCLUSIVE} - empty.keys()
    keys, count = tuple(empty.values()), len(empty)
    hidden = [
        item
        for unit in units
        for item in unit.measures
        if item.name is EMPTY_COLUMNS[kind] and item.upper is None and item.reason in _NOT_WALKED
    ]
    if hidden or unsure_main:
        return Measure.unknown(Name.SITE_EMPTY_COLUMNS, Reason.NOT_READ, count, findings=keys)
    if unknown:
        most = count + len(unknown)
        return Measure.unknown(Name.SITE_EMPTY_COLUMNS, Reason.NOT_READ, count, most, findings=keys)
    return Measure.known(Name.SITE_EMPTY_COLUMNS, count, Outcome.NOT_MET if count else Outcome.MET, findings=keys)


_NOT_WALKED = frozenset((Reason.NOT_READ, Reason.LIMIT_REACHED, Reason.SITE_UNREACHABLE, Reason.FAULTS))
"""Why a section's empty columns have no upper bound: it was not walked to its end."""
