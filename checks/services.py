"""Online services (MEASURING 7): 行政审批或提供政务服务时需提供相关表格下载功能."""

from collections.abc import Sequence

from checks.findings import Check, Finding, Measure, Outcome
from checks.forms import Form, offered_forms
from checks.look import Look, SectionNight
from checks.measures import Name
from checks.reasons import Reason, walk_reason
from checks.snapshot import EntryView
from checks.verdicts import Verdict, judge
from config.schema import Role, SiteKind
from config.words import reason_name

NAME = Name.PORTAL_SERVICES
SHOWN = 3
"""So many addresses of an item's forms are quoted."""


def check_services(look: Look) -> list[Finding]:
    """A finding for each item of the services columns: whether it offers a form that can be downloaded."""
    night = look.sections.get(SiteKind.PORTAL)
    if night is None or not look.is_current or not look.unit.unit.services:
        return []
    return [_judge_item(look, night, item) for item in _items(night)]


def _items(night: SectionNight) -> list[EntryView]:
    keys = {column.place.key for column in night.section.columns if Role.SERVICES in column.place.roles}
    return [entry for entry in night.section.entries if entry.column in keys and entry.is_listed]


def _judge_item(look: Look, night: SectionNight, item: EntryView) -> Finding:
    outcome, reason, message, forms = _judged(look, night, item)
    return Finding(
        Check.SERVICE_FORMS,
        night.section.place.site,
        outcome,
        item.address,
        reason=reason,
        message=message,
        title=item.title,
        quotes=tuple(form.url for form in forms[:SHOWN]),
        evidence=(item.evidence,) if item.evidence else (),
    )


def _judged(look: Look, night: SectionNight, item: EntryView) -> tuple[Outcome, Reason, str, Sequence[Form]]:
    forms = offered_forms(item, look.unit.answers, night.section)
    if forms is None:
        judgement = judge(item.answer)
        if judgement.verdict is Verdict.BROKEN and judgement.definite:
            text = f"事项页面打不开：{reason_name(judgement.reason)}"
            return Outcome.NOT_MET, judgement.reason, text, ()
        return Outcome.INCONCLUSIVE, judgement.reason, "事项页面未能读取", ()
    working = [form for form in forms if form.works]
    if working:
        return Outcome.MET, Reason.OK, "提供可下载的表格", working
    if not forms:
        return Outcome.NOT_MET, Reason.NO_FORM, "事项页面没有提供任何表格或文件下载", ()
    if any(form.is_unknown for form in forms):
        return Outcome.INCONCLUSIVE, Reason.FORM_NOT_CHECKED, "表格下载本夜未能确认", forms
    return Outcome.NOT_MET, Reason.FORM_BROKEN, "提供的表格都无法正常下载", forms


def services_measure(look: Look, findings: Sequence[Finding]) -> Measure:
    """How many items lack a form that can be downloaded."""
    night = look.sections.get(SiteKind.PORTAL)
    if night is None:
        return Measure.unknown(NAME, Reason.NO_SECTION)
    if not look.unit.unit.services:
        note = "该单位不涉及网上办事"
        return Measure(NAME, None, Outcome.NOT_APPLICABLE, reason=Reason.NOT_APPLICABLE, note=note)
    if not look.is_current:
        return Measure.unknown(NAME, Reason.NOT_OBSERVED)
    columns = [column for column in night.section.columns if Role.SERVICES in column.place.roles]
    if not columns:
        return Measure.unknown(NAME, Reason.NO_COLUMN)
    own = [item for item in findings if item.check is Check.SERVICE_FORMS]
    failed = tuple(item.key for item in own if item.outcome is Outcome.NOT_MET)
    if failed:
        least = len(failed)
        return Measure(NAME, least, Outcome.NOT_MET, reason=Reason.FORM_MISSING, lower=least, findings=failed)
    unread = next((walk_reason(column.reason) for column in columns if not column.complete), Reason.NONE)
    if unread or any(item.outcome is Outcome.INCONCLUSIVE for item in own):
        return Measure.unknown(NAME, unread or Reason.FORM_NOT_CHECKED)
    if not own:
        return Measure.unknown(NAME, Reason.NO_ITEM)
    return Measure.known(NAME, 0, Outcome.MET, note=f"{len(own)} 个事项均提供可下载的表格")
