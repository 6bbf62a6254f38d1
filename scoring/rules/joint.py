"""The joint deduction: points when every named criterion was entered with none."""

from config.rubric import Criterion, JointRule
from scoring.lines import LineBasis, ScoreLine
from scoring.rules.kind import Bounds, Facts, Kind
from scoring.rules.number import ZERO
from scoring.rules.years import latest


def line(facts: Facts, rule: JointRule) -> ScoreLine:
    """Certain when every part is known to be zero, possible when every part may be."""
    parts = [facts.lines[name] for name in rule.of if name in facts.lines]
    may = all(part.low <= 0 for part in parts)
    must = all(part.high <= 0 for part in parts)
    low, high = (rule.points if may else ZERO), (rule.points if must else ZERO)
    return ScoreLine(
        facts.criterion.id,
        low,
        high,
        maximum=facts.criterion.maximum,
        basis=LineBasis.DERIVED if low == high else LineBasis.UNKNOWN,
        reason="各项均未公布" if must else "取决于尚未录入的项目" if may else "至少一项已公布",
    )


def bounds(_criterion: Criterion, rule: JointRule) -> Bounds:
    """The deduction, or nothing."""
    return rule.points, ZERO


JOINT: Kind[JointRule] = Kind(name="joint", line=line, bounds=bounds, year=latest)
