"""How orders stand: each item by what a good night finds of it, each order by its deadline and by people."""

from collections.abc import Iterable, Sequence
from datetime import date

from checks.findings import Finding, Outcome
from config.schema import Site, SiteKind
from db.decisions import DecisionRecord
from reports.models import ItemState, OrderItem, OrderReport, OrderState


def site_kind(record: DecisionRecord, sites: Iterable[Site]) -> SiteKind:
    """Which of the two sites an order speaks of; records name the site by its id, and keep its kind since ids are free."""
    named = str(record.value["site"])
    kinds = {site.id: site.kind for site in sites}
    return SiteKind(record.value["kind"]) if "kind" in record.value else kinds.get(named) or SiteKind(named)


def confirmed_ids(confirmations: Iterable[DecisionRecord]) -> dict[int, DecisionRecord]:
    """Orders that were confirmed as not fulfilled, by record number, with their first confirmation in force.

    Stores of earlier versions may hold several confirmations of one order, by its number and by its id: it counts once.
    """
    found: dict[int, DecisionRecord] = {}
    for record in confirmations:
        if record.withdrawn_at is None:
            found.setdefault(int(record.value["order"]), record)
    return found


def order_reports(
    sites: Sequence[Site],
    orders: Iterable[DecisionRecord],
    confirmations: Iterable[DecisionRecord],
    findings: Sequence[Finding],
    night: date,
) -> tuple[OrderReport, ...]:
    """The orders of one unit, given what was found of it in the night."""
    confirmed = confirmed_ids(confirmations)
    return tuple(order_report(sites, record, record.id in confirmed, findings, night) for record in orders)


def order_report(
    sites: Sequence[Site], record: DecisionRecord, is_confirmed: bool, findings: Sequence[Finding], night: date
) -> OrderReport:
    """One order as it stands."""
    site = next((item for item in sites if item.kind is site_kind(record, sites)), None)
    named = site.id if site else str(record.value["site"])
    items = _items(record, {named, str(record.value["site"])}, findings)
    return OrderReport(
        number=record.subject,
        site=site.name if site else named,
        issued=record.valid_from,
        deadline=record.valid_to,
        state=_state(record, items, is_confirmed, night),
        items=items,
        record=record.id,
    )


def _items(record: DecisionRecord, sites: set[str], findings: Sequence[Finding]) -> tuple[OrderItem, ...]:
    """Each fault that the order names: open where it stands, unknown where tonight could not tell, else fixed.

    A fault that began after the deadline is another one: what the order asked for was mended in time.
    """
    own = [item for item in findings if item.site in sites and not _is_later(record, item)]
    standing = {_key(item) for item in own if item.stands and not item.accepted}
    unknown = {_key(item) for item in own if item.outcome is Outcome.INCONCLUSIVE}
    found = []
    for item in record.value["items"]:
        key = (item["check"], item["subject"], item["role"])
        state = ItemState.OPEN if key in standing else ItemState.UNKNOWN if key in unknown else ItemState.FIXED
        found.append(OrderItem(item["number"], item["text"], item["subject"], item["page"], state))
    return tuple(found)


def _is_later(record: DecisionRecord, item: Finding) -> bool:
    return item.first_seen is not None and item.first_seen.isoformat() > record.valid_to


def _key(item: Finding) -> tuple[str, str, str]:
    return item.check.value, item.subject, item.role


def _state(record: DecisionRecord, items: Sequence[OrderItem], is_confirmed: bool, night: date) -> OrderState:
    if record.withdrawn_at is not None:
        return OrderState.WITHDRAWN
    if is_confirmed:
        return OrderState.CONFIRMED
    if any(item.is_open for item in items):
        return OrderState.OVERDUE if record.valid_to < night.isoformat() else OrderState.RUNNING
    return OrderState.UNKNOWN if any(item.state is ItemState.UNKNOWN for item in items) else OrderState.DONE
