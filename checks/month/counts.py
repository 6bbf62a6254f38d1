"""A month's counts: certain, or a lower bound where a column could not be read to its end."""

from collections.abc import Iterable

from checks.findings import Check, Finding, Measure, Outcome
from checks.posts.count import Counted
from checks.snapshot import ColumnView, SectionSnapshot
from checks.verdicts import Verdict, judge


def unread_columns(findings: Iterable[Finding]) -> dict[str, str]:
    """Columns whose page was loaded but could not be read, and why, from what was found of a section's columns."""
    columns = (finding for finding in findings if finding.check in (Check.EMPTY_COLUMN, Check.TEMPLATE_MISMATCH))
    return {finding.subject: finding.reason for finding in columns if finding.outcome is Outcome.INCONCLUSIVE}


def count_measure(
    name: str, section: SectionSnapshot | None, counted: Counted | None, unread: dict[str, str]
) -> Measure:
    """A count, or its lower bound where a column could not be read to its end: never a silently short count."""
    if section is None or counted is None:
        return Measure(name, None, Outcome.INCONCLUSIVE, "no_section")
    keys = tuple(finding.key for finding in counted.findings)
    reading = [column for column in section.columns if column.place.is_counted]
    reasons = [why for column in reading if (why := why_unknown(column, unread))]
    reason = "site_unreachable" if section.is_down else next(iter(reasons), "")
    if not reading and not reason:
        reason = "no_column"
    if not reason and counted.unsure:
        reason = "page_not_read"
    if reason:
        return Measure(name, None, Outcome.INCONCLUSIVE, reason, counted.least, None, keys)
    outcome = Outcome.MET if counted.count else Outcome.NOT_MET
    return Measure(name, counted.count, outcome, "", counted.count, counted.count, keys)


def why_unknown(column: ColumnView, unread: dict[str, str]) -> str:
    """Why a column's list is not known to its end, empty where it is.

    A column that is definitely gone holds nothing that anybody could read, where the section itself links to it.
    """
    if column.complete:
        return unread.get(column.page.url, "")
    judgement = judge(column.page.answer)
    if column.is_linked and column.pages == 0 and judgement.verdict is Verdict.BROKEN and judgement.definite:
        return ""
    return "limit_reached" if column.reason in ("page_limit", "time_limit", "stopped") else column.reason or "not_read"
