"""The first screen: the state of the night, what is new and fixed, whose points are at stake and what would help, orders due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from checks.findings import Check, Finding, Outcome
from checks.measures import DEAD_LINKS, EMPTY_COLUMNS
from config.rubric import Criterion
from config.schema import Role
from config.words import ROLE_NAMES
from reports import words
from reports.basis import related
from reports.models import MonthReport, OrderReport, OrderState, UnitReport
from scoring.lines import ScoreLine

SOON = timedelta(days=5)
"""An order that ends within so many days is worth a word."""
_FAULT_MEASURES = frozenset((*DEAD_LINKS.values(), *EMPTY_COLUMNS.values()))
_FAULTS = {"dead_links": Check.DEAD_LINK, "empty_columns": Check.EMPTY_COLUMN}
_UNTIL_THE_END = {
    Check.PROFILE: "补充或更新：{names}",
    Check.SERVICE_FORMS: "为 {number} 个事项提供可以下载的表格",
    Check.DYNAMIC_COLUMN: "在没有更新的动态栏目各发布一条信息",
}
"""What helps where the last night of the month decides."""


@dataclass(frozen=True, slots=True)
class Stake:
    """A line of a unit that gives less than it could in this month, and what would help."""

    unit: UnitReport
    criterion: str
    name: str
    line: ScoreLine
    lost: Decimal
    help: str


@dataclass(frozen=True, slots=True)
class UnitStakes:
    """What one unit could still win in this month, and how."""

    unit: UnitReport
    stakes: tuple[Stake, ...]

    @property
    def lost(self) -> Decimal:
        """Points that the unit lacks in all of them."""
        return sum((stake.lost for stake in self.stakes), Decimal(0))


@dataclass(frozen=True, slots=True)
class DueOrder:
    """An order that ends soon or has ended, and how many of its items are still open."""

    unit: UnitReport
    order: OrderReport
    open_items: int
    is_late: bool


@dataclass(frozen=True, slots=True)
class Morning:
    """Everything on the first screen above the table of units."""

    state: str
    is_fine: bool
    new: tuple[tuple[UnitReport, Finding], ...]
    fixed: tuple[tuple[str, Finding], ...]
    standing: int
    confirmed: int
    empty_columns: int
    untold: int
    """Units of which not every link and column could be told."""
    stakes: tuple[UnitStakes, ...]
    orders: tuple[DueOrder, ...]


def morning(report: MonthReport) -> Morning:
    """The first screen of a report."""
    faults = [(unit, item) for unit in report.units for item in _standing(unit)]
    down = [
        report.site_name(result.site)
        for result in report.site_results
        if any(item.check is Check.SITE_UNREACHABLE for item in result.findings)
    ]
    links = [item for _, item in faults if item.check is Check.DEAD_LINK]
    return Morning(
        state=_state(report, down),
        is_fine=not down,
        new=tuple((unit, item) for unit, item in faults if report.is_new(unit.code, item)),
        fixed=report.fixed,
        standing=len(links),
        confirmed=sum(item.confirmed is True for item in links),
        empty_columns=sum(item.check is Check.EMPTY_COLUMN for _, item in faults),
        untold=sum(not unit.is_told(_FAULT_MEASURES) for unit in report.units),
        stakes=_by_unit(report),
        orders=tuple(_due(report)),
    )


def _standing(unit: UnitReport) -> list[Finding]:
    columns = [item for item in unit.faults(Check.EMPTY_COLUMN) if item.stands]
    return [*unit.broken(), *columns]


def _state(report: MonthReport, down: list[str]) -> str:
    if down:
        return f"{words.day_text(report.night)}检查已完成，但{'、'.join(down)}当时无法访问，相关专区不作判断"
    return f"{words.day_text(report.night)}检查已完成，{len(report.units)} 个单位都已核对"


def _by_unit(report: MonthReport) -> tuple[UnitStakes, ...]:
    """Units with something at stake, those with the most points first."""
    found: dict[str, list[Stake]] = {}
    for stake in stakes(report):
        found.setdefault(stake.unit.code, []).append(stake)
    units = [UnitStakes(items[0].unit, tuple(sorted(items, key=lambda item: -item.lost))) for items in found.values()]
    return tuple(sorted(units, key=lambda item: (-item.lost, item.unit.code)))


def stakes(report: MonthReport) -> Iterator[Stake]:
    """Measured lines that are not at their best, where the month can still change: a closed month has none."""
    if report.is_closed:
        return
    for unit in report.units:
        for criterion in report.rubric.criteria:
            line = unit.sheet.line(criterion.id)
            lost = criterion.maximum - line.low
            advice = line.advice or _mending(report, unit, criterion.id) or _catching_up(unit, criterion)
            if lost > 0 and advice:
                yield Stake(
                    unit=unit,
                    criterion=criterion.id,
                    name=criterion.name,
                    line=line,
                    lost=lost,
                    help=advice,
                )


def _mending(report: MonthReport, unit: UnitReport, criterion: str) -> str:
    """How many faults stand behind a criterion, and until when mending them costs nothing."""
    group, _, name = criterion.partition(".")
    check = _FAULTS.get(name)
    if check is None:
        return ""
    found = [
        item
        for item in unit.faults(check)
        if item.stands
        and item.costs
        and item.confirmed is not False
        and not item.accepted
        and report.kind_of(item.site) == group
    ]
    if not found:
        return ""
    first = min((item.first_seen for item in found if item.first_seen), default=None)
    what = f"修复 {len(found)} 个无效链接" if check is Check.DEAD_LINK else f"充实 {len(found)} 个空栏目"
    return f"{what}{_until(report, first)}"


def _catching_up(unit: UnitReport, criterion: Criterion) -> str:
    """What would help where the last night of the month decides."""
    found = [item for item in related(unit, criterion) if item.stands]
    for check, text in _UNTIL_THE_END.items():
        own = [item for item in found if item.check is check]
        if own:
            names = "、".join(dict.fromkeys(ROLE_NAMES[Role(item.role)] for item in own if item.role))
            return text.format(names=names, number=len(own))
    return ""


def _until(report: MonthReport, first: date | None) -> str:
    """The last day on which the oldest fault can be mended without cost (repair_days after it was first reported)."""
    if first is None:
        return ""
    last = first + timedelta(days=report.monitor.policies.repair_days)
    return f"，{last.month}月{last.day}日前修复不扣分" if last >= report.night else "，已超过整改期，修复后下月不再扣分"


def _due(report: MonthReport) -> Iterator[DueOrder]:
    for unit in report.units:
        for order in unit.orders:
            waiting = sum(item.is_open for item in order.items)
            ends = date.fromisoformat(order.deadline)
            if waiting and order.state in (OrderState.RUNNING, OrderState.OVERDUE) and ends - report.night <= SOON:
                yield DueOrder(unit, order, waiting, ends < report.night)


def counts(unit: UnitReport) -> dict[str, str]:
    """A unit's row of the table: counts as text, `≥12` and `未知` where they are not whole."""
    measures = {str(item.name): item for item in unit.result.measures}
    shown = {
        name: words.count_text(measures.get(name)) for name in ("portal.posts", "portal.clones", "disclosure.posts")
    }
    broken = unit.broken()
    confirmed = sum(item.confirmed is True for item in broken)
    links, columns = unit.is_told(DEAD_LINKS.values()), unit.is_told(EMPTY_COLUMNS.values())
    return {
        **shown,
        "confirmed": words.faults_text(confirmed, links),
        "suspected": words.faults_text(len(broken) - confirmed, links),
        "empty": words.faults_text(empty_columns(unit), columns),
    }


def empty_columns(unit: UnitReport) -> int:
    """How many empty columns cost the month."""
    return sum(item.outcome is Outcome.NOT_MET for item in unit.faults(Check.EMPTY_COLUMN))
