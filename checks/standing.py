"""What a unit's month finds of its columns and is no link or empty column: since when it stands, and under which number."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from checks.dead_links import carried_over
from checks.faults import fault_key, numbered
from checks.findings import Check, Finding, Outcome, UnitMonth
from checks.look import SectionNight
from checks.snapshot import Fault, SectionSnapshot
from config.schema import SiteKind

STANDING = frozenset((Check.PROFILE, Check.SERVICE_FORMS))
"""What an order may ask for beside links and empty columns."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A unit's month with its numbers, and each section's record of faults after tonight."""

    month: UnitMonth
    records: Mapping[SiteKind, tuple[Fault, ...]]


def number_month(month: UnitMonth, sections: Mapping[SiteKind, SectionNight], today: date) -> Numbered:
    """The month that holds tonight: what stands of its columns gets the night that first found it, and its number."""
    records: dict[SiteKind, tuple[Fault, ...]] = {}
    told: dict[str, Finding] = {}
    for kind, night in sections.items():
        own = [item for item in month.findings if item.check in STANDING and item.site == night.section.place.site]
        before = night.faults.faults
        seen = [_since(item, before, today) for item in own]
        unseen = _unseen(night.section, before, seen)
        result = numbered([*seen, *unseen], before, night.section.place.key, today, (), STANDING)
        records[kind] = result.faults
        told.update((item.key, item) for item in result.findings[: len(seen)])
    return Numbered(replace(month, findings=tuple(told.get(item.key, item) for item in month.findings)), records)


def _since(item: Finding, before: tuple[Fault, ...], today: date) -> Finding:
    """A fault with its first and last night; one that an earlier night found, and tonight could not ask, has them."""
    if item.outcome is not Outcome.NOT_MET or item.first_seen is not None:
        return item
    known = next((fault for fault in before if fault.is_open and fault.key == fault_key(item)), None)
    if known is None:
        return replace(item, first_seen=today, last_seen=today, nights=1)
    nights = known.nights + (known.last_night != today)
    return replace(item, first_seen=known.first_night, last_seen=today, nights=nights)


def _unseen(section: SectionSnapshot, before: tuple[Fault, ...], seen: list[Finding]) -> list[Finding]:
    """Open faults of what was not looked at, because the section was not read to its end."""
    if section.complete and not section.is_down:
        return []
    keys = {fault_key(item) for item in seen}
    return [
        replace(carried_over(section.place.site, fault), role=fault.role)
        for fault in before
        if fault.is_open and fault.check in STANDING and fault.key not in keys
    ]
