"""How orders stand: each item by what the last good night still finds, each order by its deadline and by people."""

from collections.abc import Iterable, Sequence
from datetime import date

from checks.findings import Finding, Outcome
from config.settings import Configuration
from db.decisions import DecisionRecord
from reports.models import OrderItem, OrderReport


def order_reports(
    configuration: Configuration,
    orders: Iterable[DecisionRecord],
    confirmations: Sequence[DecisionRecord],
    findings: Iterable[Finding],
    night: date,
) -> tuple[OrderReport, ...]:
    """The orders of one unit, given what was found of it in the night."""
    confirmed = {record.subject for record in confirmations if record.withdrawn_at is None}
    standing = {(item.check.value, item.subject, item.role) for item in findings if item.outcome is Outcome.NOT_MET}
    names = {site.id: site.name for site in configuration.sites}
    return tuple(_report(record, names, confirmed, standing, night) for record in orders)


def _report(
    record: DecisionRecord, names: dict[str, str], confirmed: set[str], standing: set[tuple[str, str, str]], night: date
) -> OrderReport:
    items = tuple(
        OrderItem(
            item["number"],
            item["text"],
            item["subject"],
            item["page"],
            (item["check"], item["subject"], item["role"]) in standing,
        )
        for item in record.value["items"]
    )
    site = str(record.value["site"])
    return OrderReport(
        record.subject,
        names.get(site, site),
        record.valid_from,
        record.valid_to,
        _state(record, items, confirmed, night),
        items,
    )


def _state(record: DecisionRecord, items: Sequence[OrderItem], confirmed: set[str], night: date) -> str:
    if record.withdrawn_at is not None:
        return "已撤回"
    if record.subject in confirmed:
        return "已确认扣分"
    if not any(item.is_open for item in items):
        return "已全部整改"
    return "逾期，待人工确认扣分" if record.valid_to < night.isoformat() else "整改中"
