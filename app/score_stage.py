"""The third stage: findings and people's entries to points."""

from collections.abc import Iterable

from app.context import Context
from checks.findings import UnitMonth
from checks.survey import survey_measures
from config.rubric import Rubric
from config.schema import SiteKind
from db.decisions import DecisionRecord
from db.runs import RunRecord
from scoring.lines import Decisions, Entry, Sheet
from scoring.sheets import month_sheet, year_sheet

ORDER_CRITERIA = {"portal": "portal.orders", "disclosure": "disclosure.orders"}


def score(context: Context, run: RunRecord) -> None:
    """Make the sheets of all open months, and the year to date from the closed ones."""
    checked: dict[tuple[str, str], UnitMonth] = context.results.load(run.id, "unit")
    people = People(context)
    sheets: dict[tuple[str, str], object] = {}
    for (code, month), result in checked.items():
        sheets[(code, month)] = month_sheet(
            code, month, context.configuration.rubric, result.measures, people.of(code, month)
        )
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
    """Make a night's sheets under another rubric, over the same findings; people's entries are not part of them."""
    month = str(context.configuration.month_of(run.as_of))
    checked: dict[tuple[str, str], UnitMonth] = context.results.load(run.id, "unit", month)
    homes = {place.unit: place.home for place in context.configuration.sections() if place.kind is SiteKind.PORTAL}
    sheets = {
        code: month_sheet(
            code, month, rubric, (*result.measures, *survey_measures(result, homes.get(code, ""))), Decisions()
        )
        for (code, _), result in checked.items()
    }
    context.results.save(run.id, "other", {(f"{code}|{rubric.id}", month): sheet for code, sheet in sheets.items()})
    return sheets


class People:
    """What people decided, looked up by unit and month."""

    def __init__(self, context: Context) -> None:
        self.entries = context.decisions.list("entry")
        self.overrides = context.decisions.list("override")
        self.orders = context.decisions.list("order")
        self.confirmed = context.decisions.list("order_confirmed")
        self.inconsistent = context.decisions.list("inconsistency")

    def of(self, unit: str, month: str) -> Decisions:
        """The decisions about one unit that are valid for a month; of several, the latest."""
        orders = [record for record in self.orders if record.unit == unit and record.withdrawn_at is None]
        confirmed = [record for record in self.confirmed if record.unit == unit and record.withdrawn_at is None]
        decided = {record.subject for record in confirmed}
        waiting = [record for record in orders if record.subject not in decided and record.valid_to[:7] <= month]
        return Decisions(
            entries=_latest(self.entries, unit, month),
            overrides=_latest(self.overrides, unit, month),
            confirmed_orders=_orders(record for record in confirmed if record.valid_from[:7] == month),
            open_orders=_orders(waiting),
            inconsistent=frozenset(_latest(self.inconsistent, unit, month)),
        )


def _latest(records: Iterable[DecisionRecord], unit: str, month: str) -> dict[str, Entry]:
    entries = (record.as_entry() for record in records if record.withdrawn_at is None and record.unit == unit)
    return {entry.criterion: entry for entry in entries if entry.is_valid_for(month)}


def _orders(records: Iterable[DecisionRecord]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for record in records:
        criterion = ORDER_CRITERIA[str(record.value["site"])]
        counts[criterion] = counts.get(criterion, 0) + 1
    return counts
