"""Other facts with evidence (MEASURING 9): shown beside their criterion, they never change points by themselves."""

from checks.findings import Check, Finding, Outcome
from checks.posts.candidates import candidates
from checks.reasons import Reason
from checks.snapshot import SectionSnapshot, UnitSnapshot
from checks.verdicts import Verdict, judge
from config.schema import Role, SiteKind


def check_facts(unit: UnitSnapshot) -> list[Finding]:
    """Facts for a person's decision about one unit."""
    findings: list[Finding] = []
    for section in unit.sections.values():
        if section is not None:
            findings += [_personal(section, *item) for item in section.personal]
    disclosure = unit.sections.get(SiteKind.DISCLOSURE)
    if disclosure is not None and not disclosure.is_down:
        findings += _key_areas(disclosure) + _annual_report(unit, disclosure) + _request_channel(disclosure)
    return findings


def _personal(section: SectionSnapshot, page: str, number: str, evidence: str) -> Finding:
    return Finding(
        Check.PERSONAL_INFORMATION, section.place.site, Outcome.NOT_MET, page, reason=Reason.PERSONAL_NUMBER, message=f"页面正文含疑似身份证号或银行卡号：{number}",
        role=number, evidence=(evidence,) if evidence else (), quotes=(number,), costs=False,
    )  # fmt: skip


def _key_areas(section: SectionSnapshot) -> list[Finding]:
    findings = []
    for column in section.columns:
        if Role.KEY_AREAS in column.place.roles and column.page.extract is not None:
            number = sum(entry.column == column.place.key and entry.is_listed for entry in section.entries)
            outcome = Outcome.MET if number else Outcome.INCONCLUSIVE
            findings.append(
                Finding(
                    Check.KEY_AREAS,
                    section.place.site,
                    outcome,
                    column.page.url,
                    reason=Reason.ENTRIES,
                    message=f"重点领域栏目现有 {number} 条信息",
                    column=column.place.name,
                    costs=False,
                )
            )
    return findings


def _annual_report(unit: UnitSnapshot, section: SectionSnapshot) -> list[Finding]:
    keys = {column.place.key: column for column in section.columns if Role.ANNUAL_REPORT in column.place.roles}
    if not keys:
        return []
    year = unit.today.year
    reports = [
        item
        for item in candidates(entry for entry in section.entries if entry.column in keys)
        if str(year - 1) in item.title
    ]
    days = sorted(item.day for item in reports if item.day is not None)
    page = next(iter(keys.values())).page.url
    if not days:
        return [
            Finding(
                Check.ANNUAL_REPORT,
                section.place.site,
                Outcome.INCONCLUSIVE,
                page,
                reason=Reason.NOT_SEEN,
                message=f"年度报告栏目中没有看到 {year - 1} 年度报告",
                costs=False,
            )
        ]
    in_time = (days[0].year, days[0].month) <= (year, 3)
    text = f"{year - 1} 年度报告标注 {days[0]} 发布，{'不晚于' if in_time else '晚于'} {year} 年 3 月 31 日"
    return [
        Finding(
            Check.ANNUAL_REPORT,
            section.place.site,
            Outcome.MET if in_time else Outcome.NOT_MET,
            page,
            reason=Reason.PUBLISHED,
            message=text,
            costs=False,
        )
    ]


def _request_channel(section: SectionSnapshot) -> list[Finding]:
    findings = []
    for column in section.columns:
        if Role.REQUEST_CHANNEL in column.place.roles:
            judgement = judge(column.page.answer)
            works = column.page.extract is not None
            outcome = (
                Outcome.MET
                if works
                else Outcome.NOT_MET
                if judgement.verdict is Verdict.BROKEN and judgement.definite
                else Outcome.INCONCLUSIVE
            )
            text = "依申请公开渠道页面可以打开" if works else "依申请公开渠道页面打不开或未能读取"
            findings.append(
                Finding(
                    Check.REQUEST_CHANNEL,
                    section.place.site,
                    outcome,
                    column.page.url,
                    reason=judgement.reason,
                    message=text,
                    column=column.place.name,
                    costs=False,
                )
            )
    return findings
