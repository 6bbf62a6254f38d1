"""How orders stand: each item by what a good night finds of it, each order by its deadline and by people."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from checks.findings import Finding, Outcome
from config.schema import Site, SiteKind
from db.decisions import DecisionRecord
from reports.models import ItemState, OrderItem, OrderReport, OrderState

FaultKey = tuple[str, str, str]
"""What names a fault of a unit: check, address, role."""


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
    replies: Mapping[FaultKey, str] | None = None,
) -> tuple[OrderReport, ...]:
    """The orders of one unit, given what was found of it in the night."""
    confirmed = confirmed_ids(confirmations)
    said = replies or {}
    return tuple(order_report(sites, record, record.id in confirmed, findings, night, said) for record in orders)


def order_report(
    sites: Sequence[Site],
    record: DecisionRecord,
    is_confirmed: bool,
    findings: Sequence[Finding],
    night: date,
    replies: Mapping[FaultKey, str] | None = None,
) -> OrderReport:
    """One order as it stands; `replies` says what the unit answered to a fault (check, address, role)."""
    site = next((item for item in sites if item.kind is site_kind(record, sites)), None)
    named = site.id if site else str(record.value["site"])
    own = [item for item in findings if item.site in {named, str(record.value["site"])}]
    items = _items(record, own, night, replies or {})
    return OrderReport(
        number=record.subject,
        site=site.name if site else named,
        issued=record.valid_from,
        deadline=record.valid_to,
        state=_state(record, items, is_confirmed, night),
        items=items,
        record=record.id,
    )


def _items(
    record: DecisionRecord, findings: Iterable[Finding], night: date, replies: Mapping[FaultKey, str]
) -> tuple[OrderItem, ...]:
    """Each fault that the order names, as it stands; one that is found no more is fixed."""
    states: dict[FaultKey, ItemState] = {}
    numbers: dict[FaultKey, str] = {}
    asked = {_key(item): item for item in record.value["items"]}
    for finding in findings:
        key = key_of(finding)
        if key in asked:
            state = _item_state(record, finding, night, is_dated=bool(asked[key].get("since")))
            states[key] = min(states.get(key, state), state, key=_WORST.index)
            numbers[key] = finding.number
    found = []
    for item in record.value["items"]:
        key = _key(item)
        state, reply = states.get(key, ItemState.FIXED), replies.get(key, "")
        found.append(
            OrderItem(
                number=item["number"] or numbers.get(key, ""),
                text=item["text"],
                subject=item["subject"],
                page=item["page"],
                state=state,
                reply=reply,
            )
        )
    return tuple(found)


_WORST = (ItemState.OPEN, ItemState.UNKNOWN, ItemState.ACCEPTED, ItemState.FIXED)


def _key(item: Mapping[str, str]) -> FaultKey:
    return item["check"], item["subject"], item["role"]


def _item_state(record: DecisionRecord, item: Finding, night: date, *, is_dated: bool) -> ItemState:
    """How a fault of an order stands.

    One that began after the deadline is another one: what the order asked for was mended in time; of a fault whose first
    night the order does not know (`is_dated`), that is not told. One that was not looked at since the deadline is unknown:
    a night that could not look carries the last result over.
    """
    if item.outcome is Outcome.INCONCLUSIVE:
        return ItemState.UNKNOWN
    is_another = is_dated and item.first_seen is not None and item.first_seen.isoformat() > record.valid_to
    if not item.stands or is_another:
        return ItemState.FIXED
    if item.accepted:
        return ItemState.ACCEPTED
    is_carried = item.last_seen is not None and item.last_seen.isoformat() <= record.valid_to < night.isoformat()
    return ItemState.UNKNOWN if is_carried else ItemState.OPEN


def key_of(item: Finding) -> FaultKey:
    """What an order, an answer and a finding have in common."""
    return item.check.value, item.subject, item.role


def _state(record: DecisionRecord, items: Sequence[OrderItem], is_confirmed: bool, night: date) -> OrderState:
    if record.withdrawn_at is not None:
        return OrderState.WITHDRAWN
    if is_confirmed:
        return OrderState.CONFIRMED
    if any(item.is_open for item in items):
        return OrderState.OVERDUE if record.valid_to < night.isoformat() else OrderState.RUNNING
    return OrderState.UNKNOWN if any(item.state is ItemState.UNKNOWN for item in items) else OrderState.DONE


def answers(records: Iterable[DecisionRecord]) -> dict[FaultKey, str]:
    """The last answer to each problem, in words."""
    return {
        (record.value["check"], record.value["subject"], record.value["role"]):
            f"{record.value['result']}（{record.value['person']}，{record.value['day']}）"
        for record in records
        if record.withdrawn_at is None
    }  # fmt: skip
