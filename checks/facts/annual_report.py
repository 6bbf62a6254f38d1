"""年度报告 (MEASURING 9): whether last year's was published by its day."""

from datetime import date

from checks.findings import Check, Finding, Outcome
from checks.look import Look
from checks.reasons import Reason
from config.schema import Role, SiteKind

OLD_RULE_UNTIL, OLD_DUE = 2019, (3, 31)
"""Reports on years before 2019 were due by 31 March (政府信息公开条例 of 2007, article 31)."""


def due_day(year: int, policy: str) -> date:
    """The last day for the report on a year: of the next year the policy's day (`01-31`), or the day of the old rule."""
    month, day = OLD_DUE if year < OLD_RULE_UNTIL else (int(part) for part in policy.split("-"))
    return date(year + 1, month, day)


def check_annual_report(look: Look) -> list[Finding]:
    """One finding about the report on the year before the night, where a column of that role is configured."""
    night = look.sections.get(SiteKind.DISCLOSURE)
    if night is None or night.section.is_down or not look.is_current:
        return []
    columns = {column.place.key: column for column in night.section.columns if Role.ANNUAL_REPORT in column.place.roles}
    if not columns:
        return []
    year = look.today.year - 1
    days = [
        item.day
        for item in night.listed
        if item.day is not None and columns.keys() & set(item.columns) and str(year) in item.title
    ]
    outcome, reason, message = _judged(year, min(days, default=None), due_day(year, look.policies.annual_report_due))
    page = next(iter(columns.values())).page.url
    site = night.section.place.site
    return [Finding(Check.ANNUAL_REPORT, site, outcome, page, reason=reason, message=message, costs=False)]


def _judged(year: int, published: date | None, due: date) -> tuple[Outcome, Reason, str]:
    if published is None:
        text = f"年度报告栏目中没有看到 {year} 年度报告，应于 {due} 前发布"
        return Outcome.INCONCLUSIVE, Reason.NOT_SEEN, text
    in_time = published <= due
    text = f"{year} 年度报告标注 {published} 发布，{'不晚于' if in_time else '晚于'} {due}"
    return Outcome.MET if in_time else Outcome.NOT_MET, Reason.PUBLISHED, text
