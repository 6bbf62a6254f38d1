"""单项否决: the whole sheet fails as soon as one threshold is reached."""

from config.rubric import Threshold, VetoRule
from scoring.lines import LineBasis, ScoreLine, Veto
from scoring.rules.kind import Facts, Kind, from_zero
from scoring.rules.number import ZERO
from scoring.rules.ranges import fault_range
from scoring.rules.years import mean_of_months


def line(facts: Facts, rule: VetoRule) -> ScoreLine:
    """Certain when the least that was counted reaches a threshold, possible when the most may."""
    judged = [_judged(facts, threshold) for threshold in rule.any_of]
    answers, _, findings = zip(*judged, strict=True)
    answer = next(item for item in (Veto.YES, Veto.UNKNOWN, Veto.NO) if item in answers)
    deciding = dict.fromkeys(reason for told, reason, _ in judged if told is answer)
    return ScoreLine(
        facts.criterion.id,
        ZERO,
        ZERO,
        maximum=facts.criterion.maximum,
        basis=LineBasis.UNKNOWN if answer is Veto.UNKNOWN else LineBasis.MEASURED,
        reason="；".join(deciding),
        findings=tuple(key for keys in findings for key in keys),
        veto=answer,
    )


def _judged(facts: Facts, threshold: Threshold) -> tuple[Veto, str, tuple[str, ...]]:
    ranges = [fault_range(facts.measures, name) for name in threshold.measures]
    least = sum(lower for lower, _, _ in ranges)
    most = None if any(upper is None for _, upper, _ in ranges) else sum(upper or 0 for _, upper, _ in ranges)
    reached, excluded = least >= threshold.at_least, most is not None and most < threshold.at_least
    exact = "" if most == least else "至少 "
    reason = "未发现" if most == 0 else f"{exact}{least} 个，达到 {threshold.at_least} 个即否决"
    keys = tuple(key for _, _, found in ranges for key in found)
    return Veto.YES if reached else Veto.NO if excluded else Veto.UNKNOWN, reason, keys


VETO: Kind[VetoRule] = Kind(name="veto", line=line, bounds=from_zero, year=mean_of_months)
