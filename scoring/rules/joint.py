"""The joint deduction: points when every named criterion was entered with none."""

from collections.abc import Mapping

from config.rubric import (
    Criterion,
    JointRule,
)
from scoring.lines import ScoreLine
from scoring.rules.number import ZERO


def joint_line(criterion: Criterion, rule: JointRule, lines: Mapping[str, ScoreLine]) -> ScoreLine:
    """The joint deduction: certain when every part is known to be zero, possible when every part may be."""
    parts = [lines[name] for name in rule.of if name in lines]
    may = all(part.low <= 0 for part in parts)
    must = all(part.high <= 0 for part in parts)
    low, high = (rule.points if may else ZERO), (rule.points if must else ZERO)
    basis = "derived" if low == high else "unknown"
    reason = "各项均未公布" if must else "取决于尚未录入的项目" if may else "至少一项已公布"
    return ScoreLine(criterion.id, low, high, criterion.maximum, basis, reason)
