"""The line of one criterion for one month: by its rule, or as a person decided. Unknown is never zero and never full marks."""

from collections.abc import Mapping
from dataclasses import replace

from checks.findings import Measure
from config.rubric import Criterion
from scoring.lines import Decisions, LineBasis, ScoreLine, span
from scoring.rules.kind import Facts
from scoring.rules.number import number
from scoring.rules.table import bounds, kind_of


def score(
    criterion: Criterion, measures: Mapping[str, Measure], decisions: Decisions, lines: Mapping[str, ScoreLine]
) -> ScoreLine:
    """The line of one criterion for one month; an override stands beside what was measured."""
    facts = Facts(criterion=criterion, measures=measures, decisions=decisions, lines=lines)
    line = kind_of(criterion).line(facts, criterion.rule)
    override = decisions.overrides.get(criterion.id)
    if override is None:
        return line
    points = number(override.value.get("points", ""))
    low, high = bounds(criterion)
    if points is None or not low <= points <= high:
        return replace(line, reason=f"{line.reason}；{override.author}的改判不在可得分范围内，没有采用")
    return ScoreLine(
        criterion.id,
        points,
        points,
        maximum=criterion.maximum,
        basis=LineBasis.OVERRIDE,
        reason=f"由{override.author}改判：{override.reason}（监测结果：{line.reason}）",
        findings=line.findings,
        value=line.value,
        measured=span(line),
    )
