"""Dynamic columns (MEASURING 5): 每月动态栏目是否更新."""

from checks.findings import Check, Finding, Measure, Outcome
from checks.look import Look, SectionNight
from checks.measures import Name
from checks.month.counts import why_unknown
from checks.reasons import Reason
from config.schema import SiteKind


def dynamic_measure(look: Look) -> Measure:
    """How many of the portal section's dynamic columns have a counted post in the month."""
    name = Name.PORTAL_DYNAMIC_COLUMNS
    night = look.sections.get(SiteKind.PORTAL)
    if night is None:
        return Measure.unknown(name, Reason.NO_SECTION)
    columns = [column for column in night.section.columns if column.place.dynamic]
    if not columns:
        return Measure.unknown(name, Reason.NO_COLUMN)
    updated = _updated_columns(look, night)
    stale = [column for column in columns if column.place.key not in updated]
    certain = [column for column in stale if not night.section.is_down and not why_unknown(column, night.unread)]
    fresh = len(columns) - len(stale)
    if certain:
        note = "、".join(column.place.name for column in certain)
        return Measure(name, fresh, Outcome.NOT_MET, reason=Reason.NOT_UPDATED, note=note)
    if stale:
        reason = why_unknown(stale[0], night.unread) or Reason.SITE_UNREACHABLE
        return Measure.unknown(name, reason, fresh, len(columns))
    return Measure.known(name, len(columns), Outcome.MET)


def _updated_columns(look: Look, night: SectionNight) -> set[str]:
    counted = {post.url for post in look.counted[SiteKind.PORTAL].posts if post.counted}
    return {
        key
        for item in night.listed
        if item.day is not None and item.day <= look.today and look.month.holds(item.day) and item.address in counted
        for key in item.columns
    }


def check_dynamic(look: Look) -> list[Finding]:
    """The finding behind the measure of dynamic columns, none where all were updated."""
    night, measure = look.sections.get(SiteKind.PORTAL), dynamic_measure(look)
    if night is None or measure.outcome is Outcome.MET:
        return []
    text = f"动态栏目本月没有更新：{measure.note}" if measure.outcome is Outcome.NOT_MET else "动态栏目是否更新未能确认"
    place = night.section.place
    return [Finding(Check.DYNAMIC_COLUMN, place.site, measure.outcome, place.home, reason=measure.reason, message=text)]
