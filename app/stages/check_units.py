"""Units judged for one night, in whichever process: what the second stage gives to tasks where an office has many units."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from checks.faults import changes, check_faults
from checks.findings import UnitMonth
from checks.look import MainNight, SectionNight, judge_section
from checks.month.unit import check_unit
from checks.snapshot import Fault, LinkView, SectionSnapshot, UnitSnapshot
from checks.standing import number_month
from checks.template_links import operators_links
from config.month import Month
from config.schema import SiteKind, Unit
from config.settings import Configuration
from db.runs import RunRecord
from db.session import open_engine
from db.snapshots.reader import Holders, SnapshotReader

Earlier = Mapping[tuple[str, str], UnitMonth]


@dataclass(frozen=True, slots=True)
class Record:
    """A section's record of faults after tonight, and each change of a verdict with what it is called in the log."""

    section: str
    faults: tuple[Fault, ...]
    changes: tuple[tuple[str, Fault], ...]


@dataclass(frozen=True, slots=True)
class UnitNight:
    """What one unit's night leads to: its months by their name, its sections' records, the links that are the operators'."""

    code: str
    months: Mapping[str, UnitMonth]
    records: tuple[Record, ...]
    template: Mapping[SiteKind, list[LinkView]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """What every unit of a night is judged with; all of it goes to another process as it is."""

    configuration: Configuration
    run: RunRecord
    floor: date
    months: tuple[Month, ...]
    closed: Mapping[str, date]
    main: MainNight
    earlier: Earlier
    """The months that the night before, or a closing, concluded."""
    holders: Holders

    def only(self, units: Iterable[Unit]) -> "Night":
        """The same with what is needed of the earlier months for some units alone."""
        codes = {unit.code for unit in units}
        return replace(self, earlier={key: found for key, found in self.earlier.items() if key[0] in codes})


def judge_elsewhere(night: Night, units: tuple[Unit, ...]) -> tuple[UnitNight, ...]:
    """Judge some units from the store, which is opened for them: one task."""
    engine = open_engine(night.configuration.database)
    try:
        reader = SnapshotReader(engine, night.configuration, night.run, night.floor, night.holders)
        return tuple(judge_units(night, reader, units))
    finally:
        engine.dispose()


def judge_units(night: Night, reader: SnapshotReader, units: Iterable[Unit]) -> Iterator[UnitNight]:
    """Judge some units one after another."""
    for unit in units:
        yield judge_unit(night, reader.unit(unit, night.main.section, night.closed))


def judge_unit(night: Night, snapshot: UnitSnapshot) -> UnitNight:
    """Everything about one unit."""
    monitor = night.configuration.monitor
    sections: dict[SiteKind, SectionNight] = {}
    records: dict[SiteKind, tuple[Fault, ...]] = {}
    for kind, section in snapshot.sections.items():
        if section is not None:
            faults = check_faults(snapshot, section, monitor.policies, monitor.probe.confirm_nights)
            sections[kind], records[kind] = judge_section(section, faults), faults.faults
    found: dict[str, UnitMonth] = {}
    code = snapshot.unit.code
    for month in night.months:
        earlier = night.earlier.get((code, str(month)))
        concluded = check_unit(snapshot, sections, night.main, month, monitor.policies, earlier)
        if month.holds(night.run.night):
            standing = number_month(concluded, sections, night.run.night)
            concluded, records = standing.month, dict(standing.records)
        found[str(month)] = concluded
    kept = tuple(record_of(sections[kind].section, record) for kind, record in records.items())
    return UnitNight(code, found, kept, {kind: operators_links(judged.section) for kind, judged in sections.items()})


def record_of(section: SectionSnapshot, faults: tuple[Fault, ...]) -> Record:
    """A section's record, and what changed since the night before."""
    return Record(section.place.key, faults, tuple(changes(section.faults, faults)))
