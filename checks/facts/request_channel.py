"""依申请公开 (MEASURING 9): whether the page of the channel is there and works."""

from checks.findings import Check, Finding, Outcome
from checks.look import Look
from checks.snapshot import ColumnView
from checks.verdicts import Verdict, judge
from config.schema import Role, SiteKind


def check_request_channel(look: Look) -> list[Finding]:
    """A finding for each column of that role."""
    night = look.sections.get(SiteKind.DISCLOSURE)
    if night is None or night.section.is_down or not look.is_current:
        return []
    return [
        _finding(night.section.place.site, column)
        for column in night.section.columns
        if Role.REQUEST_CHANNEL in column.place.roles
    ]


def _finding(site: str, column: ColumnView) -> Finding:
    judgement = judge(column.page.answer)
    works = column.page.extract is not None
    gone = judgement.verdict is Verdict.BROKEN and judgement.definite
    return Finding(
        Check.REQUEST_CHANNEL,
        site,
        Outcome.MET if works else Outcome.NOT_MET if gone else Outcome.INCONCLUSIVE,
        column.page.url,
        reason=judgement.reason,
        message="依申请公开渠道页面可以打开" if works else "依申请公开渠道页面打不开或未能读取",
        column=column.place.name,
        costs=False,
    )
