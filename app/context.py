"""What every command works with: configuration, store, and the months that are open."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from app import VERSION
from app.masking import remember
from app.private import keep_private
from config.loader import load_configuration
from config.month import Month, months_between
from config.schema import Unit
from config.settings import Configuration
from db.bodies import BodyStore, open_bodies
from db.decisions import DecisionTable
from db.migrate import is_empty, require_current, upgrade
from db.months import Months
from db.results import Results
from db.runs import RunRecord, Runs
from db.session import open_engine

if TYPE_CHECKING:
    from crawler.engines.base import Engine as CrawlEngine


@dataclass(frozen=True, slots=True)
class Context:
    """Configuration and store, opened once for a command."""

    configuration: Configuration
    engine: Engine
    bodies: BodyStore
    runs: Runs
    results: Results
    months: Months
    decisions: DecisionTable
    leases: str
    """The address of the store in which hosts are leased: the fleet's, else the own."""
    district: str = ""
    """The name of this configuration in a fleet."""
    lent: CrawlEngine | None = None
    """Where a fleet runs this district's crawls."""

    @property
    def crawls(self) -> CrawlEngine:
        """Where crawls are run: where the fleet says, else on this machine."""
        from crawler.engines.local import LocalEngine

        return self.lent or LocalEngine(self.configuration.monitor.crawl.at_once)

    def line(self, folder: Path) -> list[str]:
        """How a program of ours is started for the same office: `folder` is what `--config` said."""
        return [sys.executable, "-m", "app", "--config", str(folder), *(["--district", self.district] if self.district else [])]  # fmt: skip

    @property
    def evidence(self) -> str:
        """Where stored copies lie: a folder, or the address of an object store."""
        return evidence_of(self.configuration)

    @property
    def logs(self) -> Path:
        """The folder of the log and of its older files."""
        return self.configuration.storage / "logs"

    @property
    def reports(self) -> Path:
        """The folder of reports, one for each night, and `latest`."""
        return self.configuration.storage / "reports"

    def open_months(self, moment: datetime) -> list[Month]:
        """Months of the assessment up to a moment that are not closed, oldest first; the running month always."""
        current = self.configuration.month_of(moment)
        closed = self.months.closed()
        first = min(self.configuration.monitor.assessment_starts, current)
        return [month for month in months_between(first, current) if str(month) not in closed or month == current]

    def due_months(self, today: date) -> list[Month]:
        """Open months that should be closed by now: those over which nights have watched, from the configured day of the next month on."""
        first = self.first_watched()
        due = [month for month in self._open_by(today) if self.due_day(month) <= today]
        return [month for month in due if first is not None and month >= first]

    def due_day(self, month: Month) -> date:
        """The day on which a month is to be closed: the configured one of the next month."""
        return month.next().first.replace(day=self.configuration.monitor.schedule.close_day)

    def unseen_days(self, month: Month) -> tuple[date, date] | None:
        """The first and last day of a month whose posts no good night over all units saw; None where one came after its end."""
        good = self.runs.good()
        if not good or good[-1].night > month.last:
            return None
        return max(good[-1].night, month.first), month.last

    def unwatched_months(self, today: date) -> list[Month]:
        """Open months of the assessment that were over before the first good night: whether they are closed is for a person to say."""
        first = self.first_watched()
        return [month for month in self._open_by(today) if first is not None and month < first]

    def first_watched(self) -> Month | None:
        """The month of the first good night over all units; None before it."""
        good = self.runs.good()
        return self.configuration.month_of(good[0].as_of) if good else None

    def _open_by(self, today: date) -> list[Month]:
        return self.open_months(datetime(today.year, today.month, today.day, 12, tzinfo=self.configuration.zone))

    def checked_months(self, moment: datetime) -> list[Month]:
        """All months from the oldest open one on; and the last closed one before it, where late posts are looked for."""
        first = self.open_months(moment)[0]
        before = first.previous()
        return months_between(
            before if str(before) in self.months.closed() else first, self.configuration.month_of(moment)
        )

    def floor(self, moment: datetime) -> date:
        """The first day of the oldest month that is still looked at: lists are read back to it."""
        return self.checked_months(moment)[0].first

    def closed_on(self) -> dict[str, date]:
        """Closed months, and the last night that each closing knew: what appears later is late."""
        closings = self.months.closed()
        nights = {run.id: run.night for run in self.runs.all()}
        return {month: nights[closing.run] for month, closing in closings.items() if closing.run in nights}

    def begin(self, as_of: datetime, units: tuple[str, ...]) -> RunRecord:
        """Begin or take up a night."""
        return self.runs.begin(as_of, units, self.configuration.digest, self.configuration.rubric.id, VERSION)

    def units_of(self, run: RunRecord) -> list[Unit]:
        """The units that a night looks at."""
        return [unit for unit in self.configuration.units if not run.units or unit.code in run.units]

    def close(self) -> None:
        """Release the store."""
        self.engine.dispose()


def evidence_of(configuration: Configuration) -> str:
    """Where a configuration's copies of pages lie."""
    return configuration.objects or str(configuration.storage / "evidence")


def open_context(folder: Path, *, current: bool = True) -> Context:
    """Open everything; a database without any table is set up.

    Raises ConfigError, or StoreMissing where `current` tables are asked for and older ones are there.
    """
    return context_of(load_configuration(folder), current=current)


def context_of(
    configuration: Configuration,
    *,
    current: bool = True,
    crawls: CrawlEngine | None = None,
    leases: str = "",
    district: str = "",
) -> Context:
    """Open the store of a configuration, as `open_context` does; the rest is said by a fleet."""
    remember(configuration.monitor)
    keep_private(configuration.storage, configuration.database)
    engine = open_engine(configuration.database)
    if current:
        if is_empty(engine):
            upgrade(engine)
        require_current(engine)
    bodies = open_bodies(evidence_of(configuration))
    return Context(
        configuration=configuration,
        engine=engine,
        bodies=bodies,
        runs=Runs(engine),
        results=Results(engine),
        months=Months(engine),
        decisions=DecisionTable(engine),
        leases=leases or configuration.database,
        district=district,
        lent=crawls,
    )
