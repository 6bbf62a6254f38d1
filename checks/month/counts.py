"""A month's counts: certain, or a lower bound where a column could not be read to its end: never a silently short count."""

from collections.abc import Mapping

from checks.findings import Measure, Outcome
from checks.look import Look
from checks.measures import POSTS, Name
from checks.month.clones import hidden_clones
from checks.month.ends import unseen_end
from checks.posts.count import Counted
from checks.reasons import Reason, walk_reason
from checks.snapshot import ColumnView, SectionSnapshot
from checks.verdicts import Verdict, judge
from config.month import Month
from config.schema import SiteKind


def posts_measure(look: Look, kind: SiteKind) -> Measure:
    """How many posts a unit published on a site."""
    if kind not in look.sections:
        return Measure.unknown(POSTS[kind], Reason.NO_SECTION)
    night = look.sections[kind]
    return _count(POSTS[kind], look.month, night.section, look.counted[kind], night.unread)


def clones_measure(look: Look) -> Measure:
    """How many posts of the portal's main columns name the unit as their source."""
    hidden = hidden_clones(look.main, look.month)
    return _count(Name.PORTAL_CLONES, look.month, look.main.section, look.clones, look.main.unread, hidden)


def _count(
    name: Name, month: Month, section: SectionSnapshot, counted: Counted, unread: Mapping[str, Reason], hidden: int = 0
) -> Measure:
    keys = tuple(finding.key for finding in counted.findings)
    reason = _doubt(section, unread, month) or counted.why or (Reason.PAGE_NOT_READ if hidden else Reason.NONE)
    if reason:
        return Measure.unknown(name, reason, counted.least, findings=keys)
    return Measure.known(name, counted.count, Outcome.MET if counted.count else Outcome.NOT_MET, findings=keys)


def _doubt(section: SectionSnapshot, unread: Mapping[str, Reason], month: Month) -> Reason:
    """Why a section's counted columns were not all read to their ends, NONE where they were."""
    if section.is_down:
        return Reason.SITE_UNREACHABLE
    reading = [column for column in section.columns if column.place.is_counted]
    if not reading:
        return Reason.NO_COLUMN
    known = (why_unknown(column, unread) or unseen_end(column, section, month) for column in reading)
    return next((why for why in known if why), Reason.NONE)


def why_unknown(column: ColumnView, unread: Mapping[str, Reason]) -> Reason:
    """Why a column's list is not known to its end, NONE where it is.

    A column that is definitely gone holds nothing that anybody could read, where the section itself links to it.
    """
    if column.complete:
        return unread.get(column.page.url, Reason.NONE)
    judgement = judge(column.page.answer)
    if column.is_linked and column.pages == 0 and judgement.verdict is Verdict.BROKEN and judgement.definite:
        return Reason.NONE
    return walk_reason(column.reason)
