"""Gathers the view model of a month from the store: what a night concluded, or what a closing froze."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from app import VERSION
from app.context import Context
from app.decisions.order_states import answers, order_reports
from app.errors import NightNotReady, WrongUse
from app.looking.lookup import unit_named
from app.looking.observed import holders, named
from app.looking.trends import trends
from checks.findings import Check, Finding, UnitMonth
from config.loader import rubric_path
from config.month import Month
from config.rubric import Rubric, load_rubric
from config.schema import Unit
from config.settings import Configuration
from db.decisions import Kind
from db.months import FrozenMonth
from db.runs import RunRecord
from reports.models import MonthReport, UnitReport
from scoring.exceptions import Accepted, site_with_accepted, with_accepted
from scoring.lines import Sheet


def latest_good(context: Context) -> RunRecord:
    """The last publishable night. Raises NightNotReady where there is none."""
    run = next(reversed([item for item in context.runs.all() if item.is_good]), None)
    if run is None:
        raise NightNotReady("还没有可用的检查结果，请先运行 hongqiao nightly")
    return run


def unit_in(context: Context, report: MonthReport, name: str) -> UnitReport:
    """A unit of a report by its code, its name or an alias. Raises WrongUse where it has none."""
    gone = next((item for item in report.units if name in (item.code, item.name)), None)
    return gone or unit_of(report, unit_named(context.configuration, name))


def unit_of(report: MonthReport, unit: Unit) -> UnitReport:
    """A configured unit's part of a report. Raises WrongUse where the night did not look at it."""
    found = next((item for item in report.units if item.code == unit.code), None)
    if found is None:
        raise WrongUse(f"{report.month.chinese}没有{unit.name}的检查结果")
    return found


def rubric_of(configuration: Configuration, frozen: FrozenMonth) -> Rubric:
    """The rubric that a month's sheets were made by: a month that was closed keeps its own, whatever came in since.

    Raises WrongUse where its file is gone or changed, unless it is the one in force and gives the points of the sheets; and where the sheets are
    of several, as earlier versions left them where a rubric was revised before a night over some units.
    """
    current = configuration.rubric
    sheets = list({sheet.rubric_sha256: sheet for sheet in frozen.sheets}.values())
    if all(sheet.rubric_sha256 == current.sha256 for sheet in sheets):
        return current
    path = rubric_path(configuration.folder, sheets[0].rubric)
    own = load_rubric(path) if path is not None else current
    is_own = any(sheet.rubric_sha256 == own.sha256 for sheet in sheets)
    for rubric in (own, current) if is_own else (current,):
        if all(_gives(rubric, sheet) for sheet in sheets):
            return rubric
    raise WrongUse(_without_rubric(Month.parse(frozen.month), sheets))


def _without_rubric(month: Month, sheets: Sequence[Sheet]) -> str:
    """Why no rubric tells what stands on a month's sheets, and what to do."""
    first = sheets[0]
    if len(sheets) > 1:
        names = "、".join(sorted({sheet.rubric for sheet in sheets}))
        return f"{month.chinese}的得分表出自不同的细则（{names}）：请运行 hongqiao score 重新计分；已封账的月份请先 reopen，再封账"
    told = f"{month.chinese}按细则 {first.rubric}（校验值 {first.rubric_sha256[:16]}）计分"
    return f"{told}，rubrics/{first.rubric}.yaml 不在或已改动：请恢复该文件；未封账的月份也可运行 hongqiao score"


def _gives(rubric: Rubric, sheet: Sheet) -> bool:
    """Whether a rubric made a sheet, or bears its number and gives its points: its wording alone was edited then."""
    is_alike = sheet.rubric == rubric.id and _points_of(sheet) == _points_in(rubric)
    return sheet.rubric_sha256 == rubric.sha256 or is_alike


def _points_of(sheet: Sheet) -> tuple[dict[str, Decimal], ...]:
    lines = {line.criterion: line.maximum for line in sheet.lines}
    return lines, {group: total.maximum for group, total in sheet.groups.items()}


def _points_in(rubric: Rubric) -> tuple[dict[str, Decimal], ...]:
    lines = {criterion.id: criterion.maximum for criterion in rubric.criteria}
    return lines, {group.id: group.maximum for group in rubric.groups}


_MARKS: Mapping[str, Callable[[Any, Accepted], Any]] = {"unit": with_accepted, "site": site_with_accepted}
"""Kinds of results in which accepted links are marked."""


class Reader:
    """Reads what one night left, a partial night laid over the whole night before it."""

    def __init__(self, context: Context, run: RunRecord) -> None:
        self.context, self.run = context, run
        self._below = context.runs.before(run) if run.units else None

    def load(self, kind: str, month: str | None = None) -> dict[tuple[str, str], Any]:
        """Results of a kind; what the checks concluded, with the links that were accepted when the night was scored."""
        below = self.context.results.load(self._below.id, kind, month) if self._below else {}
        found = {**below, **self.context.results.load(self.run.id, kind, month)}
        mark = _MARKS.get(kind)
        return {key: mark(item, self._accepted) for key, item in found.items()} if mark and self._accepted else found

    @cached_property
    def _accepted(self) -> Accepted:
        return next(iter(self.load("accepted").values()), {})

    def report(self, month: Month | None = None) -> MonthReport:
        """The month's view model. Raises WrongUse where the night says nothing of that month."""
        month = month or self.context.configuration.month_of(self.run.as_of)
        closing = self.context.months.closing(str(month))
        if closing is not None:
            frozen = self._with_late(self.context.months.content(closing))
            return self._build(month, frozen, "closed", closing.revision, closing.run, closing.program)
        revision = len(self.context.months.revisions(str(month))) + 1
        return self._build(month, self.frozen(month), "provisional", revision, self.run.id, VERSION)

    def frozen(self, month: Month) -> FrozenMonth:
        """What a closing of this month would freeze now."""
        units = self.load("unit", str(month))
        sheets = self.load("sheet", str(month))
        if not units:
            raise WrongUse(f"{self.run.night} 的检查没有 {month} 的结果")
        order = {unit.code: index for index, unit in enumerate(self.context.configuration.units)}
        wanted = sorted((key for key in units if key[0] in order), key=lambda key: order[key[0]])
        return FrozenMonth(
            month=str(month),
            as_of=self.run.as_of,
            units=tuple(units[key] for key in wanted),
            sites=tuple(item for item in self.load("site").values()),
            unmatched=next((item for item in self.load("unmatched", str(month)).values()), ()),
            sheets=tuple(sheets[key] for key in wanted if key in sheets),
        )

    def _with_late(self, frozen: FrozenMonth) -> FrozenMonth:
        """A closed month with the posts that appeared after it was closed: shown, never counted."""
        now = self.load("unit", frozen.month)
        units = tuple(_late(result, now.get((result.unit, frozen.month))) for result in frozen.units)
        return replace(frozen, units=units)

    def _build(
        self, month: Month, frozen: FrozenMonth, status: str, revision: int, run: int, program: str
    ) -> MonthReport:
        configuration = self.context.configuration
        as_of = frozen.as_of.astimezone(configuration.zone)
        news, fixed = self._news(frozen)
        return MonthReport(
            month=month,
            as_of=as_of,
            run=run,
            night=as_of.date(),
            status=status,
            revision=revision,
            program=program,
            rubric=rubric_of(configuration, frozen),
            monitor=configuration.monitor,
            sites=configuration.sites,
            units=self._units(month, frozen),
            site_results=frozen.sites,
            unmatched=tuple(frozen.unmatched),
            news=news,
            fixed=fixed,
            others=self._others(month),
            observed=named(self.context, frozen),
            holders=holders(self.context, frozen),
        )

    def _units(self, month: Month, frozen: FrozenMonth) -> tuple[UnitReport, ...]:
        """Each unit of a month with its sheet, its year, its trend and its orders."""
        configuration = self.context.configuration
        names = {unit.code: unit.name for unit in configuration.units}
        sheets = {sheet.unit: sheet for sheet in frozen.sheets}
        years = self.load("year")
        points = trends(month, self.context.months, self.load("unit"), self.load("sheet"))
        orders, confirmed, said = map(self.context.decisions.list, (Kind.ORDER, Kind.ORDER_CONFIRMED, Kind.REPLY))
        found = []
        for result in frozen.units:
            replies = answers(item for item in said if item.unit == result.unit)
            own = [item for item in orders if item.unit == result.unit]
            findings, looked = self._now(result).findings, self._looked(result.unit)
            found.append(
                UnitReport(
                    code=result.unit,
                    name=names.get(result.unit, result.unit),
                    result=result,
                    sheet=sheets[result.unit],
                    year=years.get((result.unit, str(month.year))),
                    trend=points.get(result.unit, ()),
                    orders=order_reports(configuration.sites, own, confirmed, findings, looked, replies),
                    kinds={site.id: site.kind for site in configuration.sites},
                    replies=replies,
                )
            )
        return tuple(found)

    def _others(self, month: Month) -> tuple[tuple[Rubric, dict[str, Sheet]], ...]:
        """The sheets of the other rubrics, by what they judge."""
        scored = [(key.partition("|")[0], sheet) for (key, _), sheet in self.load("other", str(month)).items()]
        return tuple(
            (rubric, {code: sheet for code, sheet in scored if sheet.rubric_sha256 == rubric.sha256})
            for rubric in self.context.configuration.other_rubrics
        )

    def _now(self, result: UnitMonth) -> UnitMonth:
        """What the night found of a unit now, whatever month is told of."""
        month = str(self.context.configuration.month_of(self.run.as_of))
        return result if result.month == month else self._current.get((result.unit, month), result)

    @cached_property
    def _current(self) -> dict[tuple[str, str], UnitMonth]:
        return self.load("unit", str(self.context.configuration.month_of(self.run.as_of)))

    def _looked(self, code: str) -> date:
        """The night that looked at a unit last: a partial one only at its own."""
        below = self._below
        return self.run.night if below is None or code in self.run.units else below.night

    def _news(self, frozen: FrozenMonth) -> tuple[dict[str, str], tuple[tuple[str, Finding], ...]]:
        """Which broken links are new since the last night, and which are fixed."""
        previous = self.context.runs.before(self.run)
        before: dict[tuple[str, str, str], Finding] = {}
        if previous is not None:
            for (code, _), result in self.context.results.load(previous.id, "unit", frozen.month).items():
                before.update({(code, item.site, item.subject): item for item in result.findings if _is_broken(item)})
        now = {
            (result.unit, item.site, item.subject)
            for result in frozen.units
            for item in result.findings
            if _is_broken(item)
        }
        news = {"|".join(key): "still" if key in before else "new" for key in now}
        return news, tuple((key[0], item) for key, item in sorted(before.items()) if key not in now)


def _late(frozen: UnitMonth, now: UnitMonth | None) -> UnitMonth:
    if now is None:
        return frozen
    findings = tuple(item for item in now.findings if item.check is Check.POST_LATE)
    posts = tuple(post for post in now.posts if Check.POST_LATE.value in post.flags)
    return replace(frozen, findings=frozen.findings + findings, posts=frozen.posts + posts)


def _is_broken(item: Finding) -> bool:
    return item.check is Check.DEAD_LINK and item.verdict == "broken" and item.stands
