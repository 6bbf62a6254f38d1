"""Basic information and leaders (MEASURING 6): 基础信息、领导信息是否能及时更新、有效."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from checks.findings import Check, Finding, Outcome
from checks.measures import Name
from checks.profiles.own_text import own_texts
from checks.profiles.updated import last_updated
from checks.profiles.validity import validity
from checks.reasons import Reason, walk_reason
from checks.snapshot import ColumnView, SectionSnapshot
from checks.verdicts import Verdict, judge
from config.schema import Role
from config.words import ROLE_NAMES, reason_name

PORTAL_ROLES = (Role.INTRODUCTION, Role.DEPARTMENTS, Role.DUTIES, Role.TELEPHONE, Role.ADDRESS, Role.MAILBOX)
"""The six of 本单位简介、内设机构、主要职责、联系电话、办公地址、领导信箱."""


DISCLOSURE_ROLES = (Role.BASIC_INFORMATION, Role.DUTIES, Role.LEADERS, Role.DEPARTMENTS)
"""The four of “基本信息”、“主要职责”、“领导信息”、“内设机构”."""


REQUIRED = {
    Name.PORTAL_BASIC_INFORMATION: PORTAL_ROLES,
    Name.PORTAL_LEADERS: (Role.LEADERS,),
    Name.DISCLOSURE_BASIC_INFORMATION: DISCLOSURE_ROLES,
}
"""The roles that each measure of basic information asks for."""


def check_profiles(
    today: date, section: SectionSnapshot, roles: Iterable[Role], stale_after_days: int
) -> list[Finding]:
    """One finding for each required role: exists, loads, is valid, is fresh."""
    findings = []
    texts = own_texts(section)
    for role in roles:
        columns = [column for column in section.columns if role in column.place.roles]
        judged = [
            _judge_role(today, section, column, role, texts.get(column.place.key, ""), stale_after_days)
            for column in columns
        ]
        if not judged:
            message = f"没有配置“{ROLE_NAMES[role]}”栏目，无法判断"
            findings.append(
                Finding(
                    Check.PROFILE,
                    section.place.site,
                    Outcome.INCONCLUSIVE,
                    section.place.home,
                    reason=Reason.NO_COLUMN,
                    message=message,
                    role=role.value,
                )
            )
        else:
            findings.append(min(judged, key=lambda finding: _RANK[finding.outcome]))
    return findings


_RANK = {Outcome.MET: 0, Outcome.INCONCLUSIVE: 1, Outcome.NOT_MET: 2, Outcome.NOT_APPLICABLE: 3}


def _judge_role(
    today: date, section: SectionSnapshot, column: ColumnView, role: Role, text: str, stale_after_days: int
) -> Finding:
    page = column.page

    def finding(outcome: Outcome, reason: Reason, message: str, *quotes: str) -> Finding:
        return Finding(
            Check.PROFILE, section.place.site, outcome, page.url, reason=reason, message=message, column=column.place.name, role=role.value,
            quotes=quotes, evidence=(page.evidence,) if page.evidence else (),
        )  # fmt: skip

    name = ROLE_NAMES[role]
    if page.extract is None:
        judgement = judge(page.answer)
        if judgement.verdict is Verdict.BROKEN and judgement.definite and not section.is_down:
            return finding(Outcome.NOT_MET, judgement.reason, f"{name}页面打不开：{reason_name(judgement.reason)}")
        return finding(
            Outcome.INCONCLUSIVE,
            walk_reason(column.reason) if column.reason else judgement.reason,
            f"{name}页面未能读取",
        )
    problem, quote = validity(role, text, section, column)
    if problem == Reason.NO_CONTENT and page.extract.by_script:
        return finding(Outcome.INCONCLUSIVE, Reason.SCRIPT_LIST, f"{name}内容由脚本加载，监测读不到")
    if problem:
        return finding(Outcome.NOT_MET, problem, f"{name}：{_PROBLEMS[problem]}", quote)
    updated = last_updated(section, column)
    if updated.day is None:
        return _watched(
            today,
            column,
            finding(
                Outcome.INCONCLUSIVE,
                Reason.NO_DATE,
                f"{name}内容有效，但页面没有更新日期，尚不能判断是否及时更新",
                quote,
            ),
            stale_after_days,
        )
    shown = f"最近更新 {updated.day}（依据：{updated.source}）"
    if today - updated.day > timedelta(days=stale_after_days):
        return finding(
            Outcome.NOT_MET, Reason.STALE, f"{name}{shown}，已超过 {stale_after_days} 天", quote, updated.raw
        )
    return finding(Outcome.MET, Reason.OK, f"{name}内容有效，{shown}", quote, updated.raw)


_PROBLEMS = {
    Reason.NO_CONTENT: "页面没有内容",
    Reason.NO_TELEPHONE: "没有有效的电话号码",
    Reason.NO_ADDRESS: "没有有效的地址",
    Reason.NO_MAILBOX: "没有邮箱地址，也没有可用的写信入口",
    Reason.NO_LEADER: "没有领导姓名和职务",
    Reason.TOO_SHORT: "内容不足 20 个字",
}


def _watched(today: date, column: ColumnView, undated: Finding, days: int) -> Finding:
    """Without any date: stale once the monitor itself has watched the page unchanged for long enough."""
    since = column.page.history[0][0] if column.page.history else None
    if since is not None and (today - since).days > days:
        return replace(
            undated,
            outcome=Outcome.NOT_MET,
            reason=Reason.STALE,
            message=f"监测自 {since} 起未见该页面变化，已超过 {days} 天",
        )
    return undated
