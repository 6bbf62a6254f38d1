"""Why two sheets differ: the site changed, the rubric changed, a person decided, or it could not be measured."""

from dataclasses import dataclass

from scoring.lines import LineBasis, ScoreLine, Sheet, span

_INSTEAD = frozenset((LineBasis.OVERRIDE, LineBasis.CONFIRMED))
"""A person's word instead of what was measured."""
_BY_PEOPLE = frozenset((LineBasis.ENTERED, LineBasis.DERIVED))


@dataclass(frozen=True, slots=True)
class Difference:
    """One criterion whose points differ, and why."""

    criterion: str
    before: str
    after: str
    cause: str


def compare(before: Sheet, after: Sheet) -> list[Difference]:
    """All lines of two sheets of one unit whose points or basis differ."""
    known = {line.criterion: line for line in before.lines}
    differences = []
    for line in after.lines:
        old = known.get(line.criterion)
        if old is None or (old.low, old.high) != (line.low, line.high):
            differences.append(Difference(line.criterion, shown(old), shown(line), _cause(before, after, old, line)))
    return differences


def shown(line: ScoreLine | None) -> str:
    """A line's points as people write them."""
    return "无" if line is None else span(line)


def _cause(before: Sheet, after: Sheet, old: ScoreLine | None, new: ScoreLine) -> str:
    if before.rubric_sha256 != after.rubric_sha256:
        return "细则变化"
    bases = (new.basis, old.basis if old else None)
    if not _INSTEAD.isdisjoint(bases):
        return "人工认定"
    if LineBasis.UNKNOWN in bases:
        return "未能测定或尚未录入"
    if new.basis in _BY_PEOPLE:
        return "人工认定"
    return "网站内容变化"
