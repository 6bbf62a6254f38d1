"""Early warnings: what will tip over within ten days under the checks of 2019, while there is still time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from checks.availability import WORRYING_SHARE, DayOfVisits, share_text
from checks.connection import CERTIFICATE, WARNING_DAYS
from checks.findings import Check, Finding, Outcome
from checks.freshness import SECTION, SECTION_WINDOW
from checks.replies import LAST, OLD, OLDEST
from config.month import ahead
from config.schema import Content
from reports.models import MonthReport

WITHIN = timedelta(days=10)
BLANK_COLUMNS = 5
"""So many blank columns fail a site (国办秘函〔2019〕19号); one less is worth a word."""


@dataclass(frozen=True, slots=True)
class EarlyWarning:
    """One thing that is about to tip over: where, what, and what helps."""

    where: str
    text: str
    help: str
    left: int
    """Days left, 0 where one more fault is enough."""


def early_warnings(report: MonthReport) -> tuple[EarlyWarning, ...]:
    """What will tip over within ten days (certificates: thirty), the nearest first; a closed month warns of nothing."""
    if report.is_closed:
        return ()
    found = [
        item
        for site in report.sites
        for item in (
            *_columns(report, site.id),
            *_blank(report, site.id),
            *_visits(report, site.id),
            *_certificate(report, site.id),
            *_messages(report, site.id),
        )
    ]
    return tuple(sorted(found, key=lambda item: (item.left, item.where, item.text)))


def _own(report: MonthReport, site: str) -> Iterator[tuple[str, Finding]]:
    for unit in report.units:
        yield from ((unit.name, item) for item in unit.result.findings if item.site == site)
    for result in report.site_results:
        if result.site == site:
            yield from ((report.site_name(site), item) for item in result.findings)


def _columns(report: MonthReport, site: str) -> Iterator[EarlyWarning]:
    """Columns that are fresh now, and will not be within ten days unless something is published."""
    for where, item in _own(report, site):
        if item.check not in (Check.COLUMN_FRESHNESS, Check.COLUMN_IDLE) or item.outcome is not Outcome.MET:
            continue
        if item.published is None or (item.role == SECTION and where != report.site_name(site)):
            continue  # the checks look at the site's home page, not at a unit's section
        last = ahead(item.published, SECTION_WINDOW if item.role == SECTION else item.role)
        left = (last - report.night).days
        if timedelta(days=left) <= WITHIN:
            text = f"{item.column}最近一条为 {item.published}，{last} 后即为未及时更新（还有 {left} 天）"
            yield EarlyWarning(where, text, "在此之前发布一条信息", left)


def _blank(report: MonthReport, site: str) -> Iterator[EarlyWarning]:
    blank = [item for _, item in _own(report, site) if item.check is Check.EMPTY_COLUMN and item.stands]
    count = len({item.subject for item in blank})
    if count == BLANK_COLUMNS - 1:
        text = f"已有 {count} 个空白栏目，再有 1 个即达到单项否决"
        yield EarlyWarning(report.site_name(site), text, "充实或撤销空白栏目", 0)


def _visits(report: MonthReport, site: str) -> Iterator[EarlyWarning]:
    for where, item in _own(report, site):
        if item.check is not Check.AVAILABILITY or item.outcome is Outcome.NOT_MET:
            continue
        days = [DayOfVisits.parse(text) for text in item.quotes]
        visits, failed = sum(day.visits for day in days), sum(day.failed for day in days)
        if visits and failed >= WORRYING_SHARE * visits:
            text = f"最近 7 天有 {share_text(visits, failed)} 的访问打不开，达到 5% 即为单项否决"
            yield EarlyWarning(where, text, "请运维单位检查网站服务器和网络", 0)


def _certificate(report: MonthReport, site: str) -> Iterator[EarlyWarning]:
    for where, item in _own(report, site):
        if item.check is not Check.CONNECTION or item.role != CERTIFICATE or item.published is None:
            continue
        left = (item.published - report.night).days
        if 0 <= left < WARNING_DAYS:
            text = f"https 证书 {item.published} 到期（还有 {left} 天）"
            yield EarlyWarning(where, text, "请运维单位在到期前更换证书", left)


_OF_MESSAGES = {
    OLDEST: (OLD, "最早的未答复留言 {day} 提出，{last} 后即超过 3 个月", "在此之前答复并公开"),
    LAST: (Content.REPLIES.window, "最近一次公开答复在 {day}，{last} 后即超过 2 个月", "在此之前公开一件答复"),
}


def _messages(report: MonthReport, site: str) -> Iterator[EarlyWarning]:
    """Messages that will have waited for too long, and columns of them whose last reply will be too old."""
    for where, item in _own(report, site):
        if item.check is not Check.MESSAGES or item.outcome is Outcome.NOT_MET or item.published is None:
            continue
        window, text, help_text = _OF_MESSAGES.get(item.role, ("", "", ""))
        if not window:
            continue
        last = ahead(item.published, window)
        left = (last - report.night).days
        if timedelta(0) <= timedelta(days=left) <= WITHIN:
            told = text.format(day=item.published, last=last)
            yield EarlyWarning(where, f"{item.column}：{told}（还有 {left} 天）", help_text, left)
