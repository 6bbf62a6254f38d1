"""The second stage: facts to findings and measures, from what is stored."""

import logging
from dataclasses import replace

from app.context import Context
from app.progress import Reporter
from app.visits import connections, days_of_visits
from checks.availability import check_availability
from checks.connection import check_connection
from checks.faults import changes, check_faults
from checks.look import SectionNight, judge_section
from checks.month.clones import judge_main, unmatched_sources
from checks.month.unit import check_unit
from checks.sites import check_site
from checks.snapshot import Fault, LinkView, SectionSnapshot, UnitSnapshot
from checks.standing import number_month
from checks.template_links import operators_links
from config.month import Month
from config.schema import SiteKind
from db.runs import RunRecord
from db.snapshots import SnapshotReader

logger = logging.getLogger(__name__)


def check(context: Context, run: RunRecord, reporter: Reporter) -> None:
    """Conclude everything about a night that its observations allow; doing it again gives the same."""
    reader = SnapshotReader(context.engine, context.configuration, run, context.floor(run.as_of))
    months = context.checked_months(run.as_of)
    stage = _Stage(context, run, reader, months)
    done = 0
    with reporter.counting("正在核对", lambda: done, len(context.units_of(run))):
        for unit in context.units_of(run):
            stage.unit(reader.unit(unit, stage.main.section, stage.closed))
            done += 1
    stage.sites()
    stage.save()


class _Stage:
    """What one run of the stage gathers."""

    def __init__(self, context: Context, run: RunRecord, reader: SnapshotReader, months: list[Month]) -> None:
        self.context, self.run, self.months = context, run, months
        self.configuration = context.configuration
        self.monitor = self.configuration.monitor
        self.policies = self.monitor.policies
        self.mains: dict[SiteKind, SectionSnapshot] = {kind: reader.main(kind) for kind in SiteKind}
        self.main = judge_main(self.mains[SiteKind.PORTAL], self.configuration.units, self.policies, run.night)
        self.closed = context.closed_on()
        previous = context.runs.before(run)
        self.before = context.results.load(previous.id, "unit") if previous else {}
        revisions = [context.months.revisions(str(month))[-1:] for month in months]
        contents = [context.months.content(closing) for found in revisions for closing in found]
        self.frozen = {(unit.unit, content.month): unit for content in contents for unit in content.units}
        self.units: dict[tuple[str, str], object] = {}
        self.faults: dict[tuple[str, str], object] = {}
        self.site_results: dict[tuple[str, str], object] = {}
        self.unmatched: dict[tuple[str, str], object] = {}
        self.visits = days_of_visits(context, run.night)
        self.connections = connections(context, run.night)
        self.template: dict[SiteKind, list[LinkView]] = {kind: [] for kind in SiteKind}

    def unit(self, snapshot: UnitSnapshot) -> None:
        """Everything about one unit."""
        sections: dict[SiteKind, SectionNight] = {}
        records: dict[SiteKind, tuple[Fault, ...]] = {}
        for kind, section in snapshot.sections.items():
            if section is not None:
                faults = check_faults(snapshot, section, self.policies, self.monitor.probe.confirm_nights)
                sections[kind], records[kind] = judge_section(section, faults), faults.faults
                self.template[kind] += operators_links(section)
        code = snapshot.unit.code
        for month in self.months:
            earlier = self.before.get((code, str(month))) or self.frozen.get((code, str(month)))
            found = check_unit(snapshot, sections, self.main, month, self.policies, earlier)
            if month.holds(self.run.night):
                standing = number_month(found, sections, self.run.night)
                found, records = standing.month, dict(standing.records)
            self.units[(code, str(month))] = found
        for kind, record in records.items():
            self._record(sections[kind].section, record)

    def sites(self) -> None:
        """What belongs to the sites' operators, and sources that match no unit."""
        for kind, main in self.mains.items():
            confirm = self.monitor.probe.confirm_nights
            result, faults = check_site(
                main, self.template[kind], self.run.night, confirm, self.policies, words=self.configuration.words
            )
            seen = check_availability(
                main.place.site, main.place.home, self.visits.get(main.place.site, ()), self.run.night
            )
            look = check_connection(
                main.place.site, main.place.home, self.connections.get(main.place.site), self.run.night
            )
            self.site_results[(main.place.site, "")] = replace(result, findings=(*result.findings, seen, *look))
            self._record(main, faults.faults)
        for month in self.months:
            found = unmatched_sources(self.main, month, self.run.night, self.policies)
            self.unmatched[("", str(month))] = tuple(found)

    def _record(self, section: SectionSnapshot, faults: tuple[Fault, ...]) -> None:
        """Keep a section's record of faults; each change of a verdict is a line of the log."""
        self.faults[(section.place.key, "")] = faults
        for what, fault in changes(section.faults, faults):
            logger.info("%s %s: %s %s %s", fault.number, what, fault.check, fault.reason, fault.subject)

    def save(self) -> None:
        """Keep everything that was gathered."""
        results = self.context.results
        results.save(self.run.id, "unit", self.units)
        results.save(self.run.id, "faults", self.faults)
        if not self.run.units:
            results.save(self.run.id, "site", self.site_results)
            results.save(self.run.id, "unmatched", self.unmatched)
