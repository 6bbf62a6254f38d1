"""A month's counts: certain, or a lower bound where a column could not be read to its end."""

from collections.abc import Iterable

from checks.findings import Check, Finding, Measure, Outcome
from checks.measures import Name
from checks.posts.count import Counted
from checks.reasons import Reason, walk_reason
from checks.snapshot import ColumnView, SectionSnapshot
from checks.verdicts import Verdict, judge


def unread_columns(findings: Iterable[Finding]) -> dict[str, Reason]:
    """Columns whose page was loaded but could not be read, and why, from what was found of a section's columns."""
    columns = (finding for finding in findings if finding.check in (Check.EMPTY_COLUMN, Check.TEMPLATE_MISMATCH))
    return {finding.subject: finding.reason for finding in columns if finding.outcome is Outcome.INCONCLUSIVE}


def count_measure(
    name: Name, section: SectionSnapshot | None, counted: Counted | None, unread: dict[str, Reason]
) -> Measure:
    """A count, or its lower bound where a column could not be read to its end: never a silently short count."""
    if section is None or counted is None:
        return Measure.unknown(name, Reason.NO_SECTION)
    keys = tuple(finding.key for finding in counted.findings)
    reading = [column for column in section.columns if column.place.is_counted]
    reasons = [why for column in reading if (why := why_unknown(column, unread))]
    reason = Reason.SITE_UNREACHABLE if section.is_down else next(iter(reasons), Reason.NONE)
    if not reading and not reason:
        reason = Reason.NO_COLUMN
    if not reason and counted.unsure:
        reason = Reason.PAGE_NOT_READ
    if reason:
        return Measure.unknown(name, reason, counted.least, findings=keys)
    outcome = Outcome.MET if counted.count else Outcome.NOT_MET
    return Measure.known(name, counted.count, outcome, findings=keys)


def why_unknown(column: ColumnView, unread: dict[str, Reason]) -> Reason:
    """Why a column's list is not known to its end, empty where it is.

    A column that is definitely gone holds nothing that anybody could read, where the section itself links to it.
    """
    if column.complete:
        return unread.get(column.page.url, Reason.NONE)
    judgement = judge(column.page.answer)
    if column.is_linked and column.pages == 0 and judgement.verdict is Verdict.BROKEN and judgement.definite:
        return Reason.NONE
    return walk_reason(column.reason)
