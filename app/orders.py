"""督办单: drafted from open findings, followed item by item by later nights, confirmed or withdrawn by a person."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from docx import Document as new_document
from docx.shared import Pt

from app.context import Context
from app.errors import WrongUse
from app.view import Reader, latest_good, unit_in
from checks.findings import Check, Finding, Outcome
from db.decisions import DecisionRecord, NewDecision
from reports import words
from reports.models import UnitReport

DAYS = 15
"""Days from the order to its deadline, where nobody says otherwise."""
_CHECKS = (Check.DEAD_LINK, Check.EMPTY_COLUMN, Check.PROFILE, Check.SERVICE_FORMS)


def draft(
    context: Context, code: str, site: str, author: str, today: date, deadline: date | None
) -> tuple[DecisionRecord, Path]:
    """Draft an order from a unit's open findings on one site. Raises WrongUse where there is nothing to order."""
    report = Reader(context, latest_good(context)).report()
    unit = unit_in(report, code)
    items = [_item(finding) for finding in open_findings(unit, site)]
    if not items:
        raise WrongUse(f"{unit.name}在{report.site_name(site)}没有需要督办的问题")
    known = context.decisions.list("order")
    number = f"网督〔{today.year}〕{1 + sum(record.subject.startswith(f'网督〔{today.year}〕') for record in known)}号"
    end = deadline or today + timedelta(days=DAYS)
    value: dict[str, Any] = {"site": site, "items": items, "month": str(report.month)}
    context.decisions.add(
        [NewDecision("order", unit.code, number, value, author, "", today.isoformat(), end.isoformat())]
    )
    record = next(item for item in context.decisions.list("order") if item.subject == number)
    path = context.configuration.storage / "orders" / f"{number}-{unit.name}.docx"
    path.parent.mkdir(parents=True, exist_ok=True)
    _document(record, unit.name, report.site_name(site)).save(str(path))
    return record, path


def open_findings(unit: UnitReport, site: str) -> list[Finding]:
    """What an order may ask a unit to mend: confirmed faults and failed pages."""
    found = [
        item
        for item in unit.result.findings
        if item.check in _CHECKS and item.site == site and item.outcome is Outcome.NOT_MET
    ]
    return [item for item in found if item.confirmed is not False and not item.accepted]


def _item(finding: Finding) -> dict[str, str]:
    text = words.fault_text(finding) if finding.category else finding.message
    place = finding.places[0].page if finding.places else ""
    return {
        "check": finding.check.value,
        "subject": finding.subject,
        "role": finding.role,
        "text": text,
        "page": place,
        "number": finding.number,
    }


def _document(record: DecisionRecord, unit: str, site: str) -> Any:
    document = new_document()
    document.styles["Normal"].font.size = Pt(12)
    document.add_heading("网站整改督办单", level=0)
    document.add_paragraph(f"编号：{record.subject}　　日期：{record.valid_from}　　整改期限：{record.valid_to}")
    document.add_paragraph(f"{unit}：")
    document.add_paragraph(
        f"经监测，你单位在{site}的专区存在以下问题，请于 {record.valid_to} 前整改并反馈。逾期未整改的，按考评细则扣分。"
    )
    table = document.add_table(rows=1, cols=4, style="Table Grid")
    for cell, text in zip(table.rows[0].cells, ("序号", "问题", "地址", "所在页面"), strict=True):
        cell.text = text
    for number, item in enumerate(record.value["items"], 1):
        for cell, text in zip(
            table.add_row().cells, (str(number), item["text"], item["subject"], item["page"]), strict=True
        ):
            cell.text = text
    document.add_paragraph("")
    document.add_paragraph("督办单位（盖章）：　　　　　　　　　　签收人：")
    return document


def listed(context: Context) -> Iterator[str]:
    """Every order and how it stands, a text line each."""
    for unit in Reader(context, latest_good(context)).report().units:
        for order in unit.orders:
            done = sum(not item.is_open for item in order.items)
            yield f"{order.number}　{unit.name}　{order.issued} 下发，{order.deadline} 到期　{order.state}（{done}/{len(order.items)} 项已整改）"
            for item in order.items:
                yield f"    {'未整改' if item.is_open else '已整改'}　{item.text}　{words.shown_address(item.subject)}"


def confirm(context: Context, number: str, author: str, reason: str, today: date) -> None:
    """A person confirms that an order was not fulfilled: it costs points from then on."""
    record = _find(context, number)
    if any(item.subject == number and item.withdrawn_at is None for item in context.decisions.list("order_confirmed")):
        raise WrongUse(f"{number} 已经确认过")
    value = {"site": record.value["site"], "order": record.id}
    context.decisions.add(
        [NewDecision("order_confirmed", record.unit, number, value, author, reason, today.isoformat())]
    )


def withdraw(context: Context, number: str, author: str, reason: str) -> None:
    """Withdraw an order, or the confirmation of one; both stay on record."""
    record = _find(context, number)
    confirmation = next(
        (
            item
            for item in context.decisions.list("order_confirmed")
            if item.subject == number and item.withdrawn_at is None
        ),
        None,
    )
    context.decisions.withdraw((confirmation or record).id, author, reason)


def _find(context: Context, number: str) -> DecisionRecord:
    for record in context.decisions.list("order"):
        if record.withdrawn_at is None and number in (record.subject, str(record.id)):
            return record
    raise WrongUse(f"没有编号为 {number} 的督办单")
