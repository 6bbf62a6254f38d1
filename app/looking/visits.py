"""The visits of the sites' home pages, counted by day in the configured zone."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from app.context import Context
from checks.availability import DAYS, DayOfVisits, week_before
from crawler.records.connection import Connection
from db.connections import Connections
from db.probes import Probes, Result


def days_of_visits(context: Context, today: date) -> Mapping[str, tuple[DayOfVisits, ...]]:
    """The visits of the seven whole days before a day, by site; those that tell nothing are not counted."""
    first = datetime.combine(week_before(today)[0], time(), context.configuration.zone)
    return counted(context, first, first + timedelta(days=DAYS))


def connections(context: Context, today: date) -> Mapping[str, Connection]:
    """The last look at each site's connection within the seven whole days before a day, and that day."""
    first = datetime.combine(week_before(today)[0], time(), context.configuration.zone)
    found = Connections(context.engine).latest(first, first + timedelta(days=DAYS + 1))
    return {site: seen for site, (_, seen) in found.items()}


def counted(context: Context, first: datetime, before: datetime) -> Mapping[str, tuple[DayOfVisits, ...]]:
    """The visits between two moments, by site and day."""
    zone = context.configuration.zone
    visits: Counter[tuple[str, date]] = Counter()
    failed: Counter[tuple[str, date]] = Counter()
    for item in Probes(context.engine).between(first, before):
        key = (item.site, item.at.astimezone(zone).date())
        visits[key] += item.result is not Result.UNKNOWN
        failed[key] += item.result is Result.FAILED
    found: dict[str, list[DayOfVisits]] = {}
    for site, day in sorted(visits):
        found.setdefault(site, []).append(DayOfVisits(day, visits[(site, day)], failed[(site, day)]))
    return {site: tuple(days) for site, days in found.items()}
