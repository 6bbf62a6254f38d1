"""The third stage: findings and people's entries to points."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from app.context import Context
from app.decisions.declared import site_of
from app.decisions.order_states import confirmed_ids, order_report, site_kind
from checks.findings import Finding, Measure, UnitMonth
from checks.inspection import site_inspection
from checks.survey import site_survey, unit_survey
from config.rubric import Rubric, Subject
from config.schema import SiteKind
from db.decisions import DecisionRecord, Kind
from db.runs import RunRecord
from reports.models import OrderState
from scoring.exceptions import Accepted, site_with_accepted, with_accepted
from scoring.lines import Decisions, Entry, Sheet
from scoring.sheets import month_sheet, year_sheet


def score(context: Context, run: RunRecord) -> None:
    """Make the sheets of all open months, and the year to date from the closed ones; below a night over some units, those of the others too."""
    below = context.runs.before(run) if run.units else None
    if below is not None:
        score(context, below)
    accepted = accepted_links(context, run.night)
    context.results.save(run.id, "accepted", {("", ""): accepted})
    checked = _checked(context, run, accepted)
    people = People(context, run)
    sheets: dict[tuple[str, str], object] = {}
    for (code, month), result in checked.items():
        now = checked.get((code, people.month))
        decided = people.of(code, month, now.findings if now else ())
        sheets[(code, month)] = month_sheet(code, month, context.configuration.rubric, result.measures, decided)
    context.results.save(run.id, "sheet", sheets)
    for rubric in context.configuration.other_rubrics:
        score_otherwise(context, run, rubric)
    frozen = [context.months.content(closing) for closing in context.months.closed().values()]
    years: dict[tuple[str, str], object] = {}
    units = {unit.code for unit in context.units_of(run)}
    by_year: dict[tuple[str, str], list[Sheet]] = {}
    for closed in frozen:
        for sheet in closed.sheets:
            if sheet.unit in units:
                by_year.setdefault((sheet.unit, sheet.period[:4]), []).append(sheet)
    for (code, year), own in by_year.items():
        years[(code, year)] = year_sheet(code, year, context.configuration.rubric, own)
    context.results.save(run.id, "year", years)


def score_otherwise(context: Context, run: RunRecord, rubric: Rubric) -> dict[str, Sheet]:
    """Make a night's sheets under another rubric, over the same findings; of what people entered, what was entered for it.

    A sheet for each unit, or for each site, by the rubric's subject; a night over some units makes none of sites.
    """
    month = str(context.configuration.month_of(run.as_of))
    checked = _checked(context, run, accepted_links(context, run.night), month)
    made = _unit_measures if rubric.subject is Subject.UNIT else _site_measures
    measures = made(context, run, {code: result for (code, _), result in checked.items()})
    entered = _entered_for(context, rubric, month)
    sheets = {
        code: month_sheet(code, month, rubric, own, Decisions(entries=entered.get(code, {})))
        for code, own in measures.items()
    }
    context.results.save(run.id, "other", {(f"{code}|{rubric.id}", month): sheet for code, sheet in sheets.items()})
    return sheets


def _entered_for(context: Context, rubric: Rubric, month: str) -> dict[str, dict[str, Entry]]:
    """What people entered of sites under another rubric, by site and criterion; of several, the latest."""
    found: dict[str, dict[str, Entry]] = {}
    zone = context.configuration.zone
    for record in context.decisions.list(Kind.ENTRY):
        site, criterion = site_of(record.unit), record.subject.removeprefix(f"{rubric.id}:")
        if not site or criterion == record.subject or record.withdrawn_at is not None:
            continue
        entry = replace(record.as_entry(zone), unit=site, criterion=criterion)
        if entry.is_valid_for(month):
            found.setdefault(site, {})[criterion] = entry
    return found


def _checked(
    context: Context, run: RunRecord, accepted: Accepted, month: str | None = None
) -> dict[tuple[str, str], UnitMonth]:
    """What a night concluded, where the links that people accepted cost nothing."""
    loaded: dict[tuple[str, str], UnitMonth] = context.results.load(run.id, "unit", month)
    return {key: with_accepted(result, accepted) for key, result in loaded.items()}


def accepted_links(context: Context, night: date) -> dict[str, str]:
    """Links whose fault people accepted for a night, and who did it why."""
    return {
        record.subject: f"{record.author}：{record.reason}"
        for record in context.decisions.list(Kind.LINK)
        if record.is_in_force(night.isoformat())
    }


def _unit_measures(context: Context, _run: RunRecord, units: Mapping[str, UnitMonth]) -> dict[str, list[Measure]]:
    configuration = context.configuration
    homes = {place.unit: place.home for place in configuration.sections() if place.kind is SiteKind.PORTAL}
    kinds = {site.id: site.kind for site in configuration.sites}
    return {
        code: [*result.measures, *unit_survey(result, kinds, homes.get(code, ""))] for code, result in units.items()
    }


def _site_measures(context: Context, run: RunRecord, units: Mapping[str, UnitMonth]) -> dict[str, list[Measure]]:
    if run.units:
        return {}
    accepted = accepted_links(context, run.night)
    mains = {
        result.site: site_with_accepted(result, accepted) for result in context.results.load(run.id, "site").values()
    }
    return {
        site.id: [
            *site_survey(site, mains.get(site.id), list(units.values())),
            *site_inspection(site, mains.get(site.id), list(units.values())),
        ]
        for site in context.configuration.sites
    }


class People:
    """What people decided, looked up by unit and month."""

    def __init__(self, context: Context, run: RunRecord) -> None:
        self.sites, self.night, self.zone = context.configuration.sites, run.night, context.configuration.zone
        self.month = str(context.configuration.month_of(run.as_of))
        listed = context.decisions.list
        self.entries, self.overrides = listed(Kind.ENTRY), listed(Kind.OVERRIDE)
        self.inconsistent = listed(Kind.INCONSISTENCY)
        self.orders = [record for record in listed(Kind.ORDER) if record.withdrawn_at is None]
        self.confirmed = confirmed_ids(listed(Kind.ORDER_CONFIRMED))

    def of(self, unit: str, month: str, findings: Sequence[Finding]) -> Decisions:
        """The decisions about one unit that are valid for a month; of several, the latest.

        `findings` are those of the running month: they tell whether an order past its deadline has open items.
        """
        orders = [record for record in self.orders if record.unit == unit]
        confirmed = [
            record
            for record in orders
            if record.id in self.confirmed and self.confirmed[record.id].valid_from[:7] == month
        ]
        waiting = [
            record for record in orders if record.id not in self.confirmed and self._waits(record, month, findings)
        ]
        return Decisions(
            entries=self._latest(self.entries, unit, month),
            overrides=self._latest(self.overrides, unit, month),
            confirmed_orders=self._by_criterion(confirmed),
            confirmations=self._confirmations(confirmed),
            open_orders=self._by_criterion(waiting),
            inconsistent=self._latest(self.inconsistent, unit, month),
        )

    def _waits(self, record: DecisionRecord, month: str, findings: Sequence[Finding]) -> bool:
        """Whether an order is past its deadline with open items, and waits for a person's word."""
        if record.valid_to[:7] > month:
            return False
        return order_report(self.sites, record, False, findings, self.night).state is OrderState.OVERDUE

    def _by_criterion(self, records: Iterable[DecisionRecord]) -> dict[str, int]:
        return dict(Counter(self._criterion(record) for record in records))

    def _criterion(self, record: DecisionRecord) -> str:
        return f"{site_kind(record, self.sites).value}.orders"

    def _confirmations(self, records: Iterable[DecisionRecord]) -> dict[str, tuple[str, ...]]:
        """What a sheet says of each confirmed order: its number, who confirmed it, when and why."""
        said: dict[str, tuple[str, ...]] = {}
        for record in records:
            word, criterion = self.confirmed[record.id], self._criterion(record)
            text = f"{record.subject}，{word.author}，{word.valid_from}：{word.reason}"
            said[criterion] = (*said.get(criterion, ()), text)
        return said

    def _latest(self, records: Iterable[DecisionRecord], unit: str, month: str) -> dict[str, Entry]:
        own = [record for record in records if record.withdrawn_at is None and record.unit == unit]
        entries = (record.as_entry(self.zone) for record in own)
        return {entry.criterion: entry for entry in entries if entry.is_valid_for(month)}
