"""The measures that the State Council office's checks of 2019 ask for (国办秘函〔2019〕19号), counted from a site's findings.

Nothing is looked at again; what no finding tells is unknown, and where no column is said to hold a thing, that thing is.
"""

from collections.abc import Iterable, Sequence

from checks.findings import Check, Finding, Measure, Outcome, SiteResult, UnitMonth
from checks.freshness import SECTION
from checks.measures import Name
from checks.reasons import Reason
from checks.replies import LAST
from checks.survey import NOTICE_DAYS, OF_2019, days_of
from config.month import back
from config.schema import Content, Site

_BY_CONTENT = {
    Content.POLICIES: Name.SITE_STALE_POLICIES,
    Content.STATISTICS: Name.SITE_STALE_STATISTICS,
    Content.REPLIES: Name.SITE_STALE_REPLIES,
}


def site_inspection(site: Site, result: SiteResult | None, units: Sequence[UnitMonth]) -> tuple[Measure, ...]:
    """What the survey does not count already; `result` is what was concluded of the site's main part."""
    main = result.findings if result is not None else ()
    own = (*(item for unit in units for item in unit.findings if item.site == site.id), *main)
    unsure = result is None or result.outcome is Outcome.INCONCLUSIVE
    return (
        _stale_lists(own, unsure=unsure),
        _long_stale(own, unsure=unsure),
        *(_content(own, content, name) for content, name in _BY_CONTENT.items()),
        _unavailable(own),
        _no_services(own),
        _poor_guides(own),
    )


def _stale_lists(own: Sequence[Finding], *, unsure: bool) -> Measure:
    """News, notices and policies that were not updated in time. A list of which nobody said what it holds may be news."""
    columns = [item for item in own if item.check is Check.COLUMN_FRESHNESS and item.role != SECTION]
    told = [item for item in columns if item.category not in OF_2019 and days_of(item) <= NOTICE_DAYS]
    night = max((item.last_seen for item in own if item.check is Check.AVAILABILITY and item.last_seen), default=None)
    blank = _blank(own)
    perhaps = {
        item.subject
        for item in own
        if item.check is Check.COLUMN_IDLE
        and item.subject not in blank
        and not (night and item.published and item.published >= back(night, Content.NEWS.window))
    }
    known = _counted(Name.SITE_STALE_LISTS, [item for item in told if item.subject not in blank], unsure=unsure)
    if not perhaps or known.upper is None:
        return known
    return Measure.unknown(
        Name.SITE_STALE_LISTS, Reason.NO_COLUMN, known.lower, known.upper + len(perhaps), findings=known.findings
    )


def _blank(own: Sequence[Finding]) -> frozenset[str]:
    """Columns that stand blank: they are counted as blank, and not as stale, too."""
    return frozenset(item.subject for item in own if item.check is Check.EMPTY_COLUMN and item.stands)


def _long_stale(own: Sequence[Finding], *, unsure: bool) -> Measure:
    """Columns that were not updated within their window, or within a year; a blank one is counted as blank, not here."""
    blank = _blank(own)
    columns = [
        item
        for item in own
        if item.check in (Check.COLUMN_FRESHNESS, Check.COLUMN_IDLE)
        and item.role != SECTION
        and item.subject not in blank
    ]
    return _counted(Name.SITE_LONG_STALE, columns, unsure=unsure)


def _counted(name: Name, found: Iterable[Finding], *, unsure: bool) -> Measure:
    """How many subjects fail; those that could not be judged may, and where something was not seen there may be more."""
    found = list(found)
    failing = {item.subject: item.key for item in found if item.outcome is Outcome.NOT_MET}
    unknown = {item.subject for item in found if item.outcome is Outcome.INCONCLUSIVE} - failing.keys()
    keys, count = tuple(failing.values()), len(failing)
    if unsure or unknown:
        most = None if unsure else count + len(unknown)
        return Measure.unknown(name, Reason.NOT_READ, count, most, findings=keys)
    return Measure.known(name, count, Outcome.NOT_MET if count else Outcome.MET, findings=keys)


def _content(own: Sequence[Finding], content: Content, name: Name) -> Measure:
    """1 where none of the columns of a kind was updated in time, 0 where one was; unknown where no column is of that kind.

    A column of messages was updated when its last reply was published: a new message alone is no update.
    """
    columns = [item for item in own if item.check is Check.COLUMN_FRESHNESS and item.category == content]
    if content is Content.REPLIES:
        told = {item.subject: item for item in own if _tells_of_replies(item)}
        columns = [told.get(item.subject, item) for item in columns]
    if not columns:
        return Measure.unknown(name, Reason.NO_COLUMN, 0, 1)
    keys = tuple(item.key for item in columns)
    if any(item.outcome is Outcome.MET for item in columns):
        return Measure.known(name, 0, Outcome.MET, findings=keys)
    if any(item.outcome is Outcome.INCONCLUSIVE for item in columns):
        return Measure.unknown(name, Reason.NOT_READ, 0, 1, findings=keys)
    return Measure.known(name, 1, Outcome.NOT_MET, findings=keys)


def _tells_of_replies(item: Finding) -> bool:
    """Whether a column's messages were read; one that shows none holds bulletins, whose own days tell."""
    unread = (Reason.NO_MESSAGE, Reason.PAGE_NOT_READ)
    return item.check is Check.MESSAGES and item.role == LAST and item.reason not in unread


def _unavailable(own: Sequence[Finding]) -> Measure:
    found = [item for item in own if item.check is Check.AVAILABILITY]
    if not found or found[0].outcome is Outcome.INCONCLUSIVE:
        keys = tuple(item.key for item in found)
        return Measure.unknown(Name.SITE_UNAVAILABLE, Reason.TOO_FEW_VISITS, 0, 1, findings=keys)
    failed = found[0].outcome is Outcome.NOT_MET
    return Measure.known(Name.SITE_UNAVAILABLE, int(failed), found[0].outcome, findings=(found[0].key,))


def _no_services(own: Sequence[Finding]) -> Measure:
    """0 where any service is shown. That there is none at all nobody has seen: sections may offer what is not configured."""
    shown = [item for item in own if item.check is Check.GUIDE and item.outcome in (Outcome.MET, Outcome.NOT_MET)]
    readable = [item for item in shown if item.quotes]
    if readable:
        return Measure.known(Name.SITE_NO_SERVICES, 0, Outcome.MET, findings=(readable[0].key,))
    return Measure.unknown(Name.SITE_NO_SERVICES, Reason.NO_ITEM, 0, 1)


def _poor_guides(own: Sequence[Finding]) -> Measure:
    """Guides that lack four elements and more; where no guide is known, their number is unknown."""
    guides = [item for item in own if item.check is Check.GUIDE]
    return _counted(Name.SITE_POOR_GUIDES, guides, unsure=not guides)
