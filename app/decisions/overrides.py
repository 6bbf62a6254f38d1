"""Overrides (改判) and confirmed inconsistencies: a person's word beside what was measured, within the rubric's bounds."""

from dataclasses import dataclass
from decimal import Decimal

from app.decisions import typed
from app.decisions.desk import Desk
from app.decisions.period import Period, read_period, still_open
from app.decisions.record import keep, made
from app.decisions.refusal import Objection, Objections, Refused
from app.decisions.values import read_points
from app.errors import WrongUse
from app.looking.lookup import criterion_named, unit_named
from config.rubric import Basis, Criterion
from config.schema import SiteKind
from db.decisions import DecisionRecord, Kind, Ledger, NewDecision
from scoring.rules.shown import plain
from scoring.rules.table import bounds

_ELSEWHERE = {
    Basis.CONFIRMED: "督办单的扣分由 orders confirm 和 orders withdraw 决定，不能改判",
    Basis.DERIVED: "由其他项得出，请更正它所依据的项目",
}


@dataclass(frozen=True, slots=True)
class OverrideForm:
    """The points of a unit's line instead of the measured ones, from a month to a month (the same one where empty)."""

    unit: str
    criterion: str
    points: str
    first: str
    last: str
    reason: str


@dataclass(frozen=True, slots=True)
class InconsistencyForm:
    """That a unit's basic information does not agree with the facts: fails the criterion of one site (`portal`, `disclosure`)."""

    unit: str
    site: str
    first: str
    last: str
    reason: str


def override(desk: Desk, form: OverrideForm) -> DecisionRecord:
    """Replace the points of a line for some months; what was measured stays beside it. Raises Refused."""
    found, configuration = Objections(), desk.context.configuration
    unit = found.take("unit", lambda text: unit_named(configuration, text), form.unit)
    criterion = found.take("criterion", lambda text: criterion_named(configuration.rubric, text), form.criterion)
    if criterion is not None and criterion.basis in _ELSEWHERE:
        found.add("criterion", f"{criterion.name}：{_ELSEWHERE[criterion.basis]}")
    wanted = found.take("points", lambda text: points_of(criterion, text), form.points)
    period = read_period(desk, found, form.first, form.last or form.first)
    why = found.take("reason", typed.reason, form.reason)
    found.check()
    assert unit and criterion and wanted is not None and period and why
    value = {"points": plain(wanted)}
    return _once(
        desk, period, made(desk, Kind.OVERRIDE, unit.code, criterion.id, value, why, str(period.first), period.ends)
    )


def inconsistent(desk: Desk, form: InconsistencyForm) -> DecisionRecord:
    """Confirm that both sites' basic information, or it and the facts, differ: the criterion gives no points. Raises Refused."""
    found, configuration = Objections(), desk.context.configuration
    unit = found.take("unit", lambda text: unit_named(configuration, text), form.unit)
    criterion = found.take("site", lambda text: _basic_information(desk, text), form.site)
    period = read_period(desk, found, form.first, form.last or form.first)
    why = found.take("reason", typed.reason, form.reason)
    found.check()
    assert unit and criterion and period and why
    return _once(
        desk, period, made(desk, Kind.INCONSISTENCY, unit.code, criterion.id, {}, why, str(period.first), period.ends)
    )


def points_of(criterion: Criterion | None, text: str) -> Decimal:
    """Points that a criterion can give. Raises WrongUse for no number, one beyond its bounds, or too fine a one."""
    value = read_points(text)
    if criterion is not None:
        low, high = bounds(criterion)
        if not low <= value <= high:
            raise WrongUse(f"{typed.told(text)}，{criterion.name}的得分应在 {plain(low)} 到 {plain(high)} 之间")
    return value


def _basic_information(desk: Desk, text: str) -> Criterion:
    kinds = {kind.value: kind for kind in SiteKind} | {
        site.name: site.kind for site in desk.context.configuration.sites
    }
    if text not in kinds:
        raise WrongUse(f"没有网站“{text}”，应为以下之一：{'、'.join(kinds)}")
    return criterion_named(desk.context.configuration.rubric, f"{kinds[text].value}.basic_information")


def _once(desk: Desk, period: Period, decision: NewDecision) -> DecisionRecord:
    """Write a decision; the same one twice changes nothing, and says so."""

    def make(ledger: Ledger) -> list[NewDecision]:
        still_open(ledger, period)
        for record in ledger.in_force(decision.kind, decision.unit):
            if all(getattr(record, name) == getattr(decision, name) for name in _SAME):
                field = "points" if decision.value else "unit"
                text = f"已有相同的记录（编号 {record.id}，{record.author}），没有重复登记"
                raise Refused([Objection(field, text)])
        return [decision]

    return keep(desk, make)[0]


_SAME = ("subject", "value", "valid_from", "valid_to")
"""What two records of one kind and unit have in common that say the same."""
