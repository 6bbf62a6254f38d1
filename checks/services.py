"""Online services (MEASURING 7): 行政审批或提供政务服务时需提供相关表格下载功能."""

from checks.findings import Check, Finding, Measure, Outcome
from checks.measures import Name
from checks.reasons import Reason, walk_reason
from checks.snapshot import EntryView, SectionSnapshot, UnitSnapshot
from checks.verdicts import Verdict, fits_document, judge, reason_name
from config.schema import Role
from crawler.reading.kinds import document_extension


def check_services(unit: UnitSnapshot, section: SectionSnapshot) -> tuple[list[Finding], Measure]:
    """Each item page of the services columns offers a form that can be downloaded."""
    if not unit.unit.services:
        return [], Measure(
            Name.PORTAL_SERVICES,
            None,
            Outcome.NOT_APPLICABLE,
            reason=Reason.NOT_APPLICABLE,
            note="该单位不涉及网上办事",
        )
    columns = [column for column in section.columns if Role.SERVICES in column.place.roles]
    if not columns:
        return [], Measure.unknown(Name.PORTAL_SERVICES, Reason.NO_COLUMN)
    keys = {column.place.key for column in columns}
    items = [entry for entry in section.entries if entry.column in keys and entry.is_listed]
    findings = [_judge_item(unit, section, item) for item in items]
    incomplete = next((walk_reason(column.reason) for column in columns if not column.complete), Reason.NONE)
    return findings, _measure(findings, incomplete)


def _judge_item(unit: UnitSnapshot, section: SectionSnapshot, item: EntryView) -> Finding:
    def finding(outcome: Outcome, reason: Reason, message: str, quotes: tuple[str, ...] = ()) -> Finding:
        return Finding(
            Check.SERVICE_FORMS, section.place.site, outcome, item.entry.url or item.page, reason=reason, message=message, title=item.entry.title,
            quotes=quotes, evidence=(item.evidence,) if item.evidence else (),
        )  # fmt: skip

    forms = offered_forms(item)
    if forms is None:
        judgement = judge(item.answer)
        if judgement.verdict is Verdict.BROKEN and judgement.definite:
            return finding(Outcome.NOT_MET, judgement.reason, f"事项页面打不开：{reason_name(judgement.reason)}")
        return finding(Outcome.INCONCLUSIVE, judgement.reason, "事项页面未能读取")
    answers = [unit.answers.get(url) for url in forms]
    if any(answer is not None and fits_document(answer) for answer in answers):
        return finding(Outcome.MET, Reason.OK, "提供可下载的表格", tuple(forms[:3]))
    if not forms:
        return finding(Outcome.NOT_MET, Reason.NO_FORM, "事项页面没有提供任何表格或文件下载")
    if any(
        answer is None
        or judge(answer).verdict in (Verdict.INCONCLUSIVE, Verdict.RESTRICTED)
        or not judge(answer).definite
        for answer in answers
    ):
        return finding(Outcome.INCONCLUSIVE, Reason.FORM_NOT_CHECKED, "表格下载本夜未能确认", tuple(forms[:3]))
    return finding(Outcome.NOT_MET, Reason.FORM_BROKEN, "提供的表格都无法正常下载", tuple(forms[:3]))


def offered_forms(item: EntryView) -> list[str] | None:
    """Addresses of documents that an item page offers; None where the page was not read."""
    if item.entry.url and document_extension(item.entry.url):
        return [item.entry.url]
    if item.article is None and item.answer is None:
        return None
    if item.answer is not None and (item.answer.status != 200 or item.answer.failure or item.answer.missing):
        return None
    return [url for url in item.offered if document_extension(url)]


def _measure(findings: list[Finding], incomplete: Reason) -> Measure:
    failed = tuple(finding.key for finding in findings if finding.outcome is Outcome.NOT_MET)
    if failed:
        return Measure(
            Name.PORTAL_SERVICES,
            len(failed),
            Outcome.NOT_MET,
            reason=Reason.FORM_MISSING,
            lower=len(failed),
            findings=failed,
        )
    if incomplete or any(finding.outcome is Outcome.INCONCLUSIVE for finding in findings):
        return Measure.unknown(Name.PORTAL_SERVICES, incomplete or Reason.FORM_NOT_CHECKED)
    if not findings:
        return Measure.unknown(Name.PORTAL_SERVICES, Reason.NO_ITEM)
    return Measure.known(Name.PORTAL_SERVICES, 0, Outcome.MET, note=f"{len(findings)} 个事项均提供可下载的表格")
