"""单项否决: the whole sheet fails as soon as one threshold is reached."""

from collections.abc import Mapping

from checks.findings import Measure
from config.rubric import (
    Criterion,
    VetoRule,
)
from scoring.lines import ScoreLine
from scoring.rules.number import ZERO
from scoring.rules.ranges import fault_range


def veto_line(criterion: Criterion, rule: VetoRule, measures: Mapping[str, Measure]) -> ScoreLine:
    answers, reasons = [], []
    findings: tuple[str, ...] = ()
    for threshold in rule.any_of:
        ranges = [fault_range(measures, name) for name in threshold.measures]
        least = sum(lower for lower, _, _ in ranges)
        most = None if any(upper is None for _, upper, _ in ranges) else sum(upper or 0 for _, upper, _ in ranges)
        findings += tuple(key for _, _, keys in ranges for key in keys)
        reached = least >= threshold.at_least
        answers.append("yes" if reached else "no" if most is not None and most < threshold.at_least else "unknown")
        exact = "" if most == least else "至少 "
        reasons.append("未发现" if most == 0 else f"{exact}{least} 个，达到 {threshold.at_least} 个即否决")
    answer = next(item for item in ("yes", "unknown", "no") if item in answers)
    basis = "unknown" if answer == "unknown" else "measured"
    return ScoreLine(criterion.id, ZERO, ZERO, criterion.maximum, basis, "；".join(reasons), findings, veto=answer)
