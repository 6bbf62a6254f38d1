"""Full points when the measure is met, none when it is not; `none_open` says the same of recorded faults."""

from dataclasses import replace
from decimal import Decimal

from checks.findings import Outcome
from config.rubric import MetRule, NoneOpenRule
from scoring.lines import Entry, LineBasis, ScoreLine, span
from scoring.rules.kind import Facts, Kind, from_zero
from scoring.rules.number import ZERO
from scoring.rules.shown import shown
from scoring.rules.years import mean_of_months
from scoring.words import measure_reason


def line(facts: Facts, _rule: MetRule | NoneOpenRule) -> ScoreLine:
    """All, nothing, or a range where the measure is inconclusive; a confirmed inconsistency gives nothing."""
    criterion = facts.criterion
    low, high = _range(facts)
    measured = ScoreLine(
        criterion.id,
        low,
        high,
        maximum=criterion.maximum,
        basis=LineBasis.MEASURED if low == high else LineBasis.UNKNOWN,
        reason=measure_reason(facts.measure),
        findings=facts.measure.findings if facts.measure else (),
        value=shown(facts.measure),
    )
    word = facts.decisions.inconsistent.get(criterion.id)
    return measured if word is None else _confirmed(measured, word)


def _confirmed(measured: ScoreLine, word: Entry) -> ScoreLine:
    """Nothing, because a person confirmed that it does not agree with the facts; what was measured stays beside it."""
    told = f"由{word.author}确认与单位实际情况不一致：{word.reason}（监测结果：{measured.reason}）"
    return replace(measured, low=ZERO, high=ZERO, basis=LineBasis.CONFIRMED, reason=told, measured=span(measured))


def _range(facts: Facts) -> tuple[Decimal, Decimal]:
    full = facts.criterion.maximum
    outcome = facts.measure.outcome if facts.measure else Outcome.INCONCLUSIVE
    if outcome in (Outcome.MET, Outcome.NOT_APPLICABLE):
        return full, full
    return (ZERO, ZERO) if outcome is Outcome.NOT_MET else (ZERO, full)


MET: Kind[MetRule] = Kind(name="met", line=line, bounds=from_zero, year=mean_of_months)
NONE_OPEN: Kind[NoneOpenRule] = Kind(name="none_open", line=line, bounds=from_zero, year=mean_of_months)
