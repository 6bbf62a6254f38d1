"""The second stage: facts to findings and measures, from what is stored."""

import logging
from dataclasses import replace

from app.context import Context
from app.looking.visits import connections, days_of_visits
from app.progress import Reporter
from app.stages.check_shares import judged
from app.stages.check_units import Night, Record, UnitNight, record_of
from checks.availability import check_availability
from checks.connection import check_connection
from checks.month.clones import judge_main, unmatched_sources
from checks.sites import check_site
from checks.snapshot import LinkView, SectionSnapshot
from config.schema import SiteKind
from db.runs import RunRecord
from db.snapshots.reader import SnapshotReader

logger = logging.getLogger(__name__)


def check(context: Context, run: RunRecord, reporter: Reporter) -> None:
    """Conclude everything about a night that its observations allow; doing it again gives the same."""
    reader = SnapshotReader(context.engine, context.configuration, run, context.floor(run.as_of))
    stage = _Stage(context, run, reader)
    units = context.units_of(run)
    done = 0
    with reporter.counting("正在核对", lambda: done, len(units)):
        for found in judged(context, stage.night, reader, units):
            stage.unit(found)
            done += 1
    stage.sites()
    stage.save()


class _Stage:
    """What one run of the stage gathers."""

    def __init__(self, context: Context, run: RunRecord, reader: SnapshotReader) -> None:
        self.context, self.run = context, run
        self.configuration = context.configuration
        self.monitor = self.configuration.monitor
        self.policies = self.monitor.policies
        self.mains: dict[SiteKind, SectionSnapshot] = {kind: reader.main(kind) for kind in SiteKind}
        self.main = judge_main(self.mains[SiteKind.PORTAL], self.configuration.units, self.policies, run.night)
        self.months = context.checked_months(run.as_of)
        self.night = self._night(reader)
        self.units: dict[tuple[str, str], object] = {}
        self.faults: dict[tuple[str, str], object] = {}
        self.site_results: dict[tuple[str, str], object] = {}
        self.unmatched: dict[tuple[str, str], object] = {}
        self.visits = days_of_visits(context, run.night)
        self.connections = connections(context, run.night)
        self.template: dict[SiteKind, list[LinkView]] = {kind: [] for kind in SiteKind}

    def _night(self, reader: SnapshotReader) -> Night:
        context = self.context
        revisions = [context.months.revisions(str(month))[-1:] for month in self.months]
        contents = [context.months.content(closing) for found in revisions for closing in found]
        frozen = {(unit.unit, content.month): unit for content in contents for unit in content.units}
        previous = context.runs.before(self.run)
        before = context.results.load(previous.id, "unit") if previous else {}
        return Night(
            configuration=self.configuration,
            run=self.run,
            floor=context.floor(self.run.as_of),
            months=tuple(self.months),
            closed=context.closed_on(),
            main=self.main,
            earlier={**frozen, **before},
            holders=reader.holders,
        )

    def unit(self, found: UnitNight) -> None:
        """Everything about one unit."""
        self.units.update({(found.code, month): result for month, result in found.months.items()})
        for kind, links in found.template.items():
            self.template[kind] += links
        for record in found.records:
            self._record(record)

    def sites(self) -> None:
        """What belongs to the sites' operators, and sources that match no unit."""
        for kind, main in self.mains.items():
            confirm = self.monitor.probe.confirm_nights
            result, faults = check_site(
                main,
                self.template[kind],
                self.run.night,
                confirm,
                self.policies,
                words=self.configuration.words,
                zone=self.configuration.zone,
            )
            seen = check_availability(
                main.place.site, main.place.home, self.visits.get(main.place.site, ()), self.run.night
            )
            look = check_connection(
                main.place.site, main.place.home, self.connections.get(main.place.site), self.run.night
            )
            self.site_results[(main.place.site, "")] = replace(result, findings=(*result.findings, seen, *look))
            self._record(record_of(main, faults.faults))
        for month in self.months:
            found = unmatched_sources(self.main, month, self.run.night, self.policies)
            self.unmatched[("", str(month))] = tuple(found)

    def _record(self, record: Record) -> None:
        """Keep a section's record of faults; each change of a verdict is a line of the log."""
        self.faults[(record.section, "")] = record.faults
        for what, fault in record.changes:
            logger.info("%s %s: %s %s %s", fault.number, what, fault.check, fault.reason, fault.subject)

    def save(self) -> None:
        """Keep everything that was gathered."""
        results = self.context.results
        results.save(self.run.id, "unit", self.units)
        results.save(self.run.id, "faults", self.faults)
        if not self.run.units:
            results.save(self.run.id, "site", self.site_results)
            results.save(self.run.id, "unmatched", self.unmatched)
