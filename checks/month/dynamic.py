"""Dynamic columns (MEASURING 5): 每月动态栏目是否更新."""

from collections.abc import Mapping

from checks.faults import Faults
from checks.findings import Check, Finding, Measure, Outcome, Post
from checks.measures import Name
from checks.month.counts import unread_columns, why_unknown
from checks.posts.candidates import candidates
from checks.reasons import Reason
from checks.snapshot import SectionSnapshot, UnitSnapshot
from config.month import Month
from config.schema import SiteKind


def dynamic_measure(
    snapshot: UnitSnapshot, month: Month, posts: list[Post], tonight: Mapping[SiteKind, Faults]
) -> Measure:
    """Dynamic columns (MEASURING 5): 每月动态栏目是否更新."""
    name = Name.PORTAL_DYNAMIC_COLUMNS
    section = snapshot.sections.get(SiteKind.PORTAL)
    if section is None:
        return Measure.unknown(name, Reason.NO_SECTION)
    columns = [column for column in section.columns if column.place.dynamic]
    if not columns:
        return Measure.unknown(name, Reason.NO_COLUMN)
    updated = _updated_columns(section, month, snapshot, posts)
    stale = [column for column in columns if column.place.key not in updated]
    unread = unread_columns(tonight[SiteKind.PORTAL].findings)
    known = [column for column in stale if not why_unknown(column, unread) and not section.is_down]
    if known:
        return Measure(
            name,
            len(columns) - len(stale),
            Outcome.NOT_MET,
            reason=Reason.NOT_UPDATED,
            note="、".join(column.place.name for column in known),
        )
    if stale:
        reason = why_unknown(stale[0], unread) or Reason.SITE_UNREACHABLE
        return Measure.unknown(name, reason, len(columns) - len(stale), len(columns))
    return Measure.known(name, len(columns), Outcome.MET)


def _updated_columns(section: SectionSnapshot, month: Month, snapshot: UnitSnapshot, posts: list[Post]) -> set[str]:
    counted = {post.url for post in posts if post.counted and post.site == section.place.site}
    return {
        key
        for item in candidates(section.entries)
        if item.day is not None
        and month.holds(item.day)
        and item.day <= snapshot.today
        and (item.entry.entry.url or item.entry.page) in counted
        for key in item.columns
    }


def dynamic_findings(snapshot: UnitSnapshot, measure: Measure) -> list[Finding]:
    """The finding behind the measure of dynamic columns."""
    section = snapshot.sections.get(SiteKind.PORTAL)
    if section is None or measure.outcome is Outcome.MET:
        return []
    text = f"动态栏目本月没有更新：{measure.note}" if measure.outcome is Outcome.NOT_MET else "动态栏目是否更新未能确认"
    return [
        Finding(
            Check.DYNAMIC_COLUMN,
            section.place.site,
            measure.outcome,
            section.place.home,
            reason=measure.reason,
            message=text,
        )
    ]
