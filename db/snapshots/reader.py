"""Reads the store back as the snapshots that the checks are handed: each section as it stood in one night."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import Engine, func, select

from checks.snapshot import EntryView, SectionSnapshot, UnitSnapshot
from config.schema import SiteKind, Unit
from config.settings import Configuration, SectionPlace
from crawler.addresses import host_of
from crawler.job import canonical_section, host_groups
from crawler.walking.owners import Owners
from db import tables
from db.results import Results
from db.runs import RunRecord, Runs
from db.snapshots.entries import EntryReader
from db.snapshots.links import LinkReader
from db.snapshots.message_pages import message_pages
from db.snapshots.pages import section_pages
from db.snapshots.readings import Readings
from db.snapshots.walks import WalkReader

_USES, _HOSTS = tables.table(tables.LinkUseState), tables.table(tables.HostState)
Holders = Mapping[str, tuple[int, Mapping[str, int]]]
"""For each site how many of its sections were walked, and in how many each target stands that several hold."""


class SnapshotReader:
    """Everything that one night saw, section by section; `holders` are given where another reader of the night has them."""

    def __init__(
        self, engine: Engine, configuration: Configuration, run: RunRecord, floor: date, holders: Holders | None = None
    ) -> None:
        self.engine = engine
        self.configuration = configuration
        self.run = run
        tracking = configuration.monitor.policies.tracking_parameters
        self.places = [canonical_section(place, tracking) for place in configuration.sections()]
        self.owners = Owners(self.places)
        runs = Runs(engine)
        self.nights = {item.id: item.night for item in runs.all()}
        self.readings = Readings(engine, run, self.nights)
        self.entries = EntryReader(self.readings, self.owners, floor, texts=bool(configuration.words))
        self.good = [item for item in runs.good(run.id) if item.id != run.id] + [run]
        self._walks, self._links = WalkReader(self.readings, self.good), LinkReader(self.readings)
        previous = runs.before(run)
        self.faults_before: dict[tuple[str, str], Any] = Results(engine).load(previous.id, "faults") if previous else {}
        self._given = holders

    # ---- whole night ----------------------------------------------------------------------------------------------

    @cached_property
    def _groups(self) -> list[tuple[str, ...]]:
        return host_groups(self.configuration)

    def _crawled_with(self, place: SectionPlace) -> set[str]:
        """The hosts of a section's site whose pages its own crawl reads; all others are elsewhere."""
        hosts = {host for site in self.configuration.sites if site.id == place.site for host in site.hosts}
        group = next((group for group in self._groups if host_of(place.home) in group), ())
        return hosts & set(group) or hosts

    @cached_property
    def down(self) -> frozenset[str]:
        """Configured hosts that were out of reach."""
        with self.engine.connect() as connection:
            rows = connection.execute(
                select(_HOSTS.c.host).where(_HOSTS.c.run_id == self.run.id, _HOSTS.c.configured, ~_HOSTS.c.reachable)
            )
            return frozenset(row.host for row in rows)

    @cached_property
    def holders(self) -> Holders:
        """What all sections of the sites hold in common: the same for every unit of a night."""
        return self._found_holders() if self._given is None else self._given

    def _found_holders(self) -> Holders:
        found: dict[str, tuple[int, dict[str, int]]] = {}
        with self.engine.connect() as connection:
            for site in self.configuration.sites:
                keys = [place.key for place in self.places if place.site == site.id and place.unit]
                now = (_USES.c.first_run <= self.run.id, _USES.c.last_run >= self._since, _USES.c.section.in_(keys))
                walked = connection.execute(select(func.count(func.distinct(_USES.c.section))).where(*now)).scalar_one()
                count = func.count(func.distinct(_USES.c.section))
                statement = select(_USES.c.target, count).where(*now).group_by(_USES.c.target).having(count > 1)
                found[site.id] = (int(walked), {row[0]: int(row[1]) for row in connection.execute(statement)})
        return found

    @cached_property
    def _since(self) -> int:
        """A night over some units only is compared with the sections of the last whole night."""
        return self.good[-2].id if self.run.units and len(self.good) > 1 else self.run.id

    # ---- sections -------------------------------------------------------------------------------------------------

    def unit(self, unit: Unit, main: SectionSnapshot, closed: Mapping[str, date]) -> UnitSnapshot:
        """One unit tonight."""
        sections = {kind: self._section_of(unit, kind) for kind in SiteKind}
        wanted = [url for section in sections.values() if section for entry in section.entries for url in _forms(entry)]
        answers = {url: answer for url, (answer, _) in self.readings.answers(wanted).items()}
        return UnitSnapshot(
            unit=unit,
            as_of=self.run.as_of,
            today=self.run.night,
            sections=sections,
            main=main,
            nights=tuple(item.night for item in self.good),
            closed=closed,
            answers=answers,
            words=self.configuration.words,
        )

    def _section_of(self, unit: Unit, kind: SiteKind) -> SectionSnapshot | None:
        place = next((item for item in self.places if item.unit == unit.code and item.kind is kind), None)
        return None if place is None else self.section(place)

    def main(self, kind: SiteKind) -> SectionSnapshot:
        """A site's own main part."""
        return self.section(next(place for place in self.places if not place.unit and place.kind is kind))

    def section(self, place: SectionPlace) -> SectionSnapshot:
        """One section tonight."""
        columns = self._walks.columns(place)
        pages, personal = section_pages(self.readings, self.owners, place)
        entries, listed_personal = self.entries.read(place, columns, self._crawled_with(place))
        walk = self._walks.section(place)
        links = self._links.read(place, self.holders[place.site][1] if place.unit else {})
        return SectionSnapshot(
            place=place,
            home=self.readings.pages([place.home])[place.home],
            columns=columns,
            entries=entries,
            pages=pages,
            links=links,
            attachments=self._links.attachments(links),
            faults=self.faults_before.get((place.key, ""), ()),
            complete=bool(walk and walk["complete"]),
            reason=str(walk["reason"]) if walk else "not_read",
            is_down=host_of(place.home) in self.down,
            personal=tuple(dict.fromkeys(personal + listed_personal)),
            first_complete=self._walks.first_complete(place),
            messages=tuple(message_pages(self.readings.pages, columns, entries)),
            site_sections=self.holders[place.site][0],
            cut_short=self._walks.cut_short(place),
        )


def _forms(entry: EntryView) -> list[str]:
    return [link.url for link in entry.offered]
