"""What stands behind a line: which findings belong to which criterion, and how an observation is told."""

from checks.findings import Check, Finding, Measure, Outcome
from checks.profiles.roles import REQUIRED
from checks.table import RULES
from config.rubric import Criterion
from config.schema import SiteKind
from config.words import reason_name
from reports.models import UnitReport

REQUIRED_ROLES: dict[str, frozenset[str]] = {
    name: frozenset(role.value for role in roles) for name, roles in REQUIRED.items()
}


def related(unit: UnitReport, criterion: Criterion) -> list[Finding]:
    """The findings of a unit that stand behind a criterion: those of its site, where it looks at one."""
    return [item for item in unit.result.findings if _stands_behind(unit, item, criterion)]


def _stands_behind(unit: UnitReport, item: Finding, criterion: Criterion) -> bool:
    shown = RULES[item.check].is_shown_at(criterion.id) or item.check.value in criterion.evidence
    kind = unit.kinds.get(item.site)
    if not shown or (kind is not None and criterion.group in set(SiteKind) and kind != criterion.group):
        return False
    roles = REQUIRED_ROLES.get(criterion.id)
    return item.check is not Check.PROFILE or roles is None or item.role in roles


def measure_of(unit: UnitReport, criterion: Criterion) -> Measure | None:
    """The measure that a criterion is scored by, None where people judge."""
    return next((item for item in unit.result.measures if item.name == criterion.id), None)


def bounds_text(measure: Measure) -> str:
    """What is known of a count that could not be measured whole."""
    if measure.value is not None or measure.outcome is not Outcome.INCONCLUSIVE:
        return ""
    most = "不限" if measure.upper is None else f" {measure.upper}"
    return f"（最少 {measure.lower}，最多{most}；原因：{reason_name(measure.reason)}）"
