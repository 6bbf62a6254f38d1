"""The measures that the national survey of 2015 asks for, counted from a month's findings: nothing is looked at again."""

from collections.abc import Iterable

from checks.findings import Check, Finding, Measure, Outcome, UnitMonth
from checks.measures import Name
from checks.reasons import Reason
from config.month import window_of

NEWS_DAYS, NOTICE_DAYS = 14, 186
"""Windows up to so many days are those of news, of notices and policies; longer ones those of plans and personnel."""
_DAYS = {"d": 1, "mo": 31, "y": 366}


def survey_measures(result: UnitMonth, home: str) -> tuple[Measure, ...]:
    """Dead links on the section's home and elsewhere, stale columns by window, days without update."""
    links = [
        item
        for item in result.findings
        if item.check is Check.DEAD_LINK and item.site == "portal" and item.stands and item.confirmed and not item.accepted
    ]  # fmt: skip
    at_home = [item for item in links if any(place.page == home for place in item.places)]
    elsewhere = [item for item in links if item not in at_home]
    walked = next((measure for measure in result.measures if measure.name == Name.PORTAL_DEAD_LINKS), None)
    unsure = walked is None or walked.value is None or walked.upper is None
    fresh = [item for item in result.findings if item.check is Check.COLUMN_FRESHNESS and item.site == "portal"]
    columns = [item for item in fresh if item.role != "section"]
    return (
        _count(Name.PORTAL_HOME_DEAD_LINKS, at_home, unsure),
        _count(Name.PORTAL_OTHER_DEAD_LINKS, elsewhere, unsure),
        _stale(Name.PORTAL_STALE_NEWS, [item for item in columns if _days(item) <= NEWS_DAYS]),
        _stale(Name.PORTAL_STALE_NOTICES, [item for item in columns if NEWS_DAYS < _days(item) <= NOTICE_DAYS]),
        _stale(Name.PORTAL_STALE_PLANS, [item for item in columns if _days(item) > NOTICE_DAYS]),
        _idle(next((item for item in fresh if item.role == "section"), None)),
    )


def _days(item: Finding) -> int:
    count, unit = window_of(item.role)
    return count * _DAYS[unit]


def _count(name: Name, faults: list[Finding], unsure: bool) -> Measure:
    keys = tuple(item.key for item in faults)
    if unsure and not faults:
        return Measure.unknown(name, Reason.NOT_READ, findings=keys)
    count = len(faults)
    return Measure.known(name, count, Outcome.NOT_MET if count else Outcome.MET, findings=keys)


def _stale(name: Name, columns: Iterable[Finding]) -> Measure:
    """How many columns are stale; those that could not be read may be."""
    columns = list(columns)
    stale = [item for item in columns if item.outcome is Outcome.NOT_MET]
    unknown = sum(item.outcome is Outcome.INCONCLUSIVE for item in columns)
    keys = tuple(item.key for item in stale)
    if unknown:
        return Measure.unknown(name, Reason.NOT_READ, len(stale), len(stale) + unknown, findings=keys)
    outcome = Outcome.NOT_MET if stale else Outcome.MET
    return Measure.known(name, len(stale), outcome, findings=keys)


def _idle(section: Finding | None) -> Measure:
    """1 where nothing in the section was updated within two weeks, 0 where something was."""
    name = Name.PORTAL_IDLE
    if section is None or section.outcome is Outcome.INCONCLUSIVE:
        return Measure.unknown(name, Reason.NOT_READ, 0, 1)
    count = int(section.outcome is Outcome.NOT_MET)
    return Measure.known(name, count, section.outcome, findings=(section.key,))
