"""Faults over nights: suspected, confirmed, fixed, come back; numbered once, and the number stays.

Links are numbered LJ, columns and what they must hold LM, each series through its section.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from checks.dead_links import check_links
from checks.empty_columns import check_empty_columns
from checks.findings import Check, Finding, Outcome
from checks.snapshot import Fault, SectionSnapshot, UnitSnapshot
from checks.verdicts import Verdict
from config.monitor import Policies

FORGOTTEN_AFTER = timedelta(days=60)
"""A suspicion that was never confirmed is dropped this long after it went away."""
FLAPPING_WINDOW = timedelta(days=30)
FLAPPING_TIMES = 3
"""A fault that began so often within the window is flapping: it is shown, and confirmed only by nights in a row."""
_SEEN = frozenset((Check.DEAD_LINK, Check.EMPTY_COLUMN))
"""Found while a section is looked at; the others when its month is (`checks.standing`)."""
_PREFIX = {Check.DEAD_LINK: "LJ", Check.EMPTY_COLUMN: "LM", Check.PROFILE: "LM", Check.SERVICE_FORMS: "LM"}


@dataclass(frozen=True, slots=True)
class Faults:
    """A section's link and column findings of tonight, and its record of faults after tonight."""

    findings: tuple[Finding, ...]
    faults: tuple[Fault, ...]


def check_faults(unit: UnitSnapshot, section: SectionSnapshot, policies: Policies, confirm_nights: int) -> Faults:
    """Dead links and empty columns of one section tonight (MEASURING 3 and 4)."""
    found = check_links(unit, section, confirm_nights)
    found += check_empty_columns(unit.today, section, policies.empty_below_characters)
    held = frozenset(link.target for link in section.links)
    return numbered(found, section.faults, section.place.key, unit.today, held)


def is_fault(finding: Finding) -> bool:
    """Whether a finding is recorded as a fault over nights."""
    return finding.check in _PREFIX and finding.outcome is Outcome.NOT_MET


def fault_key(item: Finding) -> tuple[Check, str, str]:
    """What names a finding's fault inside its section, over all nights."""
    return item.check, item.subject, item.role


def numbered(
    findings: Sequence[Finding],
    before: Sequence[Fault],
    section: str,
    tonight: date,
    held: Collection[str],
    checks: Collection[Check] = _SEEN,
) -> Faults:
    """Tonight's findings with their numbers, and the record that they lead to; `held` are the section's targets.

    Recorded faults of other than these checks stay as they are.
    """
    after = advance(before, findings, section, tonight, held, checks)
    numbers = {fault.key: fault.number for fault in after if fault.is_open}
    episodes = Counter(fault.key for fault in after if tonight - fault.first_night <= FLAPPING_WINDOW)
    shown = tuple(
        replace(
            item,
            number=numbers.get(fault_key(item), item.number),
            episodes=episodes[fault_key(item)] if is_fault(item) else 0,
        )
        for item in findings
    )
    return Faults(shown, after)


def is_flapping(finding: Finding) -> bool:
    """Whether a fault comes and goes: its target has to be looked at by a person."""
    return finding.episodes >= FLAPPING_TIMES


def advance(
    before: Sequence[Fault],
    findings: Sequence[Finding],
    section: str,
    tonight: date,
    held: Collection[str],
    checks: Collection[Check] = _SEEN,
) -> tuple[Fault, ...]:
    """The record of a section's faults after tonight; doing the same night again gives the same record."""
    tonight_found = {fault_key(item): item for item in findings if is_fault(item)}
    unknown = {
        fault_key(item)
        for item in findings
        if item.outcome is Outcome.INCONCLUSIVE and item.verdict != Verdict.RESTRICTED
    }
    faults: list[Fault] = []
    for fault in before:
        key = fault.key
        if fault.check not in checks:
            faults.append(fault)
        elif not fault.is_open:
            if fault.confirmed or fault.fixed_on is None or tonight - fault.fixed_on <= FORGOTTEN_AFTER:
                faults.append(fault)
        elif key in tonight_found:
            faults.append(_continued(fault, tonight_found.pop(key)))
        elif key in unknown:
            faults.append(fault)
        else:
            gone = fault.check == Check.DEAD_LINK and fault.subject not in held
            faults.append(replace(fault, is_open=False, fixed_on=tonight, ended="removed" if gone else "recovered"))
    return tuple(faults + _begun(faults, list(tonight_found.values()), section))


def changes(before: Sequence[Fault], after: Sequence[Fault]) -> Iterator[tuple[str, Fault]]:
    """What a night decided about a section's faults: `suspected`, `confirmed`, `recovered` or `removed`, each once."""
    known = {(fault.key, fault.first_night): fault for fault in before}
    for fault in after:
        old = known.get((fault.key, fault.first_night))
        if fault.is_open and (old is None or fault.confirmed != old.confirmed):
            yield "confirmed" if fault.confirmed else "suspected", fault
        elif not fault.is_open and (old is None or old.is_open):
            yield fault.ended, fault


def _continued(fault: Fault, finding: Finding) -> Fault:
    return replace(
        fault,
        reason=finding.reason,
        category=finding.category,
        last_night=finding.last_seen or fault.last_night,
        nights=finding.nights,
        confirmed=finding.confirmed is not False or fault.confirmed,
        detail=finding.column,
    )


def _begun(known: Sequence[Fault], findings: Sequence[Finding], section: str) -> list[Fault]:
    used: dict[str, int] = {}
    given: dict[tuple[Check, str, str], str] = {}
    for fault in known:
        series = _PREFIX[fault.check]
        used[series] = max(used.get(series, 0), int(fault.number.rsplit("-", 1)[-1]))
        given[fault.key] = fault.number
    begun = []
    for item in sorted(findings, key=fault_key):
        number = given.get(fault_key(item), "")
        if not number:
            series = _PREFIX[item.check]
            used[series] = used.get(series, 0) + 1
            number = f"{series}-{section.replace('/', '-').strip('-')}-{used[series]:03d}"
        begun.append(_fault(section, item, number))
    return begun


def _fault(section: str, item: Finding, number: str) -> Fault:
    assert item.first_seen is not None and item.last_seen is not None
    return Fault(
        section=section,
        check=item.check,
        subject=item.subject,
        reason=item.reason,
        number=number,
        first_night=item.first_seen,
        last_night=item.last_seen,
        nights=item.nights,
        confirmed=item.confirmed is not False,
        is_open=True,
        fixed_on=None,
        category=item.category,
        detail=item.column,
        role=item.role,
    )
